"""Web pages: blocks, tables with spans, layout tables, places."""

import pytest

from juesuan.formats.opening import open_source
from juesuan.formats.pages.source import Grid
from tests.formats.builders import blocks, grids, is_covered_once, paragraphs, table


def read(tmp_path, markup, encoding="utf-8"):
    path = tmp_path / "a.html"
    path.write_bytes(f"<html><body>{markup}</body></html>".encode(encoding))
    return open_source(path)


def test_headings_paragraphs_and_breaks(tmp_path):
    markup = """<h2 align="center">第三部分&nbsp;情况说明</h2>
<p>收入总计
   <b>3878.84</b>万元，<br>支出总计相同。</p><div>没有<span>段落</span>标记<p>有段落</p>之后</div>
<script>var x = 1;</script><p style="display:none">隐藏</p><pre>合计   1
其中   2</pre>"""
    found = paragraphs(read(tmp_path, markup))

    assert [block.raw for block in found] == [
        "第三部分 情况说明",
        "收入总计 3878.84万元，\n支出总计相同。",
        "没有段落标记",
        "有段落",
        "之后",
        "合计   1\n其中   2",
    ]
    assert (found[0].style, found[0].centred, found[0].bold, found[1].bold) == ("Heading 2", True, True, False)
    assert found[1].text == "收入总计3878.84万元，支出总计相同。"
    assert found[1].passage.place(4, 11).line == 3


@pytest.mark.parametrize("mark", ["①", "[1]", "〔2〕", "*", "注1"])
@pytest.mark.parametrize(
    "markup",
    [
        "<p>总计<sup>{}</sup>4,039.95<sup>{}</sup>万元</p>",
        "<p>总计<sup><a href='#n'>{}</a></sup>4,039.95<sup><b>{}</b></sup>万元</p>",
    ],
)
def test_marks_of_footnotes_are_no_text(tmp_path, markup, mark):
    assert [block.text for block in paragraphs(read(tmp_path, markup.format(mark, mark)))] == ["总计4,039.95万元"]


@pytest.mark.parametrize(
    ("markup", "printed"),
    [
        ("房屋12m<sup>2</sup>", "房屋12m2"),
        ("20<sup>23</sup>年度", "2023年度"),
        ("<sup>①</sup>本年合计", "①本年合计"),
        ("总计4,039.95<sup>1</sup>万元", "总计4,039.95万元"),
        ("总计<sup>2</sup>为", "总计为"),
        ("收入<sup>合计</sup>", "收入合计"),
    ],
)
def test_what_is_raised_and_no_mark_stays(tmp_path, markup, printed):
    assert [block.text for block in paragraphs(read(tmp_path, f"<p>{markup}</p>"))] == [printed]


def test_what_helps_to_get_about_is_no_text(tmp_path):
    """Menus, buttons and charts around a document are not what it says; drawn numbers are no second statement."""
    markup = (
        "<nav><a href='#a'>目录</a><ol><li>首页 1</li></ol></nav><p>收入<button>展开</button>12.00万元</p>"
        "<svg><text>图 12.00</text></svg><dialog open>说明</dialog>"
    )
    assert [block.text for block in paragraphs(read(tmp_path, markup))] == ["收入12.00万元"]


def test_spans_and_sections(tmp_path):
    markup = """<table><caption>支出决算表</caption><thead>
<tr><th rowspan="2">科目</th><th colspan="2">支出</th></tr>
<tr><th>基本</th><th>项目</th></tr></thead>
<tbody><tr><td>合计</td><td>1.00<td>2.00
<tr><td colspan=9>2080505 缴费
</tbody></table>"""
    caption, grid = blocks(read(tmp_path, markup))[:2]

    assert caption.text == "支出决算表"
    assert table(grid)[:3] == [
        ["科目", "支出", ""] + [""] * 6,
        ["", "基本", "项目"] + [""] * 6,
        ["合计", "1.00", "2.00"] + [""] * 6,
    ]
    assert is_covered_once(grid)
    cell = next(cell for cell in grid.cells if cell.text == "2.00")
    assert (cell.place.line, cell.place.table_row, cell.place.table_column) == (4, 3, 3)
    assert cell.passage.place(0, 4).table_column == 3


def test_layout_tables_are_taken_apart(tmp_path):
    markup = """<table><tr><td colspan="2">某局网站</td></tr><tr><td>首页<br>公开</td><td>
      <p>二、收入决算情况说明，本年收入合计3878.84万元。</p>
      <table><tr><td>项目</td><td>金额</td></tr><tr><td>合计</td><td>1.00</td></tr></table></td></tr></table>"""
    found = [block.raw if not isinstance(block, Grid) else table(block) for block in blocks(read(tmp_path, markup))]

    assert found == [
        "某局网站",
        "首页",
        "公开",
        "二、收入决算情况说明，本年收入合计3878.84万元。",
        [["项目", "金额"], ["合计", "1.00"]],
    ]


def test_an_article_in_a_cell_is_prose(tmp_path):
    article = "".join(f"<p>第{number}段，内容。</p>" for number in range(40))
    found = blocks(read(tmp_path, f"<table><tr><td>导航</td><td>{article}</td></tr></table>"))

    assert len(found) == 41


@pytest.mark.parametrize("spans", ['colspan="1000000000"', 'rowspan="1000000000"', 'colspan="0"', 'rowspan="x"'])
def test_impossible_spans(tmp_path, spans):
    (grid,) = grids(read(tmp_path, f"<table><tr><td {spans}>甲<td>乙</tr><tr><td>丙</tr></table>"))

    assert is_covered_once(grid)
    assert grid.columns <= 1001


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "utf-16"])
def test_encodings_whatever_the_page_says(tmp_path, encoding):
    found = paragraphs(read(tmp_path, '<meta charset="iso-8859-1"><p>决算公开</p>', encoding))

    assert [block.text for block in found] == ["决算公开"]


@pytest.mark.parametrize("tags", ["<div>", "<font>", "<b><p>", "<table><tr><td>"])
def test_unclosed_tags(tmp_path, tags):
    source = read(tmp_path, f"{tags * 500}概况")

    assert [block.text for block in paragraphs(source)] == ["概况"]
    assert source.problems == ()


def test_nesting_beyond_reason_is_said(tmp_path):
    source = read(tmp_path, f"<p>甲</p>{'<div>' * 5000}概况")

    assert [block.text for block in paragraphs(source)] == ["甲"]
    assert "嵌套过深" in source.problems[0].message


def test_lines_are_given_as_far_as_they_are_counted(tmp_path):
    found = paragraphs(read(tmp_path, "\n".join(f"<p>{number}</p>" for number in range(1, 70_001))))

    assert [found[index].passage.place(0, 1).line for index in (0, 65_000, 69_999)] == [1, 65_001, None]


def test_many_rows(tmp_path):
    rows = "".join(f"<tr><td>项目{number}</td><td>{number}.00</td></tr>" for number in range(20_000))
    (grid,) = grids(read(tmp_path, f"<table>{rows}</table>"))

    assert (grid.rows, grid.columns) == (20_000, 2)
    assert grid.cells[-1].place.table_row == 20_000


def test_a_page_of_pictures_has_no_text(tmp_path):
    assert [page.has_text for page in read(tmp_path, '<img src="1.jpg">').pages] == [False]
