"""PP-18 比率的指标值大于百分之百.

A rate (合格率, 覆盖率, 满意度) cannot exceed one hundred per cent, so that ≥100% should read ＝100%; rates of growth can. Source:
财预〔2021〕101号.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from juesuan.checking.context import Context
from juesuan.checking.performance import IndicatorRow
from juesuan.checking.performance.indicator_values import wrong_values
from juesuan.model import Outcome
from juesuan.model.expressions import expression
from juesuan.standard.quantity import is_percent

RULE = "PP-18"
LIMITS = True
_HUNDRED = Decimal(100)
_RATE_NAME = expression(r"率$|比例$|满意度$")


def check(context: Context) -> Iterator[Outcome]:
    """One outcome per project form."""
    yield from wrong_values(context, _above_whole, "是比率，不可能大于 100%，应写“＝100%”")


def _above_whole(row: IndicatorRow) -> str:
    target = row.target
    if target is None or not is_percent(target) or not _RATE_NAME.search(row.name) or "增长" in row.name:
        return ""
    return target.amount.raw if target.operator in {">=", ">"} and target.value >= _HUNDRED else ""
