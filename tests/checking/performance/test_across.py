"""Forms against the accounts, the text and each other."""

from __future__ import annotations

import pytest

from juesuan import check
from juesuan.model import Section, Severity, State, Unit
from tests import made
from tests.checking.judging import failures, relabelled, section, states
from tests.checking.performance.sheets import GOOD_FUNDS, GOOD_ROWS, Sheet, disclosure, overall, project

ALL = made.section("N13", "对2024年度项目支出进行全面自评，涵盖项目2个。")
SOME = made.section("N13", "对2024年度部分项目支出开展自评。")


def spent(instance: int, executed: str, **changes: object) -> Sheet:
    funds = {"total": ("100.00", "100.00", executed, "10", "", "10")}
    return project(instance, **{"funds": funds, **changes})


def spending(whole: str) -> dict[str, dict[tuple[str, str], str]]:
    return {"T03": {("*", "C1"): "900.00", ("*", "C3"): whole}}


def told(fact: str, text: str, unit: Unit = Unit.COUNT) -> made.Statement:
    return made.statement(f"N13#{fact}", fact, text, "N13", unit=unit)


def test_claimed_full_coverage() -> None:
    forms = (spent(1, "60.00"), spent(2, "40.00"))

    assert states("PX-01", disclosure(*forms, tables=spending("100.00"), sections=(ALL,))) == {State.PASS}
    (found,) = failures("PX-01", disclosure(*forms, tables=spending("300.00"), sections=(ALL,)))
    assert "全面自评" in found.message
    assert states("PX-01", disclosure(*forms, tables=spending("300.00"), sections=(SOME,))) == {State.PASS}
    assert failures("PX-01", disclosure(*forms, tables=spending("90.00"), sections=(SOME,)))


def test_who_speaks_of_the_general_budget_means_its_projects() -> None:
    """And may have forms for what other funds pay, too."""
    forms = (spent(1, "60.00"), spent(2, "40.00"))
    said = made.section("N13", "对2024年度一般公共预算项目支出全面开展绩效自评，共涉及项目2个。")

    def of(whole: str, general: str) -> set[State]:
        tables = {**spending(whole), "T05": {("*", "C3"): general}}
        return states("PX-01", disclosure(*forms, tables=tables, sections=(said,)))

    assert of("120.00", "100.00") == of("100.00", "90.00") == {State.PASS}
    assert of("120.00", "90.00") == {State.FAIL}
    tables = {**spending("120.00"), "T05": {("*", "C3"): "90.00"}}
    (found,) = failures("PX-01", disclosure(*forms, tables=tables, sections=(said,)))
    assert "一般公共预算财政拨款支出决算表的项目支出为 90.00 万元" in found.message


def test_budgets_of_the_projects_within_the_department() -> None:
    assert states("PX-02", disclosure(overall(), spent(1, "60.00", funds={"total": ("1", "70.00", "60")}))) == {
        State.PASS
    }
    assert failures("PX-02", disclosure(overall(), spent(1, "60.00")))


def test_a_project_with_the_name_of_an_item() -> None:
    tables = {"T03": {("2150517", "C3"): "50.00"}}
    sheet = spent(1, "60.00", head={"project": "产业发展", "authority": "示例局", "implementer": "示例中心"})
    budget = made.statement("N05.3#1.initial", "spend[stage=initial,fund=gpb,function=2150517]", "80.00", "N05.3")
    named = {("T03", "2150517"): "产业发展"}

    document = relabelled(disclosure(sheet, tables=tables, prose=(budget,)), named)
    assert failures("PX-03", document)
    assert failures("PX-04", document)
    other = relabelled(disclosure(sheet, tables=tables, prose=(budget,)), {("T03", "2150517"): "其他"})
    assert states("PX-03", other) == {State.NOT_APPLICABLE}
    enough = {"T03": {("2150517", "C3"): "60.00"}}
    same = made.statement("N05.3#1.initial", "spend[stage=initial,fund=gpb,function=2150517]", "100.00", "N05.3")
    document = relabelled(disclosure(sheet, tables=enough, prose=(same,)), named)
    assert states("PX-03", document) == states("PX-04", document) == {State.PASS}


