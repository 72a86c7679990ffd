"""The bands of rounding (DESIGN "Rounding"): is what is printed right, possibly right, hardly right or wrong?

Every printed number is an interval ``v ± h``. What an equation allows is the sum of its half widths; ``σ² = Σ h²/3`` is the variance of the
rounding error. Within four sigma a difference is plausible rounding; between that and what is allowed, possible but improbable; beyond,
an error. Nothing here has a tolerance of its own.
"""

from __future__ import annotations

import enum
from collections.abc import Iterable
from decimal import Decimal

from msgspec import Struct
from msgspec.structs import replace

from juesuan.model import Amount

__all__ = ["Fit", "Judgement", "judged", "nudged", "same"]

_ZERO = Decimal(0)


class Fit(enum.Enum):
    """How printed numbers fit a relation, or one another."""

    EXACT = "exact"
    ROUNDED = "rounded"
    IMPROBABLE = "improbable"
    """Possible by rounding, but hardly; of two statements of one fact: one unit of the last place apart."""
    BROKEN = "broken"

    @property
    def holds(self) -> bool:
        """Whether nothing is to be said."""
        return self in (Fit.EXACT, Fit.ROUNDED)


class Judgement(Struct, frozen=True):
    """How numbers fit a relation: by how much the left side is more than the right, and what rounding allows, in the unit of the amounts."""

    fit: Fit
    residual: Decimal
    allowed: Decimal


def judged(
    terms: Iterable[tuple[int, Amount]], relation: str = "=", *, exact: bool = False, constant: Decimal = _ZERO
) -> Judgement:
    """Judges ``Σ sign * amount + constant  relation  0`` on printed amounts of one unit.

    Args:
        terms: signs, +1 or -1 (or more, for a number that stands several times), and amounts.
        relation: ``=``, ``<=`` or ``>=``; ``!=`` is exact.
        exact: whether any difference is an error, because nothing was rounded.
        constant: a number that is no printed amount.
    """
    told = tuple(terms)
    residual = sum((sign * amount.value for sign, amount in told), constant)
    halves = [abs(sign) * amount.half_width for sign, amount in told]
    allowed = _ZERO if exact else sum(halves, _ZERO)
    excess = {"=": abs(residual), "<=": max(residual, _ZERO), ">=": max(-residual, _ZERO)}.get(relation, _ZERO)
    if relation == "!=":
        fit = Fit.EXACT if residual else Fit.BROKEN
    elif not excess:
        fit = Fit.EXACT
    elif excess > allowed:
        fit = Fit.BROKEN
    else:
        four_sigma = 3 * excess * excess <= 16 * sum((half * half for half in halves), _ZERO)
        fit = Fit.ROUNDED if four_sigma else Fit.IMPROBABLE
    return Judgement(fit, residual, allowed)


def same(one: Amount, other: Amount) -> Fit:
    """How two statements of one fact in one unit fit: printed alike they are equal, else what they stand for meets.

    One unit in the last place more is the tail of a copy; a zero is none.
    """
    difference = abs(one.value - other.value)
    if not difference:
        return Fit.EXACT
    both = bool(one.value and other.value)
    if both and one.decimals != other.decimals and one.interval.intersects(other.interval):
        return Fit.ROUNDED
    last_place = Decimal(1).scaleb(-max(one.decimals, other.decimals))
    return Fit.IMPROBABLE if both and difference <= last_place else Fit.BROKEN


def nudged(printed: Amount, exact: Decimal) -> bool:
    """Whether a rate in per cent is off by one in its last decimal: cut off instead of rounded, or nudged so that shares add up to 100.

    A rate without decimals is off by a whole per cent then: that is no tail.
    """
    rounded = exact.quantize(Decimal(1).scaleb(-printed.decimals))
    return printed.decimals > 0 and same(printed, replace(printed, value=rounded)) is Fit.IMPROBABLE
