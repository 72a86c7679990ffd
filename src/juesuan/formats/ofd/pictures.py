"""OFD pages as pictures, in SVG: the characters and lines that were read of them, in the fonts of whoever looks."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

from juesuan.formats.drawn.geometry import Drawing
from juesuan.formats.drawn.page_layout import DrawnPage
from juesuan.formats.drawn.text_lines import CharacterLine, to_lines
from juesuan.formats.errors import ReadError
from juesuan.formats.html.elements import Markup, tag
from juesuan.formats.ofd.reading.documents import OfdDocuments
from juesuan.formats.ofd.reading.drawn_objects import drawn_page

__all__ = ["drawing"]

Draw = Callable[[int], "tuple[str, float, float] | None"]
"""Draws a page (from 1): SVG, width and height in points; None where there is none, or it cannot be read."""

_FONTS = "SimSun, NSimSun, 'Noto Serif CJK SC', 'Source Han Serif SC', serif"


def drawing(path: Path, data: bytes) -> Draw:
    """Draws the pages of a file that is opened once.

    Raises:
        ReadError: when it cannot be opened.
    """
    documents = OfdDocuments(path, data)
    pages = documents.pages

    def draw(number: int) -> tuple[str, float, float] | None:
        if not 0 < number <= len(pages):
            return None
        try:
            page = drawn_page(pages[number - 1], number, documents)
        except ReadError:
            return None
        wide, high = (page.height, page.width) if page.turn % 2 else (page.width, page.height)
        return _picture(page, wide, high), wide, high

    return draw


def _picture(page: DrawnPage, wide: float, high: float) -> str:
    shown = tag(
        "g",
        _lines(page.drawing),
        *map(_text, to_lines(page.glyphs) if page.glyphs else ()),
        transform=_turned_back(page),
    )
    return tag(
        "svg",
        tag("rect", width=_length(wide), height=_length(high), fill="#fff"),
        shown,
        xmlns="http://www.w3.org/2000/svg",
        width=_length(wide),
        height=_length(high),
        viewBox=f"0 0 {_length(wide)} {_length(high)}",
        font_family=_FONTS,
    )


def _turned_back(page: DrawnPage) -> str | None:
    """How what is upright comes to stand as it is displayed."""
    width, height = _length(page.width), _length(page.height)
    return {
        1: f"matrix(0 -1 1 0 0 {width})",
        2: f"matrix(-1 0 0 -1 {width} {height})",
        3: f"matrix(0 1 -1 0 {height} 0)",
    }.get(page.turn)


def _lines(drawn: Drawing) -> Markup:
    level = (f"M{_length(line.start)} {_length(line.position)}H{_length(line.end)}" for line in drawn.horizontals)
    upright = (f"M{_length(line.position)} {_length(line.start)}V{_length(line.end)}" for line in drawn.verticals)
    return tag("path", d="".join((*level, *upright)), stroke="#000", stroke_width="0.5", fill="none")


def _text(line: CharacterLine) -> Markup:
    places = _lengths(glyph.left for glyph in line.glyphs)
    words = "".join(glyph.text for glyph in line.glyphs)
    return tag("text", words, x=places, y=_length(line.baseline), font_size=_length(line.em))


def _lengths(lengths: Iterable[float]) -> str:
    return " ".join(map(_length, lengths))


def _length(points: float) -> str:
    return f"{points:.2f}".rstrip("0").rstrip(".")
