"""T02-08 只有财政拨款收入的单位，各行合计与财政拨款收入应相等.

When the total row has no other income, no row can have any: otherwise a non-zero row was left out of the total. Where the
total row prints other income, but so little that rounding may hide it in the sum (1668.14 = 1668.14 + 0.01), it is a warning.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from juesuan.checking.context import Context, absent, not_applicable, passed
from juesuan.model import Outcome, Severity, State, Statement, Term

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
    hidden = _hidden_by_rounding([total, appropriated], [s for s in stray if s.row == total.row], context)
    if hidden:
        message += "数额很小，可能是四舍五入所致，请核对。"
    severity = Severity.WARNING if hidden else None
    yield Outcome(State.FAIL, terms=terms, message=message, stated=appropriated.value, severity=severity)


def _hidden_by_rounding(totals: list[Statement], others: list[Statement], context: Context) -> bool:
    """Whether the total row prints other income that its rounded totals need not show."""
    amounts = [context.in_document_unit(statement) for statement in (*totals, *others)]
    bound = sum((amount.half_width for amount in amounts), Decimal(0))
    return bool(others) and sum((amount.value for amount in amounts[len(totals) :]), Decimal(0)) <= bound
