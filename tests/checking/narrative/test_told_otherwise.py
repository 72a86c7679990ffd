"""What is told once more: in another unit, by kind of vehicle, by kind of procurement."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.checking.narrative.told import alarms_of
from tests.examples import examples
from tests.recognising.narrative.telling import amounts, one

_BOUGHT = (
    "公务用车购置及运行费支出决算为{}万元。全年更新购置{}辆，其中：轿车{}辆、越野车{}辆、载客汽车{}辆，金额{}万元。"
)
_GIVEN = (
    "2023年度政府采购支出总额100.00万元，其中：政府采购货物支出60.00万元、政府采购工程支出0.00万元、政府采购服务支出40.00万元。"
    "授予中小企业合同金额{}万元。货物采购授予中小企业合同金额占货物支出金额的{}%，服务采购授予中小企业合同金额占服务支出金额的{}%。"
)


@given(yuan=st.integers(1_000_000, 9_999_999_999), word=st.sampled_from(["约合", "折合", "即", ""]))
def test_an_amount_in_another_unit_is_the_same(yuan: int, word: str) -> None:
    read = one("N01", f"2023年度收入总计{yuan / 10000:.2f}万元（{word}{yuan / 10**8:.2f}亿元）。")

    said = [s for s in read.statements if str(s.fact) == "total[side=income]"]
    assert [s.amount.unit.value for s in said] == ["万元", "亿元"]


def test_in_a_bracket_of_its_own_kind_it_is_not() -> None:
    read = one("N01", "2023年度收入总计5000.00万元（另有代管资金0.50亿元）。")

    assert [s.amount.raw for s in read.statements if str(s.fact) == "total[side=income]"] == ["5000.00"]


@pytest.mark.parametrize(("right", "wrong"), [("0.50", "4.98"), ("0.5", "0.6")])
def test_another_value_in_another_unit_is_wrong(right: str, wrong: str) -> None:
    for text, expected in ((right, False), (wrong, True)):
        said = f"2023年度政府采购支出总额4982.62万元（约合{text}亿元）。"
        assert bool(alarms_of([("N11", said)], {"X-36"})) is expected


@settings(max_examples=examples(10))
@given(kinds=st.tuples(*[st.integers(0, 3)] * 3), bought=st.integers(0, 6))
def test_kinds_of_vehicles_are_no_more_than_all(kinds: tuple[int, int, int], bought: int) -> None:
    text = _BOUGHT.format("35.62", bought, *kinds, "35.62")

    assert bool(alarms_of([("N09", text)], {"N09-14"})) is (sum(kinds) > bought)


def test_the_money_behind_them_is_that_of_the_purchase() -> None:
    read = one("N09", _BOUGHT.format("40.00", 2, 0, 1, 1, "35.62"))

    assert amounts(read)["three_public[item=vehicle_purchase]"] == "35.62"


@pytest.mark.parametrize(
    ("whole", "goods", "services", "wrong"),
    [("76.00", 60, 100, False), ("100.00", 100, 100, False), ("67.00", 60, 100, True), ("76.00", 66, 100, True)],
)
def test_shares_of_kinds_make_up_what_went_to_small_enterprises(
    whole: str, goods: int, services: int, wrong: bool
) -> None:
    assert bool(alarms_of([("N11", _GIVEN.format(whole, goods, services))], {"N11-08"})) is wrong


_CONFIRMED = (
    "政府采购支出总额100.00万元，其中：政府采购货物支出40.00万元、政府采购服务支出60.00万元。授予中小企业合同金额{whole}万元，占政府采购支出总额的{share}%。"
    "货物采购授予中小企业合同金额占货物支出金额的{goods}%，服务采购授予中小企业合同金额占服务支出金额的{services}%。"
)


@settings(max_examples=examples(15))
@given(
    goods=st.integers(30, 90),
    services=st.integers(30, 90),
    off=st.sampled_from((-25, -8, -3, 0, 3, 8, 25)),
    other=st.booleans(),
)
def test_a_total_that_its_share_of_all_confirms_is_not_accused(
    goods: int, services: int, off: int, other: bool
) -> None:
    """One of the shares by kind is wrong then, and what is proposed for each makes the total."""
    whole = (Decimal(40 * goods + 60 * services) / 100).quantize(Decimal("0.01"))
    printed = (goods + off, services) if other else (goods, services + off)
    text = _CONFIRMED.format(whole=whole, share=whole, goods=printed[0], services=printed[1])
    found = alarms_of([("N11", text)], {"N11-08"})

    assert len(found) == bool(off)
    if found:
        assert f"应为 {goods if other else services}.00%" in str(found[0])


@pytest.mark.parametrize(
    ("section", "text", "right", "wrong"),
    [
        ("N10", "2023年度机关运行经费支出60.00万元，比上年度增加30.00万元，增长{}。", "1倍", "4倍"),
        ("N10", "2023年度机关运行经费支出63.00万元，比上年度增加42.00万元，增长{}。", "2.00倍", "2.10倍"),
        (
            "N05",
            "2023年度一般公共预算财政拨款支出年初预算为700.00万元，支出决算为756.00万元，为年初预算的{}。",
            "1.08倍",
            "1.80倍",
        ),
    ],
)
def test_so_many_times_is_a_rate(section: str, text: str, right: str, wrong: str) -> None:
    assert not [rule for rule, message in alarms_of([(section, text.format(right))]) if message.startswith("文中写 ")]
    found = [message for _, message in alarms_of([(section, text.format(wrong))]) if message.startswith("文中写 ")]
    assert len(found) == 1
    assert f"文中写 {wrong}，" in found[0] and right.rstrip("倍") in found[0]