def test_wages_as_a_project_are_noted() -> None:
    head = {"project": "聘用人员工资", "authority": "示例局", "implementer": "示例中心"}

    (found,) = failures("PX-05", disclosure(project(head=head)))
    assert found.severity is Severity.INFO
    assert states("PX-05", disclosure(project())) == {State.PASS}


def test_the_overall_rate_and_those_of_the_projects() -> None:
    full = {"total": ("100", "80", "80", "10", "100%", "10")}

    assert failures("PX-08", disclosure(overall(), project(funds=full)))
    assert states("PX-08", disclosure(overall(), project())) == {State.PASS}


def test_the_rate_of_completed_evaluation() -> None:
    def row(actual: str) -> Sheet:
        return overall(rows=[("产出指标", "数量指标", "绩效自评完成率", "=100%", actual, "90", "90", "")])

    tables = spending("120.00")
    assert failures("PX-09", disclosure(row("100%"), spent(1, "60.00"), tables=tables))
    assert states("PX-09", disclosure(row("50%"), spent(1, "60.00"), tables=tables)) == {State.PASS}


def test_an_overall_grade_above_that_of_the_projects() -> None:
    assert failures("PX-10", disclosure(overall(), project(sums=("100", "75"))))
    assert states("PX-10", disclosure(overall(), project())) == {State.PASS}


@pytest.mark.parametrize(("first", "second", "rule"), [("3", "2", "N13-02"), ("2", "3", "PX-06")])
def test_numbers_of_projects(first: str, second: str, rule: str) -> None:
    prose = (told("projects", first), made.statement("N13#again", "projects", second, "N13", unit=Unit.COUNT))
    document = disclosure(project(1), project(2), prose=prose)

    (found,) = failures(rule, document)
    assert "2 份" in found.message
    assert states("PX-06" if rule == "N13-02" else "N13-02", document) == {State.PASS}


@pytest.mark.parametrize(("told_of", "asked"), [("3", "补附"), ("1", "改正文中的个数")])
def test_more_forms_than_are_told_are_not_to_be_attached(told_of: str, asked: str) -> None:
    (found,) = failures("N13-02", disclosure(project(1), project(2), prose=(told("projects", told_of),)))

    assert asked in found.hint
    assert ("补附" in found.hint) is (told_of == "3")


def test_only_a_part_of_the_forms_is_published() -> None:
    partly = made.section("N13", "2024年度部分项目支出绩效自评表详见附件。")

    document = disclosure(project(1), prose=(told("projects", "6"),), sections=(partly,))

    assert states("N13-02", document) == {State.NOT_APPLICABLE}


def published(number: str) -> made.Statement:
    return told("projects[item=published]", number)


ONE_OF_SIX = (told("projects", "6"), told("projects[item=excellent]", "6"))


@pytest.mark.parametrize(
    ("text", "prose"),
    [
        ("其余项目自评表不公开。", ()),
        ("其余项目因涉密未公开自评表。", ()),
        ("除涉密项目外，其余项目自评表已公开。", ()),
        ("其余5个项目因涉密未公开。", (told("projects[item=withheld]", "5"),)),
        ("本次公开自评表1份。", (published("1"),)),
    ],
)
def test_forms_that_are_said_not_to_be_published_are_not_missing(text: str, prose: tuple[made.Statement, ...]) -> None:
    full = {"total": ("100", "80", "80", "10", "100%", "10")}
    rate = overall(rows=[("产出指标", "数量指标", "绩效自评完成率", "=100%", "100%", "90", "90", "")])
    money = told("project_funds", "120.00", Unit.WAN)
    document = disclosure(
        rate,
        project(funds=full),
        tables=spending("120.00"),
        prose=(*ONE_OF_SIX, money, *prose),
        sections=(made.section("N13", f"对全部项目开展自评。{text}"),),
    )

    for rule in ("N13-02", "N13-03", "PX-01", "PX-06", "PX-07", "PX-08", "PX-09"):
        assert not failures(rule, document), rule


def test_forms_that_nobody_said_were_not_published() -> None:
    nothing = made.section("N13", "财政评价未选取我部门项目开展重点绩效评价。")
    document = disclosure(project(1), prose=ONE_OF_SIX, sections=(nothing,))

    assert failures("N13-02", document)
    assert failures("PX-07", document)


