"""Tables without vertical lines: where they begin and end among the text of a page.

Prose, lists and tables of contents must not become tables: only rows of aligned amounts do.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from juesuan.reading.pdf.chunks import ChunkedLine, chunked
from juesuan.reading.pdf.columns import Column, data_rows, find_columns, header_rows, unruled_grid
from juesuan.reading.pdf.geometry import Stroke
from juesuan.reading.pdf.groups import group_spans, heads_group
from juesuan.reading.pdf.lines import Line
from juesuan.reading.source import Grid

__all__ = ["find_unruled"]

FEWEST_ROWS = 3
WIDE_ROW = 4
"""A single row of this many amounts under a header is a table, as that of the 三公 expenses; a row of 合计 needs fewer."""

FARTHEST = 2.6
"""Rows farther apart than this many times the usual distance are of different tables."""

TALLEST_HEADER = 6
_OUTSIDE = re.compile(
    r"单位[:：]|(?:编制)?(?:部门|单位)(?:名称)?[:：]|.*表$|(?:公开)?表?\d+表?$|注[:：]|说明[:：]|备注[:：]|填报|[-—–]\d{1,4}[-—–]$"
)
"""Title, unit, notes and page number, which stand above and below a table."""

_TOTAL = re.compile(r"合计|总计")
_LEADERS = re.compile(r"[.·…．‥⋯]{4,}|…{2,}")


def find_unruled(lines: Sequence[Line], rules: Sequence[Stroke], page: int) -> tuple[list[Grid], list[Line]]:
    """The tables among lines (from top to bottom) that stand in no ruled table, and the lines that are left.

    ``rules`` are the page's horizontal lines, which may separate rows.
    """
    cut = [chunked(line) for line in lines]
    positions = [rule.position for rule in rules]
    grids: list[Grid] = []
    taken: set[int] = set()
    for first, last in _regions(cut):
        top = _header_top(cut, first, max(taken, default=-1), rules)
        header, body = cut[top:first], cut[first : last + 1]
        columns = find_columns([line for line in body if line.is_data], header)
        if not _convincing(body, header, columns):
            continue
        end = last + 1
        while end < len(cut) and _trails(cut[end - 1], cut[end], columns):
            end += 1
        rows = header_rows(header, columns, group_spans(header, columns, rules)) + data_rows(
            cut[first:end], columns, positions
        )
        grids.append(unruled_grid(rows, columns, page))
        taken.update(range(top, end))
    return grids, [line for index, line in enumerate(lines) if index not in taken]


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
    if any(line.is_sentence or _OUTSIDE.match(line.chunks[0].text) for line in between[1:-1]):
        return False
    return all(_near(above, below) for above, below in pairwise(between))


def _near(above: ChunkedLine, below: ChunkedLine) -> bool:
    return below.line.baseline - above.line.baseline <= FARTHEST * 2 * max(above.line.em, below.line.em)


def _header_top(lines: Sequence[ChunkedLine], first: int, after: int, rules: Sequence[Stroke]) -> int:
    """The first line of the header above the first data line."""
    top = first
    while top - 1 > after and first - top < TALLEST_HEADER:
        line = lines[top - 1]
        if line.is_sentence or _OUTSIDE.match(line.chunks[0].text) or _OUTSIDE.match(line.chunks[-1].text):
            break
        if not _near(line, lines[top]):
            break
        top -= 1
    while top < first and len(lines[top].chunks) == 1 and not heads_group(lines[top], rules):
        top += 1  # a single text on top is a heading, not a header
    return top


def _convincing(body: Sequence[ChunkedLine], header: Sequence[ChunkedLine], columns: Sequence[Column]) -> bool:
    """Whether amounts are really aligned: rows of labels and amounts, or few rows of many amounts under a header."""
    data = [line for line in body if line.is_data]
    amounts = [[chunk for chunk in line.chunks if chunk.is_amount] for line in data]
    if len(data) < FEWEST_ROWS:
        enough = FEWEST_ROWS if _TOTAL.fullmatch(data[0].chunks[0].text) else WIDE_ROW
        return max(map(len, amounts)) >= enough and any(len(line.chunks) >= FEWEST_ROWS for line in header)
    labelled = sum(len(found) < len(line.chunks) for found, line in zip(amounts, data, strict=True))
    columns_of_amounts = sum(_holds_amounts(column, data) for column in columns)
    return columns_of_amounts > 1 or (columns_of_amounts == 1 and labelled >= len(data) - 1)


def _holds_amounts(column: Column, data: Sequence[ChunkedLine]) -> bool:
    """Whether a column has several entries, nearly all of them numbers and most of those amounts."""
    entries = [chunk for line in data for chunk in line.chunks if column.holds(chunk)]
    numbers = sum(chunk.is_number for chunk in entries)
    amounts = sum(chunk.is_amount for chunk in entries)
    return numbers >= FEWEST_ROWS - 1 and numbers >= len(entries) - 1 and 2 * amounts >= numbers


def _trails(above: ChunkedLine, below: ChunkedLine, columns: Sequence[Column]) -> bool:
    """Whether a line below the last data line still belongs to the table: a wrapped label or a blank row."""
    if below.is_sentence or not _near(above, below) or _OUTSIDE.match(below.chunks[0].text):
        return False
    return all(sum(column.holds(chunk) for column in columns) == 1 for chunk in below.chunks)
