"""The tables of a budget in the layouts in which places print them."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from juesuan.formats.pages.source import Block
from juesuan.recognising.file_to_disclosure import read_source
from juesuan.recognising.forms import FormsRead, recognise_forms
from juesuan.standard import builtin
from juesuan.standard.forms import BUDGET
from tests.recognising.forms.pages import grid, source, state, values


def read(*pages: Sequence[Block | str]) -> FormsRead:
    """The forms of a budget made of these pages."""
    return recognise_forms(source(*pages), builtin(), BUDGET)


def facts(found: FormsRead) -> dict[str, str]:
    """What is stated, blank cells left out."""
    return {str(s.fact): s.amount.raw for s in found.statements if s.fact is not None and s.amount.raw}


def test_codes_in_three_columns_go_on_over_the_page() -> None:
    """类 and 款 are printed only where they change, also when that was on the page before."""
    head = [
        [("科目编码", 1, 3), None, None, ("科目名称", 2, 1), ("合计", 2, 1), ("基本支出", 2, 1), ("项目支出", 2, 1)]
    ]
    head += [["类", "款", "项", None, None, None, None]]
    first = [["", "", "", "合计", "9.00", "6.00", "3.00"], ["201", "", "", "一般公共服务支出", "9.00", "6.00", "3.00"]]
    first += [["", "03", "", "政府办公厅", "9.00", "6.00", "3.00"], ["", "", "01", "行政运行", "6.00", "6.00", ""]]
    second = [["", "", "02", "一般行政管理事务", "3.00", "", "3.00"]]
    title = "一般公共预算支出情况表"
    found = read(["公开表5", title, grid([*head, *first])], ["公开表5", title, grid([*head, *second], 2)])

    assert state(found, "B05") == "read"
    assert facts(found)["spend[stage=initial,fund=gpb,function=2010302]"] == "3.00"
    assert facts(found)["spend[stage=initial,fund=gpb,function=2010301,nature=basic]"] == "6.00"


def test_rows_that_print_names_only() -> None:
    """A name is looked for among the parts of what stands above it: 款 and 项 of one name, 行政运行 of the right 款."""
    rows = [["功能分类科目名称", "合计", "项目支出"], ["**", "1", "2"], ["合计", "20.00", "20.00"]]
    rows += [["一般公共服务支出", "12.00", "12.00"], ["其他一般公共服务支出", "12.00", "12.00"]]
    rows += [["其他一般公共服务支出", "12.00", "12.00"], ["公共安全支出", "8.00", "8.00"]]
    rows += [["司法", "8.00", "8.00"], ["行政运行", "8.00", "8.00"]]
    found = read(["表5：2026年市级部门一般公共预算支出预算表", grid(rows)])

    assert [row.key for row in found.tables["B05"].rows] == [
        "*", "201", "20199", "2019999", "204", "20406", "2040601",
    ]  # fmt: skip
    assert state(found, "B05") == "read"


def test_rows_of_units_are_no_codes() -> None:
    """201 is a unit here: what stands in its row is that unit's."""
    rows = [["单位编码", "单位名称", "合计", "一般公共预算拨款"], [("合计", 1, 2), None, "5.00", "5.00"]]
    found = read(["部门综合预算支出总表", grid([*rows, ["201", "示例局", "5.00", "5.00"]])])

    whole = {"spend[stage=initial]": "5.00", "spend[stage=initial,fund=gpb]": "5.00"}
    assert facts(found) == whole | {f"{fact[:-1]},unit=示例局]": amount for fact, amount in whole.items()}
    assert state(found, "B03") == "read"


def test_the_department_above_its_units() -> None:
    """A first row with the figures of the total is that of the department; units of one name are several."""
    rows = [["单位代码", "单位名称", "合计"], [("合计", 1, 2), None, "5.00"], ["114", "示例局", "5.00"]]
    rows += [["114001", "示例局", "3.00"], ["114002", "示例局", "2.00"]]
    found = facts(read(["支出总表", grid(rows)]))

    assert found == {
        "spend[stage=initial]": "5.00",
        "spend[stage=initial,unit=示例局（2）]": "3.00",
        "spend[stage=initial,unit=示例局（3）]": "2.00",
    }


