"""T02-06 未细化到项级.

Every branch of 收入决算表, 支出决算表 and 一般公共预算财政拨款支出决算表 goes down to seven digits (预算法实施条例 第六条). One that stops
early is an error unless the document states that codes are withheld for secrecy, which is S-09.
"""

from __future__ import annotations

from collections.abc import Iterator

from juesuan.checking.code_tree import code_term
from juesuan.checking.coded import code_rows
from juesuan.checking.context import Context, passed, undecidable
from juesuan.model import Outcome, State

RULE = "T02-06"
_FORMS = ("T02", "T03", "T05")
_ITEM_DIGITS = 7


def check(context: Context) -> Iterator[Outcome]:
    """Fails once per branch that stops early."""
    said = False
    for form in _FORMS:
        rows = code_rows(context, form)
        unread = context.table(form)
        if unread is not None and len(unread.unknown) > len(unread.unknown_columns):
            said = True
            yield undecidable(f"“{unread.title}”中有未能识别的行，项级科目可能在其中")
            continue
        for row in rows:
            if len(row.key) == _ITEM_DIGITS or any(
                other.key != row.key and other.key.startswith(row.key) for other in rows
            ):
                continue
            said = True
            table = context.disclosure.tables[form]
            message = f"“{table.title}”中 {row.key} {row.label} 没有细化到项级（七位编码）。"
            yield Outcome(State.FAIL, terms=(code_term(row),), message=message)
    if not said:
        yield passed() if any(map(context.table, _FORMS)) else undecidable("未找到按科目列示的表")
