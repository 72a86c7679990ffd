"""Disclosure → Excel: a sheet of contents, one for each part of text, one for each table and form.

Amounts are numbers, and those that are sums of others are formulas (:mod:`juesuan.publishing.formulas`) that keep the
printed value, so that the workbook can be worked with and still shows what was published.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from juesuan.checking.context import Context
from juesuan.checking.definitions import definitions
from juesuan.model import Disclosure
from juesuan.model.printed_sum import PrintedSum
from juesuan.publishing.document import printed_document
from juesuan.publishing.page import Line, NewPage, Printed, PrintedTable
from juesuan.publishing.xlsx_book import Book
from juesuan.publishing.xlsx_table import write_table
from juesuan.standard import Standard
from juesuan.standard.print_style import PrintStyle

__all__ = ["publish_xlsx"]

_FRONT = frozenset({"cover", "title", "contents"})
_TEXT_WIDTH = 84  # of the only column of a sheet of text, in digits
_SIZES = {"cover": 24, "title": 18, "part": 18, "heading": 14, "subheading": 12, "contents": 12, "body": 12}
_LEVELS = {"part": 0, "heading": 1}


def publish_xlsx(disclosure: Disclosure, layout: PrintStyle, path: Path, standard: Standard) -> None:
    """Writes the disclosure as a workbook."""
    printed = printed_document(disclosure, layout, standard)
    defined = definitions(Context(disclosure, standard=standard))
    with Book.opened(path, layout, printed.title, disclosure.info.unit) as book:
        front = book.sheet("目录")
        entries = [entry for group in _groups(printed) for entry in _write(book, group, defined)]
        _contents(book, front, printed, entries)


def _groups(printed: Printed) -> Iterator[PrintedTable | list[Line]]:
    """Tables one by one, and the text in between by parts; cover and contents become a sheet of their own."""
    lines: list[Line] = []
    for block in printed.blocks:
        if isinstance(block, Line) and block.style not in _FRONT:
            lines.append(block)
        if not isinstance(block, Line) and lines:
            yield lines
            lines = []
        if not isinstance(block, Line | NewPage):
            yield block
    if lines:
        yield lines


_Entry = tuple[str, int, str, int]
"""A line of the contents: its text, its level, and the sheet and row (from 0) that it leads to."""


def _write(book: Book, group: PrintedTable | list[Line], defined: Mapping[str, PrintedSum]) -> Iterator[_Entry]:
    if isinstance(group, PrintedTable):
        sheet = book.sheet(group.entry or group.title)
        write_table(book, sheet, group, defined)
        yield group.entry or group.title, 1, sheet.name, 0
    else:
        yield from _text(book, group)


def _text(book: Book, lines: list[Line]) -> Iterator[_Entry]:
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


def _contents(book: Book, sheet: object, printed: Printed, entries: list[_Entry]) -> None:
    """The cover's title, and links to everything that follows."""
    row = 0
    for line in printed.blocks:
        if isinstance(line, Line) and line.style in {"cover", "title"}:
            look = {"bold": True, "align": "center", "valign": "vcenter", "text_wrap": True}
            row = book.paragraph(sheet, row, line.text, {**look, "font_size": _SIZES[line.style]}, _TEXT_WIDTH)
    for text, level, target, at in entries:
        look = {"font_size": _SIZES["contents"], "indent": 2 * level, "bold": level == 0, "font_color": "#1F4E79"}
        book.link(sheet, (row, 0), text, (target, at), look)
        row += 1
    book.text_page(sheet, row, _TEXT_WIDTH, single=True)
