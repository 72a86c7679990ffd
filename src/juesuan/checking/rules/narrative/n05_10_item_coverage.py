"""N05-10 五（三）条目与项级科目不是一一对应.

Every 项 with spending has one item, and every item one 项. An item without spending may stand for a budget that was not used. The 款
of a duplicate tells which 项 the second of them probably means.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from juesuan.arithmetic.bands import same
from juesuan.checking.absences import why_unsure_in
from juesuan.checking.context import Context, absent, not_applicable, passed, undecidable
from juesuan.checking.narrated_items import NarratedItem, items_forms, narrated_items, spent_by_code
from juesuan.checking.secrecy import why_row_withheld
from juesuan.model import Outcome, State, Statement, Term

RULE = "N05-10"

_ITEM_DIGITS = 7


def check(context: Context) -> Iterator[Outcome]:
    """Duplicates, then 项 without an item, then items without a row."""
    items = [item for item in narrated_items(context) if item.claim.names[2]]
    forms = items_forms(context)
    if len(items) < 2:
        yield not_applicable("文字说明没有逐项列出支出")
        return
    if context.table(forms[0]) is None:
        yield absent(context, forms[0])
        return
    by_code: dict[str, list[NarratedItem]] = defaultdict(list)
    for item in items:
        by_code[item.code].append(item)
    unresolved = by_code.pop("", [])
    by_form = {form: _spent(form, context) for form in forms}
    spent = {code: cell for cells in by_form.values() for code, cell in cells.items()}
    # A list that names nothing of a fund leaves it to the section of its own.
    told = [cells for form, cells in by_form.items() if form == forms[0] or cells.keys() & by_code.keys()]
    missing = {code: cell for cells in told for code, cell in cells.items() if code not in by_code}
    for code, twice in by_code.items():
        if len(twice) > 1:
            yield _duplicate(twice, [missing.pop(other) for other in list(missing) if other[:5] == code[:5]])
        elif code not in spent and _spends(twice[0]):
            meant = _of_the_amount(twice[0], missing)
            for other in [missing.pop(meant)] if meant else []:
                yield _called_another(twice[0], other)
            if not meant:
                yield _extra(twice[0], code, forms, context)
        else:
            yield passed(twice[0].statements)
    unsure = why_unsure_in("N05", context) if missing else ""
    for cell in missing.values():
        yield undecidable(unsure, [cell]) if unsure else _without_item(cell, unresolved, items[-1])


def _spent(form: str, context: Context) -> dict[str, Statement]:
    """What was spent on each 项 by a form: nothing of one that is not there."""
    if context.table(form) is None:
        return {}
    cells = spent_by_code(form, context)
    return {code: cell for code, cell in cells.items() if len(code) == _ITEM_DIGITS and cell.value}


def _spends(item: NarratedItem) -> bool:
    return item.final is not None and item.final.value != 0


def _duplicate(twice: list[NarratedItem], missing: list[Statement]) -> Outcome:
    numbers = "、".join(str(item.number) for item in twice)
    instead = f"；同一款的{'、'.join(f'“{_row(cell)}”' for cell in missing)}没有说明" if missing else ""
    message = f"第 {numbers} 项都是“{twice[0].claim.names[2]}”{instead}。"
    stated = (Term.of(statement) for item in twice for statement in item.statements)
    terms = (*(item.term for item in twice), *stated, *(Term.of(cell, -1) for cell in missing))
    return Outcome(State.FAIL, terms=terms, message=message, hint=_hint(twice, missing))


def _hint(twice: list[NarratedItem], missing: list[Statement]) -> str:
    """What to do with items of one name: one whose amount is that of a 项 without an item is of that, and no repetition."""
    for cell in missing:
        fitting = [i for i in twice if i.final is not None and same(i.final.amount, cell.amount).holds]
        if len(fitting) == 1:
            return f"第{fitting[0].number}项的支出决算与“{_row(cell)}”相同，应是这个科目的说明：改正这一项的科目名称，不要删除。"
    if missing:
        return "先核对这几项各是哪个科目：写错名称的改正名称，确属重复的才删除。"
    return "核对这几项：写错科目名称的改正名称，确属重复的删除。"


def _extra(item: NarratedItem, code: str, forms: Sequence[str], context: Context) -> Outcome:
    for form in forms:
        table = context.table(form)
        if table is None:
            return undecidable(f"{context.why_absent(form)}，{item.name}（{code}）可能在其中")
        unread = any(row == code and cell.amount is None for (row, _), cell in table.cells.items())
        if unread or len(table.unknown) > len(table.unknown_columns):
            return undecidable(f"“{table.title}”中有未能识别的行，{item.name}（{code}）可能在其中")
    titles = "、".join(f"“{context.disclosure.tables[form].title}”" for form in forms)
    if secret := why_row_withheld(context):
        return undecidable(f"{titles}没有{item.name}（{code}），{secret}", item.statements)
    stated = item.final.amount.raw if item.final is not None else ""
    message = f"{item.name}（{item.code}）支出决算 {stated}，{titles}没有这个科目。"
    hint = "核对科目名称：写错的改正；确有支出的，核对报表是否漏列；不属于这张表的，移到相应的说明中。"
    return Outcome(State.FAIL, terms=(item.term, *map(Term.of, item.statements)), message=message, hint=hint)


def _of_the_amount(item: NarratedItem, missing: Mapping[str, Statement]) -> str:
    """The only 项 of the same 款 without an item that spent what an item without a row did: its name is another's."""
    amount = item.final.amount if item.final is not None else None
    found = [code for code, cell in missing.items() if amount is not None and same(amount, cell.amount).holds]
    beside = [code for code in found if code[:5] == item.code[:5]]
    return beside[0] if len(beside) == 1 else ""


def _called_another(item: NarratedItem, cell: Statement) -> Outcome:
    amount = item.final.amount.raw if item.final is not None else ""
    message = f"{item.name}（{item.code}）支出决算 {amount}，报表没有这个科目；报表“{_row(cell)}”支出 {cell.amount.raw}，文字没有这一项：应是同一项。"
    hint = f"核对科目名称：把这一项改为“{_row(cell)}”；确有两项的，补写缺的一项并核对报表。"
    return Outcome(
        State.FAIL, terms=(item.term, *map(Term.of, item.statements), Term.of(cell, -1)), message=message, hint=hint
    )


def _without_item(cell: Statement, unresolved: list[NarratedItem], last: NarratedItem) -> Outcome:
    if unresolved:
        return undecidable(f"{unresolved[0].name}的科目未能确定，“{_row(cell)}”可能就是它")
    message = f"“{_row(cell)}”支出 {cell.amount.raw}，具体情况的文字说明没有这一项。"
    return Outcome(State.FAIL, terms=(Term.of(cell), last.term), message=message, hint="补写这一科目的说明。")


def _row(cell: Statement) -> str:
    return cell.place.row or cell.label
