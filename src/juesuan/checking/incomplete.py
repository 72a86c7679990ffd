"""Why a failed sum proves nothing: something that may belong to it was not understood, or is not there.

A list of parts in a table with rows or columns nobody knows may well add up, and so may a sum of which a term is not there. An equation
whose terms are all there fails, whatever else stands in the table.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from decimal import Decimal

from juesuan.arithmetic.instances import Instance
from juesuan.checking.absences import why_unsure_in
from juesuan.checking.context import EVALUATIONS, Context, undecidable
from juesuan.model import DenialClaim, ItemClaim, Outcome, PerformanceForm, State, Statement, Table
from juesuan.model.expressions import expression

__all__ = ["columns_lacking", "scores_unread", "why_incomplete", "without_unknown_columns"]

_SHOWN = 3
_DIGIT = expression(r"\d")
_SCORED = frozenset({"points", "score"})


def why_incomplete(instance: Instance[Statement], context: Context) -> str:
    """The reason in Chinese; empty when everything that belongs to the equation is there."""
    for place in sorted({instance.parts, *instance.missing} - {""}):
        if place in context.standard.forms:
            reason = _of_table(context.table(place), instance, context)
        elif place in EVALUATIONS:
            reason = _of_evaluation(instance, context)
        else:
            reason = _of_section(place, instance, context)
        if reason:
            return reason
    return ""


def _of_table(table: Table | None, instance: Instance[Statement], context: Context) -> str:
    """Parts that stand in one row lack a column, those of one column a row."""
    unknown = table.unknown if table is not None else ()
    if table is not None and instance.parts == table.form:
        rows = {statement.row for _, statement in instance.terms}
        columns = {statement.column for _, statement in instance.terms}
        if len(rows) == 1 < len(columns):
            lacking = columns_lacking(table, context)
            if lacking:
                return f"“{table.title}”没有印出“{'、'.join(lacking)}”一栏，而其他各处有这些数"
            unknown = table.unknown_columns
        elif len(columns) == 1 < len(rows):
            named = (text for text in unknown if text not in table.unknown_columns)
            unknown = (*named, *_rows_of_no_fact(table, instance, context))
    if table is None or not unknown:
        return ""
    return f"“{table.title}”中有未能识别的行或栏：{'、'.join(unknown[:3])}"


def _rows_of_no_fact(table: Table, instance: Instance[Statement], context: Context) -> Iterator[str]:
    """The rows with an amount whose code the form does not have, and that the sum may contain for all that the code says."""
    if context.standard.forms[table.form].kind != "economic":
        return  # a code of functions says itself where it belongs
    whole = instance.terms[0][1].row
    columns = {statement.column for _, statement in instance.terms}
    filled = {s.row for s in context.stated_in(table.form) if s.value and s.fact is None and s.column in columns}
    for row in table.rows:
        if row.key in filled and (row.key.startswith(whole) or not (row.key.isdigit() and whole.isdigit())):
            yield f"{row.code}{row.label}"


def columns_lacking(table: Table, context: Context) -> list[str]:
    """The columns of a form that are not printed, though other places state an amount of them: the page may have been cut."""
    if table.unknown_columns:
        return []  # it may be one of these
    usual = _usual_columns(table.form, context)
    form = context.standard.forms[table.form]
    printed = {column.key for column in table.columns}
    facts = {
        column.label: form.fact(form.total, column.key)
        for column in form.columns
        if column.key not in printed and column.key in usual and not column.memo
    }
    stated = {s.fact for s in context.disclosure.statements if s.value and s.fact is not None}
    return [label for label, fact in facts.items() if fact in stated]


def _usual_columns(form: str, context: Context) -> Collection[str]:
    """The columns of a form in the layout; where no more than the reference is known, those that no place leaves out."""
    usual = context.layout.form(form)
    if usual is None:
        return ()
    if not context.layout.is_reference:
        return usual.columns.keys()
    elsewhere = [printed for layout in context.standard.layouts if (printed := layout.form(form)) is not None]
    return [key for key in usual.columns if all(key in printed.columns for printed in elsewhere)]


def _of_section(place: str, instance: Instance[Statement], context: Context) -> str:
    """A list whose items were not all understood; an amount that the section does not give, unless it says that there is none."""
    if place == instance.parts:
        if unsure := why_unsure_in(place, context):
            return unsure
        listed = {(s.source, s.instance) for _, s in instance.terms if s.instance}
        lists = {source for source, _ in listed}
        items = (claim for claim in context.claims(place, ItemClaim) if claim.section in lists and any(claim.names[1:]))
        unread = [claim.item for claim in items if claim.item and (claim.section, claim.item) not in listed]
        return f"第 {'、'.join(map(str, unread[:5]))} 项的金额未能读出" if unread else ""
    if context.claims(place, DenialClaim):
        return ""
    section = context.section(place)
    return f"“{section.heading}”没有写明相应的金额" if section is not None else "没有相应的文字说明"


def _of_evaluation(instance: Instance[Statement], context: Context) -> str:
    """A form that was cut off or of which a row was not understood, or whose indicators have points and no score, is not to blame."""
    if not instance.terms:
        return ""
    _, first = instance.terms[0]
    column, key = first.column, (first.source, first.instance)
    form = next((form for form in context.disclosure.performance if (form.kind, form.instance) == key), None)
    if column in _SCORED and instance.partition in {"", "item"}:
        return _of_scores(column, key, form, context)
    if instance.partition and form is not None and form.unknown_funds:
        names = "、".join(f"“{field.text}”" for field in form.unknown_funds[:_SHOWN])
        return f"资金中{names}没有认出是什么"
    return ""


def _of_scores(column: str, key: tuple[str, int], form: PerformanceForm | None, context: Context) -> str:
    """What the sum of a form's points or scores may lack."""
    kind, instance = key
    stock = context.stated.stock(kind, "", instance)
    if stock is None:
        return ""
    if not any(row == "sum" for row, _ in context.cells_of(kind, instance)):
        return "没有读到总分，表可能不完整"
    if form is not None and (unread := scores_unread(form, context)):
        return unread
    if column == "points":
        return ""
    items = {fact.get("item") for fact in stock.facts(column)}
    points = (fact for fact in stock.facts("points") if (number := stock.get(fact)) is not None and number.value)
    lacking = [fact for fact in points if fact.get("item") not in items]
    return f"有 {len(lacking)} 项没有印出得分" if lacking else ""


