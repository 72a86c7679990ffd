"""T04-10, T04-11 资金与科目.

234 抗疫特别国债安排的支出 is money of the government funds (column 政府性基金), 223 国有资本经营预算支出 money of the capital
budget; and the capital budget spends on 223 only: what it hands to the general budget appears there.
"""

from __future__ import annotations

from collections.abc import Iterator

from juesuan.checking.context import Context, absent, not_applicable, passed
from juesuan.model import Outcome, State, Statement, Term

_OWN_COLUMN = {"234": "C4", "223": "C5"}


def _cells(context: Context) -> list[tuple[str, Statement]]:
    found = []
    for statement in context.disclosure.statements:
        code = statement.fact.get("function") if statement.source == "T04" and statement.fact is not None else None
        if code is not None and statement.column in {"C3", "C4", "C5"}:
            found.append((code, statement))
    return found


def _special_classes(context: Context) -> Iterator[Outcome]:
    if context.table("T04") is None:
        yield absent(context, "T04")
        return
    cells = [(code, s) for code, s in _cells(context) if code in _OWN_COLUMN and s.value]
    for code, statement in cells:
        if statement.column == _OWN_COLUMN[code]:
            yield passed([statement])
        else:
            message = f"“{statement.label}”为 {statement.amount.raw}，{code} 类只能列在另一资金栏。"
            yield Outcome(State.FAIL, terms=(Term.of(statement),), message=message, stated=statement.value)
    if not cells:
        yield not_applicable("没有 223、234 类支出")


def _capital_budget(context: Context) -> Iterator[Outcome]:
    if context.table("T04") is None:
        yield absent(context, "T04")
        return
    cells = [(code, s) for code, s in _cells(context) if s.column == "C5" and s.value]
    for code, statement in cells:
        if code == "223":
            yield passed([statement])
        else:
            message = f"“{statement.label}”为 {statement.amount.raw}；国有资本经营预算支出一般只列 223 类，请核对。"
            yield Outcome(State.FAIL, terms=(Term.of(statement),), message=message, stated=statement.value)
    if not cells:
        yield not_applicable("没有国有资本经营预算支出")


RULES = {"T04-10": _special_classes, "T04-11": _capital_budget}
