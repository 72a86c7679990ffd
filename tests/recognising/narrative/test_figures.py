"""Every number has a kind; only quantities have a value."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from juesuan.model import Unit
from juesuan.recognising.narrative.numbers_in_prose import figures, is_page_number
from juesuan.standard import builtin


def kinds(text: str) -> list[tuple[str, str]]:
    return [(text[figure.start : figure.stop], figure.kind) for figure in figures(text, builtin().grammar)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("支出1,234.56万元", [("1,234.56万元", "amount")]),
        ("支出-3.20万元", [("-3.20万元", "amount")]),
        ("支出0.00万（含外宾接待）", [("0.00万", "amount")]),
        ("补助300元旦前", [("300", "other")]),
        ("占12.5%，提高3个百分点", [("12.5%", "percent"), ("3个百分点", "percent")]),
        ("增长5-10%", [("5", "percent"), ("10%", "percent")]),
        ("2023年度与2022年相比", [("2023年度", "year"), ("2022年", "year")]),
        ("2021、2022年", [("2021", "year"), ("2022年", "year")]),
        ("截至12月31日", [("12月", "date"), ("31日", "date")]),
        ("财预〔2016〕143号", [("2016", "number"), ("143号", "number")]),
        ("第3条", [("3", "number")]),
        ("公开01表公开10-1表", [("01", "number"), ("10", "number"), ("1", "number")]),
        ("公开3场次", [("3场次", "count")]),
        ("1．机关运行", [("1", "number")]),
        ("小学教育（2050202）", [("2050202", "code")]),
        ("卫生健康支出（210类）", [("210", "code")]),
        ("得99.5分", [("99.5分", "score")]),
        ("自评得分86.7，等级", [("86.7", "score")]),
        ("分别为3个、4人次、2.4万人", [("3个", "count"), ("4人次", "count"), ("2.4万人", "count")]),
        ("电话（021）62345678。", [("021", "code"), ("62345678", "number")]),
        ("5G基站、A4纸", [("5", "other"), ("4", "other")]),
        ("单价100万元（含）以上设备2台（套）", [("100万元", "number"), ("2台（套）", "count")]),
    ],
)
def test_kinds(text: str, expected: list[tuple[str, str]]) -> None:
    assert kinds(text) == expected


def test_amounts_are_exact() -> None:
    (figure,) = figures("共1,234.50万元", builtin().grammar)

    assert figure.amount is not None
    assert (str(figure.amount.value), figure.amount.unit, figure.amount.decimals) == ("1234.50", Unit.WAN, 2)
    assert figure.amount.raw == "1,234.50"


def test_identifiers_have_no_value() -> None:
    assert [figure.amount for figure in figures("2023年，财预〔2016〕143号", builtin().grammar)] == [None, None, None]


@pytest.mark.parametrize("text", ["12", "- 14 -", "—3—", "第5页", "第5页共20页", "ii"])
def test_page_numbers(text: str) -> None:
    assert is_page_number(text.replace(" ", ""))


@given(st.text(alphabet="0123456789,.-年月元万%个（）第号、支出", max_size=40))
def test_no_digit_is_passed_over(text: str) -> None:
    """Whatever the text, every digit belongs to exactly one number."""
    covered = [index for figure in figures(text, builtin().grammar) for index in range(figure.start, figure.end)]
    digits = [index for index, character in enumerate(text) if character.isdigit()]

    assert len(covered) == len(set(covered))
    assert set(digits) <= set(covered)
