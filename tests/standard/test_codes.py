"""Codes by year."""

from __future__ import annotations

from pathlib import Path

import pytest

from juesuan.standard import StandardError, builtin, load
from juesuan.standard.codes import plain_name


@pytest.mark.parametrize(
    ("code", "year", "name"),
    [
        ("207", 2018, "文化体育与传媒支出"),
        ("207", 2019, "文化旅游体育与传媒支出"),
        ("210", 2013, "医疗卫生支出"),
        ("210", 2018, "医疗卫生与计划生育支出"),
        ("210", 2022, "卫生健康支出"),
        ("215", 2019, "资源勘探信息等支出"),
        ("215", 2020, "资源勘探工业信息等支出"),
        ("220", 2018, "国土海洋气象等支出"),
        ("20805", 2019, "行政事业单位离退休"),
        ("20805", 2020, "行政事业单位养老支出"),
        ("2080505", 2024, "机关事业单位基本养老保险缴费支出"),
        ("2150899", 2022, "其他支持中小企业发展和管理支出"),
    ],
)
def test_functional_names_by_year(code: str, year: int, name: str) -> None:
    assert builtin().codes.function_name(code, year) == name


def test_classes_that_begin_later() -> None:
    assert not builtin().codes.valid_class("224", 2018)
    assert builtin().codes.valid_class("224", 2019)
    assert not builtin().codes.valid_class("234", 2019)
    assert not builtin().codes.valid_class("209", 2022)
    assert not builtin().codes.valid_class("250", 2022)


def test_economic_names_by_year() -> None:
    assert builtin().codes.economic_name("30311", 2017) == "住房公积金"
    assert builtin().codes.economic_names("30311", 2018) == ()
    assert builtin().codes.economic_name("30311", 2020) == "代缴社会保险费"
    assert builtin().codes.economic_name("39906", 2020) == "赠与"
    assert builtin().codes.economic_names("39906", 2021) == ()
    assert builtin().codes.economic_name("50101", 2022) == "工资奖金津补贴"


@pytest.mark.parametrize(
    ("code", "fund"),
    [("2120803", "gf"), ("22960", "gf"), ("2340101", "gf"), ("2230102", "sc"), ("2010101", ""), ("2120101", "")],
)
def test_codes_of_one_fund_only(code: str, fund: str) -> None:
    assert builtin().codes.fund_of(code, 2022) == fund


def test_a_fund_code_that_begins_later() -> None:
    assert builtin().codes.fund_of("2200601", 2023) == ""
    assert builtin().codes.fund_of("2200601", 2024) == "gf"


def test_lookup_by_names() -> None:
    assert builtin().codes.lookup("资源勘探工业信息等支出", "支持中小企业发展和管理支出", "中小企业发展专项") == (
        "2150805",
    )
    assert builtin().codes.lookup("卫生健康支出（类）", "行政事业单位医疗（款）", "事业单位医疗（项）") == ("2101102",)
    assert builtin().codes.lookup("教育支出", "", "") == ("205",)
    assert len(builtin().codes.lookup("", "", "行政运行")) > 20
    assert builtin().codes.lookup("教育支出", "行政事业单位医疗", "事业单位医疗") == ()


def test_unknown_and_uncertain() -> None:
    assert builtin().codes.is_known("2010101") and builtin().codes.is_known("30201")
    assert not builtin().codes.is_known("2999999")
    assert builtin().codes.uncertain("2999999")
    assert not builtin().codes.uncertain("208")


def test_names_are_compared_in_plain_form() -> None:
    assert plain_name("因公出国（境）费用") == plain_name("因公 出国(境)费用")


def test_every_section_and_item_stands_under_a_known_parent() -> None:
    for code in ("2050202", "2080505", "2296004"):
        assert builtin().codes.function_names(code[:3]) and builtin().codes.function_names(code[:5])


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("functional_classes.csv", "code,name,valid_from,valid_to,fund\n201,一般公共服务支出,,,gbp\n"),
        ("fund_only.csv", "section,fund,valid_from\n20610,government,\n"),
    ],
)
def test_a_fund_that_no_vocabulary_knows_is_refused_with_its_line(name: str, text: str, tmp_path: Path) -> None:
    (tmp_path / "codes").mkdir()
    (tmp_path / "codes" / name).write_text(text, encoding="utf-8")

    with pytest.raises(StandardError, match="第 2 行：fund"):
        load(tmp_path)
