"""Page coordinates and the few things that stand on a page: characters and straight lines.

Everything is in points of the page as it is displayed (cropped and rotated), from the top left corner.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from msgspec import Struct

__all__ = ["Drawing", "Frame", "Glyph", "Stroke", "centres", "median"]


MIDDLE = 0.35
"""The middle of a character lies above its baseline by this share of its width."""


def median(numbers: Iterable[float]) -> float:
    """The middle one of some lengths, or the mean of the two in the middle: what ``statistics`` gives, without its import.

    Raises:
        IndexError: when there is none.
    """
    ordered = sorted(numbers)
    half = len(ordered) // 2
    return ordered[half] if len(ordered) % 2 else (ordered[half - 1] + ordered[half]) / 2


class Glyph(NamedTuple):
    """A character.

    Attributes:
        left, right: horizontal extent, with its side bearings.
        baseline: vertical position of the line it stands on.
        text: the character.
        number: its number in the page's text layer.
        spaced: a blank is printed before it.
    """

    left: float
    right: float
    baseline: float
    text: str
    number: int
    spaced: bool


def centres(glyphs: Iterable[Glyph]) -> list[tuple[float, float]]:
    """The middles of characters of the usual height."""
    return [
        (left + (right - left) / 2, baseline - MIDDLE * (right - left)) for left, right, baseline, _, _, _ in glyphs
    ]


class Stroke(NamedTuple):
    """A straight horizontal or vertical line: its position across and its extent along."""

    position: float
    start: float
    end: float


class Drawing(Struct, frozen=True):
    """What is drawn on a page besides text: straight lines, and whether there is a picture or an outline of anything else.

    ``is_cut``: there is more than was looked at.
    """

    horizontals: tuple[Stroke, ...]
    verticals: tuple[Stroke, ...]
    has_picture: bool
    is_cut: bool


class Frame(Struct, frozen=True):
    """How a page's own coordinates become those of the displayed page: ``x' = a·x + c·y + e``, ``y' = b·x + d·y + f``."""

    width: float
    height: float
    a: float
    b: float
    c: float
    d: float
    e: float
    f: float

    @classmethod
    def of(cls, box: tuple[float, float, float, float], rotation: int) -> Frame:
        """The frame of a page with that visible box (left, bottom, right, top), turned clockwise by quarter turns."""
        left, bottom, right, top = box
        wide, high = right - left, top - bottom
        match rotation % 4:
            case 1:
                return cls(high, wide, 0, 1, 1, 0, -bottom, -left)
            case 2:
                return cls(wide, high, -1, 0, 0, 1, right, -bottom)
            case 3:
                return cls(high, wide, 0, -1, -1, 0, top, right)
            case _:
                return cls(wide, high, 1, 0, 0, -1, -left, top)

    @property
    def upright(self) -> bool:
        """Whether the page is not turned by a quarter: then x' depends on x alone."""
        return self.c == 0

    def extent(self, box: tuple[float, float, float, float]) -> tuple[float, float, float, float]:
        """A box (x, y, x, y in any order) as left, top, right, bottom of the displayed page."""
        x0, y0, x1, y1 = box
        u0, v0 = self.a * x0 + self.c * y0 + self.e, self.b * x0 + self.d * y0 + self.f
        u1, v1 = self.a * x1 + self.c * y1 + self.e, self.b * x1 + self.d * y1 + self.f
        left, right = (u0, u1) if u0 <= u1 else (u1, u0)
        top, bottom = (v0, v1) if v0 <= v1 else (v1, v0)
        return left, top, right, bottom
