"""PO-09, PP-05 分值合计为 100; PO-10, PP-06 得分合计＝总分.

Points and scores are those of the execution rate, of 资金管理情况 where the place has it, and of the indicators. A 总分 that leaves out the
execution rate is told apart: its scores may still add up. Points merged over several rows count once. Scores that were left blank are
the business of PO-21 and PP-13.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from functools import partial

from juesuan.checking.context import Context, not_applicable, passed, undecidable
from juesuan.checking.performance import FormView, performance_forms
from juesuan.model import Band, Interval, Outcome, Severity, State, Statement, Term

_FULL = Decimal(100)
_NOTHING = Interval(Decimal(0), Decimal(0))


def _points(kind: str, context: Context) -> Iterator[Outcome]:
    for view in performance_forms(context, kind):
        execution, others = view.scored("points")
        if not others:
            yield not_applicable(f"{view.name}没有印出分值")
            continue
        stated = view.cell("sum", "points")
        value = sum((s.value for s in (*execution, *others)), Decimal(0)).normalize() + 0
        if value == _FULL and (stated is None or stated.value == _FULL):
            yield passed([*execution, *others, *([stated] if stated else [])])
        elif value < _FULL and not view.is_complete:
            yield undecidable(f"没有读到{view.name}的总分，表可能不完整")
        else:
            yield _wrong_points(view, value, stated, (execution, others))


def _wrong_points(
    view: FormView, value: Decimal, stated: Statement | None, parts: tuple[list[Statement], list[Statement]]
) -> Outcome:
    execution, others = parts
    weight = view.template.weights.get("预算执行率", Decimal(0))
    severity = None
    if not execution and value + weight == _FULL:
        message = f"{view.name}各项分值之和为 {value:f}，预算执行率的分值没有填写，合计不足 100 分。"
        severity = Severity.WARNING
    elif value == _FULL:
        message = f"{view.name}各项分值之和为 100，总分的分值却印为 {stated.amount.raw if stated else '空'}。"
        severity = Severity.WARNING
    else:
        printed = f"，总分的分值印为 {stated.amount.raw}" if stated else ""
        unfilled = "" if execution else "（预算执行率没有填写分值）"
        message = f"{view.name}各项分值之和为 {value:f}{unfilled}{printed}，应为 100。"
    total = [Term.of(stated)] if stated else [view.term()]
    return Outcome(
        State.FAIL,
        terms=(*total, *(Term.of(s, -1) for s in (*execution, *others))),
        message=message,
        band=Band.ERROR,
        stated=value,
        expected=_FULL,
        difference=abs(value - _FULL),
        allowed=Decimal(0),
        severity=severity,
    )


def _scores(kind: str, context: Context) -> Iterator[Outcome]:
    for view in performance_forms(context, kind):
        yield _score_sum(view)


def _score_sum(view: FormView) -> Outcome:
    stated = view.cell("sum", "score")
    execution, others = view.scored("score")
    if stated is None or not others:
        return not_applicable(f"{view.name}没有印出得分或总分")
    if any(row.points is not None and row.points.value and row.score is None for row in view.rows):
        return undecidable(f"{view.name}有指标没有得分")
    without = sum((view.precise(s).interval for s in others), start=_NOTHING)
    complete = sum((view.precise(s).interval for s in execution), start=without)
    total = stated.amount.interval
    if total.intersects(complete) or (execution and total.intersects(without)):
        return passed([stated, *execution, *others])
    value = sum((s.value for s in (*execution, *others)), Decimal(0)).normalize() + 0
    return Outcome(
        State.FAIL,
        terms=(Term.of(stated), *(Term.of(s, -1) for s in (*execution, *others))),
        message=f"{view.name}各项得分之和为 {value:f}，总分印为 {stated.amount.raw}，相差 {abs(value - stated.value):f}。",
        band=Band.ERROR,
        stated=stated.value,
        expected=value,
        difference=abs(value - stated.value),
        equation=" + ".join(s.amount.raw for s in (*execution, *others)) + f" = {value:f}",
    )


RULES = {
    "PO-09": partial(_points, "PO"),
    "PP-05": partial(_points, "PP"),
    "PO-10": partial(_scores, "PO"),
    "PP-06": partial(_scores, "PP"),
}
