"""The workbook gives back the books it was filled from, and says of every cell that cannot be understood what to do."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from juesuan.preparing.books import Agency, Opening, Target
from juesuan.preparing.example import example_books
from juesuan.preparing.workbook import InputCell, InputSheet, Value, read_books
from juesuan.preparing.workbook.naming import row_for
from juesuan.standard import builtin
from tests.examples import examples
from tests.strategies import books
from tests.undivided import undivided
from tests.workbooks import example_with, sheets_of, told, with_cells

Cells = dict[str, Value | InputCell | None]


def test_the_example_comes_back() -> None:
    read = read_books(sheets_of(example_books(builtin())), builtin())

    assert told((*read.problems, *read.remarks)) == []
    assert read.books == example_books(builtin())


@settings(
    max_examples=examples(30), deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)
@given(st.data())
def test_random_books_come_back(data: st.DataObject) -> None:
    made = data.draw(books(builtin().layouts.named(data.draw(st.sampled_from(sorted(builtin().layouts.prepared))))))
    read = read_books(sheets_of(made), builtin())

    assert told((*read.problems, *read.remarks)) == []
    assert read.books == made


@pytest.mark.parametrize(
    ("sheet", "cells", "wanted"),
    [
        ("支出", {"A3": "2010397"}, "支出!A3：功能科目“2010397”在2022年度不存在。最接近的是 "),
        (
            "支出",
            {"A3": "2010301 住房公积金"},
            "支出!A3：功能科目“2010301 住房公积金”的编码和名称不一致：2010301 是“行政运行”",
        ),
        ("支出", {"A3": "20103"}, "支出!A3：功能科目“20103”是5位，应填“项”的7位编码"),
        ("支出", {"A3": "城乡社区规划与管理"}, "支出!A3：功能科目“城乡社区规划与管理”没有编码"),
        ("支出", {"A3": None}, "支出!A3：没有填“功能科目”"),
        ("支出", {"B3": "一般公共予算"}, "支出!B3：资金性质“一般公共予算”不认识。是不是“一般公共预算财政拨款”"),
        ("支出", {"C3": "基础支出"}, "支出!C3：支出性质“基础支出”不认识。是不是“基本支出”"),
        ("支出", {"D3": "3.5万元"}, "支出!D3：“3.5万元”不是金额，单位是元，不要写“万元”"),
        ("支出", {"D3": "约三千"}, "支出!D3：“约三千”不是金额，请只填数字"),
        ("支出", {"D3": InputCell("1234.57", Decimal("1234.567"))}, "支出!D3：1234.567 有三位以上小数"),
        ("支出", {"D3": InputCell("2022/1/1", Decimal(44562))}, "支出!D3：“2022/1/1”是日期或百分比，不是金额"),
        ("支出", {"D3": InputCell("12.5万元")}, "支出!D3：“12.5万元”不是金额，单位是元，不要写“万元”：应填 125000.00"),
        ("支出", {"B3": InputCell("其他收入")}, "支出!B3：“其他收入”是“收入”表“收入来源”一栏填的"),
        ("收入", {"B3": InputCell("项目支出")}, "收入!B3：“项目支出”是“支出”表“支出性质”一栏填的"),
        ("支出", {"E3": InputCell("局本级")}, "支出!E3：所属单位“局本级”不在“决算单位”表中。是不是“"),
        ("支出", {"D3": InputCell("5.00%", Decimal("0.05"))}, "支出!D3：“5.00%”是日期或百分比，不是金额"),
        ("支出", {"D3": "#REF!"}, "支出!D3：公式出错（#REF!）"),
        ("支出", {"D3": InputCell("", uncomputed=True)}, "支出!D3：公式没有计算结果"),
        ("支出", {"D3": None}, "支出!D3：没有填“金额（元）”"),
        ("支出", {"D3": "12345678901234567.00"}, "支出!D3：“12345678901234567.00”位数过多"),
        (
            "支出",
            {"E3": "青禾市大数据中兴"},
            "支出!E3：所属单位“青禾市大数据中兴”不在“决算单位”表中。是不是“青禾市大数据中心”",
        ),
        ("支出", {"D2": "金额（万元）"}, "支出!D2：“金额（万元）”：金额单位应为元"),
        ("支出", {"D2": "备注"}, "支出!A2：缺少“金额（元）”一栏"),
        ("支出", {"E2": "金额"}, "支出!E2：“金额（元）”有两栏"),
        (
            "支出",
            {"A2": None, "B2": None, "C2": None, "D2": None, "E2": None, "F2": None, "G2": None},
            "支出：找不到表头",
        ),
        ("基本支出经济分类", {"A3": "50101"}, "基本支出经济分类!A3：经济科目“50101”是政府预算经济分类"),
        ("基本支出经济分类", {"A3": "30105"}, "基本支出经济分类!A3：经济科目“30105”在2022年度不存在。最接近的是 "),
        ("年初结转和结余", {"B5": None}, "年初结转和结余!B5：政府性基金和国有资本经营预算的年初结转必须填功能科目"),
        ("年初预算", {"B3": "其他资金"}, "年初预算!B3：资金性质“其他资金”不认识"),
        ("三公经费", {"A10": "会议费", "C10": "1"}, "三公经费!A10：项目与 A8 重复"),
        ("变动原因", {"A9": "三公消费", "C9": "压减"}, "变动原因!A9：事项“三公消费”不认识"),
        ("变动原因", {"A14": "2010301"}, "变动原因!A14：事项或功能科目与 A13 重复"),
        ("车辆设备与接待", {"B6": "1.5"}, "车辆设备与接待!B6：“1.5”不是数量"),
        ("车辆设备与接待", {"B6": "-1"}, "车辆设备与接待!B6：“-1”不是数量"),
        ("单位信息", {"B7": "二〇二二"}, "单位信息!B7：“二〇二二”不是年度"),
        ("单位信息", {"B3": None}, "单位信息!B3：没有填“单位名称”"),
        ("单位信息", {"A8": "决算年度", "B8": 2021}, "单位信息!A8：“决算年度”填了两次"),
        ("单位信息", {"B6": "企业"}, "单位信息!B6：单位性质“企业”不认识"),
        ("整体绩效", {"B3": None}, "整体绩效!B3：做整体绩效自评的必须填“财政拨款全年预算数”"),
        ("项目", {"E3": None, "F3": None, "G3": None}, "项目!G3：项目“政务数据共享平台运行维护”没有填任何资金"),
        ("项目", {"A4": "政务数据共享平台运行维护"}, "项目!A4：项目名称与 A3 重复"),
        (
            "绩效指标",
            {"A20": "数据共享平台运行维护"},
            "绩效指标!A20：项目“数据共享平台运行维护”不在“项目”表中。是不是“政务数据共享平台运行维护”",
        ),
        ("绩效指标", {"F16": None}, "绩效指标!F16：没有填指标“接入部门数”的实际完成值"),
        ("绩效指标", {"G16": "五"}, "绩效指标!G16：“五”不是分数"),
    ],
)
def test_what_is_wrong_is_said_with_its_cell(sheet: str, cells: Cells, wanted: str) -> None:
    found = told(example_with(sheet, cells).problems)

    assert any(message.startswith(wanted) for message in found), found


def test_everything_that_is_wrong_is_said_at_once_in_the_order_of_the_sheets() -> None:
    sheets = with_cells(sheets_of(example_books(builtin())), "支出", {"A12": "999", "D3": "x", "B11": "?"})
    read = read_books(with_cells(sheets, "单位信息", {"B6": None}), builtin())

    assert [message.partition("：")[0] for message in told(read.problems)] == [
        "单位信息!B6",
        "支出!D3",
        "支出!B11",
        "支出!A12",
    ]


def test_a_project_with_something_wrong_is_still_known_by_name() -> None:
    assert told(example_with("项目", {"B3": None}).problems) == ["项目!B3：没有填“实施单位”"]


def test_a_line_with_something_wrong_is_left_out_and_the_others_stay() -> None:
    read = example_with("支出", {"D3": "x"})

    assert read.books is not None
    assert len(read.books.spending) == len(example_books(builtin()).spending) - 1


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1,234.50", "1234.50"),
        ("１２３４", "1234"),
        ("（123.00）", "-123.00"),
        ("(1,123)", "-1123"),
        ("－5.5", "-5.5"),
        ("￥12.00元", "12"),
        ("-", "0"),
        ("——", "0"),
    ],
)
def test_amounts_in_the_spellings_of_offices(text: str, value: str) -> None:
    read = example_with("支出", {"D3": text})

    assert told(read.problems) == []
    assert read.books is not None
    assert read.books.spending[0].amount == Decimal(value)


@pytest.mark.parametrize(
    "text",
    [
        "2010302",
        "2010302 一般行政管理事务",
        "2010302一般行政管理事务",
        "２０１０３０２",
        "一般行政管理事务（2010302）",
        "2010302-一般行政管理事务（项）",
    ],
)
def test_a_code_with_its_name_or_alone(text: str) -> None:
    read = example_with("支出", {"A3": text})

    assert told(read.problems) == []
    assert read.books is not None
    assert read.books.spending[0].function == "2010302"


def test_a_code_that_no_list_knows_needs_its_name() -> None:
    """Lists of codes are never complete; but a name that stands beside another code is a slip."""
    bare, slip, named, twice = (
        example_with("支出", cells)
        for cells in (
            {"A3": "2010360"},
            {"A3": "2010360 行政运行"},
            {"A3": "2010360 数据资源管理"},
            {"A3": "2010360 数据资源管理", "A4": "2010360 数据管理"},
        )
    )

    assert "编码无误的，请在编码后写上科目名称" in told(bare.problems)[0]
    assert "2010360”在2022年度不存在" in told(slip.problems)[0]
    assert told(named.problems) == []
    assert named.books is not None
    assert named.books.names == {"2010360": "数据资源管理"}
    assert told(twice.problems) == ["支出!A4：功能科目“2010360”有两个名称：“数据资源管理”和“数据管理”，请改成一致的"]


def test_what_random_books_do_not_have_comes_back_too() -> None:
    line = example_books(builtin()).spending[0]
    made = replace(
        example_books(builtin()),
        spending=(
            replace(
                line, function="2010360", agency="青禾市大数据中心", counterpart="青禾市政务服务中心", project="平台"
            ),
        ),
        closing=(Opening("gf", Decimal("3.00"), "2120803", "青禾市大数据中心"), Opening("own", Decimal("-1.00"))),
        names={"2010360": "数据资源管理"},
        reasons={"N09.2.vehicles": "车辆报废", "gf:2120803": "未结算", "gpb:2010301": "增人", "N13.3": "未开展。"},
        purposes={"2010301": "人员经费"},
        previous={},
        without_previous=True,
    )
    read = read_books(sheets_of(made), builtin())

    assert told((*read.problems, *read.remarks)) == ["支出!G3：项目“平台”不在“项目”表中，没有计入哪个项目的执行数"]
    assert read.books == made


def test_a_name_that_we_are_not_sure_of_is_not_held_against_the_code() -> None:
    """Some names are known from an old list only; the accountant's own list is newer."""
    assert builtin().codes.uncertain("2010203")

    assert told(example_with("支出", {"A3": "2010203 机关服务中心"}).problems) == []


