"""Change one number of a consistent disclosure: exactly the identities that mention it fail."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec import structs

from juesuan.arithmetic.assertion import Copies, Linear, Parts
from juesuan.checking.engine import outcomes
from juesuan.model import Disclosure, Outcome, State, Statement
from juesuan.preparing.books import Income, Spending
from juesuan.preparing.compose import compose
from juesuan.preparing.example import example_books
from juesuan.standard import builtin
from juesuan.standard.rules import Rule
from tests.assertions import single_assertions
from tests.contexts import context_of
from tests.examples import examples

_HOLDS = {State.PASS, State.WITHIN_ROUNDING}
_BUMP = Decimal(1000)
EDITIONS = sorted(builtin().layouts.prepared)


def equations() -> Iterator[Rule]:
    """The equalities among the register's assertions: sums, and facts stated twice."""
    for part in single_assertions():
        (assertion,) = part.parts
        body = assertion.body
        equal = isinstance(body, Parts | Copies) or (isinstance(body, Linear) and body.relation in {"=", "=="})
        if equal and not part.needs and not assertion.guards and len(assertion.bodies) == 1:
            yield part


@cache
def consistent(edition: str) -> Disclosure:
    """The example department, with money of the capital budget where the layout has a form for it."""
    books = example_books(builtin())
    if any(printed.id == "T08" for printed in builtin().layouts.named(edition).forms):
        books = replace(
            books,
            income=(*books.income, Income("2230105", "sc", Decimal("1234567.89"))),
            spending=(*books.spending, Spending("2230105", "sc", "project", Decimal("1234567.89"))),
        )
    return compose(books, builtin().layouts.named(edition))


@cache
def mentions(edition: str) -> dict[str, frozenset[str]]:
    """Assertions that hold and mention a statement, by statement."""
    found: dict[str, set[str]] = {}
    for part, outcome in evaluated(consistent(edition)):
        assert outcome.state is not State.FAIL, outcome.message
        for term in outcome.terms:
            if outcome.state in _HOLDS and term.statement is not None:
                found.setdefault(term.statement.id, set()).add(part.assertion)
    return {name: frozenset(parts) for name, parts in found.items()}


def evaluated(disclosure: Disclosure) -> Iterator[tuple[Rule, Outcome]]:
    context = context_of(disclosure)
    for part in equations():
        for outcome in outcomes(part, context):
            yield part, outcome


def bumped(disclosure: Disclosure, name: str) -> Disclosure:
    def changed(statement: Statement) -> Statement:
        if statement.id != name:
            return statement
        value = statement.value + _BUMP
        return structs.replace(statement, amount=structs.replace(statement.amount, value=value, raw=f"{value:.2f}"))

    return structs.replace(disclosure, statements=tuple(map(changed, disclosure.statements)))


@pytest.mark.parametrize("edition", EDITIONS)
def test_a_composed_disclosure_is_consistent(edition: str) -> None:
    assert mentions(edition)


@settings(max_examples=examples(60), deadline=None)
@given(st.data())
def test_exactly_the_identities_that_mention_a_number_fail(data: st.DataObject) -> None:
    edition = data.draw(st.sampled_from(EDITIONS))
    stated = {
        s.id for s in consistent(edition).statements if s.value
    }  # a zero made up would be a new fact, not a wrong one
    name = data.draw(st.sampled_from(sorted(mentions(edition).keys() & stated)))
    changed = bumped(consistent(edition), name)
    outcomes_of = list(evaluated(changed))
    failed = {part.assertion for part, outcome in outcomes_of if outcome.state is State.FAIL}
    # Where a place has no section that would state a part, the sum is not judged, and says so.
    excused = {
        part.assertion
        for part, outcome in outcomes_of
        if outcome.state is State.UNDECIDABLE and outcome.reason == "没有相应的文字说明"
    }

    assert failed == mentions(edition)[name] - excused
