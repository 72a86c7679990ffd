"""The records of old workbooks ([MS-XLS] 2.4), as far as it takes to say how large their sheets are before they are read.

What reads them holds each row up to its last cell, or each sheet as a full rectangle, however few cells it has.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator, Mapping
from pathlib import Path

from juesuan.formats.archives.compound import CompoundFile

__all__ = ["book_stream", "extents", "largest_extent"]

_HEAD, _CORNER = struct.Struct("<HH"), struct.Struct("<HH")
_SHEET_BEGINS = 0x0809
_CELLS_IN_A_ROW = frozenset({0x00BD, 0x00BE})
_CELLS = _CELLS_IN_A_ROW | {
    *(0x0001, 0x0002, 0x0003, 0x0004, 0x0005, 0x0006, 0x00D6, 0x00FD),
    *(0x0201, 0x0203, 0x0204, 0x0205, 0x0206, 0x027E, 0x0406),
}
"""Records of cells in all versions, row and column in front; those of several end with the last column."""


def book_stream(path: Path, data: bytes) -> bytes:
    """The records of a workbook.

    Raises:
        Damaged: when the file is not complete.
    """
    file = CompoundFile(path, data)
    return file.stream("Workbook" if "Workbook" in file.names else "Book")


def extents(content: bytes) -> Iterator[Mapping[int, int]]:
    """How many columns each row of each sheet has up to its last cell."""
    at, widths = 0, dict[int, int]()
    while at + _HEAD.size <= len(content):
        kind, length = _HEAD.unpack_from(content, at)
        at += _HEAD.size
        if kind == _SHEET_BEGINS:
            yield widths
            widths = {}
        elif kind in _CELLS and length >= _CORNER.size and at + length <= len(content):
            row, column = _CORNER.unpack_from(content, at)
            if kind in _CELLS_IN_A_ROW:
                column = int.from_bytes(content[at + length - 2 : at + length], "little")
            widths[row] = max(widths.get(row, 0), column + 1)
        at += length
    yield widths


def largest_extent(path: Path, data: bytes) -> tuple[int, int]:
    """Rows and columns of the largest rectangle that a sheet of an old workbook spans.

    Raises:
        Damaged: when the file is not complete.
    """
    sizes = ((max(widths) + 1, max(widths.values())) for widths in extents(book_stream(path, data)) if widths)
    return max(sizes, key=lambda size: size[0] * size[1], default=(1, 1))
