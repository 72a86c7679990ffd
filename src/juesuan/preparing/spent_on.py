"""What the lines of spending say was spent on a project, by the sources that its form tells apart."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal

from juesuan.preparing.books import Spending
from juesuan.standard import Standard

__all__ = ["spent_on"]


def spent_on(project: str, spending: Iterable[Spending], standard: Standard) -> Mapping[str, Decimal]:
    """Yuan by source of the lines that name the project; empty where none does."""
    kept, found = standard.bookkeeping, dict[str, Decimal]()
    for line in spending:
        if line.project == project:
            source = kept.appropriations if line.fund in kept.funds else kept.own
            found[source] = found.get(source, Decimal(0)) + line.amount
    return found
