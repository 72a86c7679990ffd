"""N05-10 五（三）条目与项级科目不是一一对应.

Every 项 with spending has one item, and every item one 项. An item without spending may stand for a budget that was not used. The 款
of a duplicate tells which 项 the second of them probably means.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from juesuan.checking.absences import why_unsure_in
from juesuan.checking.context import Context, absent, not_applicable, passed, undecidable
from juesuan.checking.narrated_items import NarratedItem, items_form, narrated_items
from juesuan.model import Outcome, State, Statement, Term

RULE = "N05-10"

_ITEM_DIGITS = 7


def check(context: Context) -> Iterator[Outcome]:
    """Duplicates, then 项 without an item, then items without a row."""
    items = [item for item in narrated_items(context) if item.claim.names[2]]
    form = items_form(context)
    if len(items) < 2:
        yield not_applicable("文字说明没有逐项列出支出")
        return
    if context.table(form) is None:
        yield absent(context, form)
        return
    spent = {
        row: cell
        for row in context.rows_of(form)
        if len(row) == _ITEM_DIGITS and (cell := context.cell(form, row, "C1")) is not None and cell.value
    }
    by_code: dict[str, list[NarratedItem]] = defaultdict(list)
    for item in items:
        by_code[item.code].append(item)
    unresolved = by_code.pop("", [])
    missing = {code: cell for code, cell in spent.items() if code not in by_code}
    for code, twice in by_code.items():
        if len(twice) > 1:
            yield _duplicate(twice, [missing.pop(other) for other in list(missing) if other[:5] == code[:5]])
        elif code not in spent and _spends(twice[0]):
            yield _extra(twice[0], code, form, context)
        else:
            yield passed(twice[0].statements)
    unsure = why_unsure_in("N05", context) if missing else ""
    for cell in missing.values():
        yield undecidable(unsure, [cell]) if unsure else _without_item(cell, unresolved, items[-1])


def _spends(item: NarratedItem) -> bool:
    return item.final is not None and item.final.value != 0


def _duplicate(twice: list[NarratedItem], missing: list[Statement]) -> Outcome:
    numbers = "、".join(str(item.number) for item in twice)
    instead = f"；同一款的{'、'.join(f'“{_row(cell)}”' for cell in missing)}没有说明" if missing else ""
    message = f"第 {numbers} 项都是“{twice[0].claim.names[2]}”{instead}。"
    stated = (Term.of(statement) for item in twice for statement in item.statements)
    terms = (*(item.term for item in twice), *stated, *(Term.of(cell, -1) for cell in missing))
    return Outcome(State.FAIL, terms=terms, message=message)


def _extra(item: NarratedItem, code: str, form: str, context: Context) -> Outcome:
    table = context.disclosure.tables[form]
    title = table.title
    unread = any(row == code and cell.amount is None for (row, _), cell in table.cells.items())
    if unread or len(table.unknown) > len(table.unknown_columns):
        return undecidable(f"“{title}”中有未能识别的行，{item.name}（{code}）可能在其中")
    stated = item.final.amount.raw if item.final is not None else ""
    message = f"{item.name}（{item.code}）支出决算 {stated}，“{title}”没有这个科目。"
    return Outcome(State.FAIL, terms=(item.term,), message=message)


def _without_item(cell: Statement, unresolved: list[NarratedItem], last: NarratedItem) -> Outcome:
    if unresolved:
        return undecidable(f"{unresolved[0].name}的科目未能确定，“{_row(cell)}”可能就是它")
    message = f"“{_row(cell)}”支出 {cell.amount.raw}，具体情况的文字说明没有这一项。"
    return Outcome(State.FAIL, terms=(Term.of(cell), last.term), message=message)


def _row(cell: Statement) -> str:
    return cell.place.row or cell.label
