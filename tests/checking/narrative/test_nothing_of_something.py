"""Rates of nothing, and the counts and sums of 绩效 that go together."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.checking.narrative.told import alarms_of
from tests.examples import examples

_BY_FUND = "组织对{}个政府性基金预算项目开展绩效自评，共涉及资金{}万元，占政府性基金预算项目支出总额的{}%。"


@pytest.mark.parametrize(("spent", "rate", "wrong"), [("0.00", "0", False), ("0.16", "0", True), ("0.16", "100", True)])
def test_without_a_budget_there_is_no_rate(spent: str, rate: str, wrong: bool) -> None:
    text = f"1.公务接待费预算为0.00万元，支出决算为{spent}万元，完成预算的{rate}%。"

    assert bool(alarms_of([("N09", text)], {"N09-13"})) is wrong


def test_nothing_is_no_share_of_whatever_it_is_a_part_of() -> None:
    assert alarms_of([("N13", _BY_FUND.format(0, "0", "0"))], {"N13-04", "N13-16"}) == []


@pytest.mark.parametrize(("count", "money"), [(0, "5.00"), (3, "0")])
def test_no_projects_no_money(count: int, money: str) -> None:
    assert alarms_of([("N13", _BY_FUND.format(count, money, "0"))], {"N13-16"})


@settings(max_examples=examples(8))
@given(
    goals=st.integers(3, 5),
    watched=st.integers(3, 5),
    money=st.integers(7, 9),
    other=st.integers(7, 9),
)
def test_as_many_projects_the_same_money(goals: int, watched: int, money: int, other: int) -> None:
    text = (
        f"编报绩效目标的2023年度项目{goals}个，涉及预算金额{money}.00万元；"
        f"绩效跟踪评价的2023年度项目{watched}个，涉及预算金额{other}.00万元。"
    )

    assert bool(alarms_of([("N13", text)], {"N13-11"})) is ((goals == watched) is not (money == other))


@settings(max_examples=examples(8))
@given(found=st.integers(0, 3), fixed=st.integers(0, 3), fixing=st.integers(0, 3))
def test_what_was_found_is_mended_or_being_mended(found: int, fixed: int, fixing: int) -> None:
    text = f"绩效自评中共发现问题{found}个，已经完成整改的{fixed}个，正在整改的{fixing}个。"

    assert bool(alarms_of([("N13", text)], {"N13-10"})) is (found != fixed + fixing)
