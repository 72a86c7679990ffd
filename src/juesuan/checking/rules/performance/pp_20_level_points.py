"""PP-20 项目自评表一级指标的分值不符，或单个指标过重.

A weight printed behind the name of a first-level indicator (``产出指标（50分）``) must be the sum of the points beneath it, as far as all
have points. A single indicator with more than 30 points is noted. Source: 财预〔2020〕10号.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from juesuan.checking.context import Context
from juesuan.checking.performance import FormView, performance_forms
from juesuan.checking.performance.level_points import summed_points
from juesuan.model import Outcome, Severity, State, Term

RULE = "PP-20"
_HEAVIEST = Decimal(30)


def check(context: Context) -> Iterator[Outcome]:
    """Of each form the points of the first level, then those of heavy indicators."""
    for view in performance_forms(context, "PP"):
        yield from summed_points(view)
        yield from _heavy(view)


def _heavy(view: FormView) -> Iterator[Outcome]:
    heavy = [s for row in view.rows for s in row.statements("points") if s.value > _HEAVIEST]
    if heavy:
        names = "、".join(f"{s.amount.raw} 分" for s in heavy)
        message = f"{view.name}有单个指标的分值为 {names}，权重过于集中。"
        yield Outcome(State.FAIL, terms=tuple(Term.of(s) for s in heavy), message=message, severity=Severity.INFO)
