"""The workbook as rows of texts: written and read again it is the same, and what is wrong with a cell is found at the cell."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from juesuan.preparing.example import example_books
from juesuan.preparing.workbook import InputCell, InputSheet, filled_sheets, read_books
from juesuan.preparing.workbook.grid import (
    CellText,
    Grid,
    NoSuchCell,
    RowsAdded,
    RowsRemoved,
    SheetChange,
    WorkbookCell,
    cell_at,
    changed,
    grid_of,
    place_of,
    rows_to_write,
    sheets_of,
)
from juesuan.publishing.template_workbook import workbook_of_rows
from juesuan.recognising.workbook_input import OpenedInput, open_input
from juesuan.standard import builtin
from juesuan.standard.workbook import WorkbookField, WorkbookSheet
from tests.examples import examples

STANDARD = builtin()
SCHEMA = STANDARD.workbook
EMPTY = grid_of((), STANDARD)
TEXTS = st.one_of(
    st.sampled_from(
        ["1234.5", "1,234.50", "-0.01", "（3.00）", "12.345", "万元", "2010301 行政运行", "93.50%", "0", "-", "=1+1"]
    ),
    st.decimals(-(10**11), 10**11, places=2).map(str),
    st.text(st.characters(codec="utf-8"), max_size=12),
)
FIELDS = st.sampled_from([(form, item) for form in SCHEMA.sheets for item in form.fields])


@st.composite
def changes(draw: st.DrawFn) -> SheetChange:
    form, item = draw(FIELDS)
    row = 0 if form.kind == "record" else draw(st.integers(0, 30))
    kind = draw(st.sampled_from(["text", "text", "text", "add", "remove"]))
    if kind == "text":
        return CellText(form.id, row, item.key, draw(TEXTS))
    made = RowsAdded if kind == "add" else RowsRemoved
    return made(form.id, row, draw(st.integers(1, 3)))


def opened(grid: Grid) -> OpenedInput:
    """The workbook that is written of a grid, read."""
    with TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        path = Path(folder) / "工作簿.xlsx"
        path.write_bytes(workbook_of_rows(2022, STANDARD, rows_to_write(grid, SCHEMA)))
        return open_input(path)


def told(sheets: Sequence[InputSheet]) -> list[tuple[str | None, str | None, str]]:
    """What is wrong with a workbook, and where."""
    return [
        (problem.place.sheet, problem.place.cell, problem.message) for problem in read_books(sheets, STANDARD).problems
    ]


def tried(grid: Grid, each: SheetChange) -> Grid:
    try:
        return changed(grid, [each], SCHEMA)
    except NoSuchCell:
        return grid


@pytest.fixture(scope="module")
def example() -> Grid:
    rows = filled_sheets(example_books(STANDARD), STANDARD)
    with TemporaryDirectory() as folder:
        path = Path(folder) / "工作簿.xlsx"
        path.write_bytes(workbook_of_rows(2022, STANDARD, rows))
        return grid_of(open_input(path).sheets, STANDARD)


@settings(max_examples=examples(2), deadline=None, phases=[Phase.explicit, Phase.reuse, Phase.generate])
@given(st.lists(changes(), min_size=40, max_size=150))
def test_what_is_typed_is_what_is_read_again(made: list[SheetChange]) -> None:
    """A workbook costs half a second to write and to read: few examples, each with many cells."""
    grid = EMPTY
    for each in made:
        grid = tried(grid, each)

    sheets = opened(grid).sheets
    assert grid_of(sheets, STANDARD) == grid
    assert told(sheets_of(grid, STANDARD)) == told(sheets)


def test_the_books_of_a_grid_are_those_of_the_workbook(example: Grid) -> None:
    read = read_books(opened(example).sheets, STANDARD)

    assert read.problems == ()
    assert read.books == example_books(STANDARD)


@given(FIELDS, st.integers(0, 800))
def test_a_cell_and_its_place_are_one(field: tuple[WorkbookSheet, WorkbookField], row: int) -> None:
    form, item = field
    cell = WorkbookCell(form.id, 0 if form.kind == "record" else row, item.key)

    assert cell_at(place_of(cell, SCHEMA), SCHEMA) == cell


def test_a_problem_stands_at_the_cell_that_was_typed() -> None:
    grid = changed(
        EMPTY, [CellText("spending", 3, "amount", "12.3万元"), CellText("counts", 0, "guests", "半个")], SCHEMA
    )

    read = read_books(opened(grid).sheets, STANDARD)

    told = {cell_at(problem.place, SCHEMA): problem.message for problem in read.problems}
    assert "不是金额" in told[WorkbookCell("spending", 3, "amount")]
    assert "不是数量" in told[WorkbookCell("counts", 0, "guests")]


@given(st.decimals(-(10**13) + 1, 10**13 - 1, places=2))
def test_an_amount_keeps_every_digit(amount: Decimal) -> None:
    grid = changed(EMPTY, [CellText("income", 0, "amount", f"{amount}")], SCHEMA)

    assert grid["income"][0]["amount"] == f"{amount + 0:,.2f}"
    assert rows_to_write(grid, SCHEMA)["income"][0]["amount"] == amount


@given(st.text(max_size=40))
def test_nothing_that_is_typed_is_lost_in_silence(text: str) -> None:
    try:
        grid = changed(EMPTY, [CellText("texts", 0, "text", text)], SCHEMA)
    except NoSuchCell:
        return
    kept = grid["texts"][0]["text"] if grid["texts"] else ""
    assert kept.split() == text.split()


@pytest.mark.parametrize(
    "change",
    [
        CellText("nowhere", 0, "name", "x"),
        CellText("income", 0, "nothing", "x"),
        CellText("income", -1, "amount", "1"),
        CellText("income", 20_000, "amount", "1"),
        CellText("department", 1, "name", "x"),
        CellText("three_public", 0, "item", "别的"),
        CellText("texts", 0, "text", "字" * 32_768),
        CellText("texts", 0, "text", "\x00"),
        RowsRemoved("three_public", 0),
        RowsAdded("department", 0),
        RowsAdded("income", 0, 0),
    ],
)
def test_what_cannot_be_is_refused(change: SheetChange) -> None:
    with pytest.raises(NoSuchCell):
        changed(EMPTY, [change], SCHEMA)


def test_rows_are_put_in_and_taken_out() -> None:
    filled: list[SheetChange] = [CellText("income", row, "function", f"201030{row}") for row in range(3)]
    grid = changed(EMPTY, [*filled, RowsAdded("income", 1), RowsRemoved("income", 2)], SCHEMA)

    assert grid["income"] == ({"function": "2010300"}, {}, {"function": "2010302"})
    grid = changed(grid, [CellText("income", 2, "function", "")], SCHEMA)
    assert grid["income"] == ({"function": "2010300"},)


def test_rows_that_stand_there_come_first_however_they_were_sorted() -> None:
    form = SCHEMA.sheet("three_public")
    words = [choice.word for choice in form.fields[0].choices]
    rows = {1: [item.label for item in form.fields], 2: ["别的", "1", "2"], 3: [words[1], "3", "4"]}
    sheet = InputSheet(
        form.name, {row: {column: InputCell(text) for column, text in enumerate(line)} for row, line in rows.items()}
    )

    found = grid_of([sheet], STANDARD)["three_public"]

    assert [row["item"] for row in found] == [*words, "别的"]
    assert found[1]["adjusted"] == "3"
