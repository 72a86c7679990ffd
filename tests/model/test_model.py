"""The nouns: amounts and their intervals, fact keys, passages and their places."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from juesuan.model import Amount, BoundTo, FactKey, Interval, Passage, Piece, Place, Unit

DECIMALS = st.decimals(min_value=-(10**9), max_value=10**9, allow_nan=False, allow_infinity=False, places=4)


@st.composite
def intervals(draw: st.DrawFn) -> tuple[Interval, Decimal]:
    """An interval and a value in it."""
    low, high = sorted((draw(DECIMALS), draw(DECIMALS)))
    inside = low + (high - low) * draw(st.sampled_from([Decimal(0), Decimal("0.25"), Decimal("0.5"), Decimal(1)]))
    return Interval(low, high), inside


@given(intervals(), intervals())
def test_interval_arithmetic_contains_the_exact_result(
    one: tuple[Interval, Decimal], other: tuple[Interval, Decimal]
) -> None:
    (left, a), (right, b) = one, other
    total, difference = left + right, left - right

    assert total.low <= a + b <= total.high
    assert difference.low <= a - b <= difference.high
    quotient = left.divided_by(right)
    if quotient is not None:
        assert quotient.low <= a / b <= quotient.high


def test_zero_is_an_accounting_zero() -> None:
    assert Amount(Decimal("0.00"), Unit.WAN, 2, "0.00").half_width == 0
    assert Amount(Decimal(0), Unit.WAN, 0, "").half_width == 0


@pytest.mark.parametrize(
    ("raw", "unit", "half"),
    [("0.00", Unit.WAN, "0.005"), ("", Unit.WAN, "0"), ("0.00", Unit.POINTS, "0.005"), ("0", Unit.COUNT, "0")],
)
def test_a_printed_zero_may_be_a_little_of_something(raw: str, unit: Unit, half: str) -> None:
    amount = Amount(Decimal(0), unit, len(raw.partition(".")[2]), raw)

    assert amount.possible == Interval(-Decimal(half), Decimal(half))


@given(st.integers(1, 10**9), st.integers(0, 4))
def test_converting_keeps_value_and_precision(units: int, decimals: int) -> None:
    amount = Amount(Decimal(units).scaleb(-decimals), Unit.WAN, decimals, "")
    yuan = amount.to(Unit.YUAN)

    assert yuan.value == amount.value * 10_000
    assert yuan.half_width == amount.half_width * 10_000
    assert yuan.to(Unit.WAN).value == amount.value


def test_percent_is_no_money() -> None:
    with pytest.raises(ValueError, match="cannot convert"):
        Amount(Decimal(1), Unit.PERCENT, 0, "1%").to(Unit.WAN)


def test_facts_that_are_equal_are_equal_strings() -> None:
    one = FactKey.of("spend", nature="project", fund="gpb", function="2150517")

    assert str(one) == "spend[fund=gpb,function=2150517,nature=project]"
    assert FactKey.parse("spend[nature=project,function=2150517,fund=gpb]") == one
    assert str(FactKey.of("income")) == "income"
    assert one.matches(FactKey.parse("spend[fund=gpb,function=*,nature=project]"))
    assert not one.matches(FactKey.parse("spend[fund=gpb,function=*]"))
    assert not one.matches(FactKey.parse("spend[fund=gf,function=*,nature=project]"))


@pytest.mark.parametrize("text", ["", "spend[", "Spend", "spend[fund=gpb,fund=gf]", "spend[fund]", "spend[]"])
def test_no_fact_key(text: str) -> None:
    with pytest.raises(ValueError, match="fact key"):
        FactKey.parse(text)


def passage(text: str, line: int) -> Passage:
    edges = tuple(float(10 * index) for index in range(len(text) + 1))
    box = (0.0, 100.0 * line, edges[-1], 100.0 * line + 10)
    return Passage(text, (Piece(0, Place(page=1, bbox=box, line=line), edges),))


def test_a_part_of_a_passage_has_its_own_box() -> None:
    whole = Passage.joined([passage("收支总计均为", 1), passage("万元。", 2)])

    assert whole.text == "收支总计均为万元。"
    assert whole.place(2, 4).bbox == (20.0, 100.0, 40.0, 110.0)
    assert whole.place(6, 8).bbox == (0.0, 200.0, 20.0, 210.0)
    assert whole.place(6, 8).line == 2


@given(st.integers(0, 9), st.integers(0, 9))
def test_places_survive_cutting(start: int, length: int) -> None:
    whole = Passage.joined([passage("一二三四五", 1), passage("六七八九十", 2)])
    start = min(start, 9)
    end = min(start + length + 1, 10)
    part = whole.part(start, end)

    assert part.text == whole.text[start:end]
    assert part.place(0, 1).bbox == whole.place(start, start + 1).bbox
    assert part.place(len(part.text) - 1, len(part.text)).line == whole.place(end - 1, end).line


def test_intervals_that_touch_meet() -> None:
    one = Interval(Decimal(1), Decimal(2))

    assert one.intersects(Interval(Decimal(2), Decimal(3)))
    assert Interval(Decimal(2), Decimal(3)).intersects(one)
    assert not one.intersects(Interval(Decimal("2.01"), Decimal(3)))
    assert not Interval(Decimal("2.01"), Decimal(3)).intersects(one)


@pytest.mark.parametrize(("low", "high"), [(0, 1), (-1, 0), (-1, 1), (0, 0)])
def test_nothing_is_divided_by_what_may_be_nothing(low: int, high: int) -> None:
    assert Interval(Decimal(1), Decimal(2)).divided_by(Interval(Decimal(low), Decimal(high))) is None


def test_units_of_money() -> None:
    yi = Amount(Decimal("1.5"), Unit.YI, 1, "1.5")

    assert (yi.to(Unit.YUAN).value, yi.to(Unit.YUAN).decimals) == (Decimal(150_000_000), -7)
    assert (yi.to(Unit.WAN).value, yi.to(Unit.WAN).half_width) == (Decimal(15_000), Decimal(500))
    assert str(Amount(Decimal("-0.00"), Unit.WAN, 2, "-0.00").to(Unit.YUAN).value) == "0"
    assert [unit for unit in Unit if unit.is_money] == [Unit.YUAN, Unit.WAN, Unit.YI]


def test_decimals_are_added_and_never_taken() -> None:
    amount = Amount(Decimal("1.25"), Unit.WAN, 2, "1.25")

    assert [amount.with_decimals(places).decimals for places in (1, 2, 3)] == [2, 2, 3]


@pytest.mark.parametrize(
    ("value", "unit", "trace", "half"),
    [
        ("0", Unit.WAN, False, "0"),
        ("0", Unit.WAN, True, "0.005"),
        ("0", Unit.PERCENT, False, "0.005"),
        ("0", Unit.COUNT, True, "0"),
        ("3", Unit.COUNT, False, "0"),
        ("3", Unit.WAN, False, "0.005"),
        ("-3", Unit.PERCENT, False, "0.005"),
    ],
)
def test_what_is_rounded_and_what_is_exact(value: str, unit: Unit, trace: bool, half: str) -> None:
    amount = Amount(Decimal(value), unit, 2, value, trace)

    assert amount.half_width == Decimal(half)
    assert amount.interval == Interval(Decimal(value) - Decimal(half), Decimal(value) + Decimal(half))


def test_what_is_bound_to_nothing_is_not_bound() -> None:
    assert BoundTo.making() is BoundTo.making("") is BoundTo.inside("") is None
    assert BoundTo.making("N02.a", "", "N02.b") == BoundTo(statements=("N02.a", "N02.b"))
    assert [str(bound) for bound in (BoundTo.making("N02.a", "N02.b"), BoundTo.inside("占60%"))] == [
        "N02.a N02.b",
        "占60%",
    ]
