"""Pages as pictures, for reports and overlays."""

from __future__ import annotations

import ctypes
import math
import struct
import zlib
from base64 import b64encode
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pypdfium2_raw as api

from juesuan.formats.errors import Damaged
from juesuan.formats.files import load
from juesuan.formats.html.elements import NEW_LINE, Markup, block, fragment, tag
from juesuan.formats.pdf.pdfium import open_document
from juesuan.model.place import BBox

__all__ = ["Draw", "drawing", "overlay", "render_page", "render_strip"]

Draw = Callable[[int, float], "tuple[bytes, int, int] | None"]
"""Draws a page (from 1) at a scale: PNG, width and height in pixels; None where there is no such page."""

MOST_PIXELS = 40_000_000
"""A page that would need more is drawn smaller: page sizes are not to be trusted."""

_WHITE = 0xFFFFFFFF
_RGB_BYTES = 3
_GREY, _RGB = 0, 2
"""Colour types of PNG."""
_SECOND_HALF = bytes(round(value / 17) for value in range(256))
_FIRST_HALF = bytes(value << 4 for value in _SECOND_HALF)
_COMPRESSION = 6
_OVERLAY_SCALE = 1.5
_AROUND = 40
"""Points of the page that a strip shows above and below what it is about."""
_RED = b"\xc8\x1e\x1e"


def render_page(path: Path, number: int, scale: float = 1.5) -> tuple[bytes, int, int]:
    """A page (from 1) as PNG, with its width and height in pixels; ``scale`` is pixels a point, less for huge pages.

    Raises:
        ReadError: when the file or the page cannot be opened.
    """
    picture, width, height, _ = _rendered(path, number, scale)
    return picture, width, height


@contextmanager
def drawing(path: Path) -> Iterator[Draw]:
    """Draws many pages of a file that is opened once.

    Raises:
        ReadError: when the file cannot be opened.
    """
    with open_document(path, load(path)) as document:

        def draw(number: int, scale: float) -> tuple[bytes, int, int] | None:
            with document.page(number) as page:
                if page is None:
                    return None
                _, width, height = _size(page, scale)
                rows = _rows(page, width, height, 0, height)
            return _png(rows, width), width, height

        yield draw


def render_strip(path: Path, number: int, box: BBox, scale: float = 1.8) -> tuple[bytes, int, int]:
    """The page (from 1) around a box, in its whole width, with a frame about the box, as PNG with width and height in pixels.

    Raises:
        ReadError: when the file or the page cannot be opened.
    """
    with open_document(path, load(path)) as document, document.page(number) as page:
        if page is None:
            raise Damaged(path, f"第 {number} 页无法读取")
        scale, width, height = _size(page, scale)
        top = min(max(round((box[1] - _AROUND) * scale), 0), height - 1)
        bottom = max(min(round((box[3] + _AROUND) * scale), height, top + width), top + 1)
        rows = _rows(page, width, height, top, bottom - top)
    left, upper, right, lower = (round(edge * scale) for edge in box)
    _frame(rows, (left - 3, upper - top - 3, right + 3, lower - top + 3))
    return _png(rows, width), width, len(rows)


def _frame(rows: list[bytes], box: tuple[int, int, int, int]) -> None:
    """A red frame, two pixels thick, as far as it lies on the picture."""
    width = len(rows[0]) // _RGB_BYTES
    left, right = max(box[0], 0), min(box[2], width)
    for index in range(max(box[1], 0), min(box[3], len(rows))):
        row = bytearray(rows[index])
        edge = index < box[1] + 2 or index >= box[3] - 2
        for start, end in ((left, right),) if edge else ((left, min(left + 2, width)), (max(right - 2, left), right)):
            row[start * _RGB_BYTES : end * _RGB_BYTES] = _RED * max(end - start, 0)
        rows[index] = bytes(row)


def _rendered(path: Path, number: int, scale: float) -> tuple[bytes, int, int, float]:
    """A page as PNG, its width and height, and the scale it was drawn at."""
    with open_document(path, load(path)) as document, document.page(number) as page:
        if page is None:
            raise Damaged(path, f"第 {number} 页无法读取")
        scale, width, height = _size(page, scale)
        rows = _rows(page, width, height, 0, height)
    return _png(rows, width), width, height, scale


