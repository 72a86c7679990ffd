"""C-06 使用了当年没有的经济分类科目.

A code with an amount in a year in which it did not exist: 39906 after 2020, 30311 代缴社会保险费 before 2020. Codes that no list knows are
T06-07. Source: 政府收支分类科目 of the years.
"""

from __future__ import annotations

from collections.abc import Iterator

from juesuan.checking.coded import code_rows
from juesuan.checking.context import Context, not_applicable, passed, undecidable
from juesuan.model import Outcome, State, Term

RULE = "C-06"


def check(context: Context) -> Iterator[Outcome]:
    """Fails once per such code."""
    table, rows = context.table("T06"), code_rows(context, "T06")
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
