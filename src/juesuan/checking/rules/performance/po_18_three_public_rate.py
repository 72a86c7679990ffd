"""PO-18 整体自评表的“三公”经费控制率与“三公”经费表不符.

“三公”经费控制率 is what was spent on 三公 over its budget, both from 公开09表. Source: 财预〔2020〕10号.
"""

from __future__ import annotations

from collections.abc import Iterator

from juesuan.checking.context import Context
from juesuan.checking.performance import FormView
from juesuan.checking.performance.named_rates import NamedRate, RateTerms, quotient, recomputed_rates
from juesuan.model import Outcome
from juesuan.model.expressions import expression

RULE = "PO-18"
_NAME = expression(r"[“\"]?三公[”\"]?经费[”\"]?(?:支出)?控制率")


def check(context: Context) -> Iterator[Outcome]:
    """One outcome per indicator of that name."""
    yield from recomputed_rates(context, NamedRate(_NAME, _three_public, contested=False))


def _three_public(view: FormView) -> list[RateTerms]:
    return quotient(view.context.cell("T09", "*", "C7"), view.context.cell("T09", "*", "C1"), view.context)
