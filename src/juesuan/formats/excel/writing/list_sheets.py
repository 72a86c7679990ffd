"""Excel sheets in one manner: a bold frozen header, wrapped text, filters, amounts as numbers; texts never as formulas."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from decimal import Decimal

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from juesuan.formats.printing.plots import COLOURS, Plot, described

__all__ = ["ListBook", "Value"]

Value = str | int | Decimal | None

_LONGEST_TEXT = 32_000
_LONGEST_LINK = 2_000
_EXACT_DIGITS = 15
"""Excel keeps fifteen digits of a number; a longer one is written as text."""
_HIGHEST_ROW, _POINTS_PER_PIXEL = 400, 0.75
"""Excel allows rows of 409 points."""
_EPOCH = datetime(2000, 1, 1, tzinfo=UTC)
"""When every workbook was made, as it says itself: the same report is the same bytes, whenever it is written."""
_FONT = {"font_name": "宋体", "font_size": 10, "valign": "top"}


class ListBook:
    """A workbook being written in memory."""

    def __init__(self) -> None:
        self._buffer = io.BytesIO()
        options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
        self._book = xlsxwriter.Workbook(self._buffer, options)
        self._book.set_properties({"created": _EPOCH})
        self._names: set[str] = set()
        self.text = self.format(text_wrap=True)
        self.number = self.format(num_format="#,##0.00####")
        self._link = self.format(font_color="#0563C1", underline=1, text_wrap=True)
        self.header = self.format(bold=True, bg_color="#E8EDF2", border=1, text_wrap=True, valign="vcenter")

    def format(self, **properties: object) -> Format:
        """A cell format on top of the book's font."""
        return self._book.add_format({**_FONT, **properties})

    def sheet(self, name: str) -> Worksheet:
        """A new sheet; names are made valid and unique."""
        clean = "".join("_" if character in "[]:*?/\\'" else character for character in name)[:28] or "表"
        unique, number = clean, 2
        while unique in self._names:
            unique, number = f"{clean}-{number}", number + 1
        self._names.add(unique)
        return self._book.add_worksheet(unique)

    def list(self, name: str, columns: Sequence[tuple[str, int]], rows: Iterable[Sequence[Value]]) -> Worksheet:
        """A sheet with one header row, one line a row, and filters. ``columns`` are titles with widths in characters."""
        sheet = self.sheet(name)
        for index, (title, columns_wide) in enumerate(columns):
            sheet.set_column(index, index, columns_wide)
            sheet.write_string(0, index, title, self.header)
        last = 0
        for last, row in enumerate(rows, start=1):
            for index, value in enumerate(row):
                self.write(sheet, last, index, value)
        sheet.freeze_panes(1, 0)
        sheet.autofilter(0, 0, last, len(columns) - 1)
        self.printed(sheet)
        return sheet

    def write(self, sheet: Worksheet, row: int, column: int, value: Value, look: Format | None = None) -> None:
        """One cell: an amount as a number, everything else as text."""
        if isinstance(value, Decimal) and len(value.as_tuple().digits) <= _EXACT_DIGITS:
            sheet.write_number(row, column, float(value), look or self.number)
        elif isinstance(value, int):
            sheet.write_number(row, column, value, look or self.text)
        elif value not in (None, ""):
            # A file name may hold what no encoding has.
            shown = str(value)[:_LONGEST_TEXT].encode(errors="replace").decode()
            sheet.write_string(row, column, shown, look or self.text)
        elif look is not None:
            sheet.write_blank(row, column, None, look)

    def link(self, sheet: Worksheet, at: tuple[int, int], path: str) -> None:
        """A cell that opens a file below the folder of this one; where the path is too long for a link it is text."""
        shown = path.encode(errors="replace").decode()
        target = shown.replace("%", "%25").replace("#", "%23").replace("\\", "/")
        if len(target) > _LONGEST_LINK or sheet.write_url(*at, f"external:{target}", self._link, shown) < 0:
            sheet.write_string(*at, shown, self.text)

    def plot(self, sheet: Worksheet, plot: Plot, at: tuple[int, int], *, names: int, values: int) -> None:
        """A chart that draws itself from two columns of a list, below its header; ``at``: the cell of its upper left corner."""
        last = len(plot.names)
        if not last:
            return
        lying = plot.kind == "bars"
        chart = self._book.add_chart({"type": "bar" if lying else "column"})
        name = sheet.get_name()
        chart.add_series(
            {
                "name": plot.series,
                "categories": [name, 1, names, last, names],
                "values": [name, 1, values, last, values],
                "fill": {"color": f"#{COLOURS[0]}"},
                "points": [
                    {"fill": {"color": f"#{COLOURS[1]}"}} if value is not None and value < 0 else None
                    for value in plot.values
                ],
                "gap": 50,
                **({"data_labels": {"value": True, "num_format": "0.00"}} if lying else {}),
            }
        )
        chart.set_title({"name": f"{plot.title}（{plot.unit}）", "name_font": {"size": 12}})
        chart.set_legend({"none": True})
        named = {"label_position": "low", "reverse": lying, "major_gridlines": {"visible": False}}
        counted = {"num_format": "#,##0.##", "major_gridlines": {"visible": not lying, "line": {"color": "#D9D9D9"}}}
        chart.set_x_axis(counted if lying else named)  # of bars the names stand along the other axis
        chart.set_y_axis(named if lying else counted)
        chart.set_size({"width": 720, "height": max(300, 60 + 24 * last) if lying else 320})
        sheet.insert_chart(*at, chart, {"description": described(plot)})

    @staticmethod
    def picture(sheet: Worksheet, row: int, column: int, png: bytes, *, size: tuple[int, int], wide: int) -> None:
        """A picture of so many pixels, shown so wide, in a cell whose row is made as high as the picture."""
        scale = min(wide / size[0], _HIGHEST_ROW / (size[1] * _POINTS_PER_PIXEL))
        sheet.set_row(row, size[1] * scale * _POINTS_PER_PIXEL + 6)
        options = {"image_data": io.BytesIO(png), "x_scale": scale, "y_scale": scale, "x_offset": 3, "y_offset": 3}
        sheet.insert_image(row, column, "picture.png", {**options, "object_position": 1})

    @staticmethod
    def printed(sheet: Worksheet, *, landscape: bool = True) -> None:
        """A4, one page wide."""
        sheet.set_paper(9)
        sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.5)
        sheet.fit_to_pages(1, 0)
        if landscape:
            sheet.set_landscape()

    def finished(self) -> bytes:
        """The file."""
        self._book.close()
        return self._buffer.getvalue()
