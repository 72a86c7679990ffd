"""The internal accounts of a department as its accounting system exports them: a workbook of 财决 tables, made from facts.

The layout follows DOMAIN 6.1: sheets named ``Z01 收入支出决算总表(财决01表)``, the code in three cells, amounts in yuan, empty lines kept.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

import xlsxwriter

from juesuan.model import FactKey
from juesuan.preparing.books import Books
from juesuan.preparing.consolidation import consolidated
from juesuan.preparing.facts import Facts, facts
from juesuan.standard import builtin

Cell = str | Decimal | None
Header = Sequence[tuple[str, ...]]


def write_export(
    books: Books,
    path: Path,
    changes: Mapping[str, Decimal] | None = None,
    *,
    one_cell: bool = False,
    numbered: bool = False,
) -> None:
    """Writes the export of some books, which is of the whole department.

    ``changes`` are facts that the export shows with other values; ``one_cell``: a code stands in one cell; ``numbered``: the columns
    are numbered below the header (栏次).
    """
    known = facts(consolidated(books, builtin()).books, builtin().layouts.reference).extended(_parsed(changes or {}))
    with xlsxwriter.Workbook(str(path)) as book:
        writer = _Writer(book, books, known, one_cell=one_cell, numbered=numbered)
        writer.lines("Z01 收入支出决算总表(财决01表)", "收入支出决算总表", "财决01表", *_z01(known))
        writer.lines(
            "Z01_1 财政拨款收入支出决算总表(财决01-1表)", "财政拨款收入支出决算总表", "财决01-1表", *_z01_1(known)
        )
        writer.codes("Z03 收入决算表(财决03表)", "收入决算表", "财决03表", "Z03")
        writer.codes("Z04 支出决算表(财决04表)", "支出决算表", "财决04表", "Z04")
        writer.codes(
            "Z07 一般公共预算财政拨款收入支出决算表(财决07表)", "一般公共预算财政拨款收入支出决算表", "财决07表", "Z07"
        )
        writer.economic(
            "Z08_1 一般公共预算财政拨款基本支出决算明细表", "一般公共预算财政拨款基本支出决算明细表", "财决08-1表"
        )
        writer.codes(
            "Z09 政府性基金预算财政拨款收入支出决算表(财决09表)",
            "政府性基金预算财政拨款收入支出决算表",
            "财决09表",
            "Z09",
        )
        writer.codes(
            "Z11 国有资本经营预算财政拨款收入支出决算表(财决11表)",
            "国有资本经营预算财政拨款收入支出决算表",
            "财决11表",
            "Z11",
        )
        writer.lines("F03 机构运行信息表(附03表)", "机构运行信息表", "附03表", *_f03(known))


def _parsed(changes: Mapping[str, Decimal]) -> Mapping[FactKey, Decimal]:
    return {FactKey.parse(text): value for text, value in changes.items()}


def _z01(known: Facts) -> tuple[Header, list[list[Cell]]]:
    header = [
        ("收入", "项目"), ("收入", "行次"), ("收入", "年初预算数"), ("收入", "全年预算数"), ("收入", "决算数"),
        ("支出", "项目（按功能分类）"), ("支出", "行次"), ("支出", "年初预算数"), ("支出", "全年预算数"), ("支出", "决算数"),
        ("支出", "项目（按支出性质和经济分类）"), ("支出", "行次"), ("支出", "年初预算数"), ("支出", "全年预算数"), ("支出", "决算数"),
    ]  # fmt: skip
    form = builtin().forms["Z01"]
    income = [row for row in form.rows if row.side == "income" and not row.memo and not row.replaces]
    spend = [row for row in form.rows if row.side == "spend" and not row.memo]
    nature = [
        ("一、基本支出", "spend[nature=basic]"),
        ("人员经费", ""),
        ("日常公用经费", ""),
        ("二、项目支出", "spend[nature=project]"),
    ]
    rows: list[list[Cell]] = []
    for number in range(max(len(income), len(spend))):
        left = income[number] if number < len(income) else None
        right = spend[number] if number < len(spend) else None
        third = nature[number] if number < len(nature) else ("", "")
        rows.append(
            [
                *(left.label if left else None, str(number + 1), None, None, known.get(left.fact) if left else None),
                *(
                    right.label if right else None,
                    str(number + 40),
                    None,
                    None,
                    known.get(right.fact) if right else None,
                ),
                *(third[0] or None, str(number + 80), None, None, known.get(third[1]) if third[1] else None),
            ]
        )
    return header, rows


def _z01_1(known: Facts) -> tuple[Header, list[list[Cell]]]:
    funds = ("小计", "一般公共预算财政拨款", "政府性基金预算财政拨款", "国有资本经营预算财政拨款")
    header = [("收入", "项目"), ("收入", "行次"), ("收入", "决算数"), ("支出", "项目"), ("支出", "行次")]
    header += [("支出", "决算数", fund) for fund in funds]
    form = builtin().forms["Z01_1"]
    income = [row for row in form.rows if row.side == "income" and not row.memo]
    spend = [row for row in form.rows if row.side == "spend" and not row.memo]
    rows: list[list[Cell]] = []
    for number in range(max(len(income), len(spend))):
        left = income[number] if number < len(income) else None
        right = spend[number] if number < len(spend) else None
        row: list[Cell] = [left.label if left else None, str(number + 1)]
        row.append(_value(known, "Z01_1", left.key, "C1") if left else None)
        row += [right.label if right else None, str(number + 33)]
        row += [_value(known, "Z01_1", right.key, f"C{column}") if right else None for column in range(2, 6)]
        rows.append(row)
    return header, rows


def _f03(known: Facts) -> tuple[Header, list[list[Cell]]]:
    header = [("项目",), ("行次",), ("预算数",), ("全年预算数",), ("统计数",), ("项目",), ("行次",), ("统计数",)]
    left = [
        ("一、“三公”经费支出", None), ("（一）支出合计", "three_public"), ("1．因公出国（境）费", "abroad"),
        ("2．公务用车购置及运行维护费", "vehicles"), ("（1）公务用车购置费", "vehicle_purchase"),
        ("（2）公务用车运行维护费", "vehicle_operation"), ("3．公务接待费", "reception"), ("（1）国内接待费", "domestic"),
        ("其中：外事接待费", None), ("（2）国（境）外接待费", None), ("（二）相关统计数", None),
        ("1．因公出国（境）团组数（个）", "delegations"), ("2．因公出国（境）人次数（人）", "travellers"),
        ("3．公务用车购置数（辆）", "bought"), ("4．公务用车保有量（辆）", "held"), ("5．国内公务接待批次（个）", "receptions"),
        ("6．国内公务接待人次（人）", "guests"), ("二、会议费", "meeting"), ("三、培训费", "training"),
    ]  # fmt: skip
    right = [
        ("四、机关运行经费", "running_costs"), ("（一）行政单位", None), ("五、资产信息", None), ("（一）车辆数合计（辆）", "cars"),
        ("1．副部（省）级及以上领导用车", "province"), ("2．主要负责人用车", "leader"), ("3．机要通信用车", "confidential"),
        ("4．应急保障用车", "emergency"), ("5．执法执勤用车", "enforcement"), ("6．特种专业技术用车", "special"),
        ("7．离退休干部服务用车", "retired"), ("8．其他用车", "other_cars"),
        ("（二）单价100万元（含）以上设备（不含车辆）", "equipment"), ("六、政府采购支出信息", None),
        ("（一）政府采购支出合计", "procurement"), ("1．政府采购货物支出", "goods"), ("2．政府采购工程支出", "works"),
        ("3．政府采购服务支出", "services"), ("（二）政府采购授予中小企业合同金额", "sme"), ("其中：授予小微企业合同金额", "micro"),
    ]  # fmt: skip
    rows: list[list[Cell]] = []
    for number in range(max(len(left), len(right))):
        one = left[number] if number < len(left) else ("", None)
        two = right[number] if number < len(right) else ("", None)
        final, adjusted = (_value(known, "F03", one[1], column) if one[1] else None for column in ("C1", "C2"))
        other = _value(known, "F03", two[1], "C1") if two[1] else None
        budgeted = adjusted if number < 7 else None  # only “三公” have budgets
        rows.append([one[0] or None, str(number + 1), None, budgeted, final, two[0] or None, str(number + 40), other])
    return header, rows


def _value(known: Facts, form: str, row: str, column: str) -> Cell:
    fact = builtin().forms[form].fact(row, column)
    return known.get(fact) if fact is not None else None


class _Writer:
    def __init__(self, book: Any, books: Books, known: Facts, *, one_cell: bool, numbered: bool) -> None:
        self._book, self._books, self._known = book, books, known
        self._one_cell, self._numbered = one_cell, numbered
        self._ruled = book.add_format({"border": 1})
        self._money = book.add_format({"border": 1, "num_format": "#,##0.00"})

    def lines(self, sheet: str, title: str, number: str, header: Header, rows: list[list[Cell]]) -> None:
        """A form of fixed lines."""
        self._write(sheet, title, number, header, rows)

    def codes(self, sheet: str, title: str, number: str, form_id: str) -> None:
        """A form of functional codes: the code in three cells, 合计 first."""
        form = builtin().forms[form_id]
        columns = [column for column in form.columns if not column.memo]
        header: list[tuple[str, ...]] = [("科目编码",), ("科目名称",)]
        if not self._one_cell:
            header = [*(("项目", "科目编码", level) for level in "类款项"), ("项目", "科目名称")]
        blank: list[Cell] = [None] * (len(header) - 1)
        header += [tuple(column.label.split("/")) for column in columns]
        patterns = [fact.but(function="*") for column in columns if (fact := form.fact("*", column.key))]
        codes = sorted({code for pattern in patterns for code in self._known.codes(pattern)})
        rows: list[list[Cell]] = [["合计", *blank, *(_value(self._known, form_id, "*", c.key) for c in columns)]]
        for code in codes:
            pieces: list[Cell] = [code] if self._one_cell else [code[:3], code[3:5] or None, code[5:7] or None]
            name = builtin().codes.function_name(code, self._books.year) or code
            rows.append([*pieces, name, *(_value(self._known, form_id, code, c.key) for c in columns)])
        self._write(sheet, title, number, header, rows)

    def economic(self, sheet: str, title: str, number: str) -> None:
        """Basic spending of the general budget, functional codes down, economic codes across; only the 合计 row has amounts."""
        form = builtin().forms["Z08_1"]
        groups = ("301", "302", "303", "307", "310", "399")
        keys = [column.key for column in form.columns if column.key[:3] in groups]
        year = self._books.year
        header = [("科目编码",), ("科目名称",), ("合计",)]
        header += [
            (
                builtin().codes.economic_name(key[:3], year),
                "小计" if len(key) == 3 else form.column(key).label.partition("/")[2],
            )
            for key in keys
        ]
        total = [_value(self._known, "Z08_1", "*", key) for key in ("C1", *keys)]
        self._write(sheet, title, number, header, [["合计", None, *total]])

    def _write(self, name: str, title: str, number: str, header: Header, rows: list[list[Cell]]) -> None:
        sheet = self._book.add_worksheet(name[:31])
        sheet.write(0, 0, title)
        sheet.write(1, len(header) - 1, number)
        sheet.write(2, 0, f"编制单位：{self._books.department.name}")
        sheet.write(2, max(1, len(header) // 2), f"{self._books.year}年度")
        sheet.write(2, len(header) - 1, "金额单位：元")
        depth = max(map(len, header))
        self._header(sheet, header, depth)
        if self._numbered:
            self._numbering(sheet, 3 + depth, rows)
            depth += 1
        for line, row in enumerate(rows, 3 + depth):
            for column, value in enumerate(row):
                if isinstance(value, Decimal):
                    sheet.write_number(line, column, value, self._money)
                elif value:
                    sheet.write_string(line, column, value, self._ruled)
                else:
                    sheet.write_blank(line, column, None, self._ruled)

    def _numbering(self, sheet: Any, line: int, rows: list[list[Cell]]) -> None:
        """栏次 under the columns of amounts, counted over the whole form."""
        number = 0
        for column in range(max(map(len, rows))):
            filled = any(isinstance(row[column], Decimal) for row in rows if column < len(row))
            number += filled
            sheet.write(line, column, str(number) if filled else "栏次" if column == 0 else "", self._ruled)

    def _header(self, sheet: Any, header: Header, depth: int) -> None:
        """Every text over all columns that share it, and down to the last level where it has no parts."""
        for level in range(depth):
            column = 0
            while column < len(header):
                path = header[column][: level + 1]
                last = column
                while last + 1 < len(header) and level < len(path) and header[last + 1][: level + 1] == path:
                    last += 1
                if level < len(path):
                    bottom = 3 + (depth - 1 if len(header[column]) == level + 1 else level)
                    if (3 + level, column) == (bottom, last):
                        sheet.write(bottom, column, path[level], self._ruled)
                    else:
                        sheet.merge_range(3 + level, column, bottom, last, path[level], self._ruled)
                column = last + 1
