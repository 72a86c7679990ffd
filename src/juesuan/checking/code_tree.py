"""The tree of functional codes in one form: every row has its parents above it."""

from __future__ import annotations

from collections.abc import Iterator

from juesuan.checking.coded import code_rows
from juesuan.checking.context import Context, absent, not_applicable, passed, undecidable
from juesuan.model import Outcome, Row, State, Term

__all__ = ["code_term", "orphans"]

_LEVELS = (3, 5)


def orphans(context: Context, form: str) -> Iterator[Outcome]:
    """Fails once per row whose 款 or 类 the form does not list."""
    if context.table(form) is None:
        yield absent(context, form)
        return
    rows = code_rows(context, form)
    if not rows:
        yield not_applicable("表中没有科目行")
        return
    listed = {row.key for row in rows}
    table = context.disclosure.tables[form]
    if len(table.unknown) > len(table.unknown_columns):
        yield undecidable(f"“{table.title}”中有未能识别的行，上级科目可能在其中")
        return
    wrong = False
    for row in rows:
        missing = [row.key[:size] for size in _LEVELS if size < len(row.key) and row.key[:size] not in listed]
        if missing:
            wrong = True
            message = f"“{row.key} {row.label}”的上级科目 {'、'.join(missing)} 在表中没有列示。"
            yield Outcome(State.FAIL, terms=(code_term(row),), message=message)
    if not wrong:
        cells = [s for s in context.stated_in(form) if s.row.isdigit()]
        yield passed(cells[:1])


def code_term(row: Row) -> Term:
    """The operand that the code and the name of a row make."""
    words = f"{row.code or row.key} {row.label}"
    return Term(1, words, None, row.place, words)
