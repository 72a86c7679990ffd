"""Tables without vertical lines: where they begin and end among the text of a page.

Prose, lists and tables of contents must not become tables: only rows of aligned amounts do.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from msgspec import Struct

from juesuan.formats.drawn.chunks import ChunkedLine, chunked
from juesuan.formats.drawn.frames import between_rules, lines_in_frame
from juesuan.formats.drawn.geometry import Stroke
from juesuan.formats.drawn.groups import group_spans, heads_group
from juesuan.formats.drawn.text_lines import CharacterLine
from juesuan.formats.drawn.unruled_columns import (
    UnruledColumn,
    data_rows,
    find_columns,
    header_rows,
    unruled_grid,
)
from juesuan.formats.pages.source import Grid
from juesuan.formats.reading_budget import Budget
from juesuan.model import Place
from juesuan.model.expressions import expression
from juesuan.model.place import BBox

__all__ = ["TableSurroundings", "Unruled", "find_unruled"]

FEWEST_ROWS = 3
WIDE_ROW = 4
"""A single row of this many amounts under a header is a table, as that of the 三公 expenses; a row of 合计 needs fewer."""

FARTHEST = 2.6
"""Rows farther apart than this many times the usual distance are of different tables."""

TALLEST_HEADER = 6
_TOTAL = expression(r"合计|总计")
_LEADERS = expression(r"[.·…．‥⋯]{4,}|…{2,}")


class TableSurroundings(Struct, frozen=True):
    """What is known about where tables of a page may stand.

    Attributes:
        rules: its horizontal lines, which may separate rows.
        frames: boxes drawn around something.
        before: the columns of a table that the page before ends with.
    """

    rules: Sequence[Stroke] = ()
    frames: Sequence[BBox] = ()
    before: Sequence[UnruledColumn] = ()


class Unruled(Struct, frozen=True):
    """The tables found, the lines that are left, and the columns of a table that the page ends with."""

    grids: list[Grid]
    lines: list[CharacterLine]
    last_columns: Sequence[UnruledColumn] = ()


def find_unruled(lines: Sequence[CharacterLine], around: TableSurroundings, page: int, budget: Budget) -> Unruled:
    """The tables among lines (from top to bottom) that stand in no ruled table; none where so many texts stand that nobody set them."""
    cut = [chunked(line) for line in lines]
    if sum(len(line.chunks) for line in cut) > budget.limits.page_texts:
        budget.leave_out("零散的文字过多，没有划线的表格没有认出来", Place(page=page))
        return Unruled([], list(lines))
    positions = [rule.position for rule in around.rules]
    frames = [*around.frames, *between_rules(cut, around.rules)]
    grids: list[Grid] = []
    taken: set[int] = set()
    last_columns: Sequence[UnruledColumn] = ()
    for found, last in _regions(cut):
        first = next((index for index in range(found, last + 1) if index not in taken and cut[index].is_data), None)
        if first is None:
            continue
        region = _region(cut, (first, last), max(taken, default=-1) + 1, around, frames)
        if region is None:
            continue
        top, end, columns = region
        header = cut[top:first]
        rows = header_rows(header, columns, group_spans(header, columns, around.rules))
        rows += data_rows(cut[first:end], columns, positions)
        grids.append(unruled_grid(rows, columns, page))
        taken.update(range(top, end))
        last_columns = columns if all(line.is_page_number for line in cut[end:]) else ()
    return Unruled(grids, [line for index, line in enumerate(lines) if index not in taken], last_columns)


def _region(
    cut: Sequence[ChunkedLine],
    data_lines: tuple[int, int],
    free: int,
    around: TableSurroundings,
    frames: Sequence[BBox],
) -> tuple[int, int, Sequence[UnruledColumn]] | None:
    """First line, end and columns of the table around some data lines, or None if they are none."""
    first, last = data_lines
    framed = lines_in_frame(cut, first, free, frames)
    if framed is not None:
        top, end = framed
    else:
        top, end = _header_top(cut, first, free, around.rules), last + 1
    header, body = cut[top:first], cut[first:end]
    data = [line for line in body if line.is_data]
    if top <= 1 and _continues(data, around.before):
        columns = around.before
    else:
        columns = find_columns(data, header)
        if framed is None and not _convincing(body, header, columns):
            return None
    while framed is None and end < len(cut) and _trails(cut[end - 1], cut[end], columns):
        end += 1
    return top, end, columns


def _continues(data: Sequence[ChunkedLine], columns: Sequence[UnruledColumn]) -> bool:
    """Whether data lines stand in the columns of the page before; a 合计 may stand anywhere, centred in a merged cell."""
    held = [(chunk, sum(column.holds(chunk) for column in columns)) for line in data for chunk in line.chunks]
    return bool(columns) and all(
        count == 1 or (not chunk.is_number and (count == 0 or _TOTAL.search(chunk.text))) for chunk, count in held
    )


def _regions(lines: Sequence[ChunkedLine]) -> list[tuple[int, int]]:
    """First and last data line of stretches that may be tables."""
    data = [index for index, line in enumerate(lines) if line.is_data and not _LEADERS.search(line.chunks[0].text)]
    regions: list[tuple[int, int]] = []
    for index in data:
        if regions and _belongs(lines, regions[-1][1], index):
            regions[-1] = regions[-1][0], index
        else:
            regions.append((index, index))
    return regions


def _belongs(lines: Sequence[ChunkedLine], last: int, index: int) -> bool:
    """Whether nothing between two data lines separates them."""
    between = lines[last : index + 1]
    if any(line.is_sentence or line.is_caption for line in between[1:-1]):
        return False
    return all(_near(above, below) for above, below in pairwise(between))


def _near(above: ChunkedLine, below: ChunkedLine) -> bool:
    return below.line.baseline - above.line.baseline <= FARTHEST * 2 * max(above.line.em, below.line.em)


def _header_top(lines: Sequence[ChunkedLine], first: int, free: int, rules: Sequence[Stroke]) -> int:
    """The first line of the header above the first data line."""
    top = first
    while top > free and first - top < TALLEST_HEADER:
        line = lines[top - 1]
        if line.is_sentence or line.is_caption or not _near(line, lines[top]):
            break
        top -= 1
    while top < first and len(lines[top].chunks) == 1 and not heads_group(lines[top], rules):
        top += 1  # a single text on top is a heading, not a header
    return top


def _convincing(body: Sequence[ChunkedLine], header: Sequence[ChunkedLine], columns: Sequence[UnruledColumn]) -> bool:
    """Whether amounts are really aligned: rows of labels and amounts, or few rows of many amounts under a header."""
    data = [line for line in body if line.is_data]
    amounts = [[chunk for chunk in line.chunks if chunk.is_amount] for line in data]
    if len(data) < FEWEST_ROWS:
        enough = FEWEST_ROWS if _TOTAL.fullmatch(data[0].chunks[0].text) else WIDE_ROW
        return max(map(len, amounts)) >= enough and any(len(line.chunks) >= FEWEST_ROWS for line in header)
    labelled = sum(len(found) < len(line.chunks) for found, line in zip(amounts, data, strict=True))
    columns_of_amounts = sum(_holds_amounts(column, data) for column in columns)
    return columns_of_amounts > 1 or (columns_of_amounts == 1 and labelled >= len(data) - 1)


def _holds_amounts(column: UnruledColumn, data: Sequence[ChunkedLine]) -> bool:
    """Whether a column has several entries, nearly all of them numbers and most of those amounts."""
    entries = [chunk for line in data for chunk in line.chunks if column.holds(chunk)]
    numbers = sum(chunk.is_number for chunk in entries)
    amounts = sum(chunk.is_amount for chunk in entries)
    return numbers >= FEWEST_ROWS - 1 and numbers >= len(entries) - 1 and 2 * amounts >= numbers


def _trails(above: ChunkedLine, below: ChunkedLine, columns: Sequence[UnruledColumn]) -> bool:
    """Whether a line below the last data line still belongs to the table: a wrapped label or a blank row."""
    if below.is_sentence or not _near(above, below) or below.is_caption:
        return False
    return all(sum(column.holds(chunk) for column in columns) == 1 for chunk in below.chunks)
