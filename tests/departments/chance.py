"""Seeded choices: everything random about a department."""

from __future__ import annotations

import random
from collections.abc import Sequence
from decimal import Decimal
from typing import TypeVar

__all__ = ["ZERO", "Chance", "yuan"]

ZERO = Decimal(0)
T = TypeVar("T")


def yuan(fen: int) -> Decimal:
    return Decimal(fen).scaleb(-2)


class Chance(random.Random):
    """A source of chance that also knows amounts."""

    def happens(self, probability: float) -> bool:
        return self.random() < probability

    def amount(self, least: int, most: int) -> Decimal:
        """So many yuan to the fen, every order of magnitude as likely; one in four round as budgets are."""
        low, high = len(str(least)), len(str(most))
        digits = self.randint(low, high)
        value = self.randint(max(100 * least, 100 * 10 ** (digits - 1)), min(100 * most, 100 * 10**digits))
        rounded = value // 1_000_000 * 1_000_000
        return yuan(rounded if rounded and self.happens(0.25) else value)

    def part(self, total: Decimal, low: int = 1, high: int = 99) -> Decimal:
        """Between ``low`` and ``high`` per cent of an amount, to the fen."""
        return (total * self.randint(100 * low, 100 * high) / 10_000).quantize(Decimal("0.01"))

    def shares(self, total: Decimal, count: int) -> list[Decimal]:
        """``count`` amounts that make up a total exactly."""
        fen = int(total.scaleb(2))
        weights = [self.randint(1, 100) for _ in range(count)]
        parts = [fen * weight // sum(weights) for weight in weights]
        parts[parts.index(max(parts))] += fen - sum(parts)
        return [yuan(part) for part in parts]

    def some(self, pool: Sequence[T], most: int, least: int = 0) -> list[T]:
        """Some different ones of a pool, in any order."""
        most = min(most, len(pool))
        return self.sample(pool, self.randint(min(least, most), most))
