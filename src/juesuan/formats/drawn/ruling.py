"""From drawn lines to the cells of tables: where the lines are, which of them belong together, what they enclose."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from msgspec import Struct

from juesuan.formats.drawn.geometry import Stroke
from juesuan.formats.limits import USUAL, Limits
from juesuan.model.place import BBox

__all__ = ["Lattice", "Span", "find_lattices", "merged"]

SNAP = 2.5
"""Lines closer than this, in points, are one line: double rules, borders drawn cell by cell."""

REACH = 3.0
"""A line whose end is this near to another one meets it; a gap of this size in a line is a dash."""

OVERHANG = 6.0
"""Rules that go on for this far beyond the outermost line across them enclose a column (or row) without a border."""

MOST_TABLES = 200
"""A page with more groups of lines is a drawing; the largest are looked at."""

COVERED = 0.6
"""Share of a cell's side that must be drawn to be a side."""


class Span(NamedTuple):
    """A cell: first row and column, and how many of them it covers."""

    row: int
    column: int
    row_span: int
    column_span: int


class Lattice(Struct, frozen=True):
    """A ruled table: the positions of its lines, its cells, and for every lattice position the cell that covers it.

    Attributes:
        xs, ys: positions of the lines, in order; one more than there are columns and rows.
        spans: the cells, in row-major order of their top left corner.
        owner: ``owner[row][column]`` is an index into ``spans``.
    """

    xs: tuple[float, ...]
    ys: tuple[float, ...]
    spans: tuple[Span, ...]
    owner: tuple[tuple[int, ...], ...]

    @classmethod
    def of(cls, xs: tuple[float, ...], ys: tuple[float, ...], spans: Sequence[Span]) -> Lattice:
        """The lattice of some cells that cover it."""
        owner = [[0] * (len(xs) - 1) for _ in ys[1:]]
        for index, span in enumerate(spans):
            for row in range(span.row, span.row + span.row_span):
                owner[row][span.column : span.column + span.column_span] = [index] * span.column_span
        return cls(xs, ys, tuple(spans), tuple(map(tuple, owner)))

    @property
    def box(self) -> BBox:
        """The whole table."""
        return self.xs[0], self.ys[0], self.xs[-1], self.ys[-1]

    def span_box(self, span: Span) -> BBox:
        """The box of a cell."""
        return (
            self.xs[span.column],
            self.ys[span.row],
            self.xs[span.column + span.column_span],
            self.ys[span.row + span.row_span],
        )

    def cell_at(self, x: float, y: float) -> int | None:
        """The cell that covers a point, or None outside."""
        column, row = bisect_right(self.xs, x) - 1, bisect_right(self.ys, y) - 1
        if 0 <= column < len(self.xs) - 1 and 0 <= row < len(self.ys) - 1:
            return self.owner[row][column]
        return None


