"""Budgets, judged: consistent ones have nothing wrong with them, and one changed number is found."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

import juesuan
from juesuan.model import Severity
from tests.departments.chance import Chance
from tests.examples import examples
from tests.made_budgets import PrintedTable, budget, page, read_page, style, tables

_SEEDS = st.integers(0, 10_000)
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


def _amounts(printed: list[PrintedTable]) -> list[tuple[PrintedTable, int, int]]:
    """The cells that print an amount which is not nothing."""
    return [
        (table, row, column)
        for table in printed
        for row in range(table.head, len(table.rows))
        for column, text in enumerate(table.rows[row])
        if "." in text and text.replace(",", "").replace(".", "").isdigit() and text.strip("0,.")
    ]
