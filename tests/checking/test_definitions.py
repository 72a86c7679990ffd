"""Which number is the sum of which: one definition each, never in a circle, true of every consistent document."""

from __future__ import annotations

from graphlib import TopologicalSorter

import pytest
from hypothesis import HealthCheck, given, settings

from juesuan.checking.definitions import definitions
from juesuan.model import Disclosure
from tests.contexts import context_of
from tests.examples import examples
from tests.made import disclosure
from tests.strategies import Made, disclosures


def found(made: Disclosure) -> dict[str, str]:
    """Definitions as text."""
    return {
        name: " ".join(f"{'+' if sign > 0 else '-'} {term.id}" for sign, term in item.terms)
        for name, item in definitions(context_of(made)).items()
    }


@settings(
    max_examples=examples(15), deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)
@given(disclosures(most=10))
def test_definitions_hold_and_form_no_circle(made: Made) -> None:
    defined = definitions(context_of(made.disclosure))
    order = TopologicalSorter({name: [term.id for _, term in item.terms] for name, item in defined.items()})

    # Addends that each round to nothing may add up to a last place; the judge knows them as traces.
    broken = [name for name, item in defined.items() if not item.holds and any(term.value for _, term in item.terms)]
    assert broken == []
    assert set(order.static_order()) >= set(defined)


@settings(
    max_examples=examples(15), deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)
@given(disclosures(most=10))
def test_every_total_of_the_tables_is_defined(made: Made) -> None:
    """合计 rows and 总计 lines, in every column that is there."""
    defined = definitions(context_of(made.disclosure))
    rows = {"T02": "*", "T03": "*", "T05": "*"}
    totals = {
        item.id
        for item in made.disclosure.statements
        if rows.get(item.source) == item.row
        or (item.source, item.row) in {("T01", "L27"), ("T01", "L31"), ("T04", "L59")}
    }

    assert totals <= set(defined)


def test_details_define_totals_and_rows_define_columns() -> None:
    made = disclosure(
        {
            "T05": {
                ("*", "C1"): "30.00",
                ("*", "C2"): "10.00",
                ("*", "C3"): "20.00",
                ("201", "C1"): "30.00",
                ("201", "C2"): "10.00",
                ("201", "C3"): "20.00",
            }
        }
    )

    assert found(made) == {
        "T05[*].C1": "+ T05[*].C2 + T05[*].C3",
        "T05[201].C1": "+ T05[201].C2 + T05[201].C3",
        "T05[*].C2": "+ T05[201].C2",
        "T05[*].C3": "+ T05[201].C3",
    }


def test_two_totals_that_must_be_equal_define_nothing() -> None:
    """收入总计＝支出总计 is a check: neither comes from the other."""
    made = disclosure({"T01": {("L31", "C1"): "5.00", ("L62", "C2"): "5.00"}})

    assert found(made) == {}


@pytest.mark.parametrize(
    ("total", "holds", "tail"), [("30.01", True, "0.01"), ("30.00", True, "0.00"), ("31.00", False, "1.00")]
)
def test_rounding_is_told_from_error(total: str, holds: bool, tail: str) -> None:
    made = disclosure({"T05": {("201", "C1"): total, ("201", "C2"): "10.00", ("201", "C3"): "20.00"}})
    (item,) = definitions(context_of(made)).values()

    assert (item.rule, item.holds, str(item.tail)) == ("T05-01", holds, tail)
