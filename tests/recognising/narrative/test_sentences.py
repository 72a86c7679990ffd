"""What sentences state: subject, amount, relation, with the section as context."""

from __future__ import annotations

import itertools

import pytest

from juesuan.model.claim_record import ClaimRecord
from tests import made
from tests.recognising.narrative.telling import amounts, claims, one, unbound


@pytest.mark.parametrize(
    ("section", "text", "expected"),
    [
        (
            "N01",
            "2023年度收、支总计均为12.00万元。",
            {"total[side=income]": "12.00", "total[side=spend]": "12.00"},
        ),
        (
            "N01",
            "2023年度收入总计12.00万元，其中：本年收入合计9.00万元，使用非财政拨款结余1.00万元，年初结转和结余2.00万元。"
            "支出总计12.00万元，其中：本年支出合计8.00万元，结余分配1.00万元，年末结转和结余3.00万元。",
            {
                "total[side=income]": "12.00",
                "income": "9.00",
                "nonfiscal_surplus_used": "1.00",
                "balance[at=opening]": "2.00",
                "total[side=spend]": "12.00",
                "spend": "8.00",
                "surplus_distributed": "1.00",
                "balance[at=closing]": "3.00",
            },
        ),
        (
            "N02",
            "本年收入合计9.00万元，其中：财政拨款收入7.00万元，占77.78%；事业收入1.50万元，占16.67%；其他收入0.50万元，占5.56%。",
            {
                "income": "9.00",
                "income[fund=fiscal]": "7.00",
                "income[source=business]": "1.50",
                "income[source=other]": "0.50",
            },
        ),
        (
            "N04",
            "2023年度财政拨款收入总计、支出总计均为7.00万元。",
            {"total[fund=fiscal,side=income]": "7.00", "total[fund=fiscal,side=spend]": "7.00"},
        ),
        (
            "N05",
            "2023年度一般公共预算财政拨款支出年初预算139.00万元，支出决算296.00万元，完成年初预算的212.95%。",
            {"spend[stage=initial,fund=gpb]": "139.00", "spend[fund=gpb]": "296.00"},
        ),
        (
            "N06",
            "一般公共预算财政拨款基本支出5.00万元。其中：人员经费4.00万元，主要包括：基本工资；公用经费1.00万元。",
            {
                "spend[fund=gpb,nature=basic]": "5.00",
                "spend[fund=gpb,economic=personnel,nature=basic]": "4.00",
                "spend[fund=gpb,economic=operating,nature=basic]": "1.00",
            },
        ),
        (
            "N07",
            "政府性基金预算财政拨款年初结转和结余2.00万元，收入决算3.00万元，支出决算4.00万元，年末结转和结余1.00万元。",
            {
                "balance[fund=gf,at=opening]": "2.00",
                "income[fund=gf]": "3.00",
                "spend[fund=gf]": "4.00",
                "balance[fund=gf,at=closing]": "1.00",
            },
        ),
        (
            "N09",
            "“三公”经费财政拨款支出预算为3.90万元，支出决算为2.00万元，完成预算的51.28%。",
            {"three_public[stage=adjusted]": "3.90", "three_public": "2.00"},
        ),
        (
            "N09",
            "因公出国（境）费支出0万元。全年安排因公出国（境）团组1个、累计2人次。",
            {"three_public[item=abroad]": "0", "delegations": "1", "travellers": "2"},
        ),
        (
            "N09",
            "公务用车购置及运行维护费支出9.00万元。其中：公务用车购置支出为5.00万元，购置公务用车1辆。"
            "公务用车运行维护支出4.00万元，主要用于燃料。2023年期末公务用车保有量为3辆。",
            {
                "three_public[item=vehicles]": "9.00",
                "three_public[item=vehicle_purchase]": "5.00",
                "vehicles[item=bought]": "1",
                "three_public[item=vehicle_operation]": "4.00",
                "vehicles[item=held]": "3",
            },
        ),
        (
            "N09",
            "公务接待费支出1.00万元，机关及下属4个单位共接待国外来访团组2个，来访外宾6人次；发生国内接待3次，接待人数共13人。",
            {
                "three_public[item=reception]": "1.00",
                "receptions[item=foreign]": "2",
                "guests[item=foreign]": "6",
                "receptions": "3",
                "guests": "13",
            },
        ),
        (
            "N10",
            "机关运行经费预算627.00万元，支出决算600.00万元，完成预算的95.69%。",
            {"running_costs[stage=initial]": "627.00", "running_costs": "600.00"},
        ),
        (
            "N11",
            "政府采购金额（以合同签订为准）为25.00万元，其中：货物采购金额5.00万元、工程采购金额0万元、服务采购金额20.00万元。"
            "授予中小企业合同金额24.00万元，占政府采购支出总额的96.00%，其中：授予小微企业合同金额12.00万元，占授予中小企业合同金额的50.00%。",
            {
                "procurement": "25.00",
                "procurement[item=goods]": "5.00",
                "procurement[item=works]": "0",
                "procurement[item=services]": "20.00",
                "procurement[item=sme]": "24.00",
                "procurement[item=micro]": "12.00",
            },
        ),
        (
            "N12",
            "本部门共有车辆9辆，其中：机要通信用车1辆、其他用车8辆。单价100万元（含）以上设备（不含车辆）6台（套）。",
            {"vehicles": "9", "vehicles[item=confidential]": "1", "vehicles[item=other]": "8", "equipment": "6"},
        ),
        (
            "N13",
            "纳入预算绩效管理的支出总额为38.00万元，其中基本支出2.00万元;项目支出36.00万元。对项目支出进行全面自评，涵盖项目6个，"
            "涉及预算资金36.00万元，占部门预算项目支出总额的100.00%。组织开展部门整体支出绩效自评，涉及预算资金38.00万元，"
            "其中财政拨款37.00万元。部门整体支出绩效自评结果为99.97分。",
            {
                "spend": "38.00",
                "spend[nature=basic]": "2.00",
                "spend[nature=project]": "36.00",
                "projects": "6",
                "project_funds": "36.00",
                "performance[item=overall]": "38.00",
                "performance[fund=fiscal,item=overall]": "37.00",
                "score": "99.97",
            },
        ),
        (
            "N13",
            "6个项目中，4个项目自评等级为优，2个项目自评等级为良，0个项目自评等级为中，0个项目自评等级为差。",
            {
                "projects[item=excellent]": "4",
                "projects[item=good]": "2",
                "projects[item=fair]": "0",
                "projects[item=poor]": "0",
            },
        ),
    ],
)
def test_statements(section: str, text: str, expected: dict[str, str]) -> None:
    read = one(section, text)

    assert amounts(read) == expected
    assert unbound(read) == []


