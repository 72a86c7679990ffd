"""A guess at the wrong numbers where the integer program found nothing in time: one by one, what settles most."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal

from juesuan.checking.blame.constraints import Constraint, Number, weighted

__all__ = ["guessed_change"]

_Choice = tuple[int, str, Decimal]


def guessed_change(
    numbers: Iterable[Number], constraints: Sequence[Constraint], values: Mapping[str, Decimal]
) -> dict[str, Decimal]:
    """Numbers to change, with what to: each settles more failures than it causes, the one that settles most first."""
    steps = {number.key: number.step for number in numbers if not number.is_rate}
    changed: dict[str, Decimal] = {}
    while True:
        now = {**values, **changed}
        choices = list(_choices(steps.keys() - changed.keys(), steps, constraints, now))
        best = max(choices, key=lambda choice: (choice[0], choice[1]), default=None)
        if best is None or best[0] <= 0:
            return changed
        changed[best[1]] = best[2]


def _choices(
    free: Iterable[str], steps: Mapping[str, Decimal], constraints: Sequence[Constraint], values: Mapping[str, Decimal]
) -> Iterator[_Choice]:
    """What one equation wants of one number, and how many more constraints would then hold."""
    allowed = frozenset(free)
    for constraint in constraints:
        if constraint.slack is None or constraint.holds(values):
            continue
        total = weighted(constraint.weights, values)
        for key in sorted(allowed & constraint.weights.keys()):
            value = (values[key] - total / constraint.weights[key]).quantize(steps[key])
            told = [other for other in constraints if key in other.numbers]
            after = {**values, key: value}
            yield sum(c.holds(after) for c in told) - sum(c.holds(values) for c in told), key, value
