"""Rows of a table that are no part of it: titles, captions and notes that were typed into the cells around it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from juesuan.formats.pages.normal_form import Run, join_runs
from juesuan.formats.pages.source import Block, Grid, GridCell, Paragraph

__all__ = ["row_paragraph", "without_captions"]

_CAPTION = re.compile(r"(?:部门|单位|编制|日期)\S*\s*[：:]|公开\s*\w+\s*表|^\s*\d{4}\s*年度?\s*$")
_NOTE = re.compile(r"(?:注|说明|备注|附注)\d*[：:、.]")
_GAP = "    "
"""Between the texts of a row outside tables: wide enough to be seen as a gap between columns."""


def without_captions(grid: Grid, *, is_drawn: bool) -> Iterator[Block]:
    """The grid without the captions above and the notes below it, which become paragraphs before and after.

    ``is_drawn``: its blank rows were drawn as rows of a table; those of a sheet are only cells that nobody filled.
    """
    rows = grid.by_row()
    first, last = 0, grid.rows - 1
    while first <= last and _stands_alone(rows[first]) and _is_caption(rows[first], grid.columns):
        yield from row_paragraph(rows[first])
        first += 1
    while first <= last and _stands_alone(rows[last]) and _is_note(rows[last], grid.columns):
        last -= 1
    if first <= last:
        has_blank_end = is_drawn and any(
            sum(not cell.is_missing for cell in row) > 1 and not any(cell.text for cell in row)
            for row in rows[last + 1 :]
        )
        part = _part(grid, rows, first, last)
        yield replace(part, has_blank_end=True) if has_blank_end else part
    for row in rows[last + 1 :]:
        yield from row_paragraph(row)


def row_paragraph(cells: Sequence[GridCell], centred: bool = False) -> Iterator[Paragraph]:
    """A row as a paragraph, its cells apart from each other; nothing for a blank row."""
    printed = [cell for cell in cells if cell.text]
    if printed:
        runs = (Run(line, cell.place) for cell in printed for line in cell.lines)
        raw = _GAP.join("\n".join(cell.lines) for cell in printed)
        yield Paragraph(join_runs(runs), raw, centred=centred)


def _stands_alone(row: Sequence[GridCell]) -> bool:
    """Whether no cell of the row reaches into another row, and none from above into it."""
    return bool(row) and all(cell.row_span == 1 for cell in row)


def _is_caption(row: Sequence[GridCell], columns: int) -> bool:
    printed = [cell for cell in row if cell.text]
    return _is_across(printed, columns) or all(_CAPTION.search(cell.text) for cell in printed)


def _is_note(row: Sequence[GridCell], columns: int) -> bool:
    printed = [cell for cell in row if cell.text]
    return not printed or _is_across(printed, columns) or (len(printed) == 1 and bool(_NOTE.match(printed[0].text)))


def _is_across(printed: Sequence[GridCell], columns: int) -> bool:
    """Whether all there is in a row is one cell over nearly its whole width."""
    return len(printed) == 1 and 4 * printed[0].column_span >= 3 * columns


def _part(grid: Grid, rows: Sequence[Sequence[GridCell]], first: int, last: int) -> Grid:
    """The rows from first to last as a grid of their own."""
    if (first, last) == (0, grid.rows - 1):
        return grid
    cells = tuple(replace(cell, row=cell.row - first) for row in rows[first : last + 1] for cell in row)
    corner = cells[0].place
    place = grid.place.but(cell=corner.cell, line=corner.line)
    return replace(grid, rows=last - first + 1, cells=cells, place=place)
