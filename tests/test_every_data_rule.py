"""Every assertion of the register passes on the example as published and read back, and fails when a number of it is changed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

import juesuan
from juesuan.checking import engine
from juesuan.checking.context import Context
from juesuan.model import Claim, Disclosure, Outcome, Place, State, Statement, Unit
from juesuan.preparing.books import Books, Income, Spending
from juesuan.preparing.compose import compose
from juesuan.preparing.example import example_books
from juesuan.publishing import publish
from juesuan.standard.layouts import layouts
from juesuan.standard.rules import Rule, rules
from tests import made

_HOLDS = {State.PASS, State.WITHIN_ROUNDING}
_BUMP = Decimal(1000)
PARTS = [part for rule in rules().values() for part in rule.parts if not rule.needs]
# What no document of ours says: codes and rows that few places print.
RARE = {
    **{
        f"T06[{whole}] = sum(T06.{first}:{last})": made.disclosure(
            {"T06": {(whole, "C1"): "5.00", (first, "C1"): "5.00"}}
        )
        for whole, first, last in (
            ("309", "30901", "30999"),
            ("311", "31101", "31199"),
            ("312", "31201", "31299"),
            ("313", "31302", "31304"),
        )
    },
    "T05[2210202].C2 + T05[2210203].C2 <= T06[30102]": made.disclosure(
        {"T05": {("2210203", "C2"): "5.00"}, "T06": {("30102", "C1"): "6.00"}}
    ),
    "N08 ~ T08 : spend[fund=sc,function=*]": made.disclosure(
        {"T08": {("2230105", "C3"): "5.00"}},
        (made.statement("N08#1.final", "spend[fund=sc,function=2230105]", "5.00", "N08"),),
    ),
}


def claimed(kind: str, section: str) -> Disclosure:
    """The least document that makes a claim of that kind: 4.00 of 5.00, or 4.00 more than 1.00 the year before."""
    source = section.removeprefix("=")
    kind = "change" if kind == "direction" else kind
    first, second = ("5.00", "4.00") if kind == "change" else ("4.00", "5.00")
    prose = tuple(
        made.statement(name, "spend", text, source) for name, text in (("a", first), ("b", second), ("c", "5.00"))
    )
    printed = made.amount("400.00%" if kind == "change" else "80.00%", Unit.PERCENT)
    word = {"change": "增加", "order": "小于"}.get(kind, "")
    operands = ("c", "a", "d") if kind == "sum" else ("a", "b")
    claim = Claim(kind, source, Place(), "本年支出", 0, operands, printed, word, base="previous")
    addend = made.statement("d", "spend", "1.00", source)
    return made.disclosure(prose=(*prose, addend), claims=(claim,), sections=(made.section(source, "本年支出"),))


def books(edition: str) -> Books:
    """The example, with money of the capital budget where the layout has a form for it."""
    example = example_books()
    if all(printed.id != "T08" for printed in layouts().named(edition).forms):
        return example
    return replace(
        example,
        income=(*example.income, Income("2230105", "sc", Decimal("1234567.89"))),
        spending=(*example.spending, Spending("2230105", "sc", "project", Decimal("1234567.89"))),
    )


@cache
def published(edition: str, *, capital: bool) -> Disclosure:
    """The example of an edition, published as a web page and read back."""
    chosen = layouts().named(edition)
    made = replace(books(edition) if capital else example_books(), year=chosen.year)
    disclosure = compose(made, chosen)
    with TemporaryDirectory() as folder:
        path = Path(folder) / "example.html"
        publish(disclosure, chosen.style, path)
        return juesuan.read(path)


def documents(part: Rule) -> Iterator[Disclosure]:
    if part.kind == "claim":
        yield claimed(*part.expression.split(" @ "))
    if part.expression in RARE:
        yield RARE[part.expression]
    for edition in layouts().prepared:
        for capital in (False, True):
            yield published(edition, capital=capital)


def changed(disclosure: Disclosure, outcome: Outcome) -> Iterator[Disclosure]:
    """The document with one number of a holding instance changed: each statement in turn, the claim's own number, its word."""
    for term in outcome.terms:
        if term.statement is not None:
            yield _bumped(disclosure, term.statement)
    printed = {(term.place, term.text) for term in outcome.terms if term.statement is None}
    claims = tuple(
        replace(claim, amount=replace(claim.amount, value=claim.amount.value + _BUMP))
        if claim.amount is not None and (claim.place, claim.amount.raw) in printed
        else claim
        for claim in disclosure.claims
    )
    yield replace(disclosure, claims=claims)
    yield replace(disclosure, claims=tuple(replace(claim, word="持平") for claim in disclosure.claims))


def _bumped(disclosure: Disclosure, wrong: Statement) -> Disclosure:
    value = wrong.value + _BUMP
    mended = replace(wrong, amount=replace(wrong.amount, value=value, raw=f"{value:.2f}"))
    return replace(disclosure, statements=tuple(mended if s.id == wrong.id else s for s in disclosure.statements))


def fails(part: Rule, disclosure: Disclosure) -> bool:
    return any(outcome.state is State.FAIL for outcome in engine.outcomes(part, Context(disclosure)))


@pytest.mark.parametrize("part", PARTS, ids=lambda part: f"{part.id} {part.expression}")
def test_holds_on_the_example_and_fails_on_a_changed_number(part: Rule) -> None:
    seen = False
    for disclosure in documents(part):
        for outcome in engine.outcomes(part, Context(disclosure)):
            assert outcome.state is not State.FAIL, outcome.message
            if outcome.state not in _HOLDS or not outcome.terms:
                continue
            seen = True
            if any(fails(part, wrong) for wrong in changed(disclosure, outcome)):
                return
    assert not seen, "holds, but no changed number breaks it"
    pytest.fail("no document of ours has anything that it could judge")
