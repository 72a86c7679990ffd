"""PO-25, PP-20 各级指标的分值.

A weight printed behind the name of a first-level indicator (``产出指标（50分）``) must be the sum of the points beneath it. A single
indicator with more than 30 points is noted for project forms.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import partial

from juesuan.checking.context import Context, not_applicable, passed
from juesuan.checking.performance import FormView, Row, performance_forms
from juesuan.model import Outcome, Severity, State, Term

_WEIGHT = re.compile(r"[（(]?(\d+(?:\.\d+)?)分[）)]?$")
_HEAVIEST = Decimal(30)


def _check(kind: str, context: Context) -> Iterator[Outcome]:
    for view in performance_forms(context, kind):
        blocks = _blocks(view)
        if not blocks:
            yield not_applicable(f"{view.name}没有印出一级指标的分值")
        for name, rows in blocks.items():
            yield _block(name, rows)
        if kind == "PP":
            yield from _heavy(view)


def _blocks(view: FormView) -> dict[str, list[Row]]:
    """The indicators under each first-level name that prints its points, as far as all have points."""
    found: dict[str, list[Row]] = {}
    for row in view.rows:
        field = row.indicator.level1
        if field is not None and _WEIGHT.search(field.text):
            found.setdefault(field.text, []).append(row)
    return found


def _block(name: str, rows: list[Row]) -> Outcome:
    match = _WEIGHT.search(name)
    weight = Decimal(match[1]) if match else Decimal(0)
    points = [s for row in rows for s in row.statements("points")]
    value = sum((s.value for s in points), Decimal(0)).normalize() + 0
    if value == weight:
        return passed(points)
    message = f"{rows[0].view.name}“{name}”下各指标分值之和为 {value:f}，与所标 {weight} 分不符。"
    terms = (rows[0].term(rows[0].indicator.level1), *(Term.of(s, -1) for s in points))
    return Outcome(State.FAIL, terms=terms, message=message, stated=weight, expected=value, severity=Severity.WARNING)


def _heavy(view: FormView) -> Iterator[Outcome]:
    heavy = [s for row in view.rows for s in row.statements("points") if s.value > _HEAVIEST]
    if heavy:
        names = "、".join(f"{s.amount.raw} 分" for s in heavy)
        message = f"{view.name}有单个指标的分值为 {names}，权重过于集中。"
        yield Outcome(State.FAIL, terms=tuple(Term.of(s) for s in heavy), message=message, severity=Severity.INFO)


RULES = {"PO-25": partial(_check, "PO"), "PP-20": partial(_check, "PP")}
