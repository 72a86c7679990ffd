"""Form 06 in grids."""

from __future__ import annotations

from tests.recognising.forms.pages import grid, read, values

TITLE = "一般公共预算财政拨款基本支出决算表"


def test_three_blocks_with_torn_codes() -> None:
    """Codes in one cell on two lines, totals whose label reaches over the next block."""
    found = read([
        TITLE,
        grid([
            [("人员经费", 1, 3), None, None, ("公用经费", 1, 6), None, None, None, None, None],
            ["科目编码", "科目名称", "决算数"] * 3,
            ["301", "工资福利支出", "9.00", "302", "商品和服务支出", "4.00", "310", "资本性支出", "1.00"],
            ["30101", "基本工资", "9.00", "302\n01", "办公费", "4.00", "310\n02", "办公设备购置", "1.00"],
            [("人员经费合计", 1, 2), None, "9.00", ("公用经费合计", 1, 5), None, None, None, None, "5.00"],
        ]),
    ])  # fmt: skip

    assert values(found, "T06") == {
        "301.C1": "9.00", "302.C1": "4.00", "310.C1": "1.00", "30101.C1": "9.00", "30201.C1": "4.00", "31002.C1": "1.00",
        "personnel.C1": "9.00", "operating.C1": "5.00",
    }  # fmt: skip


def test_class_and_section_in_two_columns() -> None:
    """类 is printed on the class's own line and stands for the lines below."""
    found = read([
        TITLE,
        grid([
            [("经济分类科目编码", 1, 2), None, ("科目名称", 2, 1), ("决算数", 2, 1)],
            ["类", "款", None, None],
            ["301", "", "工资福利支出", "9.00"],
            ["", "01", "基本工资", "9.00"],
        ]),
    ])  # fmt: skip

    assert values(found, "T06") == {"301.C1": "9.00", "30101.C1": "9.00"}


def test_a_list_with_a_column_for_each_kind() -> None:
    """One list; personnel and operating expenses stand in columns of their own."""
    found = read([
        TITLE,
        grid([
            ["科目编码", "科目名称", "人员经费", "公用经费"],
            ["", "合计", "9.00", "4.00"],
            ["301", "工资福利支出", "9.00", ""],
            ["302", "商品和服务支出", "", "4.00"],
        ]),
    ])  # fmt: skip

    assert values(found, "T06") == {"personnel.C1": "9.00", "operating.C1": "4.00", "301.C1": "9.00", "302.C1": "4.00"}


def test_the_left_block_is_blank_on_the_last_page() -> None:
    head = ["科目编码", "科目名称", "决算数", "科目编码", "科目名称", "决算数"]
    found = read(
        [TITLE, grid([head, ["301", "工资福利支出", "9.00", "302", "商品和服务支出", "4.00"]])],
        [grid([head, ["", "", "", "399", "其他支出", "1.00"]], page=2)],
    )

    assert values(found, "T06")["399.C1"] == "1.00"
