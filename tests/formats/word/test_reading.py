"""Word documents as Word shows them."""

import docx
import pytest

from juesuan.formats.errors import Damaged
from juesuan.formats.opening import open_source
from juesuan.formats.pages.source import Grid
from juesuan.formats.word.reading.numerals import numeral
from tests.formats.builders import (
    MARKUP,
    blocks,
    cell,
    grids,
    is_covered_once,
    package,
    paragraph,
    paragraphs,
    relationships,
    table,
    word,
)


def read(tmp_path, body, **parts):
    return open_source(word(tmp_path / "a.docx", body, **parts))


def texts(source):
    return [block.raw for block in paragraphs(source)]


def test_a_document_of_python_docx(tmp_path):
    document = docx.Document()
    document.add_heading("第一部分 概况", 1)
    document.add_paragraph("一、职责")
    made = document.add_table(2, 3)
    made.cell(0, 0).merge(made.cell(1, 0)).text = "项目"
    made.cell(0, 1).merge(made.cell(0, 2)).text = "决算数"
    made.cell(1, 2).text = "3,878.84"
    document.save(tmp_path / "a.docx")
    source = open_source(tmp_path / "a.docx")
    heading, prose, grid = blocks(source)

    assert (heading.text, heading.style) == ("第一部分概况", "Heading 1")
    assert (prose.text, prose.style, prose.passage.place(0, 1).paragraph) == ("一、职责", "", 2)
    assert table(grid) == [["项目", "决算数", ""], ["", "", "3,878.84"]]
    assert is_covered_once(grid)
    assert [(item.row_span, item.column_span) for item in grid.cells] == [(2, 1), (1, 2), (1, 1), (1, 1)]
    last = grid.cells[-1].place
    assert (last.paragraph, last.table_row, last.table_column, last.page) == (3, 2, 3, None)


def test_rows_that_start_late_or_end_early_are_filled_up(tmp_path):
    body = f"""<w:tbl>
      <w:tr>{cell("甲")}{cell("乙")}{cell("丙")}</w:tr>
      <w:tr><w:trPr><w:gridBefore w:val="1"/></w:trPr>{cell("1")}</w:tr>
    </w:tbl>"""
    (grid,) = grids(read(tmp_path, body))

    assert table(grid) == [["甲", "乙", "丙"], ["", "1", ""]]
    assert is_covered_once(grid)


def test_a_vertical_merge_without_a_start_is_a_cell(tmp_path):
    merged = "<w:vMerge/>"
    body = f"<w:tbl><w:tr>{cell('甲', merged)}{cell('1')}</w:tr><w:tr>{cell('', merged)}{cell('2')}</w:tr></w:tbl>"
    (grid,) = grids(read(tmp_path, body))

    assert table(grid) == [["甲", "1"], ["", "2"]]
    assert grid.cells[0].row_span == 2


def test_old_horizontal_merges(tmp_path):
    body = f"""<w:tbl>
      <w:tr>{cell("收入", '<w:hMerge w:val="restart"/>')}{cell("", "<w:hMerge/>")}{cell("支出")}</w:tr>
      <w:tr>{cell("1")}{cell("2")}{cell("3")}</w:tr>
    </w:tbl>"""
    (grid,) = grids(read(tmp_path, body))

    assert table(grid) == [["收入", "", "支出"], ["1", "2", "3"]]


def test_tracked_changes_are_read_as_accepted(tmp_path):
    body = f"""
      <w:p><w:r><w:t>支出</w:t></w:r><w:del><w:r><w:delText>100</w:delText></w:r></w:del>
        <w:ins><w:r><w:t>200</w:t></w:r></w:ins><w:r><w:t>万元</w:t></w:r></w:p>
      <w:tbl><w:tr>{cell("甲")}{cell("1")}</w:tr>
        <w:tr><w:trPr><w:del/></w:trPr>{cell("乙")}{cell("2")}</w:tr>
        <w:tr>{cell("丙")}{cell("3")}</w:tr></w:tbl>"""
    source = read(tmp_path, body)

    assert texts(source) == ["支出200万元"]
    assert table(grids(source)[0]) == [["甲", "1"], ["丙", "3"]]


