"""X-20 没有结转而收入、支出的科目不同.

A code with income but no expenditure (or the reverse) must be visible as carry-over; without any carry-over it is odd. A note.
"""

from __future__ import annotations

from collections.abc import Iterator

from juesuan.checking.context import Context, absent, not_applicable, passed
from juesuan.model import Outcome, State, Statement, Term

RULE = "X-20"


def check(context: Context) -> Iterator[Outcome]:
    """Fails once per code that only one of the two forms has."""
    if context.table("T02") is None or context.table("T03") is None:
        yield absent(context, "T02" if context.table("T02") is None else "T03")
        return
    balances = [s for key in (("T01", "L29", "C1"), ("T01", "L60", "C2")) if (s := context.cell(*key)) is not None]
    if len(balances) < 2:
        yield absent(context, "T01")
        return
    if any(statement.value for statement in balances):
        yield not_applicable("有年初或年末结转结余，收支科目可以不同")
        return
    sides = [
        {s.row: s for s in context.stated_in(form) if s.column == "C1" and len(s.row) == 7 and s.value}
        for form in ("T02", "T03")
    ]
    only: list[Statement] = [s for mine, other in (sides, sides[::-1]) for code, s in mine.items() if code not in other]
    for statement in only:
        message = f"“{statement.label}”为 {statement.amount.raw}，另一张表没有此科目，而全年没有结转结余。"
        yield Outcome(State.FAIL, terms=(Term.of(statement),), message=message, stated=statement.value)
    if not only:
        yield passed([*sides[0].values(), *sides[1].values()])
