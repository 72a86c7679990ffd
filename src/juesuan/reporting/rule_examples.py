"""What a rule says when it fails: the worked example, with one number of it changed, confronted with the rule."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from msgspec.structs import replace

from juesuan.checking.context import Context
from juesuan.checking.engine import outcomes
from juesuan.model import Disclosure, Outcome, State, Statement, Unit
from juesuan.preparing.compose import compose
from juesuan.preparing.example import example_books
from juesuan.standard import Standard
from juesuan.standard.rules import Rule

__all__ = ["RuleExamples"]

_SHIFTS = (Decimal(12), Decimal(-12))
"""What is added to the number: more than any rounding, in either direction."""
_MOST_NUMBERS = 6


@dataclass(frozen=True)
class RuleExamples:
    """Failures of the rules of a standard, in the worked example."""

    standard: Standard

    def of(self, rule: Rule) -> Outcome | None:
        """A failure of the rule; None when changing a number of the worked example cannot make it fail."""
        for statement in self._confronted(rule):
            for shift in _SHIFTS:
                changed = _changed(self._disclosure, statement, shift)
                for outcome in outcomes(rule, Context(changed, standard=self.standard)):
                    if outcome.state is State.FAIL:
                        return outcome
        return None

    @cached_property
    def _disclosure(self) -> Disclosure:
        known = self.standard.layouts.prepared.values()
        layout = next(layout for layout in known if layout.unit is Unit.WAN)
        return compose(example_books(self.standard), layout)

    def _confronted(self, rule: Rule) -> Iterator[Statement]:
        """The first numbers of the worked example that the rule looks at."""
        found: dict[str, Statement] = {}
        for outcome in outcomes(rule, Context(self._disclosure, standard=self.standard)):
            for term in outcome.terms:
                if term.statement is not None and term.statement.value:
                    found.setdefault(term.statement.id, term.statement)
        yield from list(found.values())[:_MOST_NUMBERS]


def _changed(disclosure: Disclosure, statement: Statement, shift: Decimal) -> Disclosure:
    """The document with another number in one place."""
    amount = statement.amount
    value = amount.value + shift
    changed = replace(statement, amount=replace(amount, value=value, raw=str(value)))
    return replace(
        disclosure,
        statements=tuple(changed if each.id == statement.id else each for each in disclosure.statements),
    )
