"""The numbers of tables that are none of the known forms: statements of nothing known, with their places."""

from __future__ import annotations

from collections.abc import Mapping

from juesuan.model import Reader, Statement, Table
from juesuan.model.expressions import expression

__all__ = ["is_in_pieces", "numbers_of_other"]

_PIECE = expression(r"\d{3,7}-\d{3,7}|3\d{6}")


def is_in_pieces(table: Table) -> bool:
    """Whether a known form sets a code out in rows that state nothing by themselves, as where codes of governments stand beside it."""
    return any(_PIECE.fullmatch(row.key) for row in table.rows)


def numbers_of_other(table: Table) -> Mapping[tuple[str, str], Statement]:
    """The numbers of a table, blank ones too, by row and column; what is no number is left out."""
    heads = {column.key: column.label for column in table.columns}
    found: dict[tuple[str, str], Statement] = {}
    for (row, column), cell in table.cells.items():
        if cell.amount is not None:
            name = f"{table.form}[{row}].{column}"
            label = " ".join(part for part in (table.title, row.partition("#")[0], heads[column]) if part)
            found[row, column] = Statement(
                name, table.form, row, column, None, cell.amount, cell.place, label, reader=Reader.TABLE
            )
    return found