def test_text_that_is_not_shown(tmp_path):
    body = """<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>隐藏</w:t></w:r>
      <w:r><w:t>显示</w:t><w:footnoteReference w:id="1"/><w:instrText>PAGE</w:instrText></w:r></w:p>"""

    assert texts(read(tmp_path, body)) == ["显示"]


@pytest.mark.parametrize("mark", ["①", "[1]", "*"])
def test_marks_of_footnotes_are_no_text(tmp_path, mark):
    raised = f"""<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:t>{mark}</w:t></w:r>"""
    body = (
        f"<w:p><w:r><w:t>总计</w:t></w:r>{raised}<w:r><w:t>4,039.95</w:t></w:r>{raised}<w:r><w:t>万元</w:t></w:r></w:p>"
    )

    assert texts(read(tmp_path, body)) == ["总计4,039.95万元"]
    assert texts(read(tmp_path, body.replace("superscript", "baseline"))) == [f"总计{mark}4,039.95{mark}万元"]


def test_wrappers_are_looked_through(tmp_path):
    body = f"""<w:sdt><w:sdtContent>{paragraph("目录")}</w:sdtContent></w:sdt>
      <w:p><w:hyperlink><w:r><w:t>一、职责</w:t><w:tab/><w:t>5</w:t></w:r></w:hyperlink></w:p>
      <w:tbl><w:sdt><w:sdtContent><w:tr>{cell("甲")}<w:sdt><w:sdtContent>{cell("1")}</w:sdtContent></w:sdt></w:tr>
      </w:sdtContent></w:sdt></w:tbl>"""
    source = read(tmp_path, body)

    assert texts(source) == ["目录", "一、职责\t5"]
    assert table(grids(source)[0]) == [["甲", "1"]]
    assert grids(source)[0].place.paragraph == 3


def test_text_boxes_once(tmp_path):
    box = f"<w:r><w:pict><w:txbxContent>{paragraph('附件')}</w:txbxContent></w:pict></w:r>"
    body = f"""<w:p><w:r><w:t>封面</w:t></w:r><w:r><mc:AlternateContent>
      <mc:Choice><w:drawing><w:txbxContent>{paragraph("某局")}</w:txbxContent></w:drawing></mc:Choice>
      <mc:Fallback><w:pict><w:txbxContent>{paragraph("某局")}</w:txbxContent></w:pict></mc:Fallback>
      </mc:AlternateContent></w:r>{box}</w:p>{paragraph("正文")}"""
    source = read(tmp_path, body)

    assert MARKUP in (tmp_path / "a.docx").read_bytes().decode("latin-1") or texts(source)
    assert texts(source) == ["封面", "某局", "附件", "正文"]
    assert [block.passage.pieces[0].place.paragraph for block in paragraphs(source)] == [1, 1, 1, 2]


def test_lines_of_a_cell(tmp_path):
    inside = f"<w:tc>{paragraph('机关事业单位')}<w:p><w:r><w:t>基本养老 </w:t><w:br/><w:t>保险</w:t></w:r></w:p></w:tc>"
    (grid,) = grids(read(tmp_path, f"<w:tbl><w:tr>{inside}{cell('1')}</w:tr></w:tbl>"))

    assert grid.cells[0].lines == ("机关事业单位", "基本养老", "保险")
    assert grid.cells[0].text == "机关事业单位基本养老保险"


