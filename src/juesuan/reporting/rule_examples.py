"""What a rule says when it fails: the worked example, with one number of it changed, confronted with the rule."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from functools import lru_cache

from msgspec.structs import replace

from juesuan.checking.context import Context
from juesuan.checking.engine import outcomes
from juesuan.model import Disclosure, Outcome, State, Statement, Unit
from juesuan.preparing.compose import compose
from juesuan.preparing.example import example_books
from juesuan.standard import builtin
from juesuan.standard.layouts import layouts
from juesuan.standard.rules import Rule

__all__ = ["example"]

_SHIFTS = (Decimal(12), Decimal(-12))
"""What is added to the number: more than any rounding, in either direction."""
_MOST_NUMBERS = 6


def example(rule: Rule) -> Outcome | None:
    """A failure of the rule; None when changing a number of the worked example cannot make it fail."""
    disclosure = _disclosure()
    for statement in _confronted(rule, disclosure):
        for shift in _SHIFTS:
            for outcome in outcomes(rule, Context(_changed(disclosure, statement, shift), standard=builtin())):
                if outcome.state is State.FAIL:
                    return outcome
    return None


@lru_cache(maxsize=1)
def _disclosure() -> Disclosure:
    return compose(
        example_books(), next(edition for edition in layouts().prepared.values() if edition.unit is Unit.WAN)
    )


def _confronted(rule: Rule, disclosure: Disclosure) -> Iterator[Statement]:
    """The first numbers of the worked example that the rule looks at."""
    found: dict[str, Statement] = {}
    for outcome in outcomes(rule, Context(disclosure, standard=builtin())):
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
