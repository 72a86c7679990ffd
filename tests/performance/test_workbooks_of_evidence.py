"""Workbooks as offices keep them: hidden sheets, merged cells, headers of two rows. What is not read is named."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from juesuan.performance.evidence.measures import EvidenceMeasure, measured
from juesuan.performance.evidence.tables import Evidence
from tests.performance.tables import evidence

HEADER = ("问题编号", "企业名称", "反映日期", "办理状态")
ROWS = (
    ("1", "甲厂", "2022-03-01", "办理中"),
    ("2", "甲厂", "2022-03-02", "办理中"),
    ("3", "乙厂", "2022-03-03", "办理中"),
)


def book(folder: Path, rows: Sequence[Sequence[object]], change: Callable[[Worksheet], None]) -> Evidence:
    whole = openpyxl.Workbook()
    sheet = whole.active
    assert isinstance(sheet, Worksheet)
    sheet.title = "问题台账"
    for row in rows:
        sheet.append(row)
    change(sheet)
    whole.save(folder / "台账.xlsx")
    return evidence(folder)


def value(found: Evidence, measure: EvidenceMeasure) -> str | None:
    return measured(measure, found, 2022).value


@pytest.mark.parametrize("state", ["hidden", "veryHidden"])
def test_a_hidden_sheet_is_not_read_and_named(tmp_path: Path, state: str) -> None:
    def hide(sheet: Worksheet) -> None:
        other = sheet.parent.create_sheet("问题台账旧")
        for row in (HEADER, ("9", "丙厂", "2022-03-03", "办理中")):
            other.append(row)
        other.sheet_state = state

    found = book(tmp_path, [HEADER, *ROWS], hide)

    assert value(found, EvidenceMeasure("问题台账")) == "3"
    assert [(problem.place.sheet, "隐藏" in problem.message) for problem in found.problems] == [("问题台账旧", True)]


def test_a_text_merged_over_rows_stands_in_each_of_them(tmp_path: Path) -> None:
    rows = [HEADER, ROWS[0], ("2", None, "2022-03-02", "办理中"), ROWS[2]]
    found = book(tmp_path, rows, lambda sheet: sheet.merge_cells("B2:B3"))

    assert value(found, EvidenceMeasure("问题台账", conditions="企业名称 是 甲厂")) == "2"
    assert found.problems == ()
    assert ["1 格" in note.message for note in found.notes] == [True]


def test_an_amount_merged_over_rows_counts_once(tmp_path: Path) -> None:
    rows = [("名称", "金额（万元）"), ("甲", 10), ("乙", None)]
    found = book(tmp_path, rows, lambda sheet: sheet.merge_cells("B2:B3"))

    assert value(found, EvidenceMeasure("问题台账", "sum", "金额")) == "10万元"


def test_a_blank_cell_that_is_merged_with_none_stays_blank(tmp_path: Path) -> None:
    rows = [HEADER, ROWS[0], ("2", None, "2022-03-02", "办理中")]
    found = book(tmp_path, rows, lambda _: None)

    assert ["没有填“企业名称”" in problem.message for problem in found.problems] == [True]
    assert found.notes == ()


def test_a_header_of_two_rows_is_read_with_all_its_columns(tmp_path: Path) -> None:
    rows = [
        ("2022年月报",),
        ("企业名称", "月份", "本月", None),
        (None, None, "营业收入（万元）", "上缴税金（万元）"),
        ("甲厂", "2022-01", 10, 1),
        ("乙厂", "2022-01", 20, 2),
    ]

    def merge(sheet: Worksheet) -> None:
        sheet.title = "企业月报"
        for cells in ("A2:A3", "B2:B3", "C2:D2"):
            sheet.merge_cells(cells)

    found = book(tmp_path, rows, merge)

    assert value(found, EvidenceMeasure("企业月报", "sum", "营业收入")) == "30万元"
    assert value(found, EvidenceMeasure("企业月报", "sum", "上缴税金")) == "3万元"
    assert found.problems == ()


def test_of_two_columns_with_one_name_the_second_is_named(tmp_path: Path) -> None:
    rows = [
        ("企业名称", "月份", "本月", "累计"),
        (None, None, "营业收入（万元）", "营业收入（万元）"),
        ("甲厂", "2022-01", 10, 100),
    ]

    def merge(sheet: Worksheet) -> None:
        sheet.title = "企业月报"
        sheet.merge_cells("A1:A2")
        sheet.merge_cells("B1:B2")

    found = book(tmp_path, rows, merge)

    assert value(found, EvidenceMeasure("企业月报", "sum", "营业收入")) == "10万元"
    assert ["同名，没有读取" in problem.message for problem in found.problems] == [True]
