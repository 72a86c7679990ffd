from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from juesuan.preparing.books import Books
from juesuan.preparing.consolidation import consolidated
from juesuan.preparing.example import example_books
from juesuan.preparing.facts import Facts, facts
from juesuan.standard import builtin
from tests.examples import examples
from tests.strategies import books

any_books = st.sampled_from(sorted(builtin().layouts.prepared)).flatmap(
    lambda name: books(builtin().layouts.named(name), 12)
)


@pytest.fixture(scope="module")
def example() -> Facts:
    return facts(consolidated(example_books(builtin()), builtin()).books, builtin().layouts.reference)


@pytest.mark.parametrize(
    ("fact", "yuan"),
    [
        ("spend", "41977759.14"),
        ("spend[function=201]", "13281732.09"),
        ("spend[fund=gpb,function=2010350]", "3927540.88"),
        ("spend[fund=gpb,nature=basic]", "13172096.64"),
        ("spend[fund=gpb,economic=personnel,nature=basic]", "11214526.89"),
        ("spend[fund=gpb,economic=302,nature=basic]", "1933767.75"),
        ("income[source=business]", "560000.00"),
        ("balance[fund=gf,at=closing]", "1859681.25"),
        ("balance[fund=gf,function=2120803,at=closing]", "1859681.25"),
        ("balance[at=closing]", "2549545.83"),
        ("three_public[item=vehicles]", "73920.50"),
        ("three_public", "82560.50"),
        ("procurement", "20360700.00"),
        ("vehicles", "3"),
        ("spend[fund=sc]", "0"),
    ],
)
def test_totals_of_the_example(example: Facts, fact: str, yuan: str) -> None:
    assert example.get(fact) == Decimal(yuan)


def test_codes_of_a_pattern_are_in_order(example: Facts) -> None:
    assert example.codes("spend[fund=gf,function=*]") == ("212", "21208", "2120803")
    assert example.codes("spend[fund=gpb,function=*]", 3) == ("201", "206", "208", "210", "215", "221")


@settings(max_examples=examples(40), deadline=None)
@given(any_books)
def test_both_sides_of_the_general_table_are_equal(made: Books) -> None:
    known = facts(made, builtin().layouts.reference)
    for fund in ("", "fund=fiscal,", *(f"fund={fund}," for fund in builtin().bookkeeping.funds)):
        assert known.get(f"total[{fund}side=income]") == known.get(f"total[{fund}side=spend]")


@settings(max_examples=examples(40), deadline=None)
@given(any_books)
def test_basic_spending_is_the_sum_of_its_economic_items(made: Books) -> None:
    known = facts(made, builtin().layouts.reference)
    parts = [known.get(f"spend[fund=gpb,economic={block},nature=basic]") for block in ("personnel", "operating")]
    assert sum(parts) == known.get("spend[fund=gpb,nature=basic]")


@settings(max_examples=examples(40), deadline=None)
@given(any_books)
def test_no_balance_is_negative(made: Books) -> None:
    assert all(
        value >= 0
        for fact, value in facts(made, builtin().layouts.reference).values.items()
        if fact.measure == "balance"
    )
