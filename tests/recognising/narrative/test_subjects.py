"""Each clause has its own subject: what was not understood lends nothing to what follows it, and borrows nothing."""

from __future__ import annotations

import pytest

from juesuan.model import FactKey
from tests.departments import Chance
from tests.recognising.narrative.telling import amounts, claims, one, unbound
from tests.unknown import asides, sentence, subject

TOTAL = "2023年度支出合计100.00万元，其中：基本支出60.00万元，占60.00%；项目支出40.00万元，占40.00%。"


@pytest.mark.parametrize(
    ("section", "text", "left"),
    [
        ("N03", f"{TOTAL}基本支出中，工资补贴款45.00万元，占基本支出的75.00%。", {"45.00万元", "75.00%"}),
        ("N03", f"{TOTAL}按河道划分为基本支出50.00万元，占50.00%。", {"50.00万元", "50.00%"}),
        ("N03", "支出合计100.00万元，租车押金30.00万元，占30.00%，比上年增长5.00%。", {"30.00万元", "30.00%", "5.00%"}),
        ("N03", "支出合计100.00万元。租车押金30.00万元，其中：基本支出20.00万元，占66.67%。", {"30.00万元", "20.00万元", "66.67%"}),
        ("N09", "2024年度“三公”经费预算22.00万元，其中：公务接待费12.00万元，比2023年度增加2.00万元。", {"22.00万元", "12.00万元", "2.00万元"}),
        ("N09", "2024年度，“三公”经费支出22.00万元。", {"22.00万元"}),
        ("N03", "第三医院支出30.00万元。", {"30.00万元"}),
        ("N03", "河口中学2023年度支出30.00万元。", {"30.00万元"}),
        ("N03", "基本支出和项目支出共100.00万元，占50.00%。", {"100.00万元", "50.00%"}),
        ("N03", "支出合计100.00万元，与上年相比，增加5.00万元，主要原因是租金增加，较上年增加8.00万元，增长9.00%。", {"8.00万元", "9.00%"}),
        ("N03", "项目支出40.00万元，2022年项目支出30.00万元，占50.00%。", {"50.00%"}),
    ],
)  # fmt: skip
def test_of_no_one(section: str, text: str, left: set[str]) -> None:
    assert set(unbound(one(section, text))) == left


@pytest.mark.parametrize(
    ("section", "text", "shares"),
    [
        (
            "N02",
            "收入合计100.00万元，包括财政拨款收入95.00万元（其中：一般公共预算80.00万元，政府性基金预算15.00万元），占95.00%；其他收入5.00万元，占5.00%。",
            [("N02.fiscal", "N02.income"), ("N02.other", "N02.income")],
        ),
        (
            "N02",
            "收入合计9.00万元，其中：其他收入3.00万元，为利息，占33.33%。",
            [("N02.other", "N02.income")],
        ),
        (
            "N03",
            "支出合计8.00万元，其中：基本支出、项目支出分别为2.00万元、6.00万元，分别占25.00%、75.00%。",
            [("N03.basic", "N03.spend"), ("N03.project", "N03.spend")],
        ),
    ],
)
def test_shares_of_what_governs_them(section: str, text: str, shares: list[tuple[str, str]]) -> None:
    assert [claim.operands for claim in claims(one(section, text), "share")] == shares


def test_numbers_in_a_row_are_one_each() -> None:
    read = one("N01", "收、支总计各为10.00万元、12.00万元。与上年相比，各增加1.00万元、2.00万元，增长11.11%、20.00%。")

    assert amounts(read) == {"total[side=income]": "10.00", "total[side=spend]": "12.00"}
    assert [claim.operands for claim in claims(read, "change")] == [
        ("N01.total.income", "N01.total.income.change"),
        ("N01.total.spend", "N01.total.spend.change"),
    ]
    assert unbound(read) == []


def test_a_reason_is_left_by_another_comparison() -> None:
    read = one(
        "N04",
        "财政拨款收入总计100.00万元，与2022年度相比，增加10.00万元，增长11.11%，主要原因是：造林增加10.00万元；"
        "与年初预算数80.00万元相比，增加20.00万元，完成年初预算的125.00%，主要原因是：追加20.00万元。",
    )

    assert [claim.base for claim in claims(read, "change")] == ["previous", "initial"]
    assert unbound(read) == ["10.00万元", "20.00万元"]


