"""PO-28 偏差原因与数据矛盾.

A reason that speaks of work not done, beside amounts that are spent in full and with all other indicators at full marks. A matter of
judgement, so a note.
"""

from __future__ import annotations

from collections.abc import Iterator

from juesuan.checking.context import Context, not_applicable, passed
from juesuan.checking.performance import FormView, IndicatorRow, performance_forms
from juesuan.model import Outcome, Severity, State, Term
from juesuan.model.expressions import expression

RULE = "PO-28"

_NOT_DONE = expression(r"(?:未能|无法|没有|未)(?:按期|如期|正常|全部)?(?:开展|实施|完成|进行)")
_FULL = 100


def check(context: Context) -> Iterator[Outcome]:
    """Looks at the reasons of overall forms."""
    for view in performance_forms(context, "PO"):
        reasons = [
            row for row in view.rows if row.indicator.reason is not None and _NOT_DONE.search(row.indicator.reason.text)
        ]
        if not reasons:
            yield not_applicable(f"{view.name}没有说明工作未开展的原因")
        for row in reasons:
            yield _contradiction(view, row)


def _contradiction(view: FormView, row: IndicatorRow) -> Outcome:
    rate = view.rate("total")
    others = [other for other in view.rows if other is not row and other.loses_points]
    executed, adjusted = view.filled("total", "executed"), view.filled("total", "adjusted")
    if rate is None or rate.high < _FULL or others or executed is None or adjusted is None:
        return passed(row.statements("score"))
    text = row.indicator.reason.text if row.indicator.reason is not None else ""
    message = (
        f"{view.name}指标“{row.name}”的原因写“{text}”，但全年执行数 {executed.amount.raw} 不少于全年预算数 {adjusted.amount.raw}，"
        "其他指标全部得满分。"
    )
    terms = (row.term(row.indicator.reason), Term.of(executed, -1), Term.of(adjusted, -1))
    return Outcome(State.FAIL, terms=terms, message=message, severity=Severity.INFO)
