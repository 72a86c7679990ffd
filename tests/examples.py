"""How many examples a property is tried with, by what one of them costs: ``make test`` draws two of five, ``make properties`` twenty-five
times as many.
"""

from __future__ import annotations

from hypothesis import settings

__all__ = ["QUICK", "USUAL", "examples"]

USUAL = 40
"""Of a property whose examples cost little: what the numbers in the tests are in proportion to."""

QUICK = 16
"""Of such a property in ``make test``. Each run draws examples of its own."""


def examples(count: int) -> int:
    """What a profile draws where it draws as many as it does of others, and these cost as much as ``USUAL`` for ``count``."""
    return max(1, count * settings.default.max_examples // USUAL)
