"""A document to Excel: a sheet of contents, one for each part of text, one for each table and form.

Amounts are numbers, and those that are sums of others are formulas (:mod:`juesuan.formats.excel.writing.sums`) that keep the
printed value, so that the workbook can be worked with and still shows what was published.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from juesuan.formats.excel.writing.book import DocumentBook
from juesuan.formats.excel.writing.tables import write_table
from juesuan.formats.printing.printed_blocks import NewPage, Printed, PrintedLine, PrintedTable
from juesuan.model.print_style import PrintStyle
from juesuan.model.printed_sum import PrintedSum

__all__ = ["write_xlsx"]

_FRONT = frozenset({"cover", "title", "contents"})
_TEXT_WIDTH = 84  # of the only column of a sheet of text, in digits
_SIZES = {"cover": 24, "title": 18, "part": 18, "heading": 14, "subheading": 12, "contents": 12, "body": 12}
_LEVELS = {"part": 0, "heading": 1}


def write_xlsx(printed: Printed, layout: PrintStyle, path: Path, sums: Mapping[str, PrintedSum]) -> None:
    """Writes the document as a workbook."""
    with DocumentBook.opened(path, layout, printed.title, printed.unit, printed.mark) as book:
        front = book.sheet("目录")
        entries = [entry for group in _groups(printed) for entry in _write(book, group, sums)]
        _contents(book, front, printed, entries)


def _groups(printed: Printed) -> Iterator[PrintedTable | list[PrintedLine]]:
    """Tables one by one, and the text in between by parts; cover and contents become a sheet of their own."""
    lines: list[PrintedLine] = []
    for block in printed.blocks:
        if isinstance(block, PrintedLine) and block.style not in _FRONT:
            lines.append(block)
        if not isinstance(block, PrintedLine) and lines:
            yield lines
            lines = []
        if not isinstance(block, PrintedLine | NewPage):
            yield block
    if lines:
        yield lines


_Entry = tuple[str, int, str, int]
"""A line of the contents: its text, its level, and the sheet and row (from 0) that it leads to."""


def _write(
    book: DocumentBook, group: PrintedTable | list[PrintedLine], defined: Mapping[str, PrintedSum]
) -> Iterator[_Entry]:
    if isinstance(group, PrintedTable):
        sheet = book.sheet(group.entry or group.title)
        write_table(book, sheet, group, defined)
        yield group.entry or group.title, 1, sheet.name, 0
    else:
        yield from _text(book, group)


def _text(book: DocumentBook, lines: list[PrintedLine]) -> Iterator[_Entry]:
    """A sheet with one paragraph a row."""
    sheet = book.sheet(lines[0].text)
    row = 0
    for line in lines:
        if line.style in _LEVELS:
            yield line.text, _LEVELS[line.style], sheet.name, row
        size = _SIZES[line.style]
        heading = line.style != "body"
        look = {"text_wrap": True, "bold": heading, "font_size": size, "valign": "vcenter" if heading else "top"}
        look |= {"align": "center"} if line.style == "part" else {}
        indent = "" if heading else "　　"
        row = book.paragraph(sheet, row, indent + line.text, look, _TEXT_WIDTH)
    book.text_page(sheet, row, _TEXT_WIDTH)


def _contents(book: DocumentBook, sheet: object, printed: Printed, entries: list[_Entry]) -> None:
    """The cover's title, and links to everything that follows."""
    row = 0
    for line in printed.blocks:
        if isinstance(line, PrintedLine) and line.style in {"cover", "title"}:
            look = {"bold": True, "align": "center", "valign": "vcenter", "text_wrap": True}
            row = book.paragraph(sheet, row, line.text, {**look, "font_size": _SIZES[line.style]}, _TEXT_WIDTH)
    for text, level, target, at in entries:
        look = {"font_size": _SIZES["contents"], "indent": 2 * level, "bold": level == 0, "font_color": "#1F4E79"}
        book.link(sheet, (row, 0), text, (target, at), look)
        row += 1
    book.text_page(sheet, row, _TEXT_WIDTH, single=True)
