"""N02-05 收入决算表有数而文字没有写到的收入.

Every column of 收入决算表 with an amount is explained. 财政拨款收入 counts as mentioned when it is given by fund.
"""

from __future__ import annotations

from collections.abc import Iterator

from juesuan.checking.absences import why_unsure_in
from juesuan.checking.context import Context, absent, not_applicable, passed, undecidable
from juesuan.checking.unread import may_be_unread
from juesuan.model import FactKey, Outcome, RemarkClaim, State, Statement, Term

RULE = "N02-05"

_SECTIONS = ("N02", "N01.1")
_COLUMNS = ("C2", "C3", "C4", "C5", "C6", "C7")


def check(context: Context) -> Iterator[Outcome]:
    """One outcome per column with an amount."""
    stated = {s.fact for section in _SECTIONS for s in context.prose(section) if s.fact is not None}
    if not any(fact.measure == context.standard.bookkeeping.facts.income.measure for fact in stated):
        yield undecidable("没有找到收入决算情况的文字说明")
        return
    cells = [cell for column in _COLUMNS if (cell := context.cell("T02", "*", column)) is not None and cell.value]
    if not cells:
        found = context.table("T02") is not None
        yield not_applicable("收入决算表没有数") if found else absent(context, "T02")
    for cell in cells:
        if _said_by(cell.fact, context) & stated:
            yield passed([cell])
            continue
        if any(may_be_unread(cell.value, cell.amount.half_width, section, context) for section in _SECTIONS):
            yield undecidable("收入决算情况说明中还有未能识别的金额", [cell])
            continue
        unsure = next((told for name in _SECTIONS if (told := why_unsure_in(name, context))), "")
        if unsure := unsure or _said_without_amount(cell, context):
            yield undecidable(unsure, [cell])
            continue
        message = f"“{cell.label}”为 {cell.amount.raw}，收入决算情况说明没有写到。"
        section = next((s for name in _SECTIONS if (s := context.section(name)) is not None), None)
        where = (Term(-1, section.heading, None, section.place, section.heading),) if section is not None else ()
        yield Outcome(State.FAIL, terms=(Term.of(cell), *where), message=message)


def _said_without_amount(cell: Statement, context: Context) -> str:
    """Why a sentence without an amount may speak of what is all of the income, in Chinese: it was not understood."""
    total = context.cell("T02", "*", "C1")
    if total is None or not total.amount.interval.intersects(cell.amount.interval):
        return ""
    strange = next((one.word for name in _SECTIONS for one in context.claims(name, RemarkClaim)), "")
    return f"收入决算情况说明中的“{strange}”没有读懂" if strange else ""


def _said_by(fact: FactKey | None, context: Context) -> set[FactKey]:
    """The fact, and the budgets that it is divided into."""
    fund = fact.get("fund") if fact is not None else None
    parts = context.standard.vocabulary.within("fund", fund) if fund is not None else ()
    return {fact, *(fact.but(fund=part) for part in parts)} if fact is not None else set()
