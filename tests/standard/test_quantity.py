"""The grammar of target and actual values."""

from __future__ import annotations

from decimal import Decimal

import pytest

from juesuan.model import Unit
from juesuan.standard.quantity import Quantity, find_quantities, is_percent, parse_quantity


def quantity(text: str) -> Quantity:
    found = parse_quantity(text)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("text", "operator", "value", "unit"),
    [
        ("≥20人", ">=", "20", Unit.COUNT),
        ("≧2.4万人", ">=", "24000", Unit.COUNT),
        ("=100%", "=", "100", Unit.PERCENT),
        ("≥100百分比", ">=", "100", Unit.PERCENT),
        ("不低于90%", ">=", "90", Unit.PERCENT),
        ("90%以上", ">=", "90", Unit.PERCENT),
        ("均大于95%", ">", "95", Unit.PERCENT),
        ("≤3843.67万元", "<=", "3843.67", Unit.WAN),
        ("9000人左右", "", "9000", Unit.COUNT),
        ("1,240,000", "", "1240000", Unit.NONE),
        ("60元/人次", "", "60", Unit.COUNT),
        ("≤12个月", "<=", "12", Unit.COUNT),
        ("-2.80", "", "-2.80", Unit.NONE),
    ],
)
def test_quantities(text: str, operator: str, value: str, unit: Unit) -> None:
    found = quantity(text)

    assert (found.operator, found.value, found.amount.unit, found.amount.raw) == (operator, Decimal(value), unit, text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "明显",
        "2022年",
        "2022.12",
        "3-10月",
        "12月底前",
        "9/1/2022",
        "5%-10%",
        "上涨6.23%",
        "每月1次",
        "1" * 40,
        "≥90%以下",
    ],
)
def test_not_quantities(text: str) -> None:
    assert parse_quantity(text) is None


@pytest.mark.parametrize(
    ("target", "actual", "met"),
    [
        ("≥20人", "20人", True),
        ("≥20人", "19名", False),
        (">23万人次", "23.66万人次", True),
        ("≤396万元", "378.27万", True),
        ("≤396万元", "3800000元", True),
        ("<5%", "5%", False),
        ("=6期", "6期", True),
        ("=6期", "5期", False),
        ("=6期", "7期", None),
        ("100%", "100%", True),
        ("100%", "98%", None),
        ("≥95%", "99.14", True),
        ("≥95%", "1", None),
        ("≥95%", "≥95%", None),
        ("≥20人", "20家", None),
    ],
)
def test_targets(target: str, actual: str, met: bool | None) -> None:
    assert quantity(target).met_by(quantity(actual)) is met


def test_a_result_may_say_that_it_is_one() -> None:
    found = parse_quantity("实际支付1392.20万元")

    assert found is not None
    assert (found.measure, found.value) == ("元", Decimal("1392.20"))


def test_quantities_in_running_text() -> None:
    text = "聘用人员7名，经费共计50.64万元，预算批复60万，惠及2.4万人、180余家，合格率95%。"

    found = [(text[start:end], item.value, is_percent(item)) for start, end, item in find_quantities(text)]

    assert found == [
        ("7名", Decimal(7), False),
        ("50.64万元", Decimal("50.64"), False),
        ("60万", Decimal(600000), False),
        ("2.4万人", Decimal(24000), False),
        ("95%", Decimal(95), True),
    ]
