"""A wrong binding is worse than none: what is not surely of the topic stays unbound, typed and listed."""

from __future__ import annotations

import pytest

from tests.recognising.narrative.telling import amounts, one, unbound


@pytest.mark.parametrize(
    ("section", "text", "left"),
    [
        ("N03", "用于第三医院建设的项目支出200.00万元。", ["200.00万元"]),
        ("N05", "与上年相比减少，主要原因是压减基本支出30.00万元，下降5.00%。", ["30.00万元", "5.00%"]),
        ("N10", "比上年增加人员经费5.00万元，增长2.00%。", ["5.00万元"]),
        ("N09", "单位食堂支出3.00万元。", ["3.00万元"]),
        ("N13", "各类经费2649万元，综合进驻比例达92%。", ["2649万元", "92%"]),
        ("N13", "对项目支出200.00万元开展自评，涉及基本支出30.00万元。", ["200.00万元", "30.00万元"]),
        ("N12", "资产总额500.00万元，其中，固定资产400.00万元。", ["500.00万元", "400.00万元"]),
        ("N02", "本年收入合计9.00万元，其中，2021年事业收入3.00万元。", ["3.00万元"]),
    ],
)
def test_left_unbound(section: str, text: str, left: list[str]) -> None:
    assert [text for text in unbound(one(section, text)) if text in left] == left


def test_the_first_amount_is_not_every_item_s() -> None:
    read = one(
        "N05",
        "1.小学教育（2050202），2023年度决算数为7.00万元。\n2.某某教育，2023年度决算数为9.00万元。\n3.高中教育（2050204），决算数为5.00万元。",
    )

    assert amounts(read) == {"spend[fund=gpb,function=2050202]": "7.00", "spend[fund=gpb,function=2050204]": "5.00"}
    assert unbound(read) == ["9.00万元"]


def test_counts_of_other_things() -> None:
    read = one("N09", "公务接待费支出1.00万元。机关及下属3个单位接待，主要用于2个项目。")

    assert amounts(read) == {"three_public[item=reception]": "1.00"}


def test_a_zero_of_an_evaluation_that_was_not_made() -> None:
    read = one("N13", "部门整体支出绩效自评得分为0分。全年预算数0万元，执行数0万元。")

    assert amounts(read) == {"score": "0"}
    assert unbound(read) == []
