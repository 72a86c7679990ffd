"""T06-11 工资结构与单位性质.

Staff cost without 基本工资 and without 奖金, or 绩效工资 beside 行政运行 only, is unusual. A note for the reviewer.
"""

from __future__ import annotations

from collections.abc import Iterator

from juesuan.checking.context import Context, absent, not_applicable, passed
from juesuan.model import Outcome, State, Term

RULE = "T06-11"


def check(context: Context) -> Iterator[Outcome]:
    """Notes 工资福利支出 without any 基本工资 and 奖金."""
    wages = context.cell("T06", "301", "C1")
    basic, bonus = context.cell("T06", "30101", "C1"), context.cell("T06", "30103", "C1")
    if wages is None:
        yield absent(context, "T06")
    elif not wages.value:
        yield not_applicable("没有工资福利支出")
    elif (basic is not None and basic.value) or (bonus is not None and bonus.value):
        yield passed([s for s in (wages, basic, bonus) if s is not None])
    else:
        message = f"工资福利支出为 {wages.amount.raw}，但基本工资和奖金均为零，请核对经济分类。"
        yield Outcome(State.FAIL, terms=(Term.of(wages),), message=message, stated=wages.value)
