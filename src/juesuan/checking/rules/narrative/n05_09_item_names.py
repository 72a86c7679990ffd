"""N05-09 五（三）条目的类、款、项名称对不上科目.

Each item names its 科目 as the spending table does. A name of another year is a warning: the code was renamed. A name that means no
row of the table, or two, is an error. 支出 at the end may be left out.
"""

from __future__ import annotations

from collections.abc import Iterator

from msgspec.structs import replace

from juesuan.checking.absences import why_unsure_in
from juesuan.checking.coded import printed_names
from juesuan.checking.context import Context, not_applicable, passed, undecidable
from juesuan.checking.narrated_items import NarratedItem, narrated_items, printed_code, row_called, tables_of_items
from juesuan.model import Outcome, Severity, State, Table
from juesuan.standard.codes import plain_name

RULE = "N05-09"

_LEVELS = (("类", 3), ("款", 5), ("项", 7))


def check(context: Context) -> Iterator[Outcome]:
    """One outcome per item."""
    items = narrated_items(context)
    tables = tables_of_items(context)
    if not items:
        yield not_applicable("文字说明没有按类、款、项列出支出")
    for item in items:
        yield _judge(item, tables, context)


def _judge(item: NarratedItem, tables: tuple[Table, ...], context: Context) -> Outcome:
    if not item.code:
        if unsure := why_unsure_in("N05", context):  # what broke the heading may stand in the name, too: a watermark
            return undecidable(f"{item.name}的科目未能确定，{unsure}", item.statements)
        message = f"{item.name}的名称“{item.claim.text}”在支出表和科目中找不到唯一对应的科目。"
        return Outcome(State.FAIL, terms=(item.term,), message=message)
    printed = printed_code(item.claim)
    if printed and printed != item.code and len(printed) == len(item.code):
        return _against_name(item, printed, context)
    wrong, current = [], True
    for (level, digits), name in zip(_LEVELS, item.claim.names, strict=True):
        code = item.code[:digits]
        expected = row_called(code, tables) or context.standard.codes.function_name(code, context.disclosure.info.year)
        if not name or not expected or _same(name, expected) or len(code) < digits:
            continue
        if any(_same(name, printed) for printed in printed_names(code, context)):
            continue  # another form calls it so: the odd one out is the form that does not (C-02)
        known = any(_same(name, official) for official in context.standard.codes.function_names(code))
        if known and context.disclosure.info.year is None and not row_called(code, tables):
            continue  # which of its names a code has, the year tells
        current = current and not known
        wrong.append((name, f"“{name}（{level}）”应为“{expected}”"))
    if not wrong:
        return passed(item.statements)
    named = [code for code in _codes_by_name(item, context) if code != printed] if printed == item.code else []
    other = f"；名称无误的，编码 {printed} 应为 {named[0]}" if len(named) == 1 else ""
    return Outcome(
        State.FAIL,
        terms=(replace(item.term, text=wrong[0][0]),),
        message=f"{item.name}的科目名称有误：{'；'.join(mend for _, mend in wrong)}{other}。",
        severity=None if current else Severity.WARNING,
        hint="核对是名称写错还是编码写错，只改写错的一处。" if other else "",
    )


def _codes_by_name(item: NarratedItem, context: Context) -> tuple[str, ...]:
    """The codes that the names alone would mean."""
    return context.standard.codes.lookup(*map(plain_name, item.claim.names))


def _against_name(item: NarratedItem, printed: str, context: Context) -> Outcome:
    """A code without a row, beside the name of another that has one: either may be the slip, and the tables have the name's."""
    year = context.disclosure.info.year
    official = context.standard.codes.function_name(printed, year)
    name = next(name for name in reversed(item.claim.names) if name)
    message = f"{item.name}的编码印为 {printed}，与名称“{name}”不是同一科目：按名称和报表，编码应为 {item.code}" + (
        f"；编码无误的，名称应为“{official}”。" if official else "。"
    )
    hint = f"报表列有 {item.code}：一般把编码 {printed} 改为 {item.code}；确为 {printed} 的，改正名称并核对报表。"
    return Outcome(State.FAIL, terms=(replace(item.term, text=printed),), message=message, hint=hint)


def _same(printed: str, official: str) -> bool:
    """Names compare without marks and brackets' width; 支出 at the end may be left out or added."""
    one, other = plain_name(printed), plain_name(official)
    return one == other or one.removesuffix("支出") == other.removesuffix("支出")
