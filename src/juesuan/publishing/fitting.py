"""How a table fits its paper: widths of columns, size of letters, heights of rows, and how many pages that makes.

Nothing is measured with a font: a Chinese character is as wide as its size, everything else takes a little more than any
usual font does. So a table that fits here fits in Word and in PDF, whatever font the reader's machine has.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from juesuan.publishing.page import PlacedCell, PrintedTable

__all__ = ["LINE", "NARROW", "Fit", "Room", "fitted", "line_count", "text_width"]

LINE = 1.25
"""Height of a line of a table in sizes of its letters."""

NARROW = 0.58
"""Advance of a digit or a Latin letter in em: rather more than less."""

_LEAST = 7.5  # letters below this are made only where an amount would not fit into its column
_SMALLEST = 4.5
_STEP = 0.25
_SHRINK = 2.0  # points that the letters may lose for the sake of a page less
_PADDINGS = (4.5, 3.8, 3.0, 2.4, 1.8)  # above and below the text of a cell, in points
_TOKEN = re.compile(r"(?:[0-9A-Za-z.,%+\-]+|.)[，。、；：！？）》」”’％]*", re.DOTALL)
_SHORT = 2  # words of so many characters do not break
_ROOMY = 1.8  # times the least width that a column of amounts may take
_HEADER_LINES = 3  # lines that a header may take before it asks for a wider column
_WISH = 22  # characters beyond which a name may as well wrap


@dataclass(frozen=True, slots=True)
class Room:
    """The paper a table has, in points.

    ``above`` is taken by its title, on the pages that follow ``again``, ``below`` by its notes; ``inset``: beside the text of a cell.
    """

    width: float
    height: float
    above: float
    again: float
    below: float
    inset: float


@dataclass(frozen=True, slots=True)
class Fit:
    """A table on its paper, in points. ``padding``: above and below the text of a cell; ``pages``: how many it takes."""

    size: float
    padding: float
    widths: tuple[float, ...]
    heights: tuple[float, ...]
    pages: int


@lru_cache(maxsize=4096)
def text_width(text: str, narrow: float = NARROW) -> float:
    """Width in em, with digits and Latin letters ``narrow`` em wide."""
    return sum(1.0 if unicodedata.east_asian_width(char) in "WFA" else narrow for char in text)


@lru_cache(maxsize=16384)
def line_count(text: str, width: float, narrow: float = NARROW) -> int:
    """Lines that the text takes at ``width`` em; digits stay together and punctuation never begins a line."""
    lines = 0
    for piece in text.split("\n"):
        lines += 1
        used = 0.0
        for token in _TOKEN.findall(piece):
            advance = text_width(token, narrow)
            if used and used + advance > width:
                lines += 1
                used = 0.0
            used += advance
    return lines


def fitted(table: PrintedTable, room: Room, size: float, *, repeat: bool) -> Fit:
    """The fewest pages without letters that are hard to read, then the largest letters, then the airiest rows.

    ``repeat``: the header stands again on every page.
    """
    best: Fit | None = None
    for step in range(int((size - _SMALLEST) / _STEP) + 1):
        letters = size - step * _STEP
        if best is not None and letters < max(_LEAST, size - _SHRINK):
            break
        widths = _widths(table, room, letters)
        if widths is None:
            continue
        for padding in _PADDINGS:
            heights = _heights(table, widths, letters, padding, room.inset)
            pages = _pages(table, heights, room, repeat=repeat)
            if best is None or pages < best.pages:
                best = Fit(letters, padding, widths, heights, pages)
    if best is not None:
        return best
    widths = _relative(table, room.width)
    heights = _heights(table, widths, _SMALLEST, _PADDINGS[-1], room.inset)
    return Fit(_SMALLEST, _PADDINGS[-1], widths, heights, _pages(table, heights, room, repeat=repeat))


def _relative(table: PrintedTable, width: float) -> tuple[float, ...]:
    return tuple(width * part / sum(table.widths) for part in table.widths)


def _widths(table: PrintedTable, room: Room, size: float) -> tuple[float, ...] | None:
    """Widths by what stands in the columns, or None where letters of this size do not fit.

    A table without a header is a form: its grid is ruled evenly and its cells share it as they like.
    """
    if not table.header_rows:
        widths = _relative(table, room.width)
        fits = all(
            _least(cell) * size + 2 * room.inset <= sum(widths[cell.column : cell.column + cell.slot.column_span]) + 0.1
            for cell in table.cells
            if cell.slot.text
        )
        return widths if fits else None
    needs, wishes = [0.0] * table.columns, [0.0] * table.columns
    for cell in table.cells:
        if cell.slot.column_span == 1 and cell.slot.text:
            needs[cell.column] = max(needs[cell.column], _least(cell))
            wishes[cell.column] = max(wishes[cell.column], _wish(cell, header=cell.row < table.header_rows))
    least = [need * size + 2 * room.inset for need in needs]
    spare = room.width - sum(least)
    if spare < 0:
        return None
    wanted = [max(0.0, wish - need) * size for wish, need in zip(wishes, needs, strict=True)]
    share = min(1.0, spare / sum(wanted)) if sum(wanted) else 0.0
    widths = [base + share * wish for base, wish in zip(least, wanted, strict=True)]
    return _spread(table, widths, spare - share * sum(wanted), least)


def _spread(table: PrintedTable, widths: list[float], spare: float, least: Sequence[float]) -> tuple[float, ...]:
    """What is left goes to all columns alike, but amounts stay below their header: more than half the column is theirs."""
    amounts = {
        cell.column
        for cell in table.cells
        if cell.row >= table.header_rows and cell.slot.align == "right" and cell.slot.column_span == 1
    }
    total = sum(table.widths)
    parts = [spare * part / total for part in table.widths]
    if len(amounts) < table.columns:
        limits = {column: max(0.0, _ROOMY * least[column] - widths[column]) for column in amounts}
        parts = [min(part, limits.get(column, part)) for column, part in enumerate(parts)]
        labels = sum(table.widths[column] for column in range(table.columns) if column not in amounts)
        rest = (spare - sum(parts)) / labels
        parts = [part + (0.0 if column in amounts else rest * table.widths[column]) for column, part in enumerate(parts)]
    return tuple(width + part for width, part in zip(widths, parts, strict=True))


def _least(cell: PlacedCell) -> float:
    """Width in em without which a word would break or an amount run into the next column."""
    text = cell.slot.text
    if len(text) <= _SHORT:
        return text_width(text)
    return max((text_width(token) for line in text.split("\n") for token in _TOKEN.findall(line)), default=0.0)


def _wish(cell: PlacedCell, *, header: bool) -> float:
    """Width in em at which the cell looks best."""
    longest = max(map(text_width, cell.slot.text.split("\n")))
    return longest / _HEADER_LINES + 1 if header and longest > _HEADER_LINES else min(longest, _WISH)


def _heights(
    table: PrintedTable, widths: Sequence[float], size: float, padding: float, inset: float
) -> tuple[float, ...]:
    heights = [size * LINE + 2 * padding] * len(table.rows)
    for cell in sorted(table.cells, key=lambda cell: cell.slot.row_span):
        if not cell.slot.text:
            continue
        slot = cell.slot
        width = sum(widths[cell.column : cell.column + slot.column_span]) - 2 * inset
        need = line_count(slot.text, round(width / size, 2)) * size * LINE + 2 * padding
        rows = range(cell.row, cell.row + slot.row_span)
        lacking = need - sum(heights[row] for row in rows)
        if lacking > 0:
            heights[rows[-1]] += lacking
    return tuple(heights)


def _pages(table: PrintedTable, heights: Sequence[float], room: Room, *, repeat: bool) -> int:
    """Rows that belong together by a merged cell may part; a row may not."""
    header = room.again + (sum(heights[: table.header_rows]) if repeat else 0.0)
    pages, used = 1, room.above
    for height in _with_notes(heights, room.below):
        if used + height > room.height:
            pages += 1
            used = header
        used += height
    return pages


def _with_notes(heights: Iterable[float], below: float) -> Iterator[float]:
    """The last row takes the notes with it, so that they never stand on a page alone."""
    rows = [*heights, 0.0]
    for height, following in pairwise(rows):
        yield height + (below if following == 0.0 else 0.0)
