"""The characters of a page."""

from __future__ import annotations

import ctypes
from collections import Counter
from collections.abc import Sequence
from itertools import repeat
from typing import Any, NamedTuple

import pypdfium2_raw as api

from juesuan.formats.drawn.geometry import Frame, Glyph
from juesuan.formats.errors import TooLarge
from juesuan.formats.pdf.pdfium import address, all_of, bind, finite, points, rectangles
from juesuan.formats.pdf.reading.watermarks import QUARTER, Watermarks, askew
from juesuan.formats.reading_budget import Budget, shown

__all__ = ["count_glyphs", "frame_of", "is_bold", "read_glyphs", "read_text_layer", "turn_to_read"]

_HANDLE, _INT, _ADDRESS = ctypes.c_void_p, ctypes.c_int, ctypes.c_void_p
_unicode = bind("FPDFText_GetUnicode", ctypes.c_uint, _HANDLE, _INT)
_loose_box = bind("FPDFText_GetLooseCharBox", _INT, _HANDLE, _INT, _ADDRESS)
_angle = bind("FPDFText_GetCharAngle", ctypes.c_float, _HANDLE, _INT)
_tight_box = bind("FPDFText_GetCharBox", _INT, _HANDLE, _INT, *[_ADDRESS] * 4)
_origin = bind("FPDFText_GetCharOrigin", _INT, _HANDLE, _INT, _ADDRESS, _ADDRESS)

SAMPLE = 3
"""Every third character is asked for its direction; only if one is not upright, all are."""

_glyph = tuple.__new__
"""Makes a glyph of its six values, twice as fast as calling its class."""

_BOLD_WEIGHT = 600
_BOLD_NAMES = (b"bold", b"heavy", b"black", b"simhei", "黑体".encode())
_NAME_BYTES = 128


def frame_of(page: Any, turn: int) -> Frame:
    """The frame of a loaded page, turned clockwise by quarter turns from how it is displayed."""
    box = api.FS_RECTF()
    api.FPDF_GetPageBoundingBox(page, box)
    return Frame.of((box.left, box.bottom, box.right, box.top), api.FPDFPage_GetRotation(page) + turn)


def count_glyphs(textpage: Any, budget: Budget) -> None:
    """Counts the characters of a page.

    Raises:
        TooLarge: when there are too many on the page, or with it in the file.
    """
    count = max(api.FPDFText_CountChars(textpage), 0)
    if count > budget.limits.page_glyphs:
        raise TooLarge(budget.path, f"字符超过 {shown(budget.limits.page_glyphs, '个')}")
    budget.spend("glyphs", count)


def _text_angles(textpage: Any) -> list[float]:
    """The direction of every character in the page's own coordinates, in clockwise radians."""
    handle, count = address(textpage), max(api.FPDFText_CountChars(textpage), 0)
    if any(map(_angle, repeat(handle), range(0, count, SAMPLE))):
        return finite(all_of(_angle, handle, count))
    return [0.0] * count


def _codes(textpage: Any, count: int) -> list[int]:
    """The code point of every character: all at once, unless some have none or more than one unit."""
    buffer = (ctypes.c_ushort * (count + 1))()
    if api.FPDFText_GetText(textpage, 0, count, buffer) == count + 1:
        codes = buffer[:count]
        if _NO_HYPHEN not in codes and not any(0xD800 <= code <= 0xDFFF for code in codes):
            return codes
    return all_of(_unicode, address(textpage), count)


class TextLayer(NamedTuple):
    """What is printed on a page without its watermarks: of every character of its text layer.

    Attributes:
        codes: the code point, that of a blank where nothing is printed.
        extents: left, top, right, bottom, in the page's own coordinates.
        angles: its direction, in clockwise radians.
    """

    codes: Sequence[int]
    extents: Sequence[float]
    angles: Sequence[float]


def read_text_layer(textpage: Any, watermarks: Watermarks) -> TextLayer:
    """The characters of a page; what turns out to be a watermark is added to those that are known."""
    angles = _text_angles(textpage)
    handle, count = address(textpage), len(angles)
    codes = _codes(textpage, count)
    for index in askew(textpage, angles) if any(angles) else ():
        codes[index] = _BLANK
    extents = rectangles(_loose_box, handle, count)
    _widen(extents, codes, handle)
    for index in watermarks.among(textpage, extents, codes, [i for i, code in enumerate(codes) if code not in _BLANKS]):
        codes[index] = _BLANK
    return TextLayer(codes, extents, angles)


