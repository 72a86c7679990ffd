"""Columns and rows of a table without vertical lines, from the gaps between its texts."""

from __future__ import annotations

import math
from bisect import bisect_right, insort
from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby, pairwise

from msgspec import Struct, field

from juesuan.formats.drawn.chunks import Chunk, ChunkedLine
from juesuan.formats.drawn.ruled import grid_cell
from juesuan.formats.drawn.ruling import Span
from juesuan.formats.drawn.running_text import is_marked
from juesuan.formats.drawn.text_lines import CharacterLine
from juesuan.formats.pages.source import Grid
from juesuan.model import Place

__all__ = ["Spans", "UnruledColumn", "UnruledRow", "data_rows", "find_columns", "header_rows", "unruled_grid"]

Spans = Mapping[Chunk, tuple[int, int]]
"""First and last column of texts that are known to stand over several."""

OVERLAP = 0.25
"""Texts that share this part of the narrower one's width stand in one column."""

WRAPPED = 0.8
"""A line nearer to its neighbour than this share of the distance of rows belongs to the neighbour's row."""

NEARLY_FULL = 1.3
"""A label that ends this near (in characters) to the end of its column may go on in the next line."""


class UnruledColumn(Struct):
    """Horizontal extent of a column. ``numeric``: its entries are numbers, which are set flush right."""

    left: float
    right: float
    numeric: bool = False

    def holds(self, chunk: Chunk) -> bool:
        """Whether a text stands in this column."""
        shared = min(self.right, chunk.right) - max(self.left, chunk.left)
        return shared > OVERLAP * min(self.right - self.left, chunk.right - chunk.left)


class UnruledRow(Struct):
    """A row: first and last baseline; first and last column of each of its texts, with the lines of the text."""

    top: float = math.inf
    bottom: float = 0.0
    cells: dict[tuple[int, int], list[CharacterLine]] = field(default_factory=dict)

    def add(self, line: ChunkedLine, columns: Sequence[UnruledColumn], spans: Spans | None = None) -> None:
        """Put the texts of a line into the row, those of ``spans`` into the columns given there."""
        self.top, self.bottom = min(self.top, line.line.baseline), max(self.bottom, line.line.baseline)
        for chunk, place in zip(line.chunks, _places(line.chunks, columns), strict=True):
            key = spans.get(chunk, place) if spans else place
            taken = next((other for other in self.cells if other[0] <= key[1] and key[0] <= other[1]), key)
            self.cells.setdefault(taken, []).append(chunk.line)


def _places(chunks: Sequence[Chunk], columns: Sequence[UnruledColumn]) -> list[tuple[int, int]]:
    """First and last column that each text of a line stands in: in order if there is one for every column."""
    held = _held(chunks, columns)
    if _one_each(held, columns):
        return [(index, index) for index in range(len(columns))]
    return [
        (found[0], found[-1]) if found else _nearest(chunk, columns) for chunk, found in zip(chunks, held, strict=True)
    ]


def _held(chunks: Sequence[Chunk], columns: Sequence[UnruledColumn]) -> list[list[int]]:
    return [[index for index, column in enumerate(columns) if column.holds(chunk)] for chunk in chunks]


def _one_each(held: Sequence[Sequence[int]], columns: Sequence[UnruledColumn]) -> bool:
    return len(held) == len(columns) and all(not found or found == [index] for index, found in enumerate(held))


def _nearest(chunk: Chunk, columns: Sequence[UnruledColumn]) -> tuple[int, int]:
    """The column that a text between columns stands nearest to."""
    middle = (chunk.left + chunk.right) / 2
    distances = [abs((column.left + column.right) / 2 - middle) for column in columns]
    nearest = distances.index(min(distances))
    return nearest, nearest


def find_columns(data: Sequence[ChunkedLine], header: Sequence[ChunkedLine]) -> list[UnruledColumn]:
    """The columns of the data, and those that only the header knows because they are blank.

    A header text that stands over several columns is the title of a group and says nothing about columns; one that
    stands over none heads the column beside it, or else one without entries; above a line that heads every column it is
    the title of a group after all. The 栏次 are centred as headers are.
    """
    columns: list[UnruledColumn] = []
    entries = [line for line in data if not _is_numbering(line)]
    for chunk in sorted((chunk for line in entries for chunk in line.chunks), key=lambda chunk: chunk.left):
        if columns and columns[-1].holds(chunk):
            columns[-1].right = max(columns[-1].right, chunk.right)
        else:
            columns.append(UnruledColumn(chunk.left, chunk.right, chunk.is_number))
    headed = False
    for line in [*(line for line in data if line not in entries), *reversed(header)]:
        if _one_each(_held(line.chunks, columns), columns):
            headed = headed or line in header
            continue
        for index, chunk in enumerate(line.chunks):
            over = [column for column in columns if column.left < chunk.right and chunk.left < column.right]
            if not over:
                over = _beside(chunk, line.chunks[:index], line.chunks[index + 1 :], columns)
                if over and headed:
                    continue
            if not over:
                insort(columns, UnruledColumn(chunk.left, chunk.right), key=lambda column: column.left)
            elif len(over) == 1:
                over[0].left, over[0].right = min(over[0].left, chunk.left), max(over[0].right, chunk.right)
    return columns


