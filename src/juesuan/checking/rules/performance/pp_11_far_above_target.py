"""PP-11 实际完成值大幅超过指标值而没有说明.

A target exceeded by three tenths or more was set too low and needs a word. A form without a column for reasons cannot give one. A note.
Source: 财预〔2020〕10号.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from juesuan.checking.context import Context
from juesuan.checking.performance import IndicatorRow
from juesuan.checking.performance.indicator_values import wrong_values
from juesuan.model import Outcome, Severity

RULE = "PP-11"
LIMITS = True
_FAR_ABOVE = Decimal("1.3")


def check(context: Context) -> Iterator[Outcome]:
    """One outcome per project form."""
    yield from wrong_values(context, _far_above, "的完成值远高于指标值，没有说明原因", Severity.INFO)


def _far_above(row: IndicatorRow) -> str:
    target, actual = row.target, row.actual
    if (
        target is None
        or actual is None
        or target.operator != ">="
        or not target.comparable(actual)
        or target.value <= 0
    ):
        return ""
    explained = row.indicator.reason is None or bool(row.indicator.reason.text)
    if explained or actual.aligned(target).value < _FAR_ABOVE * target.value:
        return ""
    return f"{target.amount.raw}→{actual.amount.raw}"
