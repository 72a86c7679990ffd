"""The rows of totals that a form with amounts must print, and whether one that was not read may have been cut off."""

from __future__ import annotations

from typing import TYPE_CHECKING

from juesuan.model import Table
from juesuan.model.place import position
from juesuan.standard.forms import Form, FormRow

if TYPE_CHECKING:
    from juesuan.checking.context import Context

__all__ = ["lacking_totals", "may_be_cut", "prints_amounts"]

_TOTAL = "合计"


def prints_amounts(table: Table, context: Context) -> bool:
    """Whether a form has totals and something to add up: codes, or lines with amounts."""
    form = context.standard.forms[table.form]
    if form.kind == "codes":
        return any(key.isdigit() for key in table.row_keys)
    return bool(form.totals) and any(statement.value for statement in context.stated_in(table.form))


def lacking_totals(table: Table, form: Form) -> tuple[FormRow, ...]:
    """The rows of totals that a form does not print, in its order.

    Of two blocks side by side the total of the whole stands for both of theirs.
    """
    if form.kind == "economic" and form.total in table.row_keys:
        return ()
    rows = ((form.row(key) or FormRow(key, _TOTAL, ()), key) for key in form.totals)
    return tuple(row for row, key in rows if key not in table.row_keys)


def may_be_cut(table: Table, lacking: tuple[FormRow, ...], context: Context) -> bool:
    """Whether they may stand on a page that is not there: they end their form, and nothing printed says that it had ended."""
    form = context.standard.forms[table.form]
    if form.kind == "codes":
        return False  # of those that end with it, none is cut between rows of one level only
    order = [row.key for row in form.rows]
    last = max(order.index(row.key) for row in lacking)
    sides = {row.side for row in lacking}
    if any(
        order.index(key) > last for key in table.row_keys if (row := form.row(key)) is not None and row.side in sides
    ):
        return False
    return not table.notes and not _is_followed(table, context)


def _is_followed(table: Table, context: Context) -> bool:
    """Whether something stands behind it in a file that has no pages."""
    if table.place.page is not None:
        return False
    if table.place.sheet is not None:
        return True
    others = [
        *(other.place for other in context.disclosure.tables.values()),
        *(s.place for s in context.disclosure.sections),
    ]
    return any(position(other) > position(table.place) for other in others)
