"""The straight lines drawn on a page: strokes, thin filled rectangles, sides of stroked rectangles.

Colour plays no part: white lines between filled cells, or lines of a "borderless" Word table, separate cells as well.
"""

from __future__ import annotations

import ctypes
import math
from collections.abc import Iterator
from itertools import islice, pairwise, repeat
from typing import Any

import pypdfium2_raw as api

from juesuan.formats.drawn.geometry import Drawing, Frame, Stroke
from juesuan.formats.limits import USUAL, Limits
from juesuan.formats.pdf.pdfium import address, all_of, bind, boxes

__all__ = ["read_drawing"]

_HANDLE, _INT, _ADDRESS = ctypes.c_void_p, ctypes.c_int, ctypes.c_void_p
_object = bind("FPDFPage_GetObject", ctypes.c_void_p, _HANDLE, _INT)
_form_object = bind("FPDFFormObj_GetObject", ctypes.c_void_p, _HANDLE, ctypes.c_ulong)
_type = bind("FPDFPageObj_GetType", _INT, _HANDLE)
_bounds = bind("FPDFPageObj_GetBounds", _INT, _HANDLE, _ADDRESS, _ADDRESS, _ADDRESS, _ADDRESS)
_segments = bind("FPDFPath_CountSegments", _INT, _HANDLE)
_segment = bind("FPDFPath_GetPathSegment", ctypes.c_void_p, _HANDLE, _INT)
_segment_type = bind("FPDFPathSegment_GetType", _INT, _HANDLE)
_segment_closes = bind("FPDFPathSegment_GetClose", _INT, _HANDLE)
_segment_point = bind("FPDFPathSegment_GetPoint", _INT, _HANDLE, _ADDRESS, _ADDRESS)
_matrix = bind("FPDFPageObj_GetMatrix", _INT, _HANDLE, _ADDRESS)
_draw_mode = bind("FPDFPath_GetDrawMode", _INT, _HANDLE, _ADDRESS, _ADDRESS)

THIN = 3.0
"""Thickest filled rectangle, in points, that is drawn as a line."""

SHORTEST = 0.4
STRAIGHT = 0.7
"""How far, in points, the ends of a line may be out of true."""

_DEEPEST_FORM = 4
_Matrix = tuple[float, float, float, float, float, float]
_IDENTITY: _Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


_Box = tuple[float, float, float, float]
_PICTURE: _Box = (0.0, 0.0, -1.0, -1.0)
"""Stands among the boxes of lines for everything that is no line."""


def read_drawing(page: Any, frame: Frame, limits: Limits = USUAL) -> Drawing:
    """The lines of a page."""
    count = max(api.FPDFPage_CountObjects(page), 0)
    handles = all_of(_object, address(page), min(count, limits.page_objects))
    horizontals: list[Stroke] = []
    verticals: list[Stroke] = []
    has_picture = False
    looked_at = 0
    for box in islice(_lines(handles, _IDENTITY, 0), limits.page_lines):
        looked_at += 1
        if box is _PICTURE:
            has_picture = True
            continue
        left, top, right, bottom = frame.extent(box)
        width, height = right - left, bottom - top
        if not (math.isfinite(width) and math.isfinite(height)):
            continue  # a damaged matrix
        if height <= THIN and width > max(height, SHORTEST):
            horizontals.append(Stroke((top + bottom) / 2, left, right))
        elif width <= THIN and height > SHORTEST:
            verticals.append(Stroke((left + right) / 2, top, bottom))
    is_cut = looked_at == limits.page_lines or count > len(handles)
    return Drawing(tuple(horizontals), tuple(verticals), has_picture, is_cut)


