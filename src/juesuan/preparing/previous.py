"""Last year's disclosure to the exact values that this year is compared with."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from decimal import Decimal

from juesuan.model import Amount, Disclosure, Statement, Unit
from juesuan.preparing.books import Books

__all__ = ["previous_values", "printed_cells", "with_previous"]


def previous_values(disclosure: Disclosure) -> Mapping[str, Decimal]:
    """Every amount of last year's own accounts in yuan, by fact.

    What a table says goes before what the prose says, and the first table before the others; what was not read surely, what
    is about another year, and what performance forms say of single projects is left out.
    """
    found: dict[str, Decimal] = {}
    tables = [item for item in disclosure.statements if item.source in disclosure.tables]
    for item in (*tables, *_told(disclosure.statements, disclosure.tables)):
        if item.fact is None or item.ambiguous or not item.amount.unit.is_money:
            continue
        if item.fact.get("year") is None and item.fact.get("project") is None:
            found.setdefault(str(item.fact), item.amount.to(Unit.YUAN).value)
    return found


def printed_cells(disclosure: Disclosure) -> Mapping[tuple[str, str, str], Amount]:
    """Every amount of money of the tables as it is printed, by form, row and column."""
    return {
        (item.source, item.row, item.column): item.amount
        for item in disclosure.statements
        if item.source in disclosure.tables and not item.ambiguous and item.amount.unit.is_money
    }


def _told(statements: Iterable[Statement], tables: Mapping[str, object]) -> list[Statement]:
    """What the sections of the prose state."""
    return [item for item in statements if item.source not in tables and item.source not in {"PO", "PP"}]


def with_previous(books: Books, disclosure: Disclosure) -> Books:
    """The books with last year's values; those that the books have themselves stay."""
    return replace(books, previous={**previous_values(disclosure), **books.previous})
