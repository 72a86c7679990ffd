"""What a file in an archive is called: in UTF-8 where the archive says so, else as the programs of Chinese offices write names."""

from __future__ import annotations

import struct
import zipfile
import zlib

__all__ = ["name_of"]

_IS_UTF8 = 0x800
"""The flag of a name in UTF-8 (APPNOTE 4.4.4)."""

_UNICODE_PATH = 0x7075
"""An extra field with the name in UTF-8 beside one in an encoding of the system (APPNOTE 4.6.9): version, CRC of the other name, name."""

_ENCODINGS = ("utf-8", "gb18030")
"""In the order they are tried: a Chinese name in GB18030 is hardly ever UTF-8."""


def name_of(entry: zipfile.ZipInfo) -> str:
    """The name of an entry, as whoever packed it saw it."""
    if entry.flag_bits & _IS_UTF8:
        return entry.filename
    raw = _raw(entry)
    told = _told(entry.extra, raw)
    if told is not None:
        return told
    for encoding in _ENCODINGS:
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return entry.filename


def _raw(entry: zipfile.ZipInfo) -> bytes:
    """The bytes of the name, which Python takes for text of the first PCs; what is behind a zero byte is no name."""
    return entry.orig_filename.partition("\0")[0].encode("cp437", errors="replace")


def _told(extra: bytes, raw: bytes) -> str | None:
    """The name in UTF-8 that stands apart, if it is of this name."""
    while len(extra) >= 4:
        kind, length = struct.unpack_from("<HH", extra)
        field, extra = extra[4 : 4 + length], extra[4 + length :]
        if kind == _UNICODE_PATH and len(field) > 5 and int.from_bytes(field[1:5], "little") == zlib.crc32(raw):
            try:
                return field[5:].decode()
            except UnicodeDecodeError:
                return None
    return None
