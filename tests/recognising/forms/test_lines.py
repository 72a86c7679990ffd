"""Two-sided forms in grids."""

from __future__ import annotations

import pytest

from tests.recognising.forms.pages import grid, read, state, values

HEAD = [[("收入", 1, 3), None, None, ("支出", 1, 3), None, None], ["项目", "行次", "决算数", "项目", "行次", "决算数"]]
NUMBERS = ["栏次", "", "1", "栏次", "", "2"]


def test_both_sides_are_read_by_label() -> None:
    """行次 of another layout do not matter: 31 is the first line of spending here."""
    found = read([
        "收入支出决算总表",
        grid([
            *HEAD,
            NUMBERS,
            ["一、一般公共预算财政拨款收入", "1", "8.00", "一、一般公共服务支出", "31", "9.00"],
            ["", "2", "", "二、外交支出", "32", ""],
            ["本年收入合计", "3", "8.00", "本年支出合计", "57", "9.00"],
            ["年初结转和结余", "4", "2.00", "年末结转和结余", "59", "1.00"],
            ["总计", "5", "10.00", "总计", "60", "10.00"],
        ]),
    ])  # fmt: skip

    assert values(found, "T01") == {
        "L1.C1": "8.00", "L32.C2": "9.00", "L27.C1": "8.00", "L58.C2": "9.00", "L29.C1": "2.00", "L60.C2": "1.00",
        "L31.C1": "10.00", "L62.C2": "10.00",
    }  # fmt: skip
    assert found.tables["T01"].row("L32").line == 31
    assert {str(s.fact) for s in found.statements} >= {"total[side=income]", "total[side=spend]", "spend[function=201]"}
    assert state(found, "T01") == "read"


def test_equal_labels_are_told_apart_by_their_order() -> None:
    """一般公共预算财政拨款 stands once for the year's income and once for what was carried over."""
    found = read([
        "财政拨款收入支出决算总表",
        grid([
            [("收入", 1, 2), None, ("支出", 1, 5), None, None, None, None],
            ["项目", "金额", "项目", "合计", "一般公共预算财政拨款", "政府性基金预算财政拨款", "国有资本经营预算财政拨款"],
            ["一、一般公共预算财政拨款", "8.00", "一、一般公共服务支出", "9.00", "9.00", "", ""],
            ["本年收入合计", "8.00", "本年支出合计", "9.00", "9.00", "", ""],
            ["年初财政拨款结转和结余", "2.00", "年末财政拨款结转和结余", "1.00", "1.00", "", ""],
            ["一、一般公共预算财政拨款", "2.00", "", "", "", "", ""],
            ["总计", "10.00", "总计", "10.00", "10.00", "", ""],
        ]),
    ])  # fmt: skip

    assert values(found, "T04")["L1.C1"] == "8.00"
    assert values(found, "T04")["L29.C1"] == "2.00"
    assert values(found, "T04")["L64.C3"] == "10.00"
    assert "L33.C1" not in values(found, "T04")


def test_header_words_that_are_labels_as_well() -> None:
    """The fund names of the header of 04 are row labels too, and no 收入 and 支出 stand above."""
    found = read([
        "财政拨款收入支出决算总表",
        grid([
            [("项目", 2, 1), ("金额", 2, 1), ("项目", 2, 1), ("决算数", 1, 3), None, None],
            [None, None, None, "合计", "一般公共预算财政拨款", "政府性基金预算财政拨款"],
            ["一、一般公共预算财政拨款", "8.00", "一、一般公共服务支出", "8.00", "6.00", "2.00"],
        ]),
    ])  # fmt: skip

    assert values(found, "T04") == {"L1.C1": "8.00", "L33.C2": "8.00", "L33.C3": "6.00", "L33.C4": "2.00"}


