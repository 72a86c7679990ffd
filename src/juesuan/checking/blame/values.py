"""The values that one number may take when all others are believed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

from msgspec import Struct
from msgspec.structs import replace

from juesuan.checking.blame.constraints import Constraint, Number, weighted

__all__ = ["Range", "possible_values"]


class Range(Struct, frozen=True):
    """All values that satisfy every constraint; ``best`` is what the tightest equation says, None when none says.

    A side without a bound is None.
    """

    low: Decimal | None
    high: Decimal | None
    best: Decimal | None
    step: Decimal

    @property
    def count(self) -> int | None:
        """How many printable values there are; None when there is no end to them."""
        if self.low is None or self.high is None:
            return None
        first = (self.low / self.step).to_integral_value(ROUND_CEILING)
        last = (self.high / self.step).to_integral_value(ROUND_FLOOR)
        return max(0, int(last - first) + 1)

    def __contains__(self, value: Decimal) -> bool:
        return (self.low is None or self.low <= value) and (self.high is None or value <= self.high)


def possible_values(number: Number, constraints: Iterable[Constraint], values: Mapping[str, Decimal]) -> Range | None:
    """The values of a number that satisfy all its constraints with the other values given; None when there are none.

    Negative values are possible only for what is printed negative.
    """
    lows: list[Decimal] = [] if number.amount.value < 0 else [Decimal(0)]
    highs: list[Decimal] = [] if number.highest is None else [number.highest]
    wishes: list[tuple[Decimal, Decimal]] = []
    for constraint in constraints:
        demand = _demand(number, constraint, values)
        if demand is None:
            return None
        low, high, wish = demand
        lows += [] if low is None else [low]
        highs += [] if high is None else [high]
        wishes += [] if wish is None else [wish]
    allowed = Range(max(lows, default=None), min(highs, default=None), None, number.step)
    if allowed.count == 0:
        return None
    best = (wish.quantize(number.step) + 0 for _, wish in sorted(wishes))  # + 0: no negative zero
    return replace(allowed, best=next((value for value in best if value in allowed), None))


_Demand = tuple[Decimal | None, Decimal | None, tuple[Decimal, Decimal] | None]


def _demand(number: Number, constraint: Constraint, values: Mapping[str, Decimal]) -> _Demand | None:
    """What one constraint wants: the least and the greatest value, and how precisely it says which (half width, value)."""
    half = number.step / 2
    if constraint.witness == number.key:
        rate = constraint.rate(values)
        if rate is None:
            return None
        exact, spread = rate
        return exact - spread - half, exact + spread + half, (half, exact)
    weight = constraint.weights[number.key]
    rest = weighted(constraint.weights, values) - weight * values[number.key]
    ends = [None if end is None else (end - rest) / weight for end in (constraint.low, constraint.high)]
    low, high = ends if weight > 0 else reversed(ends)
    own = max(half - number.amount.half_width, Decimal(0))  # a printed zero is exact, another value is rounded
    wish = None if constraint.slack is None else (constraint.slack / abs(weight), (constraint.middle - rest) / weight)
    return (None if low is None else low - own, None if high is None else high + own, wish)
