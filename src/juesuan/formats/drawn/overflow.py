"""Text that is longer than its cell: what sticks out is cut off or printed over the next cell, but is none of its text.

Only Chinese text is looked at: an amount may touch the next column's code and still be in its own cell.
"""

from __future__ import annotations

from collections.abc import Sequence

from juesuan.formats.drawn.geometry import Glyph

__all__ = ["follows", "put_back"]

NEAR = 0.2
"""A character follows another one if the gap is smaller than this share of the width."""

EVEN = 0.03
"""Gaps that differ by less than this share of the width are the even spacing of one text."""

STEP = 4.0
"""Heights on the page are looked up in steps of this many points."""

_FIRST_WIDE = "\u2e80"


def follows(first: Glyph, second: Glyph) -> bool:
    """Whether a Chinese character follows another one in the file and on the line, without a gap."""
    width = first.right - first.left
    return (
        first.text >= _FIRST_WIDE
        and second.text >= _FIRST_WIDE
        and second.number == first.number + 1
        and abs(second.baseline - first.baseline) < NEAR * width
        and abs(second.left - first.right) < NEAR * width
    )


def put_back(glyphs: Sequence[Glyph], homes: list[int], crossings: Sequence[int]) -> None:
    """Give characters that stick out of a cell back to it.

    Args:
        glyphs: the characters of a page in the order of the file.
        homes: the cell each of them stands in; changed in place.
        crossings: indices of characters that follow the one before but stand in another cell.
    """
    if not crossings:
        return
    written = _Written(glyphs, homes)
    for start in crossings:
        end = start + 1
        while end < len(glyphs) and homes[end] == homes[start] and follows(glyphs[end - 1], glyphs[end]):
            end += 1
        if _evenly_spaced(glyphs, homes, start) or written.has_below(start, end):
            written.move(start, end, homes[start - 1])


def _evenly_spaced(glyphs: Sequence[Glyph], homes: Sequence[int], start: int) -> bool:
    """Whether text goes on over the border as if it were not there."""
    if start < 2 or homes[start - 2] != homes[start - 1] or not follows(glyphs[start - 2], glyphs[start - 1]):
        return False
    before, last, first = glyphs[start - 2 : start + 1]
    return abs((first.left - last.right) - (last.left - before.right)) < EVEN * (last.right - last.left)


class _Written:
    """The characters of a page by the cell that they stand in and by their height on the page."""

    def __init__(self, glyphs: Sequence[Glyph], homes: list[int]) -> None:
        self._glyphs, self._homes = glyphs, homes
        self._at: dict[tuple[int, int], list[int]] = {}
        for index, (glyph, home) in enumerate(zip(glyphs, homes, strict=True)):
            self._at.setdefault((home, int(glyph.baseline // STEP)), []).append(index)

    def move(self, start: int, end: int, home: int) -> None:
        """Gives characters to a cell."""
        for index in range(start, end):
            self._homes[index] = home
            self._at.setdefault((home, int(self._glyphs[index].baseline // STEP)), []).append(index)

    def has_below(self, start: int, end: int) -> bool:
        """Whether some characters lie on other text of the cell that they stand in."""
        glyphs, home = self._glyphs, self._homes[start]
        left, right, baseline = glyphs[start].left, glyphs[end - 1].right, glyphs[start].baseline
        slack = NEAR * (glyphs[start].right - glyphs[start].left)
        steps = range(int((baseline - slack) // STEP), int((baseline + slack) // STEP) + 1)
        return any(
            self._homes[index] == home and glyphs[index].left < right - slack and left + slack < glyphs[index].right
            and abs(glyphs[index].baseline - baseline) < slack
            for step in steps
            for index in self._at.get((home, step), ())
            if not start <= index < end
        )  # fmt: skip
