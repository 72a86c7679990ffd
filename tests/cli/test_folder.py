"""``juesuan check FOLDER``: everything in it, and who is compared with whom."""

from __future__ import annotations

import json
import shutil
from dataclasses import replace
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from jsonschema import Draft202012Validator

from juesuan.cli import main
from juesuan.demo import demo_disclosure, demo_layout, flawed
from juesuan.preparing.compose import compose
from juesuan.preparing.example import example_books
from juesuan.publishing import publish
from juesuan.reporting.json_report import report_schema
from juesuan.standard import builtin
from tests.budgets import tables, write_html
from tests.cli.conftest import Files, results_in

Captured = pytest.CaptureFixture[str]


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Accounts of two years and a budget of one unit, in three formats, with files that are none of our business."""
    folder = tmp_path_factory.mktemp("received")
    layout = builtin().layouts.named("henan-2022").style
    (folder / "2021").mkdir()
    (folder / "2022").mkdir()
    before = compose(replace(example_books(builtin()), year=2021), demo_layout(builtin()))
    publish(before, layout, folder / "2021" / "决算.docx", builtin())
    publish(demo_disclosure(builtin()), layout, folder / "2022" / "决算.html", builtin())
    write_html(tables(demo_disclosure(builtin())), folder / "2022" / "预算.html")
    (folder / "2022" / "~$决算.docx").write_bytes(b"lock")
    (folder / "Thumbs.db").write_bytes(b"pictures")
    (folder / "说明.csv").write_text("指纹,说明,作者,日期\n", encoding="utf-8")
    (folder / "坏的.pdf").write_bytes(b"%PDF-1.7\nnothing that could be read")
    return folder


def reports(capsys: Captured, *arguments: object) -> tuple[dict[str, dict[str, Any]], str]:
    """The reports by the file's path below its folder, and what was said."""
    main(["check", "--format", "json", *map(str, arguments)])
    out, err = capsys.readouterr()
    found = [json.loads(line) for line in out.splitlines()]
    for report in found:
        Draft202012Validator(report_schema()).validate(report)
    return {"/".join(Path(report["document"]["file"]).parts[-2:]): report for report in found}, err


def state(report: dict[str, Any], rule: str) -> str:
    """How a rule ended."""
    return next(result["state"] for result in report["rules"] if result["rule"] == rule)


def test_a_folder_is_read_with_all_below_it(published: Path, capsys: Captured) -> None:
    """In the order of the paths; what cannot be read is counted in one line."""
    found, err = reports(capsys, published)

    assert list(found) == ["2021/决算.docx", "2022/决算.html", "2022/预算.html", f"{published.name}/坏的.pdf"]
    assert "跳过 3 个" in err
    assert "坏的.pdf" in err
    assert "共 4 份" in err
    assert "只读取" not in err  # the budget is judged like the others


def test_the_years_of_a_unit_are_compared(published: Path, capsys: Captured) -> None:
    """The report names the files, and the rules that need them apply."""
    found, _ = reports(capsys, published)
    before, now = found["2021/决算.docx"], found["2022/决算.html"]

    assert now["document"]["previous"] == {key: before["document"][key] for key in ("file", "sha256")}
    assert now["document"]["budget"]["file"].endswith("预算.html")
    assert before["document"]["previous"] is None
    assert before["document"]["budget"] is None
    assert found["2022/预算.html"]["document"]["budget"] is None
    assert state(now, "Y-11") == "pass"
    assert state(before, "Y-11") == "not_applicable"


def test_the_same_as_naming_them(published: Path, capsys: Captured) -> None:
    """A pair found by the command is the pair the user would have named."""
    now, before, budget = (
        published / "2022" / "决算.html",
        published / "2021" / "决算.docx",
        published / "2022" / "预算.html",
    )
    paired, _ = reports(capsys, now, before, budget)
    main(["check", "--format", "json", str(now), "--previous", str(before), "--budget", str(budget)])
    named = json.loads(capsys.readouterr().out)

    assert paired["2022/决算.html"] == named