def turn_to_read(page: Any, layer: TextLayer) -> int:
    """The clockwise quarter turns after which most of a displayed page's text is upright."""
    if not any(layer.angles):
        quarters = Counter({0: len(layer.angles)})
    else:
        shown = (angle for code, angle in zip(layer.codes, layer.angles, strict=True) if code not in _BLANKS)
        quarters = Counter(round(angle / QUARTER) % 4 for angle in shown)
    main = max(quarters, key=lambda quarter: quarters[quarter], default=0)
    rotation: int = api.FPDFPage_GetRotation(page)
    return (-main - rotation) % 4 if layer.codes else 0


def read_glyphs(textpage: Any, frame: Frame, layer: TextLayer) -> list[Glyph]:
    """The visible characters of a page, in the order of the file. White space is only a mark on the next character."""
    codes, count = layer.codes, len(layer.codes)
    lefts, rights = _horizontal_extents(layer.extents, frame)
    baselines = _baselines(points(_origin, address(textpage), count), frame)
    rows = zip(lefts, rights, baselines, codes, range(count), [_BLANK, *codes], strict=False)
    width, height, characters, blanks = frame.width, frame.height + 1, _CHARACTERS, _BLANKS
    return [
        _glyph(Glyph, (left, right, baseline, characters[code], index, before in blanks))
        for left, right, baseline, code, index, before in rows
        if code not in blanks and left < right and -1 <= left <= width and 0 <= baseline <= height
    ]


def _widen(extents: list[float], codes: Sequence[int], handle: int) -> None:
    """Give characters whose font does not tell their widths the extent of what is drawn."""
    corners = zip(*(extents[k::4] for k in range(4)), codes, strict=True)
    hollow = [
        index
        for index, (left, top, right, bottom, code) in enumerate(corners)
        if (left == right or top == bottom) and code not in _BLANKS
    ]
    box = (ctypes.c_double * 4)()
    places = [ctypes.addressof(box) + k * ctypes.sizeof(ctypes.c_double) for k in range(4)]
    for index in hollow:
        _tight_box(handle, index, *places)
        left, right, bottom, top = box
        extents[4 * index : 4 * index + 4] = finite([left, top, right, bottom])


class _Characters(dict[int, str]):
    """``chr`` remembered, so that every occurrence of a character is the same string."""

    def __missing__(self, code: int) -> str:
        valid = 0 < code <= 0x10FFFF and not 0xD800 <= code <= 0xDFFF
        character = self[code] = chr(code) if valid else _UNKNOWN
        return character


_BLANK, _LINE_END_HYPHEN = 0x20, 0x02
_NO_HYPHEN = 0xFFFE
"""What stands for a hyphen at the end of a line in text that is asked for as a whole."""

_UNKNOWN = "\ufffd"
_CHARACTERS = _Characters({_LINE_END_HYPHEN: "-"})
_BLANKS = frozenset(
    (0x01, *range(0x03, 0x21), 0x7F, 0xA0, 0xAD, *range(0x2000, 0x2010), 0x2028, 0x2029, 0x3000, 0xFEFF, 0xFFFE, 0xFFFF)
)


def _horizontal_extents(boxes: Sequence[float], frame: Frame) -> tuple[list[float], list[float]]:
    """Left and right ends on the displayed page of boxes given as left, top, right, bottom."""
    if frame.upright:
        a, e = frame.a, frame.e
        lefts, rights = ([a * x + e for x in boxes[k::4]] for k in (0, 2))
    else:
        c, e = frame.c, frame.e
        lefts, rights = ([c * y + e for y in boxes[k::4]] for k in (3, 1))
    return (lefts, rights) if frame.a + frame.c > 0 else (rights, lefts)


def _baselines(origins: list[float], frame: Frame) -> list[float]:
    if frame.upright:
        d, f = frame.d, frame.f
        return [d * y + f for y in origins[1::2]]
    b, f = frame.b, frame.f
    return [b * x + f for x in origins[::2]]


def is_bold(textpage: Any, index: int) -> bool:
    """Whether the character is printed in a bold face."""
    if api.FPDFText_GetFontWeight(textpage, index) >= _BOLD_WEIGHT:
        return True
    name = ctypes.create_string_buffer(_NAME_BYTES)
    api.FPDFText_GetFontInfo(textpage, index, name, _NAME_BYTES, ctypes.c_int())
    return any(mark in name.value.lower() for mark in _BOLD_NAMES)
