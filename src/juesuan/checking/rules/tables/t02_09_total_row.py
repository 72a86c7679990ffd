"""T02-09 表中没有合计行.

All that compares forms with each other and with the explanation compares totals, so a form that prints amounts prints theirs: the total of a
form of 科目, 本年收入合计, 本年支出合计 and 总计 of a form of two sides, the two totals of 基本支出. Of a form with rows that nobody knows
one may be it. A total at the foot of a form may be on a page that is not there: absence is claimed where something is printed behind.
A total that is printed and wrong is T02-02 and its like, one that is blank B-07.
Source: 部门决算报表格式.
"""

from __future__ import annotations

from collections.abc import Iterator

from juesuan.checking.context import Context, not_applicable, passed, undecidable
from juesuan.checking.supposing.missing import Missing, missing_total
from juesuan.checking.totals import lacking_totals, may_be_cut, prints_amounts
from juesuan.model import Outcome, State, Table, Term
from juesuan.standard.forms import Form, FormRow

RULE = "T02-09"


def check(context: Context) -> Iterator[Outcome]:
    """One outcome per form that prints amounts and has totals."""
    tables = [table for table in context.disclosure.tables.values() if prints_amounts(table, context)]
    for table in tables:
        lacking = lacking_totals(table, context.standard.forms[table.form])
        if not lacking:
            yield passed()
        elif len(table.unknown) > len(table.unknown_columns):
            yield undecidable(f"“{table.title}”中有未能识别的行，合计可能在其中")
        elif may_be_cut(table, lacking, context):
            yield undecidable(f"“{table.title}”没有读到末尾的“{lacking[-1].label}”，可能在缺的页上")
        else:
            yield _failed(table, lacking, context)
    if not tables:
        yield not_applicable("没有印有金额并须有合计的表")


def _failed(table: Table, lacking: tuple[FormRow, ...], context: Context) -> Outcome:
    found = missing_total(table, context)
    names = "、".join(f"“{label}”" for label in dict.fromkeys(row.label for row in lacking))
    form = context.standard.forms[table.form]
    figures = "；".join(filter(None, (_figures(each, form) for each in found)))
    should = f"；按表内各行相加，应为：{figures}" if figures else ""
    return Outcome(
        State.FAIL,
        terms=(Term(1, table.title, None, table.place, table.title),),
        message=f"“{table.title}”没有{names}{'各' if names.count('“') > 1 else ''}一行{should}。",
        hint=f"在“{table.title}”中补上{names}{'各' if names.count('“') > 1 else ''}一行{'：' + figures if figures else ''}。",
    )


def _figures(missing: Missing, form: Form) -> str:
    """What the row should hold; of a form of one column by the name of the row."""
    labels = {column.key: column.label.split("/") for column in form.columns}
    values = {column: value for column, value in missing.values.items() if value}
    if len(values) == 1:
        ((column, value),) = values.items()
        side = f"（{labels[column][0]}）" if len(labels[column]) > 1 else ""
        return f"{missing.row.label}{side} {value}"
    figures = "、".join(f"{labels[column][-1]} {value}" for column, value in values.items())
    return figures if missing.row.label == "合计" or not figures else f"{missing.row.label}：{figures}"
