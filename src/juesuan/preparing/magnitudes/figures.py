"""Every number of the books with what it is the number of: those that somebody typed with their cells, the others without."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields
from decimal import Decimal

from juesuan.preparing.books import Books
from juesuan.preparing.workbook.sheets import FilledRow
from juesuan.standard import Standard
from juesuan.standard.workbook import WorkbookSheet

__all__ = ["TypedFigure", "figures_of"]

_NUMBERS = frozenset({"amount", "count"})
_LINES = ("income", "spending", "basic", "opening")
"""Sheets that another input may stand for."""


@dataclass(frozen=True, slots=True)
class TypedFigure:
    """A number.

    Attributes:
        sheet, field: what it is a cell of, by the ids of the schema.
        keys: what else its row says, in the words of the books.
        amount: yuan, or a count.
        row: the row it was typed into; None where another input gave it.
    """

    sheet: str
    field: str
    keys: Mapping[str, str]
    amount: Decimal
    row: FilledRow | None = None

    @property
    def name(self) -> tuple[object, ...]:
        """Tells it from all others, by what it is and how much."""
        return self.sheet, self.field, tuple(sorted(self.keys.items())), self.amount


def figures_of(rows: Mapping[str, Iterable[FilledRow]], books: Books, standard: Standard) -> tuple[TypedFigure, ...]:
    """The numbers of the books.

    Args:
        rows: what was read of each sheet of the workbook, by its id.
        books: where a sheet says nothing, the lines that another input gave.
    """
    found = [
        figure for form in standard.workbook.sheets for figure in _typed(form, rows.get(form.id, ()), books, standard)
    ]
    typed = {figure.sheet for figure in found}
    for sheet in _LINES:
        if sheet not in typed:
            found += _of_lines(sheet, books, standard)
    return tuple(found)


def _typed(form: WorkbookSheet, rows: Iterable[FilledRow], books: Books, standard: Standard) -> Iterator[TypedFigure]:
    numbers = [item.key for item in form.fields if item.type in _NUMBERS]
    for row in rows:
        words = {key: str(value) for key, value in row.values.items() if key not in numbers}
        keys = _keys(form.id, words, books, standard)
        for key in numbers:
            if isinstance(value := row.values.get(key), Decimal | int) and value:
                yield TypedFigure(form.id, key, keys, Decimal(value), row)


def _of_lines(sheet: str, books: Books, standard: Standard) -> Iterator[TypedFigure]:
    for line in getattr(books, sheet):
        words = {item.name: str(getattr(line, item.name)) for item in fields(line) if item.name != "amount"}
        yield TypedFigure(sheet, "amount", _keys(sheet, words, books, standard), line.amount)


def _keys(sheet: str, words: Mapping[str, str], books: Books, standard: Standard) -> dict[str, str]:
    """What the row says: an income's source as the fund it is part of, a project by its name, an economic code by its block."""
    kept, known = standard.bookkeeping, dict(words)
    if "source" in known:
        known["fund"] = known["source"] if known["source"] in kept.funds else kept.own
    if sheet == "projects":
        known["project"] = known.get("name", "")
    agency = known.get("agency", "")
    known["kind"] = "institution" if books.department.kind_of(agency) == "事业" else "office"
    if "economic" in known:
        known["block"] = standard.vocabulary.block("economic", known["economic"])
    return known
