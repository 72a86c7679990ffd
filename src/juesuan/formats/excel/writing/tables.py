"""One printed table as a worksheet: title, head, cells as numbers and formulas, notes, and how it is printed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from juesuan.formats.excel.writing.book import Area, DocumentBook, digits, lines_needed
from juesuan.formats.excel.writing.cell_numbers import CellNumber, NumberStyle
from juesuan.formats.excel.writing.sums import Position, formula
from juesuan.formats.printing.printed_blocks import PlacedCell, PrintedTable
from juesuan.model.printed_sum import PrintedSum

__all__ = ["write_table"]

_ALIGN = {"left": "left", "centre": "center", "right": "right"}
_NARROWEST = 0.75  # digits for a unit of a table's relative column widths; 1 where the page is wide enough
_SIZE, _TITLE_SIZE, _CORNER_SIZE = 10, 16, 10
_LEADING = 1.4
_LEAST_HEIGHT = 18
_HEADER_FILL = "#EEF2F7"
_SPARE = 2.5  # digits that an amount needs beside itself
_WIDEST_NAME = 36  # digits that a column of names may grow to, before names are wrapped
_POINTS_PER_DIGIT = 5.4  # of the default font
_PAGE = {False: (520.0, 720.0), True: (770.0, 470.0)}  # width and height for print on A4 in points, landscape or not
_SQUEEZE = 1.45  # how much too high for its page a table may be and still be printed on one


def write_table(book: DocumentBook, sheet: Any, table: PrintedTable, defined: Mapping[str, PrintedSum]) -> None:
    """Fills a sheet with a table, what stands above it and its notes."""
    _SheetTableWriter(book, sheet, table, defined).write()


@dataclass
class _SheetTableWriter:
    """Writes one table. ``top`` is the row of its first cell."""

    book: DocumentBook
    sheet: Any
    table: PrintedTable
    defined: Mapping[str, PrintedSum]
    top: int = 0
    numbers: dict[int, CellNumber] = field(default_factory=dict)
    cells: dict[str, Position] = field(default_factory=dict)

    def write(self) -> None:
        """Everything, from top to bottom."""
        widths = self._widths()
        for column, width in enumerate(widths):
            self.sheet.set_column(column, column, width)
        self.top = self._head()
        self._find_numbers()
        for index, cell in enumerate(self.table.cells):
            self._cell(index, cell)
        height = self._heights(widths)
        row = self._notes(self.top + len(self.table.rows), sum(widths))
        header = self.table.header_rows
        last = self.table.columns - 1
        repeated = (0 if self.book.layout.repeat_title else self.top, self.top + header - 1)
        self.book.page(
            self.sheet,
            (0, 0, row - 1, last),
            landscape=self.table.landscape,
            header=repeated if header else None,
            single=self._fits(sum(widths), height),
        )
        if header:
            self.sheet.freeze_panes(self.top + header, self._label_columns())

    def _widths(self) -> list[float]:
        """Column widths in digits: as the page allows, wide enough for amounts and headers and, given room, for names."""
        page = _PAGE[self.table.landscape][0] / _POINTS_PER_DIGIT
        scale = min(1.0, max(_NARROWEST, page / sum(self.table.widths)))
        widths = [width * scale for width in self.table.widths]
        cells = [cell for cell in self.table.cells if cell.slot.column_span == 1] if self.table.header_rows else []
        for cell in cells:
            needed = digits(cell.slot.text) + _SPARE
            if cell.row < self.table.header_rows:
                needed = digits(cell.slot.text) / 2 + _SPARE
            if cell.slot.key or cell.row < self.table.header_rows:
                widths[cell.column] = max(widths[cell.column], needed)
        for cell in cells:
            missing = min(digits(cell.slot.text) + _SPARE, _WIDEST_NAME) - widths[cell.column]
            if cell.row >= self.table.header_rows and missing > 0:
                widths[cell.column] += max(0.0, min(missing, page - sum(widths)))
        return widths

    def _fits(self, width: float, height: float) -> bool:
        """Whether the table, made no wider than its page, is about as high as it at most."""
        across, down = _PAGE[self.table.landscape]
        return height * min(1.0, across / (width * _POINTS_PER_DIGIT)) <= _SQUEEZE * down

    def _head(self) -> int:
        """Title, number and the corner texts; returns the row after them."""
        row, last = 0, self.table.columns - 1
        look = {"align": "center", "valign": "vcenter", "bold": True, "font_size": _TITLE_SIZE}
        self._merged((row, 0, row, last), self.table.title, self.book.table_look(**look))
        self.sheet.set_row(row, 30)
        row += 1
        if self.table.number:
            look = {"align": "right", "font_size": _CORNER_SIZE}
            self._merged((row, 0, row, last), self.table.number, self.book.table_look(**look))
            row += 1
        if any(self.table.corners):
            places = zip(self.table.corners, (0, last // 2, last), ("left", "center", "right"), strict=True)
            for text, column, align in places:
                if text:
                    look = self.book.table_look(align=align, font_size=_CORNER_SIZE)
                    self.sheet.write_string(row, column, text, look)
            row += 1
        return row

    def _find_numbers(self) -> None:
        """Which cells are numbers, and where: formulas speak of cells that stand further down."""
        style = NumberStyle.of(self.table.statements.values())
        for index, cell in enumerate(self.table.cells):
            statement = self.table.statement(cell.slot)
            number = style.cell(statement, cell.slot.text) if statement else None
            if statement is not None and number is not None:
                self.numbers[index] = number
                self.cells[statement.id] = (self.top + cell.row, cell.column)

    def _cell(self, index: int, cell: PlacedCell) -> None:
        slot = cell.slot
        look: dict[str, Any] = {"align": _ALIGN[slot.align], "valign": "vcenter", "border": 1, "font_size": _SIZE}
        number = self.numbers.get(index)
        if number is not None:
            look["num_format"] = number.number_format
        else:
            look["text_wrap"] = True
        if cell.row < self.table.header_rows:
            look |= {"bold": True, "bg_color": _HEADER_FILL}
        row, column = self.top + cell.row, cell.column
        area = (row, column, row + slot.row_span - 1, column + slot.column_span - 1)
        if number is None:
            self._merged(area, slot.text, self.book.table_look(**look))
        else:
            self._number(area, number, cell, self.book.table_look(**look))

    def _number(self, area: Area, number: CellNumber, cell: PlacedCell, look: Any) -> None:
        """A number: as a formula where it is the sum of other cells."""
        self._merged(area, "", look)
        row, column = area[:2]
        statement = self.table.statement(cell.slot)
        definition = self.defined.get(statement.id) if statement else None
        computed = formula(definition, self.cells) if definition else None
        if computed is not None and computed.note:
            options = {"author": "决算", "x_scale": 1.4, "y_scale": 0.6, "font_size": 9}
            self.sheet.write_comment(row, column, computed.note, options)
        if computed is not None and computed.text:
            self.sheet.write_formula(row, column, computed.text, look, number.value)
        elif not number.blank:
            self.sheet.write_number(row, column, number.value, look)

    def _merged(self, area: Area, text: str, look: Any) -> None:
        """A text in an area, which is merged if it is more than one cell."""
        top, left, bottom, right = area
        if (top, left) != (bottom, right):
            self.sheet.merge_range(*area, "", look)
        if text:
            self.sheet.write_string(top, left, text, look)
        else:
            self.sheet.write_blank(top, left, None, look)

    def _heights(self, widths: list[float]) -> float:
        """Rows as high as their texts need (Excel does not fit merged cells by itself); returns the height of all."""
        heights = [float(_LEAST_HEIGHT)] * len(self.table.rows)
        for cell in sorted(self.table.cells, key=lambda cell: cell.slot.row_span):
            slot = cell.slot
            width = sum(widths[cell.column : cell.column + slot.column_span])
            needed = lines_needed(slot.text, width - 1, _SIZE) * _SIZE * _LEADING + 4
            rows = range(cell.row, cell.row + slot.row_span)
            missing = (needed - sum(heights[row] for row in rows)) / len(rows)
            for row in rows if missing > 0 else ():
                heights[row] += missing
        for row, height in enumerate(heights):
            self.sheet.set_row(self.top + row, min(height, 409))
        return sum(heights)

    def _notes(self, row: int, width: float) -> int:
        """The paragraphs under the table; returns the row after them."""
        look = self.book.table_look(text_wrap=True, valign="top", font_size=_SIZE)
        for note in self.table.notes:
            self._merged((row, 0, row, self.table.columns - 1), note, look)
            self.sheet.set_row(row, lines_needed(note, width, _SIZE) * _SIZE * _LEADING + 4)
            row += 1
        return row

    def _label_columns(self) -> int:
        """Columns of names to keep in sight: those left of the amounts, where nothing but amounts stands right of them."""
        body = [cell for cell in self.table.cells if cell.row >= self.table.header_rows]
        amounts = {cell.column for cell in body if cell.slot.key}
        first = min(amounts, default=0)
        words = {cell.column for cell in body if cell.slot.key is None}
        return first if all(column < first for column in words) else 0
