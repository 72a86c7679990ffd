"""What may have been copied into a number's place, or left out of it: the values around it, by the slip."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from functools import cached_property

from msgspec import Struct

from juesuan.checking.blame.constraints import Number
from juesuan.checking.blame.last_year import LastYear
from juesuan.checking.blame.network import Network
from juesuan.checking.context import Context
from juesuan.model import Slip, SlipKind, Statement, Term

__all__ = ["CopiedValues"]

_ADDENDS = 2
_TOTALS = ("合计", "总计")


class CopiedValues(Struct, frozen=True, eq=False, dict=True):
    """Asks number by number."""

    network: Network
    context: Context

    @cached_property
    def _last_year(self) -> LastYear:
        return LastYear(self.context)

    def nearby(self, number: Number) -> dict[Slip, Decimal]:
        """The number above, and last year's: what is copied most often."""
        found: dict[Slip, Decimal] = {}
        for statement in number.statements if not number.is_rate else ():
            above = self._above(statement)
            if above is not None and above.value:
                slip = Slip(SlipKind.ITEM_ABOVE if statement.in_prose else SlipKind.ROW_ABOVE)
                found[slip] = self.context.in_document_unit(above).value
            before = self._last_year.value(statement)
            if before:
                found[Slip(SlipKind.LAST_YEAR)] = before
        return found

    def elsewhere(self, number: Number) -> Iterator[tuple[Slip, Decimal]]:
        """Other amounts that are taken for it: of its row, of the item, and the totals of the tables for one of the prose."""
        if number.is_rate or not number.statements:
            return
        for statement in number.statements:
            for other in self._of_row(statement):
                yield Slip(SlipKind.OTHER_COLUMN, _column(other)), self.context.in_document_unit(other).value
        if number.in_prose:
            own = {str(statement.fact) for statement in number.statements}
            for total in self._totals:
                if str(total.fact) not in own:
                    yield Slip(SlipKind.OTHER_TOTAL, total.label), self.context.in_document_unit(total).value

    def addends(self, number: Number) -> Iterator[tuple[str, Decimal]]:
        """The parts of which the number is the total."""
        for constraint in self.network.touching.get(number.key, ()):
            weight = constraint.weights.get(number.key)
            if weight is None or constraint.slack is None or constraint.witness:
                continue
            parts = [key for key, other in constraint.weights.items() if key != number.key and other == -weight]
            if len(parts) == len(constraint.weights) - 1 and len(parts) >= _ADDENDS:
                for key in parts:
                    yield self.network.numbers[key].statements[0].label, self.network.printed[key]

    def _of_row(self, statement: Statement) -> Iterator[Statement]:
        """The other amounts of its row, or of its item."""
        for other in self._by_row.get((statement.source, statement.instance, statement.row), ()):
            if other.id != statement.id and (statement.instance or not statement.in_prose):
                yield other

    @cached_property
    def _by_row(self) -> Mapping[tuple[str, int, str], tuple[Statement, ...]]:
        found: dict[tuple[str, int, str], list[Statement]] = {}
        for s in self.context.disclosure.statements:
            if s.amount.unit.is_money and s.value:
                found.setdefault((s.source, s.instance, s.row), []).append(s)
        return {key: tuple(items) for key, items in found.items()}

    @cached_property
    def _totals(self) -> tuple[Statement, ...]:
        """What the tables state of the whole: facts without a code."""
        stated = (
            s
            for s in self.context.disclosure.statements
            if s.source in self.context.standard.forms and s.fact is not None and s.value
        )
        whole = (s for s in stated if s.fact is not None and not s.fact.get("function") and not s.fact.get("economic"))
        found: dict[str, Statement] = {}
        for statement in sorted(whole, key=lambda s: not any(word in s.label for word in _TOTALS)):
            found.setdefault(str(statement.fact), statement)
        return tuple(found.values())

    def _above(self, statement: Statement) -> Statement | None:
        """The statement in the row above, or of the same kind in the item above."""
        if not statement.in_prose:
            rows = self.context.rows_down(statement.source, statement.instance)
            index = rows.index(statement.row)
            if not index:
                return None
            return self.context.cell(statement.source, rows[index - 1], statement.column, statement.instance)
        if not statement.instance or statement.fact is None:
            return None
        kind = statement.fact.but(function=None)
        return next(
            (
                other
                for other in self.context.disclosure.statements
                if other.instance == statement.instance - 1
                and other.source == statement.source
                and other.fact is not None
                and other.fact.but(function=None) == kind
            ),
            None,
        )


def _column(statement: Statement) -> str:
    """What a person calls the column, or the kind of number in an item."""
    return Term.of(statement).label.split()[-1]
