"""The score of the budget's execution, from its points and the rate.

By 财预〔2020〕10号 the score is the points times the execution rate, at most the points. The rate may be the printed one or that of the
amounts: either justifies a score. A score below is stricter than the rule, and a form of an unknown place may follow another: both are
warnings. A place that is known to have a rule of its own, which was not published, is not judged.
"""

from __future__ import annotations

from collections.abc import Iterator

from juesuan.checking.context import Context, not_applicable, passed, undecidable
from juesuan.checking.performance.views import FormView, performance_forms
from juesuan.model import Band, Interval, Outcome, Severity, State, Term
from juesuan.standard.scoring import hundredths

__all__ = ["execution_scores"]


def execution_scores(context: Context, kind: str) -> Iterator[Outcome]:
    """One outcome per form of the kind."""
    for view in performance_forms(context, kind):
        if view.template.scoring.execution is None:
            yield not_applicable(f"{view.template.title}的执行率计分办法没有公开")
            continue
        yield _form(view)


def _form(view: FormView) -> Outcome:
    points, score, rate = (view.cell("total", column) for column in ("points", "score", "rate"))
    if points is None or score is None or points.is_blank or score.is_blank:
        return not_applicable(f"{view.name}没有印出执行率的分值和得分")
    rates = [found for found in (view.rate("total"), rate.amount.interval if rate else None) if found is not None]
    if not rates:
        return undecidable(f"{view.name}没有可用的执行率")
    rule = view.template.scoring
    expected = [Interval(*(rule.executed(points.value, end) for end in (found.low, found.high))) for found in rates]
    if any(score.amount.possible.intersects(interval) for interval in expected):
        return passed([points, score, *([rate] if rate else [])])
    highest = max(interval.high for interval in expected)
    amounts = [s for column in ("adjusted", "executed") if (s := view.cell("total", column)) is not None]
    terms = (
        Term.of(score),
        Term.of(points, -1),
        *([Term.of(rate, -1)] if rate else []),
        *(Term.of(s, -1) for s in amounts),
    )
    should = hundredths((expected[0].low + expected[0].high) / 2)
    message = (
        f"{view.name}的预算执行率得分为 {score.amount.raw}，按分值 {points.amount.raw} × 执行率"
        f"{f' {rate.amount.raw}' if rate and not rate.is_blank else ''} 计算应为 {should}。"
    )
    too_high = score.amount.interval.low > highest
    return Outcome(
        State.FAIL,
        terms=terms,
        message=message,
        band=Band.ERROR,
        stated=score.value,
        expected=should,
        difference=abs(score.value - should),
        severity=None if too_high and view.form.template else Severity.WARNING,
    )
