"""Which facts may not exceed which: the rules of the register that are limits, and those that compare a budget with its execution.

Read off the rules themselves, so that what is checked in a document and what is kept when one is made cannot differ.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from juesuan.model import FactKey
from juesuan.standard.expression import ROW_VARIABLES, Expression, Reference, parse
from juesuan.standard.forms import forms
from juesuan.standard.rules import rules

__all__ = ["Limit", "limits", "within"]


@dataclass(frozen=True, slots=True)
class Limit:
    """The sum of some facts is not more than that of others; ``function=*`` is the same code in all of them."""

    lesser: tuple[FactKey, ...]
    greater: tuple[FactKey, ...]

    @property
    def by_code(self) -> bool:
        """Whether it holds code by code."""
        return any(fact.get("function") == "*" for fact in self.greater)

    def of(self, code: str) -> Limit:
        """The limit of one code."""
        named = ({"function": code} if fact.get("function") == "*" else {} for fact in (*self.lesser, *self.greater))
        facts = [fact.but(**name) for fact, name in zip((*self.lesser, *self.greater), named, strict=True)]
        return Limit(tuple(facts[: len(self.lesser)]), tuple(facts[len(self.lesser) :]))


@lru_cache(maxsize=1)
def limits() -> tuple[Limit, ...]:
    """The limits of all rules that ask for nothing but the document itself, in register order."""
    parts = (part for rule in rules().values() if not rule.needs for part in rule.parts if part.kind == "linear")
    expressions = (parse(part.expression) for part in parts)
    return tuple(limit for one in expressions if one.relation != "=" for limit in _limit(one))


def within(fact: FactKey) -> FactKey | None:
    """What an executed amount may not exceed: the budget of the year, adjusted, of the same (T09-05, PO-03, PP-03)."""
    return fact.but(stage="adjusted") if fact.get("stage") is None else None


def _limit(expression: Expression) -> Iterator[Limit]:
    """The facts of an inequality, unless it speaks of forms without facts of their own."""
    sides = [tuple(map(_fact, side)) for side in (expression.left, expression.right)]
    if expression.relation == ">=":
        sides.reverse()
    lesser, greater = (tuple(fact for fact in side if fact is not None) for side in sides)
    if (len(lesser), len(greater)) == (len(sides[0]), len(sides[1])):
        yield Limit(lesser, greater)


def _fact(reference: Reference) -> FactKey | None:
    form = forms().get(reference.form)
    if form is None or reference.total or reference.sign < 0:
        return None
    by_code = reference.row in ROW_VARIABLES
    row = form.total if by_code else reference.row or form.total
    column = reference.column or _only_column(reference)
    fact = form.fact(row, column)
    return fact.but(function="*") if fact is not None and by_code else fact


def _only_column(reference: Reference) -> str:
    """The column of a row that has but one: of a two-sided form the one of its side."""
    form = forms()[reference.form]
    row = form.row(reference.row)
    return next(column.key for column in form.columns if row is None or not column.side or column.side == row.side)
