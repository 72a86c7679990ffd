"""PO-12, PP-08 定量指标得分规则.

A target that was not met cannot have more than the proportional score: points × actual / target for ``≥`` and ``=``, points × target /
actual for ``≤``. Lower scores are left alone: many places have thresholds or score nothing. Only targets that say by their sign which
side is good are judged.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from functools import partial

from juesuan.checking.context import Context, not_applicable, passed
from juesuan.checking.performance import Row, performance_forms
from juesuan.model import Outcome, State, Term
from juesuan.standard.quantity import Quantity

_ROUNDED = Decimal("0.01")


def _check(kind: str, context: Context) -> Iterator[Outcome]:
    for view in performance_forms(context, kind):
        for row in view.rows:
            outcome = _row(row, view.template.excess)
            if outcome is not None:
                yield outcome
        if not view.rows:
            yield not_applicable(f"{view.name}没有指标")


def _row(row: Row, excess: str) -> Outcome | None:
    target, actual, points, score = row.target, row.actual, row.points, row.score
    if target is None or actual is None or points is None or score is None:
        return None
    met = target.met_by(actual)
    if met is None:
        return None
    checked = row.statements("target", "actual", "points", "score")
    if met or not points.value:
        return passed(checked)
    most = _most(target, actual, points.value, excess)
    if most is None or score.amount.interval.low <= most:
        return passed(checked)
    should = most.quantize(_ROUNDED)
    message = (
        f"{row.view.name}指标“{row.name}”指标值 {target.amount.raw}、实际完成值 {actual.amount.raw}，没有完成，"
        f"得分 {score.amount.raw}（分值 {points.amount.raw}），按完成比例最多为 {should}。"
    )
    return Outcome(
        State.FAIL,
        terms=(Term.of(score), *(Term.of(s, -1) for s in checked if s is not score)),
        message=message,
        stated=score.value,
        expected=should,
        difference=score.value - should,
    )


def _most(target: Quantity, actual: Quantity, points: Decimal, excess: str) -> Decimal | None:
    """The highest score that the printed values allow."""
    reached = actual.aligned(target).interval
    if target.operator in {">=", ">", "="}:
        return points * reached.high / target.value if target.value > 0 else None
    if excess == "zero" or reached.low <= 0:
        return Decimal(0)
    return points * target.value / reached.low


RULES = {"PO-12": partial(_check, "PO"), "PP-08": partial(_check, "PP")}
