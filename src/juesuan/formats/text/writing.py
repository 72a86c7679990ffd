"""A document to plain text: with the columns kept apart by tabs, or flattened as a text dump of a PDF is.

Flattened text is what people paste when they have no better source: blank cells are gone, long names stand on lines of their
own above their amounts, codes of 06 are broken, page numbers stand between the rows.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from juesuan.formats.printing.printed_blocks import NewPage, PlacedCell, Printed, PrintedLine, PrintedTable

__all__ = ["flattened_text", "tabbed_text", "write_flattened", "write_text"]

_LINE = 30  # characters on a line of flattened prose
_NAME, _CODED_NAME = 16, 13  # characters that a name may have on its line; fewer in tables with many columns
_PAGE = 46  # lines on a flattened page


def write_text(printed: Printed, path: Path) -> None:
    """Writes plain text with tab-separated columns."""
    path.write_text(tabbed_text(printed), encoding="utf-8")


def write_flattened(printed: Printed, path: Path) -> None:
    """Writes the text that a dump of the PDF would leave."""
    path.write_text(flattened_text(printed), encoding="utf-8")


def tabbed_text(printed: Printed) -> str:
    """Text in which every grid position of a table has its place between two tabs."""
    return "\n".join(line for block in printed.blocks for line in _tabbed(block)) + "\n"


def _tabbed(block: PrintedLine | PrintedTable | NewPage) -> Iterator[str]:
    if isinstance(block, NewPage):
        yield ""
        return
    if isinstance(block, PrintedLine):
        yield block.text
        return
    yield ""
    if block.number:
        yield block.number
    yield block.title
    if any(block.corners):
        yield "\t".join(block.corners)
    grid = [[""] * block.columns for _ in block.rows]
    for cell in block.cells:
        grid[cell.row][cell.column] = cell.slot.text.replace("\n", "")
    yield from ("\t".join(row) for row in grid)
    yield from block.notes


def flattened_text(printed: Printed) -> str:
    """Text as a PDF reader without geometry leaves it."""
    lines = [line for block in printed.blocks for line in _flattened(block)]
    pages = (lines[start : start + _PAGE] for start in range(0, len(lines), _PAGE))
    return "\n".join(line for number, page in enumerate(pages, 1) for line in (*page, f"- {number} -"))


def _flattened(block: PrintedLine | PrintedTable | NewPage) -> Iterator[str]:
    if isinstance(block, PrintedLine):
        yield from _wrapped(block.text, _LINE)
    elif isinstance(block, PrintedTable):
        yield block.title
        if block.number:
            yield block.number
        if any(block.corners):
            yield " ".join(text for text in block.corners if text)
        for number, row in enumerate(block.rows):
            yield from _header(row) if number < block.header_rows else _row(row)
        for note in block.notes:
            yield from _wrapped(note, 2 * _LINE)


def _wrapped(text: str, width: int) -> Iterator[str]:
    yield from (text[start : start + width] for start in range(0, len(text), width))


def _header(row: tuple[PlacedCell, ...]) -> Iterator[str]:
    line = " ".join(cell.slot.text for cell in row if cell.slot.text)
    if line:
        yield line


def _row(row: tuple[PlacedCell, ...]) -> Iterator[str]:
    """One row: what does not fit on a line stands on lines of its own, the blanks are gone."""
    line: list[str] = []
    width = _CODED_NAME if row and row[0].slot.text.isdigit() else _NAME
    for cell in row:
        text = cell.slot.text
        if "\n" in text or len(text) > width:
            if line:
                yield " ".join(line)
                line = []
            yield from (piece for part in text.split("\n") for piece in _wrapped(part, width))
        elif text:
            line.append(text)
    if line:
        yield " ".join(line)
