"""Slips of the hand: their names, and the values they may come from."""

from __future__ import annotations

from decimal import Decimal

import pytest

from juesuan.checking.blame.slips import origins, slip


@pytest.mark.parametrize(
    ("raw", "wanted", "name"),
    [
        ("31.00", "30.00", "一位数字有误"),
        ("1,324.50", "1,234.50", "相邻两位数字颠倒"),
        ("12.34", "13.24", "相邻两位数字颠倒"),
        ("123.45", "1123.45", "漏写一位数字"),
        ("1223.45", "123.45", "多写一位数字"),
        ("12.3", "12.35", "漏写一位数字"),
        ("1234.5", "123.45", "小数点错位"),
        ("1234500.00", "123.45", "元与万元混淆"),
        ("-5.00", "5.00", "正负号有误"),
        ("", "5.00", "漏填"),
        ("2371", "2370.00", "一位数字有误"),
        ("98.00%", "97.53", "小数被取整"),
        ("97.00%", "95.53", ""),
    ],
)
def test_name_of_a_slip(raw: str, wanted: str, name: str) -> None:
    printed = Decimal(raw.replace(",", "").rstrip("%") or 0)

    assert slip(printed, raw, Decimal(wanted.replace(",", "")), 2, {}) == name


def test_a_copied_value_is_named_before_anything_else() -> None:
    assert slip(Decimal(30), "30.00", Decimal(40), 2, {"与上一行相同": Decimal(30)}) == "与上一行相同"


@pytest.mark.parametrize(
    ("raw", "meant"), [("31.00", "30.00"), ("12.34", "13.24"), ("24.75", "241.75"), ("-1234.5", "-123.45"), ("-5", "5")]
)
def test_origins_hold_what_was_meant(raw: str, meant: str) -> None:
    assert Decimal(meant) in origins(Decimal(raw), raw)


def test_a_number_is_no_origin_of_itself() -> None:
    assert Decimal("55.00") not in origins(Decimal("55.00"), "55.00")


def test_a_number_printed_in_another_unit_is_looked_at_in_the_unit_of_the_document() -> None:
    assert Decimal("12.4") in origins(Decimal("12.3"), "123,000.00")
