"""Cells of a form that are printed as the unit gave them, beside what the program makes of the accounts and the evidence."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal

from msgspec import Struct
from msgspec.structs import replace

from juesuan.model import PerformanceForm, Statement
from juesuan.model.spelling import normalise
from juesuan.performance.score_line import ScoreLine
from juesuan.preparing.as_given import FormCell, placed_cells
from juesuan.preparing.books import GivenCell
from juesuan.standard.performance import EvaluationVocabulary
from juesuan.standard.quantity import parse_quantity

__all__ = ["Entered", "by_rule", "entered_lines"]

_EXECUTION = "total"
_TEXTS = {"rate": "actual", "actual": "actual", "target": "target", "deviation": "deviation"}
_NUMBERS = frozenset({"points", "score"})
_GIVEN = "照填"


class Entered(Struct, frozen=True):
    """A cell as it is printed: its row (empty: the whole column) and column, what stands there, what was computed, and why it differs."""

    row: str
    column: str
    value: str
    computed: str
    reason: str


def entered_lines(
    lines: Sequence[ScoreLine],
    cells: Iterable[GivenCell],
    form: PerformanceForm,
    statements: Sequence[Statement],
    words: EvaluationVocabulary,
) -> tuple[list[ScoreLine], list[Entered]]:
    """The lines of a form with the cells that were given, and these cells; ``form`` and ``statements`` are as computed."""
    funds = {item.row for item in statements if item.column == "executed"}
    placed, _ = placed_cells(cells, form, funds, words)
    raws = {(item.row, item.column): item.amount.raw for item in statements}
    keys = [_EXECUTION, *(f"m{number}" for number, _ in enumerate(form.management, 1))]
    keys += [f"i{number}" for number, _ in enumerate(form.indicators, 1)]
    changed = dict(zip(keys, lines, strict=True))
    entered = []
    for cell in placed:
        before = changed.get(cell.row)
        computed = raws.get((cell.row, cell.column), "") if cell.row else ""
        if before is not None:
            computed = _computed(before, cell) or ("" if cell.column == "score" else computed)
            changed[cell.row] = _line(before, cell)
        given = cell.given
        entered.append(Entered(given.row, given.column, given.value, computed, given.reason))
    return [changed[key] for key in keys], entered


def _computed(line: ScoreLine, cell: FormCell) -> str:
    """What a line says of a column before something else is put there."""
    if cell.column == "score":
        score = line.score if line.due is None else line.due
        return f"{score:f}" if score is not None else ""
    if cell.column == "actual" and line.shown is not None and line.shown.value is not None:
        return line.shown.value
    return str(getattr(line, _TEXTS[cell.column])) if cell.column in _TEXTS else ""


def _line(line: ScoreLine, cell: FormCell) -> ScoreLine:
    """The line with one cell as it was given; a score of the rule that is another one stays as the one that is due."""
    text = cell.given.value
    if cell.column in _TEXTS and (cell.row == _EXECUTION) == (cell.column == "rate"):
        changed = replace(line, **{_TEXTS[cell.column]: text})
        return replace(changed, source=_GIVEN) if _TEXTS[cell.column] == "actual" else changed
    quantity = parse_quantity(normalise(text))
    if cell.column not in _NUMBERS or quantity is None:
        return line
    if cell.column == "points":
        return replace(line, points=quantity.value, lost=quantity.value - (line.score or Decimal(0)))
    due = line.score if line.due is None else line.due
    return replace(
        line,
        score=quantity.value,
        due=due if due != quantity.value else None,
        lost=line.points - quantity.value,
        reason=line.reason or cell.given.reason,
        lacks_reason=False,
    )


def by_rule(lines: Iterable[ScoreLine]) -> Decimal:
    """The total where every line has the score that its rule gives."""
    scores = (line.score if line.due is None else line.due for line in lines)
    return sum((score for score in scores if score is not None), Decimal(0))
