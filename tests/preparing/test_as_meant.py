"""What offices do to a workbook — copying rows and sheets, merging, hiding, formats — is one message each, and nothing follows from it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal

import pytest

from juesuan.preparing.example import example_books
from juesuan.preparing.workbook import InputCell, InputSheet, WorkbookRead, filled_sheets, read_books
from juesuan.standard import builtin
from tests.workbooks import sheets_of, told

Change = Callable[[InputSheet], InputSheet | None]
FILLED = [
    sheet.name
    for sheet in builtin().workbook.sheets
    if any(filled_sheets(example_books(builtin()), builtin())[sheet.id])
]
LISTS = ("收入", "支出", "基本支出经济分类", "年初结转和结余", "年初预算")


def read_with(name: str, change: Change, *more: InputSheet) -> WorkbookRead:
    sheets = [change(sheet) if sheet.name == name else sheet for sheet in sheets_of(example_books(builtin()))]
    return read_books([*(sheet for sheet in sheets if sheet is not None), *more], builtin())


def sheet_named(name: str) -> InputSheet:
    return next(sheet for sheet in sheets_of(example_books(builtin())) if sheet.name == name)


@pytest.mark.parametrize("name", LISTS)
def test_a_row_that_was_copied_is_told_once_and_not_counted(name: str) -> None:
    def twice(sheet: InputSheet) -> InputSheet:
        return replace(sheet, rows={**sheet.rows, 90: sheet.rows[3]})

    read = read_with(name, twice)

    assert [message.partition("：")[2] for message in told(read.problems)] == [
        "这一行与第4行完全相同，会重复计算。重复的请删去；确实有两笔的，请合并成一行"
    ]
    assert read.books == example_books(builtin())


def test_equal_payments_in_a_list_of_payments_are_no_copies() -> None:
    """Rent of every month is not twelve copies."""

    def monthly(sheet: InputSheet) -> InputSheet:
        head = {row: line for row, line in sheet.rows.items() if row < 2}
        return replace(sheet, rows=head | dict.fromkeys(range(2, 14), sheet.rows[2]))

    assert read_with("支出", monthly).problems == ()


@pytest.mark.parametrize("name", LISTS)
@pytest.mark.parametrize("title", ["{} (2)", "{}（2）", "{}副本", "{} - 副本"])
def test_a_copied_sheet_is_told_once(name: str, title: str) -> None:
    copied = title.format(name)
    read = read_with(name, lambda sheet: sheet, replace(sheet_named(name), name=copied))

    assert [problem.place.sheet for problem in read.problems] == [copied]
    assert "像是" in read.problems[0].message
    assert read.books == example_books(builtin())


def test_a_sheet_under_two_of_its_names_is_not_added_up() -> None:
    read = read_with("支出", lambda sheet: sheet, replace(sheet_named("支出"), name="支出明细"))

    assert told(read.problems) == ["支出明细：与“支出”有许多相同的行，像是同一张表放了两次，会重复计算。请只留一张"]
    assert read.books == example_books(builtin())


@pytest.mark.parametrize("name", FILLED)
def test_a_hidden_sheet_that_is_filled_in_is_told_once(name: str) -> None:
    read = read_with(name, lambda sheet: replace(sheet, hidden=True))

    assert [(problem.place.sheet, "是隐藏的" in problem.message) for problem in read.problems] == [(name, True)]
    assert read.books == example_books(builtin())


def test_a_hidden_sheet_that_was_left_blank_is_of_no_interest() -> None:
    assert read_with("年末结转和结余", lambda sheet: replace(sheet, hidden=True)).problems == ()


def test_merged_words_stand_in_every_row() -> None:
    def merged(sheet: InputSheet) -> InputSheet:
        rows = {row: dict(line) for row, line in sheet.rows.items()}
        for row in range(3, 9):
            del rows[row][1]
        return replace(sheet, rows=rows, merged=((2, 1, 8, 1),))

    read = read_with("支出", merged)

    assert told(read.problems) == []
    assert told(read.remarks) == ["支出!B3：B3:B9 是合并的单元格，各行都按“一般公共预算财政拨款”读取"]
    assert read.books == example_books(builtin())


def test_a_merged_amount_is_told_once() -> None:
    def merged(sheet: InputSheet) -> InputSheet:
        rows = {row: dict(line) for row, line in sheet.rows.items()}
        del rows[3][3], rows[4][3]
        return replace(sheet, rows=rows, merged=((2, 3, 4, 3),))

    assert told(read_with("支出", merged).problems) == [
        "支出!D3：D3:D5 是合并的单元格，“6184327.46”不知道属于哪一行。请取消合并，逐行填写"
    ]


def test_a_blank_list_of_units_is_one_message() -> None:
    (problem,) = read_with(
        "决算单位", lambda sheet: replace(sheet, rows={row: sheet.rows[row] for row in (0, 1)})
    ).problems

    assert problem.place.sheet == "决算单位"
    assert problem.message.startswith("没有填决算单位，其他各表的“所属单位”写了“青禾市数据资源管理局本级”")


def test_a_unit_misspelt_everywhere_is_one_message() -> None:
    def misspelt(sheet: InputSheet) -> InputSheet:
        rows = {row: dict(line) for row, line in sheet.rows.items()}
        rows[3][0] = InputCell("青禾市大数据中兴")
        return replace(sheet, rows=rows)

    problems = told(read_with("决算单位", misspelt).problems)

    assert len(problems) <= 3, "the unit, and those who paid it or were paid by it"
    assert all("所属单位" in message or "（内部）" in message for message in problems)
    assert "这样的共" in problems[0]


@pytest.mark.parametrize(("shown", "number"), [("2,010,301", 2010301), ("2010301.00", 2010301), ("2.01E+06", 2010301)])
def test_a_code_is_what_the_cell_holds_not_what_its_format_shows(shown: str, number: int) -> None:
    def formatted(sheet: InputSheet) -> InputSheet:
        rows = {row: dict(line) for row, line in sheet.rows.items()}
        rows[2][0] = InputCell(shown, Decimal(number))
        return replace(sheet, rows=rows)

    read = read_with("支出", formatted)

    assert told(read.problems) == []
    assert read.books == example_books(builtin())
