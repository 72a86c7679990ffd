"""Pages drawn with everything that was read from them: which number was taken for what."""

from __future__ import annotations

from pathlib import Path

from juesuan.model import Disclosure
from juesuan.model.place import BBox

__all__ = ["draw"]

_IN_FORM = "#1f6fb2"
_IN_PROSE = "#1f7145"
_TYPED = "#7a7a7a"
_UNBOUND = "#b3261e"
_NOT_A_MEASURE = frozenset({"year", "date", "number", "code"})

Box = tuple[BBox, str, str]


def draw(disclosure: Disclosure, path: Path, where: Path) -> tuple[Path, ...]:
    """Draws every page with a number on it into a folder; returns the drawings.

    Raises:
        ReadError: when the file cannot be opened.
    """
    from juesuan.reading.pdf.render import draw_overlay

    pages = _boxes(disclosure)
    drawn = {number: where / f"page-{number:03}.svg" for number in sorted(pages)}
    for number, out in drawn.items():
        draw_overlay(path, number, pages[number], out)
    return tuple(drawn.values())


def _boxes(disclosure: Disclosure) -> dict[int, list[Box]]:
    """The boxes of each page: forms blue, bound prose green, years and numbering grey, what nobody understood red."""
    pages: dict[int, list[Box]] = {}
    for statement in disclosure.statements:
        place = statement.place
        if not statement.in_prose and place.page is not None and place.bbox is not None:
            pages.setdefault(place.page, []).append((place.bbox, _IN_FORM, statement.id))
    for number in disclosure.numbers:
        place = number.place
        if place.page is None or place.bbox is None:
            continue
        colour = _IN_PROSE if number.bound else _TYPED if number.kind in _NOT_A_MEASURE else _UNBOUND
        pages.setdefault(place.page, []).append((place.bbox, colour, number.bound or number.kind))
    return pages
