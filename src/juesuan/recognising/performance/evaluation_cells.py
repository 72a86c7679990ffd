"""A form as cells with edges: what grids of any format, over any number of pages, are turned into before they are understood.

Irregular merged cells make rows and columns of such forms meaningless as indexes; only what stands over or beside what counts. So
every cell carries its four edges: points where the source has geometry, grid lines where it has none.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from msgspec import Struct

from juesuan.formats.pages.source import Grid, GridCell
from juesuan.model import FormField, Passage, Place

__all__ = ["EvaluationColumn", "SheetCell", "SheetRow", "field_of", "sheet_rows"]

_PAGE_HEIGHT = 100_000.0
"""Added to the vertical edges for each page, so that edges of later pages are greater."""


class SheetCell(Struct, frozen=True, eq=False):
    """A cell with its edges; ``is_missing``: its row has none there."""

    passage: Passage
    place: Place
    left: float
    right: float
    top: float
    bottom: float
    is_missing: bool = False

    @property
    def text(self) -> str:
        """The text without white space."""
        return self.passage.text

    def overlap(self, left: float, right: float) -> float:
        """How much of a horizontal range the cell covers."""
        return max(0.0, min(self.right, right) - max(self.left, left))

    def height_within(self, top: float, bottom: float) -> float:
        """How much of a vertical range the cell covers."""
        return max(0.0, min(self.bottom, bottom) - max(self.top, top))


class SheetRow(Struct, frozen=True):
    """A row of the drawn table: all cells that cover it, from left to right; ``starting`` are those that begin in it."""

    cells: tuple[SheetCell, ...]
    starting: tuple[SheetCell, ...]
    page: int

    @property
    def texts(self) -> tuple[str, ...]:
        """Texts of the cells that begin here and are not blank."""
        return tuple(cell.text for cell in self.starting if cell.text)


class EvaluationColumn(Struct, frozen=True):
    """A column found by its header: canonical key, edges, and the header as printed."""

    key: str
    left: float
    right: float
    header: SheetCell

    def cell_in(self, cells: Iterable[SheetCell]) -> SheetCell | None:
        """The cell that stands in this column: it covers most of the column, or most of it is in the column."""
        best, most = None, 0.0
        for cell in cells:
            shared = cell.overlap(self.left, self.right)
            if shared > most and 2 * shared > min(cell.right - cell.left, self.right - self.left):
                best, most = cell, shared
        return best


def field_of(cell: SheetCell | None, column: str = "", row: str = "") -> FormField | None:
    """The cell as a field of the form."""
    if cell is None:
        return None
    return FormField(cell.text, cell.place.but(row=row or None, column=column or None, text=cell.text))


def sheet_rows(grids: Iterable[tuple[int, Grid]]) -> list[SheetRow]:
    """The rows of the grids of one form (with their page numbers), in order."""
    rows: list[SheetRow] = []
    offset = 0.0
    for page, grid in grids:
        cells = {id(cell): _sheet_cell(cell, page, offset) for cell in grid.cells}
        offset += grid.rows
        for covering in _covering(grid):
            found = tuple(cells[id(cell)] for cell in covering)
            top = max(cell.row for cell in covering) if covering else 0
            starting = tuple(cells[id(cell)] for cell in covering if cell.row == top)
            if any(cell.text for cell in starting):
                rows.append(SheetRow(found, starting, page))
    return rows


def _sheet_cell(cell: GridCell, page: int, offset: float) -> SheetCell:
    box = cell.place.bbox
    if box is None:
        top = offset + cell.row
        right, bottom = cell.column + cell.column_span, top + cell.row_span
        return SheetCell(cell.passage, cell.place, cell.column, right, top, bottom, cell.is_missing)
    base = page * _PAGE_HEIGHT
    return SheetCell(cell.passage, cell.place, box[0], box[2], base + box[1], base + box[3])


def _covering(grid: Grid) -> Iterator[list[GridCell]]:
    """The cells of each grid row from left to right, those that span into it too."""
    rows: list[list[GridCell]] = [[] for _ in range(grid.rows)]
    for cell in grid.cells:
        for row in range(cell.row, min(cell.row + cell.row_span, grid.rows)):
            rows[row].append(cell)
    for cells in rows:
        yield sorted(cells, key=lambda cell: cell.column)
