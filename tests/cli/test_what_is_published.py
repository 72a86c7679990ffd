"""``juesuan prepare`` publishes nothing that its own check calls wrong, unless somebody answers for it or every page says draft."""

from __future__ import annotations

import json
import zipfile
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import openpyxl
import pypdfium2
import pytest

import juesuan
from juesuan.cli import main
from juesuan.preparing.compose import compose
from juesuan.preparing.example import example_books
from juesuan.publishing import publish
from juesuan.publishing.template_workbook import template_workbook
from juesuan.standard import builtin

Captured = pytest.CaptureFixture[str]
NAME = "青禾市数据资源管理局2022年度部门决算"
MARK = "草稿，不得公开"


@pytest.fixture(scope="module")
def contradicted(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """The example with a 上年机关运行经费 that last year's disclosure contradicts: two errors, N10-02 and Y-07."""
    folder = tmp_path_factory.mktemp("矛盾")
    books, layout = example_books(builtin()), builtin().layouts.named("henan-2022")
    old, path = folder / "上年.html", folder / "工作簿.xlsx"
    publish(compose(replace(books, year=2021, previous={}), layout), layout.style, old, builtin())
    changed = replace(books, previous={"running_costs": Decimal("1158900.00")})
    path.write_bytes(template_workbook(books.year, builtin(), books=changed))
    return ["prepare", str(path), "--previous", str(old), "--formats", "html"]


def listed(folder: Path, rows: list[str]) -> list[str]:
    path = folder / "照原样.csv"
    path.write_text("\n".join(["指纹,说明,作者,日期", *rows]), encoding="utf-8-sig")
    return ["--as-it-stands", str(path)]


def test_errors_of_its_own_keep_it_from_publishing(contradicted: list[str], tmp_path: Path, capsys: Captured) -> None:
    target = tmp_path / "公开文件"

    assert main([*contradicted, "-o", str(target)]) == 2
    assert "有 2 处错误，没有写入任何文件" in capsys.readouterr().err
    assert not target.exists()


def test_what_somebody_answers_for_is_published_as_it_stands(
    contradicted: list[str], tmp_path: Path, capsys: Captured
) -> None:
    main([*contradicted, "-o", str(tmp_path / "公开文件")])
    marks = [
        line.rpartition("指纹 ")[2].rstrip("）") for line in capsys.readouterr().err.splitlines() if "指纹 " in line
    ]
    accepted = [f"{mark},已经批复，照原样,王某,2023-09-01" for mark in marks if len(mark) == 16]
    assert len(accepted) == 2

    arguments = [*contradicted, "-o", str(tmp_path / "公开文件")]
    assert main([*arguments, *listed(tmp_path, accepted[:1])]) == 2, "what is not listed blocks"
    assert "有 1 处错误" in capsys.readouterr().err
    assert main([*arguments, *listed(tmp_path, [*accepted, "0123456789abcdef,没有这一处,王某,"])]) == 0
    said = capsys.readouterr()
    assert "第 4 行：核对的文件中没有这样的问题" in said.err, "what is listed and does not occur is named"
    assert "照原样公开的错误：2 处" in said.out
    assert (tmp_path / "公开文件" / f"{NAME}.html").exists()


def test_who_answers_for_it_is_asked(contradicted: list[str], tmp_path: Path, capsys: Captured) -> None:
    arguments = [*contradicted, "-o", str(tmp_path / "公开文件"), *listed(tmp_path, ["0123456789abcdef,已经批复,,"])]

    assert main(arguments) == 2
    assert "第 2 行：没有写作者，即同意照原样公开的人" in capsys.readouterr().err


def test_a_draft_says_so_on_every_page_of_every_format(tmp_path: Path) -> None:
    """And is read as what it is a draft of: the mark is no part of its text."""
    path, target = tmp_path / "工作簿.xlsx", tmp_path / "草稿"
    path.write_bytes(template_workbook(2022, builtin(), books=example_books(builtin())))

    assert main(["prepare", str(path), "-o", str(target), "--draft"]) == 0
    written = {file.suffix: file for file in target.iterdir() if file.stem == f"{NAME}（草稿）"}
    pages = pypdfium2.PdfDocument(written[".pdf"])
    assert all(MARK in page.get_textpage().get_text_range() for page in pages)
    with zipfile.ZipFile(written[".docx"]) as archive:
        document = archive.read("word/document.xml").decode()
        first = document.index("<w:sectPr>")
        assert MARK in archive.read("word/header1.xml").decode()
        assert document.index("<w:headerReference") < first + 40, (
            "the first section has it, and those behind it have it from there"
        )
        assert document.count("<w:headerReference") == 2
    assert all(MARK in (sheet.oddHeader.center.text or "") for sheet in openpyxl.load_workbook(written[".xlsx"]))
    assert f">{MARK}</nav>" in written[".html"].read_text(encoding="utf-8")
    assert json.loads(written[".json"].read_text(encoding="utf-8"))["document"]["mark"] == MARK
    with zipfile.ZipFile(target / f"{NAME}（草稿）（数据包）.zip") as archive:
        assert json.loads(archive.read("datapackage.json"))["juesuan"]["document"]["mark"] == MARK
    for suffix in (".docx", ".pdf", ".html"):
        assert all(
            "草稿" not in passage.text
            for section in juesuan.read(written[suffix]).sections
            for passage in section.paragraphs
        )
