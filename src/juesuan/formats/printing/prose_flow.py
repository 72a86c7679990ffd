"""How prose runs over its pages: lines and their distance, so that no page begins with a remnant of two or three lines.

Letters stand on a grid: a Chinese character is as wide as the letters are high, and lines are a fixed distance apart.
"""

from __future__ import annotations

from collections.abc import Iterator

from juesuan.formats.printing.around_tables import PART_LINE
from juesuan.formats.printing.fitting import line_count
from juesuan.formats.printing.paper import HEADINGS, Group, Paper
from juesuan.formats.printing.printed_blocks import PrintedLine, PrintedTable
from juesuan.model.print_style import PrintStyle

__all__ = ["INDENT", "contents_measure", "line_pages", "prose_line"]

INDENT = 2
"""Characters that the first line of a paragraph is indented."""

_PROSE_DIGIT = 0.56  # em; that of the fonts that come with the program
_REMNANT = 8  # lines that are too few for a page of their own
_CLOSER = 3.6  # points that lines may move together to take in a remnant
_CONTENTS = (24.0, 16.0)  # most and least distance of the lines of the contents, in points
_CONTENTS_RATIO = 0.64  # size of their letters by it


def contents_measure(count: int, sheet: Paper) -> tuple[float, float]:
    """Size of letters and distance of lines with which ``count`` lines of contents stay on one page, if they can."""
    most, least = _CONTENTS
    line = max(least, min(most, (sheet.text_height - PART_LINE - least) / max(1, count)))
    return round(line * _CONTENTS_RATIO * 2) / 2, round(line, 1)


def prose_line(group: Group, sheet: Paper, layout: PrintStyle) -> float:
    """The layout's distance of lines, or a little less where that saves a page with but a remnant on it."""
    pages, remnant = _run(group, sheet, layout, layout.line, _PROSE_DIGIT)[1:]
    if pages == 1 or remnant > _REMNANT:
        return layout.line
    tries = (layout.line - step * 0.2 for step in range(1, int(_CLOSER / 0.2) + 1))
    return next(
        (round(line, 1) for line in tries if _run(group, sheet, layout, line, _PROSE_DIGIT)[1] < pages), layout.line
    )


def line_pages(group: Group, sheet: Paper, layout: PrintStyle, line: float) -> tuple[tuple[int, ...], int]:
    """The page, from 0, on which each block begins, and how many pages there are; digits are half as wide as characters."""
    return _run(group, sheet, layout, line, 0.5)[:2]


def _run(
    group: Group, sheet: Paper, layout: PrintStyle, line: float, narrow: float
) -> tuple[tuple[int, ...], int, int]:
    """Where the blocks begin, how many pages they take, and the lines on the last page."""
    starts: list[int] = []
    page, used, lines = 0, 0.0, 0
    for height, count, keep in _blocks(group, sheet, layout, line, narrow):
        for number in range(count):
            if used + height + (keep if number == 0 else 0.0) > sheet.text_height:
                page, used, lines = page + 1, 0.0, 0
            if number == 0:
                starts.append(page)
            used += height
            lines += 1
    return tuple(starts), page + 1, lines


def _blocks(
    group: Group, sheet: Paper, layout: PrintStyle, line: float, narrow: float
) -> Iterator[tuple[float, int, float]]:
    """Height of a line, number of lines, and what must stand on the same page: a heading keeps the next line."""
    for block in group:
        if isinstance(block, PrintedTable):
            continue
        height = PART_LINE if block.style == "part" else line
        yield height, _count(block, sheet, layout, narrow), line if block.style in HEADINGS else 0.0


def _count(line: PrintedLine, sheet: Paper, layout: PrintStyle, narrow: float) -> int:
    if line.style == "part":
        return 1
    return line_count("　" * INDENT + line.text, round(sheet.text_width / layout.size, 2), narrow)