def test_two_statements_from_one_number() -> None:
    first, second = one("N01", "2023年度收、支总计均为12.00万元。").statements

    assert (first.id, second.id) == ("N01.total.a", "N01.total.b")
    assert first.place == second.place
    assert first.label == "说明一 收、支总计"


def test_a_change_has_its_current_amount_and_its_difference() -> None:
    read = one(
        "N01", "收、支总计均为12.00万元。与上年度相比，收、支总计各减少3.00万元，下降20.00%。主要原因是项目减少。"
    )
    (change,) = claims(read, "change")
    (reason,) = claims(read, "reason")

    assert change.operands == ("N01.total.a", "N01.total.change") == reason.operands
    assert (change.word, change.base, change.amount and change.amount.raw) == ("减少", "previous", "20.00%")
    assert next(s for s in read.statements if s.id == "N01.total.change").fact is None
    assert reason.text == "项目减少"


def test_directions_that_contradict_are_two_claims() -> None:
    read = one("N01", "收、支总计均为12.00万元。与上年度相比，收、支总计各增加3.00万元，下降20.00%。")

    assert [claim.word for claim in claims(read, "change")] == ["增加", "下降"]


def test_reduced_to_is_not_reduced_by() -> None:
    read = one("N09", "“三公”经费比2022年度增加5.00万元，其中：公务接待费支出决算减少为0.00万元，与2022年持平。")

    assert amounts(read) == {"three_public[item=reception]": "0.00"}
    assert [claim.word for claim in claims(read, "change")][1:] == ["减少", "持平"]


