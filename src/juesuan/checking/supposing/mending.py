"""A disclosure with one table as it may have been meant."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Set
from decimal import Decimal

from msgspec.structs import replace

from juesuan.model import Amount, Cell, Disclosure, Place, Row, Statement, Table, Unit
from juesuan.standard.forms import Form

__all__ = [
    "converted",
    "filled",
    "in_unit",
    "renamed",
    "with_amounts",
    "with_row",
    "without_cells",
    "without_form",
    "without_row",
]


def without_row(disclosure: Disclosure, form: str, key: str) -> Disclosure:
    """Without one of the rows that are printed twice: the second, or the first, whose place the second takes."""
    again = next((row.key for row in disclosure.tables[form].rows if row.key.startswith(f"{key}#")), "")
    gone = _without(disclosure, form, key)
    return (
        _moved(gone, form, again, key, {s.column: s for s in disclosure.statements if (s.source, s.row) == (form, key)})
        if again
        else gone
    )


def renamed(disclosure: Disclosure, form: Form, old: str, new: str) -> Disclosure:
    """With another code for a row."""
    facts = {
        s.column: replace(s, fact=form.fact(new, s.column))
        for s in disclosure.statements
        if (s.source, s.row) == (form.id, old)
    }
    return _moved(disclosure, form.id, old, new, facts)


def filled(disclosure: Disclosure, form: Form, row: Row, values: Mapping[str, Decimal]) -> Disclosure:
    """With figures in a row that has none."""
    return with_row(_without(disclosure, form.id, row.key), form, row, values)


def with_row(disclosure: Disclosure, form: Form, row: Row, values: Mapping[str, Decimal | None]) -> Disclosure:
    """With a row more; ``values`` by column, in the unit of the table, None for what is not known."""
    table = disclosure.tables[form.id]
    like = next(s for s in disclosure.statements if s.source == form.id and not s.in_prose)
    decimals = max((s.amount.decimals for s in disclosure.statements if s.source == form.id), default=2)
    amounts = {
        column: Amount(value, like.amount.unit, decimals, f"{value:.{decimals}f}")
        for column, value in values.items()
        if value is not None
    }
    unknown = {(row.key, column): Cell("?", None, Place(form=form.id)) for column in values.keys() - amounts.keys()}
    cells = unknown | {
        (row.key, column): Cell(amount.raw, amount, Place(form=form.id)) for column, amount in amounts.items()
    }
    added = tuple(
        Statement(
            f"{form.id}[{row.key}].{column}",
            form.id,
            row.key,
            column,
            form.fact(row.key, column),
            amount,
            Place(form=form.id),
            f"{form.title} {row.key}",
        )
        for column, amount in amounts.items()
    )
    rows = tuple(sorted((*table.rows, row), key=lambda each: each.key)) if row.key.isdigit() else (*table.rows, row)
    return _with_table(
        disclosure, replace(table, rows=rows, cells={**table.cells, **cells}), (*disclosure.statements, *added)
    )


def without_form(disclosure: Disclosure, form: str) -> Disclosure:
    """Without a form."""
    tables = {key: table for key, table in disclosure.tables.items() if key != form}
    return replace(disclosure, tables=tables, statements=tuple(s for s in disclosure.statements if s.source != form))


def with_amounts(disclosure: Disclosure, form: str, values: Mapping[str, Decimal]) -> Disclosure:
    """With other amounts in some cells, by the id of their statement."""
    decimals = max((s.amount.decimals for s in disclosure.statements if s.source == form), default=2)
    made = {
        s.id: replace(s, amount=Amount(value, s.amount.unit, decimals, f"{value:.{decimals}f}"))
        for s in disclosure.statements
        if (value := values.get(s.id)) is not None
    }
    table = disclosure.tables[form]
    cells = {
        **table.cells,
        **{
            (s.row, s.column): replace(table.cells[s.row, s.column], raw=s.amount.raw, amount=s.amount)
            for s in made.values()
        },
    }
    return _with_table(disclosure, replace(table, cells=cells), tuple(made.get(s.id, s) for s in disclosure.statements))


def without_cells(disclosure: Disclosure, form: str, ids: Set[str]) -> Disclosure:
    """Without some cells, by the id of their statement."""
    gone = {(s.row, s.column) for s in disclosure.statements if s.id in ids}
    table = disclosure.tables[form]
    cells = {where: cell for where, cell in table.cells.items() if where not in gone}
    kept = tuple(s for s in disclosure.statements if s.id not in ids)
    return _with_table(disclosure, replace(table, cells=cells), kept)


def in_unit(disclosure: Disclosure, form: str, unit: Unit) -> Disclosure:
    """With another unit of money over a table."""
    mended = _with_amounts(disclosure, form, lambda amount: replace(amount, unit=unit))
    return _with_table(mended, replace(mended.tables[form], amount_unit=unit), mended.statements)


def converted(disclosure: Disclosure, form: str, unit: Unit) -> Disclosure:
    """With the figures of a table, typed in another unit than it prints, in the unit that it prints."""
    return _with_amounts(disclosure, form, lambda amount: replace(amount, unit=unit).to(amount.unit))


def _with_amounts(disclosure: Disclosure, form: str, changed: Callable[[Amount], Amount]) -> Disclosure:
    """With other amounts of money in a table."""
    statements = tuple(
        replace(s, amount=changed(s.amount)) if s.source == form and s.amount.unit.is_money else s
        for s in disclosure.statements
    )
    table = disclosure.tables[form]
    cells = {
        key: replace(cell, amount=changed(cell.amount))
        if cell.amount is not None and cell.amount.unit.is_money
        else cell
        for key, cell in table.cells.items()
    }
    return _with_table(disclosure, replace(table, cells=cells), statements)


def _without(disclosure: Disclosure, form: str, key: str) -> Disclosure:
    table = disclosure.tables[form]
    rows = tuple(row for row in table.rows if row.key != key)
    cells = {where: cell for where, cell in table.cells.items() if where[0] != key}
    statements = tuple(s for s in disclosure.statements if (s.source, s.row) != (form, key))
    return _with_table(disclosure, replace(table, rows=rows, cells=cells), statements)


def _moved(disclosure: Disclosure, form: str, old: str, new: str, like: Mapping[str, Statement]) -> Disclosure:
    """With the row of one key under another, stating what ``like`` state."""
    table = disclosure.tables[form]
    code = new if new.isdigit() else ""
    named = [replace(row, key=new, code=code) if row.key == old else row for row in table.rows]
    rows = (
        tuple(sorted(named, key=lambda row: row.key)) if code else tuple(named)
    )  # totals come first: they have no digits
    cells = {(new if row == old else row, column): cell for (row, column), cell in table.cells.items()}
    statements = tuple(
        replace(s, id=f"{form}[{new}].{s.column}", row=new, fact=like[s.column].fact if s.column in like else None)
        if (s.source, s.row) == (form, old)
        else s
        for s in disclosure.statements
    )
    return _with_table(disclosure, replace(table, rows=rows, cells=cells), statements)


def _with_table(disclosure: Disclosure, table: Table, statements: tuple[Statement, ...]) -> Disclosure:
    return replace(disclosure, tables={**disclosure.tables, table.form: table}, statements=statements)
