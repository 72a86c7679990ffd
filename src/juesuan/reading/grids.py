"""Grids from cells with spans, as Word, HTML and Excel tables have them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from juesuan.model import Place
from juesuan.reading.errors import TooLarge
from juesuan.reading.source import Grid, GridCell
from juesuan.reading.text import passage_of

__all__ = ["MAX_CELLS", "CellBudget", "complete_grid"]

MAX_CELLS = 1_000_000
"""Cells of one file. The largest consolidated disclosures known have some 20 000; a million take half a gigabyte."""


@dataclass(slots=True)
class CellBudget:
    """Counts the cells of a file while it is read, and stops the reading when there are too many."""

    path: Path
    spent: int = 0

    def spend(self, cells: int) -> None:
        """Count cells.

        Raises:
            TooLarge: when the file has more than :data:`MAX_CELLS`.
        """
        self.spent += cells
        if self.spent > MAX_CELLS:
            raise TooLarge(self.path, f"表格单元格超过 {MAX_CELLS // 10_000} 万个，不像决算公开文件")


def complete_grid(
    cells: Iterable[GridCell], rows: int, columns: int, place: Place, place_of: Callable[[int, int], Place]
) -> Grid:
    """The grid in which every position is covered exactly once.

    Spans are cut at the grid's edge and where they would cover a position that an earlier cell has; positions that nobody
    covers become blank cells.
    """
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
            placed[row].append(GridCell(row, column, passage_of("", where), where))
            column = taken.find(0, column + 1)
        placed[row].sort(key=_by_column)
    return Grid(rows, columns, tuple(cell for line in placed for cell in line), place)


def _by_column(cell: GridCell) -> int:
    return cell.column


def _fitted(cell: GridCell, covered: list[bytearray], rows: int, columns: int) -> GridCell | None:
    """The cell with the span that is free, or None when not even its corner is; marks what it covers."""
    if cell.row >= rows or cell.column >= columns or covered[cell.row][cell.column]:
        return None
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
