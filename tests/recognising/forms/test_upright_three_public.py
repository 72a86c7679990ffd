"""The form of 三公 with its items down and its stages across: a number is called by its item, not by the stage alone."""

from __future__ import annotations

from pathlib import Path

import juesuan
from tests.test_other_tables import html

_ROWS = [
    ["项目", "预算数", "决算数"],
    ["合计", "9.00", "7.10"],
    ["1.因公出国（境）费", "0.00", "0.00"],
    ["2.公务用车购置及运行维护费", "6.00", "5.20"],
    ["其中：公务用车购置费", "0.00", "0.00"],
    ["公务用车运行维护费", "6.00", "5.20"],
    ["3.公务接待费", "3.00", "1.90"],
]


def test_an_item_is_named(tmp_path: Path) -> None:
    table = html("财政拨款“三公”经费支出决算表", _ROWS)
    path = tmp_path / "made.html"
    path.write_text(f"<meta charset=utf-8><p>青石县水务局2022年度部门决算</p>{table}", encoding="utf-8")
    named = {s.amount.raw: s.label for s in juesuan.read(path).statements if s.source == "T09"}

    assert named["1.90"].endswith("决算数/公务接待费")
    assert named["7.10"].endswith("决算数/合计")
