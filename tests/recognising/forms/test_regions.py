"""Which tables are forms, and which paragraphs belong to them."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from juesuan.formats.pages.source import Page, Source
from juesuan.model import Unit
from juesuan.recognising.forms import recognise_forms
from juesuan.recognising.forms.titles import form_of_title, forms_known, head_of, is_caption, names_a_table
from juesuan.standard import builtin
from tests.recognising.forms.pages import grid, paragraph, read, source, state, values

CODES = [["科目编码", "科目名称", "小计", "基本支出", "项目支出"], ["", "合计", "5.00", "3.00", "2.00"]]
INCOME = [
    [
        "科目编码",
        "科目名称",
        "本年收入合计",
        "财政拨款收入",
        "上级补助收入",
        "事业收入",
        "经营收入",
        "附属单位上缴收入",
        "其他收入",
    ],
    ["201", "一般公共服务支出", "5.00", "5.00", "0.00", "0.00", "0.00", "0.00", "0.00"],
]


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("收入支出决算总表", "T01"),
        ("一、收入决算表", "T02"),
        ("表3：高等学校支出决算表", "T03"),
        ("青禾市档案局2024年度财政拨款收入支出决算总表（公开04表）", "T04"),
        ("一般公共预算财政拨款基本支出决算明细表（续表）", "T06"),
        ("财政拨款“三公”经费支出决算表（空表）", "T09"),
        ("项目支出决算表", None),
        ("部门收支总表", None),
        ("收入决算情况说明", None),
    ],
)
def test_titles(text: str, form: str | None) -> None:
    found = form_of_title(text, forms_known(builtin()))

    assert (found.id if found else None) == form


def test_small_lines_around_a_title() -> None:
    head = head_of(["公开02表", "编制部门：青禾市档案局（本级）2023年度金额单位：元"])

    assert (head.number, head.unit_name, head.year) == ("公开02表", "青禾市档案局（本级）", 2023)
    assert head.amount_unit is not None
    assert head.amount_unit.value == "元"
    assert is_caption("公开02表") and is_caption("单位：万元") and not is_caption("本单位：没有支出。")
    assert names_a_table("部门整体支出绩效自评表") and not names_a_table("公开02表")


def test_a_name_that_is_not_filled_in() -> None:
    assert head_of(["单位名称：单位：万元"]).unit_name == ""


def test_a_list_of_titles_is_no_form() -> None:
    """目录 in paragraphs, and a list of tables that is a grid itself."""
    listing = grid([["序号", "内容", "是否空表"], ["表1", "收入支出决算总表", "否"], ["表2", "收入决算表", "否"]])
    found = read(
        ["目录", "一、收入支出决算总表", "二、收入决算表", "第三部分 情况说明", "本部门共有以下单位。", listing]
    )

    assert not found.tables
    assert not found.consumed


def test_another_table_below_a_form_is_not_its_continuation() -> None:
    found = read([
        "一般公共预算财政拨款支出决算表", grid(CODES),
        "项目支出绩效自评表", grid([["项目名称", "甲"], ["得分", "98.00"]]),
    ])  # fmt: skip

    assert list(found.tables) == ["T05"]
    assert found.consumed == {(1, 0), (1, 1)}


def test_prose_between_two_grids_ends_the_form() -> None:
    found = read(
        [
            "一般公共预算财政拨款支出决算表",
            grid(CODES),
            "按项目分列的情况如下，供参考，不属于公开表格的内容：",
            grid([["甲", "1.00"]]),
        ]
    )

    assert found.tables["T05"].unknown == ()


def test_an_untitled_grid_of_another_kind_is_not_a_continuation() -> None:
    """On the next page, nothing between: its own header and rows tell it is something else."""
    other = grid([["项目名称", "分值", "得分"], ["数量指标", "10.00", "9.00"]], page=2)
    found = read(["一般公共预算财政拨款支出决算表", grid(CODES)], [other])

    assert found.tables["T05"].unknown == ()
    assert found.consumed == {(1, 0), (1, 1)}


def test_a_form_of_which_only_the_title_is_understood() -> None:
    found = read(["支出决算表", grid([["甲", "乙"], ["丙", "1.00"]])])

    reading = next(reading for reading in found.readings if reading.form == "T03")
    assert (reading.state, reading.pages) == ("unreadable", (1,))
    assert "未能识别" in reading.reason


def test_captions_that_the_page_repeats() -> None:
    """Adapters take what stands on every page for furniture, the unit of money too."""
    made = source(["一般公共预算财政拨款支出决算表", grid(CODES)])
    page = replace(made.pages[0], furniture=(paragraph("金额单位：元"),))
    table = recognise_forms(replace(made, pages=(page,)), builtin()).tables["T05"]

    assert table.amount_unit is Unit.YUAN
    assert table.cells["*", "C1"].amount.unit is Unit.YUAN


def test_title_and_captions_inside_the_grid() -> None:
    """As spreadsheets have them."""
    rows = [
        [("一般公共预算财政拨款支出决算表", 1, 5), None, None, None, None],
        [("公开05表", 1, 5), None, None, None, None],
        [("部门：青禾市档案局", 1, 3), None, None, ("金额单位：万元", 1, 2), None],
        *CODES,
    ]
    found = read([grid(rows)])

    assert values(found, "T05")["*.C1"] == "5.00"
    assert found.tables["T05"].unit_name == "青禾市档案局"


def test_the_name_of_a_sheet_is_a_title() -> None:
    found = recognise_forms(source([grid(CODES)], name="Z05 一般公共预算财政拨款支出决算表"), builtin())

    assert "T05" in found.tables


def test_a_grid_without_title_is_known_by_a_header_that_only_one_form_has() -> None:
    assert "T02" in read(["下表列示收入。", grid(INCOME)]).tables
    assert not read(["下表列示支出。", grid(CODES)]).tables, "小计 基本支出 项目支出 are the heads of several forms"


def test_a_grid_under_the_title_of_another_table_is_left_alone() -> None:
    assert not read(["下属单位收入情况表", grid(INCOME)]).tables


def test_of_a_form_printed_twice_the_first_counts() -> None:
    other = [CODES[0], ["", "合计", "7.00", "7.00", ""]]
    found = read(
        ["一般公共预算财政拨款支出决算表", grid(CODES)],
        ["附件"],
        ["一般公共预算财政拨款支出决算表", grid(other, page=3)],
    )

    assert values(found, "T05")["*.C1"] == "5.00"
    assert "不止一次" in found.problems[0].message


def test_notes_belong_to_the_form_and_prose_does_not() -> None:
    found = read([
        "一般公共预算财政拨款支出决算表", "单位：万元", grid(CODES),
        "注：本表反映部门本年度一般公共预算财政拨款支出情况。", "说明：本表金额为四舍五入", "后的数字。", "第三部分 情况说明", "一、总体情况",
    ])  # fmt: skip

    assert found.tables["T05"].notes == (
        "注：本表反映部门本年度一般公共预算财政拨款支出情况。", "说明：本表金额为四舍五入后的数字。",
    )  # fmt: skip
    assert found.consumed == {(1, index) for index in range(6)}


def test_a_page_without_text_may_hide_a_form() -> None:
    scan = Page(2, 595, 842, (), has_text=False)
    made = source(["一般公共预算财政拨款支出决算表", grid(CODES)])
    found = recognise_forms(Source("made", "pdf", "", (*made.pages, scan)), builtin())

    assert state(found, "T05") == "read"
    reading = next(reading for reading in found.readings if reading.form == "T02")
    assert reading.state == "unreadable"
    assert "第 2 页没有文字" in reading.reason
    assert state(recognise_forms(made, builtin()), "T02") == "absent"


def test_rows_torn_off_a_form_without_lines() -> None:
    """Two lines on the next page are too few to be seen as a grid; they are rows all the same."""
    head = ["科目编码", "科目名称", "决算数", "科目编码", "科目名称", "决算数"]
    table = grid([head, ["301", "工资福利支出", "9.00", "302", "商品和服务支出", "4.00"]], ruled=False)
    found = read(
        ["一般公共预算财政拨款基本支出决算表", table],
        ["人员经费 公用经费", "人员经费合计 9.00 公用经费合计 4.00", "注：本表反映基本支出明细情况。"],
    )

    assert values(found, "T06") == {"301.C1": "9.00", "302.C1": "4.00", "personnel.C1": "9.00", "operating.C1": "4.00"}
    assert found.consumed == {(1, 0), (1, 1), (2, 0), (2, 1), (2, 2)}


def test_a_small_form_without_lines_is_read_from_its_paragraphs() -> None:
    title = "国有资本经营预算财政拨款支出决算表"
    header = ["项目 本年支出", "科目编码 科目名称 小计 基本支出 项目支出", "栏次 1 2 3"]
    lines = [title, "单位：万元", *header, "合计 2.00 0.50 1.50"]
    found = recognise_forms(source([paragraph(line) for line in lines]), builtin())

    assert values(found, "T08") == {"*.C3": "2.00", "*.C4": "0.50", "*.C5": "1.50"}


@pytest.mark.parametrize("row", ["合计", "总计"])
@pytest.mark.parametrize("ruled", [True, False])
def test_a_row_of_nothing_but_its_label_stands_between_no_form_and_its_notes(row: str, ruled: bool) -> None:
    """A sheet without lines gives the last row of an empty form as text of its own."""
    notes = ("注：本表反映部门本年度支出情况。", "说明：本部门没有此项支出，故本表无数据。")
    found = read(
        ["一般公共预算财政拨款支出决算表", "单位：万元", grid(CODES[:1], ruled=ruled), row, *notes, "一、总体情况"]
    )

    assert found.tables["T05"].notes == notes
    assert values(found, "T05") == {}


@pytest.mark.parametrize("zero", ["0.00", "", "0", "-"])
@pytest.mark.parametrize("between", [[], ["单位：万元"], ["某某表"]])
def test_an_empty_form_without_a_title_is_no_page_of_the_empty_form_before(zero: str, between: list[str]) -> None:
    """Their 合计 says the same, which tells nothing: the second is a table that nobody knows."""
    empty = [CODES[0], ["", "合计", zero, zero, zero]]
    found = read(["一般公共预算财政拨款支出决算表", grid(empty), *between], [grid(empty, page=2)])

    assert found.tables["T05"].pages == (1,)


def test_a_page_with_rows_goes_on_though_it_prints_a_total_of_nothing() -> None:
    rows = [CODES[0], ["2010101", "行政运行", "0.00", "0.00", "0.00"], ["", "合计", "0.00", "0.00", "0.00"]]
    found = read(
        ["一般公共预算财政拨款支出决算表", grid([CODES[0], ["", "合计", "0.00", "0.00", "0.00"]])], [grid(rows, page=2)]
    )

    assert found.tables["T05"].pages == (1, 2)
