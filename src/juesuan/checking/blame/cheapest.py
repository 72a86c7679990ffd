"""The cheapest set of numbers whose change satisfies every constraint, as a question to :mod:`juesuan.arithmetic.correction`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

from juesuan.arithmetic.correction import EFFORT, Bound, Correction, Variable, least_correction
from juesuan.checking.blame.constraints import Constraint, Number

__all__ = ["cheapest_change"]

_ROOM = 2  # a true value is at most so many times the greatest value printed near it
_HUNDRED = 100


def cheapest_change(
    numbers: Sequence[Number],
    costs: Mapping[str, Decimal],
    constraints: Sequence[Constraint],
    values: Mapping[str, Decimal],
    *,
    unexplained: Decimal,
    effort: int = EFFORT,
) -> Correction:
    """The cheapest set of numbers whose change satisfies the constraints; other numbers stay as they are.

    Failures may also stay unexplained, at that cost. Wrong rates are among the excuses: each excuses what
    it ties. ``effort`` is what is left of the document's limit.
    """
    amounts = [number for number in numbers if not number.is_rate]
    most = _ROOM * max((abs(values[number.key]) for number in amounts), default=Decimal(0)) + 1
    variables = {number.key: _variable(number, values[number.key], most, costs[number.key]) for number in amounts}
    excuses = {number.key: _hundredths(costs[number.key]) for number in numbers if number.is_rate}
    bounds = []
    for index, constraint in enumerate(constraints):
        excuse = constraint.witness if constraint.witness in excuses else ""
        if not excuse and not constraint.holds(values):
            excuse = f"unexplained {index}"
            excuses[excuse] = _hundredths(unexplained)
        bounds.append(Bound(constraint.weights, constraint.low, constraint.high, excuse))
    found = least_correction(variables, excuses, values, bounds, effort=effort)
    assert found is not None, "every constraint that fails can be excused"
    rates = {number.key: values[number.key] for number in numbers if number.key in found.excused}
    return Correction({**found.changed, **rates}, found.excused, found.proved, found.effort)


def _variable(number: Number, value: Decimal, most: Decimal, cost: Decimal) -> Variable:
    low = -most if value < 0 else Decimal(0)
    return Variable(value, number.step, low, max(most, value), _hundredths(cost))


def _hundredths(cost: Decimal) -> int:
    return int(cost * _HUNDRED)
