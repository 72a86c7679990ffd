"""Bytes to text: which of the encodings that occur in Chinese offices the file is in."""

from __future__ import annotations

import codecs
from pathlib import Path

from msgspec import Struct

from juesuan.formats.errors import TooLarge, Unsupported
from juesuan.formats.limits import USUAL, Limits
from juesuan.model import Problem
from juesuan.model.expressions import expression

__all__ = ["Decoded", "decode", "encoding_of"]

MAX_LOST_SHARE = 0.02
"""More undecodable characters than this, and most lines must be whole: else the file is no text, or in an encoding nobody uses here."""

_BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_SAMPLE_BYTES = 4096
_CONTROL = expression(r"[\x00-\x08\x0e-\x1b]")
_LOST = "\ufffd"


class Decoded(Struct, frozen=True):
    """The text of a file without its byte order mark, line ends as ``\\n``, and what was lost on the way."""

    text: str
    problems: tuple[Problem, ...] = ()


def decode(path: Path, data: bytes, limits: Limits = USUAL) -> Decoded:
    """The text, in the encoding that its bytes show; what a page declares about itself is often wrong and not needed.

    Raises:
        ReadError: when it is not text, or too much of it.
    """
    if len(data) > limits.text_bytes:
        raise TooLarge(path, f"文本有 {len(data) // 2**20} MB，超过 {limits.text_bytes // 2**20} MB 的上限")
    encodings = _candidates(data)
    text = _decoded(data, encodings[0])
    lost = _lost(text)
    # Marks that another program left for what it had lost are characters of valid UTF-8: no other encoding is meant.
    for encoding in encodings[1:] if lost and not _is_valid(data, encodings[0]) else ():
        other = _decoded(data, encoding)
        if _lost(other) < lost:
            text, lost = other, _lost(other)
    if lost > MAX_LOST_SHARE * len(text) and not _is_mostly_whole(text):
        raise Unsupported(path, "内容不是可识别的文本（试过 UTF-8、GB18030、UTF-16）")
    problems = (Problem(f"有 {lost} 个字符无法识别，以“{_LOST}”代替"),) if lost else ()
    text = _CONTROL.sub("", text)
    return Decoded(text.replace("\r\n", "\n").replace("\r", "\n"), problems)


def encoding_of(beginning: bytes) -> str:
    """The encoding of a text too long to be held as a whole, from its beginning, which may end within a character."""
    first, *others = _candidates(beginning)
    if not others:
        return first
    ends = [beginning[: len(beginning) - cut] for cut in range(4)]
    return first if any(_LOST not in _decoded(part, first) for part in ends) else others[0]


def _candidates(data: bytes) -> list[str]:
    """Encodings to try, most likely first."""
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return [encoding]
    sample = data[:_SAMPLE_BYTES]
    high_first, low_first = sample[0::2].count(0), sample[1::2].count(0)
    # Digits, blanks and line ends of UTF-16 have a zero as their high byte, and next to no character as its low byte.
    if max(high_first, low_first) > max(len(sample) // 50, 2 * min(high_first, low_first)):
        return ["utf-16-be" if high_first > low_first else "utf-16-le"]
    return ["utf-8", "gb18030"]


def _decoded(data: bytes, encoding: str) -> str:
    return data.decode(encoding, errors="replace").removeprefix("\ufeff")


def _is_valid(data: bytes, encoding: str) -> bool:
    try:
        data.decode(encoding)
    except UnicodeDecodeError:
        return False
    return True


def _is_mostly_whole(text: str) -> bool:
    """Whether of the lines with other characters than ASCII, which any encoding reads alike, most lost nothing."""
    lines = [line for line in text.splitlines() if not line.isascii()]
    return 2 * sum(1 for line in lines if _lost(line)) < len(lines)


def _lost(text: str) -> int:
    return text.count(_LOST) + len(_CONTROL.findall(text))