def test_words_are_known_by_their_usual_names() -> None:
    read = example_with("支出", {"B3": "基金预算", "C3": "项目"})

    assert read.books is not None
    assert (read.books.spending[0].fund, read.books.spending[0].nature) == ("gf", "project")


def test_columns_may_change_places_and_names_and_others_are_remarked_on() -> None:
    sheet = InputSheet(
        "支出明细",
        {
            0: {0: InputCell("某某局支出明细表")},
            2: {
                0: InputCell("备注"),
                1: InputCell("支出金额"),
                2: InputCell("支出功能分类科目"),
                3: InputCell("资金来源"),
                4: InputCell("支出类型"),
            },
            4: {
                0: InputCell("略"),
                1: InputCell("12.50"),
                2: InputCell("2010301"),
                3: InputCell("一般公共预算"),
                4: InputCell("基本支出"),
            },
        },
    )
    others = [other for other in sheets_of(example_books(builtin())) if other.name != "支出"]
    read = read_books([*others, sheet, InputSheet("草稿", {0: {0: InputCell("x")}})], builtin())

    assert told(read.problems) == []
    assert told(read.remarks) == ["草稿：不是工作簿的工作表，未读取。", "支出明细!A3：“备注”栏未读取。"]
    assert read.books is not None
    assert [(item.function, item.amount) for item in read.books.spending] == [("2010301", Decimal("12.50"))]


