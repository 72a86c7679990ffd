"""A form is printed as it was handed in: cells that the unit gives stand beside what is computed, with their reason."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from juesuan.model import Disclosure
from juesuan.performance.computing import computed
from juesuan.performance.scores import FormScore, scored_forms
from juesuan.preparing.books import LEFT_OUT, Books, GivenCell
from juesuan.preparing.example import example_books
from juesuan.preparing.prepare import prepare
from juesuan.preparing.workbook import OVERALL, read_books
from juesuan.publishing import publish
from juesuan.publishing.proof import proof
from juesuan.standard import builtin
from tests.workbooks import sheets_of, told

LAYOUT = builtin().layouts.named("henan-2022")
PLAIN = example_books(builtin())
PROJECT = PLAIN.projects[0].name
INDICATOR = PLAIN.projects[0].targets[0].name
WHY = "已批复的自评表"


def given(*cells: tuple[str, str, str], project: str = PROJECT) -> Books:
    own = (GivenCell(project, column, value, WHY, row) for row, column, value in cells)
    return replace(PLAIN, form_cells=(*PLAIN.form_cells, *own))


def published(books: Books) -> Disclosure:
    prepared = prepare(books, LAYOUT, draft=True)
    assert prepared.disclosure is not None, prepared.problems
    return prepared.disclosure


def cells(made: Disclosure, kind: str = "PP") -> dict[tuple[str, str], Decimal]:
    return {
        (item.row, item.column): item.value for item in made.statements if (item.source, item.instance) == (kind, 1)
    }


def of(books: Books, project: str = "") -> FormScore:
    return next(form for form in scored_forms(computed(books, None), LAYOUT) if form.name == project)


@pytest.mark.parametrize(
    ("cell", "key", "number"),
    [
        ((INDICATOR, "得分", "3.5"), ("i1", "score"), "3.5"),
        ((INDICATOR, "偏差度", "-2.80"), ("i1", "deviation"), "-2.80"),
        (("年度资金总额", "执行率", "96.23%"), ("total", "rate"), "96.23"),
        (("年度资金总额：", "年初预算数", "11568.06"), ("total", "initial"), "11568.06"),
        (("财政拨款", "全年执行数", "1.5"), ("fiscal", "executed"), "1.5"),
        (("总分", "得分", "99.97"), ("sum", "score"), "99.97"),
    ],
)
def test_a_cell_is_printed_as_it_was_given_and_nothing_else(
    cell: tuple[str, str, str], key: tuple[str, str], number: str, tmp_path: Path
) -> None:
    before, made = cells(published(PLAIN)), published(given(cell))
    after = cells(made)

    assert after[key] == Decimal(number)
    different = {name for name in before.keys() | after.keys() if before.get(name) != after.get(name)}
    assert different - {key} <= ({("sum", "score")} if cell[1] == "得分" else set())
    path = tmp_path / "决算.html"
    publish(made, LAYOUT.style, path, builtin())
    assert proof(made, path, builtin()).wrong == ()


def test_the_total_is_that_of_what_is_printed_and_the_rules_stand_beside() -> None:
    before, form = of(PLAIN, PROJECT), of(given((INDICATOR, "得分", "3.5")), PROJECT)
    line = next(line for line in form.lines if line.name == INDICATOR)

    assert (line.score, line.due) == (Decimal("3.5"), line.points)
    assert form.total == before.total - line.points + Decimal("3.5")
    assert form.due == before.due
    assert [(cell.value, cell.computed, cell.reason) for cell in form.entered] == [("3.5", f"{line.points}", WHY)]
    assert cells(published(given((INDICATOR, "得分", "3.5"))))["sum", "score"] == form.total


def test_a_column_of_scores_is_left_out_and_the_grade_stays() -> None:
    made = published(given(("", "得分", LEFT_OUT)))
    form = next(form for form in made.performance if form.kind == "PP")

    assert "score" not in form.columns
    assert {item.score for item in form.indicators} == {None}
    assert not [key for key in cells(made) if key[1] == "score" and key[0].startswith(("i", "sum"))]
    assert [section.body.text for section in made.sections] == [
        section.body.text for section in published(PLAIN).sections
    ]


def test_a_blank_cell_can_be_given() -> None:
    assert ("i1", "deviation") in cells(published(PLAIN))
    assert ("i1", "deviation") not in cells(published(given((INDICATOR, "偏差度", LEFT_OUT))))


@pytest.mark.parametrize(
    ("row", "column", "value"),
    [("没有的指标", "得分", "1"), (INDICATOR, "颜色", "1"), ("", "得分", "5"), ("", "颜色", LEFT_OUT), ("财政拨款", "偏差度", "1")],
)  # fmt: skip
def test_a_cell_that_the_form_has_not_is_told(row: str, column: str, value: str) -> None:
    prepared = prepare(given((row, column, value)), LAYOUT, draft=True)

    assert prepared.disclosure is None
    (problem,) = prepared.problems
    assert "自评表照填" in problem.message and column in problem.message


def test_the_overall_form_too_and_the_workbook_keeps_them() -> None:
    books = given(("部门预算总额", "执行率", "96.23%"), ("总分", "得分", "99.97"), project=OVERALL)
    read = read_books(sheets_of(books), builtin())

    assert told(read.problems) == []
    assert read.books is not None
    assert read.books.form_cells == books.form_cells
    assert cells(published(books), "PO")["total", "rate"] == Decimal("96.23")
    assert of(books).entered[1].computed not in {"", "96.23%"}


@pytest.mark.parametrize("name", ["henan-2022", "shaanxi-2022", "fujian-2024", "mof-2022"])
def test_what_no_published_rule_scores_is_asked_for_and_blank_in_a_draft(name: str) -> None:
    """The execution of the whole budget below 100 %; a rule that was published computes it."""
    layout = builtin().layouts.named(name)
    is_local = layout.overall.scoring.execution is None
    books = replace(PLAIN, form_cells=())
    final, draft = prepare(books, layout), prepare(books, layout, draft=True)
    (form,) = [made for made in draft.disclosure.performance if made.kind == "PO"] if draft.disclosure else [None]
    said = {(s.row, s.column): s.amount.raw for s in draft.disclosure.statements if s.source == "PO"} if form else {}

    asked = [problem.message for problem in final.problems if "依据不足" in problem.message]
    assert len(asked) == is_local
    assert all("自评表照填" in text and f"行 {layout.overall.words['total']}，栏 得分" in text for text in asked)
    assert said.get(("total", "score")) == (None if is_local else "9.46")
    assert prepare(PLAIN, layout).disclosure is not None
