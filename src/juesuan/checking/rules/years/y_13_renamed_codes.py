"""Y-13 科目改名.

Codes are compared between years by code, not by name. Where last year's document and this one print different names for one code
and neither is a name of that code in its year, one of them is a slip. Known renames pass.
"""

from __future__ import annotations

from collections.abc import Iterator

from juesuan.checking.context import Context, not_applicable, passed
from juesuan.model import Disclosure, Outcome, State, Term

RULE = "Y-13"


def check(context: Context) -> Iterator[Outcome]:
    """Notes each code whose name changed without a known rename."""
    if context.previous is None:
        yield not_applicable("未提供上年决算")
        return
    before, now = _names(context.previous), _names(context.disclosure)
    shared = sorted(before.keys() & now.keys())
    if not shared:
        yield not_applicable("两年没有相同的科目")
    for code in shared:
        (old, _), (new, term) = before[code], now[code]
        if old == new or new in context.standard.codes.function_names(code, context.disclosure.info.year):
            yield passed()
            continue
        message = f"科目 {code} 上年名称为“{old}”，本年为“{new}”，请核对是否为当年的规范名称。"
        yield Outcome(State.FAIL, terms=(term,), message=message)


def _names(disclosure: Disclosure) -> dict[str, tuple[str, Term]]:
    table = disclosure.tables.get("T03") or disclosure.tables.get("T05")
    rows = table.rows if table is not None else ()
    return {row.key: (row.label, Term(1, row.label, None, row.place, row.label)) for row in rows if row.key.isdigit()}
