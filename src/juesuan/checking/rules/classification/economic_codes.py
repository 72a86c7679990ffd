"""T06-07, C-06 经济分类科目有误.

T06-07: a row of table 06 whose name is not that of its code, or whose code no list knows.
C-06: a code with an amount in a year in which it did not exist: 39906 after 2020, 30311 代缴社会保险费 before 2020.
"""

from __future__ import annotations

from collections.abc import Iterator

from juesuan.checking.coded import row_term
from juesuan.checking.context import Context, absent, not_applicable, passed, undecidable
from juesuan.model import Outcome, Row, State, Table, Term
from juesuan.standard.codes import plain_name


def _rows(context: Context) -> tuple[Table | None, list[Row]]:
    table = context.table("T06")
    return table, [row for row in table.rows if row.key.isdigit()] if table is not None else []


def _names(context: Context) -> Iterator[Outcome]:
    table, rows = _rows(context)
    codes = context.standard.codes
    if table is None:
        yield absent(context, "T06")
        return
    for row in rows:
        standard = context.standard.forms["T06"].row(row.key)
        names = {plain_name(name) for name in codes.economic_names(row.key)}
        if plain_name(row.label) in names or (
            standard is not None and standard in context.standard.forms["T06"].rows_labelled(row.label)
        ):
            yield passed()
        elif not codes.is_known(row.key):
            message = f"“{table.title}”中的 {row.key} {row.label} 不是部门预算支出经济分类科目。"
            yield Outcome(State.FAIL, terms=(row_term(table, row),), message=message)
        elif codes.uncertain(row.key) or not row.label:
            yield undecidable(f"没有读到 {row.key} 的名称，或其规范名称没有可靠依据")
        else:
            right = codes.economic_name(row.key, context.disclosure.info.year) or codes.economic_name(row.key)
            message = f"“{table.title}”中 {row.key} 的名称“{row.label}”与编码不符，应为“{right}”。"
            yield Outcome(State.FAIL, terms=(row_term(table, row),), message=message)


def _years(context: Context) -> Iterator[Outcome]:
    table, rows = _rows(context)
    year, codes = context.disclosure.info.year, context.standard.codes
    if table is None or year is None:
        yield undecidable(context.why_absent("T06") if table is None else "没有读到决算年度")
        return
    found = False
    for row in rows:
        cell = context.cell("T06", row.key, "C1")
        if codes.is_known(row.key) and not codes.economic_names(row.key, year) and cell is not None and cell.value:
            found = True
            message = f"{row.key} {row.label} 在 {year} 年的科目中没有或已取消，但列有 {cell.amount.raw}。"
            yield Outcome(State.FAIL, terms=(Term.of(cell),), message=message, stated=cell.value)
    if not found:
        yield passed() if rows else not_applicable("基本支出表没有科目行")


RULES = {"T06-07": _names, "C-06": _years}
