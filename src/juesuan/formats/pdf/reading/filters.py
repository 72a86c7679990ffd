"""What a stream of a PDF inflates to, never more than is asked for: a kilobyte can become a gigabyte."""

from __future__ import annotations

import re
import struct
import zlib
from collections.abc import Callable, Mapping, Sequence

__all__ = ["FLATE", "MOST_INFLATED", "inflated"]

MOST_FILTERS = 10
"""One laid over the other."""

FLATE = frozenset({"FlateDecode", "Fl"})
MOST_INFLATED = 1032
"""Bytes that one byte inflates to at most, packed once as nearly all streams are (zlib's own bound)."""

_BLANKS = bytes(range(33))
_FROM_85 = bytes(min(max(code - ord("!"), 0), 84) for code in range(256))
_CLEAR, _END, _FIRST = 256, 257, 258
_WIDEST = 12


def inflated(packed: bytes, filters: Sequence[str], most: int) -> bytes | None:
    """The content behind its filters, as far as it can be unpacked; None when it, or what it is on the way, is longer than ``most``."""
    if len(filters) > MOST_FILTERS:
        return None
    content = packed
    for name in filters:
        unpack = _FILTERS.get(name)
        if unpack is None:  # those of pictures and of encryption
            return content
        content = unpack(content, most + 1)
        if len(content) > most:
            return None
    return content


def _flate(packed: bytes, most: int) -> bytes:
    for window in (zlib.MAX_WBITS, -zlib.MAX_WBITS):
        try:
            return zlib.decompressobj(window).decompress(packed, most)
        except zlib.error:
            continue
    return _salvaged(packed, most)


def _salvaged(packed: bytes, most: int) -> bytes:
    """What comes before the damage."""
    unpacker = zlib.decompressobj()
    parts: list[bytes] = []
    size = 0
    for start in range(0, len(packed), 256):
        try:
            part = unpacker.decompress(packed[start : start + 256], most - size)
        except zlib.error:
            break
        parts.append(part)
        size += len(part)
        if size >= most or unpacker.eof:
            break
    return b"".join(parts)


def _ascii85(packed: bytes, most: int) -> bytes:
    text = packed.translate(None, _BLANKS).removeprefix(b"<~").partition(b"~")[0].replace(b"z", b"!!!!!")
    text = text[: most * 5 // 4 + 5]
    missing = -len(text) % 5
    digits = [iter((text + b"u" * missing).translate(_FROM_85))] * 5
    groups = [((((a * 85 + b) * 85 + c) * 85 + d) * 85 + e) & 0xFFFFFFFF for a, b, c, d, e in zip(*digits, strict=True)]
    content = struct.pack(f">{len(groups)}I", *groups)
    return content[: len(content) - missing]


def _hexadecimal(packed: bytes, most: int) -> bytes:
    digits = re.sub(rb"[^0-9A-Fa-f]", b"", packed.partition(b">")[0])[: 2 * most]
    return bytes.fromhex((digits + b"0" * (len(digits) % 2)).decode())


def _run_length(packed: bytes, most: int) -> bytes:
    content = bytearray()
    at = 0
    while at < len(packed) and packed[at] != 128 and len(content) < most:
        length = packed[at]
        if length < 128:
            content += packed[at + 1 : at + 2 + length]
            at += length + 2
        else:
            content += packed[at + 1 : at + 2] * (257 - length)
            at += 2
    return bytes(content)


def _lzw(packed: bytes, most: int) -> bytes:
    """As PDF has it: codes of 9 to 12 bits, the most significant first, widened one code early."""
    known: list[bytes] = []
    content = bytearray()
    before = b""
    held = bits = 0
    for byte in packed:
        held, bits = (held << 8 | byte) & 0xFFFFFF, bits + 8
        width = min(max((_FIRST + len(known) + 1).bit_length(), 9), _WIDEST)
        if bits < width:
            continue
        bits -= width
        code = held >> bits & (1 << width) - 1
        if code == _END or len(content) >= most:
            break
        if code == _CLEAR:
            known, before = [], b""
            continue
        if code < _CLEAR:
            entry = bytes([code])
        elif code - _FIRST < len(known):
            entry = known[code - _FIRST]
        else:
            entry = before + before[:1]
        if before and _FIRST + len(known) < 1 << _WIDEST:
            known.append(before + entry[:1])
        content += entry
        before = entry
    return bytes(content)


_FILTERS: Mapping[str, Callable[[bytes, int], bytes]] = {
    "FlateDecode": _flate, "Fl": _flate,
    "ASCII85Decode": _ascii85, "A85": _ascii85,
    "ASCIIHexDecode": _hexadecimal, "AHx": _hexadecimal,
    "RunLengthDecode": _run_length, "RL": _run_length,
    "LZWDecode": _lzw, "LZW": _lzw,
}  # fmt: skip