def _is_numbering(line: ChunkedLine) -> bool:
    """Whether it is the row of 栏次: 1, 2, 3 … and perhaps the word."""
    numbers = [chunk.text for chunk in line.chunks if chunk.is_number]
    return len(numbers) > 1 and numbers == [str(number) for number in range(1, len(numbers) + 1)]


def _beside(
    chunk: Chunk, before: Sequence[Chunk], after: Sequence[Chunk], columns: Sequence[UnruledColumn]
) -> list[UnruledColumn]:
    """The column that a centred header heads from beside: amounts on its right, or labels on its left.

    Not if another text of the header line is nearer to that column: then this one heads a column without entries.
    """
    right = next((column for column in columns if column.left >= chunk.right), None)
    if right is not None and right.numeric and all(other.left >= right.right for other in after):
        return [right]
    left = next((column for column in reversed(columns) if column.right <= chunk.left), None)
    if left is not None and not left.numeric and all(other.right <= left.left for other in before):
        return [left]
    return []


def data_rows(
    lines: Sequence[ChunkedLine], columns: Sequence[UnruledColumn], rules: Sequence[float]
) -> list[UnruledRow]:
    """Lines into rows, by the horizontal rules between them if there are any.

    Otherwise a line without numbers is a row of its own unless it goes on with a wrapped text.
    """
    inner = [y for y in rules if lines[0].line.baseline < y < lines[-1].line.baseline]
    if len(inner) >= max(2, sum(line.is_data for line in lines) - 1):
        return [
            _row(group, columns)
            for _, group in groupby(lines, key=lambda line: bisect_right(inner, line.line.baseline))
        ]
    pitch = _pitch(lines)
    rows: list[UnruledRow] = []
    waiting: list[ChunkedLine] = []
    for index, line in enumerate(lines):
        below = lines[index + 1].line.baseline - line.line.baseline if index + 1 < len(lines) else pitch
        above = line.line.baseline - rows[-1].bottom if rows and not waiting else pitch
        if not line.is_data and below < WRAPPED * pitch and below < above:
            waiting.append(line)
            continue
        if rows and not waiting and not line.is_data and (above < WRAPPED * pitch or _goes_on(rows[-1], line, columns)):
            rows[-1].add(line, columns)
            continue
        rows.append(_row([*waiting, line], columns))
        waiting = []
    return rows


def _row(lines: Iterable[ChunkedLine], columns: Sequence[UnruledColumn]) -> UnruledRow:
    row = UnruledRow()
    for line in lines:
        row.add(line, columns)
    return row


def _pitch(lines: Sequence[ChunkedLine]) -> float:
    """Usual distance of rows."""
    data = [line.line.baseline for line in lines if line.is_data]
    distances = sorted(below - above for above, below in pairwise(data))
    return distances[len(distances) // 4] if distances else 2 * lines[0].line.em


def _goes_on(row: UnruledRow, line: ChunkedLine, columns: Sequence[UnruledColumn]) -> bool:
    """Whether a single text continues the one above it, which fills its column."""
    if len(line.chunks) > 1 or is_marked(line.chunks[0].text):
        return False
    [place] = _places(line.chunks, columns)
    above = row.cells.get(place)
    if above is None or above[-1].right < columns[place[1]].right - NEARLY_FULL * above[-1].em:
        return False
    return line.line.left < above[0].left + 2 * line.line.em


def header_rows(lines: Sequence[ChunkedLine], columns: Sequence[UnruledColumn], spans: Spans) -> list[UnruledRow]:
    """Every line of the header as a row; ``spans`` are the columns of the texts that head a group."""
    rows = [UnruledRow() for _ in lines]
    for row, line in zip(rows, lines, strict=True):
        row.add(line, columns, spans)
    return rows


def unruled_grid(rows: Sequence[UnruledRow], columns: Sequence[UnruledColumn], page: int) -> Grid:
    """The grid of some rows; lines between cells are put in the middle of the gaps."""
    em = max(lines[0].em for row in rows for lines in row.cells.values())
    xs = [columns[0].left - em / 2, *((a.right + b.left) / 2 for a, b in pairwise(columns)), columns[-1].right + em / 2]
    ys = [rows[0].top - em, *((a.bottom + b.top - em) / 2 + em / 4 for a, b in pairwise(rows))]
    ys.append(rows[-1].bottom + em / 2)
    cells = []
    for index, row in enumerate(rows):
        starts = sorted(row.cells)
        column = 0
        while column < len(columns):
            at = bisect_right(starts, (column, len(columns))) - 1
            first, last = starts[at] if at >= 0 and starts[at][0] == column else (column, column)
            box = xs[first], ys[index], xs[last + 1], ys[index + 1]
            span = Span(index, first, 1, last - first + 1)
            cells.append(grid_cell(span, row.cells.get((first, last), ()), box, page))
            column = last + 1
    place = Place(page=page, bbox=(xs[0], ys[0], xs[-1], ys[-1]))
    return Grid(len(rows), len(columns), tuple(cells), place, ruled=False)
