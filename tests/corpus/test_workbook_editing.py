"""A workbook from the first cell to what would be published of it, as the jobs of the workbench do it."""

from __future__ import annotations

import io
from functools import cache
from pathlib import Path

import openpyxl

from juesuan.corpus.jobs import Tools
from juesuan.corpus.previewing import PreviewBooks, PreviewedBooks
from juesuan.corpus.readied import PrepareOptions
from juesuan.corpus.workbook_editing import DescribeWorkbook, EditWorkbook, ImportWorkbook
from juesuan.preparing.example import example_books
from juesuan.preparing.workbook import filled_sheets
from juesuan.preparing.workbook.grid import CellText, Grid, RowsRemoved, SheetChange, grid_of, rows_to_write, sheets_of
from juesuan.publishing.template_workbook import example_workbook, workbook_of_rows
from juesuan.standard import builtin

STANDARD = builtin()
TOOLS = Tools(STANDARD, lambda path, data, kind: data)
OPTIONS = PrepareOptions(("html",))


@cache
def example() -> Grid:
    """The workbook of the invented department."""
    rows = filled_sheets(example_books(STANDARD), STANDARD)
    empty = grid_of((), STANDARD)
    changes: list[SheetChange] = [
        CellText(form.id, number if form.kind == "list" else 0, key, str(value))
        for form in STANDARD.workbook.sheets
        for number, row in enumerate(rows[form.id])
        for key, value in row.items()
        if not form.fixed
    ]
    fixed = {
        form.id: grid_of(sheets_of({form.id: _texts(rows[form.id])}, STANDARD), STANDARD)[form.id]
        for form in STANDARD.workbook.sheets
        if form.fixed
    }
    return {**EditWorkbook(empty, tuple(changes)).do(TOOLS).grid, **fixed}


def _texts(rows):  # type: ignore[no-untyped-def]
    return tuple({key: str(value) for key, value in row.items()} for row in rows)


def previewed(*changes: SheetChange) -> PreviewedBooks:
    """What would be published after changes."""
    grid = EditWorkbook(example(), changes).do(TOOLS).grid
    return PreviewBooks(grid, (), OPTIONS).do(TOOLS)


def test_a_whole_workbook_is_shown_with_nothing_open() -> None:
    edited = EditWorkbook(example()).do(TOOLS)
    found = previewed()

    assert edited.issues == () and edited.content == b""
    assert found.is_sound and found.issues == () and found.questions == () and found.refusal == ""
    assert "2022年度".encode() in found.page and found.layout == "henan-2022"
    assert "草稿，不得公开".encode() in found.page


def test_what_is_missing_is_asked_for_in_its_cell() -> None:
    rows = example()["reasons"]
    number = next(number for number, row in enumerate(rows) if row.get("topic", "")[:7].isdigit() and "reason" in row)
    (question,) = previewed(CellText("reasons", number, "reason", "")).questions

    assert (question.sheet, question.row, question.field, dict(question.with_it)) == ("reasons", number, "reason", {})
    assert rows[number]["topic"][8:] in question.message


def test_an_answer_without_a_row_gets_one_and_closes_the_question() -> None:
    rows = example()["reasons"]
    number = next(number for number, row in enumerate(rows) if row.get("topic", "")[:7].isdigit() and "reason" in row)
    removed = RowsRemoved("reasons", number)
    questions = previewed(removed).questions
    assert questions and {question.row for question in questions} == {len(rows) - 1}

    answers: list[SheetChange] = [removed]
    for question in questions:
        texts = {**question.with_it, question.field: "年中新录用公务员"}
        answers += [CellText(question.sheet, question.row, key, text) for key, text in texts.items()]

    assert previewed(*answers).questions == ()


def test_books_that_are_wrong_are_shown_with_what_is_wrong() -> None:
    found = previewed(CellText("income", 0, "amount", "1.00"))

    assert not found.is_sound and found.issues and found.page
    assert any("年末结转" in issue.message for issue in found.issues)


def test_an_amount_in_another_unit_is_doubted_at_its_cell() -> None:
    row = example()["initial"][0]
    found = previewed(CellText("initial", 0, "amount", f"{float(row['amount'].replace(',', '')) / 10000:.2f}"))

    assert ("initial", 0, "amount") in {(issue.sheet, issue.row, issue.field) for issue in found.issues}


def test_without_a_department_there_is_no_page_and_it_is_said_why() -> None:
    found = previewed(CellText("department", 0, "name", ""))

    assert found.page == b"" and "单位信息" in found.refusal


def test_a_cell_that_cannot_be_changes_nothing() -> None:
    edited = EditWorkbook(example(), (CellText("income", 0, "amount", "1"), CellText("nowhere", 0, "x", "1"))).do(TOOLS)

    assert edited.refusal and edited.content == b"" and edited.grid == {}


def test_our_own_workbook_is_taken_over_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "工作簿.xlsx"
    path.write_bytes(example_workbook(STANDARD))

    taken = ImportWorkbook(bytes(path)).do(TOOLS)

    assert taken.refusal == "" and taken.told == () and taken.issues == ()
    assert taken.grid["income"] == example()["income"]


def test_what_is_not_taken_over_is_told(tmp_path: Path) -> None:
    path = tmp_path / "工作簿.xlsx"
    rows = rows_to_write(example(), STANDARD.workbook)
    path.write_bytes(workbook_of_rows(2022, STANDARD, rows))
    path.write_bytes(_with_another_sheet(path))

    taken = ImportWorkbook(bytes(path)).do(TOOLS)

    assert any("附注草稿" in line for line in taken.told)
    assert ImportWorkbook(bytes(_news(tmp_path))).do(TOOLS).refusal


def _with_another_sheet(path: Path) -> bytes:
    book = openpyxl.load_workbook(path)
    book.create_sheet("附注草稿")["A1"] = "自己记的"
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def _news(folder: Path) -> Path:
    path = folder / "新闻.csv"
    path.write_text("今天,下雨\n", encoding="utf-8")
    return path


def test_the_shape_is_that_of_the_template() -> None:
    shape = DescribeWorkbook(2022).do(TOOLS)

    assert [sheet.id for sheet in shape.sheets] == [form.id for form in STANDARD.workbook.sheets]
    assert any(text.startswith("2010301 ") for text in shape.functions)
    assert any(text.startswith("30101 ") for text in shape.economics)
    assert "henan-2022" in {layout.name for layout in shape.layouts}
