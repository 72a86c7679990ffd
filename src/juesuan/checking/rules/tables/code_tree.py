"""T02-05, T03-05, T05-05 科目层级; T02-06 未细化到项级.

Every 项 needs its 款 and 类 row above it, no code may stand twice, every branch goes down to seven digits (预算法实施条例
第六条). A branch that stops early is an error unless the document states that codes are withheld for secrecy (S-09).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from functools import partial

from juesuan.checking.context import Context, absent, not_applicable, passed, undecidable
from juesuan.model import Outcome, Row, State, Term


def _codes(form: str, context: Context) -> tuple[list[Row], Outcome | None]:
    table = context.table(form)
    if table is None:
        return [], absent(context, form)
    rows = [row for row in table.rows if row.key.isdigit()]
    return rows, None if rows else not_applicable("表中没有科目行")


def _term(row: Row) -> Term:
    return Term(1, f"{row.code or row.key} {row.label}", None, row.place, f"{row.code or row.key} {row.label}")


def _tree(form: str, context: Context) -> Iterator[Outcome]:
    rows, nothing = _codes(form, context)
    if nothing is not None:
        yield nothing
        return
    keys = Counter(row.key for row in rows)
    wrong = False
    for row in rows:
        missing = [row.key[:size] for size in (3, 5) if size < len(row.key) and row.key[:size] not in keys]
        if missing:
            wrong = True
            message = f"“{row.key} {row.label}”的上级科目 {'、'.join(missing)} 在表中没有列示。"
            yield Outcome(State.FAIL, terms=(_term(row),), message=message)
    if not wrong:
        cells = [s for s in context.stated_in(form) if s.row.isdigit()]
        yield passed(cells[:1])


def _depth(context: Context) -> Iterator[Outcome]:
    said = False
    for form in ("T02", "T03", "T05"):
        rows, nothing = _codes(form, context)
        if nothing is not None:
            continue
        keys = [row.key for row in rows]
        for row in rows:
            if len(row.key) == 7 or any(key != row.key and key.startswith(row.key) for key in keys):
                continue
            said = True
            table = context.disclosure.tables[form]
            message = f"“{table.title}”中 {row.key} {row.label} 没有细化到项级（七位编码）。"
            yield Outcome(State.FAIL, terms=(_term(row),), message=message)
    if not said:
        yield (
            passed()
            if any(context.table(form) for form in ("T02", "T03", "T05"))
            else undecidable("未找到按科目列示的表")
        )


RULES = {
    "T02-05": partial(_tree, "T02"),
    "T03-05": partial(_tree, "T03"),
    "T05-05": partial(_tree, "T05"),
    "T02-06": _depth,
}
