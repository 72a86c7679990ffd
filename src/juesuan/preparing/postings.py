"""Detail lines of the books, added up: what a ledger of any length comes to before anything is made of its words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from juesuan.model import Place, Problem

__all__ = ["Ledger", "Posting"]


@dataclass(frozen=True, slots=True)
class Posting:
    """All lines that say the same in every column but the date, the amount and the note.

    Attributes:
        words: what they say, by key of the field, as written; blank ones are left out. A date is but its year.
        column: key of the field that the amount stands in.
        amount: their sum in yuan, exact to the fen.
        lines: how many there are. row: number of the first, from 1, as the user's program shows it.
        movement: income, spending or opening where the account says it, else empty.
    """

    words: Mapping[str, str]
    column: str
    amount: Decimal
    lines: int
    row: int
    movement: str = ""


@dataclass(frozen=True, slots=True)
class Ledger:
    """The detail lines of one file or worksheet.

    Attributes:
        file, sheet: where they stand; a text file has no sheet.
        columns: the column of each field found, from 0, by key of the field.
        postings: in the order of their first lines.
        lines: how many lines were added up.
        problems: lines that could not be added up.
        notes: what was left aside, for people.
    """

    file: str
    sheet: str
    columns: Mapping[str, int]
    postings: tuple[Posting, ...]
    lines: int = 0
    problems: tuple[Problem, ...] = ()
    notes: tuple[str, ...] = field(default_factory=tuple)

    def place(self, row: int, key: str = "") -> Place:
        """Where a line stands, or what it says in the column of a field."""
        column = self.columns.get(key)
        if not self.sheet:
            return Place(line=row, column=None if column is None else f"第{column + 1}栏")
        return Place(sheet=self.sheet, cell=f"{_letters(column or 0)}{row}")


def _letters(column: int) -> str:
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters
