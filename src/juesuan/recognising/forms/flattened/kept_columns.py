"""Text that kept its columns: tabs between the cells, or blanks that line them up. It becomes a grid like any other."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from itertools import groupby, product
from unicodedata import east_asian_width

from msgspec import Struct

from juesuan.formats.pages.normal_form import normalise
from juesuan.formats.pages.source import Grid, GridCell, Paragraph
from juesuan.model import Passage, Place
from juesuan.model.expressions import expression
from juesuan.recognising.forms.drawn_table import is_figure

__all__ = ["aligned_grids", "tabbed_grid"]

_MOST = 0.6
_GAP = expression(r"\S+(?: \S+)*")
_WORD = expression(r"\S+")
_AMOUNT = expression(r"-?[\d,]+\.\d+")
_FEWEST_COLUMNS = 3


class _LinedUp(Struct, frozen=True):
    """A cell's text on one line: where it begins and ends across the page, and its passage."""

    left: int
    right: int
    text: str
    passage: Passage


def tabbed_grid(lines: Sequence[Paragraph]) -> Grid | None:
    """The grid of lines whose cells are divided by tabs; None when most lines have none."""
    if sum("\t" in line.raw for line in lines) < _MOST * len(lines) or not lines:
        return None
    rows: list[list[_LinedUp]] = []
    for line in lines:
        cells = line.raw.split("\t")
        rows.append(_cut(line, [(index, index + 1, cell) for index, cell in enumerate(cells)]))
    return _grid(rows, max(len(row) for row in rows), lambda chunk: chunk.left)


def aligned_grids(lines: Sequence[Paragraph]) -> list[list[Grid]]:
    """What lines with columns lined up by blanks may be: one grid or one a page, a Chinese character one blank or two."""
    if sum(len(_GAP.findall(line.raw)) > 1 for line in lines) < _MOST * len(lines) or not lines:
        return []
    pages = [list(group) for _, group in groupby(lines, key=lambda line: line.passage.place(0, 1).page)]
    found: list[list[Grid]] = []
    for parts, width in product(([list(lines)], pages), (_narrow, _wide)):
        grids = [grid for part in parts if (grid := _aligned(part, width)) is not None]
        if len(grids) == len(parts) and grids not in found:
            found.append(grids)
    return found


def _narrow(text: str) -> int:
    return len(text)


def _wide(text: str) -> int:
    return sum(2 if east_asian_width(character) in "WF" else 1 for character in text)


def _aligned(lines: Sequence[Paragraph], width: Callable[[str], int]) -> Grid | None:
    rows = [_chunks(line, _GAP, width) for line in lines]
    columns = _columns(rows)
    if len(columns) < _FEWEST_COLUMNS:
        return None

    def column_of(chunk: _LinedUp) -> int:
        reach = [min(chunk.right, right) - max(chunk.left, left) for left, right in columns]
        return max(range(len(columns)), key=lambda index: reach[index])

    # Heads set so close that one blank divides them lie over two columns: each of their words has its own.
    def lies_over_two(chunk: _LinedUp) -> bool:
        return sum(chunk.left < right and left < chunk.right for left, right in columns) > 1

    apart = [
        _chunks(line, _WORD, width) if any(map(lies_over_two, row)) else row
        for line, row in zip(lines, rows, strict=True)
    ]
    return _grid(_whole_rows(lines, apart, column_of), len(columns), column_of)


def _chunks(line: Paragraph, pattern: re.Pattern[str], width: Callable[[str], int]) -> list[_LinedUp]:
    matches = pattern.finditer(line.raw)
    return _cut(line, [(width(line.raw[: m.start()]), width(line.raw[: m.end()]), m[0]) for m in matches])


def _whole_rows(
    lines: Sequence[Paragraph], rows: Sequence[list[_LinedUp]], column_of: Callable[[_LinedUp], int]
) -> list[list[_LinedUp]]:
    """Lines that stand together between blank lines put into one row, where no column gets two figures."""
    groups: list[list[int]] = []
    for index, line in enumerate(lines):
        above = lines[index - 1].passage.place(0, 1).line if index else None
        here = line.passage.place(0, 1).line
        together = above is not None and here is not None and here == above + 1
        if together and groups:
            groups[-1].append(index)
        else:
            groups.append([index])
    whole: list[list[_LinedUp]] = []
    for group in groups:
        figures = [column_of(chunk) for index in group for chunk in rows[index] if is_figure(chunk.text)]
        if figures and len(set(figures)) == len(figures):
            whole.append([chunk for index in group for chunk in rows[index]])
        else:
            whole += [rows[index] for index in group]
    return whole


def _columns(rows: Sequence[Sequence[_LinedUp]]) -> list[tuple[int, int]]:
    """Left and right end of each column: what rows of figures cover, and heads that stand clear of it."""
    first = next((index for index, row in enumerate(rows) if _has_amount(row)), len(rows))
    body = _merged((chunk.left, chunk.right) for row in rows[first:] if _has_amount(row) for chunk in row)
    heads = ((chunk.left, chunk.right) for row in rows[:first] if len(row) > 1 for chunk in row)
    clear = _merged(head for head in heads if not any(head[0] < right and left < head[1] for left, right in body))
    return sorted(body + clear)


def _has_amount(row: Sequence[_LinedUp]) -> bool:
    return any(_AMOUNT.fullmatch(chunk.text) for chunk in row)


def _merged(spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """The spans with those that overlap put together."""
    merged: list[tuple[int, int]] = []
    for left, right in sorted(spans):
        if merged and left < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(right, merged[-1][1]))
        else:
            merged.append((left, right))
    return merged


def _cut(line: Paragraph, spans: Sequence[tuple[int, int, str]]) -> list[_LinedUp]:
    """The parts of a line with their passages."""
    chunks: list[_LinedUp] = []
    offset = 0
    for left, right, raw in spans:
        length = len(normalise(raw))
        chunks.append(_LinedUp(left, right, raw.strip(), line.passage.part(offset, offset + length)))
        offset += length
    return chunks


def _grid(rows: Sequence[Sequence[_LinedUp]], columns: int, column_of: Callable[[_LinedUp], int]) -> Grid:
    cells: list[GridCell] = []
    for index, row in enumerate(rows):
        by_column: dict[int, list[_LinedUp]] = {}
        for chunk in row:
            by_column.setdefault(column_of(chunk), []).append(chunk)
        row_place = row[0].passage.place(0, 0, 0) if row else Place()
        for column in range(columns):
            here = by_column.get(column, [])
            passage = Passage.joined([chunk.passage for chunk in here])
            place = passage.place(0, len(passage.text), 0) if passage.text else row_place.but(text="")
            cells.append(GridCell(index, column, passage, place, lines=tuple(chunk.text for chunk in here)))
    place = cells[0].place if cells else Place()
    return Grid(len(rows), columns, tuple(cells), place, ruled=False)
