"""Excel workbooks as they are seen: number formats, merged cells, text around tables, what is hidden."""

import struct
from decimal import Decimal

import pytest
import xlsxwriter

from juesuan.formats.doc.conversion import find_libreoffice
from juesuan.formats.errors import Encrypted, TooLarge
from juesuan.formats.excel.reading.worksheet import cell_name
from juesuan.formats.opening import open_source
from juesuan.formats.pages.source import Grid
from juesuan.recognising.printed_numbers import parse_number
from tests.formats.builders import (
    SHEET,
    blocks,
    compound_file,
    grids,
    is_covered_once,
    package,
    paragraphs,
    relationships,
    table,
)
from tests.formats.doc.test_reading import converted
from tests.hostile.biff import label, number, old_book, sheet


@pytest.fixture
def book(tmp_path):
    return xlsxwriter.Workbook(tmp_path / "a.xlsx")


def opened(book):
    book.close()
    return open_source(book.filename)


def fill_form(book, ruled=True):
    """A sheet with title, captions, a merged header, amounts and a note."""
    sheet = book.add_worksheet("Z03")
    border = {"border": 1} if ruled else {}
    plain = book.add_format(border)
    money = book.add_format({**border, "num_format": "#,##0.00"})
    percent = book.add_format({**border, "num_format": "0.00%"})
    sheet.merge_range("A1:D1", "支出决算表", book.add_format({"align": "center"}))
    sheet.write("D2", "公开03表")
    sheet.write("A3", "部门：某局")
    sheet.write("D3", "金额单位：万元")
    sheet.merge_range("A4:B4", "项目", plain)
    sheet.write_row("C4", ["本年支出", "占比"], plain)
    sheet.write_row("A5", ["科目编码", "科目名称", "1", "2"], plain)
    sheet.write_row("A6", ["", "合计"], plain)
    sheet.write("C6", 3878.84, money)
    sheet.write("D6", 1, percent)
    sheet.write_row("A7", [2080505, "缴费\n支出"], plain)
    sheet.write("C7", 2371, money)
    sheet.write("D7", 0.6113, percent)
    sheet.merge_range("A8:D8", "注：本表反映支出情况。", plain)
    return sheet


EXPECTED = [
    ["项目", "", "本年支出", "占比"],
    ["科目编码", "科目名称", "1", "2"],
    ["", "合计", "3,878.84", "100.00%"],
    ["2080505", "缴费支出", "2,371.00", "61.13%"],
]


@pytest.mark.parametrize("ruled", [True, False])
def test_a_form_and_the_text_around_it(book, ruled):
    fill_form(book, ruled)
    source = opened(book)
    title, number, caption, grid, note = blocks(source)

    assert (source.format, source.pages[0].name, source.problems) == ("xlsx", "Z03", ())
    assert (title.text, title.centred, number.text) == ("支出决算表", True, "公开03表")
    assert caption.raw == "部门：某局    金额单位：万元"
    assert caption.passage.place(caption.text.index("金额"), len(caption.text)).cell == "D3"
    assert table(grid) == EXPECTED
    assert is_covered_once(grid)
    assert note.text == "注：本表反映支出情况。"
    place = grid.cells[-2].place
    assert (place.sheet, place.cell, grid.place.cell) == ("Z03", "C7", "A4")
    assert next(cell for cell in grid.cells if cell.text == "缴费支出").lines == ("缴费", "支出")


def test_the_same_form_as_xls(book, tmp_path):
    fill_form(book)
    book.close()
    source = open_source(converted(tmp_path / "a.xlsx", "xls"))

    assert source.format == "xls"
    assert table(grids(source)[0]) == EXPECTED
    assert [block.text for block in paragraphs(source)] == [
        "支出决算表",
        "公开03表",
        "部门：某局金额单位：万元",
        "注：本表反映支出情况。",
    ]
    assert grids(source)[0].cells[-1].place.cell == "D7"


