"""``juesuan score`` and ``prepare --evidence`` from a workbook and a folder of tables."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from juesuan.cli import main
from juesuan.preparing.books import EvidenceFile, MeasureLine
from juesuan.preparing.example import example_books
from juesuan.publishing.template_workbook import template_workbook
from juesuan.standard import builtin
from tests.performance.tables import kind_rows, written

PROJECT = 3
"""The example's project with subsidies: 补助企业数, 补助按时兑现率 …"""


def workbook(folder: Path, actual: str = "", *, reason: str = "", listed: bool = False) -> Path:
    """The example's books, in which one actual value is left to the evidence."""
    books = example_books(builtin())
    work = books.projects[PROJECT]
    first, *others = work.targets
    project = replace(work, targets=(replace(first, actual=actual, target="≥2家", reason=reason), *others))
    projects = (*books.projects[:PROJECT], project, *books.projects[PROJECT + 1 :])
    measures = (MeasureLine(work.name, first.levels[2], "补助发放", "distinct", "受补单位"),)
    evidence = (EvidenceFile("补助发放", "佐证/明细.csv"),) if listed else ()
    books = replace(books, projects=projects, measures=measures, evidence=evidence)
    path = folder / "工作簿.xlsx"
    path.write_bytes(template_workbook(books.year, builtin(), books=books))
    return path


@pytest.fixture
def tables(tmp_path: Path) -> Path:
    folder = tmp_path / "佐证"
    folder.mkdir()
    written(folder, "明细.csv", kind_rows("subsidies"))
    return folder


def test_a_workbook_and_its_evidence_are_scored(
    tmp_path: Path, tables: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "得分.json"

    assert main(["score", str(workbook(tmp_path)), "--evidence", str(tables), "-o", str(out)]) == 0
    told = json.loads(out.read_text(encoding="utf-8"))
    line = next(line for line in told["forms"][PROJECT + 1]["lines"] if line["evidence"])
    assert (line["actual"], line["source"], line["score"]) == ("2家", "佐证", "14")
    assert line["evidence"]["first"] == "明细.csv 第2行"

    assert main(["score", str(workbook(tmp_path)), "--evidence", str(tables)]) == 0
    assert "2 行，首行 明细.csv 第2行，末行 明细.csv 第3行" in capsys.readouterr().out


def test_the_workbook_may_name_its_evidence(tmp_path: Path, tables: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["score", str(workbook(tmp_path, listed=True))]) == 0
    assert "完成值 2家（佐证）" in capsys.readouterr().out


def test_without_evidence_a_value_is_blank_and_says_why(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["score", str(workbook(tmp_path))]) == 2
    assert "没有给出佐证表" in capsys.readouterr().out


def test_one_table_may_be_given_for_the_folder(
    tmp_path: Path, tables: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    one = tables / "明细.csv"
    book = str(workbook(tmp_path))

    main(["score", book, "--evidence", str(one), "--format", "json"])
    alone = capsys.readouterr().out
    assert '"补助企业数"' in alone and "没有这个文件夹" not in alone

    assert main(["score", book, "-o", str(tmp_path / "得分.docx")]) == 2
    assert "可以写成 .txt、.json、.xlsx" in capsys.readouterr().err


def test_prepare_prints_what_the_evidence_shows(
    tmp_path: Path, tables: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = ["-o", str(tmp_path / "公开"), "--formats", "html"]

    assert main(["prepare", str(workbook(tmp_path)), *out]) == 2
    assert "要从佐证取数，没有算出：没有给出佐证表。" in capsys.readouterr().err
    assert main(["prepare", str(workbook(tmp_path)), "--evidence", str(tables), *out]) == 0
    (page,) = (tmp_path / "公开").glob("*.html")
    assert ">2家<" in page.read_text(encoding="utf-8")

    assert main(["prepare", str(workbook(tmp_path, "3家")), "--evidence", str(tables), *out]) == 0
    assert "填写的是 3家，佐证算出 2家" in capsys.readouterr().err
    assert ">3家<" in page.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("command", "secret"),
    [("score", "李四光"), ("score", "13800138000"), ("score", "11010519491231002X"), ("prepare", "李四光")],
)
def test_people_reach_no_result(
    tmp_path: Path, tables: Path, command: str, secret: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """Planted in the evidence they stay there; planted in the workbook, too, nothing is written."""
    rows = kind_rows("subsidies")
    rows[1][-2:] = [secret, secret]
    written(tables, "明细.csv", rows)
    out = tmp_path / ("得分.json" if command == "score" else "公开")
    more = ["--evidence", str(tables), "-o", str(out), *(["--formats", "html,json"] if command == "prepare" else [])]

    assert main([command, str(workbook(tmp_path)), *more]) == 0
    files = [out] if out.is_file() else [path for path in out.iterdir() if path.is_file()]
    assert not any(secret.encode() in path.read_bytes() for path in files)
    said = "".join(capsys.readouterr())
    assert secret not in said

    assert main([command, str(workbook(tmp_path, "1家", reason=f"因{secret}推迟")), *more, "--force"]) == 2
    said = "".join(capsys.readouterr())
    assert "个人信息" in said and secret not in said
