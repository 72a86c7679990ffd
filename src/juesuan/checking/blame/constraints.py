"""What ties the numbers of a document together: every equation and rate that was judged, over printed numbers.

A constraint says ``low <= Σ weight * value <= high``; its bounds are what rounding allows. One printed number of the prose may
make several statements: it is one number here. A rate of the prose ties its operands only as long as the rate itself is
believed: it is the constraint's witness.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from msgspec import Struct, field

from juesuan.model import Amount, Statement, Unit

__all__ = ["Constraint", "Number", "weighted"]

_HUNDRED = Decimal(100)
_ZERO = Decimal(0)


class Number(Struct, frozen=True, eq=False):
    """A printed number: its value in the document's unit (or in per cent), and the statements it makes.

    ``decimals`` are those that the document prints such numbers with; a slip may have changed the number's own. ``highest`` is what
    such a number never exceeds: a share is no more than the whole.
    """

    key: str
    amount: Amount
    decimals: int
    statements: tuple[Statement, ...]
    highest: Decimal | None = None

    @property
    def step(self) -> Decimal:
        """One unit in the last place that such numbers have in the document."""
        return Decimal(1).scaleb(-self.decimals)

    def as_printed(self, value: Decimal) -> str:
        """A value as the document prints such numbers."""
        if self.is_rate and self.amount.raw.endswith("倍"):
            return f"{value.scaleb(-2):.{max(self.amount.decimals, 0) + 2}f}倍"
        if self.is_rate:
            return f"{value:.{self.decimals}f}{'' if self.statements and '%' not in self.amount.raw else '%'}"
        stated = self.statements[0].amount
        if stated.unit is Unit.POINTS:
            printed = max(0, -_exponent(stated.value)) if stated.raw else 0
            return f"{value:.{max(printed, -_exponent(value.normalize()), 0)}f}"
        amount = Amount(value, self.amount.unit, max(self.decimals, -_exponent(value.normalize())), "")
        amount = amount.to(stated.unit) if amount.unit is not stated.unit else amount
        return f"{amount.value:{',' if ',' in stated.raw else ''}.{max(amount.decimals, 0)}f}"

    @property
    def is_rate(self) -> bool:
        """Whether it is a percentage: of a claim of the prose, or in a cell of a performance form."""
        return self.amount.unit is Unit.PERCENT

    @property
    def in_prose(self) -> bool:
        """Whether it stands in running text."""
        return not self.statements or not self.statements[0].row


class Constraint(Struct, frozen=True, eq=False):
    """``low <= Σ weight * value <= high`` (None: no bound) while the witness, if any, is believed.

    With a witness: it is the rate ``part / base`` in per cent, both sums of weighted values.
    """

    rule: str
    finding: str
    weights: Mapping[str, Decimal]
    low: Decimal | None
    high: Decimal | None
    witness: str = ""
    part: Mapping[str, Decimal] = field(default_factory=dict)
    base: Mapping[str, Decimal] = field(default_factory=dict)

    @property
    def is_bound(self) -> bool:
        """Whether it only limits its numbers from one side: many values satisfy it, and none of them is told."""
        return not self.witness and (self.low is None) != (self.high is None)

    @property
    def numbers(self) -> tuple[str, ...]:
        """All numbers that it speaks of."""
        return (*self.weights, self.witness) if self.witness else tuple(self.weights)

    @property
    def slack(self) -> Decimal | None:
        """What rounding allows of an equation; None when it is none."""
        return (self.high - self.low) / 2 if self.high is not None and self.low is not None else None

    @property
    def middle(self) -> Decimal:
        """What an equation wants its sum to be; nothing for a bound."""
        return (self.high + self.low) / 2 if self.high is not None and self.low is not None else _ZERO

    def rate(self, values: Mapping[str, Decimal]) -> tuple[Decimal, Decimal] | None:
        """What its witness would have to be, and by how much rounding may move that; None when the base is (nearly) zero."""
        part, base = weighted(self.part, values), weighted(self.base, values)
        slack = self.high if self.high is not None else self.low
        return None if not base or slack is None else (_HUNDRED * part / base, abs(_HUNDRED * slack / base))

    def holds(self, values: Mapping[str, Decimal]) -> bool:
        """Whether the values satisfy it."""
        total = weighted(self.weights, values)
        return (self.low is None or self.low <= total) and (self.high is None or total <= self.high)


def _exponent(value: Decimal) -> int:
    exponent = value.as_tuple().exponent
    assert isinstance(exponent, int), "printed numbers are finite"
    return exponent


def weighted(weights: Mapping[str, Decimal], values: Mapping[str, Decimal]) -> Decimal:
    """``Σ weight * value``."""
    return sum((weight * values[key] for key, weight in weights.items()), _ZERO)
