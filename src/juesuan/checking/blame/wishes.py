"""What the failed equations want of a number when all others are believed."""

from __future__ import annotations

from collections.abc import Mapping, Set
from decimal import Decimal
from functools import cached_property

from msgspec import Struct

from juesuan.checking.blame.constraints import Constraint, weighted
from juesuan.checking.blame.network import Network

__all__ = ["Wish", "Wishes"]


class Wish(Struct, frozen=True):
    """One failed equation's value for a number, and by how much rounding may move it; ``others`` are what it rests on."""

    value: Decimal
    half: Decimal
    others: frozenset[str]


class Wishes:
    """Asks for one number; a group is what may be wrong together with it, on which no wish may rest."""

    def __init__(self, network: Network) -> None:
        self._network = network
        self.printed = network.printed

    @cached_property
    def failed(self) -> Mapping[str, tuple[Constraint, ...]]:
        """The failed equations, by the numbers that they speak of."""
        found: dict[str, list[Constraint]] = {}
        for constraint in self._totals:
            for key in constraint.weights:
                found.setdefault(key, []).append(constraint)
        return {key: tuple(items) for key, items in found.items()}

    def total(self, constraint: Constraint) -> Decimal:
        """By how much a failed equation fails."""
        return self._totals[constraint]

    @cached_property
    def _totals(self) -> Mapping[Constraint, Decimal]:
        equations = (c for c in self._network.broken if c.slack is not None and not c.witness)
        return {each: weighted(each.weights, self.printed) - each.middle for each in equations}

    @cached_property
    def _all(self) -> dict[str, tuple[Wish, ...]]:
        found: dict[str, list[Wish]] = {}
        for constraint, total in self._totals.items():
            assert constraint.slack is not None
            keys = frozenset(constraint.weights)
            for key, weight in constraint.weights.items():
                value = self.printed[key] - total / weight
                found.setdefault(key, []).append(Wish(value, constraint.slack / abs(weight), keys - {key}))
        return {key: tuple(sorted(wishes, key=lambda wish: wish.half)) for key, wishes in found.items()}

    @property
    def asked(self) -> Set[str]:
        """The numbers of which something is wanted."""
        return self._all.keys()

    def of(self, key: str, group: Set[str] = frozenset()) -> tuple[Wish, ...]:
        """What is wanted of a number, most precisely known first."""
        return tuple(wish for wish in self._all.get(key, ()) if group.isdisjoint(wish.others))

    def least(self, key: str, group: Set[str] = frozenset()) -> tuple[Decimal, ...]:
        """What each failed bound says that a number is at least."""
        found = []
        for constraint in self._network.broken:
            weight = constraint.weights.get(key)
            below = constraint.is_bound and weight is not None and (constraint.low is not None) == (weight > 0)
            if below and weight is not None and group.isdisjoint(constraint.weights.keys() - {key}):
                found.append(self.printed[key] - weighted(constraint.weights, self.printed) / weight)
        return tuple(found)

    def wants(self, key: str, value: Decimal, group: Set[str] = frozenset()) -> bool:
        """Whether some failed equation wants just this value, which is not what is printed."""
        if value == self.printed[key]:
            return False
        return any(abs(value - wish.value) <= wish.half for wish in self.of(key, group))

    def ties(self, key: str, group: Set[str]) -> bool:
        """Whether an equation ties a number of the group to numbers outside it alone."""
        return any(_outside(constraint, key, group) for constraint in self._network.touching.get(key, ()))


def _outside(constraint: Constraint, key: str, group: Set[str]) -> bool:
    if constraint.slack is None or constraint.witness or len(constraint.weights) < 2:
        return False
    return all(other == key or other not in group for other in constraint.weights)
