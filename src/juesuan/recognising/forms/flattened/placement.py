"""Which figure stands in which column, where the columns are lost: the reading that breaks the fewest identities.

Each row has a few possible readings (its figures in order, in some of its columns). An integer program chooses one a row
so that as few identities as possible fail: those of the register within and between the forms, and that the same fact has
the same value wherever it is stated. What two best readings disagree on is ambiguous.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import combinations

from msgspec import Struct

from juesuan.checking.closure import ties, totals_of
from juesuan.model import Certain, Doubtful, Statement, Unit
from juesuan.recognising.forms.flattened.loose import LooseRow
from juesuan.recognising.forms.flattened.program import ColumnChoice, ColumnEquation, least_violations
from juesuan.recognising.forms.form_draft import FormDraft, usual_decimals
from juesuan.recognising.printed_numbers import parse_number
from juesuan.standard import Standard

__all__ = ["settle"]

_Cell = tuple[str, str, str]
_MOST_READINGS = 1000
_DERIVED = Certain(derived=True)
_WITHIN, _BETWEEN = 100, 10
"""What a broken identity costs: within a form, and between forms, of which another may be the one misread. What is only a
warning when it fails costs 1: it may well fail, but settles what nothing else does."""


class _Reading(Struct, frozen=True):
    """One way to put a row's figures into its columns: the figure's index by column, and the values that follow."""

    figures: Mapping[str, int]
    values: tuple[Decimal, ...]


def settle(drafts: Sequence[FormDraft], loose: Sequence[LooseRow], standard: Standard) -> None:
    """Puts the figures of all loose rows into cells of their drafts, as the identities of a standard want them."""
    open_rows: list[tuple[LooseRow, list[_Reading]]] = []
    for row in loose:
        readings = _readings(row, standard)
        if len(readings) == 1:
            _put(row, readings[0])
        elif readings:
            open_rows.append((row, readings))
        else:
            row.draft.unknown.append(f"{row.key}：{len(row.figures)} 个数字有太多种读法")
    if not open_rows:
        return
    equations = list(_equations(drafts, open_rows, standard))
    best = [(row, _locally_best(readings, index, equations)) for index, (row, readings) in enumerate(open_rows)]
    choices = [ColumnChoice(tuple(reading.values for reading in readings)) for _, readings in best]
    answer = least_violations(choices, equations)
    for index, (row, readings) in enumerate(best):
        chosen, (_, all_readings) = readings[answer.chosen[index]], open_rows[index]
        _put(row, chosen)
        certainty = row.draft.certainty
        certainty.update(((row.key, column), _DERIVED) for column in _open_columns(row, all_readings))
        if index in answer.undecided:
            certainty.update(
                ((row.key, column), Doubtful(_rivals(row, column, chosen, readings)))
                for column in _open_columns(row, readings)
            )
            if not answer.complete:
                row.draft.unknown.append(f"{row.key}：未能在限定的计算步数内确定各数所在的栏")


def _open_columns(row: LooseRow, readings: Sequence[_Reading]) -> list[str]:
    """The columns for which the readings have different values."""
    by_column = zip(*(reading.values for reading in readings), strict=True)
    return [column for column, values in zip(row.columns, by_column, strict=True) if len(set(values)) > 1]


def _rivals(row: LooseRow, column: str, chosen: _Reading, readings: Sequence[_Reading]) -> tuple[str, ...]:
    """What the other readings have in a column, as printed."""
    printed = [_figure(row, reading, column) for reading in readings]
    return tuple(dict.fromkeys(text for text in printed if text != _figure(row, chosen, column)))


def _figure(row: LooseRow, reading: _Reading, column: str) -> str:
    index = reading.figures.get(column)
    return row.figures[index].text if index is not None else ""


def _readings(row: LooseRow, standard: Standard) -> list[_Reading]:
    """The readings of a row that differ in value, of equal ones the leftmost; none prints a part without its total."""
    totals = totals_of(row.draft.form, standard)
    count = len(row.figures)
    amounts = [parse_number(word.text) for word in row.figures]
    values = [amount.value if amount is not None else Decimal(0) for amount in amounts]
    found: dict[tuple[Decimal, ...], _Reading] = {}
    for number, chosen in enumerate(combinations(range(len(row.columns)), count)):
        if number >= _MOST_READINGS:
            return []
        placed = [Decimal(0)] * len(row.columns)
        for position, value in zip(chosen, values, strict=True):
            placed[position] = value
        figures = {row.columns[position]: index for index, position in enumerate(chosen)}
        if any(total not in figures and not parts.isdisjoint(figures) for total, parts in totals):
            continue
        found.setdefault(tuple(placed), _Reading(figures, tuple(placed)))
    return list(found.values())


def _locally_best(readings: list[_Reading], index: int, equations: Sequence[ColumnEquation]) -> list[_Reading]:
    """The readings of one row that break the fewest identities of its own form in which nothing but that row is open."""
    within = (equation for equation in equations if equation.cost == _WITHIN)
    own = [equation for equation in within if all(choice == index for _, choice, _ in equation.terms)]
    costs = [sum(not equation.holds_for(reading.values) for equation in own) for reading in readings]
    return [reading for reading, cost in zip(readings, costs, strict=True) if cost == min(costs)]


def _put(row: LooseRow, reading: _Reading) -> None:
    for column in row.columns:
        index = reading.figures.get(column)
        word = row.figures[index] if index is not None else None
        row.draft.cells[row.key, column] = (word.text, word.place) if word is not None else ("", row.place)


def _equations(
    drafts: Sequence[FormDraft], open_rows: Sequence[tuple[LooseRow, list[_Reading]]], standard: Standard
) -> Iterator[ColumnEquation]:
    """The identities that mention a cell of an open row, over the open rows and what is already known."""
    where: dict[_Cell, tuple[int, int]] = {
        (row.draft.form.id, row.key, column): (index, position)
        for index, (row, _) in enumerate(open_rows)
        for position, column in enumerate(row.columns)
    }
    known = {
        (draft.form.id, row, column): amount.value
        for draft in drafts
        for (row, column), (raw, _) in draft.cells.items()
        if (amount := parse_number(raw)) is not None
    }
    half = Decimal("0.5").scaleb(-usual_decimals(drafts))
    for tie in ties(_skeleton(drafts, open_rows), standard):
        terms = [(sign, _cell(statement)) for sign, statement in tie.terms]
        unknown: list[tuple[int, int, int]] = []
        constant = Decimal(0)
        for sign, cell in terms:
            if cell in where:
                unknown.append((sign, *where[cell]))
            else:
                constant += sign * known.get(cell, Decimal(0))
        if unknown:
            within = len({form for _, (form, _, _) in terms}) == 1
            cost = (_WITHIN if within else _BETWEEN) if tie.certain else 1
            yield ColumnEquation(tuple(unknown), constant, half * len(terms), tie.relation, cost)


def _skeleton(
    drafts: Sequence[FormDraft], open_rows: Iterable[tuple[LooseRow, list[_Reading]]]
) -> tuple[Statement, ...]:
    """A statement for every cell, the open ones blank: identities only look at where they stand."""
    filled: list[FormDraft] = []
    for draft in drafts:
        blank = {
            (row.key, column): ("", row.place) for row, _ in open_rows if row.draft is draft for column in row.columns
        }
        copy = FormDraft(
            draft.form, draft.vocabulary, draft.title, draft.place, rows=draft.rows, cells={**draft.cells, **blank}
        )
        filled.append(copy)
    return tuple(s for draft in filled for s in draft.statements(draft.table(Unit.WAN, 0)))


def _cell(statement: Statement) -> _Cell:
    return statement.source, statement.row, statement.column
