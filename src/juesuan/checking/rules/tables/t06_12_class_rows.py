"""T06-12 基本支出表的款没有所属的类.

A 款 with money stands under its 类, which the form prints as a row of its own, as it does with others. A form that prints no 类 at all, or none with
a 款 of its own, is of another make; rows that nobody knows may be what is missing.
"""

from __future__ import annotations

from collections.abc import Iterator

from juesuan.checking.coded import code_rows, row_term
from juesuan.checking.context import Context, absent, not_applicable, passed, undecidable
from juesuan.model import Outcome, Row, State

RULE = "T06-12"
_CLASS = 3


def check(context: Context) -> Iterator[Outcome]:
    """Fails once per 类 that is not printed; passes once where none is missing."""
    form = context.rules[RULE].scope
    table = context.table(form)
    if table is None:
        yield absent(context, form)
        return
    rows = code_rows(context, form)
    filled = {statement.row for statement in context.stated_in(form) if statement.value}
    printed = {row.key for row in rows if len(row.key) == _CLASS}
    below: dict[str, list[Row]] = {}
    for row in rows:
        if len(row.key) > _CLASS and row.key in filled:
            below.setdefault(row.key[:_CLASS], []).append(row)
    missing = {code: parts for code, parts in below.items() if code not in printed}
    if not printed & below.keys():
        yield not_applicable("表中没有按类、款列示")
    elif missing and table.unknown:
        yield undecidable(f"“{table.title}”中有未能识别的行或栏，所属的类可能在其中")
    else:
        for code, parts in missing.items():
            name = context.standard.codes.economic_name(code, context.disclosure.info.year)
            message = f"“{table.title}”列有 {parts[0].key} {parts[0].label}等 {len(parts)} 个款，没有列示所属的类 {code} {name}。"
            yield Outcome(State.FAIL, terms=tuple(row_term(table, row) for row in parts), message=message)
        if not missing:
            yield passed()
