from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from juesuan.model import Interval, Unit
from juesuan.preparing.rounding import percentage, plain, printed


@pytest.mark.parametrize(
    ("yuan", "expected"),
    [
        ("12345.00", "1.23"),
        ("50.00", "0.01"),
        ("49.99", "0.00"),
        ("-50.00", "-0.01"),
        ("10050.00", "1.01"),
        ("0", "0.00"),
    ],
)
def test_halves_go_away_from_zero(yuan: str, expected: str) -> None:
    assert str(plain(Decimal(yuan), Unit.WAN)) == expected


@pytest.mark.parametrize("yuan", ["-0.01", "-49.99", "-0", "0.01"])
def test_nothing_has_no_sign(yuan: str) -> None:
    """What rounds to nothing is printed 0.00, from whichever side it comes."""
    assert printed(plain(Decimal(yuan), Unit.WAN), Unit.WAN).raw == "0.00"


def test_yuan_stay_as_they_are() -> None:
    assert plain(Decimal("1234.50"), Unit.YUAN) == Decimal("1234.50")


def test_a_cell_shows_thousands_or_a_blank() -> None:
    assert printed(Decimal("2940.05"), Unit.WAN, thousands=True).raw == "2,940.05"
    assert printed(Decimal("0.00"), Unit.WAN, zero="").raw == ""
    assert printed(Decimal("0.00"), Unit.WAN).raw == "0.00"


@given(st.integers(10_000, 10**12), st.integers(10_000, 10**12))
def test_a_percentage_agrees_with_the_amounts_printed_beside_it(part_fen: int, whole_fen: int) -> None:
    part, whole = Decimal(part_fen).scaleb(-2), Decimal(whole_fen).scaleb(-2)
    share = percentage(part, whole)
    shown = [printed(plain(amount, Unit.WAN), Unit.WAN).interval for amount in (part, whole)]
    ratio = shown[0].divided_by(shown[1])
    half = Decimal("0.005")
    assert ratio is not None
    assert ratio.scaled(Decimal(100)).intersects(Interval(share - half, share + half))