def test_several_versions_are_not_guessed_at(published: Path, tmp_path: Path, capsys: Captured) -> None:
    """Said once, and none of them is compared; the older one has no version to be last year's of either."""
    folder = Path(shutil.copytree(published, tmp_path / "received"))
    publish(
        flawed(demo_disclosure(builtin())),
        builtin().layouts.named("henan-2022").style,
        folder / "2022" / "决算（改）.html",
        builtin(),
    )
    found, err = reports(capsys, folder)

    assert err.count("有几个版本") == 1
    assert all(report["document"]["previous"] is None for report in found.values())
    assert all(report["document"]["budget"] is None for report in found.values())


def test_copies_of_one_file_are_no_versions(published: Path, tmp_path: Path, capsys: Captured) -> None:
    folder = Path(shutil.copytree(published, tmp_path / "received"))
    shutil.copy(folder / "2021" / "决算.docx", folder / "2021" / "决算 副本.docx")
    found, err = reports(capsys, folder)

    assert "有几个版本" not in err
    assert found["2022/决算.html"]["document"]["previous"]["file"].endswith(".docx")


def test_results_do_not_depend_on_the_number_of_processes(published: Path, capsys: Captured) -> None:
    one, _ = reports(capsys, published, "--jobs", "1")
    three, _ = reports(capsys, published, "--jobs", "3")

    assert list(one.items()) == list(three.items())


def test_results_go_into_a_folder_with_a_summary(published: Path, tmp_path: Path, capsys: Captured) -> None:
    """One row a document, one row a problem; a second run does not read the results of the first."""
    folder = Path(shutil.copytree(published, tmp_path / "received"))
    for _ in range(2):
        assert main(["check", str(folder), "--format", "xlsx", "-o", str(folder / "结果")]) == 1
    book = openpyxl.load_workbook(folder / "结果" / "汇总.xlsx")
    head, *rows = book["汇总"].values
    lines = {Path(row[head.index("文件")]).name: dict(zip(head, row, strict=True)) for row in rows}

    assert results_in(folder / "结果") == [
        "决算-2.xlsx",
        "决算.xlsx",
        "汇总.xlsx",
        "预算.xlsx",
    ]
    assert len(rows) == 4
    assert lines["坏的.pdf"]["结论"] == "未能读取"
    assert lines["决算.html"]["对照的上年决算"] == "决算.docx"
    assert lines["决算.html"]["对照的本年预算"] == "预算.html"
    assert (lines["决算.html"]["单位"], lines["决算.html"]["年度"]) == ("青禾市数据资源管理局", 2022)
    problems = list(book["问题清单"].values)
    assert len(problems) - 1 == sum((line["错误"] or 0) + (line["警告"] or 0) for line in lines.values())


def test_results_may_not_go_among_the_documents(published: Path, capsys: Captured) -> None:
    assert main(["check", str(published), "--format", "html", "-o", str(published)]) == 2
    assert "结果不能放在要核对的文件夹里" in capsys.readouterr().err


def test_an_empty_folder_is_said(tmp_path: Path, capsys: Captured) -> None:
    assert main(["check", str(tmp_path)]) == 2
    assert "没有可以读取的文件" in capsys.readouterr().err


def test_a_folder_of_one_document_is_a_folder(files: Files, tmp_path: Path, capsys: Captured) -> None:
    """Its results go into a folder, and the second document may be named."""
    (tmp_path / "one").mkdir()
    shutil.copy(files.good, tmp_path / "one")
    main(
        [
            "check",
            str(tmp_path / "one"),
            "--previous",
            str(files.flawed),
            "--format",
            "html",
            "-o",
            str(tmp_path / "out"),
        ]
    )

    assert results_in(tmp_path / "out") == ["good.html", "汇总.xlsx"]
    assert "上年决算：flawed.html" in (tmp_path / "out" / "good.html").read_text(encoding="utf-8")


def test_results_may_go_above_the_documents(files: Files, tmp_path: Path) -> None:
    """Then everything in the folder is a document."""
    (tmp_path / "one").mkdir()
    shutil.copy(files.good, tmp_path / "one")

    assert main(["check", str(tmp_path / "one"), "--format", "xlsx", "-o", str(tmp_path)]) == 0
    assert results_in(tmp_path) == ["good.xlsx", "one", "汇总.xlsx"]
