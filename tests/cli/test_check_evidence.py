"""``juesuan check --evidence --measures``: a published document against the bureau's own tables."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from openpyxl import Workbook

from juesuan.cli import main
from juesuan.preparing.compose import compose
from juesuan.preparing.example import example_books
from juesuan.preparing.workbook.measures_alone import read_measures
from juesuan.publishing import publish
from juesuan.recognising.workbook_input import open_input
from juesuan.standard import builtin
from tests.performance.tables import written

PROJECT = 3
"""The example's project with subsidies: 补助企业数 is 32家, and its results say so."""


@pytest.fixture(scope="module")
def document(tmp_path_factory: pytest.TempPathFactory) -> Path:
    layout = builtin().layouts.prepared["henan-2022"]
    path = tmp_path_factory.mktemp("published") / "决算.html"
    publish(compose(example_books(builtin()), layout), layout.style, path, builtin())
    return path


def measures(folder: Path, *rows: tuple[str, ...]) -> Path:
    """A workbook that has nothing but the sheet of measures."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "佐证取数"
    sheet.append(["项目名称", "三级指标", "佐证表", "统计方式", "字段"])
    for row in rows:
        sheet.append(list(row))
    book.save(folder / "取数.xlsx")
    return folder / "取数.xlsx"


def subsidies(folder: Path, count: int) -> Path:
    tables = folder / "佐证"
    tables.mkdir()
    rows = ((f"示例企业{number}", "转型补助", "2022-02-01", "5.00", "5.00", "2022-06-01") for number in range(count))
    header = ("受补单位", "补助项目", "申请日期", "核定金额（万元）", "发放金额（万元）", "发放日期")
    written(tables, "补助发放.csv", [header, *rows])
    return tables


def test_a_document_is_held_against_evidence(
    document: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    project = example_books(builtin()).projects[PROJECT].name
    book = measures(
        tmp_path,
        (project, "补助企业数", "补助发放", "去重计数", "受补单位"),
        ("整体绩效", "公共数据归集率", "归集目录", "计数", ""),
    )
    tables = subsidies(tmp_path, 31)

    main(["check", str(document), "--evidence", str(tables), "--measures", str(book), "--format", "json"])
    found = json.loads(capsys.readouterr().out)
    (rule,) = [rule for rule in found["rules"] if rule["rule"] == "PX-21"]

    assert [finding["rule"] for finding in found["findings"] if finding["rule"].startswith("PX-2")] == ["PX-21"]
    assert [reason["text"] for reason in rule["reasons"]] == [
        "指标“公共数据归集率”没有从佐证算出：没有佐证表“归集目录”，有的是：补助发放"
    ]
    assert found["document"]["evidence"] == 2


def test_what_is_missing_is_said(document: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    tables = subsidies(tmp_path, 1)

    assert main(["check", str(document), "--evidence", str(tables)]) == 2
    assert "佐证取数" in capsys.readouterr().err
    book = measures(tmp_path, ("整体绩效", "补助企业数", "补助发放", "随便数数", ""))
    assert main(["check", str(document), "--evidence", str(tables), "--measures", str(book)]) == 2
    assert "D2" in capsys.readouterr().err


def test_the_sheet_of_measures_is_read_by_itself(tmp_path: Path) -> None:
    book = measures(
        tmp_path, ("某某项目", "补助企业数", "补助发放", "去重计数", "受补单位"), ("", "补助笔数", "补助发放", "", "")
    )
    read = read_measures(open_input(book).sheets, builtin())

    assert [(line.project, line.indicator, line.statistic) for line in read.measures] == [
        ("某某项目", "补助企业数", "distinct"),
        ("某某项目", "补助笔数", "count"),
    ]
    assert read.problems == ()