@pytest.mark.parametrize("number", ["1", "3"])
def test_another_number_of_forms_than_is_said_to_be_published(number: str) -> None:
    (found,) = failures("PX-06", disclosure(project(1), project(2), prose=(told("projects", "6"), published(number))))

    assert found.message == f"文中写公开项目自评表 {number} 份，所附项目自评表为 2 份。"


@pytest.mark.parametrize(("withheld", "state"), [("4", State.PASS), ("3", State.FAIL), ("5", State.FAIL)])
def test_the_rest_are_as_many_as_are_said(withheld: str, state: State) -> None:
    prose = (told("projects", "6"), told("projects[item=withheld]", withheld))

    assert states("N13-02", disclosure(project(1), project(2), prose=prose)) == {state}


def test_forms_that_are_said_not_to_be_published_and_are_there() -> None:
    kept = made.section("N13", "其余项目自评表不公开。")
    (found,) = failures("PX-06", disclosure(project(1), project(2), prose=(told("projects", "2"),), sections=(kept,)))

    assert "已是自评的全部 2 个项目" in found.message
    assert found.severity is Severity.WARNING


def test_grades() -> None:
    grades = [told(f"projects[item={item}]", text) for item, text in (("good", "0"), ("fair", "0"), ("poor", "0"))]
    right = (told("projects", "2"), told("projects[item=excellent]", "2"), *grades)
    wrong = (told("projects", "2"), told("projects[item=excellent]", "1"), *grades)
    forms = (project(1), project(2))

    assert (
        states("N13-07", disclosure(*forms, prose=right))
        == states("PX-07", disclosure(*forms, prose=right))
        == {State.PASS}
    )
    assert failures("N13-07", disclosure(*forms, prose=wrong))
    assert failures("PX-07", disclosure(*forms, prose=wrong))


@pytest.mark.parametrize(("good", "state"), [("0", State.PASS), ("1", State.PASS), ("2", State.FAIL)])
def test_grades_of_which_the_text_leaves_some_out(good: str, state: State) -> None:
    prose = (told("projects", "2"), told("projects[item=excellent]", "1"), told("projects[item=good]", good))

    assert states("N13-07", disclosure(project(1), project(2), prose=prose)) == {state}


def test_money_of_the_projects() -> None:
    forms = (spent(1, "60.00"), spent(2, "40.00"))

    def state(text: str) -> set[State]:
        return states("N13-03", disclosure(*forms, prose=(told("project_funds", text, Unit.WAN),)))

    assert state("100.00") == {State.PASS}, "executed"
    assert state("200.00") == {State.PASS}, "budget of the year"
    assert state("150.00") == {State.FAIL}


def test_a_blank_form_is_no_zero() -> None:
    """Neither the money of the text nor what it tells of the project has anything to be held against; the form is named."""
    blank = {"total": ("", "", "", "10", "", ""), "fiscal": ("", "", "", "", "", "")}
    text = made.section("N13", "“就业培训项目2”项目：全年预算数45.00万元，执行数41.88万元。")
    money = told("project_funds", "100.00", Unit.WAN)
    document = disclosure(
        spent(1, "60.00"), project(2, funds=blank), tables=spending("120.00"), prose=(money,), sections=(text,)
    )

    for rule in ("N13-03", "PX-01", "PX-11"):
        assert states(rule, document) == {State.UNDECIDABLE}
    gaps = [gap.message for gap in check(document).gaps]
    assert any("《就业培训项目2》自评表没有填写全年预算数、全年执行数" in gap for gap in gaps)


@pytest.mark.parametrize(("text", "relation"), [("102.00", "="), ("210.00", "="), ("150.00", ""), ("168.30", "")])
def test_money_that_may_be_that_of_two_sums(text: str, relation: str) -> None:
    """It is mended to a sum that one slip of the hand turns into it; of budget and execution none is preferred."""
    forms = (spent(1, "60.00"), spent(2, "41.00"))
    document = disclosure(*forms, prose=(told("project_funds", text, Unit.WAN),))

    (found,) = failures("N13-03", document)

    assert found.relation == relation
    assert relation or ("101.00" in found.message and "200.00" in found.message)


