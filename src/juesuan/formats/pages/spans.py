"""Grids from cells with spans, as Word, HTML and Excel tables have them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from msgspec.structs import replace

from juesuan.formats.pages.captions import without_captions
from juesuan.formats.pages.normal_form import passage_of, printed_lines
from juesuan.formats.pages.source import Block, Grid, GridCell, Paragraph
from juesuan.formats.reading_budget import Budget
from juesuan.model import Passage, Place

__all__ = ["TableBuilder", "complete_grid"]

MAX_CELL_PARAGRAPHS = 30
"""Paragraphs that a cell of a real table may hold; the goals of a performance form have some ten."""


def complete_grid(
    cells: Sequence[GridCell],
    size: tuple[int, int],
    place: Place,
    place_of: Callable[[int, int], Place],
    budget: Budget,
    *,
    is_sparse: bool = False,
) -> Grid:
    """The grid of rows × columns in which every position is covered exactly once.

    Spans are cut at the grid's edge and where they would cover a position that an earlier cell has; positions that
    nobody covers become blank cells: those of a table that is ``is_sparse`` are simply blank, in others their row lacks them.
    """
    rows, columns = size
    budget.spend("tables")
    budget.spend("all_columns", columns)
    budget.spend("items", rows * columns)
    covered = [bytearray(columns) for _ in range(rows)]
    placed: list[list[GridCell]] = [[] for _ in range(rows)]
    for cell in cells:
        fitted = _fitted(cell, covered, rows, columns)
        if fitted is not None:
            placed[fitted.row].append(fitted)
    for row, taken in enumerate(covered):
        column = taken.find(0)
        while column >= 0:
            where = place_of(row, column)
            placed[row].append(GridCell(row, column, passage_of("", where), where, is_missing=not is_sparse))
            column = taken.find(0, column + 1)
        placed[row].sort(key=_by_column)
    return Grid(rows, columns, tuple(cell for line in placed for cell in line), place)


def _by_column(cell: GridCell) -> int:
    return cell.column


def _fitted(cell: GridCell, covered: list[bytearray], rows: int, columns: int) -> GridCell | None:
    """The cell with the span that is free, or None when not even its corner is; marks what it covers."""
    if cell.row >= rows or cell.column >= columns or covered[cell.row][cell.column]:
        return None
    if cell.row_span == cell.column_span == 1:
        covered[cell.row][cell.column] = 1
        return cell
    last_column = min(cell.column + cell.column_span, columns)
    taken = covered[cell.row].find(1, cell.column, last_column)
    width = (taken if taken >= 0 else last_column) - cell.column
    height = 0
    for row in range(cell.row, min(cell.row + cell.row_span, rows)):
        if any(covered[row][cell.column : cell.column + width]):
            break
        covered[row][cell.column : cell.column + width] = b"\x01" * width
        height += 1
    if (height, width) == (cell.row_span, cell.column_span):
        return cell
    return replace(cell, row_span=height, column_span=width)


class TableBuilder:
    """Gathers the cells of a Word or HTML table, and makes a grid of them, or takes the table apart.

    Such tables are also used to arrange a page: a frame around a text, or columns beside each other that hold tables of
    their own. What stands in those is no cell of a table but text and tables like any other.
    """

    def __init__(self, place: Place, budget: Budget) -> None:
        self._place = place
        self._budget = budget
        self._cells: list[GridCell] = []
        self._framed: dict[int, list[Block]] = {}
        self._first: list[Block] = []
        self._text_size = 0
        self._rows = 0
        self._columns = 0

    def add(self, corner: tuple[int, int], spans: tuple[int, int], place: Place, blocks: list[Block]) -> int:
        """A cell and what stands in it; the result identifies it for :meth:`widen` and :meth:`deepen`."""
        (row, column), (row_span, column_span) = corner, spans
        self._budget.spend("positions", column_span)
        paragraphs = [block for block in blocks if isinstance(block, Paragraph)]
        index = len(self._cells)
        if len(paragraphs) < len(blocks) or len(paragraphs) > MAX_CELL_PARAGRAPHS:
            self._framed[index] = blocks
        if index == 0:
            self._first = blocks
        self._text_size += _text_size(blocks)
        passages = [paragraph.passage for paragraph in paragraphs]
        passage = Passage.joined(passages) if len(passages) > 1 else passages[0] if passages else passage_of("", place)
        lines = tuple(line for paragraph in paragraphs for line in printed_lines(paragraph.raw))
        self._cells.append(GridCell(row, column, passage, place, row_span, column_span, lines))
        self.reach(row + 1, column + column_span)
        return index

    def reach(self, rows: int, columns: int) -> None:
        """The table has at least that many rows and columns."""
        self._rows = max(self._rows, rows)
        self._columns = max(self._columns, columns)

    def span_of(self, index: int) -> int:
        """How many columns a cell covers."""
        return self._cells[index].column_span

    def widen(self, index: int, columns: int) -> None:
        """The cell covers that many more columns."""
        cell = self._cells[index]
        self._cells[index] = replace(cell, column_span=cell.column_span + columns)
        self.reach(cell.row + 1, cell.column + cell.column_span + columns)

    def deepen(self, index: int, row: int) -> None:
        """The cell reaches down to this row."""
        self._cells[index] = replace(self._cells[index], row_span=row - self._cells[index].row + 1)
        self.reach(row + 1, 0)

    def place_of(self, row: int, column: int) -> Place:
        """The place of a cell; that of the outer cell when the whole table stands in one."""
        if self._place.table_row is not None:
            return self._place
        return Place(line=self._place.line, paragraph=self._place.paragraph, table_row=row + 1, table_column=column + 1)

    def blocks(self) -> Iterator[Block]:
        """The table as blocks, after its last cell."""
        if len(self._cells) == 1:
            yield from self._first
        elif self._framed and 2 * sum(map(_text_size, self._framed.values())) >= self._text_size:
            for index, cell in enumerate(self._cells):
                if index in self._framed:
                    yield from self._framed[index]
                else:
                    yield from (Paragraph(passage_of(line, cell.place), line) for line in cell.lines)
        elif self._cells and self._budget.fits(self._columns, self._place):
            size = (self._rows, self._columns)
            grid = complete_grid(self._cells, size, self._place, self.place_of, self._budget)
            yield from without_captions(grid, is_drawn=True)
            for blocks in self._framed.values():
                yield from (block for block in blocks if isinstance(block, Grid))


def _text_size(blocks: Sequence[Block]) -> int:
    """How many characters blocks hold."""
    return sum(
        len(block.text) if isinstance(block, Paragraph) else sum(len(cell.text) for cell in block.cells)
        for block in blocks
    )
