"""A workbook being written: sheets with names of their own, formats made once, rows high enough for their text."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any
from unicodedata import east_asian_width

from juesuan.model.print_style import PrintStyle

if TYPE_CHECKING:
    from xlsxwriter import Workbook

__all__ = ["Area", "DocumentBook", "digits", "lines_needed"]

Area = tuple[int, int, int, int]
"""Top, left, bottom and right of a range, from 0, ends included."""

_FACES = {"serif": "宋体", "sans": "黑体"}
_FORBIDDEN = str.maketrans("", "", "[]:*?/\\'")
_EPOCH = datetime(2000, 1, 1, tzinfo=UTC)
_SIDES = {"left": "L", "right": "R"}
_A4 = 9
_MAX_HEIGHT = 400  # points; Excel allows 409 for a row
_DEFAULT_SIZE = 11  # points of the font in whose digits columns are measured
_LEADING = 1.45
_MARGINS = {"left": 0.5, "right": 0.5, "top": 0.7, "bottom": 0.8}


class DocumentBook:
    """Wraps a workbook of XlsxWriter."""

    def __init__(self, book: Workbook, layout: PrintStyle, mark: str) -> None:
        self.layout = layout
        self.mark = mark
        self._book = book
        self._formats: dict[tuple[Any, ...], Any] = {}
        self._names: set[str] = set()

    @classmethod
    @contextmanager
    def opened(cls, path: Path, layout: PrintStyle, title: str, author: str, mark: str = "") -> Iterator[DocumentBook]:
        """A new workbook, written when the block ends; ``mark`` stands on every page. Nothing in it depends on the hour."""
        import xlsxwriter  # noqa: PLC0415 only needed to write a workbook

        with xlsxwriter.Workbook(str(path), {"in_memory": True}) as book:  # no temporary files
            properties = {"title": title, "subject": "部门决算公开", "author": author, "company": author}
            book.set_properties({**properties, "created": _EPOCH})
            yield cls(book, layout, mark)

    def sheet(self, title: str) -> Any:
        """A new sheet, with the title as its name as far as Excel allows."""
        return self._book.add_worksheet(self._name(title))

    def look(self, **look: Any) -> Any:
        """A cell format."""
        look = {"font_name": _FACES[self.layout.face], **look}
        key = tuple(sorted(look.items()))
        if key not in self._formats:
            self._formats[key] = self._book.add_format(look)
        return self._formats[key]

    def table_look(self, **look: Any) -> Any:
        """A cell format of a table."""
        return self.look(font_name=_FACES[self.layout.table_face], **look)

    def paragraph(self, sheet: Any, row: int, text: str, look: Mapping[str, Any], width: float) -> int:
        """Writes a paragraph into the first column, over several rows if one is not high enough; returns the next row."""
        size = look["font_size"]
        height = lines_needed(text, width, size) * size * _LEADING + size / 2
        rows = int(-(-height // _MAX_HEIGHT))
        for number in range(rows):
            sheet.set_row(row + number, height / rows)
        if rows > 1:
            sheet.merge_range(row, 0, row + rows - 1, 0, "", self.look(**look))
        sheet.write_string(row, 0, text, self.look(**look))
        return row + rows

    def link(
        self, sheet: Any, at: tuple[int, int], text: str, target: tuple[str, int], look: Mapping[str, Any]
    ) -> None:
        """Writes a link to a row of another sheet."""
        name, row = target
        sheet.set_row(at[0], 20)
        sheet.write_url(*at, f"internal:'{name}'!A{row + 1}", self.look(**look), text)

    def page(
        self,
        sheet: Any,
        area: Area,
        *,
        landscape: bool = False,
        header: tuple[int, int] | None = None,
        single: bool = False,
    ) -> None:
        """How a sheet is printed: on A4, as wide as the page, with page numbers, and with the header rows on every page.

        ``single`` makes it small enough for one page.
        """
        sheet.set_paper(_A4)
        if landscape:
            sheet.set_landscape()
        sheet.set_margins(**_MARGINS)
        sheet.center_horizontally()
        sheet.fit_to_pages(1, 1 if single else 0)
        sheet.print_area(*area)
        if header is not None:
            sheet.repeat_rows(*header)
        if self.mark:
            sheet.set_header(f"&C&B{self.mark}")
            sheet.set_tab_color("red")
        number = self.layout.page_numbers.replace("1", "&P")
        if number:
            sheet.set_footer(f"&{_SIDES.get(self.layout.page_align, 'C')}{number}")

    def text_page(self, sheet: Any, rows: int, width: float, *, single: bool = False) -> None:
        """How a sheet of text is printed.

        An empty second column is printed with it: LibreOffice makes a sheet smaller only where it could be cut between
        columns, and would print the text beyond the margins where its fonts are wider than Excel's.
        """
        sheet.set_column(0, 0, width)
        sheet.set_column(1, 1, 0.5)
        self.page(sheet, (0, 0, max(rows - 1, 0), 1), single=single)

    def _name(self, text: str) -> str:
        """A sheet name: at most 31 characters, none of those Excel forbids, not given twice."""
        plain = text.translate(_FORBIDDEN)[:31] or "表"
        name, number = plain, 1
        while name.lower() in self._names:
            number += 1
            tail = f"（{number}）"
            name = plain[: 31 - len(tail)] + tail
        self._names.add(name.lower())
        return name


def lines_needed(text: str, width: float, size: float) -> int:
    """Lines that a text takes in a column of that width (in digits of the default font)."""
    room = max(1.0, width * _DEFAULT_SIZE / size)
    return sum(max(1, int(-(-digits(line) // room))) for line in text.split("\n"))


def digits(text: str) -> int:
    """Width in digits; a Chinese character is two wide."""
    return sum(2 if east_asian_width(character) in "WFA" else 1 for character in text)
