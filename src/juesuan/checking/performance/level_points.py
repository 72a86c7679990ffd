"""Points printed behind the names of first-level indicators.

A weight printed behind the name of a first-level indicator (``产出指标（50分）``) must be the sum of the points beneath it.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from juesuan.checking.context import not_applicable, passed
from juesuan.checking.performance.views import FormView, IndicatorRow
from juesuan.model import Outcome, Severity, State, Term
from juesuan.model.expressions import expression

__all__ = ["summed_points"]

_WEIGHT = expression(r"[（(]?(\d+(?:\.\d+)?)分[）)]?$")


def summed_points(view: FormView) -> Iterator[Outcome]:
    """What the first-level indicators of a form that prints their points come to: one failure, whatever number of them is off."""
    blocks = [(name, rows, *_points(name, rows)) for name, rows in _blocks(view).items()]
    if not blocks:
        yield not_applicable(f"{view.name}没有印出一级指标的分值")
    wrong = [block for block in blocks if _is_off(*block[2:])]
    for block in blocks:
        if block not in wrong:
            yield passed(s for row in block[1] for s in row.statements("points"))
    if wrong:
        yield _failure(view, wrong)


def _blocks(view: FormView) -> dict[str, list[IndicatorRow]]:
    """The indicators under each first-level name that prints its points, as far as all have points."""
    found: dict[str, list[IndicatorRow]] = {}
    for row in view.rows:
        field = row.indicator.level1
        if field is not None and _WEIGHT.search(field.text):
            found.setdefault(field.text, []).append(row)
    return found


def _points(name: str, rows: list[IndicatorRow]) -> tuple[Decimal, Decimal]:
    """The points that the name prints, and those of the rows together."""
    match = _WEIGHT.search(name)
    value = sum((s.value for row in rows for s in row.statements("points")), Decimal(0))
    return Decimal(match[1]) if match else Decimal(0), value.normalize() + 0


def _is_off(printed: Decimal, summed: Decimal) -> bool:
    return summed != printed


def _failure(view: FormView, wrong: list[tuple[str, list[IndicatorRow], Decimal, Decimal]]) -> Outcome:
    parts = "，".join(f"“{name}”下各指标分值之和为 {value:f}" for name, _, _, value in wrong)
    terms = tuple(
        term
        for _, rows, _, _ in wrong
        for term in (
            rows[0].term(rows[0].indicator.level1),
            *(Term.of(s, -1) for row in rows for s in row.statements("points")),
        )
    )
    printed, summed = (wrong[0][2], wrong[0][3]) if len(wrong) == 1 else (None, None)
    message = f"{view.name}{parts}，与所标分值不符。"
    return Outcome(State.FAIL, terms=terms, message=message, stated=printed, expected=summed, severity=Severity.WARNING)
