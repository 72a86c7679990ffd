"""Whole amounts that look like codes (200, 21203, 2120399) are amounts: a code stands before its name, or is headed as one."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

import juesuan
from tests.test_other_tables import document, html

LOOK_ALIKE = ("200", "213", "305", "21203", "30201", "2120399", "2130305")
_TITLE = "政府性基金预算财政拨款收入支出决算表"
_NAMES = (
    ("", "合计"),
    ("212", "城乡社区支出"),
    ("21208", "国有土地使用权出让收入安排的支出"),
    ("2120803", "城市建设支出"),
)


@pytest.mark.parametrize("amount", LOOK_ALIKE)
@pytest.mark.parametrize("header", ["本年支出小计", "支出数额"])
def test_an_amount_is_no_code(tmp_path: Path, amount: str, header: str) -> None:
    head = ["科目编码", "科目名称", "年初结转和结余", "本年收入", header, "项目支出", "年末结转和结余"]
    rows = [head, *([code, name, "", amount, amount, amount, ""] for code, name in _NAMES)]
    path = tmp_path / "made.html"
    path.write_text(
        f"<meta charset=utf-8><p>青石县水务局2022年度部门决算</p>{html(_TITLE, rows)}\n<p>完。</p>", encoding="utf-8"
    )
    table = juesuan.read(path).tables["T07"]
    printed = {cell.amount.value for key, cell in table.cells.items() if key[1] in {"C2", "C5"} and cell.amount}

    assert [row.key for row in table.rows] == ["*", "212", "21208", "2120803"]
    assert printed == {Decimal(amount)}
    assert not [name for name in table.unknown if any(label in name for _, label in _NAMES)]


@pytest.mark.parametrize("amount", LOOK_ALIKE)
def test_nor_in_a_table_of_another_name(amount: str) -> None:
    rows = [
        ["工程", "合同额", "已付"],
        ["清淤", amount, "12.50"],
        ["护坡", amount, "13.50"],
        ["合计", 2 * int(amount), "26.00"],
    ]
    (table,) = document(html("水利工程付款表", rows)).others

    assert [(row.label, row.code) for row in table.rows] == [("清淤", ""), ("护坡", ""), ("合计", "")]
    assert [column.label for column in table.columns] == ["合同额", "已付"]
