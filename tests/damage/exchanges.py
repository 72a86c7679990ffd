"""What stands at another's place: cells and names exchanged, a row a column too far, the year or the words of another document."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from juesuan.formats.printing.printed_blocks import PrintedTable
from tests.damage.tables import Line, is_amount, raws, rebuilt, with_texts
from tests.departments import Chance

__all__ = ["cells_exchanged", "column_late", "figures_exchanged", "name_of_another", "of_another_year"]

_YEAR = re.compile(r"20\d\d(?=年)")
Made = tuple[PrintedTable, Line, Sequence[str]]


def _with(table: PrintedTable, changed: Mapping[Line, Line]) -> PrintedTable:
    return rebuilt(table, [changed.get(line, line) for line in table.rows])


def cells_exchanged(chance: Chance, table: PrintedTable) -> Made | None:
    """Two amounts of a row stand in each other's column."""
    pairs = [
        (line, one, other)
        for line in table.rows[table.header_rows :]
        for one in filter(is_amount, line)
        for other in filter(is_amount, line)
        if one.slot.text != other.slot.text and one.slot.key and other.slot.key and one.slot.key[0] == other.slot.key[0]
    ]
    if not pairs:
        return None
    line, one, other = chance.choice(pairs)
    texts = {one.column: other.slot.text, other.column: one.slot.text}
    return _with(table, {line: with_texts(line, texts)}), (one, other), (one.slot.text, other.slot.text)


def column_late(chance: Chance, table: PrintedTable) -> Made | None:
    """The figures of a row stand a column too far to the right; the last takes the first place."""
    lines = [line for line in table.rows[table.header_rows :] if raws(line) and _moved(line)]
    if not lines:
        return None
    line = chance.choice(lines)
    return _with(table, {line: with_texts(line, _moved(line))}), line, raws(line)


def _moved(line: Line) -> dict[int, str]:
    """The texts of the cells of a row, each a cell further; nothing where that changes nothing, or the row has several keys."""
    cells = [cell for cell in line if cell.slot.key]
    texts = [cell.slot.text for cell in cells]
    if len({cell.slot.key[0] for cell in cells if cell.slot.key}) != 1 or len(set(texts)) == 1:
        return {}
    return {cell.column: text for cell, text in zip(cells, [texts[-1], *texts[:-1]], strict=True)}


def figures_exchanged(chance: Chance, table: PrintedTable) -> Made | None:
    """The figures of a column stand in each other's rows."""
    cells = [(line, cell) for line in table.rows[table.header_rows :] for cell in line if is_amount(cell)]
    pairs = [
        (one, other)
        for one in cells
        for other in cells
        if one[1].row < other[1].row and one[1].column == other[1].column and one[1].slot.text != other[1].slot.text
    ]
    if not pairs:
        return None
    (line, cell), (below, other) = chance.choice(pairs)
    changed = {
        line: with_texts(line, {cell.column: other.slot.text}),
        below: with_texts(below, {cell.column: cell.slot.text}),
    }
    return _with(table, changed), (cell, other), (cell.slot.text, other.slot.text)


def name_of_another(chance: Chance, table: PrintedTable) -> Made | None:
    """A code with the name of another of its level."""
    named = [
        (line, cell)
        for line in table.rows[table.header_rows :]
        for cell in line
        if raws(line) and cell.slot.key is None and cell.slot.text and not cell.slot.text.isdigit()
        if any(each.slot.text.isdigit() and len(each.slot.text) >= 2 for each in line if each.slot.key is None)
    ]
    pairs = [(one, other) for one in named for other in named if one[1].slot.text != other[1].slot.text]
    if not pairs:
        return None
    (line, cell), (_, other) = chance.choice(pairs)
    texts = {cell.column: other.slot.text}
    return _with(table, {line: with_texts(line, texts)}), line, ()


def of_another_year(chance: Chance, table: PrintedTable) -> Made | None:
    """The head of a form has another year."""
    corners = tuple(_YEAR.sub(lambda year: str(int(year[0]) - 1), corner) for corner in table.corners)
    return (replace(table, corners=corners), (), ()) if corners != table.corners else None
