"""What the checks of the books are given, and what they say."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from juesuan.preparing.books import Books
from juesuan.preparing.facts import Facts
from juesuan.standard import Standard
from juesuan.standard.bookkeeping import Bookkeeping
from juesuan.standard.layouts import Layout

__all__ = ["MISSING", "NOTE", "WRONG", "Complaint", "Examined", "money"]

WRONG, MISSING, NOTE = "wrong", "missing", "note"
"""In the way of any document · in the way of a final one, not of a draft · good to know."""


@dataclass(frozen=True, slots=True)
class Complaint:
    """One sentence on what is the matter and one on what to do, in Chinese. ``weight``: one of the three above."""

    text: str
    weight: str = WRONG


@dataclass(frozen=True, slots=True)
class Examined:
    """The books, the facts that follow from them, what they are to be printed as, and the rates that indicators ask for, by name."""

    books: Books
    facts: Facts
    edition: Layout
    rates: Mapping[str, str] = field(default_factory=dict)

    @property
    def standard(self) -> Standard:
        """What they are judged by."""
        return self.edition.standard

    @property
    def kept(self) -> Bookkeeping:
        """What books tell apart."""
        return self.standard.bookkeeping

    @property
    def year(self) -> int:
        """The fiscal year."""
        return self.books.year

    def name(self, code: str) -> str:
        """A code with its name, for messages."""
        return f"{code} {self.books.function_name(code, self.standard.codes)}".rstrip()

    def fund_name(self, fund: str) -> str:
        """What messages call a fund; a word that is none stays as it is."""
        return self.kept.fund_names.get(fund, fund)


def money(yuan: Decimal) -> str:
    """An amount in yuan as messages show it."""
    return f"{yuan:,.2f} 元"
