"""Rows of the forms that carry codes, as the rules on classification see them."""

from __future__ import annotations

from collections.abc import Iterator

from juesuan.checking.context import Context
from juesuan.model import Row, Table, Term

__all__ = ["code_rows", "coded_rows", "cut_short", "names_by_form", "printed_names", "row_term"]

_LEVELS = (3, 5)
_ITEM_DIGITS = 7


def coded_rows(context: Context, *form_ids: str) -> Iterator[tuple[Table, Row]]:
    """The rows with a code of all forms of functional codes (or of those named), in printed order."""
    for form_id, table in context.disclosure.tables.items():
        if context.standard.forms[form_id].kind == "codes" and (not form_ids or form_id in form_ids):
            for row in table.rows:
                if row.key.isdigit():
                    yield table, row


def code_rows(context: Context, form: str) -> tuple[Row, ...]:
    """The rows of one form that are called by a code, functional or economic; none where the form is not there."""
    table = context.table(form)
    return tuple(row for row in table.rows if row.key.isdigit()) if table is not None else ()


def cut_short(context: Context, form: str) -> tuple[Row, ...]:
    """The rows with money that are not divided down to 项: a row of a blank form stands for rows that somebody will write."""
    rows = code_rows(context, form)
    filled = {statement.row for statement in context.stated_in(form) if statement.value}
    divided = {row.key[:size] for row in rows for size in _LEVELS if size < len(row.key)}
    return tuple(row for row in rows if len(row.key) < _ITEM_DIGITS and row.key in filled and row.key not in divided)


def names_by_form(code: str, context: Context) -> dict[str, str]:
    """What each form calls a code."""
    return {table.form: row.label for table, row in coded_rows(context) if row.key == code and row.label}


def printed_names(code: str, context: Context) -> frozenset[str]:
    """All that the forms call a code."""
    return frozenset(names_by_form(code, context).values())


def row_term(table: Table, row: Row, sign: int = 1) -> Term:
    """The operand that the row's head makes."""
    printed = f"{row.code or row.key} {row.label}"
    return Term(sign, f"{table.title} {printed}", None, row.place, printed)
