"""What a measure came to, as it is printed beside its target: in the target's unit, and never so rounded that another side of it shows."""

from __future__ import annotations

from fractions import Fraction

from juesuan.model import Unit
from juesuan.model.spelling import normalise
from juesuan.performance.evidence.conditions import NoMeasure
from juesuan.standard.evidenced_numbers import half_up, in_unit
from juesuan.standard.quantity import Quantity, is_percent, parse_quantity

__all__ = ["Amounting", "printed_value", "wanted_of"]

_DECIMALS, _OF_YI, _MOST_DECIMALS = 2, 4, 12
"""Rates, and money in 万元, have two; money in 亿元 as many as make 万元."""

Amounting = str
"""What a value is: ``count`` of rows or things, ``share`` of a whole, ``money`` in yuan, ``number`` in a unit of its own."""


def wanted_of(target: str) -> Quantity | None:
    """The quantity that a target is, or None."""
    return parse_quantity(normalise(target))


def printed_value(value: Fraction, what: Amounting, target: str, unit: str = "") -> str:
    """The value with its unit.

    Args:
        value: exact; of a share the part of one.
        what: see :data:`Amounting`.
        target: 年度指标值 as printed, whose unit it gets.
        unit: of a number, as its column says.

    Raises:
        NoMeasure: when the target is of another kind.
    """
    wanted = wanted_of(target)
    shown, measure = _in_unit(value, what, target, wanted, unit)
    limit = Fraction(wanted.value) if wanted is not None else None
    return f"{_rounded(shown, limit, _OF_YI if measure == Unit.YI.value else _DECIMALS)}{measure}"


def _in_unit(value: Fraction, what: Amounting, target: str, wanted: Quantity | None, unit: str) -> tuple[Fraction, str]:
    """The value in the unit that is printed."""
    percent = wanted is not None and is_percent(wanted)
    money = wanted is not None and wanted.amount.unit.is_money
    measure = wanted.measure if wanted is not None else ""
    if what == "share":
        if wanted is not None and not percent and measure:
            raise NoMeasure(f"算出的是百分数，指标值“{target}”不是")
        return value * 100, "%"
    if percent and not (what == "number" and unit == "%"):
        found = {"count": "个数", "money": "金额"}.get(what, "没有写明是百分数的数（表头可写“（%）”）")
        raise NoMeasure(f"指标值“{target}”是百分数，算出的是{found}")
    if what == "money":
        if wanted is not None and not money and measure:
            raise NoMeasure(f"算出的是金额，指标值“{target}”不是")
        into = wanted.amount.unit if wanted is not None and money else Unit.WAN
        return in_unit(value, into), into.value
    if money:
        found = "个数" if what == "count" else "没有写明单位的数"
        raise NoMeasure(f"指标值“{target}”是金额，算出的是{found}")
    return value, measure or unit


def _rounded(value: Fraction, limit: Fraction | None, least: int) -> str:
    """With so many decimals, and as many more as it needs to stay on its side of the limit; two of them may be zeros."""
    if value.denominator == 1:
        return f"{value.numerator}"
    for decimals in range(least, _MOST_DECIMALS + 1):
        shown = half_up(value, decimals)
        if limit is None or _side(Fraction(shown), limit) == _side(value, limit):
            break
    whole, _, decimals_shown = f"{shown:f}".partition(".")
    return f"{whole}.{decimals_shown[:_DECIMALS]}{decimals_shown[_DECIMALS:].rstrip('0')}"


def _side(value: Fraction, limit: Fraction) -> int:
    return (value > limit) - (value < limit)
