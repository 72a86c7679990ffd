"""How many examples a property is tried with, by what one of them costs: so many in ``make test``, twenty-five times as many in
``make properties``.
"""

from __future__ import annotations

from hypothesis import settings

__all__ = ["USUAL", "examples"]

USUAL = 40
"""Of a property whose examples cost little, in ``make test``."""


def examples(count: int) -> int:
    """What other profiles draw for so many in ``make test``: in proportion."""
    return max(1, count * settings.default.max_examples // USUAL)
