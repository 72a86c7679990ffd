"""T02-09 按科目列示的表没有合计行.

Every form that lists 科目 prints their total: all that compares forms with each other and with the explanation compares totals. Of a form with rows
that nobody knows one may be it. A total that is printed and wrong is T02-02 and its like, one that is blank B-07.
Source: 部门决算报表格式.
"""

from __future__ import annotations

from collections.abc import Iterator

from juesuan.checking.coded import code_rows
from juesuan.checking.context import Context, not_applicable, passed, undecidable
from juesuan.checking.supposing.missing import missing_total
from juesuan.model import Outcome, State, Table, Term

RULE = "T02-09"


def check(context: Context) -> Iterator[Outcome]:
    """One outcome per form of codes that lists any."""
    tables = [table for table in context.disclosure.tables.values() if _lists_codes(table, context)]
    for table in tables:
        if context.standard.forms[table.form].total in table.row_keys:
            yield passed()
        elif len(table.unknown) > len(table.unknown_columns):
            yield undecidable(f"“{table.title}”中有未能识别的行，合计可能在其中")
        else:
            yield _failed(table, context)
    if not tables:
        yield not_applicable("没有按科目列示的表，或表中没有科目")


def _lists_codes(table: Table, context: Context) -> bool:
    return context.standard.forms[table.form].kind == "codes" and bool(code_rows(context, table.form))


def _failed(table: Table, context: Context) -> Outcome:
    missing = missing_total(table, context)
    labels = {column.key: column.label.rpartition("/")[2] for column in table.columns}
    values = missing.values.items() if missing is not None else ()
    figures = "、".join(f"{labels[column]} {value}" for column, value in values if value)
    should = f"；按各类相加，应为：{figures}" if figures else ""
    return Outcome(
        State.FAIL,
        terms=(Term(1, table.title, None, table.place, table.title),),
        message=f"“{table.title}”没有“合计”一行{should}。",
        hint=f"在“{table.title}”中补上“合计”一行{'：' + figures if figures else ''}。",
    )