def merged(strokes: Iterable[Stroke]) -> list[Stroke]:
    """Strokes that continue or cover each other joined, sorted by position."""
    joined: list[Stroke] = []
    for row in _clusters(sorted(strokes)):
        position = sorted(stroke.position for stroke in row)[len(row) // 2]
        row.sort(key=lambda stroke: stroke.start)
        start, end = row[0].start, row[0].end
        for stroke in row[1:]:
            if stroke.start <= end + REACH:
                end = max(end, stroke.end)
            else:
                joined.append(Stroke(position, start, end))
                start, end = stroke.start, stroke.end
        joined.append(Stroke(position, start, end))
    return joined


def _clusters(strokes: list[Stroke]) -> list[list[Stroke]]:
    """Sorted strokes in groups that are at the same position."""
    groups: list[list[Stroke]] = []
    for stroke in strokes:
        if groups and stroke.position - groups[-1][0].position <= SNAP:
            groups[-1].append(stroke)
        else:
            groups.append([stroke])
    return groups


def find_lattices(
    rows: Sequence[Stroke], columns: Sequence[Stroke], limits: Limits = USUAL
) -> tuple[list[Lattice] | None, list[BBox]]:
    """The ruled tables of a page, from top to bottom, and the frames that enclose a single cell.

    None for tables where lines are so many that they are a drawing.
    """
    if _meetings(rows, columns) > limits.page_meetings:
        return None, []
    groups = _components(rows, columns)
    frames = [_extent(group) for group in groups if len(group[0]) == len(group[1]) == 2]
    absorbed = _absorbed(groups)
    if sum(len(group[0]) * len(group[1]) for group in absorbed) > limits.page_positions:
        return None, frames
    lattices = [_lattice(*group) for group in absorbed]
    tables = [lattice for lattice in lattices if lattice and len(lattice.spans) > 1]
    return sorted(tables, key=lambda found: found.ys[0]), frames


_Group = tuple[list[Stroke], list[Stroke]]


def _meetings(rows: Sequence[Stroke], columns: Sequence[Stroke]) -> int:
    """How many pairs of lines are to be looked at."""
    positions = [row.position for row in rows]
    return sum(
        bisect_right(positions, column.end + REACH) - bisect_left(positions, column.start - REACH) for column in columns
    )


def _components(rows: Sequence[Stroke], columns: Sequence[Stroke]) -> list[_Group]:
    """Lines grouped by whether they meet, directly or through others; lines that meet none are left out."""
    leader = list(range(len(rows) + len(columns)))

    def find(item: int) -> int:
        while leader[item] != item:
            leader[item] = leader[leader[item]]
            item = leader[item]
        return item

    positions = [row.position for row in rows]
    crossed = [False] * len(leader)
    for index, column in enumerate(columns, start=len(rows)):
        first = bisect_left(positions, column.start - REACH)
        last = bisect_right(positions, column.end + REACH)
        for other in range(first, last):
            if rows[other].start - REACH <= column.position <= rows[other].end + REACH:
                crossed[index] = crossed[other] = True
                leader[find(index)] = find(other)
    groups: dict[int, _Group] = {}
    for index, stroke in enumerate((*rows, *columns)):
        if crossed[index]:
            groups.setdefault(find(index), ([], []))[index >= len(rows)].append(stroke)
    return list(groups.values())


def _extent(group: _Group) -> BBox:
    rows, columns = group
    return (
        min(columns[0].position, *(row.start for row in rows)),
        min(rows[0].position, *(column.start for column in columns)),
        max(columns[-1].position, *(row.end for row in rows)),
        max(rows[-1].position, *(column.end for column in columns)),
    )


def _absorbed(groups: list[_Group]) -> list[_Group]:
    """Groups that lie inside another one belong to it: inner lines that stop short of the outer border.

    A frame of four lines around everything is no table and absorbs nothing.
    """
    groups = [group for group in groups if len(group[0]) > 2 or len(group[1]) > 2]
    extents = sorted(((_extent(group), group) for group in groups), key=lambda pair: _area(pair[0]), reverse=True)
    del extents[MOST_TABLES:]
    kept: list[tuple[BBox, _Group]] = []
    for box, group in extents:
        outer = next((other for other_box, other in kept if _inside(box, other_box)), None)
        if outer is None:
            kept.append((box, group))
        else:
            outer[0].extend(group[0])
            outer[1].extend(group[1])
    return [(sorted(rows), sorted(columns)) for _, (rows, columns) in kept]


def _area(box: BBox) -> float:
    return (box[2] - box[0]) * (box[3] - box[1])


def _inside(inner: BBox, outer: BBox) -> bool:
    return (
        inner[0] >= outer[0] - REACH
        and inner[1] >= outer[1] - REACH
        and inner[2] <= outer[2] + REACH
        and inner[3] <= outer[3] + REACH
    )


def _positions(across: Sequence[Stroke], along: Sequence[Stroke]) -> tuple[float, ...]:
    """Where a table is divided: at the lines across, and where the lines along end without a border."""
    positions = [group[0].position for group in _clusters(sorted(across))]
    first, last = min(line.start for line in along), max(line.end for line in along)
    if first < positions[0] - OVERHANG:
        positions.insert(0, first)
    if last > positions[-1] + OVERHANG:
        positions.append(last)
    return tuple(positions)


def _drawn(lines: Sequence[Stroke], positions: tuple[float, ...], steps: tuple[float, ...]) -> list[list[bool]]:
    """``result[i][j]``: whether a line is drawn at ``positions[i]`` from ``steps[j]`` to ``steps[j + 1]``."""
    covered = [[0.0] * (len(steps) - 1) for _ in positions]
    for line in lines:
        nearest = bisect_left(positions, line.position - SNAP)
        if nearest == len(positions):
            continue
        row = covered[nearest]
        for j in range(max(bisect_right(steps, line.start) - 1, 0), len(steps) - 1):
            if steps[j] >= line.end:
                break
            row[j] += min(line.end, steps[j + 1]) - max(line.start, steps[j])
    return [[length >= COVERED * (steps[j + 1] - steps[j]) for j, length in enumerate(row)] for row in covered]


def _lattice(rows: list[Stroke], columns: list[Stroke]) -> Lattice | None:
    ys, xs = _positions(rows, columns), _positions(columns, rows)
    if len(xs) < 2 or len(ys) < 2:
        return None
    above = _drawn(rows, ys, xs)
    beside = _drawn(columns, xs, ys)
    spans, owner = _cells(above, beside, len(ys) - 1, len(xs) - 1)
    return Lattice(xs, ys, tuple(spans), tuple(tuple(row) for row in owner))


def _cells(
    above: list[list[bool]], beside: list[list[bool]], rows: int, columns: int
) -> tuple[list[Span], list[list[int]]]:
    """Lattice positions without a line between them put together to rectangles, row by row."""
    spans: list[Span] = []
    owner = [[-1] * columns for _ in range(rows)]
    for row in range(rows):
        for column in range(columns):
            if owner[row][column] >= 0:
                continue
            right = column + 1
            while right < columns and not beside[right][row] and owner[row][right] < 0:
                right += 1
            down = row + 1
            while down < rows and not any(above[down][column:right]) and _open(beside, owner, down, column, right):
                down += 1
            for covered in range(row, down):
                owner[covered][column:right] = [len(spans)] * (right - column)
            spans.append(Span(row, column, down - row, right - column))
    return spans, owner


def _open(beside: list[list[bool]], owner: list[list[int]], row: int, column: int, right: int) -> bool:
    """Whether a row's positions from ``column`` to ``right`` have no line between them and belong to no cell yet."""
    return not any(beside[x][row] for x in range(column + 1, right)) and owner[row][column:right] == [-1] * (
        right - column
    )
