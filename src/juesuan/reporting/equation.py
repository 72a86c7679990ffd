"""The equation of a finding with each addend, as far as its terms form a sum."""

from __future__ import annotations

from collections.abc import Mapping, Set
from decimal import Decimal

from msgspec import Struct

from juesuan.checking.rendering import SIGNS
from juesuan.model import Finding, Term

__all__ = ["Addend", "Equation", "equation_of", "shown"]

_FEW = 3
"""With so few operands zeros are shown too."""


class Addend(Struct, frozen=True):
    """A term of the finding and its index there."""

    index: int
    term: Term

    @property
    def is_zero(self) -> bool:
        """Blank or zero: it adds nothing and need not be shown among many."""
        statement = self.term.statement
        return statement is not None and statement.value == 0


class Equation(Struct, frozen=True):
    """``left`` was to equal ``right`` (or not to exceed it, as ``sign`` says) and does not."""

    left: tuple[Addend, ...]
    right: tuple[Addend, ...]
    sign: str = "="

    @property
    def operators(self) -> Mapping[int, str]:
        """What stands before each operand shown, by its index."""
        left, right = _non_zero(self.left), _non_zero(self.right)
        plus = {addend.index: "+" for addend in (*left, *right)}
        return plus | {left[0].index: "", right[0].index: self.sign}


def shown(finding: Finding) -> tuple[Addend, ...]:
    """The operands worth showing: all but the zero addends of a long sum. The left side of an equation comes first."""
    found, equation = _addends(finding), equation_of(finding)
    if equation is not None and len(found) > _FEW:
        wrong = {suspect.term for suspect in finding.suspects}
        return (*_non_zero(equation.left, wrong), *_non_zero(equation.right, wrong))
    return found


def equation_of(finding: Finding) -> Equation | None:
    """The two sides, or None when the terms do not add up to the difference (a ratio, a text, different units)."""
    found = _addends(finding)
    left = tuple(addend for addend in found if addend.term.sign > 0)
    right = tuple(addend for addend in found if addend.term.sign < 0)
    if not left or not right or finding.difference is None:
        return None
    residual = _residual(finding.terms)
    if residual is None or abs(residual) != abs(finding.difference):
        return None
    return Equation(left, right, SIGNS[finding.relation or "="])


def _addends(finding: Finding) -> tuple[Addend, ...]:
    return tuple(Addend(index, term) for index, term in enumerate(finding.terms))


def _non_zero(side: tuple[Addend, ...], wrong: Set[int] = frozenset()) -> tuple[Addend, ...]:
    """The addends that count, the first one when none does, so that no side is empty; then those that should have counted."""
    counting = tuple(addend for addend in side if not addend.is_zero) or side[:1]
    return (*counting, *(addend for addend in side if addend.index in wrong and addend not in counting))


def _residual(terms: tuple[Term, ...]) -> Decimal | None:
    first = terms[0].statement
    if first is None:
        return None
    unit = first.amount.unit
    total = Decimal(0)
    for term in terms:
        amount = term.statement.amount if term.statement is not None else None
        if amount is None or (amount.unit is not unit and not (amount.unit.is_money and unit.is_money)):
            return None
        total += term.sign * amount.to(unit).value
    return total
