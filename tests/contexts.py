"""What the program's own standard judges, for tests that ask a rule or an engine by itself."""

from __future__ import annotations

from juesuan.checking.context import Context
from juesuan.model import Disclosure
from juesuan.standard import builtin

__all__ = ["context_of"]


def context_of(
    disclosure: Disclosure,
    previous: Disclosure | None = None,
    budget: Disclosure | None = None,
    days_to_publication: int | None = None,
) -> Context:
    """A document before the built-in standard."""
    return Context(disclosure, previous, budget, days_to_publication, standard=builtin())
