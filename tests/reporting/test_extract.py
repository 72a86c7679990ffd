"""What was read, as JSON and workbook."""

from __future__ import annotations

import io
import json

import openpyxl

from juesuan.reporting import extract_workbook
from juesuan.reporting.extract import disclosure_object
from juesuan.reporting.json_report import dumps
from juesuan.standard import builtin
from tests.reporting.made import disclosure


def test_json_has_the_parts_of_the_contract() -> None:
    """Statements, tables as printed, the numbers of the prose, performance forms."""
    value = json.loads(dumps(disclosure_object(disclosure())))

    assert {"document", "reading", "statements", "tables", "narrative", "performance"} <= set(value)
    statement = next(item for item in value["statements"] if item["id"] == "T03[2010101].C2")
    assert statement["fact"] == "spend[function=2010101,nature=basic]"
    assert (statement["form"], statement["row"], statement["column"]) == ("T03", "2010101", "C2")
    assert (statement["value"], statement["unit"], statement["decimals"]) == ("900.20", "万元", 2)


def test_tables_are_as_printed() -> None:
    """A blank cell is an empty text; a cell that the layout does not have is null."""
    spending = next(table for table in disclosure_object(disclosure())["tables"] if table["form"] == "T03")
    total = next(table for table in disclosure_object(disclosure())["tables"] if table["form"] == "T01")

    assert spending["columns"] == ["本年支出合计", "基本支出", "项目支出"]
    assert {key: value for key, value in spending["rows"][1].items() if key != "place"} == {
        "key": "2010101",
        "label": "行政运行",
        "code": "2010101",
        "line": None,
        "cells": ["900.20", "900.20", ""],
    }
    assert total["rows"][0]["cells"] == ["1200.50", None]


def test_workbook_has_a_sheet_for_each_form() -> None:
    """Amounts are numbers there."""
    book = openpyxl.load_workbook(io.BytesIO(extract_workbook.render(disclosure(), builtin())))

    forms = ["读取情况", "T01 收入支出决算总表", "T03 支出决算表"]
    assert book.sheetnames == [*forms, "文件", "单位", "数据", "文字中的数字", "列说明"]
    assert [cell.value for cell in book["T03 支出决算表"][5]] == ["2010101", None, "行政运行", 900.2, 900.2, None]
