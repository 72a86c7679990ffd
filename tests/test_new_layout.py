"""A new place is a folder: an invented province, copied from the example to copy, is published, read back and checked; no Python is written.

It has another title for 05, a row in 01 and a column in 02 for a source of income of its own, another order of sections, its own sentence in
section one, a project form without 三级指标, and other grades.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest

from juesuan.standard import Standard, builtin
from juesuan.standard.layers import Layers

NAME = "yunling-2024"
FORMATS = ("docx", "html", "json", "pdf", "xlsx", "zip")

# Runs by itself, as a user's program would.
MADE = """
import json, sys
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
folder, where = map(Path, sys.argv[1:])
import juesuan
from juesuan.cli import main
from juesuan.preparing.example import example_books
from juesuan.preparing.planting import with_cell
from juesuan.publishing.template_workbook import template_workbook
from juesuan.standard import load

standard = load(folder)
books = example_books(standard)
other = next(item for item in books.income if item.source == "other")
debt = Decimal("10000.00")
income = [replace(item, amount=item.amount - debt) if item is other else item for item in books.income]
income.append(replace(other, source="debt", amount=debt))
department = replace(books.department, name="云岭省数据资源管理局", place="云岭省")
books = replace(books, year=2024, department=department, income=tuple(income))
(where / "工作簿.xlsx").write_bytes(template_workbook(2024, standard, "云岭省", books))
status = main(["prepare", str(where / "工作簿.xlsx"), "-o", str(where / "公开文件"), "--standard", str(folder)])

def told(document):
    report = juesuan.check(document, standard=standard)
    return {
        "layout": document.info.profile,
        "verdict": report.verdict,
        "findings": [f"{item.rule} {item.message}" for item in report.findings],
        "statements": sorted([item.id, str(item.fact or ""), f"{item.value.normalize():f}"] for item in document.statements),
        "titles": {name: table.title for name, table in document.tables.items()},
        "rows": [[row.key, row.label, row.line] for row in document.tables["T01"].rows],
        "columns": [[column.key, column.label] for column in document.tables["T02"].columns],
        "sections": [[section.id, section.heading, section.body.text] for section in document.sections],
        "forms": [[form.kind, list(form.columns)] for form in document.performance],
    }

read = {path.suffix[1:]: juesuan.read(path, standard=standard) for path in (where / "公开文件").iterdir() if path.name[0] != "."}
wrong = {}
for form, row, column in (("T01", "L8Z", "C1"), ("T02", "*", "C9")):
    report = juesuan.check(with_cell(read["json"], form, row, column, "7.77"), standard=standard)
    wrong[form] = sorted({item.rule for item in report.findings})
print(json.dumps({"status": status, "read": {name: told(document) for name, document in read.items()}, "wrong": wrong}, ensure_ascii=False))
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The example, copied under a name of its own."""
    root = tmp_path_factory.mktemp("标准")
    example = files("juesuan.standard") / "data" / "layouts" / "_example"
    shutil.copytree(str(example), root / "layouts" / NAME)
    return root


@pytest.fixture(scope="module")
def made(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """What came of preparing, reading and checking."""
    where = tmp_path_factory.mktemp("结果")
    run = subprocess.run(
        [sys.executable, "-c", MADE, str(folder), str(where)],
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert run.returncode == 0, run.stderr
    found: dict[str, Any] = json.loads(run.stdout.splitlines()[-1])
    return found


def test_it_is_published_without_a_finding(made: dict[str, Any]) -> None:
    assert made["status"] == 0
    assert sorted(made["read"]) == sorted(FORMATS)


@pytest.mark.parametrize("suffix", FORMATS)
def test_every_format_is_read_back_exactly_and_checked_without_finding(made: dict[str, Any], suffix: str) -> None:
    found = made["read"][suffix]

    assert (found["layout"], found["verdict"], found["findings"]) == (NAME, "clean", [])
    assert found["statements"] == made["read"]["html"]["statements"]
    assert found["titles"] == made["read"]["html"]["titles"]


def test_titles_rows_and_columns_are_its_own(made: dict[str, Any]) -> None:
    found = made["read"]["docx"]

    assert found["titles"]["T05"] == "一般公共预算财政拨款支出明细表"
    assert ["L8Z", "九、债务收入", 9] in found["rows"]
    assert ["C9", "债务收入"] in found["columns"]


def test_sections_and_sentences_are_its_own(made: dict[str, Any]) -> None:
    sections = {name: (heading, text) for name, heading, text in made["read"]["pdf"]["sections"]}
    order = [name for name in sections if name[:1] == "N" and "." not in name]

    assert order[:4] == ["N01", "N03", "N02", "N04"]
    assert sections["N03"][0] == "二、支出决算情况说明"
    assert "我部门2024年度收入支出总计" in sections["N01"][1]
    assert "债务收入1.00万元" in sections["N02"][1]


def test_the_added_source_is_a_fact_in_tables_and_prose(made: dict[str, Any]) -> None:
    found = {name: value for name, fact, value in made["read"]["xlsx"]["statements"] if fact == "income[source=debt]"}

    assert {name.partition("[")[0].partition("#")[0][:3] for name in found} >= {"T01", "T02", "N02"}
    assert set(found.values()) == {"1"}


def test_the_added_source_is_an_addend(made: dict[str, Any]) -> None:
    """A wrong amount of it breaks the sums of 01 and of 02, and the same fact elsewhere."""
    assert "T01-01" in made["wrong"]["T01"]
    assert "T02-01" in made["wrong"]["T02"]


def test_the_project_form_has_its_columns_and_grades(made: dict[str, Any]) -> None:
    forms = made["read"]["html"]["forms"]
    told = next(text for name, _, text in made["read"]["html"]["sections"] if name == "N13.2")

    assert {tuple(columns) for kind, columns in forms if kind == "PP"} == {
        ("level1", "level2", "target", "actual", "points", "score", "reason")
    }
    assert "5个项目自评等级为优，1个项目自评等级为良" in told


def test_the_layouts_of_the_package_are_untouched(folder: Path) -> None:
    ours, theirs = builtin().layouts, Standard(Layers.over([folder])).layouts

    assert set(theirs.by_name) - set(ours.by_name) == {NAME}
    for layout in ours:
        other = theirs.named(layout.id)
        assert [(form.title, form.rows, form.columns, form.labels) for form in layout.forms] == [
            (form.title, form.rows, form.columns, form.labels) for form in other.forms
        ]
        assert layout.template.sections == other.template.sections
        assert (layout.project, layout.overall, layout.style) == (other.project, other.overall, other.style)
