"""PX-08, PX-09, PX-10 整体自评与项目自评.

PX-08: a department cannot execute worse than all its projects unless the basic part explains it. PX-09: 绩效自评完成率 is the money of the
forms over 项目支出. PX-10: the department's grade should not be better than that of the projects' mean, weighted by money. Judgements, so
at most notes, except for a rate that is printed and wrong.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from juesuan.checking.context import Context, not_applicable, passed, undecidable
from juesuan.checking.performance import FormView, performance_forms, project_forms
from juesuan.checking.rendering import percent
from juesuan.model import Interval, Outcome, Severity, State, Statement, Term
from juesuan.standard.quantity import is_percent

_HUNDRED = Decimal(100)


def _only_overall(context: Context) -> FormView | None:
    views = performance_forms(context, "PO")
    return views[0] if len(views) == 1 else None


def _rates(context: Context) -> Iterator[Outcome]:
    overall, projects = _only_overall(context), project_forms(context)
    stated = overall.cell("total", "rate") if overall is not None else None
    rates = [rate for view in projects if (rate := view.cell("total", "rate")) is not None]
    if stated is None or len(rates) < len(projects) or not rates:
        yield not_applicable("没有整体和各项目的执行率")
    elif stated.value < min(rate.value for rate in rates):
        lowest = min(rates, key=lambda rate: rate.value)
        message = (
            f"整体执行率 {stated.amount.raw} 低于所附全部项目的执行率（最低 {lowest.amount.raw}），请核实基本支出部分。"
        )
        yield Outcome(State.FAIL, terms=(Term.of(stated), Term.of(lowest, -1)), message=message, severity=Severity.INFO)
    else:
        yield passed([stated, *rates])


def _completion(context: Context) -> Iterator[Outcome]:
    spending = context.cell("T03", "*", "C3")
    executed = [view.cell("total", "executed") for view in project_forms(context)]
    rows = [row for view in performance_forms(context, "PO") for row in view.rows if row.name == "绩效自评完成率"]
    if not rows:
        yield not_applicable("没有绩效自评完成率指标")
    for row in rows:
        actual = row.actual
        if actual is None or not is_percent(actual) or actual.operator:
            yield undecidable("绩效自评完成率没有印出实际完成值")
        elif spending is None or not spending.value or not executed or any(s is None for s in executed):
            yield undecidable("缺少项目支出或各项目的执行数")
        else:
            covered = [context.in_document_unit(s) for s in executed if s is not None]
            total = sum((amount.interval for amount in covered), start=Interval(Decimal(0), Decimal(0)))
            share = total.divided_by(context.in_document_unit(spending).interval)
            yield _completed(row.statements("actual")[0], spending, share)


def _completed(actual: Statement, spending: Statement, share: Interval | None) -> Outcome:
    if share is None or actual.amount.interval.intersects(share.scaled(_HUNDRED)):
        return passed([actual, spending])
    message = (
        f"绩效自评完成率印为 {actual.amount.raw}，按所附自评表的资金占项目支出计算为 {percent(_HUNDRED * share.low)}。"
    )
    return Outcome(
        State.FAIL, terms=(Term.of(actual), Term.of(spending, -1)), message=message, severity=Severity.WARNING
    )


def _grades(context: Context) -> Iterator[Outcome]:
    overall = _only_overall(context)
    score = overall.cell("sum", "score") if overall is not None else None
    pairs = [(view.cell("sum", "score"), view.cell("total", "executed")) for view in project_forms(context)]
    known = [(s, m) for s, m in pairs if s is not None and m is not None and m.value > 0]
    if overall is None or score is None or not known or len(known) < len(pairs):
        yield not_applicable("没有整体和各项目的总分")
        return
    weight = sum((money.value for _, money in known), Decimal(0))
    mean = sum((s.value * money.value for s, money in known), Decimal(0)) / weight
    if score.value > mean and overall.template.grade(score.value) != overall.template.grade(mean):
        message = f"整体自评 {score.amount.raw} 分，所附项目按资金加权平均为 {mean.quantize(Decimal('0.01'))} 分，高一个等级以上。"
        terms = (Term.of(score), *(Term.of(s, -1) for s, _ in known))
        yield Outcome(State.FAIL, terms=terms, message=message, severity=Severity.INFO)
    else:
        yield passed([score, *(s for s, _ in known)])


RULES = {"PX-08": _rates, "PX-09": _completion, "PX-10": _grades}
