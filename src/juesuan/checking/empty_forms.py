"""Forms without data and the statement that there is nothing to report.

A form without data is printed empty with such a statement (财预〔2016〕143号); a statement of "没有" over a form with figures contradicts
it. The statement may stand under the form or in the section of the text that belongs to it.
"""

from __future__ import annotations

from collections.abc import Iterator

from juesuan.checking.context import Context, absent, not_applicable, passed, undecidable
from juesuan.model import DenialClaim, Outcome, Severity, State, Statement, Table, Term
from juesuan.model.expressions import expression

__all__ = ["contradicted", "explained"]

_NOTHING = expression(r"(没有|无|未发生|未安排|不涉及|均为0|为空|空表)")
_TABLE_NOTE = expression(r"(没有|无|不涉及).*(收入|支出|安排|数据|预算|拨款|经费|收支)|空表|无数据")


def _parts(form: str, context: Context) -> tuple[Table | None, list[Statement]]:
    return context.table(form), [s for s in context.stated_in(form) if s.value]


def _says_nothing(table: Table, section: str, context: Context) -> bool:
    if any(_TABLE_NOTE.search(note) for note in table.notes):
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
    note = next((note for note in table.notes if note.startswith("说明") and _TABLE_NOTE.search(note)), "")
    if not note or not filled:
        yield passed(filled[:1]) if filled else not_applicable("表中没有数据")
        return
    message = f"“{table.title}”下注明“{note[:40]}”，但表中“{filled[0].label}”为 {filled[0].amount.raw}。"
    terms = (Term(1, "说明", None, table.place, note), *(Term.of(statement, -1) for statement in filled[:6]))
    yield Outcome(State.FAIL, terms=terms, message=message, severity=Severity.ERROR)
