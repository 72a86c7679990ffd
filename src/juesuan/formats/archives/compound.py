"""Compound files (OLE): the small file system inside .doc, .xls and encrypted Office files.

Read here rather than by xlrd, which follows a chain of sectors that goes round in circles for ever.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator, Sequence
from pathlib import Path

from msgspec import Struct

from juesuan.formats.errors import Damaged

__all__ = ["SIGNATURE", "CompoundFile"]

SIGNATURE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

_HEADER_BYTES = 512
_ENTRY_BYTES = 128
_LAST_SECTOR = 0xFFFFFFFA
"""Larger numbers in a chain are marks: end of chain, free, or part of the table itself."""

_STREAM, _ROOT = 2, 5
_HEAD = struct.Struct("<30xHH10xI I4xI I I I I")
"""Powers of two of the sector sizes; number of table sectors; first sectors and limits of directory, small streams and
the table's own table."""


class _DirectoryEntry(Struct, frozen=True):
    """A directory entry."""

    kind: int
    start: int
    size: int


class CompoundFile:
    """The streams of a compound file by name."""

    def __init__(self, path: Path, data: bytes) -> None:
        self._path = path
        self._data = data
        if len(data) < _HEADER_BYTES:
            raise self._damaged()
        head = _HEAD.unpack_from(data)
        shift, small_shift, _, directory, self._small_limit, small_table, _, more, _ = head
        if shift not in (9, 12) or small_shift != 6:
            raise self._damaged()
        self._size, self._small_size = 1 << shift, 1 << small_shift
        self._table = self._numbers(self._table_sectors(more))
        self._small_table = self._numbers(self._chain(small_table, self._table))
        self._entries = dict(self._directory(directory))

    @property
    def names(self) -> frozenset[str]:
        """Names of the streams."""
        return frozenset(name for name, entry in self._entries.items() if entry.kind == _STREAM)

    def stream(self, name: str) -> bytes:
        """The content of a stream.

        Raises:
            Damaged: when its sectors are not all there.
        """
        entry = self._entries[name]
        if entry.size >= self._small_limit:
            content = b"".join(self._sector(number) for number in self._chain(entry.start, self._table))
        else:
            root = next((other for other in self._entries.values() if other.kind == _ROOT), entry)
            small = b"".join(self._sector(number) for number in self._chain(root.start, self._table))
            size = self._small_size
            numbers = self._chain(entry.start, self._small_table)
            content = b"".join(small[number * size : (number + 1) * size] for number in numbers)
        if len(content) < entry.size:
            raise self._damaged()
        return content[: entry.size]

    def _table_sectors(self, more: int) -> Iterator[int]:
        """Sectors of the allocation table: 109 are named in the header, the others in sectors of their own."""
        yield from struct.unpack_from("<109I", self._data, 76)
        for _ in range(len(self._data) // self._size):
            if more >= _LAST_SECTOR:
                return
            *sectors, more = self._numbers([more])
            yield from sectors
        raise self._damaged()

    def _numbers(self, sectors: Iterator[int] | Sequence[int]) -> tuple[int, ...]:
        content = b"".join(self._sector(number) for number in sectors if number < _LAST_SECTOR)
        return struct.unpack(f"<{len(content) // 4}I", content)

    def _chain(self, start: int, table: Sequence[int]) -> Iterator[int]:
        number = start
        for _ in range(len(table) + 1):
            if number >= _LAST_SECTOR:
                return
            if number >= len(table):
                break
            yield number
            number = table[number]
        raise self._damaged()

    def _sector(self, number: int) -> bytes:
        """A sector; the last one of a file may be short."""
        start = (number + 1) * self._size
        if start >= len(self._data):
            raise self._damaged()
        return self._data[start : start + self._size].ljust(self._size, b"\0")

    def _directory(self, start: int) -> Iterator[tuple[str, _DirectoryEntry]]:
        content = b"".join(self._sector(number) for number in self._chain(start, self._table))
        for at in range(0, len(content), _ENTRY_BYTES):
            length, kind = struct.unpack_from("<HB", content, at + 64)
            first, size = struct.unpack_from("<II", content, at + 116)
            name = content[at : at + max(min(length, 64) - 2, 0)].decode("utf-16-le", errors="replace")
            if kind in (_STREAM, _ROOT) and name:
                yield name, _DirectoryEntry(kind, first, size)

    def _damaged(self) -> Damaged:
        return Damaged(self._path, "文件内部结构不完整，可能没有下载完")
