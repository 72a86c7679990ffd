"""What follows from lists in the workbook: adjusted budgets from adjustments, procurement from contracts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal

from juesuan.preparing.books import Adjustment, Contract
from juesuan.standard.bookkeeping import Bookkeeping

__all__ = ["adjusted_by", "procured_by"]

_ZERO = Decimal(0)
_SMALL, _SMALLEST = frozenset({"medium", "small", "micro"}), frozenset({"small", "micro"})


def adjusted_by(
    adjustments: Iterable[Adjustment], kept: Bookkeeping, project: str | None = None
) -> Mapping[str, Decimal]:
    """By how much the budgets were adjusted, by source: appropriations and own money; of a project, where one is asked for.

    Empty where there are no adjustments at all: then nothing follows.
    """
    found: dict[str, Decimal] = {}
    for line in adjustments:
        if project is None or line.project == project:
            source = kept.appropriations if line.fund in kept.funds else kept.own
            found[source] = found.get(source, _ZERO) + line.amount
    return found


def procured_by(contracts: Iterable[Contract], kept: Bookkeeping) -> Mapping[str, Decimal]:
    """Procurement by item: what was spent by kind, and what went to small and medium, and among them to small and micro enterprises."""
    found: dict[str, Decimal] = {}
    for contract in contracts:
        shares = [
            (contract.kind, contract.spent),
            *([(kept.enterprises.small, contract.amount)] if contract.size in _SMALL else []),
            *([(kept.enterprises.micro, contract.amount)] if contract.size in _SMALLEST else []),
        ]
        for item, amount in shares:
            found[item] = found.get(item, _ZERO) + amount
    return found
