"""Text that kept its columns: tabs between the cells, or blanks that line them up. It becomes a grid like any other."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from unicodedata import east_asian_width

from juesuan.model import Passage, Place
from juesuan.reading.source import Grid, GridCell, Paragraph
from juesuan.reading.text import normalise

__all__ = ["aligned_grids", "tabbed_grid"]

_MOST = 0.6
_GAP = re.compile(r"\S+(?: \S+)*")
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
    rows: list[list[_Chunk]] = []
    for line in lines:
        spans = [
            (width(line.raw[: match.start()]), width(line.raw[: match.end()]), match[0])
            for match in _GAP.finditer(line.raw)
        ]
        rows.append(_cut(line, spans))
    starts = _columns(rows)
    if len(starts) < _FEWEST_COLUMNS:
        return None
    return _grid(rows, len(starts), lambda chunk: max(i for i, start in enumerate(starts) if start <= chunk.right - 1))


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
