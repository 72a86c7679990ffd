"""Excel copies: cell comments and a sheet of findings, and nothing else."""

from __future__ import annotations

import io
import re

import openpyxl
import pytest
import xlsxwriter
from lxml import etree
from openpyxl.comments import Comment

from juesuan.formats.excel.annotating import annotate_xlsx
from juesuan.formats.remarks import AUTHOR, Remarks
from juesuan.reporting.annotated import Unmarkable
from tests.formats.builders import SHEET
from tests.reporting.annotated.made import example, mark, only, parts

S = f"{{{SHEET}}}"
ALLOWED = {"[Content_Types].xml", "xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/styles.xml"}
"""Parts that every copy changes: those that list parts, and the one to which cell formats are added."""


def book(content: bytes) -> openpyxl.Workbook:
    """The workbook, as openpyxl opens it."""
    return openpyxl.load_workbook(io.BytesIO(content))


def commented(content: bytes) -> dict[tuple[str, str], str]:
    """The comments by sheet and cell."""
    return {
        (sheet.title, cell.coordinate): cell.comment.text
        for sheet in book(content)
        for row in sheet.iter_rows()
        for cell in row
        if cell.comment is not None
    }


def simple(**cells: str) -> bytes:
    """A workbook with one sheet 表."""
    workbook = openpyxl.Workbook()
    sheet = workbook.active
    assert sheet is not None
    sheet.title = "表"
    for cell, text in cells.items():
        sheet[cell] = text
    out = io.BytesIO()
    workbook.save(out)
    return out.getvalue()


def test_every_mark_is_a_comment_of_its_cell() -> None:
    """Cells that several causes mention have one comment with all of it."""
    one = example("xlsx")
    found = commented(one.copy)

    marked = {(mark.place.sheet, mark.place.cell) for mark in one.remarks.marks}
    assert marked | commented(one.original).keys() == found.keys()
    for mark_ in one.remarks.marks:
        assert mark_.place.sheet is not None
        assert mark_.place.cell is not None
        assert all(note.text in found[mark_.place.sheet, mark_.place.cell] for note in mark_.notes)


def test_cells_formats_and_all_other_parts_stay() -> None:
    """A worksheet only gains the reference to its drawing, the comments of one that has some (rounding tails) are added to."""
    one = example("xlsx")
    before, after = parts(one.original), parts(one.copy)
    for name in before:
        if name.startswith("xl/worksheets/sheet"):
            assert undrawn(after[name]) == undrawn(before[name])
        elif name not in ALLOWED and not re.match(r"xl/(comments|drawings/vmlDrawing)", name):
            assert after[name] == before[name]


def undrawn(sheet: bytes) -> bytes:
    """A worksheet without the reference to the drawing of its comments."""
    root = etree.fromstring(sheet)
    for element in root.findall(f"{S}legacyDrawing"):
        root.remove(element)
    return etree.tostring(root, method="c14n")


def test_formats_are_added_behind_those_that_are_there() -> None:
    """So that every cell keeps its look."""
    one = example("xlsx")
    old, new = (etree.fromstring(parts(content)["xl/styles.xml"]) for content in (one.original, one.copy))
    for group in ("fonts", "fills", "borders", "cellXfs", "cellStyleXfs"):
        before = [etree.tostring(child, method="c14n") for child in old.find(S + group)]
        now = [etree.tostring(child, method="c14n") for child in new.find(S + group)]
        assert now[: len(before)] == before
        assert new.find(S + group).get("count") == str(len(now))


def test_the_last_sheet_lists_and_links_every_finding() -> None:
    """Causes and what follows from them."""
    one = example("xlsx")
    sheet = book(one.copy).worksheets[-1]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=1)]
    head = rows.index(["编号", "级别", "位置", "项目", "问题", "疑为", "处理", "依据", "规则"])
    listed = [(row[0], row[4]) for row in rows[head + 1 :]]

    assert sheet.title == "核对结果"
    assert rows[0][0] == "核对结论：有错误"
    assert listed == [(finding.number, finding.message) for finding in one.remarks.listed]
    links = [cell.hyperlink.location for cell in sheet["C"] if cell.hyperlink]
    assert len(links) == len(listed) - 1, "the missing table has no cell"
    original = book(one.original)
    for link in links:
        name, cell = re.fullmatch(r"'(.+)'!([A-Z]+\d+)", link).groups()  # type: ignore[union-attr]
        assert original[name][cell].value is not None


def test_boxes_are_as_many_as_comments_and_numbered_apart() -> None:
    """Excel repairs a workbook, and drops the comments, when two boxes of a sheet have one number."""
    one = example("xlsx")
    new = parts(one.copy)
    comments = [name for name in new if re.fullmatch(r"xl/comments\d+\.xml", name)]
    drawings = [new[name] for name in new if name.endswith(".vml")]
    numbers = [re.findall(rb'id="_x0000_s(\d+)"', drawing) for drawing in drawings]
    blocks = [re.findall(rb'idmap v:ext="edit" data="(\d+)"', drawing) for drawing in drawings]

    assert len(comments) == len(drawings) > 3
    assert sum(map(len, numbers)) == len(commented(one.copy))
    assert len({number for listed in numbers for number in listed}) == sum(map(len, numbers))
    assert len({tuple(block) for block in blocks}) == len(blocks)
    for drawing in drawings:
        etree.fromstring(drawing)


