"""T06-07 经济分类科目的编码或名称有误.

A row of 基本支出表 whose name is not that of its code, or whose code no list of 部门预算支出经济分类科目 knows. Names we are not sure
of stay undecided. Codes of other years are C-06.
"""

from __future__ import annotations

from collections.abc import Iterator

from juesuan.checking.coded import code_rows, row_term
from juesuan.checking.context import Context, absent, passed, undecidable
from juesuan.model import Outcome, State
from juesuan.standard.codes import plain_name

RULE = "T06-07"


def check(context: Context) -> Iterator[Outcome]:
    """One outcome per row with a code."""
    table, codes = context.table("T06"), context.standard.codes
    if table is None:
        yield absent(context, "T06")
        return
    for row in code_rows(context, "T06"):
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
