"""A worksheet as it is seen, and the paragraphs and grids that it consists of.

A sheet is one big grid without a word on where its table begins. Borders tell: rows with ruled cells are the table, the
others are text around it. Where nothing is ruled, rows of a single cell and captions around the block are the text.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path

from juesuan.formats.errors import TooLarge
from juesuan.formats.files import fingerprint
from juesuan.formats.pages.captions import row_paragraph, without_captions
from juesuan.formats.pages.normal_form import passage_of, printed_lines
from juesuan.formats.pages.source import Block, GridCell, Page, Paragraph, Source
from juesuan.formats.pages.spans import complete_grid
from juesuan.formats.reading_budget import Budget
from juesuan.model import Place, Problem, cell_name

__all__ = ["MOST_REFUSALS", "BorderLine", "CellFormula", "Merge", "Worksheet", "source_of"]


UNCOMPUTED = "#公式未计算"
"""Shown for a formula without a result, as Excel shows ``#REF!``: the cell is not blank, and nobody knows its number."""

MOST_REFUSALS = 3
"""After so many sheets that were too large no other is tried."""

MAX_SPACER = 2
"""Blank columns that may divide the two halves of a table without rules."""


@dataclass(frozen=True, slots=True)
class CellFormula:
    """A formula of which the file does not say what came out, and the number format of its cell."""

    text: str
    code: str


