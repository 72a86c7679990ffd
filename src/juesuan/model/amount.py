"""Printed numbers as what they are: an exact decimal, its unit, its decimals, and the interval it stands for.

Nothing here is ever a binary float. A printed number ``v`` with ``d`` decimals stands for every true value in
``[v - h, v + h]`` with ``h = 0.5 * 10**-d`` (DOMAIN 0.3). A blank or an exact zero is an accounting zero: ``h = 0``.
"""

from __future__ import annotations

import enum
from decimal import Decimal

from msgspec import Struct
from msgspec.structs import replace

__all__ = ["Amount", "Interval", "Unit"]

_HALF = Decimal("0.5")


class Unit(enum.Enum):
    """What a number counts. The value is the Chinese word used in messages."""

    YUAN = "元"
    WAN = "万元"
    YI = "亿元"
    PERCENT = "%"
    POINTS = "分"
    COUNT = "个"
    NONE = ""

    @property
    def is_money(self) -> bool:
        """Whether amounts of this unit can be converted into one another."""
        return self in (Unit.YUAN, Unit.WAN, Unit.YI)


_YUAN_PER = {Unit.YUAN: Decimal(1), Unit.WAN: Decimal(10_000), Unit.YI: Decimal(100_000_000)}


class Interval(Struct, frozen=True):
    """A closed interval of exact decimals; the arithmetic is the usual interval arithmetic."""

    low: Decimal
    high: Decimal

    def __add__(self, other: Interval) -> Interval:
        return Interval(self.low + other.low, self.high + other.high)

    def __sub__(self, other: Interval) -> Interval:
        return Interval(self.low - other.high, self.high - other.low)

    def scaled(self, factor: Decimal) -> Interval:
        """The interval times a non-negative number."""
        return Interval(self.low * factor, self.high * factor)

    def intersects(self, other: Interval) -> bool:
        """Whether some value lies in both."""
        return self.low <= other.high and other.low <= self.high

    def divided_by(self, other: Interval) -> Interval | None:
        """All quotients, or None when the divisor may be zero."""
        if other.low <= 0 <= other.high:
            return None
        quotients = [a / b for a in (self.low, self.high) for b in (other.low, other.high)]
        return Interval(min(quotients), max(quotients))


class Amount(Struct, frozen=True):
    """One printed number.

    Attributes:
        value: the exact decimal as printed.
        unit: what it counts.
        decimals: printed decimals; ``2.4`` has one.
        raw: the text as printed (``"2,940.05"``); empty for a blank cell.
        trace: a zero that is known to stand for a trace of something, so that it is rounded like any other number.
    """

    value: Decimal
    unit: Unit
    decimals: int
    raw: str
    trace: bool = False

    @property
    def half_width(self) -> Decimal:
        """Half a unit in the last printed place, in the amount's own unit.

        0 for counts, which are exact, and for amounts of zero or blank, which are accounting zeros unless they are traces; a
        printed 0.00 % is a rounded rate like any other.
        """
        if self.unit is Unit.COUNT or (not self.value and self.unit is not Unit.PERCENT and not self.trace):
            return Decimal(0)
        return _HALF.scaleb(-self.decimals)

    @property
    def interval(self) -> Interval:
        """Every true value the printed number may stand for, in its own unit."""
        half = self.half_width
        return Interval(self.value - half, self.value + half)

    @property
    def possible(self) -> Interval:
        """Every true value as an operand or a result of a rate: here a printed ``0.00`` is rounded like any other number.

        49 yuan print as 0.00万元, and a rate computed from them is not zero. Only a blank is nothing.
        """
        if self.value == 0 and self.raw and self.unit is not Unit.COUNT:
            half = _HALF.scaleb(-self.decimals)
            return Interval(-half, half)
        return self.interval

    def with_decimals(self, decimals: int) -> Amount:
        """The same value read with at least ``decimals`` decimals (``2371`` in a two-decimal table is 2371.00)."""
        return self if self.decimals >= decimals else replace(self, decimals=decimals)

    def to(self, unit: Unit) -> Amount:
        """The same amount in another unit of money.

        Raises:
            ValueError: when one of the two units is not money.
        """
        if unit is self.unit:
            return self
        if not (unit.is_money and self.unit.is_money):
            raise ValueError(f"cannot convert {self.unit.value} into {unit.value}")
        factor = _YUAN_PER[self.unit] / _YUAN_PER[unit]
        shift = int(factor.adjusted())
        return replace(self, value=(self.value * factor).normalize() + 0, unit=unit, decimals=self.decimals - shift)
