"""What follows from lists of the workbook: adjusted budgets from adjustments, procurement from contracts; and texts of the user's own."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal

import pytest

from juesuan.model import Disclosure, Unit
from juesuan.preparing.books import Adjustment, Books, Contract, ManagementPoints
from juesuan.preparing.compose import plain_figures
from juesuan.preparing.example import example_books
from juesuan.preparing.prepare import prepare
from juesuan.preparing.workbook import InputCell, InputSheet, Value, WorkbookRead, read_books
from juesuan.preparing.workbook.sheets import read_sheet
from juesuan.preparing.workbook.values import Known
from juesuan.standard import builtin
from tests.workbooks import sheets_of, told, with_cells

LAYOUT = builtin().layouts.named("henan-2022")
PROJECT = "城市大脑一期建设"
ADJUSTMENTS = (
    Adjustment("gpb", Decimal("-1837720.00"), "青财〔2022〕15号", "2022-06-15", PROJECT),
    Adjustment("gpb", Decimal("3000000.00"), "青财〔2022〕21号", "2022-09-01"),
    Adjustment("own", Decimal("70000.00"), "青数〔2022〕3号", "2022-10-01"),
)
CONTRACTS = (
    Contract("服务器", "goods", Decimal("900000.00"), "甲公司", "large", Decimal("1000000.00"), Decimal("600000.00")),
    Contract("机房改造", "works", Decimal("500000.00"), "乙公司", "medium", Decimal("520000.00")),
    Contract("运维", "services", Decimal("300000.00"), "丙公司", "micro", Decimal("300000.00"), Decimal("280000.00")),
)

PROCURED = {
    "goods": Decimal(600_000),
    "works": Decimal(500_000),
    "services": Decimal(280_000),
    "sme": Decimal(800_000),
    "micro": Decimal(300_000),
}


def read_with(books: Books, cells: Mapping[str, Mapping[str, Value | None]]) -> WorkbookRead:
    sheets: list[InputSheet] = sheets_of(books)
    for sheet, changed in cells.items():
        sheets = with_cells(sheets, sheet, changed)
    return read_books(sheets, builtin())


def published(books: Books) -> Disclosure:
    prepared = prepare(books, LAYOUT)
    assert prepared.disclosure is not None, prepared.problems
    return prepared.disclosure


def test_lists_come_back() -> None:
    books = example_books(builtin())
    work = replace(books.projects[0], managed=(ManagementPoints("安排科学性", Decimal("5.00"), Decimal("4.00")),))
    initial = sum((line.amount for line in books.initial), Decimal(0))
    assert books.overall is not None
    overall = replace(books.overall, adjusted={"fiscal": initial + Decimal("1162280.00"), "own": Decimal("720000.00")})
    made = replace(
        books,
        adjustments=ADJUSTMENTS,
        contracts=CONTRACTS,
        procurement={
            "goods": Decimal(600_000),
            "works": Decimal(500_000),
            "services": Decimal(280_000),
            "sme": Decimal(800_000),
            "micro": Decimal(300_000),
        },
        texts=(("名词解释", "一、数据要素：参与生产的数据。"), ("N13", "见附件。")),
        projects=(work, *books.projects[1:]),
        overall=overall,
    )
    read = read_books(sheets_of(made), builtin())

    assert told(read.problems) == []
    assert read.books == made


def test_adjusted_budgets_follow_from_the_adjustments() -> None:
    read = read_with(
        replace(example_books(builtin()), adjustments=ADJUSTMENTS),
        {"整体绩效": {"B3": None, "B5": None}, "项目": {"F5": None}},
    )
    initial = sum((line.amount for line in example_books(builtin()).initial), Decimal(0))

    assert told(read.problems) == []
    assert read.books is not None and read.books.overall is not None
    assert read.books.overall.adjusted == {"fiscal": initial + Decimal("1162280.00"), "own": Decimal("720000.00")}
    (project,) = (work for work in read.books.projects if work.name == PROJECT)
    assert project.funds["fiscal"].adjusted == Decimal("13162280.00")


def test_an_adjusted_budget_that_does_not_follow_is_named() -> None:
    read = read_with(replace(example_books(builtin()), adjustments=ADJUSTMENTS), {})

    assert [message.partition("：")[0] for message in told(read.problems)] == ["整体绩效!B3"]
    assert "不同。请核对，或者把这一格留空由程序计算" in read.problems[0].message


def test_procurement_follows_from_the_contracts() -> None:
    blank = {"其他金额": dict.fromkeys(("B6", "B7", "B8", "B9", "B10"))}
    read = read_with(replace(example_books(builtin()), contracts=CONTRACTS, procurement={}), blank)

    assert told(read.problems) == []
    assert read.books is not None
    assert read.books.procurement == PROCURED
    figures = plain_figures(read.books, LAYOUT)
    rate = builtin().bookkeeping.rates["政府采购执行率"]
    assert figures.share(rate.of, rate.base) == Decimal("75.82")  # 138 of 182 万元


def test_procurement_that_the_contracts_contradict_is_named() -> None:
    read = read_with(replace(example_books(builtin()), contracts=CONTRACTS), {})

    assert {message.partition("：")[0] for message in told(read.problems)} == {
        f"其他金额!B{row}" for row in range(6, 11)
    }


def test_points_and_scores_of_management_are_those_of_the_unit() -> None:
    books = example_books(builtin())
    work = replace(books.projects[0], managed=(ManagementPoints("安排科学性", Decimal(5), Decimal(4)),))
    form = next(
        form
        for form in published(replace(books, projects=(work, *books.projects[1:]))).performance
        if form.kind == "PP"
    )

    assert [(row.points and row.points.text, row.score and row.score.text) for row in form.management] == [
        ("5", "4"), ("5", "5"), ("5", "5"), ("5", "5"),
    ]  # fmt: skip


def test_a_paragraph_of_ones_own_stands_in_place_of_ours() -> None:
    texts = (
        (
            "一、收入支出决算总体情况说明",
            "收、支总计均为{收入总计}，其中财政拨款占{财政拨款收入 / 收入}，{change: total[side=income]}。",
        ),
    )
    disclosure = published(replace(example_books(builtin()), texts=texts))
    (section,) = (item for item in disclosure.sections if item.id == "N01")
    (stated,) = (item for item in disclosure.statements if item.source == "N01")

    assert section.body.text.startswith("收、支总计均为")
    assert "{" not in section.body.text
    assert "其中财政拨款占" in section.body.text
    assert "减少" in section.body.text
    assert (stated.amount.unit, str(stated.fact)) == (Unit.WAN, "total[side=income]")


def test_what_cannot_be_said_is_named() -> None:
    texts = (("人员状况", "在职 20 人。"), ("N13", "共{没有这个数}。"))
    messages = [problem.message for problem in prepare(replace(example_books(builtin()), texts=texts), LAYOUT).problems]

    assert any(message.startswith("“自拟文字”表的章节“人员状况”在这个版式中没有。") for message in messages)
    assert any("“{没有这个数}”不认识" in message for message in messages)


@pytest.mark.parametrize(("total", "is_told"), [("300", False), ("299.99", True), ("", False), ("abc", False)])
@pytest.mark.parametrize("at", [0, 2])
def test_a_sum_that_is_not_that_of_the_rows_is_told(total: str, is_told: bool, at: int) -> None:
    """Wherever it stands; it is left out all the same, and blocks nothing."""
    form = builtin().workbook.sheet("income")
    rows = [["2010301", "一般公共预算财政拨款", "100"], ["2010302", "一般公共预算财政拨款", "200"]]
    rows.insert(at, ["合计", "", total])
    names = [form.field(key).label for key in ("function", "source", "amount")]
    lines = {
        number: {column: InputCell(text) for column, text in enumerate(line) if text}
        for number, line in enumerate([names, *rows])
    }
    read = read_sheet(form, InputSheet("收入", lines), Known(builtin()))

    told = [problem.message for problem in read.remarks if "相加是" in problem.message]
    assert bool(told) == is_told and len(read.entries) == 2
    assert not is_told or "299.99" in told[0]
