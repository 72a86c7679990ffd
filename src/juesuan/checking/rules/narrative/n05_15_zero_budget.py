"""N05-15 年初预算为零却印有完成率.

There is no rate of a budget of 0: the text should say that none was set at the start of the year. 0% for 0 spent of 0 is a careless
template, not a wrong figure.
"""

from __future__ import annotations

from collections.abc import Iterator

from juesuan.checking.context import Context, not_applicable, passed
from juesuan.model import Outcome, Severity, State, Term

RULE = "N05-15"

_SECTIONS = ("N05", "N07", "N08")


def check(context: Context) -> Iterator[Outcome]:
    """One outcome per completion rate whose budget is known."""
    found = False
    for section in _SECTIONS:
        for claim in context.claims(section, "completion"):
            final, budget = (*context.operands(claim), None, None)[:2]
            if budget is None or claim.amount is None:
                continue
            found = True
            if budget.value:
                yield passed([budget])
                continue
            nothing = final is not None and not final.value and not claim.amount.value
            message = f"“{budget.label}”为 0，文中却写完成率 {claim.amount.raw.rstrip('%')}%。"
            yield Outcome(
                State.FAIL,
                terms=(Term(1, "完成率", None, claim.place, claim.amount.raw), Term.of(budget, -1)),
                message=message,
                severity=Severity.INFO if nothing else None,
            )
    if not found:
        yield not_applicable("文字说明没有写完成预算的百分比")
