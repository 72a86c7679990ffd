"""Text that kept its columns: tabs between the cells, or blanks that line them up. It becomes a grid like any other."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from unicodedata import east_asian_width

from juesuan.model import Passage, Place
from juesuan.reading.forms.sheet import is_figure
from juesuan.reading.source import Grid, GridCell, Paragraph
from juesuan.reading.text import normalise

__all__ = ["aligned_grids", "tabbed_grid"]

_MOST = 0.6
_GAP = re.compile(r"\S+(?: \S+)*")
_WORD = re.compile(r"\S+")
_FEWEST_COLUMNS = 3


@dataclass(frozen=True, slots=True)
class _Chunk:
    """A cell's text on one line: where it begins and ends across the page, and its passage."""

    left: int
    right: int
    text: str
    passage: Passage


def tabbed_grid(lines: Sequence[Paragraph]) -> Grid | None:
    """The grid of lines whose cells are divided by tabs; None when most lines have none."""
    if sum("\t" in line.raw for line in lines) < _MOST * len(lines) or not lines:
        return None
    rows: list[list[_Chunk]] = []
    for line in lines:
        cells = line.raw.split("\t")
        rows.append(_cut(line, [(index, index + 1, cell) for index, cell in enumerate(cells)]))
    return _grid(rows, max(len(row) for row in rows), lambda chunk: chunk.left)


def aligned_grids(lines: Sequence[Paragraph]) -> list[Grid]:
    """The grids that lines with columns lined up by blanks may be: a Chinese character counts for one blank or for two."""
    if sum(len(_GAP.findall(line.raw)) > 1 for line in lines) < _MOST * len(lines) or not lines:
        return []
    found = (_aligned(lines, width) for width in (_narrow, _wide))
    return [grid for grid in found if grid is not None]


def _narrow(text: str) -> int:
    return len(text)


def _wide(text: str) -> int:
    return sum(2 if east_asian_width(character) in "WF" else 1 for character in text)


def _aligned(lines: Sequence[Paragraph], width: Callable[[str], int]) -> Grid | None:
    rows = [_chunks(line, _GAP, width) for line in lines]
    starts = _columns(rows)
    if len(starts) < _FEWEST_COLUMNS:
        return None

    def column_of(chunk: _Chunk) -> int:
        return max(index for index, start in enumerate(starts) if start < chunk.right or index == 0)

    def reaches_over(chunk: _Chunk) -> bool:
        return sum(chunk.left < start < chunk.right for start in starts) > 0

    # Heads set so close that one blank divides them reach over two columns: each of their words has its own.
    apart = [
        _chunks(line, _WORD, width) if any(map(reaches_over, row)) else row
        for line, row in zip(lines, rows, strict=True)
    ]
    return _grid(_whole_rows(lines, apart, column_of), len(starts), column_of)


def _chunks(line: Paragraph, pattern: re.Pattern[str], width: Callable[[str], int]) -> list[_Chunk]:
    matches = pattern.finditer(line.raw)
    return _cut(line, [(width(line.raw[: m.start()]), width(line.raw[: m.end()]), m[0]) for m in matches])


def _whole_rows(
    lines: Sequence[Paragraph], rows: Sequence[list[_Chunk]], column_of: Callable[[_Chunk], int]
) -> list[list[_Chunk]]:
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
    whole: list[list[_Chunk]] = []
    for group in groups:
        figures = [column_of(chunk) for index in group for chunk in rows[index] if is_figure(chunk.text)]
        if figures and len(set(figures)) == len(figures):
            whole.append([chunk for index in group for chunk in rows[index]])
        else:
            whole += [rows[index] for index in group]
    return whole


def _columns(rows: Sequence[Sequence[_Chunk]]) -> list[int]:
    """Where the columns begin: after every position that hardly any line crosses."""
    full = [row for row in rows if len(row) > 1]
    reach = max((chunk.right for row in full for chunk in row), default=0)
    crossed = [0] * (reach + 1)
    for row in full:
        for chunk in row:
            for position in range(chunk.left, chunk.right):
                crossed[position] += 1
    return [at for at in range(reach) if crossed[at] and (at == 0 or not crossed[at - 1])]


def _cut(line: Paragraph, spans: Sequence[tuple[int, int, str]]) -> list[_Chunk]:
    """The parts of a line with their passages."""
    chunks: list[_Chunk] = []
    offset = 0
    for left, right, raw in spans:
        length = len(normalise(raw))
        chunks.append(_Chunk(left, right, raw.strip(), line.passage.part(offset, offset + length)))
        offset += length
    return chunks


def _grid(rows: Sequence[Sequence[_Chunk]], columns: int, column_of: Callable[[_Chunk], int]) -> Grid:
    cells: list[GridCell] = []
    for index, row in enumerate(rows):
        by_column: dict[int, list[_Chunk]] = {}
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
