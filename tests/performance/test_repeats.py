"""Rows that stand in evidence twice count once; where they disagree nobody knows; where the key is not whole they may be two things."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from juesuan.performance.evidence.measures import EvidenceMeasure, measured
from juesuan.performance.evidence.shown import Shown
from tests.performance.tables import evidence, written

HEADER = ("问题编号", "企业名称", "反映日期", "办理状态", "解决日期", "办理天数")
ONE, TWO = ("1", "甲厂", "2022-03-01", "已解决", "2022-03-09", "8"), ("2", "乙厂", "2022-04-01", "办理中", "", "")
COUNT = EvidenceMeasure("问题台账")
DONE = EvidenceMeasure("问题台账", conditions="办理状态 是 已解决")
DAYS = EvidenceMeasure("问题台账", "sum", "办理天数")


def shown(folder: Path, measure: EvidenceMeasure, *rows: Sequence[str]) -> Shown:
    written(folder, "问题台账.csv", [HEADER, *rows])
    return measured(measure, evidence(folder), 2022)


@pytest.mark.parametrize("measure", [COUNT, DONE, DAYS], ids=["count", "condition", "sum"])
@pytest.mark.parametrize("times", [1, 2, 5])
def test_what_is_recorded_twice_counts_once_and_is_told(tmp_path: Path, measure: EvidenceMeasure, times: int) -> None:
    once = shown(tmp_path, measure, ONE, TWO)
    again = shown(tmp_path, measure, ONE, TWO, *[ONE] * times)
    (problem,) = evidence(tmp_path).problems

    assert (again.value, again.rows, again.first, again.last) == (once.value, once.rows, once.first, once.last)
    assert f"重复的 {times} 行只数一次" in again.notes
    assert problem.message.endswith("只数一行") and "第2行" in problem.message
    assert problem.place.line == 3 + times


def test_what_two_files_record_counts_once(tmp_path: Path) -> None:
    written(tmp_path, "问题台账.csv", [HEADER, ONE, TWO])
    written(tmp_path, "问题台账2.csv", [HEADER, TWO])
    found = evidence(tmp_path)

    assert measured(COUNT, found, 2022).value == "2"
    assert ["问题台账.csv 第3行" in problem.message for problem in found.problems] == [True]


def test_where_two_rows_disagree_it_counts_once_and_what_they_disagree_in_is_not_known(tmp_path: Path) -> None:
    other = (*ONE[:3], "办理中", *ONE[4:])

    assert shown(tmp_path, COUNT, ONE, TWO, other).value == "2"
    assert shown(tmp_path, DAYS, ONE, TWO, other).value == "8"
    unknown = shown(tmp_path, DONE, ONE, TWO, other)
    assert unknown.value is None
    assert "重复而不一致" in unknown.reason and "第2行" in unknown.reason
    assert [
        "但“办理状态”不同" in problem.message for problem in evidence(tmp_path).problems if "重复" in problem.message
    ] == [True]


def test_a_blank_cell_beside_a_filled_one_is_a_difference(tmp_path: Path) -> None:
    assert shown(tmp_path, DAYS, ONE, (*ONE[:5], "")).value is None


ALIKE = {
    "part of the key": (
        "补助发放",
        ("受补单位", "补助项目", "核定金额（万元）"),
        ("甲厂", "奖补", "1"),
        ("甲厂", "奖补", "2"),
    ),
    "no key": (
        "问题台账",
        ("企业名称", "反映日期", "办理状态"),
        ("甲厂", "2022-03-01", "已解决"),
        ("甲厂", "2022-03-01", "办理中"),
    ),
    "a blank key": ("问题台账", HEADER, ("", *ONE[1:]), ("", *TWO[1:])),
    "a table of one's own": ("自己的表", ("名称", "金额（万元）"), ("甲厂", "1"), ("甲厂", "2")),
}


@pytest.mark.parametrize("what", ALIKE)
@pytest.mark.parametrize("times", [0, 1, 3])
def test_rows_that_are_all_alike_count_and_are_named_where_no_whole_key_tells(
    tmp_path: Path, what: str, times: int
) -> None:
    name, header, one, other = ALIKE[what]
    written(tmp_path, f"{name}.csv", [header, one, other, *[one] * times])
    found = evidence(tmp_path)
    value = measured(EvidenceMeasure(name, period="不限"), found, 2022)
    told = [problem for problem in found.problems if "疑似重复" in problem.message]

    assert value.value == f"{2 + times}"
    assert [problem.place.line for problem in told] == ([4] if times else [])
    assert [f"共 {times} 行" in problem.message and "第2行" in problem.message for problem in told] == [True] * len(
        told
    )
    assert any("疑似重复" in note for note in value.notes) == bool(times)
    assert not any("只数一行" in problem.message for problem in found.problems)


def test_a_whole_key_tells_rows_apart_that_are_alike_otherwise(tmp_path: Path) -> None:
    shown(tmp_path, COUNT, ONE, ("9", *ONE[1:]))

    assert evidence(tmp_path).problems == ()


def test_a_row_that_contradicts_itself_counts_and_whoever_counts_it_says_so(tmp_path: Path) -> None:
    wrong = ("3", "丙厂", "2022-05-02", "已解决", "2022-05-01", "1")
    found = shown(tmp_path, DONE, ONE, TWO, wrong)

    assert found.value == "2"
    assert found.notes == ("其中 1 行有问题，如 问题台账.csv 第4行：解决日期早于反映日期",)
    assert shown(tmp_path, EvidenceMeasure("问题台账", conditions="办理状态 是 办理中"), ONE, TWO, wrong).notes == ()


def test_people_are_one_by_their_number_and_stay_unknown(tmp_path: Path) -> None:
    rows = [("培训名称", "培训日期", "姓名"), *[("班", "2022-03-01", "李四光")] * 2, ("班", "2022-03-01", "王五")]
    written(tmp_path, "培训签到.csv", rows)
    found = evidence(tmp_path)

    assert measured(EvidenceMeasure("培训签到"), found, 2022).value == "2"
    assert "李四光" not in "".join(problem.message for problem in found.problems)