def scores_unread(form: PerformanceForm, context: Context) -> str:
    """What was not understood among the points and scores of a form, so that they need not add up; in Chinese, or empty."""
    if rows := _unread_rows(form, context):
        return f"有 {rows} 行的分值或得分没有认出"
    if form.unknown_scores:
        return f"有 {len(form.unknown_scores)} 个分数没有认出是哪一项的"
    return ""


def _unread_rows(form: PerformanceForm, context: Context) -> int:
    """How many indicators have points or a score that is not there, or is no number."""
    cells = context.cells_of(form.kind, form.instance)
    columns = [column for column in ("points", "score") if column in form.columns]
    unread = 0
    for index, row in enumerate(form.indicators, 1):
        fields = ((column, getattr(row, column)) for column in columns)
        unread += any(
            field is None or (_DIGIT.search(field.text) and (f"i{index}", column) not in cells)
            for column, field in fields
        )
    return unread


def without_unknown_columns(outcomes: Sequence[Outcome], context: Context) -> list[Outcome]:
    """The outcomes; a failure that more of a part would close, in a table with an unknown column, is undecidable."""
    return [_doubted(outcome, context) for outcome in outcomes]


def _doubted(outcome: Outcome, context: Context) -> Outcome:
    terms = [(term.sign, term.statement) for term in outcome.terms if term.statement is not None]
    if outcome.state is not State.FAIL or len(outcome.terms) < 2:
        return outcome
    confronted = len(terms) == len(outcome.terms) > 1  # words may say anything of a number
    left_over = sum((sign * context.in_document_unit(one).value for sign, one in terms), Decimal(0))
    for sign, one in terms:
        if (not confronted or sign * left_over < 0) and (reason := _why(one, context)):
            return undecidable(reason, tuple(statement for _, statement in terms))
    return outcome


def _why(statement: Statement, context: Context) -> str:
    """Why the amount may be more than what is printed of it; empty for the whole of a row, which is no part of anything."""
    form = context.standard.forms.get(statement.source)
    table = context.table(statement.source) if form is not None else None
    if form is None or table is None or not table.unknown_columns:
        return ""
    if form.kind != "codes" or statement.column == form.columns[0].key:
        return ""
    heads = "、".join(table.unknown_columns[:_SHOWN])
    return f"“{table.title}”中有未能识别的栏：{heads}，“{statement.label}”的数可能有一部分在其中"
