"""Formulas without a result, as programs leave them that only write workbooks: computed where they are sums, else said to be missing."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

import juesuan
from juesuan import check
from juesuan.demo import demo_disclosure
from juesuan.formats.excel.reading.formula import compute
from juesuan.formats.excel.reading.worksheet import BorderLine, CellFormula, Worksheet
from juesuan.formats.excel.reading.xlsx import read_xlsx
from juesuan.formats.reading_budget import Budget
from juesuan.publishing import publish
from juesuan.standard import builtin


def computed(formula: str, *numbers: Decimal) -> str:
    """What a formula in B1 shows over the numbers in column A; empty when it was not computed."""
    lines = {row: BorderLine(texts={0: str(number)}, numbers={0: number}) for row, number in enumerate(numbers)}
    line = lines.setdefault(0, BorderLine())
    line.formulas[1], line.uncomputed = CellFormula(formula, "#,##0.00"), 2
    compute(Worksheet("表", lines), Budget(Path("a.xlsx")), is_1904=False)
    assert (line.uncomputed == 0) == (1 in line.texts)
    return line.texts.get(1, "")


@pytest.mark.parametrize(
    ("formula", "shown"),
    [
        ("SUM(A1:A3)", "6.60"),
        ("SUM(A1:A2,A3)+0.01", "6.61"),
        ("=$A$1-(A2-A3)*2", "3.30"),
        ("ROUND(A1/3,1)", "0.40"),
        ("-A1+A9", "-1.10"),
        ("A1/0", ""),
        ("B1+A1", ""),
        ("VLOOKUP(A1,A1:A3,1)", ""),
        ("'别的表'!A1", ""),
        ("SUM(A1:A3", ""),
        ("(" * 500 + "1" + ")" * 500, ""),
        ("", ""),
    ],
)
def test_sums_are_computed_and_nothing_else(formula: str, shown: str) -> None:
    assert computed(formula, Decimal("1.10"), Decimal("2.20"), Decimal("3.30")) == shown


@given(st.lists(st.decimals(-(10**9), 10**9, places=2), min_size=1, max_size=30))
def test_a_sum_is_exact(numbers: list[Decimal]) -> None:
    assert Decimal(computed(f"SUM(A1:A{len(numbers)})", *numbers).replace(",", "")) == sum(numbers)


def test_a_published_workbook_saved_by_another_program(tmp_path: Path) -> None:
    """It keeps the formulas and drops their results: the document is as sound as before."""
    disclosure = demo_disclosure(builtin())
    path, saved = tmp_path / "决算.xlsx", tmp_path / "另存.xlsx"
    publish(disclosure, builtin().layouts.named("henan-2022").style, path, builtin())
    openpyxl.load_workbook(path).save(saved)

    assert not [finding for finding in check(juesuan.read(saved)).findings if finding.severity == "error"]


def test_what_cannot_be_computed_is_not_taken_for_a_blank(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    for row in (["项目", "金额"], ["收入", 3], ["合计", "=VLOOKUP(1,A1:B2,2)"]):
        book.active.append(row)
    path = tmp_path / "表.xlsx"
    book.save(path)
    source = read_xlsx(path, path.read_bytes())

    assert "1 个单元格的公式没有计算结果" in source.problems[0].message
    assert any(
        "#公式未计算" in cell.passage.text for block in source.pages[0].blocks for cell in getattr(block, "cells", ())
    )