def _lines(handles: list[int], outer: _Matrix, depth: int) -> Iterator[_Box]:
    """The boxes of straight lines in page coordinates, and ``_PICTURE`` for whatever else is drawn."""
    types = list(map(_type, handles))
    paths = [handle for handle, kind in zip(handles, types, strict=True) if kind == api.FPDF_PAGEOBJ_PATH]
    bounds = boxes(_bounds, paths, len(paths))
    for path, left, bottom, right, top in zip(paths, *(bounds[k::4] for k in range(4)), strict=True):
        box = _transformed(outer, (left, bottom, right, top))
        if box[2] - box[0] <= THIN or box[3] - box[1] <= THIN:
            yield box
        else:
            yield from _sides(path, outer)
    for handle, kind in zip(handles, types, strict=True):
        if kind == api.FPDF_PAGEOBJ_FORM and depth < _DEEPEST_FORM:
            yield from _lines(_inner_handles(handle), _product(_matrix_of(handle), outer), depth + 1)
        elif kind in (api.FPDF_PAGEOBJ_IMAGE, api.FPDF_PAGEOBJ_SHADING):
            yield _PICTURE


def _inner_handles(form: int) -> list[int]:
    count = api.FPDFFormObj_CountObjects(ctypes.cast(form, api.FPDF_PAGEOBJECT))
    return all_of(_form_object, form, min(max(count, 0), USUAL.page_objects))


def _matrix_of(handle: int) -> _Matrix:
    matrix = (ctypes.c_float * 6)()
    _matrix(handle, ctypes.addressof(matrix))
    a, b, c, d, e, f = matrix
    return a, b, c, d, e, f


def _product(inner: _Matrix, outer: _Matrix) -> _Matrix:
    """First ``inner``, then ``outer``."""
    a, b, c, d, e, f = inner
    p, q, r, s, t, u = outer
    return a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s, e * p + f * r + t, e * q + f * s + u


def _moved(matrix: _Matrix, x: float, y: float) -> tuple[float, float]:
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f


def _transformed(matrix: _Matrix, box: _Box) -> _Box:
    if matrix is _IDENTITY:
        return box
    x0, y0 = _moved(matrix, box[0], box[1])
    x1, y1 = _moved(matrix, box[2], box[3])
    return min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)


def _sides(path: int, outer: _Matrix) -> Iterator[_Box]:
    """The straight sides of a path that is not itself a thin line: strokes, and thin rectangles of a compound fill."""
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    _draw_mode(path, ctypes.addressof(fill), ctypes.addressof(stroke))
    for outline in _outlines(path, _product(_matrix_of(path), outer)):
        sides = [
            (min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))
            for (x0, y0), (x1, y1) in pairwise(outline)
            if abs(x0 - x1) <= STRAIGHT or abs(y0 - y1) <= STRAIGHT
        ]
        if len(sides) < len(outline) - 1 or len(outline) == 1:
            yield _PICTURE
        if stroke.value:
            yield from sides
        elif fill.value and sides:
            box = (
                min(side[0] for side in sides),
                min(side[1] for side in sides),
                max(side[2] for side in sides),
                max(side[3] for side in sides),
            )
            if box[2] - box[0] <= THIN or box[3] - box[1] <= THIN:
                yield box


def _outlines(path: int, matrix: _Matrix) -> Iterator[list[tuple[float, float]]]:
    """The corners of each part of a path, in page coordinates; a curve ends a part and stands alone as its last corner."""
    segments = list(map(_segment, repeat(path), range(min(_segments(path), USUAL.page_lines))))
    xy = (ctypes.c_float * 2)()
    x_address, y_address = ctypes.addressof(xy), ctypes.addressof(xy) + ctypes.sizeof(ctypes.c_float)
    outline: list[tuple[float, float]] = []
    for segment in segments:
        kind = _segment_type(segment)
        _segment_point(segment, x_address, y_address)
        if kind != api.FPDF_SEGMENT_LINETO:
            if len(outline) > 1 or kind == api.FPDF_SEGMENT_BEZIERTO:
                yield outline or [(xy[0], xy[1])]
            outline = []
        outline.append(_moved(matrix, xy[0], xy[1]))
        if kind == api.FPDF_SEGMENT_LINETO and _segment_closes(segment):
            outline.append(outline[0])
    if len(outline) > 1:
        yield outline
