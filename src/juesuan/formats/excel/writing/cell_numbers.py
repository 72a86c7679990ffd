"""Printed numbers as the cells of a workbook hold them: an exact value and the number format that shows it as printed."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from juesuan.model import Statement

__all__ = ["CellNumber", "NumberStyle"]

_NUMBER = re.compile(r"-?\d{1,3}(?:(?:,\d{3})+|\d*)(?:\.\d+)?%?")
_EXACT_DIGITS = 15  # what a cell of a workbook can hold exactly
_HUNDRED = Decimal(100)


@dataclass(frozen=True, slots=True)
class CellNumber:
    """A value and its number format. ``blank``: nothing is printed, the cell counts as zero."""

    value: Decimal
    number_format: str
    blank: bool = False


@dataclass(frozen=True, slots=True)
class NumberStyle:
    """How a table prints its money: decimals, thousands, and what stands for zero (None: nothing special)."""

    decimals: int = 2
    thousands: bool = False
    zero: str | None = None

    @classmethod
    def of(cls, statements: Iterable[Statement]) -> NumberStyle:
        """The style that the money of a table is printed in."""
        amounts = [item.amount for item in statements if item.amount.unit.is_money]
        decimals = Counter(amount.decimals for amount in amounts if amount.value).most_common(1)
        zeros = Counter(amount.raw for amount in amounts if not amount.value).most_common(1)
        zero = zeros[0][0] if zeros and not _NUMBER.fullmatch(zeros[0][0]) else None
        return cls(decimals[0][0] if decimals else 2, any("," in amount.raw for amount in amounts), zero)

    def cell(self, statement: Statement, text: str) -> CellNumber | None:
        """The number that the cell with that text holds; None when it must stay a text."""
        amount = statement.amount
        if amount.value == 0 and amount.unit.is_money and not _NUMBER.fullmatch(text):
            return CellNumber(Decimal(0), self._format(self.decimals, self.thousands), blank=not text)
        if not _NUMBER.fullmatch(text) or len(text.replace(",", "")) > _EXACT_DIGITS:
            return None
        plain = text.rstrip("%")
        decimals = len(plain.partition(".")[2])
        value = Decimal(plain.replace(",", ""))
        if plain != text:
            return CellNumber(value / _HUNDRED, f"{_pattern(decimals, thousands=False)}%")
        if not amount.unit.is_money:
            return CellNumber(value, _pattern(decimals, thousands=False))
        return CellNumber(value, self._format(decimals, self.thousands))

    def _format(self, decimals: int, thousands: bool) -> str:
        pattern = _pattern(decimals, thousands=thousands)
        if self.zero is None:
            return pattern
        return f"{pattern};-{pattern};" + (f'"{self.zero}"' if self.zero else "")


def _pattern(decimals: int, *, thousands: bool) -> str:
    return ("#,##0" if thousands else "0") + (f".{'0' * decimals}" if decimals else "")
