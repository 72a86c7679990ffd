"""The score of the budget's execution, from its points and the rate.

By 财预〔2020〕10号 the score is the points times the execution rate, at most the points. The rate may be the printed one or that of the
amounts: either justifies a score. A score below is stricter than the rule, and a form of an unknown place may follow another: both are
warnings. A place that is known to have a rule of its own, which was not published, is not judged.
"""

from __future__ import annotations

from collections.abc import Iterator

from juesuan.checking.context import Context, not_applicable, passed, undecidable
from juesuan.checking.performance.views import FormView, performance_forms
from juesuan.checking.rendering import percent
from juesuan.model import Band, Interval, Outcome, Severity, State, Statement, Term
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
    scored = any(row.score is not None and not row.score.is_blank for row in view.rows)
    asked = scored and view.rate("total") is not None  # a form without any score is not filled in yet
    if points is None or score is None or points.is_blank or (score.is_blank and not asked):
        return not_applicable(f"{view.name}没有印出执行率的分值和得分")
    if score.is_blank:
        return _without_score(view, points, score)
    rates = [found for found in (view.rate("total"), rate.amount.interval if rate else None) if found is not None]
    if not rates:
        return undecidable(f"{view.name}没有可用的执行率")
    rule = view.template.scoring
    expected = [Interval(*(rule.executed(points.value, end) for end in (found.low, found.high))) for found in rates]
    printed = view.possible_score(score, points)
    if any(printed.intersects(interval) for interval in expected):
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
        f"{_rate_in_words(view, rates[0])} 计算应为 {should}。"
    )
    too_high = printed.low > highest
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


def _without_score(view: FormView, points: Statement, score: Statement) -> Outcome:
    """Points for the execution, money by which it is reckoned, and no score: the total lacks it."""
    return Outcome(
        State.FAIL,
        terms=(Term.of(score), Term.of(points, -1)),
        message=f"{view.name}的预算执行率有分值 {points.amount.raw}，没有填写得分，总分因此少计。",
        severity=Severity.WARNING,
        hint="补填预算执行率的得分，并计入总分。",
    )


def _rate_in_words(view: FormView, used: Interval) -> str:
    """The rate that was reckoned with: that of the amounts, with them, where it is not the printed one; so that readers can do the sum again."""
    rate, adjusted, executed = (view.cell("total", column) for column in ("rate", "adjusted", "executed"))
    printed = rate.amount.raw if rate is not None and not rate.is_blank else ""
    if view.rate("total") is None or adjusted is None or executed is None:
        return f" {printed}" if printed else ""
    exact = percent((used.low + used.high) / 2)
    beside = f"，表中印为 {printed}" if printed and printed != exact else ""
    return f" {exact}（{executed.amount.raw} ÷ {adjusted.amount.raw}{beside}）"