def test_a_bracketed_number_in_a_reason_opens_nothing() -> None:
    read = one(
        "N05",
        "1．农林水支出（类）水利（款）行政运行（项）。年初预算为20.00万元，支出决算为22.00万元，完成年初预算的110.00%。决算数大于年初预算数的主要原因是追加会议经费（202）。",
    )

    assert len(claims(read, "item")) == len(claims(read, "reason")) == 1


def test_what_is_said_of_unknown_things_changes_nothing_that_is_understood() -> None:
    """In front of a section, behind it and between its sentences; at the end of a sentence it takes from nothing in front of it."""
    chance, plain = Chance(7), one("N03", f"{TOTAL}{TOTAL}")
    for _ in range(400):
        told = sentence(chance)
        end = TOTAL[:-1] + asides(chance) + "。"
        for text in (f"{told}{TOTAL}{TOTAL}", f"{TOTAL}{told}{TOTAL}", f"{TOTAL}{TOTAL}{told}", f"{end}{TOTAL}"):
            read = one("N03", text)
            assert amounts(read) == amounts(plain), text
            assert [c.operands for c in claims(read, "share")] == [c.operands for c in claims(plain, "share")], text
            assert [c.operands for c in claims(read, "sum")] == [c.operands for c in claims(plain, "sum")], text


def test_a_subject_that_nobody_knows_takes_its_numbers_along() -> None:
    chance = Chance(11)
    for _ in range(300):
        read = one("N03", TOTAL.replace("基本支出", subject(chance)))
        assert amounts(read) == {"spend": "100.00", "spend[nature=project]": "40.00"}
        assert unbound(read) == ["60.00万元", "60.00%"]


@pytest.mark.parametrize(
    ("text", "change", "kept"),
    [
        ("比上年减少158.29，下降4.25%。", ("N03.spend.change", "158.29"), "4.25"),
        ("比上年减少158.29万元，下降4.25。", ("N03.spend.change", "158.29"), "4.25"),
    ],
)
def test_a_number_without_its_unit_is_read_all_the_same(text: str, change: tuple[str, str], kept: str) -> None:
    read = one("N03", f"支出合计3568.00万元，{text}")
    (claim,) = claims(read, "change")

    assert (claim.operands[1], read.statements[1].amount.raw) == change
    assert claim.amount is not None and claim.amount.raw.rstrip("%") == kept
    assert [number.text for number in read.numbers if number.kind == "other" and number.bound]


@pytest.mark.parametrize(
    ("text", "budget"),
    [
        ("决算数小于预算数。", "N05.3#1.adjusted"),
        ("决算数大于预算数。", "N05.3#1.initial"),
        ("决算数大于年初预算数。", "N05.3#1.initial"),
        ("决算数小于全年预算数。", "N05.3#1.adjusted"),
    ],
)
def test_of_two_budgets_the_one_that_fits_is_meant(text: str, budget: str) -> None:
    head = (
        "1．农林水支出（类）水利（款）行政运行（项）。年初预算为20.00万元，全年预算为33.00万元，支出决算为22.00万元。"
    )
    (order,) = claims(one("N05", head + text), "order")

    assert order.operands == ("N05.3#1.final", budget)


@pytest.mark.parametrize(
    ("text", "facts"),
    [
        ("没有购置车辆。", ("vehicles[item=bought]",)),
        ("2023年未购置公务用车。", ("vehicles[item=bought]",)),
        ("无出国团组。", ("delegations", "travellers")),
    ],
)
def test_counts_that_there_are_none_of(text: str, facts: tuple[str, ...]) -> None:
    (none,) = claims(one("N09", f"2023年因公出国（境）费0万元。{text}"), "none")

    assert none.names == facts


def test_a_list_in_a_bracket_is_no_part_of_the_counts_around_it() -> None:
    read = one(
        "N09",
        "公务接待费1.00万元，国内公务接待20批次（其中外事接待批次0个），接待人次200人。因公出国（境）共计0个团组，0人。",
    )
    stated = amounts(read)

    assert (stated["receptions"], stated["guests"]) == ("20", "200")
    assert (stated["delegations"], stated["travellers"]) == ("0", "0")


