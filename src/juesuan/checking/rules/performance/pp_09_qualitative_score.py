"""PP-09 定性指标的得分不在完成档次的区间.

A result in the words of 财预〔2020〕10号 (达成预期指标 …) has its band of points. Results in other words are left alone.
"""

from __future__ import annotations

from collections.abc import Iterator

from juesuan.checking.context import Context
from juesuan.checking.performance import IndicatorRow
from juesuan.checking.performance.indicator_values import printed_values, wrong_values
from juesuan.model import Outcome

RULE = "PP-09"
LIMITS = True


def check(context: Context) -> Iterator[Outcome]:
    """One outcome per project form."""
    yield from wrong_values(context, _outside_band, "的得分不在完成档次对应的区间")


def _outside_band(row: IndicatorRow) -> str:
    points, score = row.points, row.score
    if row.rule is None or row.rule.grade is None or points is None or score is None or not points.value:
        return ""
    if score.amount.interval.intersects(row.rule.allowed):
        return ""
    return f"{printed_values(row)[1]}，分值 {points.amount.raw} 得分 {score.amount.raw}"