def test_a_stated_whole_is_left_to_the_rule_of_coverage() -> None:
    prose = (told("project_funds", "300.00", Unit.WAN),)

    document = disclosure(spent(1, "60.00"), tables=spending("300.00"), prose=prose, sections=(ALL,))

    assert states("N13-03", document) == {State.NOT_APPLICABLE}


def test_money_and_score_of_the_overall_form() -> None:
    def document(money: str, score: str) -> made.Disclosure:
        prose = (told("performance[item=overall]", money, Unit.WAN), told("score", score, Unit.POINTS))
        return disclosure(overall(), prose=prose)

    assert states("N13-05", document("80.00", "97.5")) == {State.PASS}
    assert states("N13-06", document("76.00", "97.5")) == {State.PASS}
    assert failures("N13-05", document("90.00", "97.5"))
    assert failures("N13-06", document("80.00", "99"))


def test_the_initial_budget_of_the_text() -> None:
    def document(general: str) -> made.Disclosure:
        prose = (
            made.statement("a", "spend[stage=initial,fund=gpb]", general, "N05.3"),
            made.statement("b", "spend[stage=initial,fund=gf]", "20.00", "N07"),
            made.statement("c", "spend[stage=initial,fund=sc]", "0.00", "N08"),
        )
        return disclosure(overall(), prose=prose)

    assert states("PO-07", document("40.00")) == {State.PASS}
    assert failures("PO-07", document("50.00"))


def test_overall_form_against_the_tables() -> None:
    tables = {"T01": {("L58", "C2"): "76.00"}, "T03": {("*", "C1"): "76.00"}, "T04": {("L59", "C2"): "50.00"}}
    wrong = {"T01": {("L58", "C2"): "77.00"}, "T03": {("*", "C1"): "77.00"}, "T04": {("L59", "C2"): "49.00"}}

    for rule in ("PO-04", "PO-05", "PO-06"):
        assert State.FAIL not in states(rule, disclosure(overall(), tables=tables))
        assert failures(rule, disclosure(overall(), tables=wrong))


def rate(name: str, actual: str, target: str = "≥99%") -> Sheet:
    return overall(rows=[("投入管理指标", "预算和财务管理", name, target, actual, "90", "90", "")])


@pytest.mark.parametrize(
    ("rule", "name", "right", "wrong"),
    [
        ("PO-15", "预算执行率", "95.00%", "99.00%"),
        ("PO-16", "预算调整率", "20%", "1%"),
        ("PO-17", "结转结余率", "10.00%", "1.00%"),
        ("PO-18", "“三公经费”控制率", "50.00", "80.00"),
    ],
)
def test_rates_that_follow_from_the_accounts(rule: str, name: str, right: str, wrong: str) -> None:
    tables = {
        "T01": {("L58", "C2"): "180.00", ("L60", "C2"): "20.00", ("L62", "C2"): "200.00"},
        "T09": {("*", "C1"): "2.00", ("*", "C7"): "1.00"},
    }

    assert states(rule, disclosure(rate(name, right), tables=tables)) == {State.PASS}
    (found,) = failures(rule, disclosure(rate(name, wrong), tables=tables))
    assert found.severity is (Severity.WARNING if rule in {"PO-16", "PO-17"} else None)


def test_full_marks_without_an_actual_value() -> None:
    columns = ("level1", "level2", "level3", "target", "points", "score", "reason")
    sheet = overall(rows=[("投入管理指标", "预算和财务管理", "预算调整率", "≤1%", "90", "90", "")], columns=columns)

    (found,) = failures("PO-16", disclosure(sheet))

    assert found.severity is Severity.INFO


def test_procurement_that_did_not_take_place() -> None:
    nothing = made.statement("N11#1", "procurement", "0.00", "N11")
    some = made.statement("N11#1", "procurement", "5.00", "N11")

    assert failures("PO-19", disclosure(rate("政府采购执行率", "100%"), prose=(nothing,)))
    assert states("PO-19", disclosure(rate("政府采购执行率", "100%"), prose=(some,))) == {State.PASS}


