"""Old workbooks (.xls) made record by record, [MS-XLS] 2.4: what a library would write only rightly."""

from __future__ import annotations

import struct
from collections.abc import Iterable, Sequence

from tests.formats.builders import compound_file

__all__ = ["cell_xf", "label", "number", "old_book", "record", "sheet", "stream_of"]

BOF, EOF, BOUNDSHEET, FORMAT, FONT, XF, CODEPAGE = 0x0809, 0x000A, 0x0085, 0x041E, 0x0031, 0x00E0, 0x0042
DIMENSIONS, NUMBER, LABEL, MERGEDCELLS = 0x0200, 0x0203, 0x0204, 0x00E5
LONGEST = 8224
STYLES = 15
"""Formats of styles that stand before those of cells."""


def record(kind: int, content: bytes = b"", length: int | None = None) -> bytes:
    """One record; its length may lie."""
    return struct.pack("<HH", kind, len(content) if length is None else length) + content


def text(words: str, wide: bool = False) -> bytes:
    """A text with its length, of eight or sixteen bits, and its characters of two bytes."""
    return struct.pack("<HB" if wide else "<BB", len(words), 1) + words.encode("utf-16-le")


def cell_xf(form: int, ruled: bool = True) -> bytes:
    """A format of cells: the number of its number format, and whether it is ruled."""
    sides = 0x1111 if ruled else 0
    return record(XF, struct.pack("<HHHBBBBIIH", 0, form, 1, 0, 0, 0, 0xFC, sides, 0, 0x20C0))


def number(row: int, column: int, value: float, look: int = STYLES) -> bytes:
    """A cell that holds a number."""
    return record(NUMBER, struct.pack("<HHHd", row, column, look, value))


def label(row: int, column: int, words: str, look: int = STYLES) -> bytes:
    """A cell that holds a text."""
    return record(LABEL, struct.pack("<HHH", row, column, look) + text(words[:4000], wide=True))


def sheet(cells: Iterable[bytes], merges: Sequence[tuple[int, int, int, int]] = (), after: bytes = b"") -> bytes:
    """A worksheet: its cells, merged ranges (first and last row, first and last column), and other records."""
    ranges = [struct.pack("<HHHH", *merge) for merge in merges]
    listed = [
        record(MERGEDCELLS, struct.pack("<H", len(ranges[at : at + 1000])) + b"".join(ranges[at : at + 1000]))
        for at in range(0, len(ranges), 1000)
    ]
    head = record(BOF, struct.pack("<HHHHII", 0x0600, 0x0010, 0, 0, 0, 0)) + record(
        DIMENSIONS, struct.pack("<IIHHH", 0, 65536, 0, 256, 0)
    )
    return head + b"".join(cells) + b"".join(listed) + after + record(EOF)


def stream_of(
    sheets: Sequence[tuple[str, bytes]], looks: bytes = cell_xf(4), formats: bytes = b"", before: bytes = b""
) -> bytes:
    """The stream of a workbook: named sheets, formats of cells and numbers, and other records."""
    font = record(FONT, struct.pack("<HHHHHBBBx", 200, 0, 0x7FFF, 400, 0, 0, 0, 134) + text("Arial"))
    styles = b"".join(
        record(XF, struct.pack("<HHHBBBBIIH", 0, 0, 0xFFF5, 0, 0, 0, 0, 0, 0, 0x20C0)) for _ in range(STYLES)
    )
    head = record(BOF, struct.pack("<HHHHII", 0x0600, 0x0005, 0, 0, 0, 0)) + record(CODEPAGE, struct.pack("<H", 1200))
    head += font * 5 + formats + styles + looks + before
    end = record(EOF)
    names = [text(name) for name, _ in sheets]
    at = len(head) + sum(len(name) + 10 for name in names) + len(end)
    for name, (_, content) in zip(names, sheets, strict=True):
        head += record(BOUNDSHEET, struct.pack("<IBB", at, 0, 0) + name)
        at += len(content)
    return head + end + b"".join(content for _, content in sheets)


def old_book(
    sheets: Sequence[tuple[str, bytes]], looks: bytes = cell_xf(4), formats: bytes = b"", before: bytes = b""
) -> bytes:
    """A workbook as a file."""
    return compound_file(Workbook=stream_of(sheets, looks, formats, before))
