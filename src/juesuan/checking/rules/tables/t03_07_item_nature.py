"""T03-07 一般行政管理事务列为基本支出.

一般行政管理事务 (…02 of a 款 that has 行政运行 …01) is project expenditure by definition of 政府收支分类科目. Practice differs, so it is a
note.
"""

from __future__ import annotations

from collections.abc import Iterator

from juesuan.checking.context import Context, absent, not_applicable, passed, undecidable
from juesuan.model import Outcome, State, Term

RULE = "T03-07"
_NAME = "一般行政管理事务"


def check(context: Context) -> Iterator[Outcome]:
    """One outcome per 项 of that name."""
    table = context.table("T03")
    if table is None:
        yield absent(context, "T03")
        return
    codes = [row.key for row in table.rows if len(row.key) == 7 and row.key.endswith("02") and _NAME in row.label]
    if not codes:
        yield not_applicable(f"没有{_NAME}科目")
    for code in codes:
        statement = context.cell("T03", code, "C2")
        if statement is None or statement.ambiguous:
            yield undecidable(f"{code} 的支出性质未能读出")
        elif statement.value:
            message = f"“{statement.label}”为 {statement.amount.raw}；{_NAME}属于项目支出，请核对。"
            yield Outcome(State.FAIL, terms=(Term.of(statement),), message=message, stated=statement.value)
        else:
            yield passed([statement])
