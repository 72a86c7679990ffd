"""Small disclosures made by hand: just the cells, sentences and claims that a test is about."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from juesuan.model import (
    Amount,
    Cell,
    Claim,
    Column,
    Disclosure,
    DocumentInfo,
    FactKey,
    FormReading,
    Part,
    Passage,
    Place,
    Row,
    Section,
    Statement,
    Table,
    Unit,
)
from juesuan.model.claim_record import ClaimRecord
from juesuan.standard import builtin

Cells = Mapping[tuple[str, str], str]


def amount(text: str, unit: Unit = Unit.WAN) -> Amount:
    """An amount as printed; an empty text is a blank cell."""
    digits = text.replace(",", "").rstrip("%")
    decimals = len(digits.partition(".")[2])
    return Amount(Decimal(digits or "0"), unit, decimals, text)


def statement(name: str, fact: str, text: str, source: str, *, instance: int = 0, unit: Unit = Unit.WAN) -> Statement:
    """A statement of prose."""
    where = Place(text=text)
    return Statement(name, source, "", "", FactKey.parse(fact), amount(text, unit), where, name, instance, Part.PROSE)


def table(
    form_id: str, cells: Cells, *, labels: Mapping[str, str] | None = None, **changes: object
) -> tuple[Table, list[Statement]]:
    """A table and its statements from ``{(row, column): text}``; rows and columns in the order given.

    ``labels`` names rows; the others have the standard's label, or one made up.
    """
    form = builtin().forms[form_id]
    rows = tuple(dict.fromkeys(row for row, _ in cells))
    columns = tuple(dict.fromkeys(column for _, column in cells))
    printed = {
        key: Cell(text, amount(text) if _is_number(text) else None, Place(form=form_id)) for key, text in cells.items()
    }
    statements = [
        Statement(
            f"{form_id}[{row}].{column}",
            form_id,
            row,
            column,
            form.fact(row, column),
            amount(text),
            Place(form=form_id, row=row, column=column),
            f"{form.title} {row} {column}",
        )
        for (row, column), text in cells.items()
        if _is_number(text)
    ]
    settings: dict[str, object] = {
        "form": form_id,
        "title": form.title,
        "number": "",
        "unit_name": "示例局",
        "year": 2024,
        "amount_unit": Unit.WAN,
        "columns": tuple(Column(key, key) for key in columns),
        "rows": tuple(_row(form_id, key, labels or {}) for key in rows),
        "cells": printed,
        **changes,
    }
    return Table(**settings), statements  # type: ignore[arg-type]


def _is_number(text: str) -> bool:
    return not text or text.replace(",", "").replace(".", "", 1).lstrip("-").isdigit()


def _row(form_id: str, key: str, labels: Mapping[str, str]) -> Row:
    fixed = builtin().forms[form_id].row(key)
    label = labels.get(key) or (fixed.label if fixed is not None else f"科目{key}")
    return Row(key, label, key if key.isdigit() else "", place=Place(form=form_id, row=key))


def claim(kind: str, section: str, place: Place, text: str, *columns: Any, **more: Any) -> Claim:
    """A claim of the kind of that name, from the columns of its row of data."""
    return ClaimRecord(kind, section, place, text, *columns, **{"base": "previous"} | more).claim()


def section(name: str, text: str, heading: str = "") -> Section:
    """A section of prose with one paragraph."""
    body = Passage(text)
    return Section(name, heading or name, Place(text=heading), body, (body,))


def disclosure(
    tables: Mapping[str, Cells] | None = None,
    prose: tuple[Statement, ...] = (),
    claims: tuple[Claim, ...] = (),
    sections: tuple[Section, ...] = (),
    *,
    tables_made: Mapping[str, tuple[Table, list[Statement]]] | None = None,
    **changes: object,
) -> Disclosure:
    """A disclosure of just these parts; every form given counts as fully read."""
    made = {form: table(form, cells) for form, cells in (tables or {}).items()} | dict(tables_made or {})
    settings: dict[str, object] = {
        "info": DocumentInfo(kind="final_accounts", level="部门", unit="示例局", year=2024, amount_unit=Unit.WAN),
        "tables": {form: printed for form, (printed, _) in made.items()},
        "statements": tuple(s for _, found in made.values() for s in found) + prose,
        "sections": sections,
        "claims": claims,
        "readings": tuple(FormReading(form, builtin().forms[form].title, "read") for form in made),
        **changes,
    }
    return Disclosure(**settings)  # type: ignore[arg-type]