def test_level_without_a_number() -> None:
    (change,) = claims(one("N04", "财政拨款收、支总计7.00万元。与2022年度相比，财政拨款收、支总计持平。"), "change")

    assert (change.word, change.operands, change.amount) == ("持平", ("N04.total.a", ""), None)


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("决算数大于年初预算数的主要原因是追加。", "大于"),
        ("决算数小于预算数。", "小于"),
        ("决算数与年初预算数存在差异的主要原因是追加。", "存在差异"),
        ("决算数与预算数基本持平。", "基本持平"),
    ],
)
def test_order(text: str, word: str) -> None:
    read = one("N05", f"一般公共预算财政拨款支出年初预算为3.00万元，支出决算为4.00万元。{text}")
    (order,) = claims(read, "order")

    assert (order.word, order.operands) == (word, ("N05.spend", "N05.spend.initial"))


def test_an_unfilled_order_is_none() -> None:
    assert claims(one("N05", "支出决算为XX万元。决算数大于（小于）预算数的主要原因：XXX。"), "order") == []


def test_an_unfilled_change_is_none() -> None:
    text = "收、支总计XX万元。与2022年度相比，收、支总计增加（减少）XX万元，增长（下降）XX%。（如持平作持平表述）"

    assert claims(one("N01", text), "change") == []


def test_shares_of_what_the_sentence_names() -> None:
    read = one("N11", "政府采购支出总额8.00万元。授予中小企业合同金额4.00万元，占政府采购支出总额的50.00%。")
    (share,) = claims(read, "share")

    assert share.operands == ("N11.sme", "N11.procurement")


def test_shares_of_the_whole_that_is_divided() -> None:
    read = one("N03", "支出合计8.00万元，其中：基本支出2.00万元，占25.00%；项目支出6.00万元，占总支出的75.00%。")

    assert [claim.operands for claim in claims(read, "share")] == [
        ("N03.basic", "N03.spend"),
        ("N03.project", "N03.spend"),
    ]
    assert [claim.operands for claim in claims(read, "sum")] == [("N03.spend", "N03.basic", "N03.project")]


def test_basic_spending_of_the_section_s_fund() -> None:
    read = one("N06", "财政拨款基本支出8.00万元，其中：人员经费6.00万元，占基本支出的75.00%。")

    assert [claim.operands for claim in claims(read, "share")] == [("N06.personnel", "N06.spend")]


def test_a_budget_in_the_completion_clause() -> None:
    read = one("N09", "“三公”经费财政拨款支出决算为0.16万元，完成预算2.00万元的8.00%。")

    assert amounts(read) == {"three_public": "0.16", "three_public[stage=adjusted]": "2.00"}
    assert [c.operands for c in claims(read, "completion")] == [("N09.three_public", "N09.three_public.adjusted")]


def test_the_amount_that_is_compared_with() -> None:
    read = one("N09", "公务接待费。2023年决算数1.00万元，比2023年年初预算数3.00万元减少2.00万元。")
    (change,) = claims(read, "change")

    assert amounts(read) == {
        "three_public[item=reception]": "1.00",
        "three_public[stage=adjusted,item=reception]": "3.00",
    }
    assert (change.base, change.word) == ("adjusted", "减少")


