"""``juesuan check --units``: a department's document against those of its units, from files of several formats."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from juesuan.cli import main
from juesuan.publishing import publish
from juesuan.standard import builtin
from tests.units import department_and_units

Captured = pytest.CaptureFixture[str]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The department and its three units."""
    where = tmp_path_factory.mktemp("units")
    department, units = department_and_units()
    style = builtin().layouts.named("henan-2022").style
    publish(department, style, where / "部门.html", builtin())
    for number, (unit, suffix) in enumerate(zip(units, (".docx", ".xlsx", ".html"), strict=True), 1):
        publish(unit, style, where / f"单位{number}{suffix}", builtin())
    return where


def report(capsys: Captured, *arguments: object) -> tuple[int, dict[str, Any]]:
    status = main(["check", "--format", "json", *map(str, arguments)])
    return status, json.loads(capsys.readouterr().out)


def test_a_department_is_the_sum_of_what_was_read_of_its_units(folder: Path, capsys: Captured) -> None:
    units = sorted(folder.glob("单位*"))
    status, found = report(capsys, folder / "部门.html", "--units", *units)
    (rule,) = [rule for rule in found["rules"] if rule["rule"] == "U-01"]

    assert (status, found["findings"]) == (0, [])
    assert rule["passed"] > 500
    assert [Path(unit["file"]).name for unit in found["document"]["units"]] == [unit.name for unit in units]


def test_what_a_unit_has_more_is_told_with_each_unit(folder: Path, tmp_path: Path, capsys: Captured) -> None:
    """The unit's document is changed; the department's is right in itself."""
    changed = tmp_path / "单位3.html"
    text = (folder / "单位3.html").read_text(encoding="utf-8")
    number = "205.06"
    assert text.count(number) > 1
    changed.write_text(text.replace(number, "215.06"), encoding="utf-8")
    status, found = report(
        capsys, folder / "部门.html", "--units", folder / "单位1.docx", folder / "单位2.xlsx", changed
    )
    told = [finding for finding in found["findings"] if finding["rule"] == "U-01"]

    assert status == 1
    assert told
    assert all(
        "青禾市大数据中心 335.01、青禾市政务服务中心 215.06" in finding["message"]
        for finding in told
        if "215.06" in finding["message"]
    )
    assert told[0]["terms"][3]["place"]["file"] == "单位3.html"


def test_units_are_of_one_department(folder: Path, capsys: Captured) -> None:
    assert (
        main(["check", str(folder / "部门.html"), str(folder / "单位3.html"), "--units", str(folder / "单位2.xlsx")])
        == 2
    )
    assert "--units" in capsys.readouterr().err
