"""T03-07 科目与支出性质.

一般行政管理事务 (…02 of a 款 that has 行政运行 …01) is project expenditure by definition; social insurance and housing
contributions are basic expenditure. Practice differs, so both are notes.
"""

from __future__ import annotations

from collections.abc import Iterator

from juesuan.checking.context import Context, absent, not_applicable, passed, undecidable
from juesuan.model import Outcome, State, Term


def _administration(context: Context) -> Iterator[Outcome]:
    table = context.table("T03")
    if table is None:
        yield absent(context, "T03")
        return
    rows = [
        row for row in table.rows if len(row.key) == 7 and row.key.endswith("02") and "一般行政管理事务" in row.label
    ]
    if not rows:
        yield not_applicable("没有一般行政管理事务科目")
    yield from _no_money([row.key for row in rows], "C2", "一般行政管理事务属于项目支出", context)


def _no_money(codes: list[str], column: str, why: str, context: Context) -> Iterator[Outcome]:
    for code in codes:
        statement = context.cell("T03", code, column)
        if statement is None or statement.ambiguous:
            yield undecidable(f"{code} 的支出性质未能读出")
        elif statement.value:
            message = f"“{statement.label}”为 {statement.amount.raw}；{why}，请核对。"
            yield Outcome(State.FAIL, terms=(Term.of(statement),), message=message, stated=statement.value)
        else:
            yield passed([statement])


RULES = {"T03-07": _administration}
