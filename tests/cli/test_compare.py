"""``juesuan compare``: two versions of the example department's disclosure, as files."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from jsonschema import Draft202012Validator

from juesuan.cli import main
from juesuan.demo import PLANTED, demo_disclosure
from juesuan.model import Disclosure
from juesuan.preparing.compose import compose
from juesuan.preparing.example import example_books
from juesuan.preparing.planting import with_cell
from juesuan.publishing import publish
from juesuan.reporting.comparison_json import comparison_schema
from juesuan.standard import builtin
from tests.cli.conftest import Files

Captured = pytest.CaptureFixture[str]


def comparison(capsys: Captured, *arguments: object) -> tuple[int, dict[str, Any]]:
    """Exit status and JSON."""
    status = main(["compare", "--format", "json", *map(str, arguments)])
    return status, json.loads(capsys.readouterr().out)


@pytest.fixture
def written(tmp_path: Path) -> Callable[[Disclosure, str], Path]:
    """Writes a disclosure to a file, in the format of its name."""

    def write(disclosure: Disclosure, name: str) -> Path:
        publish(disclosure, builtin().layouts.named("henan-2022").style, tmp_path / name, builtin())
        return tmp_path / name

    return write


def test_everything_was_mended(files: Files, capsys: Captured) -> None:
    """In another format too; nothing but what was wrong has changed."""
    status, found = comparison(capsys, files.pdf, files.good)
    Draft202012Validator(comparison_schema()).validate(found)

    assert status == 0
    assert found["settled"] is True
    assert found["counts"]["mended"]["error"] >= len(PLANTED) - 1
    assert [found["counts"][fate]["error"] for fate in ("left", "new", "undecided")] == [0, 0, 0]
    rates = [cause for cause in found["causes"] if cause["rule"] == "N03-03"]
    assert [cause["proposal"] for cause in rates] == ["followed"]


def test_every_change_of_a_number_was_asked_for(files: Files, capsys: Captured) -> None:
    _, found = comparison(capsys, files.flawed, files.good)

    assert len(found["changes"]) > 4
    assert [change for change in found["changes"] if not change["asked"]] == []


def test_some_are_left(files: Files, capsys: Captured, written: Callable[[Disclosure, str], Path]) -> None:
    """Half of the errors mended: the others are left, and nothing is new."""
    half = demo_disclosure(builtin())
    for planted in PLANTED[:4]:
        half = planted.plant(half)
    status, found = comparison(capsys, files.flawed, written(half, "half.docx"))
    left = {cause["rule"] for cause in found["causes"] if cause["fate"] == "left"}
    mended = {cause["rule"] for cause in found["causes"] if cause["fate"] == "mended"}

    assert status == 1
    assert all(planted.rules & left for planted in PLANTED[:4])
    assert all(planted.rules & mended for planted in PLANTED[4:])
    assert found["counts"]["new"]["error"] == 0


def test_a_version_that_is_worse(files: Files, capsys: Captured) -> None:
    status, found = comparison(capsys, files.good, files.flawed)

    assert status == 1
    assert found["counts"]["new"]["error"] >= len(PLANTED) - 1
    assert found["counts"]["mended"]["error"] == 0


def test_another_year_is_refused(files: Files, capsys: Captured, written: Callable[[Disclosure, str], Path]) -> None:
    """The message says what differs and that the numbers do."""
    books = replace(example_books(builtin()), year=2023)
    books = replace(books, income=tuple(replace(item, amount=item.amount * 3) for item in books.income))
    books = replace(books, spending=tuple(replace(item, amount=item.amount * 3) for item in books.spending))
    books = replace(books, basic=tuple(replace(item, amount=item.amount * 3) for item in books.basic))
    books = replace(books, initial=tuple(replace(item, amount=item.amount * 3) for item in books.initial))
    other = written(compose(books, builtin().layouts.named("henan-2022")), "next.html")

    assert main(["compare", str(files.good), str(other)]) == 2
    assert "年度不同（2022，2023）" in capsys.readouterr().err


def test_a_year_mended_on_the_cover_is_compared(
    files: Files, capsys: Captured, written: Callable[[Disclosure, str], Path]
) -> None:
    """And said, on standard error and in the report."""
    other = written(
        compose(replace(example_books(builtin()), year=2023), builtin().layouts.named("henan-2022")), "year.html"
    )
    main(["compare", str(other), str(files.good)])
    out, err = capsys.readouterr()

    assert "年度不同（2023，2022）" in err
    assert "年度不同（2023，2022）" in out


def test_text_html_and_workbook_say_the_same(files: Files, tmp_path: Path, capsys: Captured) -> None:
    main(["compare", str(files.flawed), str(files.good)])
    text = capsys.readouterr().out
    main(["compare", str(files.flawed), str(files.good), "--format", "html", "-o", str(tmp_path / "c.html")])
    main(["compare", str(files.flawed), str(files.good), "--format", "xlsx", "-o", str(tmp_path / "c.xlsx")])
    page = (tmp_path / "c.html").read_text(encoding="utf-8")
    book = openpyxl.load_workbook(io.BytesIO((tmp_path / "c.xlsx").read_bytes()))
    causes = list(book["问题"].values)

    assert "结论  没有遗留的错误" in text
    assert "“76.59%” 改为" in text
    assert "没有遗留的错误" in page
    assert "http" not in page.replace("http-equiv", "")
    assert book.sheetnames == ["概况", "问题", "数字变动"]
    assert {row[1] for row in causes[1:]} <= {"仍存在", "新出现", "无法比较", "已改正"}
    assert f"已改正 {sum(row[1] == '已改正' and row[2] != '提示' for row in causes)}" in text


def test_files_that_cannot_be_compared(files: Files, tmp_path: Path, capsys: Captured) -> None:
    """A file that cannot be read, one without data, an output that would replace an input."""
    empty = tmp_path / "empty.txt"
    empty.write_text("什么也没有", encoding="utf-8")

    assert main(["compare", str(files.broken), str(files.good)]) == 2
    assert main(["compare", str(files.good), str(empty)]) == 2
    assert main(["compare", str(files.good), str(files.good), "-o", str(files.good)]) == 2
    assert main(["compare", str(files.good), str(files.good), "--format", "html"]) == 2
    err = capsys.readouterr().err
    assert "broken.pdf" in err
    assert "没有读出任何数据" in err
    assert "不能用作输出文件" in err
    assert "请用 -o 指定文件" in err


def test_how_what_is_left_relates_to_the_old_version(
    files: Files, capsys: Captured, written: Callable[[Disclosure, str], Path]
) -> None:
    """Untouched, or touched and still wrong."""
    half = with_cell(demo_disclosure(builtin()), "T03", "2060499", "C3", "414.00")
    for planted in PLANTED[2:]:
        half = planted.plant(half)
    main(["compare", str(files.flawed), str(written(half, "half.html"))])
    out = capsys.readouterr().out

    assert "改动过，仍不符" in out
    assert "没有改动" in out
    assert "“412.00” 改为" in out
    assert "“414.00”" in out