@dataclass(slots=True)
class BorderLine:
    """A row of a sheet by column from 0: what is shown, the exact numbers behind it, and bit masks.

    ``uncomputed`` are formulas of which nobody knows what came out, ``formulas`` those that the file leaves to Excel.
    """

    texts: dict[int, str] = field(default_factory=dict)
    numbers: dict[int, Decimal] = field(default_factory=dict)
    ruled: int = 0
    centred: int = 0
    uncomputed: int = 0
    formulas: dict[int, CellFormula] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Merge:
    """A merged range, from 0, ends included."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(slots=True)
class Worksheet:
    """A worksheet: its rows by number from 0, only those that show something.

    ``hidden`` for the whole sheet; ``hides_cells`` when some of its rows or columns are; ``pictured`` when pictures lie
    on it.
    """

    name: str
    lines: dict[int, BorderLine] = field(default_factory=dict)
    merges: list[Merge] = field(default_factory=list)
    hidden: bool = False
    hides_cells: bool = False
    pictured: bool = False


@dataclass(frozen=True, slots=True)
class _Region:
    """Consecutive rows that are a table."""

    top: int
    bottom: int


def source_of(path: Path, kind: str, data: bytes, sheets: Iterable[Worksheet], budget: Budget) -> Source:
    """A workbook as a Source. Hidden sheets are no part of what is published: they are only said to be there."""
    pages: list[Page] = []
    problems: list[Problem] = []
    refused: TooLarge | None = None
    refusals = 0
    for sheet in sheets:
        if refusals == MOST_REFUSALS:
            budget.leave_out("其余的工作表没有读取")
            break
        if sheet.hidden:
            problems.append(Problem("隐藏的工作表，未读取", Place(sheet=sheet.name)))
            continue
        uncomputed = _show_uncomputed(sheet)
        if uncomputed:
            what = f"{uncomputed} 个单元格的公式没有计算结果，没有读取。请用 Excel 或 WPS 打开，保存一次再核对"
            problems.append(Problem(what, Place(sheet=sheet.name)))
        try:
            pages.append(_page(sheet, len(pages) + 1, budget))
        except TooLarge as error:
            refused = error
            refusals += 1
            budget.leave_out(f"工作表没有读取：{error.reason}", Place(sheet=sheet.name))
            continue
        if sheet.hides_cells:
            problems.append(Problem("工作表里有隐藏的行或列，已一并读取", Place(sheet=sheet.name)))
    if refused is not None and not pages:
        raise refused
    return Source(str(path), kind, fingerprint(data), tuple(pages), problems=(*problems, *budget.left_out))


def _show_uncomputed(sheet: Worksheet) -> int:
    """Puts a mark into cells whose formula was never computed, so that none is taken for a blank; says how many."""
    found = 0
    for line in sheet.lines.values():
        mask, column = line.uncomputed, 0
        while mask:
            if mask & 1:
                line.texts[column] = UNCOMPUTED
                found += 1
            mask, column = mask >> 1, column + 1
    return found


def _page(sheet: Worksheet, number: int, budget: Budget) -> Page:
    blocks: list[Block] = []
    merges = _Merges(sheet.merges)
    region_at = {region.top: region for region in _regions(sheet)}
    inside = -1
    for row in sorted(set(sheet.lines) | set(region_at)):
        if row in region_at:
            region = region_at[row]
            inside = region.bottom
            blocks += _grids(sheet, region, merges, budget)
        elif row > inside and sheet.lines[row].texts:
            budget.spend("items", len(sheet.lines[row].texts))
            blocks += _row(sheet, row)
    has_text = bool(blocks) or not sheet.pictured
    return Page(number, 0.0, 0.0, tuple(blocks), has_text, has_picture=has_text and sheet.pictured, name=sheet.name)


def _row(sheet: Worksheet, row: int) -> Iterator[Paragraph]:
    """A row outside tables."""
    line = sheet.lines[row]
    cells = [_cell(sheet, Merge(row, column, row, column), text) for column, text in sorted(line.texts.items())]
    return row_paragraph(cells, centred=len(cells) == 1 and bool(line.centred >> cells[0].column & 1))


def _regions(sheet: Worksheet) -> Iterator[_Region]:
    """The rows of each table: in a sheet with rules the ruled ones, else blocks between blank rows."""
    printed = sorted(row for row, line in sheet.lines.items() if line.texts)
    tabular = [row for row in printed if len(sheet.lines[row].texts) > 1]
    is_ruled = 2 * sum(1 for row in tabular if sheet.lines[row].ruled) > len(tabular)
    for rows in _runs(sheet, printed, is_ruled):
        first, last = 0, len(rows) - 1
        while not is_ruled and first <= last and len(sheet.lines[rows[first]].texts) == 1:
            first += 1
        while not is_ruled and first <= last and len(sheet.lines[rows[last]].texts) == 1:
            last -= 1
        if first <= last:
            yield _Region(rows[first], rows[last])


def _runs(sheet: Worksheet, printed: Sequence[int], is_ruled: bool) -> Iterator[list[int]]:
    """Printed rows that belong together: no unruled row, or in a sheet without rules no blank row, lies between."""
    run: list[int] = []
    for row in printed:
        if is_ruled and not sheet.lines[row].ruled:
            continue
        between = range(run[-1] + 1, row) if run else ()
        if any(not (is_ruled and other in sheet.lines and sheet.lines[other].ruled) for other in between):
            yield run
            run = []
        run.append(row)
    yield run


class _Merges:
    """Merged ranges by the place of their top left corner.

    Attributes:
        at: by row and column. in_row: their columns by row.
    """

    def __init__(self, merges: Iterable[Merge]) -> None:
        rightly = (merge for merge in merges if merge.top <= merge.bottom and merge.left <= merge.right)
        self.at = {(merge.top, merge.left): merge for merge in rightly}
        self.in_row: dict[int, list[int]] = {}
        for row, column in self.at:
            self.in_row.setdefault(row, []).append(column)


def _grids(sheet: Worksheet, region: _Region, merges: _Merges, budget: Budget) -> Iterator[Block]:
    """The tables of a region: several when blank columns lie between them."""
    rows = [row for row in range(region.top, region.bottom + 1) if row in sheet.lines]
    spacer = 0 if any(sheet.lines[row].ruled for row in rows) else MAX_SPACER
    mask = 0
    for row in rows:
        mask |= sheet.lines[row].ruled
        for column in sheet.lines[row].texts:
            merge = merges.at.get((row, column))
            width = merge.right - column + 1 if merge is not None else 1
            mask |= ((1 << width) - 1) << column
    corners = sorted(_corners(sheet, region, merges))
    columns = [column for column, _ in corners]
    for left, reach in _spans(mask, spacer):
        place = Place(sheet=sheet.name, cell=cell_name(region.top, left))

        def place_of(row: int, column: int, left: int = left) -> Place:
            return Place(sheet=sheet.name, cell=cell_name(region.top + row, left + column))

        between = corners[bisect_left(columns, left) : bisect_right(columns, reach)]
        right = reach
        if reach - left >= budget.limits.columns:  # rules and merged titles may go on to the last column there is
            right = max((column for column, _ in between), default=left)
        if not budget.fits(right - left + 1, place):
            continue
        size = (region.bottom - region.top + 1, right - left + 1)
        budget.check("items", size[0] * size[1])
        cells = list(_cells(sheet, merges, between, (region.top, left)))
        yield from without_captions(complete_grid(cells, size, place, place_of, budget, is_sparse=True), is_drawn=False)


def _spans(mask: int, spacer: int) -> Iterator[tuple[int, int]]:
    """First and last column of every stretch of set bits, over gaps of no more than ``spacer``."""
    columns = [column for column, bit in enumerate(reversed(f"{mask:b}")) if bit == "1"]
    left = columns[0]
    for column, following in zip(columns, [*columns[1:], None], strict=True):
        if following is None or following - column - 1 > spacer:
            yield left, column
            left = following or 0


def _corners(sheet: Worksheet, region: _Region, merges: _Merges) -> set[tuple[int, int]]:
    """Column and row of everything in a region that is printed or merged."""
    rows = range(region.top, region.bottom + 1)
    merged = {(column, row) for row in rows for column in merges.in_row.get(row, ())}
    return merged | {(column, row) for row in rows if row in sheet.lines for column in sheet.lines[row].texts}


def _cells(
    sheet: Worksheet, merges: _Merges, corners: Sequence[tuple[int, int]], origin: tuple[int, int]
) -> Iterator[GridCell]:
    """The cells of a grid that has its corner at the origin, by row, from the columns and rows of their corners."""
    for row, column in sorted((row, column) for column, row in corners):
        merge = merges.at.get((row, column), Merge(row, column, row, column))
        text = sheet.lines[row].texts.get(column, "") if row in sheet.lines else ""
        yield _cell(sheet, merge, text, origin)


def _cell(sheet: Worksheet, merge: Merge, text: str, origin: tuple[int, int] = (0, 0)) -> GridCell:
    """A cell, merged or not, of a grid that has its corner at the origin."""
    place = Place(sheet=sheet.name, cell=cell_name(merge.top, merge.left))
    return GridCell(
        merge.top - origin[0],
        merge.left - origin[1],
        passage_of(text, place),
        place,
        merge.bottom - merge.top + 1,
        merge.right - merge.left + 1,
        printed_lines(text),
    )
