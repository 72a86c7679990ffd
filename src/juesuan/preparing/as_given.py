"""What a form prints otherwise than it is computed: cells that the unit gives as they are to be printed, each with its reason.

A form that was handed in stays as it was handed in: what a cell of it says is entered beside what the program makes of the accounts and the
evidence, and printed. Rows and columns are called by the words that forms print, which the vocabulary of the standard knows.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from msgspec import Struct
from msgspec.structs import replace

from juesuan.model import Amount, FormField, Indicator, ManagementRow, PerformanceForm, Statement, Unit
from juesuan.model.spelling import normalise
from juesuan.preparing.books import LEFT_OUT, GivenCell
from juesuan.standard.performance import EvaluationVocabulary
from juesuan.standard.quantity import parse_quantity

__all__ = ["FormCell", "FormInMaking", "as_given", "placed_cells"]

_FIELDS = frozenset({"target", "actual", "points", "score", "deviation"})
_UNITS = {"points": Unit.POINTS, "score": Unit.POINTS, "deviation": Unit.PERCENT, "rate": Unit.PERCENT}
_SUM = "sum"

_Row = TypeVar("_Row", Indicator, ManagementRow)


class FormCell(Struct, frozen=True):
    """A cell that was given: the keys of its row (empty: the whole column) and column."""

    row: str
    column: str
    given: GivenCell


@dataclass(frozen=True, slots=True)
class FormInMaking:
    """A form with what it states.

    ``state`` makes a statement of a cell, ``total`` those of 总分.
    """

    form: PerformanceForm
    statements: Sequence[Statement]
    state: Callable[[str, str, Amount], Statement]
    total: Callable[[Sequence[Statement]], Sequence[Statement]]


def placed_cells(
    cells: Iterable[GivenCell], form: PerformanceForm, rows: Iterable[str], words: EvaluationVocabulary
) -> tuple[list[FormCell], list[GivenCell]]:
    """Which cells of a form are meant, and what it has no cell for. ``rows``: of its block of funds."""
    names = [
        *((f"i{number}", _name(item)) for number, item in enumerate(form.indicators, 1)),
        *((f"m{number}", item.name.text) for number, item in enumerate(form.management, 1)),
    ]
    funds, placed, strange = frozenset(rows), list[FormCell](), list[GivenCell]()
    for given in cells:
        row = next((key for key, name in names if _plain(name) == _plain(given.row)), "")
        if not row and words.says("sum.labels", _plain(given.row)):
            row = _SUM
        column = words.indicator_column(_plain(given.column))
        if not row and given.row:
            row, column = words.fund_row(_plain(given.row)), words.fund_column(_plain(given.column))
            row = row if row in funds else ""
        is_column = not given.row and given.value == LEFT_OUT and column in form.columns
        is_cell = bool(row) and (column in _FIELDS or row in funds)
        if is_column or (column and is_cell):
            placed.append(FormCell(row, column, given))
        else:
            strange.append(given)
    return placed, strange


def _plain(text: str) -> str:
    return "".join(normalise(text).split())


def _name(item: Indicator) -> str:
    """What an indicator is called: the deepest of its names that the form prints."""
    levels = (item.level3, item.level2, item.level1)
    return next((level.text for level in levels if level is not None and level.text not in {"", LEFT_OUT}), "")


def as_given(made: FormInMaking, cells: Sequence[FormCell], unit: Unit) -> tuple[PerformanceForm, list[Statement]]:
    """The form and what it states, with its total; ``unit`` is that of its money. What was given does not count as computed: the total
    is that of what is printed.
    """
    form, said = made.form, {(item.row, item.column): item for item in made.statements}
    for rows in (False, True):
        for cell in cells:
            if cell.row and (cell.row == _SUM) == rows:
                form = _put(form, said, cell, made.state, unit)
        if not rows:
            said |= {(item.row, item.column): item for item in made.total([*said.values()])}
    return form, [*said.values()]


def _put(
    form: PerformanceForm,
    said: dict[tuple[str, str], Statement],
    cell: FormCell,
    state: Callable[[str, str, Amount], Statement],
    unit: Unit,
) -> PerformanceForm:
    """One cell in the form, and what it states."""
    key, text = (cell.row, cell.column), cell.given.value.replace(LEFT_OUT, "")
    quantity = parse_quantity(normalise(text)) if text else None
    if quantity is None:
        said.pop(key, None)
    else:
        of_funds = not cell.row.startswith(("i", "m"))
        other = _UNITS.get(cell.column, unit if of_funds else quantity.amount.unit)
        made = state(*key, replace(quantity.amount, unit=other))
        said[key] = replace(made, fact=said[key].fact) if key in said else made
    if cell.row.startswith("i"):
        return replace(form, indicators=_with(form.indicators, int(cell.row[1:]), cell.column, text))
    if cell.row.startswith("m") and cell.column in ManagementRow.__struct_fields__:
        return replace(form, management=_with(form.management, int(cell.row[1:]), cell.column, text))
    return form


def _with(rows: tuple[_Row, ...], number: int, column: str, text: str) -> tuple[_Row, ...]:
    changed = list(rows)
    changed[number - 1] = replace(rows[number - 1], **{column: FormField(text)})
    return tuple(changed)
