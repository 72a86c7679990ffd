"""Disclosure → Excel: one sheet for each part of text, one for each table and form, amounts as numbers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

from juesuan.model import Disclosure
from juesuan.publishing.document import printed_document
from juesuan.publishing.layout import Layout
from juesuan.publishing.page import Line, NewPage, PlacedCell, Printed, PrintedTable

if TYPE_CHECKING:
    from xlsxwriter import Workbook

__all__ = ["publish_xlsx"]

_ALIGN = {"left": "left", "centre": "center", "right": "right"}
_AMOUNT = re.compile(r"-?\d{1,3}(?:(?:,\d{3})+|\d*)\.\d+")
_EXACT_DIGITS = 15  # what a cell of a workbook can hold exactly
_FORBIDDEN = str.maketrans("", "", "[]:*?/\\'")
_EPOCH = datetime(2000, 1, 1, tzinfo=UTC)


def publish_xlsx(disclosure: Disclosure, layout: Layout, path: Path) -> None:
    """Writes the disclosure as a workbook."""
    import xlsxwriter  # noqa: PLC0415 only needed to write a workbook

    printed = printed_document(disclosure, layout)
    with xlsxwriter.Workbook(str(path)) as book:
        book.set_properties({"title": printed.title, "created": _EPOCH})
        sheets = _Sheets(book, layout)
        for group in _groups(printed):
            if isinstance(group, PrintedTable):
                sheets.table(group)
            else:
                sheets.text(group)


def _groups(printed: Printed) -> Iterator[PrintedTable | list[Line]]:
    """Tables one by one, and the text in between by pages."""
    lines: list[Line] = []
    for block in printed.blocks:
        if isinstance(block, Line):
            lines.append(block)
            continue
        if lines:
            yield lines
            lines = []
        if not isinstance(block, NewPage):
            yield block
    if lines:
        yield lines


class _Sheets:
    """Writes sheets; formats are made once."""

    def __init__(self, book: Workbook, layout: Layout) -> None:
        self._book = book
        self._layout = layout
        self._formats: dict[tuple[Any, ...], Any] = {}
        self._names: set[str] = set()

    def text(self, lines: list[Line]) -> None:
        """A sheet with one line of text a row."""
        sheet = self._book.add_worksheet(self._name(lines[0].text))
        sheet.set_column(0, 0, 100)
        for row, line in enumerate(lines):
            sheet.write_string(row, 0, line.text, self._format(text_wrap=True, bold=line.style not in {"body", "contents"}))

    def table(self, table: PrintedTable) -> None:
        """A sheet with the table, what stands above it and its notes."""
        sheet = self._book.add_worksheet(self._name(table.title))
        if table.landscape:
            sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        for column, width in enumerate(table.widths):
            sheet.set_column(column, column, width * 1.2)
        row = 0
        for text, align in ((table.title, "center"), (table.number, "right")):
            if text:
                look = self._format(align=align, bold=align == "center")
                self._merged(sheet, (row, 0, row, table.columns - 1), text, look)
                row += 1
        if any(table.corners):
            self._corners(sheet, row, table)
            row += 1
        if self._layout.repeat_header and table.header_rows:
            sheet.repeat_rows(row, row + table.header_rows - 1)
        for cell in table.cells:
            self._cell(sheet, row, cell)
        row += len(table.rows)
        for note in table.notes:
            self._merged(sheet, (row, 0, row, table.columns - 1), note, self._format(text_wrap=True))
            row += 1

    def _corners(self, sheet: Any, row: int, table: PrintedTable) -> None:
        last = table.columns - 1
        for text, column, align in zip(table.corners, (0, last // 2, last), ("left", "center", "right"), strict=True):
            if text:
                sheet.write_string(row, column, text, self._format(align=align))

    def _cell(self, sheet: Any, top: int, cell: PlacedCell) -> None:
        slot = cell.slot
        look: dict[str, Any] = {"align": _ALIGN[slot.align], "valign": "vcenter", "border": 1, "text_wrap": True}
        text: str | Decimal = slot.text
        if _AMOUNT.fullmatch(slot.text) and len(slot.text.replace(",", "")) <= _EXACT_DIGITS:
            places = "0" * len(slot.text.partition(".")[2])
            look["num_format"] = f"#,##0.{places}" if "," in slot.text else f"0.{places}"
            text = Decimal(slot.text.replace(",", ""))
        row, column = top + cell.row, cell.column
        area = (row, column, row + slot.row_span - 1, column + slot.column_span - 1)
        self._merged(sheet, area, text, self._format(**look))

    def _merged(self, sheet: Any, area: tuple[int, int, int, int], value: str | Decimal, look: Any) -> None:
        """A value in an area of rows and columns: top, left, bottom, right."""
        top, left, bottom, right = area
        if (top, left) != (bottom, right):
            sheet.merge_range(*area, "", look)
        if isinstance(value, Decimal):
            sheet.write_number(top, left, value, look)
        elif value:
            sheet.write_string(top, left, value, look)
        else:
            sheet.write_blank(top, left, None, look)

    def _format(self, **look: Any) -> Any:
        key = tuple(sorted(look.items()))
        if key not in self._formats:
            self._formats[key] = self._book.add_format(look)
        return self._formats[key]

    def _name(self, text: str) -> str:
        """A sheet name: at most 31 characters, none of those Excel forbids, not given twice."""
        plain = text.translate(_FORBIDDEN)[:31]
        name, number = plain, 1
        while name.lower() in self._names:
            number += 1
            tail = f"（{number}）"
            name = plain[: 31 - len(tail)] + tail
        self._names.add(name.lower())
        return name
