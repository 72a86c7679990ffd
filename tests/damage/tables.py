"""A printed table as rows that can be changed one by one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from juesuan.formats.printing.printed_blocks import CellContent, PlacedCell, PrintedTable

__all__ = ["CODED", "code_of", "is_amount", "label_of", "line_of", "raws", "rebuilt", "with_texts"]

CODED = ("T02", "T03", "T05")
Line = tuple[PlacedCell, ...]


def line_of(line: Line) -> str:
    """The key of the row that a line prints; of lines with two halves the first."""
    return next((cell.slot.key[0] for cell in line if cell.slot.key), "")


def code_of(table: PrintedTable, line: Line) -> str:
    """The functional code that a line prints, in one piece or several; empty where it prints none."""
    key = line_of(line).partition("#")[0]
    words = [cell.slot.text for cell in line if cell.slot.key is None]
    return key if key.isdigit() and any(word and key.endswith(word) for word in words if word.isdigit()) else ""


def label_of(line: Line) -> str:
    """The words of a line."""
    return "".join(cell.slot.text for cell in line if cell.slot.key is None and not cell.slot.text.isdigit())


def is_amount(cell: PlacedCell) -> bool:
    """Whether the cell prints an amount that is not nothing."""
    text = cell.slot.text
    return cell.slot.key is not None and any(digit in text for digit in "123456789")


def raws(line: Line) -> tuple[str, ...]:
    """The amounts of a line as printed."""
    return tuple(cell.slot.text for cell in line if is_amount(cell))


def with_texts(line: Line, texts: Mapping[int, str]) -> Line:
    """The line with other texts in some of its cells, by grid column."""
    return tuple(
        replace(cell, slot=replace(cell.slot, text=texts[cell.column])) if cell.column in texts else cell
        for cell in line
    )


def rebuilt(table: PrintedTable, lines: Sequence[Line]) -> PrintedTable:
    """The table with other lines, in that order."""
    cells = tuple(replace(cell, row=row) for row, line in enumerate(lines) for cell in line)
    return replace(table, cells=cells)


def slot_texts(line: Line) -> tuple[CellContent, ...]:
    """The slots of a line."""
    return tuple(cell.slot for cell in line)