def test_a_table_in_a_cell_stands_after_the_outer_one(tmp_path):
    inner = f"<w:tc>{paragraph('详见')}<w:tbl><w:tr>{cell('甲')}{cell('1')}</w:tr></w:tbl></w:tc>"
    body = f"<w:tbl><w:tr>{cell('项目名称')}{cell('工业发展专项资金')}</w:tr><w:tr>{cell('明细')}{inner}</w:tr></w:tbl>"
    outer, nested = grids(read(tmp_path, body))

    assert table(outer) == [["项目名称", "工业发展专项资金"], ["明细", "详见"]]
    assert table(nested) == [["甲", "1"]]
    assert nested.cells[1].place.table_row == 2


def test_tables_that_only_arrange_the_page_are_taken_apart(tmp_path):
    left = f"<w:tc>{paragraph('收入')}<w:tbl><w:tr>{cell('甲')}{cell('1')}</w:tr></w:tbl></w:tc>"
    right = f"<w:tc>{paragraph('支出')}<w:tbl><w:tr>{cell('乙')}{cell('2')}</w:tr></w:tbl></w:tc>"
    framed = f"<w:tbl><w:tr>{cell('注：框里的字')}</w:tr></w:tbl>"
    found = blocks(read(tmp_path, f"<w:tbl><w:tr>{left}{right}</w:tr></w:tbl>{framed}"))

    assert [block.text if not isinstance(block, Grid) else table(block) for block in found] == [
        "收入",
        [["甲", "1"]],
        "支出",
        [["乙", "2"]],
        "注：框里的字",
    ]


def test_captions_typed_into_the_table_are_text(tmp_path):
    wide = '<w:gridSpan w:val="3"/>'
    body = f"""<w:tbl>
      <w:tr>{cell("支出决算表", wide)}</w:tr>
      <w:tr>{cell("部门：某局")}{cell("2022年度")}{cell("金额单位：万元")}</w:tr>
      <w:tr>{cell("科目")}{cell("合计")}{cell("基本支出")}</w:tr>
      <w:tr>{cell("合计")}{cell("3")}{cell("2")}</w:tr>
      <w:tr>{cell("注：本表反映支出情况。", wide)}</w:tr>
    </w:tbl>"""
    source = read(tmp_path, body)

    assert texts(source) == ["支出决算表", "部门：某局    2022年度    金额单位：万元", "注：本表反映支出情况。"]
    assert table(grids(source)[0]) == [["科目", "合计", "基本支出"], ["合计", "3", "2"]]
    assert grids(source)[0].cells[0].place.table_row == 3


def test_tables_nested_as_deep_as_xml_may_be(tmp_path):
    opened, closed = "<w:tbl><w:tr><w:tc>", "</w:tc></w:tr></w:tbl>"

    assert texts(read(tmp_path, opened * 80 + paragraph("概况") + closed * 80)) == ["概况"]
    with pytest.raises(Damaged):
        read(tmp_path, opened * 90 + paragraph("概况") + closed * 90)


NUMBERING = """
  <w:abstractNum w:abstractNumId="0">
    <w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCountingThousand"/><w:suff w:val="nothing"/>
      <w:lvlText w:val="%1、"/></w:lvl>
    <w:lvl w:ilvl="1"><w:numFmt w:val="chineseCounting"/><w:suff w:val="nothing"/><w:lvlText w:val="（%2）"/></w:lvl>
    <w:lvl w:ilvl="2"><w:numFmt w:val="decimal"/><w:isLgl/><w:lvlText w:val="%1.%3."/></w:lvl>
    <w:lvl w:ilvl="3"><w:numFmt w:val="bullet"/><w:lvlText w:val="●"/></w:lvl>
  </w:abstractNum>
  <w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>
  <w:num w:numId="2"><w:abstractNumId w:val="0"/>
    <w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride></w:num>
"""


