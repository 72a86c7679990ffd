"""Rows and columns of a ruled table that are not ruled off: a body without horizontal lines, a total row without vertical ones.

What is printed tells: amounts one under the other in several cells of a row, or several amounts side by side in one cell.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import pairwise

from juesuan.formats.drawn.chunks import Chunk, chunked
from juesuan.formats.drawn.geometry import centres
from juesuan.formats.drawn.ruling import Lattice, Span
from juesuan.formats.drawn.text_lines import CharacterLine, to_lines

__all__ = ["Contents", "uncovered"]

Contents = Sequence[Sequence[CharacterLine]]
"""The lines of every cell of a lattice."""

FEWEST_CELLS, FEWEST_LINES = 2, 3
"""So many cells of a row with so many amounts one under the other make hidden rows."""


def uncovered(lattice: Lattice, contents: Contents) -> tuple[Lattice, Contents]:
    """The table with its hidden rows and columns as rows and columns."""
    cuts = _row_cuts(lattice, contents)
    wide = {index for index, span in enumerate(lattice.spans) if _holds_columns(lattice, span, contents[index])}
    if not cuts and not wide:
        return lattice, contents
    return _divided(lattice, contents, cuts, wide)


def _row_cuts(lattice: Lattice, contents: Contents) -> dict[int, list[float]]:
    """Where rows are to be cut, by row."""
    stacks: dict[int, list[list[float]]] = {}
    for span, lines in zip(lattice.spans, contents, strict=True):
        if len(lines) >= FEWEST_LINES and span.row_span == 1 and all(Chunk(line).is_amount for line in lines):
            stacks.setdefault(span.row, []).append([line.baseline for line in lines])
    cuts = {}
    for row, found in stacks.items():
        if len(found) >= FEWEST_CELLS:
            em = max(
                line.em
                for span, lines in zip(lattice.spans, contents, strict=True)
                if span.row == row
                for line in lines
            )
            baselines = _distinct(sorted(baseline for stack in found for baseline in stack), em / 2)
            cuts[row] = [(above + below - em) / 2 + em / 4 for above, below in pairwise(baselines)]
    return cuts


def _distinct(values: Sequence[float], apart: float) -> list[float]:
    distinct: list[float] = []
    for value in values:
        if not distinct or value - distinct[-1] > apart:
            distinct.append(value)
    return distinct


def _holds_columns(lattice: Lattice, span: Span, lines: Sequence[CharacterLine]) -> bool:
    """Whether a cell over several columns has amounts that stand one in each of them."""
    if span.column_span == 1 or span.row_span > 1 or len(lines) != 1:
        return False
    chunks = chunked(lines[0]).chunks
    if sum(chunk.is_amount for chunk in chunks) < FEWEST_CELLS:
        return False
    columns = [(_column(lattice, chunk.left), _column(lattice, chunk.right)) for chunk in chunks]
    return len(set(columns)) == len(columns) and all(first == last for first, last in columns)


def _column(lattice: Lattice, x: float) -> int:
    return bisect_right(lattice.xs, x) - 1


def _divided(
    lattice: Lattice, contents: Contents, cuts: dict[int, list[float]], wide: set[int]
) -> tuple[Lattice, Contents]:
    """The lattice with more rows at the cuts and with the wide cells taken apart."""
    ys = tuple(sorted((*lattice.ys, *(y for found in cuts.values() for y in found))))
    starts = [ys.index(y) for y in lattice.ys]
    parts: list[tuple[Span, Sequence[CharacterLine]]] = []
    for index, (span, lines) in enumerate(zip(lattice.spans, contents, strict=True)):
        moved = Span(
            starts[span.row], span.column, starts[span.row + span.row_span] - starts[span.row], span.column_span
        )
        by_row = span.row in cuts and span.row_span == 1
        if not by_row and index not in wide:
            parts.append((moved, lines))
            continue
        glyphs = [glyph for line in lines for glyph in line.glyphs]
        middles = centres(glyphs)
        for part in _parts(moved, by_row, index in wide):
            inside = [glyph for glyph, middle in zip(glyphs, middles, strict=True) if _in(middle, part, lattice.xs, ys)]
            parts.append((part, to_lines(inside) if inside else ()))
    parts.sort(key=lambda part: part[0])
    return Lattice.of(lattice.xs, ys, [span for span, _ in parts]), [lines for _, lines in parts]


def _parts(span: Span, by_row: bool, by_column: bool) -> Iterator[Span]:
    """A cell taken apart into its lattice rows, columns, or both."""
    rows = range(span.row, span.row + span.row_span) if by_row else (span.row,)
    columns = range(span.column, span.column + span.column_span) if by_column else (span.column,)
    for row in rows:
        for column in columns:
            yield Span(row, column, 1 if by_row else span.row_span, 1 if by_column else span.column_span)


def _in(point: tuple[float, float], span: Span, xs: Sequence[float], ys: Sequence[float]) -> bool:
    x, y = point
    return (
        xs[span.column] <= x < xs[span.column + span.column_span] and ys[span.row] <= y < ys[span.row + span.row_span]
    )
