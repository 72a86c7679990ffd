"""How many units a department says that it has, anywhere in its text, and its tables with a row for each of them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec import Struct

from juesuan.checking.context import Context
from juesuan.checking.wording import Text, prose
from juesuan.model.expressions import expression
from juesuan.model.whole_numbers import spelt_number, whole_number

__all__ = ["ToldUnits", "told_units"]

_NUMBER = r"(?P<count>\d{1,3}|[一二三四五六七八九十两]{1,3})(?:个|家)"
_IN_ACCOUNTS = expression(
    rf"(?:编制|汇总|决算)范围的?(?P<lower>(?:所属|下属|二级|基层)?)(?:预算|决算|行政|事业)*(?:单位|机构)(?:共有?|共计|合计|为|有|包括)?{_NUMBER}"
)
_LOWER = expression(
    rf"(?P<lower>所属|下属|下设)(?:的)?(?:预算|行政|事业|二级)*(?:单位|机构)(?:共有?|共计|合计|为|有)?{_NUMBER}"
)
_OWN_SECTIONS = ("units", "organisation", "duties")
_PART = expression(r"其中|另")
_ITSELF = expression(r"(?:含|包括|包含)[^，。；、]{0,12}(?:本级|机关|本部门)")
_CLAUSE = expression(r"[，。；：]")


class ToldUnits(Struct, frozen=True):
    """One number of units.

    Attributes:
        count: how many.
        lower: whether the department itself is not among them. in_accounts: whether they are said to be those of its accounts.
        text, start, end: where it stands.
    """

    count: int
    lower: bool
    in_accounts: bool
    text: Text
    start: int
    end: int


def told_units(context: Context) -> Iterator[ToldUnits]:
    """All such numbers: of units in the accounts anywhere, of those below the department where it says what it is made of; not of a part (其中…)."""
    for text in prose(context):
        yield from (told for match in _IN_ACCOUNTS.finditer(text.passage.text) for told in _told(text, match))
    for text in prose(context, *_OWN_SECTIONS):
        accounts = {match.start("count") for match in _IN_ACCOUNTS.finditer(text.passage.text)}
        others = (m for m in _LOWER.finditer(text.passage.text) if m.start("count") not in accounts)
        yield from (told for match in others for told in _told(text, match, in_accounts=False))


def _told(text: Text, match: re.Match[str], *, in_accounts: bool = True) -> Iterator[ToldUnits]:
    written = text.passage.text
    marks = [mark.end() for mark in _CLAUSE.finditer(written, 0, match.start())]
    begins = marks[-1] if marks else 0
    number = match["count"]
    count = whole_number(number) if number.isdecimal() else spelt_number(number)
    ends = _CLAUSE.search(written, match.end())
    around = written[begins : ends.end() + 12 if ends is not None else len(written)]
    if count is None or _PART.search(written[begins : match.start()]):
        return
    lower = bool(match["lower"]) and _ITSELF.search(around) is None
    yield ToldUnits(count, lower, in_accounts, text, match.start("count"), match.end("count"))
