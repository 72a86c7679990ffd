"""T01-12 总计为零.

A department that publishes accounts has money: a 总计 of 0 is nearly always a lost table or an unfilled template.
"""

from __future__ import annotations

from collections.abc import Iterator

from juesuan.checking.context import Context, absent, passed
from juesuan.model import Outcome, State, Term

RULE = "T01-12"


def check(context: Context) -> Iterator[Outcome]:
    """Fails on each of the two 总计 that is blank or zero."""
    totals = [s for s in (context.cell("T01", "L31", "C1"), context.cell("T01", "L62", "C2")) if s is not None]
    if not totals:
        yield absent(context, "T01")
    for total in totals:
        if total.value:
            yield passed([total])
        else:
            message = f"“{total.label}”为{total.amount.raw or '空白'}，总计不应为零。"
            yield Outcome(State.FAIL, terms=(Term.of(total),), message=message, stated=total.value)
