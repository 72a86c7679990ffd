"""PP-17 指标值与实际完成值的类型或单位不一致.

A target in words cannot have a percentage as its result, nor a count of people one of houses. Source: 财预〔2021〕101号.
"""

from __future__ import annotations

from collections.abc import Iterator

from juesuan.checking.context import Context
from juesuan.checking.performance import IndicatorRow
from juesuan.checking.performance.indicator_values import printed_values, wrong_values
from juesuan.model import Outcome
from juesuan.standard.patterns import full_match
from juesuan.standard.quantity import is_percent

RULE = "PP-17"
LIMITS = True


def check(context: Context) -> Iterator[Outcome]:
    """One outcome per project form."""
    yield from wrong_values(context, _mismatched, "的指标值与实际完成值类型或单位不一致")


def _mismatched(row: IndicatorRow) -> str:
    shown = "→".join(printed_values(row))
    target, actual = row.target, row.actual
    words = row.view.context.standard.evaluations.qualitative
    if target is not None and actual is not None:
        both = target.measure and actual.measure and not target.comparable(actual)
        return shown if both else ""
    if actual is not None and is_percent(actual) and full_match(words, printed_values(row)[0]):
        return shown
    return ""