def test_sums_are_passed_over_and_remarked_on() -> None:
    rows = len(example_books(builtin()).spending) + 3
    read = example_with("支出", {f"A{rows}": "合计", f"D{rows}": "99"})

    assert told(read.problems) == []
    left, wrong = told(read.remarks)
    assert left == f"支出!A{rows}：第{rows}行是“合计”，未计入（程序自己相加）"
    assert wrong.startswith(f"支出!D{rows}：第{rows}行“合计”的“金额（元）”是 99.00，各行相加是 ")
    assert read.books == example_books(builtin())


def test_a_blank_cell_of_an_indicator_means_the_same_as_above() -> None:
    """As in a form whose cells are merged; but the levels of another project are not carried over."""
    read = example_with("绩效指标", {"A17": None, "B17": None, "B23": None, "C22": None})

    assert told(read.problems) == ["绩效指标!C22：没有填“二级指标”"]
    assert read.books is not None
    assert read.books.projects[0] == example_books(builtin()).projects[0]


def test_a_score_that_the_unit_gives_is_kept() -> None:
    read = example_with("绩效指标", {"H16": "3.5"})

    assert read.books is not None
    assert read.books.projects[0].targets[0] == Target(
        ("产出指标", "数量指标", "接入部门数"), "≥52个", "54个", "", None, Decimal("3.5")
    )


