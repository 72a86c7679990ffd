"""Where everything stands in the sheets of a workbook that we make: one arrangement for the template and for filled ones."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from juesuan.preparing.workbook.values import Value
from juesuan.standard.workbook import WorkbookField, WorkbookSchema, WorkbookSheet

__all__ = ["FIRST_ROW", "HEADER_ROW", "PURPOSE_ROW", "Placed", "placed"]

PURPOSE_ROW, HEADER_ROW, FIRST_ROW = 0, 1, 2


@dataclass(frozen=True, slots=True)
class Placed:
    """A cell that is written.

    Attributes:
        row, column: from 0.
        role: purpose | header | label | note | given (a word that stands there for the user) | value | blank (to be filled in).
        value: what stands in it; None in a blank one.
        field: whose header, label or value it is.
    """

    row: int
    column: int
    role: str
    value: Value | None = None
    field: WorkbookField | None = None


def placed(schema: WorkbookSchema, sheet: WorkbookSheet, rows: Iterable[Mapping[str, Value]]) -> Iterator[Placed]:
    """Every cell of a sheet that holds these rows (of :func:`filled_sheets`; none for the empty template)."""
    yield Placed(PURPOSE_ROW, 0, "purpose", sheet.purpose)
    if sheet.kind == "record":
        yield from _record(schema, sheet, next(iter(rows), {}))
        return
    for column, field in enumerate(sheet.fields):
        yield Placed(HEADER_ROW, column, "header", field.label, field)
    for number, row in enumerate(_with_given(sheet, rows), FIRST_ROW):
        for column, field in enumerate(sheet.fields):
            given = sheet.fixed and column == 0 and number - FIRST_ROW < len(field.choices)
            value = row.get(field.key)
            yield Placed(number, column, "given" if given else "blank" if value is None else "value", value, field)


def _record(schema: WorkbookSchema, sheet: WorkbookSheet, row: Mapping[str, Value]) -> Iterator[Placed]:
    for column, text in enumerate(schema.record_heads):
        yield Placed(HEADER_ROW, column, "header", text)
    for number, field in enumerate(sheet.fields, FIRST_ROW):
        value = row.get(field.key)
        yield Placed(number, 0, "label", field.label, field)
        yield Placed(number, 1, "blank" if value is None else "value", value, field)
        yield Placed(number, 2, "note", field.note, field)


def _with_given(sheet: WorkbookSheet, rows: Iterable[Mapping[str, Value]]) -> list[Mapping[str, Value]]:
    """The rows in their order; the words that stand there already come first, each with its row."""
    left = list(rows)
    if not sheet.fixed:
        return left
    first = sheet.fields[0]
    lines: list[Mapping[str, Value]] = []
    for choice in first.choices:
        mine = next((row for row in left if row.get(first.key) == choice.word), {first.key: choice.word})
        left = [row for row in left if row is not mine]
        lines.append(mine)
    return [*lines, *left]