def test_lines_that_list_what_is_below_a_class() -> None:
    """款 and 项 by name, below the 类 that stands above them."""
    rows = [["收入", "", "支出", ""], ["项目", "预算数", "项目", "预算数"]]
    rows += [["一、财政拨款", "9.00", "公共安全支出", "9.00"], ["", "", "司法", "9.00"], ["", "", "行政运行", "9.00"]]
    found = facts(read(["收支预算总表", grid([*rows, ["收入总计", "9.00", "支出总计", "9.00"]])]))

    assert found["spend[stage=initial,function=204]"] == found["spend[stage=initial,function=20406]"] == "9.00"
    assert found["spend[stage=initial,function=2040601]"] == "9.00"


def test_a_total_without_label() -> None:
    found = read(["公开03表：支出预算总表", grid([["合计", "基本支出", "项目支出"], ["9.00", "6.00", "3.00"]])])

    assert facts(found)["spend[stage=initial]"] == "9.00"


def test_spending_set_out_three_ways() -> None:
    """Only the split by function gives rows of the form; the totals of the others are the same totals."""
    head = [[("收入", 1, 2), None, ("支出", 1, 4), None, None, None]]
    head += [["项目", "预算数", "支出功能分类科目（按大类）", "预算数", "支出经济分类科目（按大类）", "预算数"]]
    rows = [["一、一般公共预算拨款", "9.00", "1、一般公共服务支出", "9.00", "1、工资福利支出", "6.00"]]
    rows += [
        ["", "", "2、其他支出", "", "2、其他支出", "3.00"],
        ["收入总计", "9.00", "支出总计", "9.00", "支出总计", "9.00"],
    ]
    found = read(["部门收支总表", grid([*head, *rows])])

    assert values(found, "B01") == {"L1.C1": "9.00", "L32.C2": "9.00", "L31.C1": "9.00", "L65.C2": "9.00"}
    assert state(found, "B01") == "read"


def test_the_same_labels_under_this_year_and_last() -> None:
    rows = [
        ["收入", "", "支出", ""],
        ["项目", "预算数", "项目", "预算数"],
        ["一、本年收入", "7.00", "一、本年支出", "9.00"],
    ]
    rows += [["（一）一般公共预算资金", "7.00", "（一）教育支出", "9.00"], ["二、上年结转", "2.00", "二、结转下年", ""]]
    rows += [["（一）一般公共预算拨款", "2.00", "", ""], ["收入合计", "9.00", "支出合计", "9.00"]]
    found = facts(read(["财政拨款收支总体情况表", grid(rows)]))

    assert found["income[stage=initial,fund=gpb]"] == "7.00"
    assert found["balance[stage=initial,fund=gpb,at=opening]"] == "2.00"
    assert found["spend[stage=initial,fund=fiscal]"] == found["total[stage=initial,fund=fiscal,side=spend]"] == "9.00"


def test_economic_codes_of_departments_beside_those_of_governments() -> None:
    """A row is a part of its code: it is kept, but the amount of the code is not stated."""
    rows = [
        [
            "部门经济科目编码",
            "部门经济科目名称",
            "政府经济科目编码",
            "政府经济科目名称",
            "合计",
            "人员经费支出",
            "公用经费支出",
        ]
    ]
    rows += [
        [("合计", 1, 4), None, None, None, "5.00", "5.00", ""],
        ["301", "工资福利支出", "", "", "5.00", "5.00", ""],
    ]
    rows += [["30101", "基本工资", "50101", "工资奖金津补贴", "3.00", "3.00", ""]]
    rows += [["30101", "基本工资", "50501", "工资福利支出", "2.00", "2.00", ""]]
    found = read(["部门综合预算一般公共预算基本支出明细表（按支出经济分类科目）", grid(rows)])

    assert state(found, "B06") == "read"
    assert values(found, "B06")["30101-50501.C1"] == "2.00"
    assert facts(found) == {
        "spend[stage=initial,fund=gpb,nature=basic]": "5.00",
        "spend[stage=initial,fund=gpb,nature=basic,item=personnel]": "5.00",
        "spend[stage=initial,fund=gpb,economic=301,nature=basic]": "5.00",
        "spend[stage=initial,fund=gpb,economic=301,nature=basic,item=personnel]": "5.00",
    }


