"""The straight lines of a path object (GB/T 33190 9): sides of what is stroked, and filled rectangles as thin as a line."""

from __future__ import annotations

import math
from collections.abc import Iterator
from itertools import pairwise

from juesuan.formats.archives.office import Element
from juesuan.formats.ofd.reading.documents import named, text
from juesuan.formats.ofd.reading.matrices import Matrix

__all__ = ["Corners", "sides_of"]

_STRAIGHT = 0.25
"""How far, in millimetres, the ends of a line may be out of true."""

_THIN = 1.0
"""Thickest filled rectangle, in millimetres, that is drawn as a line."""

_ARGUMENTS = {"S": 2, "M": 2, "L": 2, "Q": 4, "B": 6, "A": 7, "C": 0}
"""How many numbers follow each letter of a path."""

Corners = tuple[float, float, float, float]
"""Left, top, right, bottom, in millimetres."""


def sides_of(element: Element, matrix: Matrix) -> Iterator[Corners | None]:
    """The boxes of straight lines on the page, and None for whatever else is drawn."""
    strokes = element.get("Stroke", "true").strip().lower() != "false"
    fills = element.get("Fill", "false").strip().lower() == "true"
    said = " ".join(text(data) for data in named(element, "AbbreviatedData"))
    for outline, is_straight in _outlines(said, matrix):
        boxes = [_box((start, end)) for start, end in pairwise(outline)]
        sides = [box for box in boxes if box[2] - box[0] <= _STRAIGHT or box[3] - box[1] <= _STRAIGHT]
        whole = _box(outline)
        if min(whole[2] - whole[0], whole[3] - whole[1]) <= _THIN:
            if strokes or fills:
                yield whole
            continue
        if len(sides) < len(boxes) or not is_straight:
            yield None
        if strokes:
            yield from sides


def _outlines(said: str, matrix: Matrix) -> Iterator[tuple[list[tuple[float, float]], bool]]:
    """The corners of each part of a path on the page, and whether all its sides are straight."""
    words = said.replace(",", " ").split()
    outline: list[tuple[float, float]] = []
    is_straight = True
    at = 0
    while at < len(words):
        letter, count = words[at], _ARGUMENTS.get(words[at])
        if count is None:
            break
        try:
            numbers = [float(word) for word in words[at + 1 : at + 1 + count]]
        except ValueError:
            break
        if len(numbers) < count or not all(map(math.isfinite, numbers)):
            break
        at += 1 + count
        if letter in {"S", "M"}:
            if len(outline) > 1:
                yield outline, is_straight
            outline, is_straight = [], True
        if letter == "C":
            outline += outline[:1]
        else:
            is_straight = is_straight and letter in {"S", "M", "L"}
            outline.append(matrix.moved(*numbers[-2:]))
    if len(outline) > 1:
        yield outline, is_straight


def _box(points: list[tuple[float, float]] | tuple[tuple[float, float], ...]) -> Corners:
    across, down = [x for x, _ in points], [y for _, y in points]
    return min(across), min(down), max(across), max(down)
