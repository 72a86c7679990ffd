"""Pages whose text runs up or down: they are read as if turned, and everything is put back to where the user sees it."""

from __future__ import annotations

from msgspec.structs import replace

from juesuan.formats.pages.source import Block, Grid, Page, Paragraph
from juesuan.model import Passage, Piece, Place
from juesuan.model.place import BBox

__all__ = ["turned_back"]


def turned_back(page: Page, turn: int) -> Page:
    """A page that was read after ``turn`` clockwise quarter turns, with the places it has without them.

    Characters then stand one above the other, so that a part of a run has no box of its own but that of the run.
    """
    if not turn:
        return page
    back = _Back(page.width, page.height, turn)
    width, height = (page.height, page.width) if turn % 2 else (page.width, page.height)
    return replace(
        page,
        width=width,
        height=height,
        blocks=tuple(back.block(block) for block in page.blocks),
        furniture=tuple(back.paragraph(paragraph) for paragraph in page.furniture),
    )


class _Back:
    """Turns places back on a page of one size."""

    def __init__(self, width: float, height: float, turn: int) -> None:
        self._width, self._height, self._turn = width, height, turn

    def block(self, block: Block) -> Block:
        if isinstance(block, Paragraph):
            return self.paragraph(block)
        return self._grid(block)

    def paragraph(self, paragraph: Paragraph) -> Paragraph:
        return replace(paragraph, passage=self._passage(paragraph.passage))

    def _grid(self, grid: Grid) -> Grid:
        cells = tuple(
            replace(cell, passage=self._passage(cell.passage), place=self._place(cell.place)) for cell in grid.cells
        )
        return replace(grid, cells=cells, place=self._place(grid.place))

    def _passage(self, passage: Passage) -> Passage:
        return Passage(passage.text, tuple(Piece(piece.start, self._place(piece.place)) for piece in passage.pieces))

    def _place(self, place: Place) -> Place:
        return place if place.bbox is None else place.but(bbox=self._box(place.bbox))

    def _box(self, box: BBox) -> BBox:
        left, top, right, bottom = box
        match self._turn:
            case 1:
                return top, self._width - right, bottom, self._width - left
            case 2:
                return self._width - right, self._height - bottom, self._width - left, self._height - top
            case _:
                return self._height - bottom, left, self._height - top, right
