"""The straight lines drawn on a page: strokes, thin filled rectangles, sides of stroked rectangles.

Colour plays no part: white lines between filled cells, or lines of a "borderless" Word table, separate cells as well.
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise, repeat
from typing import Any

import pypdfium2.raw as api

from juesuan.reading.pdf.geometry import Frame, Stroke
from juesuan.reading.pdf.pdfium import all_of, bind, boxes

__all__ = ["Drawing", "read_drawing"]

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

SHORTEST = 1.0
STRAIGHT = 0.7
"""How far, in points, the ends of a line may be out of true."""

_DEEPEST_FORM = 4
_MOST_SEGMENTS = 20_000
"""Pages with more lines than this are maps or drawings; what is beyond is not looked at."""

_Matrix = tuple[float, float, float, float, float, float]
_IDENTITY: _Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


@dataclass(frozen=True, slots=True)
class Drawing:
    """What is drawn on a page besides text."""

    horizontals: tuple[Stroke, ...]
    verticals: tuple[Stroke, ...]
    shows_something: bool


def read_drawing(page: Any, frame: Frame) -> Drawing:
    """The lines of a page; ``shows_something`` when there are paths or images at all."""
    handle = ctypes.cast(page, ctypes.c_void_p).value
    handles = all_of(_object, handle, max(api.FPDFPage_CountObjects(page), 0))
    horizontals: list[Stroke] = []
    verticals: list[Stroke] = []
    shows_something = False
    for shown, box in _visible(handles, _IDENTITY, 0):
        shows_something = True
        if not shown or len(horizontals) + len(verticals) > _MOST_SEGMENTS:
            continue
        left, top, right, bottom = frame.extent(box)
        if bottom - top <= THIN and right - left > bottom - top:
            horizontals.append(Stroke((top + bottom) / 2, left, right))
        elif right - left <= THIN:
            verticals.append(Stroke((left + right) / 2, top, bottom))
    return Drawing(
        tuple(line for line in horizontals if line.end - line.start > SHORTEST),
        tuple(line for line in verticals if line.end - line.start > SHORTEST),
        shows_something,
    )


_Box = tuple[float, float, float, float]


def _visible(handles: list[int], outer: _Matrix, depth: int) -> Iterator[tuple[bool, _Box]]:
    """The boxes, in page coordinates, of straight lines (True) and of whatever else is drawn (False)."""
    types = list(map(_type, handles))
    paths = [handle for handle, kind in zip(handles, types, strict=True) if kind == api.FPDF_PAGEOBJ_PATH]
    bounds = boxes(_bounds, paths, len(paths))
    for path, left, bottom, right, top in zip(paths, *(bounds[k::4] for k in range(4)), strict=True):
        box = left, bottom, right, top
        if right - left <= THIN or top - bottom <= THIN:
            yield True, _transformed(outer, box)
        else:
            yield False, _transformed(outer, box)
            yield from ((True, _transformed(outer, side)) for side in _sides(path))
    for handle, kind in zip(handles, types, strict=True):
        if kind == api.FPDF_PAGEOBJ_FORM and depth < _DEEPEST_FORM:
            inner = _inner_handles(handle)
            yield from _visible(inner, _product(_matrix_of(handle), outer), depth + 1)
        elif kind in (api.FPDF_PAGEOBJ_IMAGE, api.FPDF_PAGEOBJ_SHADING):
            yield False, (0.0, 0.0, 0.0, 0.0)


def _inner_handles(form: int) -> list[int]:
    count = api.FPDFFormObj_CountObjects(ctypes.cast(form, api.FPDF_PAGEOBJECT))
    return all_of(_form_object, form, max(count, 0))


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


def _sides(path: int) -> Iterator[_Box]:
    """The straight sides of a path that is not itself a thin line: strokes, and thin rectangles of a compound fill."""
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    _draw_mode(path, ctypes.addressof(fill), ctypes.addressof(stroke))
    matrix = _matrix_of(path)
    for outline in _outlines(path, matrix):
        if stroke.value:
            yield from _straight(outline)
        elif fill.value:
            xs, ys = [x for x, _ in outline], [y for _, y in outline]
            box = min(xs), min(ys), max(xs), max(ys)
            if box[2] - box[0] <= THIN or box[3] - box[1] <= THIN:
                yield box


def _straight(outline: list[tuple[float, float]]) -> Iterator[_Box]:
    for (x0, y0), (x1, y1) in pairwise(outline):
        if abs(x0 - x1) <= STRAIGHT or abs(y0 - y1) <= STRAIGHT:
            yield min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)


def _outlines(path: int, matrix: _Matrix) -> Iterator[list[tuple[float, float]]]:
    """The corners of each part of a path, in page coordinates; parts with curves end where the curve begins."""
    count = min(_segments(path), _MOST_SEGMENTS)
    segments = list(map(_segment, repeat(path), range(count)))
    xy = (ctypes.c_float * 2)()
    x_address, y_address = ctypes.addressof(xy), ctypes.addressof(xy) + ctypes.sizeof(ctypes.c_float)
    outline: list[tuple[float, float]] = []
    for segment in segments:
        kind = _segment_type(segment)
        _segment_point(segment, x_address, y_address)
        corner = _moved(matrix, xy[0], xy[1])
        if kind != api.FPDF_SEGMENT_LINETO:
            if outline:
                yield outline
            outline = []
        outline.append(corner)
        if kind == api.FPDF_SEGMENT_LINETO and _segment_closes(segment):
            outline.append(outline[0])
    if outline:
        yield outline
