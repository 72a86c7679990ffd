"""Workbooks made by hand or from books, as sheets of cells: no file is needed to say what is in one."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from decimal import Decimal

from juesuan.model import Problem
from juesuan.preparing.books import Books
from juesuan.preparing.example import example_books
from juesuan.preparing.workbook import InputCell, InputSheet, Value, WorkbookRead, filled_sheets, placed, read_books
from juesuan.standard import builtin


def cell(value: Value) -> InputCell:
    return InputCell(str(value), None if isinstance(value, str) else Decimal(value))


def sheets_of(books: Books) -> list[InputSheet]:
    """Every sheet of the workbook filled from books."""
    filled = filled_sheets(books, builtin())
    return [
        InputSheet(
            form.name,
            cells_of((item.row, item.column, item.value) for item in placed(builtin().workbook, form, filled[form.id])),
        )
        for form in builtin().workbook.sheets
    ]


def cells_of(items: Iterable[tuple[int, int, Value | None]]) -> dict[int, dict[int, InputCell]]:
    rows: dict[int, dict[int, InputCell]] = {}
    for row, column, value in items:
        if value is not None:
            rows.setdefault(row, {})[column] = cell(value)
    return rows


def at(name: str) -> tuple[int, int]:
    """Row and column from 0 of ``C7``."""
    match = re.fullmatch(r"([A-Z])(\d+)", name)
    assert match is not None
    return int(match[2]) - 1, ord(match[1]) - ord("A")


def with_cells(
    sheets: Iterable[InputSheet], name: str, cells: Mapping[str, Value | InputCell | None]
) -> list[InputSheet]:
    """Copies in which some cells of a sheet hold something else; None takes a cell away."""
    changed = []
    for sheet in sheets:
        rows = {row: dict(line) for row, line in sheet.rows.items()}
        for where, value in cells.items() if sheet.name == name else ():
            row, column = at(where)
            if value is None:
                rows[row].pop(column, None)
            else:
                rows.setdefault(row, {})[column] = value if isinstance(value, InputCell) else cell(value)
        changed.append(replace(sheet, rows={row: dict(sorted(line.items())) for row, line in rows.items() if line}))
    return changed


def example_with(name: str, cells: Mapping[str, Value | InputCell | None]) -> WorkbookRead:
    """What is read of the example's workbook with some cells changed."""
    return read_books(with_cells(sheets_of(example_books(builtin())), name, cells), builtin())


def told(problems: Iterable[Problem]) -> list[str]:
    """``支出!C12：…`` for every problem."""
    return [
        "!".join(filter(None, (problem.place.sheet, problem.place.cell))) + f"：{problem.message}"
        for problem in problems
    ]