def test_last_year_s_amount() -> None:
    read = one("N10", "2023年度机关运行经费支出决算8.00万元，2022年度机关运行经费支出决算6.00万元。")

    assert amounts(read) == {"running_costs": "8.00", "running_costs[year=-1]": "6.00"}


def test_lists_of_names() -> None:
    read = one(
        "N06", "基本支出5.00万元。其中：人员经费4.00万元，主要包括：基本工资、退职（役）费等；公用经费1.00万元。"
    )
    (listing,) = claims(read, "listing")

    assert listing.names == ("基本工资", "退职（役）费")
    assert listing.operands == ("N06.personnel",)
    assert listing.text.endswith("等")


@pytest.mark.parametrize(
    ("section", "text", "facts"),
    [
        (
            "N07",
            "本部门没有政府性基金收入，也没有使用政府性基金安排的支出。",
            [("income[fund=gf]",), ("spend[fund=gf]",)],
        ),
        ("N07", "示例局2023年度无政府性基金预算财政拨款收入和支出。", [("income[fund=gf]", "spend[fund=gf]")]),
        ("N08", "本部门无国有资本经营预算财政拨款收支，已公开空表。", [("income[fund=sc]", "spend[fund=sc]")]),
        ("N08", "本年度无此项支出。", [("spend[fund=sc]",)]),
        ("N09", "本年度无财政拨款因公出国（境）费支出。", [("three_public[item=abroad]",)]),
        ("N10", "我部门不是行政机关，没有机关运行经费支出。", [("running_costs",)]),
        ("N09", "无增减变化。", []),
    ],
)
def test_what_does_not_exist(section: str, text: str, facts: list[tuple[str, ...]]) -> None:
    assert [claim.names for claim in claims(one(section, text), "none")] == facts


def test_university_totals_that_are_the_year_s() -> None:
    cells = {("L27", "C1"): "8.00", ("L31", "C1"): "9.00", ("L58", "C2"): "7.00", ("L62", "C2"): "9.00"}
    printed, _ = made.table("T01", cells)
    text = "学校2023年度收入总计8.00万元。学校2023年度支出总计7.00万元。"

    assert amounts(one("N01", text, tables={"T01": printed})) == {"income": "8.00", "spend": "7.00"}
    assert set(amounts(one("N01", text))) == {"total[side=income]", "total[side=spend]"}


@pytest.mark.parametrize(
    ("marks", "final", "meant"),
    [
        (("（1）", "（2）"), "0", "three_public[item=vehicle_purchase]"),
        (("①", "②"), "0", "three_public[item=vehicle_purchase]"),
        (("（1）", "（2）"), "1.00", "three_public[item=vehicle_purchase]"),
        (("", ""), "0", "three_public[item=vehicle_purchase]"),
        (("", ""), "1.00", "three_public[item=vehicles]"),
    ],
)
def test_a_bare_comparison_is_of_the_part_that_it_follows(marks: tuple[str, str], final: str, meant: str) -> None:
    """What stands below its own list number is said of that part; without one of the whole, unless only the part fits."""
    text = (
        "公务用车购置及运行维护费支出预算9.00万元，支出决算8.00万元，完成预算的88.89%。"
        f"其中：{marks[0]}公务用车购置支出预算0万元，支出决算{final}万元。决算数与预算数相同。"
        f"{marks[1]}公务用车运行维护费支出预算9.00万元，支出决算8.00万元。"
    )
    read = one("N09", text)
    stated = {statement.id: str(statement.fact) for statement in read.statements}

    assert [stated[claim.operands[0]] for claim in claims(read, "order")] == [meant]


def test_what_follows_a_list_within_one_sentence_is_of_the_whole() -> None:
    text = (
        "“三公”经费支出预算12.00万元，决算10.00万元，其中：（1）公务用车运行维护费预算9.00万元，决算8.00万元；"
        "（2）公务接待费预算3.00万元，决算2.00万元。决算数小于预算数。"
    )
    read = one("N09", text)
    stated = {statement.id: str(statement.fact) for statement in read.statements}

    assert [stated[claim.operands[0]] for claim in claims(read, "order")] == ["three_public"]


