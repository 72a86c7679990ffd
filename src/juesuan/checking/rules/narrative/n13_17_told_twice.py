"""N13-17 绩效部分前后写的同一金额不一致.

What a kind of evaluation is about is one amount wherever the section on performance tells it: 专项资金自评涉及预算金额 in its first paragraph and
again where the special funds are told of.
"""

from __future__ import annotations

from collections.abc import Iterator

from juesuan.checking.context import Context, not_applicable
from juesuan.checking.linear import equation_of, judge
from juesuan.model import Outcome, Statement

RULE = "N13-17"
_SECTION = "N13"


def check(context: Context) -> Iterator[Outcome]:
    """One outcome per amount that is told again."""
    found = False
    for statements in context.by_fact.values():
        told = [statement for statement in statements if _is_of_all(statement)]
        for other in told[1:]:
            found = True
            yield judge(equation_of(((1, told[0]), (-1, other))), context)
    if not found:
        yield not_applicable("没有前后两处写明的同一金额")


def _is_of_all(statement: Statement) -> bool:
    """Whether it is money of a kind of evaluation, and of no single project."""
    fact = statement.fact
    of_kind = fact is not None and fact.get("item") is not None and fact.get("project") is None
    return (
        of_kind and statement.source.startswith(_SECTION) and statement.amount.unit.is_money and not statement.instance
    )