def test_amounts_are_exact(book):
    sheet = book.add_worksheet()
    border = book.add_format({"border": 1, "num_format": "0.00"})
    sheet.write_row(0, 0, [0.1 + 0.2, 1e15 + 0.25, -0.07], border)
    sheet.write_row(1, 0, ["甲", "乙", "丙"], border)
    (grid,) = grids(opened(book))
    amounts = [parse_number(cell.text) for cell in grid.cells[:3]]

    assert [amount.value for amount in amounts] == [Decimal("0.30"), Decimal("1000000000000000.00"), Decimal("-0.07")]


def test_values_of_every_type(tmp_path):
    cells = """<row r="1">
      <c r="A1" t="s"><v>0</v></c><c r="B1" t="inlineStr"><is><r><t>内</t></r><r><t>联</t></r></is></c>
      <c t="str"><f>A1</f><v>公式</v></c><c t="b"><v>1</v></c><c t="e"><v>#REF!</v></c><c><v>12.50</v></c>
      <c s="9"><v>x</v></c><c t="s"><v>77</v></c><c><v/></c></row>"""
    parts = {
        "xl/workbook.xml": f'<workbook xmlns="{SHEET}" xmlns:r="urn:r"><sheets><sheet name="Z01" r:id="worksheet"/></sheets>'
        "</workbook>",
        "xl/_rels/workbook.xml.rels": relationships(worksheet="/xl/one.xml", sharedStrings="strings.xml"),
        "xl/strings.xml": f'<sst xmlns="{SHEET}"><si><t>共享</t><rPh><t>gong</t></rPh></si></sst>',
        "xl/one.xml": f'<worksheet xmlns="{SHEET}"><sheetData>{cells}</sheetData></worksheet>',
    }
    (grid,) = grids(open_source(package(tmp_path / "a.xlsx", parts)))

    assert table(grid) == [["共享", "内联", "公式", "TRUE", "#REF!", "12.5", "x"]]


def test_hidden_sheets_are_named_but_not_read(book):
    book.add_worksheet("Z01").write("A1", "可见")
    hidden = book.add_worksheet("HIDDEN")
    hidden.write("A1", "不可见")
    hidden.hide()
    source = opened(book)

    assert [page.name for page in source.pages] == ["Z01"]
    assert [(problem.place.sheet, problem.message) for problem in source.problems] == [
        ("HIDDEN", "隐藏的工作表，未读取")
    ]


def test_hidden_rows_are_read_and_mentioned(book):
    sheet = fill_form(book)
    sheet.set_row(6, None, None, {"hidden": True})
    source = opened(book)

    assert table(grids(source)[0]) == EXPECTED
    assert [problem.place.sheet for problem in source.problems] == ["Z03"]


def test_tables_beside_and_below_each_other(book):
    sheet = book.add_worksheet()
    border = book.add_format({"border": 1})
    for row, column in ((0, 0), (0, 4), (5, 0)):
        for offset in range(2):
            sheet.write_row(row + offset, column, [f"甲{row}{column}", offset], border)
    found = grids(opened(book))

    assert [(grid.place.cell, grid.rows, grid.columns) for grid in found] == [("A1", 2, 2), ("E1", 2, 2), ("A6", 2, 2)]


def test_halves_without_rules_are_one_table_and_a_stray_cell_another(book):
    sheet = book.add_worksheet()
    sheet.write_row("A1", ["收入", "金额", "", "支出", "金额"])
    sheet.write_row("A2", ["财政拨款", 1, "", "教育支出", 2])
    sheet.write("XFD2", "校对")
    found = grids(opened(book))

    assert [(grid.place.cell, grid.rows, grid.columns) for grid in found] == [("A1", 2, 5)]


def test_prose_in_a_sheet(book):
    sheet = book.add_worksheet("说明")
    sheet.write("A1", "第三部分 情况说明")
    sheet.write("A3", "一、收入总计3878.84万元。\n二、支出总计3878.84万元。")
    source = opened(book)

    assert [block.raw for block in blocks(source)] == [
        "第三部分 情况说明",
        "一、收入总计3878.84万元。\n二、支出总计3878.84万元。",
    ]