def telling(*paragraphs: str) -> Section:
    return section("N13.3", *paragraphs)


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        (
            "就业培训项目1绩效自评综述：项目自评得分为60.00分。全年预算数为80.00万元，执行数为76.00万元。",
            ["得分写“60.00分”"],
        ),
        ("“就业培训项目1项目”自评综述：该项目自评得分60.00分。", ["得分写“60.00分”"]),
        ("就业培训项目1自评结果：执行数99.00万元，全年预算数80.00万元。", ["全年执行数写“99.00万元”"]),
        (
            "1．就业培训项目1绩效自评综述：全年预算数为80.00万元，执行数为75.00万元，完成预算的93.75%。",
            ["全年执行数写“75.00万元”"],
        ),
        (
            "就业培训项目1，得分97.5分，年初预算12.00万元。就业培训项目2，得分66分。",
            ["年初预算数写“12.00万元”", "得分写“66分”"],
        ),
        ("项目自评结果：就业培训项目1，66分；就业培训项目2为60.5分。", ["得分写“60.5分”"]),
        ("就业培训项目1项目自评60分。", ["得分写“60分”"]),
        ("就业培训项目1项目自评结果为“差”。", ["等级写“差”，表中总分 97.5 应为“优”"]),
        ("就业培训项目1项目自评得分97.5分，等级为优。其余5个项目自评等级为良。", []),
    ],
)
def test_what_the_text_tells_of_a_project(said: str, shown: list[str]) -> None:
    found = failures("PX-11", disclosure(project(1), project(2), sections=(telling(said),)))

    assert [words in outcome.message for words, outcome in zip(shown, found, strict=True)] == [True] * len(shown)


@pytest.mark.parametrize(
    ("said", "state"),
    [
        ("同名培训绩效自评综述：全年预算数80.00万元，执行数76.00万元。", {State.PASS}),
        ("同名培训绩效自评综述：全年预算数80.00万元，执行数75.00万元。", {State.FAIL, State.PASS}),
        (
            "同名培训绩效自评综述：执行数76.00万元。\n同名培训绩效自评综述：得分97.5分。\n同名培训自评得分60分。",
            {State.UNDECIDABLE},
        ),
    ],
)
def test_a_name_of_two_forms_is_that_of_one_of_them(said: str, state: set[State]) -> None:
    head = {"head": {"project": "同名培训", "authority": "示例局", "implementer": "示例中心"}}
    other = {**GOOD_FUNDS, "total": ("50.00", "50.00", "50.00", "10", "100%", "10")}
    forms = project(1, funds=other, **head), project(2, **head)

    assert states("PX-11", disclosure(*forms, sections=(telling(said),))) == state


@pytest.mark.parametrize(
    ("name", "spent", "state"),
    [
        ("就业培训专项项目1", "76.00", State.FAIL),
        ("就业培训专项项目1", "70.00", State.UNDECIDABLE),
        ("乡村道路养护", "76.00", State.UNDECIDABLE),
    ],
)
def test_a_summary_of_a_project_that_no_form_is_called_by(name: str, spent: str, state: State) -> None:
    """With the numbers of a form it is that form's, under another name; with others nobody knows whose it is. Either is told."""
    said = f"“{name}”项目：全年预算数80.00万元，执行数{spent}万元。"

    assert states("PX-11", disclosure(project(1), sections=(telling(said),))) - {State.NOT_APPLICABLE} == {state}


COST = ("产出指标（50分）", "成本指标", "项目实施成本", "", "", "10", "10", "")


@pytest.mark.parametrize(
    ("name", "target", "actual", "state"),
    [
        ("项目实施成本", "390", "334", State.FAIL),
        ("项目实施成本", "80万元", "76万元", State.PASS),
        ("项目实施成本", "=800000元", "76", State.PASS),
        ("项目成本", "3665万", "3665万", State.FAIL),
        ("项目成本", "80", "66.3", State.FAIL),
        ("项目成本", "50", "50", State.PASS),
        ("人均成本", "3000元", "3000元", State.NOT_APPLICABLE),
        ("项目总投资", "1.2亿元", "1.2亿元", State.NOT_APPLICABLE),
        ("项目成本", "≤900万元", "节约", State.NOT_APPLICABLE),
        ("成本控制率", "100%", "95%", State.NOT_APPLICABLE),
    ],
)
def test_a_cost_indicator_names_the_money_of_the_form(name: str, target: str, actual: str, state: State) -> None:
    rows = (*GOOD_ROWS, (*COST[:2], name, target, actual, *COST[5:]))

    assert states("PP-24", disclosure(project(rows=rows))) == {state}
    assert states("PP-24", disclosure(project(rows=(*rows, rows[-1])))) == {State.NOT_APPLICABLE}, (
        "two of them are parts"
    )


