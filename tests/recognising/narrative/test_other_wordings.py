"""The same told in another order or with other words: a frame and what varies in it; nothing of it stays unread."""

from __future__ import annotations

from itertools import product

import pytest

from tests.recognising.narrative.telling import amounts, claims, one, unbound


@pytest.mark.parametrize("word", ["减少", "下降", "增加", "增长"])
@pytest.mark.parametrize("kind", ["额", "数额", "金额"])
@pytest.mark.parametrize("joint", ["同为", "均为", "为", "达"])
def test_a_change_is_told_as_an_amount_of_its_own(word: str, kind: str, joint: str) -> None:
    rate = "降幅" if word in "减少下降" else "增幅"
    text = f"2023年度收、支总计均为900.00万元，与上年度相比，收、支总计均有所{word}，{word}{kind}{joint}100.00万元，{rate}10.00%。"
    read = one("N01", text)
    told = [claim for claim in claims(read, "change") if claim.amount is not None]

    assert unbound(read) == []
    assert [(claim.word[:2], claim.operands) for claim in told] == [(word, ("N01.total.a", "N01.total.change"))]


_PARTS = (
    "由设备购置{}万元、场地租赁{}万元、人员培训{}万元三部分构成",
    "主要由灾害巡查{}万元、救灾物资{}万元和值守补助{}万元组成",
    "由县城段{}万元、北山段{}万元以及南岭段{}万元共同构成",
)
_BEHIND = ("完成年初预算的90.00%", "占年初预算的90.00%", "决算数小于年初预算数")


@pytest.mark.parametrize(("parts", "behind"), list(product(_PARTS, _BEHIND)))
def test_behind_what_it_consists_of_the_sentence_goes_on(parts: str, behind: str) -> None:
    said = parts.format("20.00", "15.00", "10.00")
    text = f"1．农林水支出（类）水利（款）防汛（项）。年初预算为50.00万元，支出决算为45.00万元，{said}，{behind}，主要原因是尾款未到期。"
    read = one("N05", text)
    kind = "order" if "小于" in behind else "completion"

    assert unbound(read) == ["20.00万元", "15.00万元", "10.00万元"]
    assert [claim.operands for claim in claims(read, kind)] == [("N05.3#1.final", "N05.3#1.initial")]
    assert claims(read, "remark") == []


@pytest.mark.parametrize(
    "parts", ["本年收入90.00万元、年初结转和结余10.00万元", "本年收入90.00万元和年初结转和结余10.00万元"]
)
def test_a_change_behind_the_parts_is_of_the_whole(parts: str) -> None:
    read = one("N01", f"收入总计100.00万元，由{parts}构成，比上年增加5.00万元，增长5.26%。")

    assert [claim.operands[0] for claim in claims(read, "change")] == ["N01.total.income"]
    assert amounts(read)["income"] == "90.00"


@pytest.mark.parametrize("than", ["比", "较", "与"])
@pytest.mark.parametrize(
    ("budget", "stage"),
    [("年初预算", "initial"), ("年初预算数", "initial"), ("调整后预算", "adjusted"), ("全年预算数", "adjusted")],
)
@pytest.mark.parametrize("less", ["少", "减少", "降低"])
def test_a_difference_from_an_amount_in_front_of_its_name(than: str, budget: str, stage: str, less: str) -> None:
    read = one(
        "N05",
        f"1．教育支出（类）普通教育（款）小学教育（项）。支出决算为45.00万元，{than}50.00万元的{budget}{less}5.00万元，主要原因是尾款未到期。"
        "较上年减少3.00万元，下降6.25%。",
    )  # fmt: skip
    (fact,) = [fact for fact, amount in amounts(read).items() if amount == "50.00"]

    assert unbound(read) == []
    assert f"stage={stage}" in fact
    assert [claim.base for claim in claims(read, "change")] == [stage, "previous"]


@pytest.mark.parametrize("last", ["上年", "上年决算数", "上年度", "2022年度"])
def test_a_difference_from_last_year_s_amount_in_front_of_its_name(last: str) -> None:
    read = one("N10", f"机关运行经费支出8.00万元，比10.00万元的{last}少2.00万元，下降20.00%。")

    assert unbound(read) == []
    assert amounts(read)["running_costs[year=-1]"] == "10.00"


@pytest.mark.parametrize("opening", ["主要用于：", "支出主要用于：", "主要用于以下方面："])
@pytest.mark.parametrize("first", ["社会保障和就业支出", "住房保障支出（类）", "教育支出"])
def test_classes_behind_a_colon_are_all_read(opening: str, first: str) -> None:
    text = f"2023年度一般公共预算财政拨款支出80.00万元，{opening}{first}60.00万元，占75%；农林水支出20.00万元，占25%。"
    read = one("N05", text)

    assert unbound(read) == []
    assert [len(claim.operands) for claim in claims(read, "sum")] == [3]


@pytest.mark.parametrize("counted", ["共涉及项目2个", "涉及项目2个", "共涵盖预算项目2个"])
@pytest.mark.parametrize("money", ["资金60.00万元", "涉及资金60.00万元", "金额60.00万元"])
def test_money_of_evaluated_projects_behind_their_number(counted: str, money: str) -> None:
    text = f"我单位组织对2023年度项目支出开展绩效自评，{counted}，{money}，占一般公共预算项目支出总额的75%。"
    read = one("N13", "一般公共预算财政拨款项目支出80.00万元。" + text)

    assert amounts(read)["project_funds"] == "60.00"
    assert len(claims(read, "share")) == 1
