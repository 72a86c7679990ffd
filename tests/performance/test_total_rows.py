"""Rows that add up others are no data, wherever they stand; a total that nothing adds up to is told. A table handed over twice is one."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from juesuan.performance.evidence.measures import EvidenceMeasure, measured
from juesuan.standard import builtin
from tests.performance.tables import evidence, written

HEADER = ("序号", "企业名称", "月份", "营业收入（万元）")
ROWS = [
    ("1", "甲厂", "2022-01", "10.50"),
    ("2", "乙厂", "2022-01", "20"),
    ("3", "甲厂", "2022-02", "1.25"),
    ("4", "乙厂", "2022-02", "8"),
]
SUM = EvidenceMeasure("重点企业月报", "sum", "营业收入", period="不限")
COUNT = EvidenceMeasure("重点企业月报", "distinct", "企业名称", period="不限")
LAYOUTS = {
    "below": [*ROWS, ("{}", "", "", "39.75")],
    "in the column of names": [*ROWS, ("", "{}", "", "39.75")],
    "above": [("{}", "", "", "39.75"), *ROWS],
    "of months": [*ROWS[:2], ("", "{}", "2022-01", "30.50"), *ROWS[2:], ("", "{}", "2022-02", "9.25")],
    "months below": [*ROWS, ("", "{}", "2022-01", "30.5"), ("", "{}", "2022-02", "9.25"), ("{}", "", "", "39.75")],
    "of blocks": [*ROWS[:2], ("{}", "", "", "30.50"), *ROWS[2:], ("{}", "", "", "9.25"), ("{}", "", "", "39.75")],
    "so far": [*ROWS[:2], ("{}", "", "", "30.50"), *ROWS[2:], ("{}", "", "", "39.75")],
}


def reports(folder: Path, rows: Sequence[Sequence[str]], word: str, name: str = "企业月报.csv") -> None:
    written(folder, name, [HEADER, *([cell.format(word) for cell in row] for row in rows)])


@pytest.mark.parametrize("rows", LAYOUTS.values(), ids=LAYOUTS)
@pytest.mark.parametrize("word", ["合 计", "合计：", *builtin().evidence.totals])
def test_a_total_is_no_data(tmp_path: Path, rows: Sequence[Sequence[str]], word: str) -> None:
    reports(tmp_path, rows, word)
    found = evidence(tmp_path)

    assert (measured(SUM, found, 2022).value, measured(COUNT, found, 2022).value) == ("39.75万元", "2")
    assert found.tables["重点企业月报"].rows == len(ROWS)
    assert found.problems == ()
    assert ["是合计" in note.message for note in found.notes] == [True]


@pytest.mark.parametrize("rows", LAYOUTS.values(), ids=LAYOUTS)
def test_a_total_that_nothing_adds_up_to_is_told(tmp_path: Path, rows: Sequence[Sequence[str]]) -> None:
    wrong = [[*row[:3], "39.57"] if "{}" in row else row for row in rows]
    reports(tmp_path, wrong, "合计")
    found = evidence(tmp_path)

    assert measured(SUM, found, 2022).value == "39.75万元"
    assert len(found.problems) == sum("{}" in row for row in rows)
    assert all("合计行的“营业收入”是 39.57，各行之和是" in problem.message for problem in found.problems)


def test_a_total_beside_a_cell_that_is_not_understood_is_not_judged(tmp_path: Path) -> None:
    reports(tmp_path, [*ROWS, ("5", "丙厂", "2022-02", "约3"), ("{}", "", "", "42")], "合计")

    assert ["合计行" in problem.message for problem in evidence(tmp_path).problems] == [False]


def test_a_name_that_only_contains_the_word_is_data(tmp_path: Path) -> None:
    reports(tmp_path, [*ROWS, ("5", "合计划源公司", "2022-02", "1")], "合计")

    assert measured(COUNT, evidence(tmp_path), 2022).value == "3"


def test_a_total_of_people_is_nobody(tmp_path: Path) -> None:
    rows = [("姓名", "培训名称", "培训日期"), ("李四光", "班", "2022-03-01"), ("合计", "1人", "")]
    written(tmp_path, "培训签到.csv", rows)

    assert measured(EvidenceMeasure("培训签到", period="不限"), evidence(tmp_path), 2022).value == "1"


@pytest.mark.parametrize(
    "header", [HEADER, ("序号", "企业名称", "行业", "营业收入（万元）")], ids=["whole key", "no month"]
)
def test_a_table_handed_over_twice_is_one(tmp_path: Path, header: Sequence[str]) -> None:
    written(tmp_path, "企业月报.csv", [header, *ROWS])
    written(tmp_path, "企业月报 - 副本.csv", [header, *ROWS])
    found = evidence(tmp_path)

    assert found.tables["重点企业月报"].rows == len(ROWS)
    assert [(note.file, "“企业月报.csv”的内容完全相同" in note.message) for note in found.notes] == [
        ("企业月报 - 副本.csv", True)
    ]


def test_a_copy_with_one_more_row_is_another_table(tmp_path: Path) -> None:
    reports(tmp_path, ROWS, "")
    reports(tmp_path, [*ROWS, ("5", "丙厂", "2022-02", "1")], "", "企业月报2.csv")

    assert evidence(tmp_path).notes == ()
    assert measured(SUM, evidence(tmp_path), 2022).value == "40.75万元"
