"""A workbook as its sheets show it, whatever file it came from: texts, exact numbers, coordinates."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from juesuan.model import Place, Problem, cell_name

__all__ = ["InputCell", "InputSheet"]


@dataclass(frozen=True, slots=True)
class InputCell:
    """A cell that is not blank.

    Attributes:
        text: what it shows, without white space around.
        number: the exact number that it holds, where it holds one.
        uncomputed: it has a formula, but the file does not say what came out.
    """

    text: str
    number: Decimal | None = None
    uncomputed: bool = False


@dataclass(frozen=True, slots=True)
class InputSheet:
    """A worksheet, or a file that is one table.

    Attributes:
        name: of the sheet. file: of the file, where several are read together, else empty.
        rows: cells by row and column, both from 0; blank ones are left out.
        merged: ranges of cells that are one: top, left, bottom, right, from 0, ends included.
        hidden: whether nobody sees it.
    """

    name: str
    rows: Mapping[int, Mapping[int, InputCell]] = field(default_factory=dict)
    file: str = ""
    merged: tuple[tuple[int, int, int, int], ...] = ()
    hidden: bool = False

    def place(self, row: int, column: int) -> Place:
        """The place of a cell."""
        cell = self.rows.get(row, {}).get(column)
        return Place(sheet=self.name, cell=cell_name(row, column), text=cell.text if cell else "")

    def problem(self, message: str, at: tuple[int, int] | None = None) -> Problem:
        """Something wrong with a cell, or with the sheet."""
        return Problem(message, self.place(*at) if at else Place(sheet=self.name), self.file)