def test_merged_cells_down_the_side(book):
    sheet = book.add_worksheet()
    border = book.add_format({"border": 1})
    sheet.merge_range("A1:A3", "产出指标", border)
    for row in range(3):
        sheet.write_row(row, 1, [f"指标{row}", row], border)
    (grid,) = grids(opened(book))

    assert grid.cells[0].row_span == 3
    assert is_covered_once(grid)


def test_formats_down_to_the_last_row_cost_nothing(book):
    sheet = book.add_worksheet()
    sheet.set_column(0, 16_000, None, book.add_format({"border": 1}))
    sheet.write_row(0, 0, ["甲", "乙"])
    sheet.write_row(1, 0, [1, 2])
    sheet.write_blank(1_048_575, 16_000, None, book.add_format({"border": 1}))
    (grid,) = grids(opened(book))

    assert (grid.rows, grid.columns) == (2, 2)


def test_a_sheet_of_pictures(tmp_path):
    parts = {
        "xl/workbook.xml": f'<workbook xmlns="{SHEET}" xmlns:r="urn:r"><sheets><sheet name="图" r:id="worksheet"/></sheets>'
        "</workbook>",
        "xl/_rels/workbook.xml.rels": relationships(worksheet="one.xml"),
        "xl/one.xml": f'<worksheet xmlns="{SHEET}"><sheetData/><drawing/></worksheet>',
    }

    assert [page.has_text for page in open_source(package(tmp_path / "a.xlsx", parts)).pages] == [False]


def test_every_block_is_a_paragraph_or_a_grid(book):
    fill_form(book)

    assert {type(block).__name__ for block in blocks(opened(book))} == {"Paragraph", Grid.__name__}


@pytest.mark.parametrize(("column", "name"), [(0, "A1"), (25, "Z1"), (26, "AA1"), (701, "ZZ1"), (702, "AAA1")])
def test_cell_names(column, name):
    assert cell_name(0, column) == name


def test_libreoffice_is_found_or_not():
    assert find_libreoffice() is None or find_libreoffice().is_file()


def test_an_xls_with_a_password(tmp_path):
    start = struct.pack("<HHHHHHII", 0x0809, 16, 0x0600, 5, 0, 0, 0, 0)
    password = struct.pack("<HHHHH", 0x002F, 6, 0, 0, 0)
    path = tmp_path / "a.xls"
    path.write_bytes(compound_file(Workbook=start + password))

    with pytest.raises(Encrypted):
        open_source(path)


@pytest.mark.parametrize("merge", [(5, 2, 0, 3), (0, 3, 5, 2), (0, 65535, 0, 255), (65535, 0, 255, 0)])
def test_an_xls_with_a_range_that_is_none(tmp_path, merge):
    path = tmp_path / "a.xls"
    path.write_bytes(old_book([("表", sheet([label(0, 0, "甲"), number(0, 1, 1.5), label(1, 0, "乙")], [merge]))]))

    assert [block.text for block in paragraphs(open_source(path))] or grids(open_source(path))


def test_an_xls_that_would_be_billions_of_cells_is_refused(tmp_path):
    path = tmp_path / "a.xls"
    path.write_bytes(old_book([("表", sheet([number(row, 65535, 1.5) for row in range(1000)]))]))

    with pytest.raises(TooLarge, match="单元格"):
        open_source(path)


def test_rules_that_go_on_to_the_last_column_are_no_table(book):
    page, border = book.add_worksheet(), book.add_format({"border": 1})
    for row in range(1, 20):
        for column in range(2000):
            page.write(row, column, f"{row}.{column}0" if column < 3 else None, border)
    page.merge_range(0, 0, 0, 1999, "决算表", border)

    assert {grid.columns for grid in grids(opened(book))} == {3}


def test_a_table_that_is_too_wide_is_named(book):
    page = book.add_worksheet()
    for row in range(3):
        page.write_row(row, 0, [f"{row}.{column}" for column in range(1500)])
    source = opened(book)

    assert grids(source) == []
    assert ["1500 列" in problem.message for problem in source.problems] == [True]
