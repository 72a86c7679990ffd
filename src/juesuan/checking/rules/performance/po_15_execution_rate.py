"""PO-15 整体自评表的预算执行率指标与资金表不符.

The indicator 预算执行率 is the execution rate of the form's funds, of all money or of 财政拨款, or the rate printed there. Source:
财预〔2020〕10号.
"""

from __future__ import annotations

from collections.abc import Iterator

from juesuan.checking.context import Context
from juesuan.checking.performance import FormView
from juesuan.checking.performance.named_rates import NamedRate, RateTerms, quotient, recomputed_rates
from juesuan.model import Outcome
from juesuan.model.expressions import expression

RULE = "PO-15"
_NAME = expression(r"(?:部门)?预算执行率")


def check(context: Context) -> Iterator[Outcome]:
    """One outcome per indicator of that name."""
    yield from recomputed_rates(context, NamedRate(_NAME, _execution, contested=False))


def _execution(view: FormView) -> list[RateTerms]:
    bases = [
        b
        for row in ("total", "fiscal")
        for b in quotient(view.cell(row, "executed"), view.cell(row, "adjusted"), view.context)
    ]
    printed = view.cell("total", "rate")
    return [*bases, *([RateTerms(printed.amount.interval, printed.value, (printed,))] if printed else [])]
