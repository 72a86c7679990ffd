"""The characters of a page."""

from __future__ import annotations

import ctypes
from typing import Any

import pypdfium2.raw as api

from juesuan.reading.pdf.geometry import Frame, Glyph
from juesuan.reading.pdf.pdfium import all_of, bind, points, rectangles

__all__ = ["frame_of", "is_bold", "read_glyphs"]

_HANDLE, _INT, _ADDRESS = ctypes.c_void_p, ctypes.c_int, ctypes.c_void_p
_unicode = bind("FPDFText_GetUnicode", ctypes.c_uint, _HANDLE, _INT)
_loose_box = bind("FPDFText_GetLooseCharBox", _INT, _HANDLE, _INT, _ADDRESS)
_origin = bind("FPDFText_GetCharOrigin", _INT, _HANDLE, _INT, _ADDRESS, _ADDRESS)

_REPEAT = 0.3
"""The same character again within this share of its width is a bold face imitated by printing twice."""

_BOLD_WEIGHT = 600
_BOLD_NAMES = (b"bold", b"heavy", b"black", b"simhei", "黑体".encode())
_NAME_BYTES = 128


def frame_of(page: Any) -> Frame:
    """The frame of a loaded page."""
    box = api.FS_RECTF()
    api.FPDF_GetPageBoundingBox(page, box)
    return Frame.of((box.left, box.bottom, box.right, box.top), api.FPDFPage_GetRotation(page))


def read_glyphs(textpage: Any, frame: Frame) -> list[Glyph]:
    """The visible characters of a page, in the order of the file. White space is only a mark on the next character."""
    count = max(api.FPDFText_CountChars(textpage), 0)
    handle = ctypes.cast(textpage, ctypes.c_void_p).value
    codes = all_of(_unicode, handle, count)
    extents = _horizontal_extents(rectangles(_loose_box, handle, count), frame)
    baselines = _baselines(points(_origin, handle, count), frame)
    glyphs: list[Glyph] = []
    spaced = False
    width, height = frame.width, frame.height
    for index, (code, (left, right), baseline) in enumerate(zip(codes, extents, baselines, strict=True)):
        if code <= 32 or code in _BLANKS:
            spaced = True
            continue
        if not (right > left and -1 <= left <= width and 0 <= baseline <= height + 1):
            continue
        glyphs.append(Glyph(left, right, baseline, _CHARACTERS[code], index, spaced))
        spaced = False
    return glyphs


class _Characters(dict[int, str]):
    """``chr`` remembered, so that every occurrence of a character is the same string."""

    def __missing__(self, code: int) -> str:
        character = self[code] = chr(code) if code <= 0x10FFFF and not 0xD800 <= code <= 0xDFFF else "\ufffd"
        return character


_CHARACTERS = _Characters()
_BLANKS = frozenset((0x7F, 0xA0, 0xAD, 0x200B, 0x2028, 0x2029, 0x3000, 0xFEFF, 0xFFFE, 0xFFFF, *range(0x2000, 0x200B)))


def _horizontal_extents(boxes: list[float], frame: Frame) -> list[tuple[float, float]]:
    """Left and right on the displayed page of boxes given as left, top, right, bottom."""
    if frame.upright:
        a, e = frame.a, frame.e
        firsts, lasts = ([a * x + e for x in boxes[k::4]] for k in (0, 2))
    else:
        c, e = frame.c, frame.e
        firsts, lasts = ([c * y + e for y in boxes[k::4]] for k in (1, 3))
    return [(u, v) if u <= v else (v, u) for u, v in zip(firsts, lasts, strict=True)]


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
