"""Forms without data and the statement that there is nothing to report.

A form without data is printed empty with such a statement (财预〔2016〕143号); a statement of "没有" over a form with figures contradicts
it. The statement may stand under the form or in the section of the text that belongs to it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from juesuan.checking.context import Context, absent, not_applicable, passed, undecidable
from juesuan.model import DenialClaim, Outcome, Severity, State, Statement, Table, Term
from juesuan.model.excerpt import shortened
from juesuan.model.expressions import expression
from juesuan.model.notes_of_nothing import denies, is_said_to_be_empty

__all__ = ["contradicted", "explained", "of_another_fund"]

_NOTHING = expression(r"(没有|无|未发生|未安排|不涉及|均为0|为空|空表)")
_CLAUSES = expression(r"[，。；]")
_MONEY = r"(?:预算)?(?:财政)?(?:拨款|资金)?(?:安排)?的?(?:本年)?(?:收入|支出|收支|收、支)"


def _parts(form: str, context: Context) -> tuple[Table | None, list[Statement]]:
    return context.table(form), [s for s in context.stated_in(form) if s.value]


def _says_nothing(table: Table, section: str, context: Context) -> bool:
    if is_said_to_be_empty(table):
        return True
    if context.claims(section, DenialClaim):
        return True
    if any(_NOTHING.search(part.body.text) for part in context.sections(section)):
        return True
    fund = context.standard.forms[table.form].fund
    return bool(fund) and any(
        s.fact is not None and s.fact.get("fund") == fund and not s.value for s in _prose(context)
    )


def _prose(context: Context) -> list[Statement]:
    """What the text states; "政府性基金预算财政拨款支出 0 万元" says as well that there is nothing."""
    return [s for s in context.disclosure.statements if s.in_prose and s.amount.unit.is_money]


def of_another_fund(context: Context) -> Iterator[Outcome]:
    """Notes that say there is no money of a fund, under the form of another.

    An empty form whose note names another fund and not its own has the note of another form; whatever form it stands under, a note
    that denies what the form of the fund it names has is wrong. A note may speak of several empty forms at once.
    """
    values = context.standard.vocabulary.values("fund").items()
    money = {
        fund: re.compile(re.escape(value.short.removesuffix("预算")) + _MONEY) for fund, value in values if value.short
    }
    tables = [(context.standard.forms[table.form].fund, table) for table in context.disclosure.tables.values()]
    homes = {own: table for own, table in reversed(tables) if own in money}
    for own, table in tables if len(homes) > 1 else ():
        for note in table.notes:
            denials = [clause for clause in _CLAUSES.split(note) if denies(clause)]
            named = [(fund, clause) for clause in denials for fund in homes if money[fund].search(clause)]
            others = {fund: clause for fund, clause in named if fund != own}
            is_own = not others or any(fund == own for fund, _ in named)
            denied = [s for fund, clause in others.items() for s in _there(context, homes[fund].form, clause)]
            if denied:
                message = (
                    f"“{table.title}”下注明“{shortened(note, 40)}”，但“{denied[0].label}”为 {denied[0].amount.raw}。"
                )
            elif own in homes and not is_own and not _parts(table.form, context)[1]:
                message = f"“{table.title}”没有数据，但表下的注说的是“{homes[next(iter(others))].title}”：“{shortened(note, 40)}”。"
            else:
                continue
            terms = (Term(1, "说明", None, table.place, note), *(Term.of(statement, -1) for statement in denied[:6]))
            yield Outcome(State.FAIL, terms=terms, message=message, severity=Severity.WARNING)


def _there(context: Context, form: str, clause: str) -> list[Statement]:
    """What a form states, other than nothing, of the side that a clause denies: 收入 or 支出."""
    sides = [measure for word, measure in (("收入", "income"), ("支出", "spend")) if word in clause]
    return [s for s in _parts(form, context)[1] if s.fact is not None and s.fact.measure in sides]


def explained(context: Context, form: str, section: str) -> Iterator[Outcome]:
    """An empty form needs its statement, under the form or in the section."""
    table, filled = _parts(form, context)
    if table is None:
        yield absent(context, form)
    elif filled:
        yield not_applicable("表中有数据")
    elif _says_nothing(table, section, context):
        yield passed()
    elif table.unknown:
        yield undecidable(f"“{table.title}”中有未能识别的行或栏：{table.unknown[0]}")
    else:
        message = f"“{table.title}”没有数据，但表下和文字说明中都没有说明原因。"
        yield Outcome(State.FAIL, terms=(Term(1, table.title, None, table.place, table.title),), message=message)


def contradicted(context: Context, form: str) -> Iterator[Outcome]:
    """A note of 没有 under a form with figures."""
    table, filled = _parts(form, context)
    if table is None:
        yield absent(context, form)
        return
    note = next((note for note in table.notes if note.startswith("说明") and denies(note)), "")
    if not note or not filled:
        yield passed(filled[:1]) if filled else not_applicable("表中没有数据")
        return
    message = f"“{table.title}”下注明“{shortened(note, 40)}”，但表中“{filled[0].label}”为 {filled[0].amount.raw}。"
    terms = (Term(1, "说明", None, table.place, note), *(Term.of(statement, -1) for statement in filled[:6]))
    yield Outcome(State.FAIL, terms=terms, message=message, severity=Severity.ERROR)
