"""Budgets, judged: consistent ones have nothing wrong with them, and one changed number is found."""

from __future__ import annotations

import re
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

import juesuan
from juesuan.model import NumberKind, Severity
from tests.departments.chance import Chance
from tests.examples import examples
from tests.made_budgets import PrintedTable, budget, explanation, page, read_page, style, tables

_SEEDS = st.integers(0, 10_000)
_FIGURE = re.compile(r"\d+\.\d\d(?=万元|%)")
_OTHERS = (Decimal("12.34"), Decimal("-3.21"))


@settings(max_examples=examples(6), deadline=None)
@given(_SEEDS)
def test_a_consistent_budget_has_nothing_wrong(seed: int) -> None:
    """However it is printed, and rounded one by one; every number of its tables is decided."""
    chance = Chance(seed)
    how = style(chance)
    disclosure = read_page(page(tables(budget(chance, carries=how.carries), how), how))
    report = juesuan.check(disclosure)
    printed = {s.id for s in disclosure.statements if s.amount.raw}

    assert disclosure.info.kind == "budget"
    assert [finding.message for finding in report.findings if finding.severity is not Severity.INFO] == []
    assert {reading.state for reading in disclosure.readings} == {"read"}
    assert printed <= report.decided


@settings(max_examples=examples(6), deadline=None)
@given(_SEEDS)
def test_one_changed_number_is_found(seed: int) -> None:
    """Whichever it is: each number of a budget stands in at least one relation."""
    chance = Chance(seed)
    how = style(chance)
    printed = list(tables(budget(chance, carries=how.carries), how))
    table, row, column = chance.choice(_amounts(printed))
    value = Decimal(table.rows[row][column].replace(",", ""))
    table.rows[row][column] = f"{value + chance.choice([*_OTHERS, value, 9 * value]):,}"
    report = juesuan.check(read_page(page(printed, how)))

    assert any(finding.severity is Severity.ERROR for finding in report.findings)


@settings(max_examples=examples(6), deadline=None)
@given(_SEEDS)
def test_an_explanation_that_says_what_the_tables_say(seed: int) -> None:
    """Every number of it is bound, and nothing is left undecided: the budget is clean."""
    chance = Chance(seed)
    how = style(chance)
    made = budget(chance, carries=how.carries)
    disclosure = read_page(page(tables(made, how), how, explanation(made, chance)))
    report = juesuan.check(disclosure)
    loose = [n.text for n in disclosure.numbers if n.kind in {NumberKind.AMOUNT, NumberKind.PERCENT} and not n.bound]

    assert loose == []
    assert [finding.message for finding in report.findings if finding.severity is not Severity.INFO] == []
    assert [gap.message for gap in report.gaps] == []


@settings(max_examples=examples(6), deadline=None)
@given(_SEEDS)
def test_one_changed_number_of_the_explanation_is_found(seed: int) -> None:
    chance = Chance(seed)
    how = style(chance)
    made = budget(chance, carries=how.carries)
    told = explanation(made, chance)
    figures = [(i, m) for i, text in enumerate(told) for m in _FIGURE.finditer(text) if Decimal(m[0]) > 1]
    index, match = chance.choice(figures)
    told[index] = f"{told[index][: match.start()]}{2 * Decimal(match[0]) + 3}{told[index][match.end() :]}"
    report = juesuan.check(read_page(page(tables(made, how), how, told)))

    assert any(finding.severity is not Severity.INFO for finding in report.findings)


def test_the_texts_of_a_budget_are_those_that_are_printed() -> None:
    """It is read in the words of the accounts; sections, claims, labels and excerpts say 预算 all the same."""
    chance = Chance(1)
    how = style(chance)
    made = budget(chance, carries=how.carries)
    disclosure = read_page(page(tables(made, how), how, explanation(made, chance)))
    told = [section.heading + section.body.text for section in disclosure.sections]
    told += [statement.label + statement.place.text for statement in disclosure.statements]
    told += [claim.text + claim.place.text for claim in disclosure.claims]

    assert any("收支预算总体情况" in text for text in told)
    assert not any("决算" in text for text in told)


def _amounts(printed: list[PrintedTable]) -> list[tuple[PrintedTable, int, int]]:
    """The cells that print an amount which is not nothing."""
    return [
        (table, row, column)
        for table in printed
        for row in range(table.head, len(table.rows))
        for column, text in enumerate(table.rows[row])
        if "." in text and text.replace(",", "").replace(".", "").isdigit() and text.strip("0,.")
    ]
