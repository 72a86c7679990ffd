"""The characters of a text object: where each stands, and in which direction it is read (GB/T 33190 11)."""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Iterator
from itertools import chain, repeat

from msgspec import Struct

from juesuan.formats.archives.office import Element
from juesuan.formats.ofd.reading.documents import named, text
from juesuan.formats.ofd.reading.matrices import Matrix

__all__ = ["PlacedCharacter", "characters_of", "numbers"]

_REPEATED = "g"
"""In a list of distances: ``g 10 3.5`` says 3.5 ten times."""

_MOST_REPEATED = 100_000
_FAR = 1e6
_WIDE = frozenset("WFA")
"""East Asian widths of characters that are as wide as high; in the fonts of official documents the ambiguous ones are."""

_NARROW = 0.5
_BOLD_WEIGHT = 600


class PlacedCharacter(Struct, frozen=True):
    """A character on a page.

    Attributes:
        text: the character. spaced: a blank is printed before it.
        x, y: where its baseline begins. width: along its baseline; all in millimetres.
        angle: of its baseline, in clockwise radians.
        is_bold: whether it is printed in a bold face.
    """

    text: str
    x: float
    y: float
    width: float
    angle: float
    spaced: bool
    is_bold: bool


def characters_of(element: Element, matrix: Matrix) -> Iterator[PlacedCharacter]:
    """The characters that a text object shows; ``matrix`` brings its coordinates onto the page."""
    size = numbers(element.get("Size", ""))
    em = size[0] if size else 0.0
    scale = next(iter(numbers(element.get("HScale", ""))), 1.0)
    turned = math.radians(next(iter(numbers(element.get("CharDirection", ""))), 0.0))
    along = math.hypot(matrix.a, matrix.b)
    angle = math.atan2(matrix.b, matrix.a) + turned
    bold = int(next(iter(numbers(element.get("Weight", ""))), 0.0)) >= _BOLD_WEIGHT
    x = y = 0.0
    for code in named(element, "TextCode"):
        x, y = (next(iter(numbers(code.get(name, ""))), last) for name, last in (("X", x), ("Y", y)))
        spaced = False
        shown = text(code)
        across, down = (_distances(code.get(name, "")) for name in ("DeltaX", "DeltaY"))
        steps = zip(shown, chain(across, repeat(None)), chain(down, repeat(None)), strict=False)
        for character, step, fall in steps:
            width = em * scale * (1.0 if _is_wide(character) else _NARROW)
            own = width if step is None or fall is not None or not 0 < step < 1.5 * width else step
            if character.isspace() or unicodedata.category(character) in {"Cc", "Cf"}:
                spaced = True
            else:
                left, base = matrix.moved(x, y)
                if math.isfinite(left) and math.isfinite(base) and 0 < own * along < _FAR:
                    yield PlacedCharacter(character, left, base, own * along, angle, spaced, bold)
                spaced = False
            x += step if step is not None else (width if fall is None else 0.0)
            y += fall or 0.0


def _is_wide(character: str) -> bool:
    return unicodedata.east_asian_width(character) in _WIDE


def _distances(said: str) -> Iterator[float]:
    """Distances as written, one after another."""
    words = iter(said.split())
    for word in words:
        try:
            if word == _REPEATED:
                count = min(int(next(words, "0")), _MOST_REPEATED)
                yield from repeat(float(next(words, "0")), count)
            else:
                yield float(word)
        except ValueError:
            return


def numbers(said: str) -> list[float]:
    """Finite numbers as written; none where one is none."""
    try:
        found = [float(word) for word in said.split()]
    except ValueError:
        return []
    return found if all(map(math.isfinite, found)) else []
