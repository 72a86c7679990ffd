"""Printed numbers become exact amounts, and nothing else does."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from juesuan.model import Amount, Unit
from juesuan.recognising.printed_numbers import parse_number


@pytest.mark.parametrize(
    ("printed", "value", "decimals"),
    [
        ("2371", "2371", 0),
        ("2,940.05", "2940.05", 2),
        ("2，940.05", "2940.05", 2),
        ("12，940", "12940", 0),
        ("２３７１．５０", "2371.50", 2),
        (".5", "0.5", 1),
        ("0.0029", "0.0029", 4),
        ("-1.20", "-1.20", 2),
        ("−1.20", "-1.20", 2),
        ("－1.20", "-1.20", 2),
        ("（1.20）", "-1.20", 2),
        ("(1,000)", "-1000", 0),
        ("+3.0", "3.0", 1),
        ("￥3.00", "3.00", 2),
        ("-0.00", "0.00", 2),
        (" 3 878.84 ", "3878.84", 2),
        ("999999999999999.999", "999999999999999.999", 3),
    ],
)
def test_value_and_decimals_as_printed(printed, value, decimals):
    amount = parse_number(printed, Unit.WAN)

    assert amount == Amount(Decimal(value), Unit.WAN, decimals, printed.strip())
    assert not (amount.value.is_zero() and amount.value.is_signed())


@pytest.mark.parametrize(
    ("printed", "unit"),
    [
        ("3.5万元", Unit.WAN),
        ("3.5万", Unit.WAN),
        ("3.5 元", Unit.YUAN),
        ("3.5亿元", Unit.YI),
        ("3.5%", Unit.PERCENT),
        ("3.5％", Unit.PERCENT),
        ("(3.5%)", Unit.PERCENT),
        ("(3.5)万元", Unit.WAN),
        ("3.5分", Unit.POINTS),
        ("3.5", Unit.NONE),
    ],
)
def test_a_printed_unit_takes_precedence(printed, unit):
    amount = parse_number(printed)

    assert amount is not None
    assert amount.unit is unit


@pytest.mark.parametrize("printed", ["", "  ", "\u3000\n", "-", "—", "——", "--", "–", " － "])
def test_blanks_and_dashes_are_zero_and_keep_what_was_printed(printed):
    assert parse_number(printed, Unit.WAN) == Amount(Decimal(0), Unit.WAN, 0, printed.strip())


@pytest.mark.parametrize(
    "printed",
    [
        "合计",
        "12.",
        "1.2.3",
        "12,34.56",
        "1234,567",
        "(12",
        "12)",
        "(-12)",
        "5个",
        "万元",
        ".",
        "≥20",
        "1e5",
        "2022年",
        "/",
        "-" * 40,
        "9" * 19,
        "9" * 400,
        "①",
        "²",
    ],
)
def test_everything_else_is_not_a_number(printed):
    assert parse_number(printed) is None


@given(st.decimals(allow_nan=False, allow_infinity=False, places=2, min_value=-(10**15), max_value=10**15))
def test_formatting_and_parsing_are_inverse(value):
    amount = parse_number(f"{value:,.2f}")

    assert amount is not None
    assert (amount.value, amount.decimals) == (value, 2)


@given(st.text(max_size=12))
def test_never_raises(text):
    parse_number(text)


@given(st.from_regex(r"-?[0-9]{1,4}(\.[0-9]{1,3})?(万元|%)?", fullmatch=True), st.permutations(list(Unit)))
def test_a_number_met_before_has_the_unit_that_is_asked_for_now(printed, units):
    own = {"万": Unit.WAN, "%": Unit.PERCENT}.get(printed.strip("-.0123456789")[:1])

    assert [parse_number(printed, unit).unit for unit in units] == [own or unit for unit in units]