def _size(page: Any, scale: float) -> tuple[float, int, int]:
    """The scale to draw a page at, less than wanted where the page is huge, and its size in pixels."""
    points_wide, points_high = api.FPDF_GetPageWidthF(page), api.FPDF_GetPageHeightF(page)
    scale = min(scale, math.sqrt(MOST_PIXELS / max(points_wide * points_high, 1)))
    return scale, max(round(points_wide * scale), 1), max(round(points_high * scale), 1)


def _rows(page: Any, width: int, height: int, top: int, count: int) -> list[bytes]:
    """So many rows of RGB pixels, from one on, of a page drawn in a size."""
    bitmap = api.FPDFBitmap_CreateEx(width, count, api.FPDFBitmap_BGR, None, 0)
    try:
        api.FPDFBitmap_FillRect(bitmap, 0, 0, width, count, _WHITE)
        flags = api.FPDF_ANNOT | api.FPDF_REVERSE_BYTE_ORDER
        api.FPDF_RenderPageBitmap(bitmap, page, 0, -top, width, height, 0, flags)
        stride = api.FPDFBitmap_GetStride(bitmap)
        pixels = ctypes.string_at(api.FPDFBitmap_GetBuffer(bitmap), stride * count)
    finally:
        api.FPDFBitmap_Destroy(bitmap)
    return [pixels[start : start + width * _RGB_BYTES] for start in range(0, stride * count, stride)]


def _png(rows: list[bytes], width: int) -> bytes:
    """Rows of RGB pixels as a PNG file. A page without colour is kept in sixteen greys: a quarter of the size."""
    if all(row[::3] == row[1::3] == row[2::3] for row in rows):
        depth, colour, rows = 4, _GREY, [_sixteen_greys(row[::3]) for row in rows]
    else:
        depth, colour = 8, _RGB
    head = struct.pack(">IIBBBBB", width, len(rows), depth, colour, 0, 0, 0)
    data = zlib.compress(b"".join(b"\0" + row for row in rows), _COMPRESSION)
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        _chunk(kind, part) for kind, part in ((b"IHDR", head), (b"IDAT", data), (b"IEND", b""))
    )


def _sixteen_greys(row: bytes) -> bytes:
    """Two pixels a byte."""
    even = row + b"\xff" if len(row) % 2 else row
    pairs = int.from_bytes(even[::2].translate(_FIRST_HALF)) | int.from_bytes(even[1::2].translate(_SECOND_HALF))
    return pairs.to_bytes(len(even) // 2)


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def overlay(path: Path, number: int, boxes: Iterable[tuple[BBox, str, str]]) -> str:
    """A page with boxes (box, colour, label) drawn over it, as a self-contained SVG file.

    Raises:
        ReadError: when the file or the page cannot be opened.
    """
    image, width, height, scale = _rendered(path, number, _OVERLAY_SCALE)
    drawn = (_marked(box, colour, label) for box, colour, label in boxes)
    picture = f"data:image/png;base64,{b64encode(image).decode()}"
    marks = tag(
        "g",
        NEW_LINE,
        *drawn,
        transform=f"scale({scale})",
        fill_opacity="0.12",
        stroke_width="0.6",
        font_size="5",
    )
    page = block(
        "svg",
        tag("image", width=str(width), height=str(height), href=picture),
        marks,
        xmlns="http://www.w3.org/2000/svg",
        width=str(width),
        height=str(height),
    )
    return fragment(page, NEW_LINE)


def _marked(box: BBox, colour: str, label: str) -> Markup:
    left, top, right, bottom = box
    frame = tag(
        "rect",
        tag("title", label),
        x=f"{left:.2f}",
        y=f"{top:.2f}",
        width=f"{right - left:.2f}",
        height=f"{bottom - top:.2f}",
        fill=colour,
        stroke=colour,
    )
    word = tag("text", label, x=f"{left + 0.5:.2f}", y=f"{top + 5:.2f}", fill=colour, fill_opacity="1")
    return fragment(frame, word, NEW_LINE)