def test_comments_of_the_workbook_are_kept() -> None:
    """Ours stand below in the same cell, or beside in another."""
    workbook = book(simple(A1="1.00", B2="2.00"))
    workbook["表"]["A1"].comment = Comment("请核实", "王某")
    out = io.BytesIO()
    workbook.save(out)
    marks = (mark("1.00", "问题1", sheet="表", cell="A1"), mark("2.00", "问题2", sheet="表", cell="B2"))
    copy = annotate_xlsx(out.getvalue(), only(*marks))
    drawing = next(content for name, content in parts(copy).items() if name.endswith(".vml"))

    assert commented(copy) == {("表", "A1"): f"请核实\n\n{AUTHOR}：\n问题1", ("表", "B2"): "问题2"}
    assert book(copy)["表"]["A1"].comment.author == "王某"
    assert len(list(etree.fromstring(drawing).iter("{urn:schemas-microsoft-com:vml}shape"))) == 2
    assert sum(1 for name in parts(copy) if name.endswith(".vml")) == 1


def test_the_reference_to_the_drawing_stands_where_the_schema_wants_it() -> None:
    """Before pictures in headers, tables and extensions; behind everything else."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out) as workbook:
        sheet = workbook.add_worksheet("表")
        sheet.add_table("A1:B3")
        sheet.write_url("D1", "https://example.invalid/")
        sheet.set_header("&L页眉")
        chart = workbook.add_chart({"type": "line"})
        chart.add_series({"values": "=表!$A$2:$A$3"})
        sheet.insert_chart("F1", chart)
    copy = annotate_xlsx(out.getvalue(), only(mark("", sheet="表", cell="C9")))
    names = [etree.QName(child).localname for child in etree.fromstring(parts(copy)["xl/worksheets/sheet1.xml"])]

    assert names[-3:] == ["drawing", "legacyDrawing", "tableParts"]
    assert commented(copy) == {("表", "C9"): "问题1"}


def test_several_notes_of_a_cell_are_one_comment() -> None:
    """Whole explanations first; a sheet that is not there is passed over."""
    marks = [mark("1", "一", sheet="表", cell="A1", text="甲"), mark("2", "二", sheet="表", cell="A1", text="乙")]
    copy = annotate_xlsx(simple(A1="1和2"), only(*marks, mark("3", sheet="没有", cell="A1")))

    assert commented(copy) == {("表", "A1"): "一\n\n二"}


def test_a_sheet_of_the_same_name_gets_no_twin() -> None:
    """A copy can be annotated again."""
    once = annotate_xlsx(simple(A1="1"), only(mark("1", "一", sheet="表", cell="A1")))
    twice = annotate_xlsx(once, only(mark("1", "二", sheet="表", cell="A1")))

    assert book(twice).sheetnames == ["表", "核对结果", "核对结果2"]
    assert commented(twice) == {("表", "A1"): f"一\n\n{AUTHOR}：\n二"}


def test_text_that_only_looks_like_markup_stays_text() -> None:
    """Names of sheets may hold quotes, notes anything."""
    content = simple(A1="1")
    workbook = book(content)
    workbook["表"].title = "a'b&c"
    out = io.BytesIO()
    workbook.save(out)
    copy = annotate_xlsx(out.getvalue(), only(mark("1", "<b>&\"'</b>", sheet="a'b&c", cell="A1")))

    assert commented(copy) == {("a'b&c", "A1"): "<b>&\"'</b>"}


def test_a_damaged_package_is_refused() -> None:
    """Not an exception of the zip module."""
    with pytest.raises(Unmarkable):
        annotate_xlsx(example("xlsx").original[:5000], Remarks("", (), (), {}))


def test_a_box_is_as_tall_as_its_text_whatever_the_rows_are() -> None:
    """Prose stands in tall rows; a box counted in rows would be as tall as the screen."""
    workbook = book(simple(A1="1", A2="2"))
    for row in range(1, 9):
        workbook["表"].row_dimensions[row].height = 90
    workbook["表"].column_dimensions["B"].width = 100
    out = io.BytesIO()
    workbook.save(out)
    copy = annotate_xlsx(out.getvalue(), only(mark("1", "一\n二\n三", sheet="表", cell="A2")))
    drawing = next(content.decode() for name, content in parts(copy).items() if name.endswith(".vml"))
    found = re.search(r"<x:Anchor>([^<]+)<", drawing)
    assert found is not None
    left, _, top, _, right, _, bottom, down = map(int, found[1].split(","))

    assert (left, top, right, bottom) == (1, 0, 1, 0)
    assert 3 * 15 < down < 120
