"""Spreadsheet formulas for the numbers that are sums of others, from the definitions of the standard."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from juesuan.model.printed_sum import PrintedSum

__all__ = ["Position", "SumFormula", "address", "formula"]

Position = tuple[int, int]
"""Row and column of a cell, from 0."""


@dataclass(frozen=True, slots=True)
class SumFormula:
    """What a cell computes, and what to tell the reader about it; ``text`` is empty where it must not be computed."""

    text: str
    note: str = ""


def address(position: Position) -> str:
    """``C7`` for row 6, column 2."""
    letters = ""
    column = position[1] + 1
    while column:
        column, letter = divmod(column - 1, 26)
        letters = chr(ord("A") + letter) + letters
    return f"{letters}{position[0] + 1}"


def formula(definition: PrintedSum, cells: Mapping[str, Position]) -> SumFormula | None:
    """The formula of the defined number; None when some addend is no number of the sheet.

    ``cells`` are the cells that hold numbers, by the id of what they state. What rounding leaves between the printed
    total and its printed addends is carried as a term of its own, so that computing again changes nothing. A total that
    rounding does not explain keeps its value and gets a note.
    """
    if any(term.id not in cells for _, term in definition.terms):
        return None
    text = f"={_sum(definition, cells)}"
    unit = definition.target.amount.unit.value
    if not definition.holds:
        shown = f"{abs(definition.tail):f}{unit}"
        return SumFormula("", f"与 {text[1:]} 相差 {shown}，超出四舍五入的范围，请核对。此格为印出的数，不是公式。")
    if definition.tail:
        sign = "+" if definition.tail > 0 else "-"
        return SumFormula(f"{text}{sign}{abs(definition.tail):f}", f"四舍五入尾差 {definition.tail:f}{unit}")
    return SumFormula(text)


def _sum(definition: PrintedSum, cells: Mapping[str, Position]) -> str:
    added = [cells[term.id] for sign, term in definition.terms if sign > 0]
    text = "+".join(_range(run) for run in _runs(added))
    return text + "".join(f"-{address(cells[term.id])}" for sign, term in definition.terms if sign < 0)


def _range(run: list[Position]) -> str:
    return address(run[0]) if len(run) == 1 else f"SUM({address(run[0])}:{address(run[-1])})"


def _runs(cells: list[Position]) -> Iterator[list[Position]]:
    """Neighbours down a column or along a row together, in the order given."""
    run: list[Position] = []
    for cell in cells:
        if run and not _continues(run, cell):
            yield run
            run = []
        run.append(cell)
    if run:
        yield run


def _continues(run: list[Position], cell: Position) -> bool:
    step = (cell[0] - run[-1][0], cell[1] - run[-1][1])
    before = (run[-1][0] - run[-2][0], run[-1][1] - run[-2][1]) if len(run) > 1 else step
    return step in {(0, 1), (1, 0)} and step == before
