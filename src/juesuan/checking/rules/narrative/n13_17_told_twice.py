"""N13-17 绩效部分前后写的同一金额不一致.

What a kind of evaluation is about is one amount wherever the section on performance tells it: 专项资金自评涉及预算金额 in its first paragraph and
again where the special funds are told of.
"""

from __future__ import annotations

from collections.abc import Iterator

from msgspec.structs import replace

from juesuan.arithmetic.bands import same
from juesuan.checking.context import Context, not_applicable
from juesuan.checking.linear import equation_of, judge
from juesuan.checking.performance.views import performance_forms
from juesuan.model import Outcome, State, Statement

RULE = "N13-17"
_SECTION = "N13"


def check(context: Context) -> Iterator[Outcome]:
    """One outcome per amount that is told again."""
    found = False
    for statements in context.by_fact.values():
        told = [statement for statement in statements if _is_of_all(statement)]
        for other in told[1:]:
            found = True
            outcome = judge(equation_of(((1, told[0]), (-1, other))), context)
            wrong = outcome.state is State.FAIL
            yield (
                replace(outcome, message=outcome.message + _of_a_form((told[0], other), context)) if wrong else outcome
            )
    if not found:
        yield not_applicable("没有前后两处写明的同一金额")


def _of_a_form(told: tuple[Statement, Statement], context: Context) -> str:
    """Which of the two a form prints as its budget and which as what was spent, as the end of a message; empty where none prints both."""
    for view in performance_forms(context, "PP"):
        budget, spent = view.filled("total", "adjusted"), view.filled("total", "executed")
        for one, other in (told, told[::-1]) if budget is not None and spent is not None else ():
            if budget and spent and same(one.amount, budget.amount).holds and same(other.amount, spent.amount).holds:
                page = f"（第 {view.form.place.page} 页）" if view.form.place.page else ""
                printed = f"{budget.amount.raw} 是全年预算数，{spent.amount.raw} 是全年执行数"
                return f"{view.name}{page}中 {printed}：一处写了预算数，一处写了执行数，应统一口径。"
    return ""


def _is_of_all(statement: Statement) -> bool:
    """Whether it is money of a kind of evaluation, and of no single project."""
    fact = statement.fact
    of_kind = fact is not None and fact.get("item") is not None and fact.get("project") is None
    return (
        of_kind and statement.source.startswith(_SECTION) and statement.amount.unit.is_money and not statement.instance
    )
