"""PO-17 整体自评表的结转结余率不能由决算表算出.

结转结余率 is the closing balance over the money of the year. Places take different wholes; every usual one is tried, and a difference is
a warning. Source: 财预〔2020〕10号.
"""

from __future__ import annotations

from collections.abc import Iterator

from juesuan.checking.context import Context
from juesuan.checking.performance import FormView
from juesuan.checking.performance.named_rates import NamedRate, RateTerms, quotient, recomputed_rates
from juesuan.model import Outcome
from juesuan.model.expressions import expression

RULE = "PO-17"
_NAME = expression(r"(?:预算)?结转结余(?:控制)?率|结余结转率")


def check(context: Context) -> Iterator[Outcome]:
    """One outcome per indicator of that name."""
    yield from recomputed_rates(context, NamedRate(_NAME, _carried_over))


def _carried_over(view: FormView) -> list[RateTerms]:
    context = view.context
    parts = [context.cell("T01", "L60", "C2"), context.cell("T04", "L60", "C2")]
    wholes = [
        context.cell("T01", "L62", "C2"),
        context.cell("T01", "L31", "C1"),
        context.cell("T01", "L58", "C2"),
        context.cell("T04", "L64", "C2"),
        view.cell("total", "adjusted"),
        view.cell("total", "initial"),
    ]
    return [basis for part in parts for whole in wholes for basis in quotient(part, whole, context)]
