"""The accountant's files as cells: exact numbers, what is shown, errors of formulas, and CSV in the encodings of offices."""

from __future__ import annotations

import io
import zipfile
from decimal import Decimal
from pathlib import Path

import pytest
import xlsxwriter

from juesuan.formats.errors import ReadError
from juesuan.preparing.workbook import InputCell
from juesuan.recognising.workbook_input import open_input


def cells(path: Path) -> dict[tuple[int, int], InputCell]:
    (sheet,) = (sheet for sheet in open_input(path).sheets if not sheet.hidden)
    return {(row, column): cell for row, line in sheet.rows.items() for column, cell in line.items()}


@pytest.fixture
def path(tmp_path: Path) -> Path:
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True}) as book:
        sheet = book.add_worksheet("支出")
        sheet.write_number(0, 0, 1234567.89)
        sheet.write_number(0, 1, 1234.567, book.add_format({"num_format": "#,##0.00"}))
        sheet.write_number(0, 2, 0.964, book.add_format({"num_format": "0.00%"}))
        sheet.write_number(0, 3, 44562, book.add_format({"num_format": "yyyy-mm-dd"}))
        sheet.write_formula(1, 0, "=0.1+0.2", None, 0.1 + 0.2)
        sheet.write_formula(1, 1, "=1234567.89-1234567.88", None, 1234567.89 - 1234567.88)
        sheet.write_formula(1, 2, "=#REF!", None, "#REF!")
        sheet.write_formula(1, 3, '="甲"&"乙"', None, "甲乙")
        sheet.write_string(2, 2, "  ￥1,234.50 ")
        sheet.write_number(5, 0, 2010301)
        book.add_worksheet("隐藏").hide()
    path = tmp_path / "工作簿.xlsx"
    path.write_bytes(buffer.getvalue())
    return path


def test_numbers_are_those_that_were_meant(path: Path) -> None:
    """Whatever the format shows, and without what binary arithmetic leaves behind."""
    found = cells(path)

    assert found[0, 0] == InputCell("1234567.89", Decimal("1234567.89"))
    assert found[0, 1] == InputCell("1,234.57", Decimal("1234.567"))
    assert found[1, 0].number == Decimal("0.3")
    assert found[1, 1].number == Decimal("0.01")
    assert found[5, 0] == InputCell("2010301", Decimal(2010301))


def test_texts_are_what_is_shown(path: Path) -> None:
    found = cells(path)

    assert [found[0, 2].text, found[0, 3].text] == ["96.40%", "2022-01-01"]
    assert [found[1, 2].text, found[1, 3].text] == ["#REF!", "甲乙"]
    assert found[2, 2] == InputCell("￥1,234.50")


def test_a_formula_that_nobody_has_computed_is_no_blank(tmp_path: Path) -> None:
    """Programs that only write leave the computing to Excel."""
    path = tmp_path / "工作簿.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet()
        sheet.write_string(0, 0, "2010301")
        sheet.write_formula(0, 1, "=TODAY()")
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content.replace(b"</f><v>0</v>", b"</f>"))

    assert cells(path)[0, 1].uncomputed


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("separator", [",", "\t"])
def test_csv_in_any_encoding(encoding: str, separator: str, tmp_path: Path) -> None:
    path = tmp_path / "支出.csv"
    lines = [["功能科目", "金额", "说明"], ["2010301 行政运行", "1234.50", "含“追加”"], [], ["2010302", "1", ""]]
    path.write_bytes("\r\n".join(separator.join(line) for line in lines).encode(encoding))

    (sheet,) = open_input(path, named=True).sheets
    assert (sheet.name, sheet.file) == ("支出", "支出.csv")
    assert sorted(sheet.rows) == [0, 1, 3]
    assert [cell.text for cell in sheet.rows[1].values()] == ["2010301 行政运行", "1234.50", "含“追加”"]


def test_csv_may_quote(tmp_path: Path) -> None:
    path = tmp_path / "支出.csv"
    path.write_text('a,"1,234.50","两行\n文字"\n', encoding="utf-8")

    assert [cell.text for cell in cells(path).values()] == ["a", "1,234.50", "两行\n文字"]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"<html><table><tr><td>1</td></tr></table></html>", "这是网页格式的表格"),
        (b"%PDF-1.7\n", "这是 PDF 文件，不是工作簿"),
        (b"", "文件是空的"),
        (b"PK\x03\x04 broken", "文件已损坏"),
    ],
)
def test_what_is_no_workbook_is_refused(content: bytes, message: str, tmp_path: Path) -> None:
    path = tmp_path / "工作簿.xls"
    path.write_bytes(content)

    with pytest.raises(ReadError, match=message):
        open_input(path)
