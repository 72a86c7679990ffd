"""What an OFD page draws, with what its templates draw below it: characters and straight lines, as a drawn page."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator

from msgspec import Struct

from juesuan.formats.archives.office import Element, local_name
from juesuan.formats.drawn.geometry import Drawing, Glyph, Stroke
from juesuan.formats.drawn.page_layout import DrawnPage
from juesuan.formats.errors import TooLarge
from juesuan.formats.ofd.reading.documents import Box, OfdDocuments, OfdPage, box_of, displayed, named
from juesuan.formats.ofd.reading.matrices import IDENTITY, Matrix, matrix_of
from juesuan.formats.ofd.reading.path_objects import Corners, sides_of
from juesuan.formats.ofd.reading.text_objects import PlacedCharacter, characters_of
from juesuan.formats.reading_budget import shown

__all__ = ["drawn_page"]

_POINT = 72 / 25.4
"""Points in a millimetre."""

_QUARTER = math.pi / 2
_ASKEW = 0.05
"""Text is askew, and a watermark, when its baseline is off by this angle from running along or across the page."""

_DEEPEST = 12
"""Groups of objects within each other; honest pages have three."""

_SHORTEST = 0.4
"""Of a line, in points."""

_BEHIND = "Background"


class _Shown(Struct):
    """What was met on a page so far."""

    characters: list[PlacedCharacter]
    sides: list[Corners]
    has_picture: bool = False
    objects: int = 0
    is_cut: bool = False


def drawn_page(page: OfdPage, number: int, documents: OfdDocuments) -> DrawnPage:
    """A page with its characters and lines, turned so that most of its text is upright.

    Raises:
        Damaged: when its part cannot be read. TooLarge: when there is too much on it.
    """
    root = documents.xml(page.part)
    area = next(named(root, "Area"), None)
    box = displayed(area) or page.box
    found = _Shown([], [])
    walk = _Walk(page, documents, found)
    for part in _templates(root, page):
        if part in documents:
            walk.page(documents.xml(part))
    walk.page(root)
    return _page(found, box, number)


def _templates(root: Element, page: OfdPage) -> Iterator[str]:
    """The parts of the templates that a page is printed on, those behind it first."""
    used = sorted(named(root, "Template"), key=lambda each: each.get("ZOrder", _BEHIND) != _BEHIND)
    yield from (page.templates[name] for each in used if (name := each.get("TemplateID", "")) in page.templates)


class _Walk:
    """Goes through the objects of a page and counts them: what is drawn in several places costs as often as it is drawn."""

    def __init__(self, page: OfdPage, documents: OfdDocuments, found: _Shown) -> None:
        self._page, self._documents, self._found = page, documents, found
        self._limits = documents.budget.limits

    def page(self, root: Element) -> None:
        """Through the layers of a page or a template."""
        for content in named(root, "Content"):
            for layer in named(content, "Layer"):
                self._objects(layer, IDENTITY, 0)

    def _objects(self, group: Element, matrix: Matrix, depth: int) -> None:
        if depth > _DEEPEST:
            self._found.is_cut = True
            return
        for element in group:
            if not self._is_shown(element):
                continue
            own = _placed(element, matrix)
            match local_name(element):
                case "TextObject":
                    self._characters(element, own)
                case "PathObject":
                    self._sides(element, own)
                case "ImageObject":
                    self._found.has_picture = True
                case "PageBlock":
                    self._objects(element, matrix, depth + 1)
                case "CompositeObject":
                    unit = self._page.units.get(element.get("ResourceID", ""))
                    for content in named(unit, "Content") if unit is not None else ():
                        self._objects(content, own, depth + 1)

    def _is_shown(self, element: Element) -> bool:
        if not local_name(element):
            return False
        self._found.objects += 1
        if self._found.objects > self._limits.page_objects:
            self._found.is_cut = True
            return False
        is_visible: bool = element.get("Visible", "true").strip().lower() != "false"
        return is_visible and element.get("Alpha", "255").strip() != "0"

    def _characters(self, element: Element, matrix: Matrix) -> None:
        for character in characters_of(element, matrix):
            self._found.characters.append(character)
            if len(self._found.characters) > self._limits.page_glyphs:
                raise TooLarge(self._documents.path, f"字符超过 {shown(self._limits.page_glyphs, '个')}")
            self._documents.budget.spend("glyphs")

    def _sides(self, element: Element, matrix: Matrix) -> None:
        for side in sides_of(element, matrix):
            if side is None:
                self._found.has_picture = True
            elif len(self._found.sides) < self._limits.page_lines:
                self._found.sides.append(side)
            else:
                self._found.is_cut = True


def _placed(element: Element, outer: Matrix) -> Matrix:
    """How an object's coordinates come onto the page: its own map, then its place."""
    boundary = box_of(element.get("Boundary", ""), may_be_flat=True) or (0.0, 0.0, 0.0, 0.0)
    place = Matrix(e=boundary[0], f=boundary[1])
    return matrix_of(element.get("CTM", "")).within(place).within(outer)


