"""X-15 财政拨款科目不在支出决算表中.

Appropriations are part of all expenditure, so every code with an amount in 05, 07 or 08, or in the form of all 财政拨款, has a row in 03.
Rows that are printed without any amount do not count: some places print the whole list.
"""

from __future__ import annotations

from collections.abc import Iterator

from juesuan.checking.coded import coded_rows, row_term
from juesuan.checking.context import Context, absent, passed, undecidable
from juesuan.checking.secrecy import why_row_withheld
from juesuan.model import Outcome, Row, State, Table, Term

RULE = "X-15"
_SPENT = {"T05": ("C1",), "T07": ("C3",), "T08": ("C3",), "T10": ("C1",)}


def check(context: Context) -> Iterator[Outcome]:
    """One outcome per code that spends in one of these forms."""
    total = context.table("T03")
    if total is None or not _fully_read(context):
        yield absent(context, "T03")
        return
    listed = set(total.row_keys)
    spending = [(table, row) for table, row in coded_rows(context, *_SPENT) if _spends(table, row, context)]
    if not spending:
        yield undecidable("财政拨款各支出表没有读到金额")
    for table, row in spending:
        if row.key in listed:
            yield passed()
            continue
        if secret := why_row_withheld(context):
            yield undecidable(f"“{total.title}”中没有 {row.key} 科目，{secret}")
            continue
        missing = Term(-1, total.title, None, total.place, total.title)
        message = f"“{table.title}”的 {row.key} {row.label} 有支出，但“{total.title}”中没有该科目。"
        yield Outcome(State.FAIL, terms=(row_term(table, row), missing), message=message)


def _fully_read(context: Context) -> bool:
    return all(reading.state == "read" for reading in context.disclosure.readings if reading.form == "T03")


def _spends(table: Table, row: Row, context: Context) -> bool:
    cells = (context.cell(table.form, row.key, column) for column in _SPENT[table.form])
    return any(cell is not None and cell.value for cell in cells)
