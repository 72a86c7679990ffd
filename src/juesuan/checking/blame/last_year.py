"""What was true a year before, as far as the documents tell: last year's document, or what comparisons with it imply."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from functools import cached_property

from msgspec import Struct

from juesuan.checking.blame.constraints import Number
from juesuan.checking.claims import direction_of
from juesuan.checking.context import Context
from juesuan.model import ChangeClaim, ComparedWith, Statement

__all__ = ["LastYear"]


class LastYear(Struct, frozen=True, dict=True):
    """Asks for one statement or number."""

    context: Context

    @property
    def is_at_hand(self) -> bool:
        """Whether last year's document was given."""
        return self.context.previous is not None

    @cached_property
    def _stated(self) -> Mapping[str, Decimal]:
        """What last year's document states, by the id of the statement, in this document's unit."""
        stated = self.context.previous.statements if self.context.previous is not None else ()
        unit = self.context.unit
        return {s.id: s.amount.to(unit).value for s in stated if s.amount.unit.is_money and not s.ambiguous}

    @cached_property
    def _by_fact(self) -> Mapping[str, Decimal]:
        stated = self.context.previous.statements if self.context.previous is not None else ()
        unit = self.context.unit
        sure = [s for s in stated if s.amount.unit.is_money and not s.ambiguous and s.fact is not None]
        return {str(s.fact): s.amount.to(unit).value for s in reversed(sure)}

    @cached_property
    def _implied(self) -> Mapping[str, frozenset[tuple[str, Decimal]]]:
        """By fact: this year's amount less its printed growth, with the section that prints it."""
        found: dict[str, frozenset[tuple[str, Decimal]]] = {}
        for claim in self.context.disclosure.claims:
            if not isinstance(claim, ChangeClaim) or claim.base is not ComparedWith.PREVIOUS:
                continue
            direction, by_id = direction_of(claim.word), self.context.by_id
            current, difference = by_id.get(claim.current), by_id.get(claim.difference)
            if direction is None or current is None or difference is None or current.fact is None:
                continue
            now, moved = self.context.in_document_unit(current), self.context.in_document_unit(difference)
            if now.unit is moved.unit:
                value = now.value - direction * moved.value
                found[str(current.fact)] = found.get(str(current.fact), frozenset()) | {(claim.section, value)}
        return found

    def value(self, statement: Statement) -> Decimal | None:
        """Last year's value of what a statement states, or what another section implies of it; None when nothing tells."""
        stated = self._stated.get(statement.id)
        if stated is None and statement.fact is not None:
            stated = self._by_fact.get(str(statement.fact))
        if stated is not None or statement.fact is None:
            return stated
        implied = self._implied.get(str(statement.fact), frozenset())
        values = {value for section, value in implied if section != statement.source}
        return values.pop() if len(values) == 1 else None

    def repeats(self, number: Number) -> bool:
        """Whether a number is what it was last year."""
        return number.amount.value != 0 and any(self.value(s) == number.amount.value for s in number.statements)
