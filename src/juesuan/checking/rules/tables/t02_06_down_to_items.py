"""T02-06 未细化到项级.

Every branch of 收入决算表, 支出决算表 and 一般公共预算财政拨款支出决算表 goes down to seven digits (预算法实施条例 第六条). One that stops
early is an error unless the document states that codes are withheld for secrecy, which is S-09.
"""

from __future__ import annotations

from collections.abc import Iterator

from juesuan.checking.code_tree import code_term
from juesuan.checking.coded import cut_short
from juesuan.checking.context import Context, not_applicable, passed, undecidable
from juesuan.model import Outcome, State

RULE = "T02-06"
_FORMS = ("T02", "T03", "T05")


def check(context: Context) -> Iterator[Outcome]:
    """Fails once per branch that stops early; a form without money is a blank one."""
    tables = [table for table in map(context.table, _FORMS) if table is not None]
    filled = [table for table in tables if any(statement.value for statement in context.stated_in(table.form))]
    if not filled:
        yield not_applicable("各表都没有金额") if tables else undecidable("未找到按科目列示的表")
        return
    said = False
    for table in filled:
        if len(table.unknown) > len(table.unknown_columns):
            said = True
            yield undecidable(f"“{table.title}”中有未能识别的行，项级科目可能在其中")
            continue
        for row in cut_short(context, table.form):
            said = True
            message = f"“{table.title}”中 {row.key} {row.label} 没有细化到项级（七位编码）。"
            yield Outcome(State.FAIL, terms=(code_term(row),), message=message)
    if not said:
        yield passed()
