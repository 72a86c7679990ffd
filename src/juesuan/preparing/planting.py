"""Errors planted in a copy of a good disclosure: a changed cell, a changed sentence, a form left out."""

from __future__ import annotations

from decimal import Decimal

from msgspec.structs import replace

from juesuan.model import Amount, Cell, Disclosure, Passage, Section, Unit

__all__ = ["with_cell", "with_text", "without_form"]


def with_cell(disclosure: Disclosure, form: str, row: str, column: str, text: str) -> Disclosure:
    """A copy in which a cell of a form shows another amount.

    Raises:
        KeyError: when the form has no such cell.
    """
    table = disclosure.tables[form]
    old = table.cells[row, column]
    digits = text.replace(",", "")
    unit = table.amount_unit or Unit.NONE
    amount = Amount(Decimal(digits or "0"), unit, len(digits.partition(".")[2]), text)
    cells = {**table.cells, (row, column): Cell(text, amount, old.place)}
    statements = tuple(
        replace(item, amount=amount) if (item.source, item.row, item.column) == (form, row, column) else item
        for item in disclosure.statements
    )
    tables = {**disclosure.tables, form: replace(table, cells=cells)}
    return replace(disclosure, tables=tables, statements=statements)


def with_text(disclosure: Disclosure, section: str, old: str, new: str) -> Disclosure:
    """A copy in which a piece of a section's text, which stands there once, reads otherwise.

    Raises:
        ValueError: when the piece does not stand in the section exactly once.
    """
    found = sum(
        paragraph.text.count(old) for item in disclosure.sections if item.id == section for paragraph in item.paragraphs
    )
    if found != 1:
        raise ValueError(f"{old!r} stands {found} times in {section}")
    sections = tuple(_altered(item, old, new) if item.id == section else item for item in disclosure.sections)
    return replace(disclosure, sections=sections)


def _altered(section: Section, old: str, new: str) -> Section:
    paragraphs = tuple(Passage(paragraph.text.replace(old, new)) for paragraph in section.paragraphs)
    return replace(section, paragraphs=paragraphs, body=Passage("".join(paragraph.text for paragraph in paragraphs)))


def without_form(disclosure: Disclosure, form: str) -> Disclosure:
    """A copy that lacks a form.

    Raises:
        KeyError: when it has none.
    """
    if form not in disclosure.tables:
        raise KeyError(form)
    return replace(
        disclosure,
        tables={name: table for name, table in disclosure.tables.items() if name != form},
        statements=tuple(item for item in disclosure.statements if item.source != form),
        readings=tuple(item for item in disclosure.readings if item.form != form),
    )
