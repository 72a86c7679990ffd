"""What a rule says when it fails: the worked example, with one number of it changed, confronted with the rule."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache, cached_property
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from juesuan.checking.context import Context
from juesuan.checking.engine import outcomes
from juesuan.model import Disclosure, Outcome, State, Statement, Unit
from juesuan.preparing.compose import compose
from juesuan.preparing.example import example_books
from juesuan.standard import Standard
from juesuan.standard.rules import Rule

__all__ = ["FAILURES", "RuleExample", "RuleExamples", "planted_examples"]

_SHIFTS = (Decimal(12), Decimal(-12))
"""What is added to the number: more than any rounding, in either direction."""
_MOST_NUMBERS = 6


FAILURES = Path(__file__).parent / "rule_failures.csv"
"""What the rules say that no changed number makes fail; ``tools/rule_failures.py`` writes it from planted mistakes."""


class RuleExample(Struct, frozen=True):
    """What a rule says when it fails, the equation, if it has one, and the document in which the mistake was planted."""

    message: str
    equation: str = ""
    document: str = ""


@cache
def planted_examples() -> Mapping[str, RuleExample]:
    """By rule what it says of a mistake planted in the worked example."""
    rows = csv.DictReader(io.StringIO(FAILURES.read_text(encoding="utf-8")))
    return {row["rule"]: RuleExample(row["message"], row["equation"], row["document"]) for row in rows}


@dataclass(frozen=True)
class RuleExamples:
    """Failures of the rules of a standard, in the worked example.

    Attributes:
        standard: whose rules.
        planted: what rules say that no changed number makes fail.
    """

    standard: Standard
    planted: Mapping[str, RuleExample]

    def of(self, rule: Rule) -> RuleExample | None:
        """What the rule says when it fails; None when nothing is known to make it fail."""
        if rule.id in self.planted:
            return self.planted[rule.id]
        outcome = self._changed_number(rule)
        return RuleExample(outcome.message, outcome.equation) if outcome is not None else None

    def _changed_number(self, rule: Rule) -> Outcome | None:
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