@pytest.mark.parametrize("order", [*itertools.permutations(range(3))])
def test_behind_a_sentence_that_only_divides_the_whole_is_compared(order: tuple[int, ...]) -> None:
    parts = (
        "因公出国（境）费支出决算0.00元",
        "公务接待费支出决算9.00元，完成预算12.00元的75.00%",
        "公务用车购置及运行维护费支出决算8.00元",
    )
    text = (
        "2023年度“三公”经费财政拨款支出决算为17.00元，完成预算20.00元的85.00%。"
        f"其中：{'；'.join(parts[index] for index in order)}。决算数小于预算数的主要原因是厉行节约。"
    )

    read = one("N09", text)
    stated = {statement.id: str(statement.fact) for statement in read.statements}
    orders = claims(read, "order")
    assert [(stated[claim.operands[0]], stated[claim.operands[1]]) for claim in orders] == [
        ("three_public", "three_public[stage=adjusted]")
    ]


def test_a_sentence_behind_a_list_with_a_subject_of_its_own_is_about_that() -> None:
    text = (
        "2023年度“三公”经费支出决算为17.00元，完成预算20.00元的85.00%。其中：公务接待费支出决算9.00元，完成预算12.00元的75.00%；"
        "因公出国（境）费支出决算8.00元。公务接待费决算数小于预算数的主要原因是厉行节约。"
    )

    read = one("N09", text)
    stated = {statement.id: str(statement.fact) for statement in read.statements}
    assert [stated[claim.operands[0]] for claim in claims(read, "order")] == ["three_public[item=reception]"]


@pytest.mark.parametrize("name", ["因公出国（境）", "公务接待", "公务用车购置", "公务用车运行维护"])
def test_names_without_their_last_word_in_front_of_a_stage(name: str) -> None:
    def said(words: str) -> dict[str, str]:
        text = f"“三公”经费支出9.00万元，其中{words}全年预算数为8.00万元，决算数为7.00万元，较2022年减少1.00万元，下降12.50%。"
        read = one("N09", text)
        assert unbound(read) == []
        return amounts(read)

    assert said(name) == said(f"{name}费")


@pytest.mark.parametrize(("word", "rate"), [("多支出", "上升"), ("少支出", "下降"), ("多支", "上升"), ("少支", "下降")])
def test_more_or_less_spending_is_a_change(word: str, rate: str) -> None:
    read = one("N09", f"“三公”经费支出决算9.00万元，较2022年决算8.00万元{word}1.00万元，{rate}12.50%。")

    assert unbound(read) == []
    assert [claim.word for claim in claims(read, "change")] == [word]


@pytest.mark.parametrize("opening", ["支出主要用于以下方面", "支出主要用于以下几个方面", "支出决算主要用于以下方面"])
def test_the_first_class_of_a_list_without_a_total(opening: str) -> None:
    text = f"2023年度一般公共预算财政拨款{opening}：科学技术支出30.00万元，占75.00%；社会保障和就业支出10.00万元，占25.00%。"

    read = one("N05", text)
    assert unbound(read) == []
    assert amounts(read) == {"spend[fund=gpb,function=206]": "30.00", "spend[fund=gpb,function=208]": "10.00"}


