"""Rows that are not there: which code they have is told by the other tables, what they should hold by the sums that lack it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from itertools import islice

from msgspec import Struct

from juesuan.arithmetic.defining import derived
from juesuan.checking.coded import coded_rows
from juesuan.checking.context import Context
from juesuan.checking.secrecy import withheld
from juesuan.checking.totals import lacking_totals
from juesuan.model import Row, Table
from juesuan.standard.forms import FormRow

__all__ = ["Missing", "blank_rows", "missing_rows", "missing_total"]

_SIZES = (3, 5, 7)
_CLASS = 3
_ZERO = Decimal(0)
_HALF = Decimal("0.005")
_MOST = 12


class Missing(Struct, frozen=True):
    """A row that may be missing.

    Attributes:
        table: the table that lacks it.
        row: code and name. values: what it should hold, by column.
        below: the rows that are missing with it, of which the sums say nothing.
        least: how many failures it must explain: of a row that only the sum wants, another must tell that it is this one.
    """

    table: Table
    row: Row
    values: Mapping[str, Decimal]
    below: tuple[Row, ...] = ()
    least: int = 1


def missing_rows(context: Context) -> Iterator[Missing]:
    """The codes that other tables have and a table lacks, though its sums want them; levels above a row first.

    Where secret codes are left out, they are not missing.
    """
    if withheld(context) is not None:
        return
    names = {row.key: row for _, row in coded_rows(context)}
    above = {key[:size] for key in names for size in _SIZES if size < len(key)}
    wanted = dict.fromkeys(sorted({*names, *above}, key=lambda key: (len(key), key)))
    for table in context.disclosure.tables.values():
        if len(table.unknown) > len(table.unknown_columns):
            continue  # what is missing may be what was not understood
        kind = context.standard.forms[table.form].kind
        if kind == "codes" and any(row.key.isdigit() for row in table.rows):
            yield from islice(_of_functions(table, list(wanted), names, context), _MOST)
        elif kind == "economic":
            yield from islice(_of_economic(table, context), _MOST)


def blank_rows(context: Context) -> Iterator[Missing]:
    """The rows that are printed without any figure, though the sums want some of them; the total first, then levels above a row."""
    for table in context.disclosure.tables.values():
        form = context.standard.forms[table.form]
        if form.kind not in {"codes", "economic"} or len(table.unknown) > len(table.unknown_columns):
            continue
        blank = [row for row in table.rows if not any(_value(table, row.key, column.key) for column in table.columns)]
        if len(blank) < len(table.rows):
            yield from _to_fill(table, blank, context)


def _to_fill(table: Table, blank: list[Row], context: Context) -> Iterator[Missing]:
    form = context.standard.forms[table.form]
    total, by_class = form.total, form.kind == "economic"
    for row in sorted(blank, key=lambda each: (each.key != total, len(each.key), each.key)):
        if row.key == total:
            values = _total(table, context)
        elif row.key.isdigit():
            values = _wanted(row.key, table, context)
        else:
            continue
        alone = not by_class or sum(other.key[:_CLASS] == row.key[:_CLASS] for other in blank) == 1
        if values:
            yield Missing(table, row, values, least=1 if alone else 2)


def missing_total(table: Table, context: Context) -> tuple[Missing, ...]:
    """The rows of totals that a table does not print, with what they should hold as far as that is known; none where one may be unread."""
    if len(table.unknown) > len(table.unknown_columns):
        return ()
    rows = lacking_totals(table, context.standard.forms[table.form])
    if context.standard.forms[table.form].kind == "codes":
        return tuple(
            Missing(table, Row(row.key, row.label), values) for row in rows if (values := _total(table, context))
        )
    found = [Missing(table, Row(row.key, row.label), _line(row.key, table, context)) for row in rows]
    return tuple(missing for missing in found if missing.values)


def _line(row: str, table: Table, context: Context) -> dict[str, Decimal]:
    """What a row of totals would hold, by column: what other places state of it, else what the lines of the table make."""
    form = context.standard.forms[table.form]
    side = (form.row(row) or FormRow(row, row, ())).side
    like = next((s.amount.unit for s in context.stated_in(table.form)), context.unit)
    given = {s.fact: s.value for s in context.stated_in(table.form) if s.fact is not None}
    made = derived(given, context.layout.definitions, context.standard.vocabulary.above)
    found: dict[str, Decimal] = {}
    for column in (column.key for column in form.columns if column.side == side):
        fact = form.fact(row, column)
        if fact is None or column not in {each.key for each in table.columns}:
            continue
        stated = (s.value for s in context.by_fact.get(str(fact), ()) if s.amount.unit is like)
        value = next(stated, made.get(fact))
        if value is not None:
            found[column] = value
    return found


def _total(table: Table, context: Context) -> dict[str, Decimal]:
    """What the total would hold, by column: the sum of the highest level."""
    total = context.standard.forms[table.form].total
    level = _children(total, [key for key in table.row_keys if key.isdigit()], total)
    allowed = _HALF * (len(level) + 1)
    found: dict[str, Decimal] = {}
    for column in (column.key for column in table.columns):
        found[column] = sum(filter(None, (_value(table, key, column) for key in level)), _ZERO)
        if found[column]:
            found[column] = _as_elsewhere(found[column], (total, column), allowed, table, context)
    return found if any(found.values()) else {}


def _of_functions(table: Table, wanted: list[str], names: Mapping[str, Row], context: Context) -> Iterator[Missing]:
    listed = set(table.row_keys)
    rows = {key: names.get(key) or Row(key, context.standard.codes.function_name(key), key) for key in wanted}
    for key in (key for key in wanted if key not in listed):
        values = _wanted(key, table, context)
        if values:
            has_below = any(other.startswith(key) for other in listed)
            below = (
                () if has_below else tuple(rows[other] for other in wanted if other.startswith(key) and other != key)
            )
            yield Missing(table, rows[key], values, below)


def _of_economic(table: Table, context: Context) -> Iterator[Missing]:
    """Codes of the form that are not printed under a class whose sum lacks something."""
    listed = set(table.row_keys)
    absent = [row for row in context.standard.forms[table.form].rows if row.key.isdigit() and row.key not in listed]
    for row in absent:
        alone = sum(other.key[:_CLASS] == row.key[:_CLASS] for other in absent) == 1
        values = _wanted(row.key, table, context) if row.key[:_CLASS] in listed else {}
        if values:
            yield Missing(table, Row(row.key, row.label, row.key), values, least=1 if alone else 2)


def _wanted(key: str, table: Table, context: Context) -> dict[str, Decimal]:
    """What a row would hold, by column: the sum of what stands below it, else what its level above lacks."""
    keys = [other for other in table.row_keys if other.isdigit() and other != key]
    above = max(
        (other for other in keys if key.startswith(other)), key=len, default=context.standard.forms[table.form].total
    )
    level = _children(above, keys, context.standard.forms[table.form].total)
    below = [other for other in level if other.startswith(key)]
    found: dict[str, Decimal] = {}
    for column in (column.key for column in table.columns):
        parts = [value for other in below or level if (value := _value(table, other, column))]
        allowed = _HALF * (len(parts) + 2)
        if below:
            found[column] = sum(parts, _ZERO)
            continue
        whole = _value(table, above, column)
        if whole is None:
            continue
        gap = whole - sum(parts, _ZERO)
        if gap < -allowed:
            return {}
        found[column] = _as_elsewhere(gap, (key, column), allowed, table, context) if gap > allowed else _ZERO
    return found if any(found.values()) else {}


def _children(above: str, keys: list[str], total: str) -> list[str]:
    """The rows whose nearest level above, in the table, is this one."""
    inside = [key for key in keys if above == total or (key.startswith(above) and key != above)]
    return [key for key in inside if not any(key != other and key.startswith(other) for other in inside)]


def _value(table: Table, row: str, column: str) -> Decimal | None:
    cell = table.cells.get((row, column))
    return cell.amount.value if cell is not None and cell.amount is not None else None


def _as_elsewhere(gap: Decimal, cell: tuple[str, str], allowed: Decimal, table: Table, context: Context) -> Decimal:
    """The amount that the document states elsewhere of the same, or else of the same code, where it is the same but for rounding."""
    form = context.standard.forms[table.form]
    fact = form.fact(*cell)
    like = next((s.amount.unit for s in context.stated_in(table.form)), context.unit)
    same = context.by_fact.get(str(fact), ()) if fact is not None else ()
    stated = (s.value for s in (*same, *context.of_code(cell[0])) if s.amount.unit is like)
    return next((value for value in stated if abs(value - gap) <= allowed), gap)
