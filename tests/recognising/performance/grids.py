"""Grids of performance forms as a source of any format would give them, written as lists of cells."""

from __future__ import annotations

from juesuan.formats.pages.normal_form import passage_of
from juesuan.formats.pages.source import Block, Grid, GridCell, Page, Paragraph, Source
from juesuan.model import Place

__all__ = ["Cell", "grid", "line", "source"]

Cell = str | tuple[str, int] | tuple[str, int, int]
"""A text, with how many columns and rows it covers."""


def grid(*rows: list[Cell], width: float = 0) -> Grid:
    """A grid; with ``width`` every grid column has that many points, as in a PDF."""
    cells: list[GridCell] = []
    taken: set[tuple[int, int]] = set()
    for number, row in enumerate(rows):
        column = 0
        for item in row:
            while (number, column) in taken:
                column += 1
            text, across, down = (*((item,) if isinstance(item, str) else item), 1, 1)[:3]
            taken.update((number + r, column + c) for r in range(down) for c in range(across))
            cells.append(_cell(str(text), (number, column), (int(down), int(across)), width))
            column += int(across)
    height, breadth = max(row for row, _ in taken) + 1, max(column for _, column in taken) + 1
    free = [(r, c) for r in range(height) for c in range(breadth) if (r, c) not in taken]
    cells += [_cell("", at, (1, 1), width) for at in free]
    return Grid(height, breadth, tuple(sorted(cells, key=lambda cell: (cell.row, cell.column))), Place())


def _cell(text: str, at: tuple[int, int], span: tuple[int, int], width: float) -> GridCell:
    place = _place(*at, *span, width)
    return GridCell(*at, passage_of(text, place), place, *span)


def _place(row: int, column: int, down: int, across: int, width: float) -> Place:
    if not width:
        return Place()
    return Place(page=1, bbox=(column * width, row * 20.0, (column + across) * width, (row + down) * 20.0))


def line(text: str, number: int = 1, *, centred: bool = False) -> Paragraph:
    """A paragraph of one line."""
    return Paragraph(passage_of(text, Place(line=number)), text, size=12.0, centred=centred)


def source(*pages: list[Block], flattened: bool = False) -> Source:
    """A source with these blocks page by page."""
    made = tuple(Page(number, 600.0, 800.0, tuple(blocks)) for number, blocks in enumerate(pages, 1))
    return Source("made", "txt" if flattened else "pdf", "", made, flattened)
