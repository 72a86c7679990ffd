"""F-11 数字中夹有字母.

126.5O or l26.50: a letter that looks like a digit. The number was read, because one reading alone fits its row and column, and the cell is to
be mended all the same: nobody can add it up. A cell of which no reading fits is not understood, and listed as such.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from juesuan.checking.context import Context, passed, without_accounts
from juesuan.model import Outcome, State, Suspect, Term
from juesuan.model.expressions import expression

RULE = "F-11"
_LETTER = expression(r"[A-Za-z〇|]")


def check(context: Context) -> Iterator[Outcome]:
    """One outcome per cell; one when none has a letter."""
    tables = context.disclosure.tables.values()
    cells = [(table, cell) for table in tables for cell in table.cells.values() if _LETTER.search(cell.raw)]
    cells = [(table, cell) for table, cell in cells if cell.amount is not None]
    if not tables:
        yield without_accounts(context, "没有读到决算表")
    elif not cells:
        yield passed()
    for table, cell in cells:
        assert cell.amount is not None
        where = f"“{table.title}”“{cell.place.row}”行“{cell.place.column}”栏"
        yield Outcome(
            State.FAIL,
            terms=(Term(1, f"{table.title} {cell.place.row} {cell.place.column}", None, cell.place, cell.raw),),
            message=f"{where}的“{cell.raw}”夹有不是数字的字符，按勾稽关系应为 {cell.amount.raw}。",
            suspects=(Suspect(0, Decimal("0.99"), suggestion=cell.amount.raw),),
        )
