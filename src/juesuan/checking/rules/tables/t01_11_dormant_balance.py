"""T01-11 结转结余全年未动.

Opening and closing balance are the same, not zero, and income equals expenditure: possible, but dormant money should be asked
about. Never more than a note.
"""

from __future__ import annotations

from collections.abc import Iterator

from juesuan.checking.context import Context, absent, not_applicable, passed
from juesuan.model import Outcome, State, Term

RULE = "T01-11"


def check(context: Context) -> Iterator[Outcome]:
    """Notes an untouched carry-over."""
    cells = [
        context.cell("T01", row, column) for row, column in (("L29", "C1"), ("L60", "C2"), ("L27", "C1"), ("L58", "C2"))
    ]
    opening, closing, income, spending = cells
    if opening is None or closing is None or income is None or spending is None:
        yield absent(context, "T01")
    elif not opening.value:
        yield not_applicable("没有年初结转和结余")
    elif opening.value == closing.value and income.value == spending.value:
        message = f"年初、年末结转和结余均为 {opening.amount.raw}，全年未动用，建议核实是否为沉淀资金并在说明中交代。"
        yield Outcome(State.FAIL, terms=(Term.of(opening), Term.of(closing)), message=message, stated=opening.value)
    else:
        yield passed([opening, closing])
