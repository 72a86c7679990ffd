"""偏差度＝(实际完成值－指标值)÷指标值.

Where the form prints a column of deviations. Some systems print 0 once a one-sided target is met; that is accepted for targets that are
met, whatever the place. Without an actual value the deviation is held against the score: a ``≥`` target that was missed has no full
marks.
"""

from __future__ import annotations

from collections.abc import Iterator

from juesuan.checking.context import Context, not_applicable, passed
from juesuan.checking.performance.views import IndicatorRow, performance_forms, ratio
from juesuan.checking.rendering import percent
from juesuan.model import Outcome, State, Statement, Term
from juesuan.standard.scoring import deviation

__all__ = ["recomputed_deviations"]


def recomputed_deviations(context: Context, kind: str) -> Iterator[Outcome]:
    """One outcome per indicator that prints one."""
    for view in performance_forms(context, kind):
        if "deviation" not in view.form.columns:
            yield not_applicable(f"{view.name}没有偏差度一栏")
            continue
        for row in view.rows:
            outcome = _row(row)
            if outcome is not None:
                yield outcome


def _row(row: IndicatorRow) -> Outcome | None:
    target, actual, printed = row.target, row.actual, row.view.cell(row.key, "deviation")
    if printed is None:
        return None
    exact = deviation(target, actual) if target is not None and actual is not None else None
    if target is None or actual is None or exact is None:
        return _against_score(row, printed)
    checked = row.statements("target", "actual", "deviation")
    if not printed.value and target.met_by(actual):
        return passed(checked)
    share = ratio(actual.aligned(target), target.amount)
    if (
        share is not None
        and printed.amount.interval.low <= share.high - 100
        and share.low - 100 <= printed.amount.interval.high
    ):
        return passed(checked)
    message = (
        f"{row.view.name}指标“{row.name}”指标值 {target.amount.raw}、实际完成值 {actual.amount.raw}，偏差度应为 {percent(exact)}，"
        f"印为 {printed.amount.raw}。"
    )
    terms = (Term.of(printed), *(Term.of(s, -1) for s in checked if s is not printed))
    return Outcome(
        State.FAIL,
        terms=terms,
        message=message,
        stated=printed.value,
        expected=exact,
        difference=abs(printed.value - exact),
    )


def _against_score(row: IndicatorRow, printed: Statement) -> Outcome | None:
    points, score = row.points, row.score
    if points is None or score is None:
        return None
    checked = (printed, *row.statements("target", "points", "score"))
    missed = printed.value < 0 and row.target is not None and row.target.operator in {">=", "=", ">"}
    if not missed or row.loses_points or not points.value:
        return passed(checked)
    message = (
        f"{row.view.name}指标“{row.name}”偏差度为 {printed.amount.raw}，没有完成指标值，却得满分 {score.amount.raw}。"
    )
    return Outcome(State.FAIL, terms=(Term.of(printed), Term.of(score, -1)), message=message, stated=printed.value)
