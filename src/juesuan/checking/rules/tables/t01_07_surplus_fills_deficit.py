"""T01-07 没有收支差额却使用非财政拨款结余.

使用非财政拨款结余 only fills a deficit of the year: this year's income must be below this year's spending. Where surplus of the year was
distributed, older surplus may stand in for it. Source: 部门决算编审惯例.
"""

from __future__ import annotations

from collections.abc import Iterator

from juesuan.checking.context import Context, absent, not_applicable, passed
from juesuan.model import Outcome, State, Term

RULE = "T01-07"


def check(context: Context) -> Iterator[Outcome]:
    """Fails where surplus is used although income covers spending."""
    used, income, spending = (context.cell("T01", *key) for key in (("L28", "C1"), ("L27", "C1"), ("L58", "C2")))
    if income is None or spending is None:
        yield absent(context, "T01")
    elif used is None or not used.value:
        yield not_applicable("没有使用非财政拨款结余")
    elif income.amount.interval.low < spending.amount.interval.high or _distributed(context):
        yield passed([used, income, spending])
    else:
        message = f"使用非财政拨款结余 {used.amount.raw}，但本年收入 {income.amount.raw} 并不小于本年支出 {spending.amount.raw}。"
        yield Outcome(State.FAIL, terms=tuple(map(Term.of, (used, income, spending))), message=message)


def _distributed(context: Context) -> bool:
    """Whether surplus of the year was distributed, for which older surplus may stand in."""
    distributed = context.cell("T01", "L59", "C2")
    return distributed is not None and bool(distributed.value)
