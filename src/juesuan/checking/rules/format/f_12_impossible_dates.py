"""F-12 日期不存在.

A day that no calendar has (9月31日, 2月30日, 13月), wherever dates are written out in words: on the cover, in headings, in the prose, in
tables and forms. The 29th of February is one in leap years, and wherever no year stands in front of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from juesuan.checking.context import Context, passed, undecidable
from juesuan.checking.wording import texts
from juesuan.model import Outcome, State
from juesuan.model.expressions import expression

RULE = "F-12"
_DATE = expression(r"(?:(?<!\d)(?P<year>20\d\d)年)?(?<![\d.,:：—\-~/])(?P<month>\d{1,2})月(?P<day>\d{1,2})日")
_LENGTHS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_FEBRUARY = 2
_LEAP, _CENTURY, _CYCLE = 4, 100, 400


def check(context: Context) -> Iterator[Outcome]:
    """Fails once per day that there is not."""
    found = [(text, match) for text in texts(context) for match in _DATE.finditer(text.passage.text)]
    wrong = [(text, match) for text, match in found if not _exists(match)]
    for text, match in wrong:
        message = f"{text.where}中的日期“{match[0]}”不存在。"
        yield Outcome(State.FAIL, terms=(text.term(*match.span()),), message=message)
    if not wrong:
        yield passed() if found or context.disclosure.sections else undecidable("没有读到文字")


def _exists(match: re.Match[str]) -> bool:
    month, day = int(match["month"]), int(match["day"])
    if not 1 <= month <= len(_LENGTHS) or not 1 <= day <= _LENGTHS[month - 1]:
        return False
    year = int(match["year"]) if match["year"] else None
    return month != _FEBRUARY or day < _LENGTHS[1] or year is None or _is_leap(year)


def _is_leap(year: int) -> bool:
    return year % _LEAP == 0 and (year % _CENTURY != 0 or year % _CYCLE == 0)
