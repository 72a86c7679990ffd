"""F-13 封面日期早于年度终了.

Accounts are made when their year is over: a date on the cover that stands alone, or behind the title, cannot lie in the year or before it. Where
other dates stand there that can be this document's, it is one of those; web pages print the dates of other documents around theirs.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from juesuan.checking.context import Context, not_applicable, passed, undecidable
from juesuan.checking.wording import Text
from juesuan.model import Outcome, State
from juesuan.model.expressions import expression
from juesuan.model.whole_numbers import spelt_number, whole_number

RULE = "F-13"
_NUMERAL = r"[\d〇○零一二三四五六七八九十]"
_DATE = expression(
    rf"(?:.*决算[（）()公开报告说明]{{0,6}}|(?:编制|公开|公布|发布|报送)?(?:日期|时间)[：:])?"
    rf"(?P<year>{_NUMERAL}{{4}})年(?P<month>{_NUMERAL}{{1,2}})月(?:(?P<day>{_NUMERAL}{{1,3}})日)?"
)
_LAST = (12, 31)
_ZEROS = str.maketrans("○零", "〇〇")


def check(context: Context) -> Iterator[Outcome]:
    """Fails once per date, where none of them can be right."""
    year = context.disclosure.info.year
    found = [(text, match) for text in _cover(context) if (match := _DATE.fullmatch(text.passage.text)) is not None]
    dated = [(text, match, date) for text, match in found if (date := _date(match)) is not None]
    if not dated:
        yield not_applicable("封面上没有日期")
    elif year is None:
        yield undecidable("没有读到决算年度")
    elif any(date > (year, *_LAST) for _, _, date in dated):
        yield passed()
    else:
        for text, match, _ in dated:
            term = text.term(match.start("year"), match.end())
            message = f"封面上的日期“{term.text}”早于{year}年度终了，这时年度决算还没有编制。"
            yield Outcome(State.FAIL, terms=(term,), message=message)


def _cover(context: Context) -> Iterator[Text]:
    for section in context.disclosure.sections:
        if section.id == "cover":
            yield from (Text("封面", passage, section.place) for passage in section.paragraphs)


def _date(match: re.Match[str]) -> tuple[int, int, int] | None:
    """The date, of a month its last day; None where the numerals are none."""
    year, month = _number(match["year"]), _number(match["month"])
    day = _number(match["day"]) if match["day"] else _LAST[1]
    return None if year is None or month is None or day is None else (year, month, day)


def _number(text: str) -> int | None:
    return whole_number(text) if text.isascii() else spelt_number(text.translate(_ZEROS))
