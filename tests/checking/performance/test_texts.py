"""Goals, results, heads and headers of the forms."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from juesuan.model import FormField, Severity, State
from juesuan.recognising.performance.evaluation_draft import date_in
from tests import made
from tests.checking.judging import failures, section, states
from tests.checking.performance.sheets import GOOD_FUNDS, GOOD_ROWS, disclosure, overall, project

PLAN = "1.加强运行调度，密切跟踪重点企业运行情况，完善调度机制，全力以赴保企业、稳运行。"
OTHER = "2.坚持项目带动，重点服务好重点工业项目，加快推进智能化改造，积极引导企业上云。"


@pytest.mark.parametrize(
    ("goals", "results", "state"),
    [
        ("上级补助资金104.55万元。", "", State.FAIL),
        ("培训经费共计104.55万元。", "", State.FAIL),
        ("培训经费共计：100万元。", "全年执行76.00万元。", State.PASS),
        ("培训经费共计100万元。", "培训经费共计67万元。", State.FAIL),
        ("预算批复80万，用于培训。", "", State.PASS),
        ("预算90万元，其中：讲师费30万元；场地费60万元。", "", State.FAIL),
        ("预算100万元，其中：讲师费30万元；场地费60万元。", "", State.PASS),
        ("每人补贴合计3万元，年均收入可达21.59亿元。", "", State.NOT_APPLICABLE),
        ("", "项目未实施，资金100.00万元已由财政收回。", State.NOT_APPLICABLE),
        ("", "预算结余资金20.00万元。", State.NOT_APPLICABLE),
    ],
)
def test_amounts_of_the_text(goals: str, results: str, state: State) -> None:
    assert states("PP-14", disclosure(project(goals=goals, results=results))) == {state}


def test_an_amount_behind_the_name_of_the_project() -> None:
    head = {"project": "工业信息化专项", "authority": "示例局", "implementer": "示例中心"}

    (found,) = failures("PP-14", disclosure(project(goals="工业信息化专项104.55万元。", head=head)))

    assert "工业信息化专项104.55万元" in found.message


def test_counts_of_the_text() -> None:
    rows = [("产出指标", "数量指标", "聘用人员数量", "=3人", "3人", "90", "90", "")]
    document = disclosure(project(rows=rows, goals="聘用人员3名，保障运转。", results="聘用人员7名，运转正常。"))

    assert states("PP-15", document) == {State.PASS, State.FAIL}
    (found,) = failures("PP-15", document)
    assert "聘用人员7名" in found.message


@pytest.mark.parametrize(("done", "state"), [("12", State.PASS), ("10", State.FAIL)])
def test_a_count_in_front_of_what_it_counts(done: str, state: State) -> None:
    rows = [("产出指标", "数量指标", "修缮危桥座数", "≥12座", "12座", "90", "90", "")]

    assert state in states("PP-15", disclosure(project(rows=rows, results=f"完成{done}座农村危桥修缮，通行安全。")))
    assert State.FAIL not in states("PP-15", disclosure(project(rows=rows, results=f"完成{done}座水库清淤。")))


def test_a_goal_that_is_the_name() -> None:
    head = {"project": "工业发展资金", "authority": "示例局", "implementer": "示例中心"}

    assert failures("PP-16", disclosure(project(goals="工业发展资金100万元。", head=head)))
    assert states("PP-16", disclosure(project())) == {State.PASS}


def test_a_budget_cut_to_what_was_spent_is_noted() -> None:
    cut = {"total": ("100", "60.00", "60.00", "10", "100%", "10")}
    full = [(*row[:6], row[5], row[7]) for row in GOOD_ROWS]

    (found,) = failures("PP-21", disclosure(project(rows=full, funds=cut)))

    assert found.severity is Severity.INFO
    assert states("PP-21", disclosure(project())) == {State.PASS}


def test_the_head_is_filled_in_and_names_are_unique() -> None:
    blank = project(head={"project": "就业培训", "authority": "", "implementer": "示例中心"})
    first, second = (
        project(1),
        project(2, head={"project": "就业培训项目1", "authority": "示例局", "implementer": "示例中心"}),
    )

    assert "主管部门" in failures("PP-22", disclosure(blank))[0].message
    assert failures("PP-22", disclosure(first, second))
    assert states("PP-22", disclosure(project(1), project(2))) == {State.PASS}


def test_a_slip_in_a_header_is_one_finding_for_all_forms() -> None:
    slip = {"actual": "实际值完成值"}

    (found,) = failures("L-02", disclosure(project(1, headers=slip), project(2, headers=slip)))

    assert len(found.terms) == 2


def test_prompts_of_the_template() -> None:
    assert failures("PP-23", disclosure(project(results="对照年度目标，说明相关任务目标的完成情况（100字以内）")))
    assert states("PP-23", disclosure(project())) == {State.PASS}


def test_results_that_repeat_the_plan() -> None:
    copied = overall(tasks=[("1.加强运行调度", PLAN, "新增包联企业六十家。")], results=PLAN + OTHER)
    own = overall(
        tasks=[("1.加强运行调度", PLAN, "")],
        results="1.全年新增包联企业六十家，收集企业反映的问题九十三个，全部办结并回访。",
    )

    (found,) = failures("PO-22", disclosure(copied))
    assert "1 段" in found.message
    assert states("PO-22", disclosure(own)) == {State.PASS}
    assert states("PO-22", disclosure(overall(tasks=[], results="全部办结。"))) == {State.NOT_APPLICABLE}


def test_goals_that_repeat_the_duties() -> None:
    duties = section("duties", PLAN + OTHER)

    assert failures("PO-23", disclosure(overall(goals=PLAN + OTHER), sections=(duties,)))
    own = overall(goals="1.全年组织六十家企业完成智能化改造诊断，新增上云企业三十家，培训一百人。")
    assert states("PO-23", disclosure(own, sections=(duties,))) == {State.PASS}


@pytest.mark.parametrize(("share", "state"), [("16.6", State.FAIL), ("16.7", State.PASS), ("30", State.NOT_APPLICABLE)])
def test_shares_in_the_text(share: str, state: State) -> None:
    text = f"8个项目列入省项目清单（全市48个项目，占比{share}%）。"

    assert states("PO-24", disclosure(overall(results=text))) == {state}


def test_the_year_of_a_form() -> None:
    assert failures("PO-27", disclosure(project(year=2023)))
    assert states("PO-27", disclosure(project(year=2024))) == {State.PASS}
    assert states("PO-27", disclosure(project(year=None))) == {State.NOT_APPLICABLE}


@pytest.mark.parametrize(
    ("text", "wrong"),
    [("2024年3月15日", True), ("2024.12.20", True), ("2025年1月3日", False), ("2025-02", False), ("", False)],
)
def test_a_year_is_evaluated_when_it_is_over(text: str, wrong: bool) -> None:
    document = disclosure(project())
    dated = date_in(FormField(f"填报日期：{text}"))
    form = replace(document.performance[0], dated=dated)
    found = failures("PO-27", replace(document, performance=(form,)))

    assert [f.severity for f in found] == ([Severity.WARNING] if wrong else [])
    assert (dated is not None) is bool(text)


def test_a_date_that_is_not_that_of_the_form_dates_nothing() -> None:
    assert date_in(FormField("项目起止时间：2023年1月至2023年12月")) is None
    assert date_in(FormField("2023年度")) is None


def test_a_reason_that_the_amounts_contradict() -> None:
    rows = [(*GOOD_ROWS[0][:7], ""), (*GOOD_ROWS[1][:7], "疫情影响，部分工作无法开展。")]
    spent = {"total": ("100", "80", "80", "10", "100%", "10")}

    assert failures("PO-28", disclosure(overall(rows=rows, funds=spent)))
    assert states("PO-28", disclosure(overall(rows=rows, funds=GOOD_FUNDS))) == {State.PASS}


def test_rules_without_forms_say_so() -> None:
    empty = made.disclosure()

    assert states("PP-12", empty) == {State.NOT_APPLICABLE}
    assert states("PX-01", empty) == {State.NOT_APPLICABLE}


@pytest.mark.parametrize(("done", "state"), [("66", State.PASS), ("56", State.FAIL)])
def test_a_count_behind_words_that_lead_to_it(done: str, state: State) -> None:
    """Of the results, and of what the explanation says behind the name of the project."""
    rows = [("产出指标", "数量指标", "送戏下乡场次", "≥60场", "66场", "90", "90", "")]
    told = section("N13", f"就业培训项目1绩效自评综述：全年送戏下乡{done}场，群众满意。")

    assert states("PP-15", disclosure(project(rows=rows, results=f"全年送戏下乡{done}场。"))) == {state}
    assert state in states("PP-15", disclosure(project(1, rows=rows), sections=(told,)))
    other = section("N13", f"全年送戏下乡{done}场。就业培训项目1绩效自评综述：群众满意。")
    assert State.FAIL not in states("PP-15", disclosure(project(1, rows=rows), sections=(other,)))
