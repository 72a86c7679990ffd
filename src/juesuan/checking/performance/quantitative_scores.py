"""Scores of indicators whose target and result are quantities.

A target that was not met cannot have more than the proportional score: points × actual / target for ``≥`` and ``=``, points × target /
actual for ``≤``, nothing where the two lie on both sides of zero. Lower scores are left alone: many places have thresholds or score
nothing. Only targets that say by their sign which side is good are judged. What rounding excuses is less than half of the last place to
which the form prints its scores.
"""

from __future__ import annotations

from collections.abc import Iterator

from juesuan.checking.context import Context, not_applicable, passed
from juesuan.checking.performance.views import IndicatorRow, performance_forms
from juesuan.model import Outcome, State, Term
from juesuan.standard.scoring import hundredths

__all__ = ["proportional_scores"]


def proportional_scores(context: Context, kind: str) -> Iterator[Outcome]:
    """One outcome per indicator whose target says by its sign which side is good."""
    for view in performance_forms(context, kind):
        for row in view.rows:
            outcome = _row(row)
            if outcome is not None:
                yield outcome
        if not view.rows:
            yield not_applicable(f"{view.name}没有指标")


def _row(row: IndicatorRow) -> Outcome | None:
    target, actual, points, score, rule = row.target, row.actual, row.points, row.score, row.rule
    if target is None or actual is None or points is None or score is None or rule is None or rule.met is None:
        return None
    checked = row.statements("target", "actual", "points", "score")
    if rule.met or not points.value or row.view.possible_score(score, points).low <= rule.allowed.high:
        return passed(checked)
    should = hundredths(rule.allowed.high)
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
