"""Forms that a budget may leave out: those of a fund of which it says everywhere that there is nothing."""

from __future__ import annotations

from collections.abc import Mapping

from juesuan.model import Disclosure
from juesuan.standard.forms import BUDGET, Form

__all__ = ["left_out"]


def left_out(budget: Disclosure, forms: Mapping[str, Form]) -> frozenset[str]:
    """The forms of one fund that are not there, where the budget states amounts of that fund and all of them are nothing; none of others."""
    if budget.info.kind != BUDGET:
        return frozenset()
    filled: dict[str, bool] = {}
    for statement in budget.statements:
        fund = statement.fact.get("fund") if statement.fact is not None else None
        if fund is not None:
            filled[fund] = filled.get(fund, False) or bool(statement.value)
    return frozenset(
        form.id for form in forms.values() if form.id not in budget.tables and filled.get(form.fund) is False
    )
