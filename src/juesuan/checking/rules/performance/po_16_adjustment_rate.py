"""PO-16 整体自评表的预算调整率不能由资金表算出.

预算调整率 is what the budget changed by over the initial budget. Places leave out changes made by policy, so a difference is a warning.
Source: 财预〔2020〕10号.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from juesuan.checking.context import Context
from juesuan.checking.performance import FormView, ratio
from juesuan.checking.performance.named_rates import NamedRate, RateTerms, recomputed_rates
from juesuan.model import Amount, Outcome
from juesuan.model.expressions import expression

RULE = "PO-16"
_NAME = expression(r"(?:部门)?预算调整率")
_HUNDRED = Decimal(100)


def check(context: Context) -> Iterator[Outcome]:
    """One outcome per indicator of that name."""
    yield from recomputed_rates(context, NamedRate(_NAME, _adjustment, own=True))


def _adjustment(view: FormView) -> list[RateTerms]:
    bases = []
    for row in ("total", "fiscal"):
        initial, adjusted = view.cell(row, "initial"), view.cell(row, "adjusted")
        if initial is None or adjusted is None or not initial.value:
            continue
        change = abs(adjusted.value - initial.value)
        amount = Amount(change, initial.amount.unit, max(initial.amount.decimals, adjusted.amount.decimals), "")
        found = ratio(amount, view.precise(initial))
        if found is not None:
            bases.append(RateTerms(found, _HUNDRED * change / initial.value, (adjusted, initial)))
    return bases
