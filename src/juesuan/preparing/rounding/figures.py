"""What is printed for each fact: the one object that tables, prose, rates and performance forms take their numbers from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal

from juesuan.model import FactKey, Unit
from juesuan.preparing.facts import Facts
from juesuan.preparing.rounding.plain import in_unit, percentage, plain
from juesuan.standard.layouts import Layout

__all__ = ["Figures"]


@dataclass(frozen=True)
class Figures:
    """Exact facts with their printed values.

    Attributes:
        facts: exact values in yuan.
        layout: of the document, which says what must add up.
        decided: printed values, in the unit, that are decided otherwise than by rounding the number by itself.
        rates_of_printed: whether rates and differences are computed from what is printed, not from exact amounts.
    """

    facts: Facts
    layout: Layout
    decided: Mapping[FactKey, Decimal] = field(default_factory=dict)
    rates_of_printed: bool = False

    @property
    def unit(self) -> Unit:
        """Of every printed amount."""
        return self.layout.unit

    def exact(self, fact: FactKey | str) -> Decimal:
        """The exact value in yuan (or the count)."""
        return self.facts.get(fact)

    def shown(self, fact: FactKey | str) -> Decimal:
        """The printed value in the document's unit (or the count)."""
        key = FactKey.parse(fact) if isinstance(fact, str) else fact
        if key.measure in self.layout.standard.vocabulary.counted:
            return self.facts.get(key)
        value = self.decided.get(key)
        return plain(self.facts.get(key), self.unit) if value is None else value

    def basis(self, fact: FactKey | str) -> Decimal:
        """The value from which rates and differences are computed, in the document's unit."""
        return self.shown(fact) if self.rates_of_printed else in_unit(self.facts.get(fact), self.unit)

    def share(self, part: FactKey | str, whole: FactKey | str) -> Decimal | None:
        """One fact in per cent of another; None where the other is printed as zero, or is."""
        base = self.basis(whole)
        return percentage(self.basis(part), base) if base and self.shown(whole) else None

    def extended(self, more: Mapping[FactKey, Decimal]) -> Figures:
        """The same with some more facts."""
        return replace(self, facts=self.facts.extended(more))
