"""Ruled tables of a page: which characters stand in which cell."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate

from juesuan.formats.drawn.geometry import Glyph, centres
from juesuan.formats.drawn.hidden import uncovered
from juesuan.formats.drawn.overflow import follows, put_back
from juesuan.formats.drawn.ruling import Lattice, Span
from juesuan.formats.drawn.text_lines import CharacterLine, to_lines
from juesuan.formats.pages.normal_form import join_runs
from juesuan.formats.pages.source import Grid, GridCell
from juesuan.model import Place
from juesuan.model.place import BBox

__all__ = ["fill_lattices", "grid_cell"]

_OUTSIDE = -1


def fill_lattices(lattices: Sequence[Lattice], glyphs: Sequence[Glyph], page: int) -> tuple[list[Grid], list[Glyph]]:
    """Every lattice with its text, and the characters that stand in none."""
    contents: list[list[Glyph]] = [[] for lattice in lattices for _ in lattice.spans]
    outside: list[Glyph] = []
    for glyph, home in zip(glyphs, _homes(lattices, glyphs), strict=True):
        (outside if home == _OUTSIDE else contents[home]).append(glyph)
    grids = []
    start = 0
    for lattice in lattices:
        grids.append(_grid(lattice, contents[start : start + len(lattice.spans)], page))
        start += len(lattice.spans)
    return grids, outside


def _homes(lattices: Sequence[Lattice], glyphs: Sequence[Glyph]) -> list[int]:
    """For every character the number of its cell, counted over all lattices."""
    starts = list(accumulate((len(lattice.spans) for lattice in lattices), initial=0))
    homes: list[int] = []
    crossings: list[int] = []
    home, left, top, right, bottom = _OUTSIDE, 0.0, 0.0, 0.0, 0.0
    for number, (glyph, (x, y)) in enumerate(zip(glyphs, centres(glyphs), strict=True)):
        if not (left <= x < right and top <= y < bottom):  # mostly it stands in the cell of the one before
            home, left, top, right, bottom = _OUTSIDE, 0.0, 0.0, 0.0, 0.0
            for start, lattice in zip(starts, lattices, strict=False):
                index = lattice.cell_at(x, y)
                if index is not None:
                    home = start + index
                    left, top, right, bottom = lattice.span_box(lattice.spans[index])
                    break
            if number and home != homes[-1] and follows(glyphs[number - 1], glyph):
                crossings.append(number)
        homes.append(home)
    put_back(glyphs, homes, crossings)
    return homes


def _grid(lattice: Lattice, glyphs: Sequence[Sequence[Glyph]], page: int) -> Grid:
    lattice, contents = uncovered(lattice, [to_lines(inside) if inside else () for inside in glyphs])
    cells = tuple(
        grid_cell(span, lines, lattice.span_box(span), page)
        for span, lines in zip(lattice.spans, contents, strict=True)
    )
    return Grid(len(lattice.ys) - 1, len(lattice.xs) - 1, cells, Place(page=page, bbox=lattice.box))


def grid_cell(span: Span, lines: Sequence[CharacterLine], box: BBox, page: int) -> GridCell:
    """A cell with these lines of text."""
    return GridCell(
        row=span.row,
        column=span.column,
        row_span=span.row_span,
        column_span=span.column_span,
        passage=join_runs([line.run(page) for line in lines]),
        place=Place(page=page, bbox=box),
        lines=tuple([line.spaced(1) for line in lines]),
    )
