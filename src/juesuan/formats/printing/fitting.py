"""How a table fits its paper: widths of columns, size of letters, heights of rows, and how many pages that makes.

Nothing is measured with a font: a Chinese character is as wide as its size, everything else takes a little more than any
usual font does. So a table that fits here fits in Word and in PDF, whatever font the reader's machine has.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from juesuan.formats.printing.printed_blocks import PlacedCell, PrintedTable

__all__ = ["LINE", "NARROW", "Room", "TableFit", "fitted", "line_count", "text_width", "without_orphan"]

LINE = 1.25
"""Height of a line of a table in sizes of its letters."""

NARROW = 0.64
"""Advance of a digit or a Latin letter in em, as wide as any usual font has them."""

_RULE = 0.6  # points that a line between rows takes
_LEAST = 7.5  # letters below this are made only where an amount would not fit into its column
_SMALLEST = 4.5
_STEP = 0.25
_SHRINK = 2.0  # points that the letters may lose for the sake of a page less
_PADDINGS = (4.5, 3.8, 3.0, 2.4, 1.8)  # above and below the text of a cell, in points
_TOKEN = re.compile(r"(?:[0-9A-Za-z.,%+\-]+|.)[，。、；：！？）》」”’％]*", re.DOTALL)
_CHARACTERS = re.compile(r"[\u4e00-\u9fff、]+")
_EXACT = 0.01  # of a character: widths are rounded
_SHORT = 2  # words of so many characters do not break
_WORD = 4  # in a form, which has room: 一级指标
_ROOMY = 0.7  # how much wider than it needs to be a column of amounts may become
_WISH = 22  # characters beyond which a name may as well wrap


@dataclass(frozen=True, slots=True)
class Room:
    """The paper a table has, in points.

    ``above`` is taken by its title, on the pages that follow ``again``, ``below`` by its notes; ``inset``: beside the text of a cell.
    ``header_lines``: lines that a header may take; it likes to take one less.
    """

    width: float
    height: float
    above: float
    again: float
    below: float
    inset: float
    header_lines: int = 3


@dataclass(frozen=True, slots=True)
class TableFit:
    """A table on its paper, in points. ``padding``: above and below the text of a cell; ``pages``: how many it takes."""

    size: float
    padding: float
    widths: tuple[float, ...]
    heights: tuple[float, ...]
    pages: int

    def width_of(self, cell: PlacedCell) -> float:
        """Width of a cell with all the columns it covers."""
        return sum(self.widths[cell.column : cell.column + cell.slot.column_span])


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


def without_orphan(text: str, width: float) -> str:
    """The text with its last two characters on the last line where one would stand there alone: 资金管理 · 情况.

    Only for text of Chinese characters, whose width does not depend on the font.
    """
    fill = int(width + _EXACT)
    if fill < _SHORT + 1 or len(text) % fill != 1 or len(text) < fill or not _CHARACTERS.fullmatch(text):
        return text
    return f"{text[:-_SHORT]}\n{text[-_SHORT:]}"


def fitted(table: PrintedTable, room: Room, size: float, *, repeat: bool) -> TableFit:
    """The fewest pages without letters that are hard to read, then the largest letters, then the airiest rows.

    ``repeat``: the header stands again on every page.
    """
    best: TableFit | None = None
    for step in range(int((size - _SMALLEST) / _STEP) + 1):
        letters = size - step * _STEP
        if best is not None and (best.pages == 1 or letters < max(_LEAST, size - _SHRINK)):
            break
        widths = _widths(table, room, letters)
        if widths is None:
            continue
        for fit in _fits(table, room, letters, widths, repeat=repeat):
            if best is None or fit.pages < best.pages:
                best = fit
    return best or _fits(table, room, _SMALLEST, _relative(table, room.width), repeat=repeat)[-1]


def _fits(table: PrintedTable, room: Room, size: float, widths: tuple[float, ...], *, repeat: bool) -> list[TableFit]:
    """From airy rows to tight ones."""
    wrapped = _wrapped(table, widths, size, room.inset)
    found = []
    for padding in _PADDINGS:
        heights = _heights(len(table.rows), wrapped, size, padding)
        found.append(TableFit(size, padding, widths, heights, _pages(table, heights, room, repeat=repeat)))
    return found


def _relative(table: PrintedTable, width: float) -> tuple[float, ...]:
    return tuple(width * part / sum(table.widths) for part in table.widths)


def _widths(table: PrintedTable, room: Room, size: float) -> tuple[float, ...] | None:
    """Widths by what stands in the columns, or None where letters of this size do not fit.

    A table without a header is a form: its grid is ruled evenly, and bends only where a word would break.
    """
    if not table.header_rows:
        return _bent(table, room, size)
    needs, wishes = [0.0] * table.columns, [0.0] * table.columns
    for cell in table.cells:
        if cell.slot.column_span == 1 and cell.slot.text:
            header = cell.row < table.header_rows
            needs[cell.column] = max(
                needs[cell.column], _header_least(cell, room.header_lines) if header else _least(cell)
            )
            wishes[cell.column] = max(wishes[cell.column], _wish(cell, room.header_lines - 1 if header else 0))
    amounts = _amounts(table)
    alike = max(
        (max(needs[column], wishes[column]) for column in amounts), default=0.0
    )  # amounts like to be equally wide
    wishes = [alike if column in amounts else wish for column, wish in enumerate(wishes)]
    least = [need * size + 2 * room.inset for need in needs]
    spare = room.width - sum(least)
    if spare < 0:
        return None
    wanted = [max(0.0, wish - need) * size for wish, need in zip(wishes, needs, strict=True)]
    labels = frozenset(range(table.columns)) - amounts
    widths = least
    for columns in (labels, amounts):  # names that do not wrap come first
        asked = sum(wanted[column] for column in columns)
        share = min(1.0, spare / asked) if asked else 0.0
        widths = [width + share * wanted[column] * (column in columns) for column, width in enumerate(widths)]
        spare -= share * asked
    return _spread(table, widths, spare, amounts)


def _amounts(table: PrintedTable) -> frozenset[int]:
    """The columns in which amounts stand."""
    return frozenset(
        cell.column
        for cell in table.cells
        if cell.row >= table.header_rows and cell.slot.align == "right" and cell.slot.column_span == 1
    )


def _bent(table: PrintedTable, room: Room, size: float) -> tuple[float, ...] | None:
    """The even grid of a form with what its cells need taken from the columns that have more than they need."""
    needs = [0.0] * table.columns
    for cell in sorted(table.cells, key=lambda cell: cell.slot.column_span):
        columns = range(cell.column, cell.column + cell.slot.column_span)
        need = _least(cell, _WORD) * size + 2 * room.inset if cell.slot.text else 0.0
        lacking = (need - sum(needs[column] for column in columns)) / len(columns)
        if lacking > 0:
            for column in columns:
                needs[column] += lacking
    spare = room.width - sum(needs)
    if spare < 0:
        return None
    wanted = [max(0.0, even - need) for even, need in zip(_relative(table, room.width), needs, strict=True)]
    share = spare / sum(wanted) if sum(wanted) else 0.0
    return tuple(need + share * want for need, want in zip(needs, wanted, strict=True))


def _spread(table: PrintedTable, widths: list[float], spare: float, amounts: frozenset[int]) -> tuple[float, ...]:
    """What is left goes to all columns alike, but amounts stay below their header: more than half the column is theirs."""
    parts = list(_relative(table, spare))
    if len(amounts) < table.columns:
        parts = [min(part, _ROOMY * widths[column]) if column in amounts else part for column, part in enumerate(parts)]
        labels = sum(table.widths[column] for column in range(table.columns) if column not in amounts)
        rest = (spare - sum(parts)) / labels
        parts = [
            part + (0.0 if column in amounts else rest * table.widths[column]) for column, part in enumerate(parts)
        ]
    return tuple(width + part for width, part in zip(widths, parts, strict=True))


def _least(cell: PlacedCell, short: int = _SHORT) -> float:
    """Width in em without which a word of ``short`` characters would break or an amount run into the next column."""
    text = cell.slot.text
    if len(text) <= short:
        return text_width(text)
    return max((text_width(token) for line in text.split("\n") for token in _TOKEN.findall(line)), default=0.0)


def _header_least(cell: PlacedCell, lines: int) -> float:
    """Width in em with which a header takes no more lines than it may."""
    return max(_least(cell), math.ceil(text_width(cell.slot.text) / lines))


def _wish(cell: PlacedCell, header_lines: int) -> float:
    """Width in em at which the cell looks best; ``header_lines`` are those of a header, 0 for any other cell."""
    longest = max(map(text_width, cell.slot.text.split("\n")))
    return math.ceil(longest / header_lines) if header_lines else min(longest, _WISH)


def _wrapped(table: PrintedTable, widths: Sequence[float], size: float, inset: float) -> list[tuple[range, int]]:
    """The rows and the number of lines of the cells that take several, cells over fewer rows first."""
    found = []
    for cell in table.cells:
        slot = cell.slot
        if not slot.text:
            continue
        width = sum(widths[cell.column : cell.column + slot.column_span]) - 2 * inset
        count = line_count(slot.text, round(width / size, 2))
        if count > 1:
            found.append((range(cell.row, cell.row + slot.row_span), count))
    return sorted(found, key=lambda pair: len(pair[0]))


def _heights(count: int, wrapped: Sequence[tuple[range, int]], size: float, padding: float) -> tuple[float, ...]:
    heights = [size * LINE + 2 * padding] * count
    for rows, lines in wrapped:
        lacking = lines * size * LINE + 2 * padding - sum(heights[row] for row in rows)
        if lacking > 0:
            heights[rows[-1]] += lacking
    return tuple(heights)


def _pages(table: PrintedTable, heights: Sequence[float], room: Room, *, repeat: bool) -> int:
    """Rows that belong together by a merged cell may part; a row may not."""
    header = room.again + (sum(heights[: table.header_rows]) if repeat else 0.0)
    pages, used = 1, room.above
    for height in _with_notes([height + _RULE for height in heights], room.below):
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
