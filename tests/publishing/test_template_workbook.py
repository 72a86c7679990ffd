"""The workbook as a file: it gives back the books, also after another program has saved it, and helps to fill it in."""

from __future__ import annotations

import shutil
import subprocess
import zipfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from juesuan.preparing.books import Books
from juesuan.preparing.example import example_books
from juesuan.preparing.workbook import WorkbookRead, read_books
from juesuan.publishing.template_workbook import template_workbook
from juesuan.recognising.workbook_input import open_input
from juesuan.standard import builtin
from tests.examples import examples
from tests.strategies import books
from tests.workbooks import told

OFFICE = shutil.which("soffice")


def filled(path: Path, made: Books) -> Path:
    path.write_bytes(template_workbook(made.year, builtin(), books=made))
    return path


def read(path: Path) -> WorkbookRead:
    return read_books(open_input(path).sheets, builtin())


@settings(
    max_examples=examples(5), deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)
@given(data=st.data())
def test_random_books_come_back_from_the_file(data: st.DataObject, tmp_path_factory: pytest.TempPathFactory) -> None:
    made = data.draw(books(builtin().layouts.named(data.draw(st.sampled_from(sorted(builtin().layouts.prepared))))))
    found = read(filled(tmp_path_factory.mktemp("random") / "工作簿.xlsx", made))

    assert told((*found.problems, *found.remarks)) == []
    assert found.books == made


@pytest.mark.campaign
@pytest.mark.skipif(OFFICE is None, reason="needs LibreOffice")
@pytest.mark.parametrize("kind", ["xlsx", "xls"])
def test_the_example_comes_back_after_another_program_saved_it(kind: str, tmp_path: Path) -> None:
    path = filled(tmp_path / "工作簿.xlsx", example_books(builtin()))
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = [str(OFFICE), "--headless", profile, "--convert-to", kind, "--outdir", str(tmp_path / "saved"), str(path)]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    found = read(tmp_path / "saved" / f"工作簿.{kind}")

    assert told((*found.problems, *found.remarks)) == []
    assert found.books == example_books(builtin())


def test_the_template_asks_only_for_what_is_required(tmp_path: Path) -> None:
    path = tmp_path / "工作簿.xlsx"
    path.write_bytes(template_workbook(2023, builtin()))
    found = read(path)

    missing = [f"单位信息!B{row}" for row in (3, 4, 6)] + ["收入", "支出"]
    assert [message.partition("：")[0] for message in told(found.problems)] == missing
    assert found.remarks == ()


def test_sheets_explain_themselves(tmp_path: Path) -> None:
    """A first sheet, a note on every column, a drop-down wherever there is something to choose."""
    path = tmp_path / "工作簿.xlsx"
    path.write_bytes(template_workbook(2023, builtin()))
    first, *sheets = (sheet for sheet in open_input(path).sheets if not sheet.hidden)
    lists = [field for sheet in builtin().workbook.sheets if sheet.kind == "list" for field in sheet.fields]
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name).decode("utf-8") for name in archive.namelist() if name.endswith(".xml")}

    assert first.name == builtin().workbook.guide
    assert [sheet.name for sheet in sheets] == [sheet.name for sheet in builtin().workbook.sheets]
    assert sum(text.count("<comment ") for name, text in parts.items() if "comments" in name) == len(lists)
    typed = {"text", "amount", "count", "points", "year", "date"}
    chosen = [field for sheet in builtin().workbook.sheets for field in sheet.fields if field.type not in typed]
    assert sum(text.count('type="list"') for text in parts.values()) == len(chosen)


def test_drop_downs_have_the_codes_of_the_year(tmp_path: Path) -> None:
    """The class 207 has another name since 2019, and the fund 项 of a code list are those of the year asked for."""
    path = tmp_path / "工作簿.xlsx"
    path.write_bytes(template_workbook(2023, builtin()))
    with zipfile.ZipFile(path) as archive:
        strings = archive.read("xl/sharedStrings.xml").decode("utf-8")

    assert "<t>2010301 行政运行</t>" in strings
    assert "<t>30101 基本工资</t>" in strings
    assert "<t>30104 " not in strings, "in force until 2017"