def _page(found: _Shown, box: Box, number: int) -> DrawnPage:
    left, top, width, height = (length * _POINT for length in box)
    level = [each for each in found.characters if abs(math.remainder(each.angle, _QUARTER)) <= _ASKEW]
    quarters = Counter(round(each.angle / _QUARTER) % 4 for each in level)
    turn = -max(quarters, key=lambda quarter: quarters[quarter], default=0) % 4
    turned = _Turned(left, top, width, height, turn)
    glyphs = [glyph for index, each in enumerate(level) if (glyph := turned.glyph(each, index)) is not None]
    drawing = _drawing(found, turned)
    bold = [each.is_bold for each in level]
    return DrawnPage(number, turned.width, turned.height, turn, glyphs, drawing, bold.__getitem__)


class _Turned:
    """A page in points from its top left corner, turned clockwise by quarter turns.

    Attributes:
        width, height: as turned.
    """

    def __init__(self, left: float, top: float, width: float, height: float, turn: int) -> None:
        self._left, self._top, self._wide, self._high, self._turn = left, top, width, height, turn
        self.width, self.height = (height, width) if turn % 2 else (width, height)

    def point(self, x: float, y: float) -> tuple[float, float]:
        """Where a point, in millimetres, is displayed."""
        across, down = x * _POINT - self._left, y * _POINT - self._top
        match self._turn:
            case 1:
                return self._high - down, across
            case 2:
                return self._wide - across, self._high - down
            case 3:
                return down, self._wide - across
            case _:
                return across, down

    def glyph(self, character: PlacedCharacter, number: int) -> Glyph | None:
        """A character that stands on the page and is upright as turned; those that are not are of no line."""
        left, baseline = self.point(character.x, character.y)
        if (round(character.angle / _QUARTER) + self._turn) % 4:
            return None
        right = left + character.width * _POINT
        is_inside = -1 <= left <= self.width and 0 <= baseline <= self.height + 1
        return Glyph(left, right, baseline, character.text, number, character.spaced) if is_inside else None


def _drawing(found: _Shown, turned: _Turned) -> Drawing:
    horizontals: list[Stroke] = []
    verticals: list[Stroke] = []
    for side in found.sides:
        (x0, y0), (x1, y1) = turned.point(side[0], side[1]), turned.point(side[2], side[3])
        left, right, top, bottom = min(x0, x1), max(x0, x1), min(y0, y1), max(y0, y1)
        if right - left >= bottom - top > -1 and right - left > _SHORTEST:
            horizontals.append(Stroke((top + bottom) / 2, left, right))
        elif bottom - top > _SHORTEST:
            verticals.append(Stroke((left + right) / 2, top, bottom))
    return Drawing(tuple(horizontals), tuple(verticals), found.has_picture, found.is_cut)
