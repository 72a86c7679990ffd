"""Pages as pictures, for reports and overlays."""

from __future__ import annotations

import ctypes
import math
import struct
import zlib
from base64 import b64encode
from collections.abc import Iterable
from html import escape
from pathlib import Path

import pypdfium2.raw as api

from juesuan.model.place import BBox
from juesuan.reading.errors import Damaged
from juesuan.reading.files import load
from juesuan.reading.pdf.pdfium import open_document

__all__ = ["draw_overlay", "render_page"]

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


def render_page(path: Path, number: int, scale: float = 1.5) -> tuple[bytes, int, int]:
    """A page (from 1) as PNG, with its width and height in pixels; ``scale`` is pixels a point, less for huge pages.

    Raises:
        ReadError: when the file or the page cannot be opened.
    """
    picture, width, height, _ = _rendered(path, number, scale)
    return picture, width, height


def _rendered(path: Path, number: int, scale: float) -> tuple[bytes, int, int, float]:
    """A page as PNG, its width and height, and the scale it was drawn at."""
    with open_document(path, load(path)) as document, document.page(number) as page:
        if page is None:
            raise Damaged(path, f"第 {number} 页无法读取")
        points_wide, points_high = api.FPDF_GetPageWidthF(page), api.FPDF_GetPageHeightF(page)
        scale = min(scale, math.sqrt(MOST_PIXELS / max(points_wide * points_high, 1)))
        width, height = max(round(points_wide * scale), 1), max(round(points_high * scale), 1)
        bitmap = api.FPDFBitmap_CreateEx(width, height, api.FPDFBitmap_BGR, None, 0)
        try:
            api.FPDFBitmap_FillRect(bitmap, 0, 0, width, height, _WHITE)
            flags = api.FPDF_ANNOT | api.FPDF_REVERSE_BYTE_ORDER
            api.FPDF_RenderPageBitmap(bitmap, page, 0, 0, width, height, 0, flags)
            stride = api.FPDFBitmap_GetStride(bitmap)
            pixels = ctypes.string_at(api.FPDFBitmap_GetBuffer(bitmap), stride * height)
        finally:
            api.FPDFBitmap_Destroy(bitmap)
    return _png(pixels, stride, width, height), width, height, scale


def _png(pixels: bytes, stride: int, width: int, height: int) -> bytes:
    """Rows of RGB pixels as a PNG file. A page without colour is kept in sixteen greys: a quarter of the size."""
    rows = [pixels[start : start + width * _RGB_BYTES] for start in range(0, stride * height, stride)]
    if all(row[::3] == row[1::3] == row[2::3] for row in rows):
        depth, colour, rows = 4, _GREY, [_sixteen_greys(row[::3]) for row in rows]
    else:
        depth, colour = 8, _RGB
    head = struct.pack(">IIBBBBB", width, height, depth, colour, 0, 0, 0)
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


def draw_overlay(path: Path, number: int, boxes: Iterable[tuple[BBox, str, str]], out: Path) -> None:
    """Write a page with boxes (box, colour, label) drawn over it as a self-contained SVG file.

    Raises:
        ReadError: when the file or the page cannot be opened.
    """
    image, width, height, scale = _rendered(path, number, _OVERLAY_SCALE)
    drawn = "".join(_svg_box(box, colour, label) for box, colour, label in boxes)
    out.write_text(
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}">\n'
        f'<image width="{width}" height="{height}" href="data:image/png;base64,{b64encode(image).decode()}"/>\n'
        f'<g transform="scale({scale})" fill-opacity="0.12" stroke-width="0.6" font-size="5">\n{drawn}</g>\n</svg>\n',
        encoding="utf-8",
    )


def _svg_box(box: BBox, colour: str, label: str) -> str:
    left, top, right, bottom = box
    paint = escape(colour)
    return (
        f'<rect x="{left:.2f}" y="{top:.2f}" width="{right - left:.2f}" height="{bottom - top:.2f}" '
        f'fill="{paint}" stroke="{paint}"><title>{escape(label)}</title></rect>'
        f'<text x="{left + 0.5:.2f}" y="{top + 5:.2f}" fill="{paint}" fill-opacity="1">{escape(label)}</text>\n'
    )