@pytest.mark.parametrize("to", ["比上年", "较上年度", "与上年的", "比2022年度", "同上年"])
@pytest.mark.parametrize(
    ("own", "other"),
    [
        (("年初结转和结余", "balance[at=opening]"), ("年末结转和结余", "balance[at=closing,year=-1]")),
        (("年初结转和结余", "balance[at=opening]"), ("年初结转和结余", "balance[at=opening,year=-1]")),
        (("本年支出合计", "spend"), ("支出合计", "spend[year=-1]")),
    ],
)
@pytest.mark.parametrize("behind", ["增加", "相比增加", "，增加", "多"])
def test_what_is_compared_with_last_years_is_last_years(
    to: str, own: tuple[str, str], other: tuple[str, str], behind: str
) -> None:
    """比上年|A…万元: the amount is last year's, whatever A is; this year's stays what is spoken of, and what has changed."""
    read = one("N01", f"{own[0]}4.15万元，{to}{other[0]}3.95万元{behind}0.20万元，增长5.06%。")
    (change,) = claims(read, "change")
    named = {statement.id: str(statement.fact) for statement in read.statements}

    assert amounts(read) == {own[1]: "4.15", other[1]: "3.95"}
    assert [named[operand] for operand in change.operands] == [own[1], "None", other[1]]
    assert ClaimRecord.of(change.claim()) == change
    assert not unbound(read)


@pytest.mark.parametrize("to", ["与上年相比，", "与上年相比", "同比", "比上年增加5.00万元，"])
def test_what_follows_a_comparison_that_has_ended_is_this_years(to: str) -> None:
    read = one("N01", f"收入总计100.00万元，{to}年末结转和结余3.95万元。")

    assert amounts(read)["balance[at=closing]"] == "3.95"


@pytest.mark.parametrize("words", ["，全部来自", "，全部为", "，均为", "，均来源于", "（全部为", "全部是"])
@pytest.mark.parametrize(
    ("section", "whole", "part", "fact"),
    [
        ("N02", "收入合计", "财政拨款", "income[fund=fiscal]"),
        ("N02", "收入合计", "事业收入", "income[source=business]"),
        ("N03", "支出合计", "基本支出", "spend[nature=basic]"),
        ("N07", "政府性基金预算财政拨款支出", "项目支出", "spend[fund=gf,nature=project]"),
        ("N09", "“三公”经费支出决算", "公务接待费", "three_public[item=reception]"),
    ],
)
def test_what_is_all_of_something_is_as_much(words: str, section: str, whole: str, part: str, fact: str) -> None:
    closed = "）" if words[0] == "（" else ""
    read = one(section, f"{whole}12.34万元{words}{part}{closed}，占100.00%。")
    (share,) = claims(read, "share")
    named = {statement.id: str(statement.fact) for statement in read.statements}

    assert amounts(read)[fact] == "12.34"
    assert named[share.operands[0]] == fact or closed
    assert not unbound(read)


@pytest.mark.parametrize(
    "text", ["收入合计12.34万元，全部为县里给的钱。", "收入合计12.34万元，比上年增加1.00万元，全部为财政拨款。"]
)
def test_all_of_something_unknown_or_of_a_change_states_nothing(text: str) -> None:
    assert amounts(one("N02", text)) == {"income": "12.34"}


@pytest.mark.parametrize("number", ["", "1.", "（一）"])
@pytest.mark.parametrize("behind", ["；", "。", "。\n"])
@pytest.mark.parametrize("said", ["“{}”项目：", "{}项目，", "{}项目绩效自评综述："])
def test_each_project_has_its_own_summary(number: str, behind: str, said: str) -> None:
    """Budget and execution of a sentence are one project's: rates are of those two, and no two projects state one fact."""
    first = f"{number}{said.format('基层司法')}全年预算数90.00万元，执行数86.35万元，执行率95.94%"
    second = f"{said.format('法律服务')}全年预算数45.00万元，执行数41.88万元，执行率93.07%。"
    read = one("N13", f"开展项目绩效自评。\n{first}{behind}{second}")
    facts = [str(statement.fact) for statement in read.statements if statement.fact is not None]
    printed = {statement.id: statement.amount.raw for statement in read.statements}

    assert len(set(facts)) == len(facts)
    assert [[printed[name] for name in claim.operands] for claim in claims(read, "completion")] == [
        ["86.35", "90.00"],
        ["41.88", "45.00"],
    ]
    assert not unbound(read)
