"""N09-09 “三公”经费预算数的称谓与表注不一致.

The note of 公开09表 says which budget its 预算数 is. A text that calls the same figures 年初预算 while the note says 全年预算数 (or the
reverse) mixes two terms; harmless where nothing was adjusted.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from juesuan.checking.context import Context, absent, not_applicable, passed
from juesuan.model import ChangeClaim, CompletionClaim, OrderClaim, Outcome, State, Term
from juesuan.model.expressions import expression

RULE = "N09-09"
_BEFORE = 2
"""So many characters in front tell one place where the word stands from another."""
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
    said = _said_of_budgets(context)
    for section in context.sections("N09"):
        for named in re.finditer(other, section.body.text):
            place = section.body.place(*named.span())
            if any(section.body.text[max(0, named.start() - _BEFORE) : named.end()] in text for text in said):
                message = f"表注称预算数为{match[1]}预算数，文中却写“{other}”，两处口径不一致。"
                yield Outcome(State.FAIL, terms=(Term(1, section.heading, None, place, other),), message=message)
                return
    yield passed()


def _said_of_budgets(context: Context) -> list[str]:
    """What the section prints about budgets of “三公”经费: 年初预算 of anything else is not the table's."""
    stated = [s.place.text for s in context.prose("N09") if s.fact is not None and s.fact.get("stage") is not None]
    claims = [
        c.text
        for kind in (CompletionClaim, OrderClaim, ChangeClaim)
        for c in context.claims("N09", kind)
        if c.operands[0]
    ]
    return stated + claims
