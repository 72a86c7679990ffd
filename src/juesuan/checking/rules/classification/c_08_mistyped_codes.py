"""C-08 科目编码与其他表不同.

A row whose name stands in other tables with another code, which this table does not have, while its own code stands nowhere else and is
not the code of that name in the lists of the year: one of its digits was mistyped. Of a name that many codes have (事业运行) it is also one
whose 款 the table does not list, while it lists that of the other.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from juesuan.checking.coded import coded_rows, row_term
from juesuan.checking.context import Context, passed, undecidable
from juesuan.checking.mistyped import mistyped_rows
from juesuan.checking.rendering import figures_of
from juesuan.model import Outcome, Row, State, Suspect, Table

RULE = "C-08"
_LIKELY = Decimal("0.95")


def check(context: Context) -> Iterator[Outcome]:
    """Fails once per row with such a code."""
    if next(coded_rows(context), None) is None:
        yield undecidable("未读到按科目编码列示的表")
        return
    wrong = False
    for found in mistyped_rows(context):
        wrong = True
        yield _failure(*found)
    if not wrong:
        yield passed()


def _failure(table: Table, row: Row, place: Table, other: Row) -> Outcome:
    message = (
        f"“{table.title}”中“{row.label}”的编码印为 {row.key}（{figures_of(table, row)}），"
        f"“{place.title}”同名科目为 {other.key}，应为 {other.key}。"
    )
    hint = f"把“{table.title}”中“{row.label}”的编码由 {row.key} 改为 {other.key}。"
    terms = row_term(table, row), row_term(place, other, -1)
    meant = (Suspect(0, _LIKELY, suggestion=f"{other.key} {row.label}"),)
    return Outcome(State.FAIL, terms=terms, message=message, hint=hint, suspects=meant)
