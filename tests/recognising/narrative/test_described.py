"""Counts of what neither a form nor a rule speaks of are data and no gap; what a section owes, amounts and rates are never that."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from juesuan.recognising.narrative import NarrativeRead
from tests.examples import examples
from tests.recognising.narrative.telling import one, tell

_THINGS = ["在校学生{}人", "占地面积{}亩", "服务企业{}家", "开展走访{}次", "下属{}个单位", "建成示范街道{}个"]
_SECTIONS = ["N01", "N05", "N10", "N13"]


def described(read: NarrativeRead) -> list[str]:
    return [number.text for number in read.numbers if number.described]


@settings(max_examples=examples(20))
@given(thing=st.sampled_from(_THINGS), count=st.integers(0, 99999), section=st.sampled_from(_SECTIONS))
def test_what_nobody_asks_for_is_described(thing: str, count: int, section: str) -> None:
    read = one(section, f"本年{thing.format(count)}。")

    (number,) = [number for number in read.numbers if number.text.startswith(str(count)) and number.kind == "count"]
    assert number.described
    assert number.bound is None


@settings(max_examples=examples(20))
@given(thing=st.sampled_from(_THINGS), count=st.integers(0, 99999))
def test_outside_the_explanation_all_counts_are(thing: str, count: int) -> None:
    read = tell(f"第一部分 概况\n一、主要职责\n本单位{thing.format(count)}。")

    assert any(text.startswith(str(count)) for text in described(read))


@pytest.mark.parametrize(
    ("section", "text"),
    [
        ("N09", "新增接驳车辆7辆待报废。"),
        ("N09", "另有团组7个待核。"),
        ("N12", "另有租用车辆7辆。"),
        ("N13", "另有预算项目7个。"),
        ("N10", "新建管网支出7.00万元。"),
        ("N10", "绿地率达7.00%。"),
        ("N13", "其余资金执行率7.00%。"),
    ],
)
def test_what_a_section_owes_and_money_are_not(section: str, text: str) -> None:
    assert not described(one(section, text))


@settings(max_examples=examples(10))
@given(count=st.integers(0, 999))
def test_a_count_that_was_understood_is_not(count: int) -> None:
    read = one("N12", f"本部门共有车辆{count}辆。")

    assert not described(read)
    assert [number.text for number in read.numbers if number.bound and number.kind == "count"] == [f"{count}辆"]
