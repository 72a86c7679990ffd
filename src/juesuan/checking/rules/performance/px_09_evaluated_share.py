"""PX-09 绩效自评完成率与所附自评表不符.

绩效自评完成率, an indicator of overall forms, is the money of the project forms over 项目支出. Source: 财预〔2020〕10号.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from juesuan.checking.context import Context, not_applicable, passed, undecidable
from juesuan.checking.performance import performance_forms, project_forms
from juesuan.checking.performance.counted_projects import PARTLY, tells_part
from juesuan.checking.rendering import percent
from juesuan.model import Interval, Outcome, Severity, State, Statement, Term
from juesuan.standard.quantity import is_percent

RULE = "PX-09"
_HUNDRED = Decimal(100)


def check(context: Context) -> Iterator[Outcome]:
    """One outcome per indicator of that name."""
    spending = context.cell("T03", "*", "C3")
    executed = [view.filled("total", "executed") for view in project_forms(context)]
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
            outcome = _completed(row.statements("actual")[0], spending, share)
            more = outcome.state is State.FAIL and share is not None and actual.value > _HUNDRED * share.high
            yield not_applicable(PARTLY) if more and tells_part(context) else outcome


def _completed(actual: Statement, spending: Statement, share: Interval | None) -> Outcome:
    if share is None or actual.amount.interval.intersects(share.scaled(_HUNDRED)):
        return passed([actual, spending])
    message = (
        f"绩效自评完成率印为 {actual.amount.raw}，按所附自评表的资金占项目支出计算为 {percent(_HUNDRED * share.low)}。"
    )
    return Outcome(
        State.FAIL, terms=(Term.of(actual), Term.of(spending, -1)), message=message, severity=Severity.WARNING
    )
