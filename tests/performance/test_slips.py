"""A figure ten, a hundred or a thousand times itself is a problem of the evidence for whoever adds it up; figures without one are none."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from juesuan.performance.monitoring.growth import growth_of
from juesuan.performance.monitoring.months import Month
from juesuan.performance.monitoring.series import read_series
from juesuan.performance.monitoring.slips import with_slips
from juesuan.standard import builtin
from tests.performance.months import HEADER, planted, rows_of
from tests.performance.tables import evidence, written

_REVENUE = HEADER.index("营业收入（万元）")


def reports() -> list[list[str]]:
    return [list(row) for row in rows_of(planted(7, enterprises=12, anomalies=0, dips=0))]


@pytest.mark.parametrize("row", [5, 130, 250])
@pytest.mark.parametrize("power", [-3, -2, -1, 1, 2, 4])
def test_a_figure_times_a_power_of_ten_is_told_with_its_row(tmp_path: Path, row: int, power: int) -> None:
    rows = reports()
    rows[row][_REVENUE] = f"{Decimal(rows[row][_REVENUE]).scaleb(power):f}"
    written(tmp_path, "企业月报.csv", rows)
    found = evidence(tmp_path)
    (problem,) = set(with_slips(found, builtin()).problems) - set(found.problems)

    assert problem.place.line == row + 1
    assert f"{rows[row][0]}" in problem.message and "请核对单位和小数点" in problem.message


def test_figures_as_they_are_have_none(tmp_path: Path) -> None:
    written(tmp_path, "企业月报.csv", reports())
    found = evidence(tmp_path)

    assert with_slips(found, builtin()).problems == found.problems


def test_other_evidence_has_none(tmp_path: Path) -> None:
    written(tmp_path, "问题台账.csv", [("问题编号", "企业名称", "反映日期"), ("1", "甲厂", "2022-03-01")])
    found = evidence(tmp_path)

    assert with_slips(found, builtin()).problems == found.problems


@pytest.mark.parametrize("header", ["营业收入", "营收"])
def test_nothing_without_a_unit_is_added_up(tmp_path: Path, header: str) -> None:
    """One file says 万元, the other nothing: neither sums nor growth nor slips."""
    rows = reports()
    half = len(rows) // 2
    bare = [[header if text.startswith("营业收入") else text for text in rows[0]], *rows[half:]]
    written(tmp_path, "企业月报1.csv", rows[:half])
    written(tmp_path, "企业月报2.csv", bare)
    series = read_series(evidence(tmp_path), builtin().monitoring.reports)
    found = growth_of(series, "revenue", Month(2023, 9).so_far, "")

    assert (found.now.value, found.base.value, found.growth, found.total) == (None, None, None, None)
    assert found.reason == found.now.reason and "没有写明单位" in found.reason
    assert growth_of(series, "tax", Month(2023, 9).so_far, "").now.value is not None
    assert with_slips(evidence(tmp_path), builtin()).problems == evidence(tmp_path).problems