_BLOCK = {
    "total": ("761.47", "761.47", "761.47", "10", "100%", "10"),
    "fiscal": ("550.00", "550.00", "550.00", "", "", ""),
    "own": ("211.47", "211.47", "211.47", "", "", ""),
}


def test_a_block_of_funds_that_other_forms_print_is_in_doubt_and_not_what_contradicts_it() -> None:
    """Text of one form and cost indicator of another confirm other money: one cause, and neither is bent to the copy."""
    costs = {1: "761.47万元", 2: "51.2万元", 3: "40万元"}
    sheets = [
        project(number, (*GOOD_ROWS, (*COST[:2], "项目成本", cost, cost, *COST[5:])), funds=_BLOCK)
        for number, cost in costs.items()
    ]
    said = "就业培训项目2绩效自评综述：全年预算数51.20万元，执行数51.20万元，完成预算的100%。"

    found = [
        finding
        for finding in check(disclosure(*sheets, sections=(telling(said),))).findings
        if finding.rule in {"PX-11", "PP-24"}
    ]

    (root,) = (finding for finding in found if finding.root is None)
    assert root.rule == "PX-11"
    assert [f.rule for f in found if f.root == root.id] == ["PP-24", "PP-24"]
    for finding in found:
        assert "完全相同" in finding.message
        assert "先核对自评表的资金是否照抄" in finding.advice
        assert not finding.proposals


@pytest.mark.parametrize(("other", "told"), [("40", True), ("41", False)])
def test_money_of_another_form_is_named_with_that_form(other: str, told: bool) -> None:
    """A slip of one is no copy: what is said to be copied is printed by the form that is named."""
    own, printed = ({"total": (money, money, money, "10", "100%", "10")} for money in ("50.00", f"{other}.00"))
    rows = (*GOOD_ROWS, (*COST[:2], "项目成本", "40", "40", *COST[5:]))

    (outcome,) = failures("PP-24", disclosure(project(1, rows, funds=own), project(2, funds=printed)))

    assert ("就业培训项目2" in outcome.message) is told
    assert ("照抄" in outcome.message) is told


def test_a_block_of_funds_of_one_form_alone_is_no_copy() -> None:
    """Round sums of two projects may be the same."""
    same = {"total": ("50.00", "50.00", "50.00", "10", "100%", "10")}
    rows = (*GOOD_ROWS, (*COST[:2], "项目成本", "40", "40", *COST[5:]))

    (outcome,) = failures("PP-24", disclosure(project(1, rows, funds=same), project(2, funds=same)))

    assert "完全相同" not in outcome.message


@pytest.mark.parametrize(
    "said",
    [
        "就业培训项目1绩效自评综述：得分97.5分。全年预算数80万元，执行数76.00万元，完成预算的95%。",
        "就业培训项目3绩效自评综述：得分60分。",
        "就业培训项目1绩效自评综述：得分60分。就业培训项目1绩效自评综述：得分97.5分。",
        "就业培训项目1和就业培训项目2的平均得分60分。",
        "就业培训项目1绩效自评综述：甲任务执行数1.00万元，乙任务执行数2.00万元。",
    ],
)
def test_what_is_told_of_something_else_or_rightly(said: str) -> None:
    assert State.FAIL not in states("PX-11", disclosure(project(1), project(2), sections=(telling(said),)))


@pytest.mark.parametrize(
    ("name", "spent", "state"),
    [
        ("就业培圳项目1", "76.00", State.FAIL),
        ("就业培圳项目1", "70.00", State.UNDECIDABLE),
        ("就业培训项目3", "76.00", State.NOT_APPLICABLE),  # another project, of which there is no form
    ],
)
def test_a_form_called_by_a_name_with_one_other_character(name: str, spent: str, state: State) -> None:
    said = f"{name}绩效自评综述：全年预算数80.00万元，执行数{spent}万元。"

    assert states("PX-11", disclosure(project(1), sections=(telling(said),))) - {State.NOT_APPLICABLE} == {state} - {
        State.NOT_APPLICABLE
    }