def test_parts_of_parts_are_no_parts_of_the_whole() -> None:
    read = one(
        "N09", "“三公”经费10.00万元，其中：公务用车购置费1.00万元，公务用车运行维护费7.00万元，公务接待费2.00万元。"
    )
    nested = one(
        "N09", "“三公”经费10.00万元，其中：公务用车购置及运行费8.00万元，公务用车购置费1.00万元，公务接待费2.00万元。"
    )

    assert [claim.operands for claim in claims(read, "sum")] == [
        ("N09.three_public", "N09.vehicle_purchase", "N09.vehicle_operation", "N09.reception")
    ]
    assert [claim.operands for claim in claims(nested, "sum")] == [
        ("N09.three_public", "N09.vehicles", "N09.reception")
    ]


def test_parts_of_a_budget_are_of_the_budget() -> None:
    read = one(
        "N09", "公务接待费预算12.00万元（其中：国内接待费11.00万元），支出决算9.00万元（其中：国内接待费8.00万元）。"
    )

    assert amounts(read) == {
        "three_public[stage=adjusted,item=reception]": "12.00",
        "three_public[stage=adjusted,item=domestic]": "11.00",
        "three_public[item=reception]": "9.00",
        "three_public[item=domestic]": "8.00",
    }


def test_three_public_by_fund() -> None:
    read = one("N09", "“三公”经费支出10.00万元（其中：一般公共预算支出9.00万元；政府性基金预算支出1.00万元）。")

    assert amounts(read)["three_public[fund=gf]"] == "1.00"
    assert len(claims(read, "sum")) == 1


def test_headings_of_arabic_numbers() -> None:
    read = one(
        "N05",
        "1.一般公共预算财政拨款支出决算总体情况\n一般公共预算财政拨款支出90.00万元。\n（1）对个人和家庭的补助12.20万元。",
    )

    assert [section.id for section in read.sections] == ["N05", "N05.1"]
    assert amounts(read)["spend[fund=gpb]"] == "90.00"


def test_a_purpose_with_amounts_of_its_own_ends_the_subject() -> None:
    plain = one("N03", "项目支出40.00万元，主要用于治理，比上年增加10.00万元，增长33.33%。")
    spent = one("N03", "项目支出40.00万元，主要用于治理30.00万元，比上年增加10.00万元，增长33.33%。")

    assert len(claims(plain, "change")) == 1
    assert claims(spent, "change") == []


def test_what_a_budget_and_the_accounts_differ_by() -> None:
    read = one("N04", "财政拨款收入总计与年初预算相比，年初预算数80.00万元，决算数100.00万元，预决算差异率25.00%。")
    (change,) = claims(read, "change")

    assert (change.base, change.operands) == ("initial", ("N04.total.income", ""))


@pytest.mark.parametrize("share", ["占基本支出的75.00%", "占基本支出的57.00%"])
def test_the_share_of_something_unknown_in_what_a_bracket_is_about(share: str) -> None:
    """Its amount stands in front of the share, and what it is a share of in front of the bracket: neither is a neighbour's."""
    read = one("N03", f"2023年度支出合计100.00万元，其中：基本支出60.00万元（其中：工资补贴款45.00万元，{share}）。")
    last = claims(read, "share")[-1]
    stated = {statement.id: (statement.fact, statement.amount.raw) for statement in read.statements}

    assert not unbound(read)
    assert [stated[name] for name in last.operands] == [(None, "45.00"), (FactKey.of("spend", nature="basic"), "60.00")]


@pytest.mark.parametrize("share", ["占75.00%", "占支出合计的45.00%", "占全县支出的7.00%"])
def test_the_share_of_something_unknown_in_something_else(share: str) -> None:
    read = one("N03", f"2023年度支出合计100.00万元，其中：基本支出60.00万元（其中：工资补贴款45.00万元，{share}）。")

    assert set(unbound(read)) == {"45.00万元", share[-6:].lstrip("占的")}
