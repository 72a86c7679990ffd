"""What stands around a table: number, title, corner texts above it and notes below, and the room they leave.

Heights are in points and are kept exactly by Word and PDF alike.
"""

from __future__ import annotations

from typing import NamedTuple

from juesuan.formats.printing.fitting import Room, line_count, text_width
from juesuan.formats.printing.paper import Group, Paper
from juesuan.formats.printing.printed_blocks import PrintedTable
from juesuan.model.print_style import PrintStyle

__all__ = [
    "CORNER_LINE",
    "CORNER_SIZE",
    "INSETS",
    "NOTE_SIZE",
    "NUMBER_LINE",
    "PART_LINE",
    "PART_SIZE",
    "TITLE_LINE",
    "TITLE_SIZE",
    "Corners",
    "corners_of",
    "note_line",
    "part_size",
    "room_for",
    "title_size",
]

PART_SIZE, PART_LINE = 22.0, 44.0
"""Title of a part (二号): letters, and the height it takes."""

NUMBER_LINE, TITLE_LINE, CORNER_LINE = 16.0, 32.0, 18.0
CORNER_SIZE, NOTE_SIZE = 10.5, 9.0

INSETS = {"grid": 3.0, "rows": 5.0, "frame": 5.0}
"""Points beside the text of a cell by the layout's rules: more where no line separates."""

TITLE_SIZE = 18.0
_CORNER_GAPS = 2.0  # characters between the texts of that line
_SLACK = 6.0  # lines that are drawn, and what a font takes more than its size


def title_size(title: str, width: float) -> float:
    """小二, or less where the title would not fit on a line."""
    return min(TITLE_SIZE, width / max(1.0, text_width(title)))


class Corners(NamedTuple):
    """The line between title and table, in points: the size of its letters, and where its middle text is centred."""

    size: float
    centre: float


def corners_of(table: PrintedTable, width: float) -> Corners:
    """On one line whatever the unit is called: the middle gives way to a long name, then the letters become smaller."""
    left, middle, right = map(text_width, table.corners)
    whole = left + middle + right + _CORNER_GAPS
    size = min(CORNER_SIZE, int(2 * width / whole) / 2)
    if 2 * max(left, right) + middle + _CORNER_GAPS <= width / size:
        return Corners(size, width / 2)
    return Corners(size, (width + (left - right) * size) / 2)


def part_size(title: str, width: float) -> float:
    """二号, or less where the title of a part would not fit on a line."""
    return min(PART_SIZE, int(2 * width / max(1.0, text_width(title))) / 2)


def note_line() -> float:
    """Distance of the lines of notes."""
    return NOTE_SIZE * 1.45


def room_for(table: PrintedTable, sheet: Paper, layout: PrintStyle, headings: Group = ()) -> Room:
    """The room of a table on its paper, below the headings that stand on its first page."""
    own = TITLE_LINE + (NUMBER_LINE if table.number else 0.0) + (CORNER_LINE if any(table.corners) else 0.0)
    over = sum(
        PART_LINE if line.style == "part" else layout.line for line in headings if not isinstance(line, PrintedTable)
    )
    notes = sum(line_count(note, round(sheet.text_width / NOTE_SIZE, 2)) for note in table.notes)
    return Room(
        width=sheet.text_width,
        height=sheet.text_height - _SLACK,
        above=own + over,
        again=own if layout.repeat_title and table.header_rows else 0.0,
        below=notes * note_line() + (4.0 if notes else 0.0),
        inset=INSETS[layout.rules],
        header_lines=3 if layout.rules == "grid" else 2,  # where no line separates columns, headers must not mingle
    )
