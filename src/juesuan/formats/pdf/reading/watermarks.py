"""Watermarks: what is printed across a page, behind or over its text, and says nothing of it.

Text that runs askew is one. What runs along or across the page is one where it is much larger than the text and stands in the same place
as text: a title is larger, too, but never printed over anything.
"""

from __future__ import annotations

import math
import sys
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import pypdfium2_raw as api

__all__ = ["QUARTER", "Watermarks", "askew"]

QUARTER = math.pi / 2

_ASKEW = 0.05
"""Text is askew when its baseline is off by this angle from running along or across the page: a sheet scanned carelessly is off by half of it."""

_SLANT = 0.45
"""The same where nearly all of a page is askew: then it is a page that lies askew, and only what is far off is no text of it."""

_NEARLY_ALL = 0.9

_LARGER = 1.8
"""A character that may be of a watermark is larger than the text by this factor."""

_ALIKE = 0.9
"""Characters of one run are as large as each other: the smaller at least by this share of the larger."""

_FEWEST, _SHARE = 2, 4
"""A run is printed over text where at least so many of its characters are, and one in so many."""


def askew(textpage: Any, angles: Sequence[float]) -> set[int]:
    """The numbers of the characters whose baseline runs neither along nor across the page.

    A slanted face imitated by shearing the upright one has an angle, too, but its baseline is level; so the baseline is asked for wherever
    there is an angle.
    """
    turned = [index for index, angle in enumerate(angles) if abs(math.remainder(angle, QUARTER)) > _ASKEW]
    matrix = api.FS_MATRIX()
    off = {}
    for index in turned:
        if api.FPDFText_GetMatrix(textpage, index, matrix) and math.isfinite(matrix.a) and math.isfinite(matrix.b):
            off[index] = abs(math.remainder(math.atan2(matrix.b, matrix.a), QUARTER))
    least = _SLANT if sum(angle > _ASKEW for angle in off.values()) >= _NEARLY_ALL * len(angles) else _ASKEW
    return {index for index, angle in off.items() if angle > least}


class Watermarks:
    """The watermarks of a file, that run along or across its pages.

    What is printed over text on one page is a watermark on all of them, also where there is nothing under it; so a file in which any
    were found is to be read once more, knowing them. By size in points; a part of one is one.
    """

    def __init__(self) -> None:
        self._known: dict[int, set[str]] = {}

    def __bool__(self) -> bool:
        """Whether any were found so far."""
        return bool(self._known)

    def among(
        self, textpage: Any, extents: Sequence[float], codes: Sequence[int], shown: Sequence[int]
    ) -> Iterator[int]:
        """The numbers of the characters of a page that are of watermarks.

        Args:
            textpage: the page's text layer.
            extents: left, top, right, bottom of every character, in the page's own coordinates (top above bottom).
            codes: its code point.
            shown: the numbers of the characters that are shown, in the order of the file.
        """
        sizes = {i: max(extents[4 * i + 2] - extents[4 * i], extents[4 * i + 1] - extents[4 * i + 3]) for i in shown}
        large = _LARGER * sorted(sizes.values())[len(sizes) // 2] if sizes else 0.0
        if not sizes or (not self._known and max(sizes.values()) < large):
            return
        usual_font = _font_size(textpage, min(shown, key=lambda i: (abs(sizes[i] - large / _LARGER), i)))
        middles = sorted(
            ((extents[4 * i + 1] + extents[4 * i + 3]) / 2, (extents[4 * i] + extents[4 * i + 2]) / 2)
            for i, size in sizes.items()
            if size < large
        )
        for run in _runs(shown, sizes):
            text, size = "".join(chr(min(codes[i], sys.maxunicode)) for i in run), round(sizes[run[0]])
            if sizes[run[0]] >= large and _font_size(textpage, run[0]) >= _LARGER * usual_font:
                covered = sum(_covers(extents[4 * i : 4 * i + 4], middles) for i in run)
                if covered >= _FEWEST and _SHARE * covered >= len(run):
                    self._known.setdefault(size, set()).add(text)
            if any(text in known for known in self._known.get(size, ())):
                yield from run


def _runs(indices: Sequence[int], sizes: Mapping[int, float]) -> Iterator[list[int]]:
    """Characters that follow each other, divided where their size changes."""
    run: list[int] = []
    for index in indices:
        if run and min(sizes[run[-1]], sizes[index]) < _ALIKE * max(sizes[run[-1]], sizes[index]):
            yield run
            run = []
        run.append(index)
    if run:
        yield run


def _font_size(textpage: Any, index: int) -> float:
    """The size of a character in points; boxes are of no use for it where a font is said to be larger than it is."""
    matrix = api.FS_MATRIX()
    scale = math.hypot(matrix.a, matrix.b) if api.FPDFText_GetMatrix(textpage, index, matrix) else 1.0
    size: float = scale * api.FPDFText_GetFontSize(textpage, index)
    return size if math.isfinite(size) else 0.0


def _covers(box: Sequence[float], middles: Sequence[tuple[float, float]]) -> bool:
    """Whether the middle of a character of the text lies in a box."""
    left, top, right, bottom = box
    for y, x in middles[bisect_left(middles, (bottom, -math.inf)) :]:
        if y > top:
            return False
        if left < x < right:
            return True
    return False
