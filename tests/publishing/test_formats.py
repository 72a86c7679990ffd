"""Every format holds the same document; what other programs read from it is what we wrote."""

from __future__ import annotations

from pathlib import Path

import docx
import pypdfium2
import pytest
from lxml import html
from openpyxl import load_workbook

from juesuan.model import Disclosure
from juesuan.preparing.compose import compose
from juesuan.preparing.example import example_books
from juesuan.publishing import PUBLISHERS, publish, publish_flattened
from juesuan.standard import builtin

NAME = "henan-2022"


@pytest.fixture(scope="module")
def made() -> Disclosure:
    return compose(example_books(builtin()), builtin().layouts.named(NAME))


@pytest.fixture(scope="module")
def folder(made: Disclosure, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("published")
    for suffix in PUBLISHERS:
        publish(made, builtin().layouts.named(NAME).style, folder / f"made{suffix}", builtin())
    publish_flattened(made, builtin().layouts.named(NAME).style, folder / "flattened.txt", builtin())
    return folder


def test_an_unknown_format_is_a_mistake(made: Disclosure, tmp_path: Path) -> None:
    with pytest.raises(KeyError):
        publish(made, builtin().layouts.named(NAME).style, tmp_path / "made.odt", builtin())


def test_pdf_uses_no_font_of_the_system(folder: Path) -> None:
    data = (folder / "made.pdf").read_bytes()
    assert b"NotoSerifSC" in data
    assert b"NotoSansSC" in data
    assert b"DejaVu" not in data


def test_pdf_pages_turn_for_wide_tables(folder: Path) -> None:
    document = pypdfium2.PdfDocument(folder / "made.pdf")
    wide = [page.get_width() > page.get_height() for page in document]
    assert any(wide)
    assert not wide[0]
    assert not wide[-1]


def test_pdf_text_reads_in_order(folder: Path) -> None:
    document = pypdfium2.PdfDocument(folder / "made.pdf")
    text = "".join("".join(page.get_textpage().get_text_range().split()) for page in document)
    assert "2022年度收入合计4194.64万元，其中：财政拨款收入4135.01万元，占98.58%" in text
    assert text.index("2060499其他技术研究与开发支出421.00421.00") < text.rindex("第四部分名词解释")


@pytest.mark.parametrize("suffix", [".pdf", ".xlsx", ".html", ".txt"])
def test_the_same_document_gives_the_same_bytes(made: Disclosure, folder: Path, suffix: str, tmp_path: Path) -> None:
    publish(made, builtin().layouts.named(NAME).style, tmp_path / f"again{suffix}", builtin())
    assert (tmp_path / f"again{suffix}").read_bytes() == (folder / f"made{suffix}").read_bytes()


def test_word_has_headings_and_tables(folder: Path) -> None:
    document = docx.Document(str(folder / "made.docx"))
    headings = [paragraph.text for paragraph in document.paragraphs if paragraph.style.name == "Heading 2"]
    assert "一、收入支出决算总体情况说明" in headings
    table = document.tables[2]
    assert [cell.text for cell in table.rows[3].cells] == [
        "合计",
        "合计",
        "4197.78",
        "1360.54",
        "2837.24",
        "0.00",
        "0.00",
        "0.00",
    ]
    assert len({section.orientation for section in document.sections}) == 2


def test_excel_holds_amounts_as_numbers(folder: Path) -> None:
    book = load_workbook(folder / "made.xlsx", data_only=True)
    assert "公开03表 支出决算表" in book.sheetnames
    rows = book["公开03表 支出决算表"].iter_rows(values_only=True)
    assert ("2010350", "事业运行", 460.83, 433.98, 26.85, 0, 0, 0) in [row[:8] for row in rows]
    assert sum(name.startswith("项目支出绩效自评情况表 ") for name in book.sheetnames) == 6


def test_html_merges_headers(folder: Path) -> None:
    page = html.fromstring((folder / "made.html").read_bytes())
    heads = [(cell.text_content(), cell.get("colspan")) for cell in page.findall(".//table")[0].iter("th")]
    assert heads[:2] == [("收入", "3"), ("支出", "3")]


def test_text_keeps_columns(folder: Path) -> None:
    lines = (folder / "made.txt").read_text(encoding="utf-8").splitlines()
    assert "八、其他收入\t8\t3.62\t八、社会保障和就业支出\t39\t152.83" in lines


def test_flattened_text_has_lost_them(folder: Path) -> None:
    lines = (folder / "flattened.txt").read_text(encoding="utf-8").splitlines()
    assert "9 九、卫生健康支出 40 60.85" in lines
    assert "- 3 -" in lines
    index = lines.index("2080505")
    assert lines[index + 1 : index + 4] == [
        "机关事业单位基本养老保险缴",
        "费支出",
        "80.64 80.64 0.00 0.00 0.00 0.00 0.00",
    ]
