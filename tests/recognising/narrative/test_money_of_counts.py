"""Money behind counts that names no subject is of what was counted, where that is a part of the clause's subject."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.recognising.narrative.telling import amounts, one

_PAYING = ["共计支出{}万元", "支出{}万元", "共支出{}万元"]
_FOREIGN = ["外事接待", "外宾接待", "国（境）外接待"]


@pytest.mark.parametrize("foreign", _FOREIGN)
@given(
    paying=st.sampled_from(_PAYING),
    home=st.integers(1, 99999),
    abroad=st.integers(0, 99999),
    domestic_first=st.booleans(),
    mark=st.sampled_from("。；"),
)
def test_each_kind_of_reception_has_its_own_money(
    *, foreign: str, paying: str, home: int, abroad: int, domestic_first: bool, mark: str
) -> None:
    def money(cents: int) -> str:
        return f"{cents // 100}.{cents % 100:02}"

    kinds = [
        f"国内公务接待31批次，268人次（不包括陪同人员），{paying.format(money(home))}{mark}",
        f"{foreign}2批次，5人，{paying.format(money(abroad))}{mark}",
    ]
    text = "".join(kinds if domestic_first else reversed(kinds))
    read = one("N09", f"3.公务接待费支出{money(home + abroad)}万元，完成预算65.60%。{text}")

    stated = {fact: value for fact, value in amounts(read).items() if fact.startswith("three_public")}
    assert stated == {
        "three_public[item=reception]": money(home + abroad),
        "three_public[item=domestic]": money(home),
        "three_public[item=foreign]": money(abroad),
    }
    assert [str(one.fact) for one in read.statements].count("three_public[item=reception]") == 1


def test_money_with_a_subject_of_its_own_is_of_that() -> None:
    read = one("N09", "公务接待费支出3.00万元。其中：外宾接待0批次、0人次，公务接待费预算5.00万元，决算3.00万元。")

    assert {str(one.fact) for one in read.statements if one.amount.unit.is_money} == {
        "three_public[item=reception]",
        "three_public[stage=adjusted,item=reception]",
    }
