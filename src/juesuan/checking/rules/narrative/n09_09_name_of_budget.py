"""N09-09 “三公”经费预算数的称谓与表注不一致.

The note of 公开09表 says which budget its 预算数 is. A text that calls the same figures 年初预算 while the note says 全年预算数 (or the
reverse) mixes two terms; harmless where nothing was adjusted.
"""

from __future__ import annotations

from collections.abc import Iterator

from juesuan.checking.context import Context, absent, not_applicable, passed
from juesuan.model import Outcome, State, Term
from juesuan.model.expressions import expression

RULE = "N09-09"
_NOTE = expression(r"预算数.{0,12}?(年初|全年)预算")


def check(context: Context) -> Iterator[Outcome]:
    """Warns at the first place of the section that uses the other term."""
    table = context.table("T09")
    if table is None:
        yield absent(context, "T09")
        return
    match = _NOTE.search("".join(table.notes))
    if match is None:
        yield not_applicable("表注没有说明预算数的口径")
        return
    other = {"年初": "全年预算", "全年": "年初预算"}[match[1]]
    for section in context.sections("N09"):
        start = section.body.text.find(other)
        if start >= 0:
            place = section.body.place(start, start + len(other))
            message = f"表注称预算数为{match[1]}预算数，文中却写“{other}”，两处口径不一致。"
            yield Outcome(State.FAIL, terms=(Term(1, section.heading, None, place, other),), message=message)
            return
    yield passed()
