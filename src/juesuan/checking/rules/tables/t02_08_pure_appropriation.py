"""T02-08 只有财政拨款收入的单位，各行合计与财政拨款收入应相等.

When the total row has no other income, no row can have any: otherwise a non-zero row was left out of the total. A total row
that prints other income knows of it, even if it is so little that the sum does not show it.
"""

from __future__ import annotations

from collections.abc import Iterator

from juesuan.checking.context import Context, absent, not_applicable, passed
from juesuan.model import Outcome, State, Statement, Term

RULE = "T02-08"


def check(context: Context) -> Iterator[Outcome]:
    """Fails on each cell of other income that the total row does not know."""
    total, appropriated = context.cell("T02", "*", "C1"), context.cell("T02", "*", "C2")
    if total is None or appropriated is None:
        yield absent(context, "T02")
        return
    if total.value != appropriated.value:
        yield not_applicable("单位还有财政拨款以外的收入")
        return
    columns = sorted(context.columns_of("T02") - {"C1", "C2"})
    if any((s := context.cell("T02", "*", column)) is not None and s.value for column in columns):
        yield not_applicable("合计行列有财政拨款以外的收入")
        return
    stray: list[Statement] = []
    for row in context.rows_of("T02"):
        found = [
            s
            for column in columns
            if (s := context.cell("T02", row, column)) is not None and s.value and not s.ambiguous
        ]
        stray += found
    if not stray:
        yield passed([total, appropriated])
        return
    named = "、".join(f"“{statement.label}”{statement.amount.raw}" for statement in stray[:3])
    message = f"合计行本年收入合计与财政拨款收入均为 {total.amount.raw}，表中却另有非财政拨款收入：{named}，共 {len(stray)} 处。"
    terms = (Term.of(total), Term.of(appropriated), *(Term.of(statement, -1) for statement in stray))
    yield Outcome(State.FAIL, terms=terms, message=message, stated=appropriated.value)
