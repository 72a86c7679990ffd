"""Code forms in grids: where the code stands, where 合计 stands, what a page break does."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from juesuan.formats.pages.source import Grid
from juesuan.model import Disclosure
from juesuan.standard import builtin
from tests.recognising.forms.pages import grid, read, state, values

HEADER = [
    "科目编码",
    "科目名称",
    "本年支出合计",
    "基本支出",
    "项目支出",
    "上缴上级支出",
    "经营支出",
    "对附属单位补助支出",
]
TITLE = ["支出决算表", "公开03表", "部门：青禾市档案局 2022年度 金额单位：万元"]


def row(code: str, name: str, *amounts: str) -> list[str]:
    return [code, name, *amounts, *[""] * (6 - len(amounts))]


def test_a_plain_form() -> None:
    """Header by name, codes in one column, 合计 first, blanks kept as blank statements."""
    found = read(
        [
            *TITLE,
            grid(
                [
                    HEADER,
                    row("", "合计", "5.00", "3.00", "2.00"),
                    row("201", "一般公共服务支出", "5.00", "3.00", "2.00"),
                ]
            ),
        ]
    )

    assert values(found, "T03") == {
        "*.C1": "5.00", "*.C2": "3.00", "*.C3": "2.00", "201.C1": "5.00", "201.C2": "3.00", "201.C3": "2.00",
    }  # fmt: skip
    assert {s.id for s in found.statements if s.is_blank} == {
        f"T03[{key}].C{n}" for key in ("*", "201") for n in (4, 5, 6)
    }
    assert str(found.statements[0].fact) == "spend"
    table = found.tables["T03"]
    assert (table.number, table.unit_name, table.year) == ("公开03表", "青禾市档案局", 2022)
    assert state(found, "T03") == "read"


def test_columns_in_another_order() -> None:
    """The header decides, not the position."""
    header = [
        "科目编码",
        "科目名称",
        "项目支出",
        "本年支出合计",
        "基本支出",
        "对附属单位补助支出",
        "经营支出",
        "上缴上级支出",
    ]
    found = read(
        ["支出决算表", grid([header, row("201", "一般公共服务支出", "2.00", "5.00", "3.00", "0.10", "0.20", "0.30")])]
    )

    assert values(found, "T03") == {
        "201.C3": "2.00", "201.C1": "5.00", "201.C2": "3.00", "201.C6": "0.10", "201.C5": "0.20", "201.C4": "0.30",
    }  # fmt: skip


def test_codes_in_three_columns_under_merged_heads() -> None:
    """类 款 项 apart, 合计 on the line of 类 款 项, 类 printed only where it changes."""
    found = read([
        "一般公共预算财政拨款支出决算表",
        grid([
            [("项目", 1, 4), None, None, None, ("本年支出", 1, 3), None, None],
            [("科目编码", 1, 3), None, None, ("科目名称", 1, 1), ("小计", 1, 1), "基本支出", "项目支出"],
            ["类", "款", "项", "合计", "5.00", "3.00", "2.00"],
            ["208", "", "", "社会保障和就业支出", "5.00", "3.00", "2.00"],
            ["", "05", "", "行政事业单位养老支出", "5.00", "3.00", "2.00"],
            ["", "", "01", "行政单位离退休", "5.00", "3.00", "2.00"],
        ]),
    ])  # fmt: skip

    assert found.tables["T05"].row_keys == ("*", "208", "20805", "2080501")
    assert found.tables["T05"].columns[0].label == "本年支出/小计"


def test_heads_that_are_not_merged() -> None:
    """A blank head belongs to the text on its left as long as the levels above are common."""
    found = read([
        "政府性基金预算财政拨款收入支出决算表",
        grid([
            ["项目", "", "年初结转和结余", "本年收入", "本年支出", "", "", "年末结转和结余"],
            ["科目编码", "科目名称", "", "", "小计", "基本支出", "项目支出", ""],
            ["", "合计", "1.00", "2.00", "2.50", "0.50", "2.00", "0.50"],
        ]),
    ])  # fmt: skip

    assert values(found, "T07") == {
        f"*.C{n}": text for n, text in enumerate(["1.00", "2.00", "2.50", "0.50", "2.00", "0.50"], 1)
    }


def test_three_columns_of_the_capital_budget_are_the_last_three() -> None:
    header = ["科目编码", "科目名称", "小计", "基本支出", "项目支出"]
    found = read(["国有资本经营预算财政拨款支出决算表", grid([header, ["", "合计", "2.00", "0.50", "1.50"]])])

    assert set(values(found, "T08")) == {"*.C3", "*.C4", "*.C5"}


def test_the_next_page_has_no_header_and_tears_a_name() -> None:
    """Columns are carried over; the rest of a name joins the row it was torn from."""
    first = grid(
        [
            HEADER,
            row("208", "社会保障和就业支出", "5.00", "5.00"),
            row("2080505", "机关事业单位基本养老保险", "5.00", "5.00"),
        ]
    )
    second = grid([row("", "缴费支出"), row("210", "卫生健康支出", "1.00", "", "1.00")], page=2)
    found = read(["支出决算表", first], [second, "注：本表反映部门本年度各项支出情况。"])

    table = found.tables["T03"]
    assert table.row("2080505").label == "机关事业单位基本养老保险缴费支出"
    assert values(found, "T03")["210.C3"] == "1.00"
    assert table.pages == (1, 2)
    assert table.notes == ("注：本表反映部门本年度各项支出情况。",)


def test_the_next_page_was_cut_into_fewer_columns() -> None:
    """Without geometry the content of the columns pairs them."""
    header = [("科目编码", 1, 3), None, None, *HEADER[1:]]
    first = grid([header, ["201", "", "", "一般公共服务支出", "5.00", "3.00", "2.00", "0.00", "0.00", "0.00"]])
    second = grid([row("205", "教育支出", "7.00", "6.00", "1.00", "0.00", "0.00", "0.00")], page=2)
    found = read(["支出决算表", first], [second])

    assert values(found, "T03")["205.C3"] == "1.00"


def test_title_header_and_total_are_repeated() -> None:
    """A form that prints title, header and 合计 on every page is one form."""
    total = row("", "合计", "6.00", "6.00")
    found = read(
        ["表3", "支出决算表", "单位：万元", grid([HEADER, total, row("201", "一般公共服务支出", "5.00", "5.00")])],
        ["表3", "支出决算表", "单位：万元", grid([HEADER, total, row("205", "教育支出", "1.00", "1.00")], page=2)],
    )

    assert found.tables["T03"].row_keys == ("*", "201", "205")
    assert not found.problems


def accounts(*changed: str) -> Grid:
    """A table of six items with its total; the rows named have figures of a draft."""
    lines = [row("", "合计", *(["66.00"] * 2 if "合计" in changed else ["21.00"] * 2))]
    for number in range(1, 7):
        code = f"20{number}"
        lines.append(row(code, f"事务{number}", *[f"{number}{5 if code in changed else 0}.00"] * 2))
    return grid([HEADER, *lines])


@pytest.mark.parametrize("changed", [("205",), ("合计", "202"), ("合计", "201", "202", "203", "204", "205", "206")])
def test_a_form_printed_twice_with_other_figures(changed: tuple[str, ...]) -> None:
    """Neither print is believed where they differ; no row is taken for that of a unit."""
    found = read(["支出决算表", accounts()], ["支出决算表", accounts(*changed)])
    keys = {"*" if name == "合计" else name for name in changed}

    assert not any("#" in key for key in found.tables["T03"].row_keys)
    assert {s.row for s in found.statements if s.ambiguous} == keys
    assert all(s.fact is not None for s in found.statements)
    (reading,) = (reading for reading in found.readings if reading.form == "T03")
    assert (reading.state, f"{len(changed)} 行的数不同" in (reading.reason or "")) == ("partial", True)


def test_a_form_printed_twice_alike() -> None:
    found = read(["支出决算表", accounts()], ["支出决算表", accounts()])

    assert len(found.tables["T03"].row_keys) == 7
    assert not any(s.ambiguous for s in found.statements)
    assert next(reading for reading in found.readings if reading.form == "T03").state == "read"


def test_rows_of_units_are_no_second_print() -> None:
    units = [row("", name) for name in ("甲中心", "乙中心")]
    body = [row(f"20{n}", f"事务{n}", *[f"{n}{u}.00"] * 2) for u in (1, 2) for n in range(1, 7)]
    found = read(
        ["支出决算表", grid([HEADER, row("", "合计", "9.00", "9.00"), units[0], *body[:6], units[1], *body[6:]])]
    )

    assert any("分单位列示" in text for text in found.tables["T03"].unknown)


def test_a_code_printed_twice_with_other_figures() -> None:
    """Both rows are kept, the second under a key of its own and without a fact."""
    found = read(["支出决算表", grid([HEADER, row("201", "甲", "5.00", "5.00"), row("201", "乙", "4.00", "4.00")])])

    assert found.tables["T03"].row_keys == ("201", "201#2")
    assert next(s for s in found.statements if s.id == "T03[201#2].C1").fact is None
    assert "印了不止一次" in found.problems[0].message


def test_a_row_without_code_takes_the_code_of_its_name() -> None:
    named = ["科目编码", "科目名称", "小计", "基本支出", "项目支出"]
    found = read([
        "支出决算表", grid([HEADER, row("201", "一般公共服务支出", "5.00", "5.00"), row("205", "教育支出", "1.00", "1.00")]),
        "一般公共预算财政拨款支出决算表", grid([named, ["201", "一般公共服务支出", "5.00", "5.00", ""], ["", "教育支出", "1.00", "1.00", ""]]),
    ])  # fmt: skip

    assert values(found, "T05")["205.C1"] == "1.00"
    assert state(found, "T05") == "partial"


def test_an_unknown_row_and_an_unknown_column_are_told() -> None:
    header = [*HEADER[:5], "上年决算数"]
    found = read(
        [
            "支出决算表",
            grid([header, ["201", "甲", "5.00", "3.00", "2.00", "4.00"], ["", "乙", "1.00", "1.00", "", ""]]),
        ]
    )

    assert found.tables["T03"].unknown == ("上年决算数", "乙")
    reading = next(reading for reading in found.readings if reading.form == "T03")
    assert (reading.state, reading.numbers) == ("partial", 3)
    assert "上年决算数" in reading.reason


def test_columns_without_heads_are_placed_where_the_form_then_adds_up() -> None:
    header = ["科目编码", "科目名称", "甲", "基本支出", "乙"]
    body = [["", "合计", "5.00", "3.00", "2.00"], ["201", "一般公共服务支出", "5.00", "3.00", "2.00"]]
    found = read(["一般公共预算财政拨款支出决算表", grid([header, *body])])

    assert values(found, "T05")["*.C1"] == "5.00"
    assert values(found, "T05")["*.C3"] == "2.00"


def test_what_does_not_add_up_is_not_guessed() -> None:
    header = ["科目编码", "科目名称", "甲", "基本支出", "乙"]
    body = [["", "合计", "5.00", "3.00", "1.00"], ["201", "一般公共服务支出", "4.00", "3.00", "2.00"]]
    found = read(["一般公共预算财政拨款支出决算表", grid([header, *body])])

    assert set(values(found, "T05")) == {"*.C2", "201.C2"}
    assert found.tables["T05"].unknown == ("甲", "乙")


def test_whole_numbers_count_as_the_documents_decimals() -> None:
    """2371 in a table of two decimals is 2371.00; what was printed stays as printed."""
    found = read(["支出决算表", grid([HEADER, row("201", "甲", "5.25", "5.25"), row("206", "乙", "2371", "2371")])])

    amount = next(s.amount for s in found.statements if s.id == "T03[206].C1")
    assert (amount.decimals, amount.raw, amount.value) == (2, "2371", Decimal(2371))


def test_text_in_an_amount_cell_is_no_number_and_no_zero() -> None:
    found = read(["支出决算表", grid([HEADER, row("201", "甲", "XX", "5.25")])])

    assert found.tables["T03"].cells["201", "C1"].amount is None
    assert "T03[201].C1" not in {s.id for s in found.statements}
    assert state(found, "T03") == "partial"


def numbered(*heads: str, numbers: Sequence[int]) -> Disclosure:
    """公开03表 with these heads over its amounts, 栏次 below them, and one row of amounts 1.00, 2.00 …"""
    body = [["", "合计", *(f"{place}.00" for place in range(1, len(heads) + 1))]]
    return read(
        [
            "支出决算表",
            grid([["科目编码", "科目名称", *heads], ["栏次", "", *map(str, numbers)], *body]),
        ]
    )


KNOWN = ["本年支出合计", "基本支出", "项目支出"]


def test_a_head_that_is_not_understood_stays_unknown_where_only_its_number_speaks_for_it() -> None:
    found = numbered(*KNOWN, "某某支出", numbers=(1, 2, 3, 4))

    assert values(found, "T03") == {"*.C1": "1.00", "*.C2": "2.00", "*.C3": "3.00"}
    assert found.tables["T03"].unknown_columns == ("某某支出",)


def test_numbers_that_disagree_with_one_head_place_nothing() -> None:
    """A layout without 上缴上级支出 numbers 经营支出 4: its numbers are its own."""
    found = numbered(*KNOWN, "经营支出", "某某支出", numbers=(1, 2, 3, 4, 5))

    assert values(found, "T03") == {"*.C1": "1.00", "*.C2": "2.00", "*.C3": "3.00", "*.C5": "4.00"}
    assert found.tables["T03"].unknown == ("某某支出",)


def test_the_second_head_for_one_column_is_none() -> None:
    """Two heads for one column: the first is it, and the other nothing, whatever stands in it."""
    found = read(
        [
            "支出决算表",
            grid([["科目编码", "科目名称", *KNOWN, "项目支出"], ["", "合计", "5.00", "3.00", "2.00", "9.00"]]),
        ]
    )

    assert values(found, "T03") == {"*.C1": "5.00", "*.C2": "3.00", "*.C3": "2.00"}
    assert found.tables["T03"].unknown == ("项目支出",)


@pytest.mark.parametrize("wrapped_first", [True, False])
def test_of_two_heads_for_one_column_the_plain_one_is_it(wrapped_first: bool) -> None:
    """A head below a wrapper that names no column gives way to the one that needs no reading around, wherever it stands."""
    whole = [(text, 2, 1) for text in ("科目编码", "科目名称", "本年支出合计", "基本支出")]
    pairs = [("其中", "项目支出", "9.00"), (("项目支出", 2, 1), None, "2.00")]
    above, below, amounts = zip(*(pairs if wrapped_first else pairs[::-1]), strict=True)
    rows = [[*whole, *above], [None] * 4 + [*below], ["", "合计", "5.00", "3.00", *amounts]]
    found = read(["支出决算表", grid(rows)])

    assert values(found, "T03") == {"*.C1": "5.00", "*.C2": "3.00", "*.C3": "2.00"}
    assert found.tables["T03"].unknown == ("其中/项目支出",)


_CODES = builtin().codes
_ON_TWO_LINES = [
    (code, name.removesuffix("支出"))
    for code in sorted(_CODES.functional)
    for name in _CODES.function_names(code)[:1]
    if name.endswith("支出") and len(name) > 4
]


@given(st.lists(st.sampled_from(_ON_TWO_LINES), min_size=1, max_size=3, unique_by=lambda one: one[0]))
def test_a_name_torn_before_a_word_of_headers_is_one_name(torn: list[tuple[str, str]]) -> None:
    """住房改革|支出: the second line is no header again, though headers say 支出, too."""
    lines = [line for code, name in torn for line in (row(code, name, "5.00", "3.00", "2.00"), row("", "支出"))]
    found = read([*TITLE, grid([HEADER, row("", "合计", "5.00", "3.00", "2.00"), *lines])]).tables["T03"]

    assert [(one.key, one.label) for one in found.rows[1:]] == [(code, f"{name}支出") for code, name in torn]
    assert found.unknown == ()
