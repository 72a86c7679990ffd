"""The bands of rounding, at and on both sides of each of their edges."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from juesuan.arithmetic.bands import Fit, judged, same
from juesuan.model import Amount, Unit

CENT = Decimal("0.01")


def amount(text: str) -> Amount:
    return Amount(Decimal(text), Unit.WAN, len(text.partition(".")[2]), text)


def total(printed: str, parts: list[str]) -> list[tuple[int, Amount]]:
    return [(1, amount(printed)), *((-1, amount(part)) for part in parts)]


@given(st.lists(st.integers(1, 10**12), min_size=1, max_size=30))
def test_what_was_rounded_one_by_one_is_never_an_error(yuan: list[int]) -> None:
    """Fen to 万元 with two decimals, each by itself: within what is allowed, whatever the amounts.

    A zero here is known to stand for a trace of money; one that is not is an accounting zero, and exact (DOMAIN 0.3).
    """
    rounded = [(Decimal(fen) / 1_000_000).quantize(CENT, ROUND_HALF_UP) for fen in (sum(yuan), *yuan)]
    traces = [Amount(value, Unit.WAN, 2, str(value), trace=True) for value in rounded]
    found = judged([(1, traces[0]), *((-1, part) for part in traces[1:])])

    assert found.fit is not Fit.BROKEN
    assert abs(found.residual) <= found.allowed


@pytest.mark.parametrize("turn", [1, -1])
def test_four_sigma_itself_is_plausible(turn: int) -> None:
    """12 numbers: σ = u·√(12/12) = u, so that exactly four units are four sigma."""
    parts = ["1.00"] * 11
    for units, fit in ((4, Fit.ROUNDED), (5, Fit.IMPROBABLE), (6, Fit.IMPROBABLE), (7, Fit.BROKEN)):
        assert judged(total(str(Decimal("11.00") + turn * units * CENT), parts)).fit is fit


def test_the_first_difference_beyond_four_sigma() -> None:
    """3 · 5² = 75: four sigma of nineteen numbers are 4 · 19 = 76, of eighteen 72."""
    for count, fit in ((19, Fit.ROUNDED), (18, Fit.IMPROBABLE)):
        parts = ["1.00"] * (count - 1)
        assert judged(total(str(Decimal(count - 1) + 5 * CENT), parts)).fit is fit


@pytest.mark.parametrize(("printed", "fit"), [("1.00", Fit.BROKEN), ("1.01", Fit.EXACT), ("0.99", Fit.EXACT)])
def test_unequal_is_exact(printed: str, fit: Fit) -> None:
    assert judged(total(printed, ["1.00"]), "!=").fit is fit


def test_what_was_not_rounded_is_exact() -> None:
    assert judged(total("2.01", ["1.00", "1.00"]), exact=True).fit is Fit.BROKEN
    assert judged(total("2.01", ["1.00", "1.00"])).fit is Fit.ROUNDED


@pytest.mark.parametrize(("relation", "wrong"), [("<=", "2.00"), (">=", "0.50")])
def test_an_inequality_is_broken_on_one_side(relation: str, wrong: str) -> None:
    right = {"<=": "0.50", ">=": "2.00"}[relation]
    assert judged(total(right, ["1.00"]), relation).fit is Fit.EXACT
    assert judged(total(wrong, ["1.00"]), relation).fit is Fit.BROKEN


def test_a_zero_is_not_rounded() -> None:
    assert judged(total("0.01", ["0.00", "0.00"])).allowed == Decimal("0.005")


def test_a_number_that_stands_twice_is_rounded_twice() -> None:
    assert judged([(2, amount("1.00")), (-1, amount("2.01"))]).allowed == Decimal("0.015")


@pytest.mark.parametrize(
    ("one", "other", "fit"),
    [
        ("1.00", "1.00", Fit.EXACT),
        ("1.00", "1.01", Fit.IMPROBABLE),
        ("1.00", "1.02", Fit.BROKEN),
        ("0.00", "0.01", Fit.BROKEN),
        ("1.2", "1.24", Fit.ROUNDED),
        ("1.2", "1.26", Fit.BROKEN),
        ("1.25", "1.2", Fit.ROUNDED),
    ],
)
def test_two_statements_of_one_fact(one: str, other: str, fit: Fit) -> None:
    assert same(amount(one), amount(other)) is fit
    assert same(amount(other), amount(one)) is fit
