"""What is said of a part of the unit (局机关, 所属单位), or of a part of an amount (A中B), is not said of the whole."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.examples import examples
from tests.recognising.narrative.telling import amounts, one, tell, unbound

PARTS = (
    "局机关",
    "本级",
    "机关本级",
    "示例市商务局本级",
    "市商务局机关",
    "我局机关",
    "所属单位",
    "下属事业单位",
    "示例市商务局（本级）",
)
WHOLES = (
    "",
    "示例市商务局",
    "我局",
    "示例市商务局机关及所属单位",
    "本部门及下属单位",
    "局本级和所属单位",
    "我局（含所属单位）",
    "示例市商务局系统",
)
SUBJECTS = {
    "N02": ("收入合计", "income"),
    "N03": ("支出合计", "spend"),
    "N05": ("一般公共预算财政拨款支出", "spend[fund=gpb]"),
    "N10": ("机关运行经费支出", "running_costs"),
}
FRAMES = (
    "{name}2023年度{subject}60.00万元。",
    "2023年度{name}{subject}60.00万元，比上年增加3.00万元，增长5.26%。",
    "其中，{name}{subject}60.00万元，占28.59%。",
    "从单位看，{name}：{subject}60.00万元。",
)


@pytest.mark.parametrize("section", SUBJECTS)
@given(name=st.sampled_from(PARTS), frame=st.sampled_from(FRAMES))
@settings(max_examples=examples(12))
def test_of_a_part_is_not_of_the_unit(section: str, name: str, frame: str) -> None:
    subject, _ = SUBJECTS[section]
    read = one(section, frame.format(name=name, subject=subject))

    assert amounts(read) == {}
    assert "60.00万元" in unbound(read)


@pytest.mark.parametrize("name", WHOLES)
@pytest.mark.parametrize("section", SUBJECTS)
def test_of_all_of_it_is_of_the_unit(section: str, name: str) -> None:
    subject, fact = SUBJECTS[section]

    assert amounts(one(section, f"{name}2023年度{subject}60.00万元。")) == {fact: "60.00"}


@pytest.mark.parametrize(
    "said",
    [
        "我局没有下属单位。",
        "纳入编制范围的单位共1个。",
        "从单位构成看，我局部门决算为本级决算。",
        "本部门无二级预算单位。",
    ],
)
def test_who_has_no_units_is_all_of_itself(said: str) -> None:
    read = tell(f"第一部分 概况\n{said}\n第三部分 情况说明\n三、支出决算情况说明\n局机关2023年度支出合计60.00万元。")

    assert amounts(read) == {"spend": "60.00"}


def test_the_rest_of_the_sentence_is_of_the_part_too() -> None:
    read = one(
        "N03",
        "局机关支出60.00万元，基本支出50.00万元；所属单位支出40.00万元，基本支出20.00万元。本部门项目支出30.00万元。",
    )

    assert amounts(read) == {"spend[nature=project]": "30.00"}
    assert unbound(read) == ["60.00万元", "50.00万元", "40.00万元", "20.00万元"]


def test_a_heading_of_a_part_holds_up_to_the_next() -> None:
    for heading in ("（一）局机关", "1.示例市商务局本级支出情况。"):
        read = one("N03", f"{heading}\n支出合计60.00万元。\n{heading[:1]}2{heading[2:3]}全部单位\n支出合计100.00万元。")
        assert "60.00万元" in unbound(read)


def test_a_bracket_about_a_part_ends() -> None:
    read = one("N03", "支出合计100.00万元（其中：局机关30.00万元，基本支出10.00万元），项目支出40.00万元。")

    assert amounts(read) == {"spend": "100.00", "spend[nature=project]": "40.00"}


def test_counts_of_a_part() -> None:
    assert amounts(one("N12", "局机关共有车辆1辆，所属单位共有车辆2辆。")) == {}
    assert amounts(one("N12", "共有车辆3辆，其中：局机关机要通信用车1辆。")) == {"vehicles": "3"}
    assert amounts(one("N09", "示例市商务局所属各预算单位公务用车保有量为9辆。")) == {"vehicles[item=held]": "9"}


@pytest.mark.parametrize(
    ("section", "text", "fact"),
    [
        ("N03", "本年支出中财政拨款支出30.00万元。", "spend[fund=fiscal]"),
        ("N03", "本年支出中的财政拨款支出30.00万元。", "spend[fund=fiscal]"),
        ("N03", "支出合计中一般公共预算财政拨款支出30.00万元，占84.89%。", "spend[fund=gpb]"),
        ("N02", "本年收入中财政拨款收入30.00万元，占98.58%。", "income[fund=fiscal]"),
        ("N03", "项目支出中财政拨款支出30.00万元。", "spend[fund=fiscal,nature=project]"),
        ("N03", "项目支出中，财政拨款支出30.00万元。", "spend[fund=fiscal,nature=project]"),
        ("N05", "教育支出中项目支出30.00万元。", "spend[fund=gpb,function=205,nature=project]"),
        ("N09", "“三公”经费支出中公务接待费30.00万元。", "three_public[item=reception]"),
    ],
)
def test_a_in_b(section: str, text: str, fact: str) -> None:
    assert amounts(one(section, text)) == {fact: "30.00"}


def test_what_divides_is_the_divided_ones() -> None:
    """In 项目支出…，其中：财政拨款支出… it is that of the projects; in a list that may go on outside, it is not known whose it is."""
    alone = one("N03", "项目支出40.00万元，其中：财政拨款支出30.00万元。")
    inner = one("N03", "支出合计100.00万元，其中：基本支出60.00万元，项目支出40.00万元，其中：财政拨款支出30.00万元。")
    again = one(
        "N03", "支出合计100.00万元，其中：基本支出60.00万元，项目支出40.00万元。按功能科目分类，教育支出90.00万元。"
    )

    assert amounts(alone)["spend[fund=fiscal,nature=project]"] == "30.00"
    assert unbound(inner) == ["30.00万元"]
    assert amounts(again)["spend[function=205]"] == "90.00"


def test_of_another_year() -> None:
    """2022年支出合计中基本支出…, in the accounts of 2023, is last year's."""
    for pause in ("", "，"):
        assert amounts(one("N03", f"2022年度支出合计中{pause}基本支出30.00万元。")) == {}
