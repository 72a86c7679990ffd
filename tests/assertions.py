"""Assertions of the register one by one, as rules of their own, and assertions of the tests' own."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec.structs import replace

from juesuan.arithmetic.assertion import Assertion
from juesuan.arithmetic.grammar import parse
from juesuan.checking.assertions import assertion_outcomes
from juesuan.model import Disclosure, Outcome
from juesuan.standard import builtin
from juesuan.standard.rules import Rule
from tests.contexts import context_of

__all__ = ["assertion", "judged", "single_assertions"]


def single_assertions() -> Iterator[Rule]:
    """Every assertion of every row as a rule that asserts nothing else."""
    for rule in builtin().rules.values():
        yield from (replace(rule, assertion=str(part), scope="") for part in rule.parts)


def assertion(text: str, scope: str = "") -> Assertion:
    """The only assertion of a text."""
    (found,) = parse(text, scope)
    return found


def judged(text: str, disclosure: Disclosure, scope: str = "") -> list[Outcome]:
    """What an assertion says of a document."""
    return list(assertion_outcomes(assertion(text, scope), context_of(disclosure)))
