"""The forms: what is printed is recognised, what is recognised states a fact."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from juesuan.standard import builtin, load
from juesuan.standard.forms import BUDGET, Form, titled

FORMS = list(builtin().forms.values())

TITLES = {
    "收入支出决算总表": "T01",
    "一、收入支出决算总表": "T01",
    "表1：高等学校收支决算总表": "T01",
    "（一）高等学校收支决算总表": "T01",
    "2022年度收入支出决算总表": "T01",
    "Z01收入支出决算总表(财决01表)": "T01",
    "收入决算表": "T02",
    "收入决算表（续）": "T02",
    "公开02表收入决算表": "T02",
    "某市卫生健康委员会2022年度收入决算表": "T02",
    "部门收入决算表": "T02",
    "支出决算表": "T03",
    "支出决算表(单位：万元)": "T03",
    "某市预算编审中心支出决算表": "T03",
    "财政拨款收入支出决算总表": "T04",
    "四、财政拨款收入支出决算总表": "T04",
    "财政拨款收支决算总表": "T04",
    "一般公共预算财政拨款支出决算表": "T05",
    "某局2021年度一般公共预算财政拨款支出决算表": "T05",
    "一般公共预算财政拨款基本支出决算表": "T06",
    "一般公共预算财政拨款基本支出决算明细表": "T06",
    "政府性基金预算财政拨款收入支出决算表": "T07",
    "政府性基金预算财政拨款支出决算表": "T07",
    "国有资本经营预算财政拨款收入支出决算表": "T08",
    "国有资本经营预算财政拨款支出决算表": "T08",
    "财政拨款“三公”经费支出决算表": "T09",
    '财政拨款"三公"经费支出决算表': "T09",
    "一般公共预算财政拨款“三公”经费支出决算表": "T09",
    "表9财政拨款“三公”经费及会议费、培训费支出决算表": "T09",
    "“三公”经费、行政参公单位机关运行经费情况表": "T09",
    "表4：高等学校财政拨款支出决算表": "T10",
}
BUDGET_TITLES = {
    "公开05表：财政拨款支出预算表": "B10",
    "财政拨款支出表（功能科目）": "B10",
    "部门综合预算一般公共预算基本支出明细表（按支出功能分类科目）": "B11",
    "部门收支总表": "B01",
    "收支总体情况表": "B01",
    "公开01表：收支预算总表": "B01",
    "2026年部门财务收支预算总表": "B01",
    "部门综合预算收支总表": "B01",
    "2026年部门收入总体情况表": "B02",
    "表2：2026年市级部门收入预算总表": "B02",
    "部门支出总表": "B03",
    "三、支出预算总表": "B03",
    "财政拨款收支总表": "B04",
    "2026年部门财政拨款收支预算总表": "B04",
    "一般公共预算支出表": "B05",
    "一般公共预算支出情况表": "B05",
    "2026年部门一般公共预算支出功能分类预算表": "B05",
    "部门综合预算一般公共预算支出明细表（按支出功能分类科目）": "B05",
    "一般公共预算基本支出表": "B06",
    "2026年部门一般公共预算基本支出部门预算经济分类预算表": "B06",
    "部门综合预算一般公共预算基本支出明细表（按支出经济分类科目）": "B06",
    "政府性基金预算支出表": "B07",
    "公开10表：政府性基金支出预算表": "B07",
    "国有资本经营预算支出表": "B08",
    "2026年财政拨款“三公”经费支出情况表": "B09",
    "一般公共预算“三公”经费、会议费、培训费支出预算表": "B09",
    "部门“三公”经费和机关运行经费预算表": "B09",
}
NOT_BUDGET_TITLES = [
    "项目支出预算情况表",
    "基本支出预算情况表",
    "政府采购预算表",
    "一般公共预算机关运行经费支出预算表",
    "部门综合预算一般公共预算支出明细表（按支出经济分类科目）",
    "部门综合预算政府性基金收支表",
]
NOT_TITLES = [
    "2019年部门决算表",
    "收入决算情况说明",
    "项目支出决算表",
    "项目收入支出决算表",
    "基本支出决算表",
    "经营支出决算表",
    "财政拨款支出决算明细表",
    "一般公共预算财政拨款支出决算明细表",
    "政府性基金预算财政拨款“三公”经费支出决算表",
    "政府采购情况表",
    "部门收支总表",
    "本表反映部门本年度取得的各项收入情况。",
]


@pytest.mark.parametrize(("title", "form"), TITLES.items())
def test_a_title_names_one_form(title: str, form: str) -> None:
    assert titled(title, builtin().forms) == builtin().forms[form]


@pytest.mark.parametrize("text", NOT_TITLES)
def test_other_tables_and_headings_are_no_titles(text: str) -> None:
    assert titled(text, builtin().forms) is None


@pytest.mark.parametrize(("title", "form"), BUDGET_TITLES.items())
def test_a_title_names_one_table_of_a_budget(title: str, form: str) -> None:
    assert titled(title, builtin().forms, BUDGET) == builtin().forms[form]


@pytest.mark.parametrize("text", NOT_BUDGET_TITLES)
def test_other_tables_of_a_budget_are_no_titles(text: str) -> None:
    assert titled(text, builtin().forms, BUDGET) is None


@pytest.mark.parametrize("title", sorted(TITLES))
def test_no_table_of_final_accounts_is_one_of_a_budget(title: str) -> None:
    assert titled(title, builtin().forms, BUDGET) is None


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.id)
def test_patterns_compile_and_match_their_own_labels(form: Form) -> None:
    for item in (*form.columns, *form.rows):
        patterns = item.headers if hasattr(item, "headers") else item.labels
        assert all(re.compile(pattern) for pattern in patterns)
        assert re.fullmatch(patterns[0], item.label)


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.id)
def test_a_header_names_one_column(form: Form) -> None:
    for column in form.columns:
        assert form.columns_headed(column.label) == (column,)


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.id)
def test_every_cell_states_a_fact(form: Form) -> None:
    rows = [form.total, "2080505"] if form.kind == "codes" else [row.key for row in form.rows]
    for row in rows:
        fixed = form.row(row)
        for column in form.columns:
            beside = (column.memo and not column.fact) or (fixed is not None and fixed.memo and not fixed.fact)
            if not beside and (fixed is None or column.side in {"", fixed.side}):
                assert form.fact(row, column.key) is not None, (row, column.key)


def test_the_facts_of_one_number_are_one_key() -> None:
    known = builtin().forms

    assert str(known["T01"].fact("L27", "C1")) == str(known["T02"].fact("*", "C1")) == "income"
    assert str(known["T01"].fact("L45", "C2")) == str(known["T03"].fact("215", "C1")) == "spend[function=215]"
    assert str(known["T04"].fact("L59", "C3")) == str(known["T05"].fact("*", "C1")) == "spend[fund=gpb]"
    assert str(known["T04"].fact("L60", "C4")) == str(known["T07"].fact("*", "C6")) == "balance[fund=gf,at=closing]"
    assert str(known["T05"].fact("*", "C2")) == str(known["T06"].fact("*", "C1")) == "spend[fund=gpb,nature=basic]"


@pytest.mark.parametrize(
    ("path", "column"),
    [
        ("预算数/合计", "C1"),
        ("财政拨款安排的“三公”经费/小计/预算数", "C1"),
        ("预算数/公务用车购置及运行费/公务用车运行费", "C5"),
        ("财政拨款“三公”经费/公务用车购置及运行维护费/小计/决算数", "C9"),
        ("决算数/因公出国(境)费", "C8"),
        ("会议费/决算数", "C14"),
    ],
)
def test_three_public_columns_by_stage_first_or_last(path: str, column: str) -> None:
    assert [found.key for found in builtin().forms["T09"].columns_headed(path)] == [column]


@pytest.mark.parametrize(
    ("form", "label", "rows"),
    [
        ("T01", "十四、资源勘探信息等支出", ["L45"]),
        ("T01", "用事业基金弥补收支差额", ["L28"]),
        ("T01", "使用非财政拨款结余(含专用结余)", ["L28"]),
        ("T01", "上年结转和结余", ["L29"]),
        ("T01", "其中：政府性基金预算财政拨款", ["L2"]),
        ("T01", "一、财政拨款收入", ["LF"]),
        ("T04", "一、一般公共预算财政拨款", ["L1", "L29"]),
        ("T04", "年初结转和结余", ["L28"]),
        ("T06", "维修(护)费", ["30213"]),
    ],
)
def test_labels_of_known_layouts(form: str, label: str, rows: list[str]) -> None:
    assert [row.key for row in builtin().forms[form].rows_labelled(label)] == rows


def test_economic_rows_are_named_as_in_the_code_list() -> None:
    for row in builtin().forms["T06"].rows:
        if row.key.isdigit():
            assert row.label in builtin().codes.economic_names(row.key), row.key


def test_a_new_form_is_a_new_file(tmp_path: Path) -> None:
    (tmp_path / "forms").mkdir()
    (tmp_path / "forms" / "T99.toml").write_text(
        'id = "T99"\ntitle = "政府采购情况表"\ntitles = [\'政府采购(?:支出)?情况表\']\nkind = "single"\n'
        'columns = [{ key = "C1", label = "合计", fact = "procurement" }]\nrows = [{ key = "*", label = "合计" }]\n',
        encoding="utf-8",
    )

    found = load(tmp_path).forms["T99"]

    assert found.has_title("2023年度政府采购支出情况表")
    assert str(found.fact("*", "C1")) == "procurement"