def test_kinds_of_units_are_kept() -> None:
    read = example_with("决算单位", {"B4": "事业", "B5": "参公"})

    assert read.books is not None
    assert read.books.department.kinds[1:] == (Agency("青禾市大数据中心", "事业"), Agency("青禾市政务服务中心", "参公"))


def test_a_single_unit_need_not_list_itself() -> None:
    nothing = {f"{column}{row}": None for column in "AB" for row in (3, 4, 5)}
    read = read_books(with_cells(sheets_of(undivided(example_books(builtin()))), "决算单位", nothing), builtin())

    assert told(read.problems) == []
    assert read.books is not None
    assert read.books.department.agencies == ("青禾市数据资源管理局",)


def test_what_is_asked_for_is_called_as_in_the_workbook() -> None:
    assert row_for("gpb:2010301", 2022, builtin()) == "“变动原因”表的“2010301 行政运行”一行"
    assert row_for("2010301", 2022, builtin()) == "“变动原因”表的“2010301 行政运行”一行"
    assert row_for("N10", 2022, builtin()) == "“变动原因”表的“机关运行经费与上年相比”一行"
    assert row_for("spend[fund=gpb]", 2022, builtin()) == "“上年数”表的“上年一般公共预算财政拨款支出（元）”一行"
    assert row_for("procurement", 2022, builtin()) == "“上年数”表"


def test_an_empty_workbook_asks_for_what_is_required() -> None:
    read = read_books([], builtin())

    required = [sheet.name for sheet in builtin().workbook.sheets if sheet.required]
    assert read.books is None
    assert told(read.problems) == [f"：缺少工作表“{name}”。请用本程序的工作簿模板填写" for name in required]


def test_sheets_of_several_files_are_read_together() -> None:
    sheets = sheets_of(example_books(builtin()))
    spending = next(sheet for sheet in sheets if sheet.name == "支出")
    more = InputSheet(
        "支出", {1: spending.rows[1], 2: {**spending.rows[2], 3: InputCell("1.00", Decimal(1))}}, "支出.csv"
    )
    read = read_books([*sheets, more], builtin())

    assert read.books is not None
    first = example_books(builtin()).spending[0]
    assert read.books.spending == (*example_books(builtin()).spending, replace(first, amount=Decimal("1.00")))


def test_a_record_given_twice_is_said() -> None:
    sheets = sheets_of(example_books(builtin()))
    read = read_books([*sheets, next(sheet for sheet in sheets if sheet.name == "其他金额")], builtin())

    assert told(read.problems) == ["其他金额：与 “其他金额” 重复，这张表只能填一次"]


@settings(max_examples=examples(60), deadline=None)
@given(st.data())
def test_nothing_that_is_typed_raises(data: st.DataObject) -> None:
    """Any text or number in any cell of any sheet is read or complained about."""
    name = data.draw(st.sampled_from([sheet.name for sheet in builtin().workbook.sheets]))
    where = f"{data.draw(st.sampled_from('ABCDEFGHI'))}{data.draw(st.integers(1, 25))}"
    text = data.draw(
        st.one_of(st.text(max_size=20), st.from_regex(r"[-(（]?[\d０-９,，.]{1,20}[)）元%]?", fullmatch=True))
    )
    number = data.draw(
        st.one_of(st.none(), st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**20), max_value=10**20))
    )
    example_with(name, {where: InputCell(text.strip() or "0", number)})


@pytest.mark.parametrize("name", ["支出表（终稿）", "2022支出", "支出1"])
def test_a_sheet_under_a_longer_name_is_told_with_its_own(name: str) -> None:
    sheets = [
        replace(sheet, name=name) if sheet.name == "支出" else sheet for sheet in sheets_of(example_books(builtin()))
    ]
    read = read_books(sheets, builtin())

    (remark,) = [text for text in told(read.remarks) if text.startswith(name)]
    assert "是不是“支出”？" in remark and "改成这个名称" in remark
