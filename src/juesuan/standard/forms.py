"""The forms: which rows and columns each table has, and which fact each cell states. Data in ``data/forms/*.toml``."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from juesuan.model import FactKey

__all__ = ["Form", "FormColumn", "FormRow", "forms"]


@dataclass(frozen=True, slots=True)
class FormColumn:
    """A column of a form.

    Attributes:
        key: ``C1``…: the 栏次 of the 2022 layout; columns that only other layouts have take the next numbers.
        label: standard header, ``本年支出/小计`` where headers are stacked.
        headers: regular expressions (full match on the header path without white space, levels joined by ``/``) that name
            this column in known layouts, most specific first.
        fact: text of the fact that a cell of the column states, merged with the row's; empty: the row alone says it.
        memo: an 其中 column: never an addend of its neighbours.
        side: for two-sided forms, ``income`` or ``spend``: the rows that have this column; else empty.
    """

    key: str
    label: str
    headers: tuple[str, ...]
    fact: str = ""
    memo: bool = False
    side: str = ""


@dataclass(frozen=True, slots=True)
class FormRow:
    """A fixed row (forms of kind ``lines``, ``economic`` and ``single``; code rows are generated from the code lists).

    Attributes:
        key: ``L27``, ``30101``, ``*``, ``personnel``, ``operating``.
        label: standard label without numbering (``一、``).
        labels: regular expressions (full match, numbering and white space removed) that name this row in known layouts.
        fact: text of the fact, merged with the column's.
        memo: an 其中 row: never an addend.
        side: ``income`` / ``spend`` on two-sided forms.
        block: for side-by-side forms (06) the block it stands in: ``personnel`` or ``operating``.
        replaces: keys of rows for which this one stands in a layout that prints it instead.
    """

    key: str
    label: str
    labels: tuple[str, ...]
    fact: str = ""
    memo: bool = False
    side: str = ""
    block: str = ""
    replaces: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Form:
    """One published form.

    Attributes:
        id: ``T01``… ; ``title``: standard title; ``titles``: regular expressions that recognise a printed title.
        kind: ``lines`` (01, 04: fixed lines, two-sided) · ``codes`` (functional codes: 02, 03, 05, 07, 08, 10) ·
            ``economic`` (06) · ``single`` (09: one row of figures, or one row per stage).
        columns, rows: as above; code rows are not listed.
        total: key of the total row, ``*`` in code forms.
    """

    id: str
    title: str
    titles: tuple[str, ...]
    kind: str
    columns: tuple[FormColumn, ...]
    rows: tuple[FormRow, ...]
    total: str = "*"

    def column(self, key: str) -> FormColumn | None:
        """The column with that key."""
        return next((column for column in self.columns if column.key == key), None)

    def row(self, key: str) -> FormRow | None:
        """The fixed row with that key."""
        return next((row for row in self.rows if row.key == key), None)

    def fact(self, row_key: str, column_key: str) -> FactKey | None:
        """What the cell states, or None when the standard knows no fact for it.

        The measure comes from the row if it has one, else from the column; the dimensions are united. In code forms a row
        other than the total adds ``function=CODE``.
        """
        column, row = self.column(column_key), self.row(row_key)
        texts = [text for text in (row.fact if row else "", column.fact if column else "") if text]
        if column is None or not texts or (row is None and self.kind != "codes"):
            return None
        keys = [FactKey.parse(text) for text in texts]
        merged = FactKey.of(keys[0].measure, **dict(pair for key in reversed(keys) for pair in key.dimensions))
        if self.kind == "codes" and row_key != self.total:
            merged = merged.but(function=row_key)
        return merged


def _form(text: str) -> Form:
    raw = tomllib.loads(text)
    columns = tuple(
        FormColumn(
            item["key"],
            item["label"],
            tuple(item.get("headers", ())),
            item.get("fact", ""),
            item.get("memo", False),
            item.get("side", ""),
        )
        for item in raw["columns"]
    )
    rows = tuple(
        FormRow(
            item["key"],
            item["label"],
            tuple(item.get("labels", ())),
            item.get("fact", ""),
            item.get("memo", False),
            item.get("side", ""),
            item.get("block", ""),
            tuple(item.get("replaces", ())),
        )
        for item in raw.get("rows", ())
    )
    return Form(raw["id"], raw["title"], tuple(raw["titles"]), raw["kind"], columns, rows, raw.get("total", "*"))


@lru_cache(maxsize=1)
def forms() -> Mapping[str, Form]:
    """All forms by id."""
    folder = files("juesuan.standard") / "data" / "forms"
    read = [_form(entry.read_text(encoding="utf-8")) for entry in folder.iterdir() if entry.name.endswith(".toml")]
    return {form.id: form for form in sorted(read, key=lambda form: form.id)}
