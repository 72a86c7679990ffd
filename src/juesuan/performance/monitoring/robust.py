"""Robust statistics in exact decimals: the median, and the scale Qn.

Qn (P. J. Rousseeuw, C. Croux, "Alternatives to the Median Absolute Deviation", JASA 88, 1993) is the k-th smallest of all distances
between two values, k = C(h, 2), h = n/2 + 1: like the median absolute deviation it bears nearly half of the values being wrong, and with
the two dozen months that an enterprise has it is much steadier. Logarithms are decimals of so many digits: the same on any machine.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Context, Decimal
from itertools import combinations

__all__ = ["exponential", "logarithm", "median", "scale"]

_PRECISION = Context(prec=16)
_CONSISTENT = Decimal("2.2219")
"""Makes Qn the standard deviation of normal values."""
_TWO = Decimal(2)


def logarithm(value: Decimal) -> Decimal:
    """The natural logarithm of a positive number."""
    return value.ln(_PRECISION)


def exponential(value: Decimal) -> Decimal:
    """The number whose logarithm it is."""
    return value.exp(_PRECISION)


def median(values: Sequence[Decimal]) -> Decimal:
    """The middle of some numbers, of which there is one at least."""
    ordered = sorted(values)
    middle = len(ordered) // 2
    return ordered[middle] if len(ordered) % 2 else (ordered[middle - 1] + ordered[middle]) / _TWO


def scale(values: Sequence[Decimal]) -> Decimal:
    """Qn of two numbers or more, with the correction for few of them (Croux and Rousseeuw 1992, rounded to n/(n+1.4), n/(n+3.8))."""
    count = len(values)
    half = count // 2 + 1
    distances = sorted(abs(one - other) for one, other in combinations(values, 2))
    correction = Decimal(count) / (count + (Decimal("1.4") if count % 2 else Decimal("3.8")))
    return _CONSISTENT * correction * distances[half * (half - 1) // 2 - 1]