def numbered(text, level, number=1):
    return paragraph(text, f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>')


def test_automatic_numbers(tmp_path):
    body = "".join(
        [
            numbered("收入", 0),
            numbered("财政拨款", 1),
            numbered("其他", 1),
            numbered("明细", 2),
            numbered("支出", 0),
            numbered("基本", 1),
            paragraph("没有编号"),
            numbered("", 0),
            numbered("圆点", 3),
            numbered("结余", 0),
            numbered("另起", 0, number=2),
            numbered("再接", 0, number=2),
        ]
    )

    assert texts(read(tmp_path, body, numbering=NUMBERING)) == [
        "一、收入",
        "（一）财政拨款",
        "（二）其他",
        "1.1. 明细",
        "二、支出",
        "（一）基本",
        "没有编号",
        "圆点",
        "三、结余",
        "五、另起",
        "六、再接",
    ]


def test_numbers_that_come_with_a_style(tmp_path):
    styles = """
      <w:style w:type="paragraph" w:styleId="a" w:default="1"><w:name w:val="Normal"/></w:style>
      <w:style w:type="paragraph" w:styleId="h"><w:name w:val="标题 2"/><w:basedOn w:val="a"/>
        <w:pPr><w:numPr><w:numId w:val="1"/></w:numPr><w:jc w:val="center"/></w:pPr>
        <w:rPr><w:b/><w:sz w:val="32"/></w:rPr></w:style>
      <w:style w:type="paragraph" w:styleId="k"><w:name w:val="own"/><w:basedOn w:val="h"/>
        <w:pPr><w:numPr><w:numId w:val="0"/></w:numPr><w:outlineLvl w:val="2"/></w:pPr></w:style>"""
    body = paragraph("收入", '<w:pStyle w:val="h"/>') + paragraph("无号", '<w:pStyle w:val="k"/>') + paragraph("正文")
    heading, unnumbered, plain = paragraphs(read(tmp_path, body, styles=styles, numbering=NUMBERING))

    assert (heading.raw, heading.style, heading.size, heading.bold, heading.centred) == (
        "一、收入",
        "Heading 2",
        16.0,
        True,
        True,
    )
    assert (unnumbered.raw, unnumbered.style) == ("无号", "Heading 3")
    assert (plain.style, plain.bold, plain.size) == ("", False, 10.0)


@pytest.mark.parametrize(
    ("kind", "number", "printed"),
    [
        ("chineseCounting", 10, "十"),
        ("chineseCounting", 13, "十三"),
        ("japaneseCounting", 20, "二十"),
        ("chineseCountingThousand", 105, "一百零五"),
        ("chineseCountingThousand", 110, "一百一十"),
        ("chineseCountingThousand", 1005, "一千零五"),
        ("chineseLegalSimplified", 21, "贰拾壹"),
        ("ideographDigital", 10, "一〇"),
        ("ideographTraditional", 3, "丙"),
        ("decimal", 7, "7"),
        ("decimalZero", 7, "07"),
        ("upperRoman", 14, "XIV"),
        ("lowerRoman", 4, "iv"),
        ("upperLetter", 27, "AA"),
        ("lowerLetter", 3, "c"),
        ("decimalEnclosedCircleChinese", 3, "③"),
        ("decimalEnclosedCircle", 21, "21"),
        ("somethingNew", 5, "5"),
        ("chineseCounting", 0, "0"),
    ],
)
def test_numerals(kind, number, printed):
    assert numeral(number, kind) == printed


def test_strict_files_and_unusual_part_names(tmp_path):
    strict = "http://purl.oclc.org/ooxml/wordprocessingml/main"
    document = f'<w:document xmlns:w="{strict}"><w:body><w:p><w:r><w:t>概况</w:t></w:r></w:p></w:body></w:document>'
    parts = {"_rels/.rels": relationships(officeDocument="word/document2.xml"), "word\\document2.xml": document}

    assert texts(open_source(package(tmp_path / "a.docx", parts))) == ["概况"]


def test_a_document_of_pictures_has_no_text(tmp_path):
    source = read(tmp_path, "<w:p><w:r><w:drawing/></w:r></w:p>")

    assert [page.has_text for page in source.pages] == [False]