def test_income_and_spending_one_below_the_other() -> None:
    found = read([
        "收入支出决算总表",
        grid([
            ["项目", "决算数"],
            ["一、一般公共预算财政拨款收入", "8.00"],
            ["本年收入合计", "8.00"],
            ["总计", "8.00"],
            ["一、一般公共服务支出", "8.00"],
            ["本年支出合计", "8.00"],
            ["总计", "8.00"],
        ]),
    ])  # fmt: skip

    assert set(values(found, "T01")) == {"L1.C1", "L27.C1", "L31.C1", "L32.C2", "L58.C2", "L62.C2"}


@pytest.mark.parametrize("label", ["二十六、抗役特别国债安排的支出", "二十六、抗疫特别国债按排的支出"])
def test_a_misprint_in_a_label(label: str) -> None:
    found = read(
        ["收入支出决算总表", grid([*HEAD, ["一、一般公共预算财政拨款收入", "1", "8.00", label, "57", "8.00"]])]
    )

    assert values(found, "T01")["L57.C2"] == "8.00"
    assert found.tables["T01"].row("L57").label == label


@pytest.mark.parametrize(
    ("label", "row"), [("十九、住房保险支出", "L50"), ("五、教肓支出", ""), ("十九、住房保险费用", "")]
)
def test_one_other_character_in_a_short_label(label: str, row: str) -> None:
    found = read(
        ["收入支出决算总表", grid([*HEAD, ["一、一般公共预算财政拨款收入", "1", "8.00", label, "50", "8.00"]])]
    )

    assert (f"{row}.C2" in values(found, "T01")) is bool(row)
    assert (label in found.tables["T01"].unknown) is not bool(row)


def test_figures_without_a_label_and_labels_nobody_knows() -> None:
    body = [["", "9", "3.00", "二十七、星际航行支出", "58", "4.00"], ["八、其他收入", "8", "1.00", "", "59", ""]]
    found = read(["收入支出决算总表", grid([*HEAD, *body])])

    assert len(found.tables["T01"].unknown) == 2
    assert state(found, "T01") == "partial"


def test_a_label_that_the_end_of_the_page_tore_in_two() -> None:
    """The header is repeated: the rest of the label below it is no part of the header, even where it has no figures."""
    found = read(
        ["收入支出决算总表", grid([*HEAD, NUMBERS, ["", "18", "", "十八、自然资源海", "49", ""]])],
        [
            grid(
                [
                    *HEAD,
                    NUMBERS,
                    ["", "", "", "洋气象等支出", "", ""],
                    ["", "19", "", "十九、住房保障支出", "50", "3.00"],
                ],
                2,
            )
        ],
    )

    assert found.tables["T01"].row("L49").label == "十八、自然资源海洋气象等支出"
    assert ("L49", "C2") in found.tables["T01"].cells
    assert values(found, "T01") == {"L50.C2": "3.00"}
    assert state(found, "T01") == "read"


@pytest.mark.parametrize(("above", "below"), [("5.00", ""), ("", "5.00")])
@pytest.mark.parametrize("rest", ["洋气象等支出", ""])
def test_a_torn_row_has_its_figures_on_either_page(above: str, below: str, rest: str) -> None:
    label = "十八、自然资源海洋气象等支出".removesuffix(rest)
    found = read(
        ["收入支出决算总表", grid([*HEAD, NUMBERS, ["", "18", "", label, "49", above]])],
        [grid([*HEAD, NUMBERS, ["", "", "", rest, "", below], ["", "19", "", "十九、住房保障支出", "50", "3.00"]], 2)],
    )

    assert values(found, "T01") == {"L49.C2": "5.00", "L50.C2": "3.00"}
    assert found.tables["T01"].row("L49").label == "十八、自然资源海洋气象等支出"
    assert state(found, "T01") == "read"


def test_a_row_below_one_without_figures_is_a_row_of_its_own() -> None:
    found = read(
        ["收入支出决算总表", grid([*HEAD, NUMBERS, ["", "18", "", "十八、自然资源海洋气象等支出", "49", ""]])],
        [grid([*HEAD, NUMBERS, ["", "19", "", "十九、住房保障支出", "50", "3.00"]], 2)],
    )

    assert values(found, "T01") == {"L50.C2": "3.00"}
