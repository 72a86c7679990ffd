"""F-04 一张表内零值写法不一.

A zero is printed as 0.00, as 0, as a dash or not at all; one table should keep to one of them. A note, one per table.
"""

from __future__ import annotations

from collections.abc import Iterator

from juesuan.checking.context import Context, not_applicable, passed, without_accounts
from juesuan.model import Cell, Outcome, State, Table, Term

RULE = "F-04"
_DASHES = {"-", "—", "－", "–", "/"}


def check(context: Context) -> Iterator[Outcome]:
    """One outcome per table."""
    if not context.disclosure.tables:
        yield without_accounts(context, "未读到决算表")
    for table in context.disclosure.tables.values():
        yield _judge(table)


def _judge(table: Table) -> Outcome:
    first: dict[str, Cell] = {}
    for cell in table.cells.values():
        style = _style(cell)
        if style:
            first.setdefault(style, cell)
    if not first:
        return not_applicable(f"“{table.title}”没有零值")
    if len(first) == 1:
        return passed()
    message = f"“{table.title}”的零值有 {len(first)} 种写法：{'、'.join(first)}。"
    terms = tuple(Term(1, style, None, cell.place, cell.raw) for style, cell in first.items())
    return Outcome(State.FAIL, terms=terms, message=message)


def _style(cell: Cell) -> str:
    if not cell.raw:
        return "留空"
    if cell.raw in _DASHES:
        return "短横"
    return cell.raw if cell.amount is not None and not cell.amount.value else ""