def test_three_public_of_two_years_and_units() -> None:
    """This year's half; the units below the total are parts of it."""
    half = ["合计", "因公出国（境）经费", "公务接待费"]
    head = [["单位名称", ("2025年预算数", 1, 3), None, None, ("2026年预算数", 1, 3), None, None], ["", *half, *half]]
    rows = [
        ["合计", "9.00", "4.00", "5.00", "8.00", "", "8.00"],
        ["示例局", "9.00", "4.00", "5.00", "8.00", "1.00", "7.00"],
    ]
    found = read(["一般公共预算“三公”经费支出情况表", grid([*head, *rows])])

    assert facts(found) == {
        "three_public[stage=initial]": "8.00",
        "three_public[stage=initial,item=reception]": "8.00",
        "three_public[stage=initial,unit=示例局]": "8.00",
        "three_public[stage=initial,item=abroad,unit=示例局]": "1.00",
        "three_public[stage=initial,item=reception,unit=示例局]": "7.00",
    }
    assert state(found, "B09") == "read"


def test_three_public_beside_meetings_and_training() -> None:
    """The 合计 of all is not that of “三公”."""
    head = [[("合计", 2, 1), ("“三公”经费", 1, 2), None, ("会议费", 2, 1)], [None, "小计", "公务接待费", None]]
    found = read(["一般公共预算“三公”经费、会议费、培训费支出预算表", grid([*head, ["7.00", "3.00", "3.00", "4.00"]])])

    assert facts(found)["three_public[stage=initial]"] == "3.00"
    assert facts(found)["three_public[stage=initial,item=meeting]"] == "4.00"


@pytest.mark.parametrize("note", ["（注：没有使用政府性基金预算拨款安排的支出。）", "注：本表为空表。"])
def test_the_table_after_a_note_is_another(note: str) -> None:
    head = ["科目编码", "科目名称", "合计", "基本支出", "项目支出"]
    empty = grid([head, ["", "", "", "", ""]])
    other = grid([head, ["", "合计", "5.00", "5.00", ""]], 2)
    found = read(["政府性基金预算支出情况表", empty, note], ["公开表10", "基本支出预算情况表", other])

    assert found.tables["B07"].pages == (1,)


def test_a_document_is_a_budget_by_its_tables() -> None:
    """Prose that compares with last year's budget at every step does not make it last year's."""
    rows = grid([["科目编码", "科目名称", "合计"], ["", "合计", "5.00"], ["201", "一般公共服务支出", "5.00"]])
    prose = "2026年预算5万元，比2025年预算增加1万元，2025年预算执行4万元。"
    made = read_source(source(["示例市示例局2026年部门预算", prose, "2026年一般公共预算支出表", rows]), builtin())

    assert (made.info.kind, made.info.year, made.info.profile) == ("budget", 2026, "budget")
    assert {reading.form[0] for reading in made.readings} == {"B"}
    assert not made.claims


def test_the_three_public_table_of_accounts_stays_one() -> None:
    """Its title may be that of a budget's; the tables around it tell."""
    rows = [["项目", "预算数", "决算数"], ["公务接待费", "0.90", "0.30"]]
    accounts = grid(
        [["科目编码", "科目名称", "本年支出合计"], ["", "合计", "5.00"], ["201", "一般公共服务支出", "5.00"]]
    )
    pages = ["示例局2024年度部门决算", "支出决算表", accounts, "一般公共预算“三公”经费支出情况表", grid(rows)]
    made = read_source(source(pages), builtin())

    assert made.info.kind == "final_accounts"
    assert set(made.tables) == {"T03", "T09"}
