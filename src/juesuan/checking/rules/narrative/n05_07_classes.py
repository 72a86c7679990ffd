"""N05-07 五（二）所列各类与支出表不一致.

The 类 of the structure paragraph are exactly those with spending in the table, called as the table calls them (支出 at the end may be
left out); a code beside its name is its own. A 类 stated with 0 does no harm.
"""

from __future__ import annotations

from collections.abc import Iterator

from juesuan.checking.absences import why_unsure_of_name
from juesuan.checking.context import Context, absent, not_applicable, passed, undecidable
from juesuan.checking.narrated_items import items_forms, printed_code, row_called, spent_by_code, tables_of_items
from juesuan.checking.unread import may_be_unread
from juesuan.model import ItemClaim, Outcome, State, Statement, Table, Term
from juesuan.standard.codes import plain_name

RULE = "N05-07"

_CLASS_DIGITS = 3


def check(context: Context) -> Iterator[Outcome]:
    """Missing 类, then each listed one."""
    claims = [c for c in context.claims("N05", ItemClaim) if c.names[0] and not any(c.names[1:])]
    form, tables = items_forms(context)[0], tables_of_items(context)
    if len(claims) < 2:
        yield not_applicable("文字说明没有按类列出支出结构")
        return
    if context.table(form) is None:
        yield absent(context, form)
        return
    listed: dict[str, tuple[ItemClaim, Statement]] = {}
    for claim in claims:
        stated, code = context.by_id.get(claim.final), claim.code
        if stated is None or not code:
            text = f"“{claim.names[0]}”不是支出表中的类。"
            yield Outcome(State.FAIL, terms=(Term(1, claim.names[0], None, claim.place, claim.text),), message=text)
        else:
            listed.setdefault(code, (claim, stated))
            yield _named(claim, stated, code, tables, context)
    yield from _missing(listed, form, context)


def _named(claim: ItemClaim, stated: Statement, code: str, tables: tuple[Table, ...], context: Context) -> Outcome:
    row = next((row for table in tables if (row := table.row(code)) is not None), None)
    here = Term(1, claim.names[0], None, claim.place, claim.text)
    if row is None:
        if not stated.value:
            return passed([stated])
        for table in tables:
            if len(table.unknown) > len(table.unknown_columns):
                return undecidable(f"“{table.title}”中有未能识别的行：{table.unknown[0]}", [stated])
        for other in items_forms(context):
            if context.table(other) is None:
                return undecidable(context.why_absent(other), [stated])
        message = f"文字说明列出“{claim.names[0]}”{stated.amount.raw}，支出表没有这一类。"
        return Outcome(State.FAIL, terms=(here, Term.of(stated)), message=message)
    names = context.standard.codes.function_names(code)
    printed, official = plain_name(claim.names[0]), {plain_name(row.label), *map(plain_name, names)}
    if {printed, printed + "支出"} & official:
        beside = printed_code(claim)
        if beside in {"", code}:
            return passed([stated])
        name = context.standard.codes.function_name(beside, context.disclosure.info.year)
        other = f"；编码无误的，名称应为“{name}”" if name else ""
        message = f"“{claim.names[0]}”的编码印为 {beside}，按名称应为 {code}{other}。"
        return Outcome(State.FAIL, terms=(here,), message=message, hint="核对编码和名称，改正写错的一处。")
    message = f"文字说明的“{claim.names[0]}”，支出表为“{row.label}”。"
    return Outcome(State.FAIL, terms=(here, Term(-1, row.label, None, row.place, row.label)), message=message)


def _missing(listed: dict[str, tuple[ItemClaim, Statement]], form: str, context: Context) -> Iterator[Outcome]:
    for row, cell in spent_by_code(form, context).items():
        if len(row) != _CLASS_DIGITS or not cell.value or row in listed:
            continue
        name = row_called(row, tables_of_items(context))
        unsure = why_unsure_of_name(name, "N05.2", context)
        if not unsure and may_be_unread(cell.value, cell.amount.half_width, "N05", context):
            unsure = "支出结构的文字说明中还有未能识别的金额"
        if unsure:
            yield undecidable(unsure, [cell])
            continue
        last = next(reversed(listed.values()))[0] if listed else None
        where = (Term(-1, last.names[0], None, last.place, last.text),) if last is not None else ()
        message = f"“{cell.label}”为 {cell.amount.raw}，支出结构的文字说明没有列出这一类。"
        yield Outcome(State.FAIL, terms=(Term.of(cell), *where), message=message)
