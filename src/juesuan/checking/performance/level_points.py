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
    """One outcome per first-level indicator of a form that prints its points."""
    blocks = _blocks(view)
    if not blocks:
        yield not_applicable(f"{view.name}没有印出一级指标的分值")
    for name, rows in blocks.items():
        yield _block(name, rows)


def _blocks(view: FormView) -> dict[str, list[IndicatorRow]]:
    """The indicators under each first-level name that prints its points, as far as all have points."""
    found: dict[str, list[IndicatorRow]] = {}
    for row in view.rows:
        field = row.indicator.level1
        if field is not None and _WEIGHT.search(field.text):
            found.setdefault(field.text, []).append(row)
    return found


def _block(name: str, rows: list[IndicatorRow]) -> Outcome:
    match = _WEIGHT.search(name)
    weight = Decimal(match[1]) if match else Decimal(0)
    points = [s for row in rows for s in row.statements("points")]
    value = sum((s.value for s in points), Decimal(0)).normalize() + 0
    if value == weight:
        return passed(points)
    message = f"{rows[0].view.name}“{name}”下各指标分值之和为 {value:f}，与所标 {weight} 分不符。"
    terms = (rows[0].term(rows[0].indicator.level1), *(Term.of(s, -1) for s in points))
    return Outcome(State.FAIL, terms=terms, message=message, stated=weight, expected=value, severity=Severity.WARNING)
