"""The structural causes of what fails: each is a finding of its own, with the failures that are gone once it is mended."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import Decimal

from msgspec import Struct
from msgspec.structs import replace

from juesuan.checking.context import Context
from juesuan.checking.finding_of_rule import pattern_finding
from juesuan.checking.fingerprints import Fingerprints
from juesuan.checking.mistyped import mistyped_rows
from juesuan.checking.supposing.mending import in_unit, renamed, with_row, without_form, without_row
from juesuan.checking.supposing.missing import missing_rows, missing_total
from juesuan.model import (
    Disclosure,
    Finding,
    Outcome,
    OutcomeName,
    Place,
    Repair,
    RepairKind,
    Row,
    State,
    Statement,
    Substitution,
    Table,
    Term,
    Unit,
)
from juesuan.standard.forms import Form

__all__ = ["Structural", "structural_causes"]

_SURE = Decimal("0.99")
_SHOWN = 5
_WITHIN = "within_table"
_LEAST_OF_TABLES = 2
"""Failures that a table without figures, or in another unit, must explain: one alone is one wrong number."""

Judge = Callable[[Context], frozenset[OutcomeName]]
"""What fails of a document that was changed."""


class Supposition(Struct, frozen=True):
    """What may have happened.

    Attributes:
        pattern: the name of the pattern, whose rule reports it; ``terms``, ``message``, ``advice`` and ``changes`` are those of its finding.
        known: the finding that says it already.
        mended: the document without it. least: how many failures it must explain; ``form``: that speak of amounts outside this form.
    """

    pattern: str
    mended: Disclosure
    terms: tuple[Term, ...] = ()
    message: str = ""
    advice: str = ""
    changes: tuple[Substitution, ...] = ()
    known: Finding | None = None
    least: int = 1
    form: str = ""


class Structural(Struct, frozen=True):
    """A cause: the finding that tells it, and the ids of those that it explains; ``made``: it is a finding of its own."""

    finding: Finding
    explained: frozenset[str]
    made: bool


def structural_causes(findings: Sequence[Finding], context: Context, judge: Judge) -> list[Structural]:
    """What explains failures and breaks nothing; a failure is explained once."""
    if not findings:
        return []
    found: list[Structural] = []
    told: set[str] = set()
    numbering = Fingerprints()
    before = frozenset[OutcomeName]()
    for supposed in _supposed(findings, context):
        if supposed.known is not None and supposed.known.id in told:
            continue
        before = before or judge(context)
        after = judge(context.trial(supposed.mended))
        closed = before - after
        explained = [f for f in findings if f.id not in told and f.outcomes and closed >= set(f.outcomes)]
        if after - before or sum(_speaks_elsewhere(f, supposed.form) for f in explained) < supposed.least:
            continue
        cause = _cause(supposed, explained, context, numbering)
        found.append(cause)
        told |= cause.explained | {cause.finding.id}
    return found


def _cause(
    supposed: Supposition, explained: Sequence[Finding], context: Context, numbering: Fingerprints
) -> Structural:
    ids = frozenset(finding.id for finding in explained)
    if supposed.known is not None:
        return Structural(supposed.known, ids - {supposed.known.id}, made=False)
    told = Outcome(State.FAIL, terms=supposed.terms, message=supposed.message)
    kind = RepairKind.JOINT if len(supposed.changes) > 1 else RepairKind.SINGLE
    finding = replace(
        pattern_finding(supposed.pattern, told, explained, context, numbering),
        advice=supposed.advice,
        proposals=(Repair(kind, _SURE, supposed.changes),) if supposed.changes else (),
    )
    return Structural(finding, ids, made=True)


def _speaks_elsewhere(finding: Finding, form: str) -> bool:
    """Whether an amount of another place is among its operands; of no form: always."""
    stated = (term.statement for term in finding.terms)
    return not form or any(s is not None and s.source != form and s.value for s in stated)


def _supposed(findings: Sequence[Finding], context: Context) -> Iterator[Supposition]:
    yield from _units(findings, context)
    yield from _blank_forms(findings, context)
    yield from _doubled(findings, context)
    yield from _mistyped(findings, context)
    yield from _missing_totals(findings, context)
    yield from _missing(context)


def _doubled(findings: Sequence[Finding], context: Context) -> Iterator[Supposition]:
    for table in context.disclosure.tables.values():
        for row in table.rows:
            key, again, _ = row.key.partition("#")
            before = table.row(key) if again else None
            known = _telling(findings, before, row) if before is not None else None
            for gone in (row.key, key) if known is not None else ():
                yield Supposition("", without_row(context.disclosure, table.form, gone), known=known)


def _mistyped(findings: Sequence[Finding], context: Context) -> Iterator[Supposition]:
    for table, row, _, other in mistyped_rows(context):
        known = _telling(findings, row, other)
        if known is not None:
            form = context.standard.forms[table.form]
            yield Supposition("", renamed(context.disclosure, form, row.key, other.key), known=known)


def _telling(findings: Sequence[Finding], *rows: Row) -> Finding | None:
    """The finding about just these rows."""
    places = [row.place for row in rows]
    return next((f for f in findings if not f.relation and [term.place for term in f.terms] == places), None)


def _missing_totals(findings: Sequence[Finding], context: Context) -> Iterator[Supposition]:
    for table in context.disclosure.tables.values():
        missing = missing_total(table, context)
        known = next((f for f in findings if _is_of_the_table(f, table)), None)
        if missing and known is not None:
            mended = context.disclosure
            for each in missing:
                mended = with_row(mended, context.standard.forms[table.form], each.row, each.values)
            yield Supposition("", mended, known=known)


def _is_of_the_table(finding: Finding, table: Table) -> bool:
    """Whether it is about the table as a whole, and what it prints."""
    whole = len(finding.terms) == 1 and finding.terms[0].statement is None and finding.terms[0].place == table.place
    return whole and finding.category == _WITHIN


def _figures(form: Form, shown: Mapping[str, Decimal]) -> str:
    labels = {column.key: column.label.rpartition("/")[2] for column in form.columns}
    return "、".join(f"{labels.get(column, '')} {value}" for column, value in shown.items())


def _stated(finding: Finding) -> Iterator[Statement]:
    return (term.statement for term in finding.terms if term.statement is not None)


def _missing(context: Context) -> Iterator[Supposition]:
    for missing in missing_rows(context):
        table, row = missing.table, missing.row
        form = context.standard.forms[table.form]
        labels = {column.key: column.label.rpartition("/")[2] for column in form.columns}
        name = f"{row.key} {row.label}".strip()
        shown = {column: value for column, value in missing.values.items() if value}
        figures = _figures(form, shown)
        below = f"（连同其下 {'、'.join(each.key for each in missing.below[:_SHOWN])}）" if missing.below else ""
        place = Place(page=table.place.page, form=table.form, row=name)
        terms = tuple(Term(1, f"{table.title} {name} {labels.get(column, '')}", None, place, "") for column in shown)
        mended = with_row(context.disclosure, form, row, missing.values)
        for each in missing.below:
            mended = with_row(mended, form, each, dict.fromkeys(missing.values))
        yield Supposition(
            "missing",
            mended,
            terms,
            f"“{table.title}”缺“{name}”一行{below}：{figures}；补上后各级合计与其他各处都相符。",
            f"在“{table.title}”中补上“{name}”一行{below}：{figures}。",
            tuple(Substitution(index, str(value)) for index, value in enumerate(shown.values())),
            least=missing.least,
        )


def _blank_forms(findings: Sequence[Finding], context: Context) -> Iterator[Supposition]:
    """Forms without any figure, of which other places say that they have some."""
    spoken_of = {s.source for finding in findings for s in _stated(finding)}
    for form, table in context.disclosure.tables.items():
        if form not in spoken_of or any(s.value for s in context.stated_in(form)) or not table.cells:
            continue
        if not any(s.value for blank in context.stated_in(form) for s in context.by_fact.get(str(blank.fact), ())):
            continue  # nobody else says that there should be something
        terms = (Term(1, table.title, None, table.place, table.title),)
        message = f"“{table.title}”没有印出数字，而文件的其他各处有这些数。"
        yield Supposition(
            "blank",
            without_form(context.disclosure, form),
            terms,
            message,
            f"按账表填写“{table.title}”。",
            least=_LEAST_OF_TABLES,
            form=form,
        )


def _units(findings: Sequence[Finding], context: Context) -> Iterator[Supposition]:
    """Tables whose unit of money is another than that of the document."""
    for form, table in context.disclosure.tables.items():
        for unit in (Unit.WAN, Unit.YUAN, Unit.YI):
            if table.amount_unit in {unit, None} or unit is not _usual(table, context):
                continue
            printed = table.amount_unit.value if table.amount_unit else ""
            terms = (Term(1, table.title, None, table.place, f"单位：{printed}"),)
            message = f"“{table.title}”的金额单位印为“{printed}”，按“{unit.value}”才与其他各处相符。"
            advice = f"把“{table.title}”的金额单位由“{printed}”改为“{unit.value}”。"
            yield Supposition(
                "unit", in_unit(context.disclosure, form, unit), terms, message, advice, least=_LEAST_OF_TABLES
            )


def _usual(table: Table, context: Context) -> Unit | None:
    """The unit that most of the other tables print."""
    units = [
        other.amount_unit for other in context.disclosure.tables.values() if other is not table and other.amount_unit
    ]
    return max(units, key=units.count) if units else None
