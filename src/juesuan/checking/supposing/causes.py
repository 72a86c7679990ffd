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
from juesuan.checking.supposing.mending import converted, filled, in_unit, renamed, with_row, without_form, without_row
from juesuan.checking.supposing.missing import blank_rows, missing_rows, missing_total
from juesuan.checking.supposing.narrated import items_not_told
from juesuan.checking.supposing.parts import blank_parts
from juesuan.checking.supposing.repeated import repeated_indicators
from juesuan.checking.supposing.supposition import Supposition
from juesuan.model import (
    Finding,
    Outcome,
    OutcomeName,
    Place,
    Repair,
    RepairKind,
    Row,
    Slip,
    SlipKind,
    State,
    Statement,
    Substitution,
    Suspect,
    Table,
    Term,
    Unit,
)
from juesuan.standard.forms import Form

__all__ = ["Structural", "structural_causes"]

_SURE = Decimal("0.99")
_SHOWN = 5
_MOST = 24
"""Blank rows that are tried: most of a long table of economic classes are blank, and should be."""
_WITHIN = "within_table"
_ABSENCES = frozenset({"structure", "format"})
_LEAST_OF_TABLES = 2
"""Failures that a table without figures, or in another unit, must explain: one alone is one wrong number."""
_LEAST_OF_FIGURES = 3
"""Figures of a table that must be right in another unit: one or two may be so by chance."""

Judge = Callable[[Context], frozenset[OutcomeName]]
"""What fails of a document that was changed."""


class Structural(Struct, frozen=True):
    """A cause: the finding that tells it, and the ids of those that it explains; ``made``: it is a finding of its own, else ``advice`` is what is
    to be done about the one that was there.
    """

    finding: Finding
    explained: frozenset[str]
    made: bool
    advice: str = ""


def structural_causes(findings: Sequence[Finding], context: Context, judge: Judge) -> list[Structural]:
    """What explains failures and breaks nothing; a failure is explained once."""
    if not findings:
        return []
    found: list[tuple[Supposition, list[Finding]]] = []
    told: set[str] = set()
    before = frozenset[OutcomeName]()
    for supposed in _supposed(findings, context):
        if supposed.known is not None and supposed.known.id in told:
            continue
        before = before or judge(context.trial(context.disclosure))  # what other documents say is not tried
        after = judge(context.trial(supposed.mended))
        closed = before - after
        explained = [f for f in findings if f.id not in told and f.outcomes and closed >= set(f.outcomes)]
        explained = [f for f in explained if not supposed.form or f.category not in _ABSENCES]
        if (
            _broken(supposed, after - before, context)
            or sum(_speaks_elsewhere(f, supposed.form) for f in explained) < supposed.least
        ):
            continue
        found.append((supposed, explained))
        told |= {finding.id for finding in explained} | ({supposed.known.id} if supposed.known is not None else set())
    numbering = Fingerprints()
    return [_cause(supposed, explained, context, numbering) for supposed, explained in _of_one_line(found)]


def _of_one_line(found: Sequence[tuple[Supposition, list[Finding]]]) -> Iterator[tuple[Supposition, list[Finding]]]:
    """Rows that are printed side by side are lost together: a line that is not there is one cause."""
    lines: dict[str, list[tuple[Supposition, list[Finding]]]] = {}
    for number, each in enumerate(found):
        lines.setdefault(each[0].line or str(number), []).append(each)
    for members in lines.values():
        first, explained = members[0]
        rows: tuple[str, ...] = first.rows
        terms, changes = first.terms, first.changes
        for other, more in members[1:]:
            changes += tuple(replace(change, term=change.term + len(terms)) for change in other.changes)
            rows, terms, explained = rows + other.rows, terms + other.terms, [*explained, *more]
        yield replace(first, rows=rows, terms=terms, changes=changes), explained


def _broken(supposed: Supposition, new: frozenset[OutcomeName], context: Context) -> bool:
    """Whether something fails that did not; of a form that is supposed to be filled in, that it is not there does not count."""
    return any(not supposed.form or context.rules[name.rule].category not in _ABSENCES for name in new)


def _cause(
    supposed: Supposition, explained: Sequence[Finding], context: Context, numbering: Fingerprints
) -> Structural:
    ids = frozenset(finding.id for finding in explained)
    if supposed.known is not None:
        return Structural(supposed.known, ids - {supposed.known.id}, made=False, advice=supposed.advice)
    rows = "、".join(supposed.rows)
    message = f"{supposed.message}缺{rows}；补上后各级合计与其他各处都相符。" if rows else supposed.message
    told = Outcome(State.FAIL, terms=supposed.terms, message=message)
    kind = RepairKind.JOINT if len(supposed.changes) > 1 else RepairKind.SINGLE
    finding = replace(
        pattern_finding(supposed.pattern, told, explained, context, numbering),
        advice=f"{supposed.advice}补上{rows}。" if rows else supposed.advice,
        proposals=(Repair(kind, _SURE, supposed.changes),) if supposed.changes else (),
        suspects=tuple(
            Suspect(change.term, _SURE, change.to, Slip(SlipKind.UNFILLED, supposed.what))
            for change in supposed.changes
            if supposed.terms[change.term].statement is not None
        ),
    )
    return Structural(finding, ids, made=True)


def _speaks_elsewhere(finding: Finding, form: str) -> bool:
    """Whether an amount of another place is among its operands; of no form: always."""
    stated = (term.statement for term in finding.terms)
    return not form or any(s is not None and s.source != form and s.value for s in stated)


def _supposed(findings: Sequence[Finding], context: Context) -> Iterator[Supposition]:
    yield from _units(findings, context)
    yield from _blank_forms(findings, context)
    yield from blank_parts(findings, context)
    yield from _doubled(findings, context)
    yield from repeated_indicators(findings, context)
    yield from _mistyped(findings, context)
    yield from items_not_told(findings, context)
    yield from _missing_totals(findings, context)
    yield from _blank_rows(findings, context)
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


def _blank_rows(findings: Sequence[Finding], context: Context) -> Iterator[Supposition]:
    """Rows without any figure, of which failures speak and the sums want some."""
    spoken_of = {s.source for finding in findings for s in _stated(finding)}
    words = " ".join(term.text for finding in findings for term in finding.terms if term.statement is None)
    blanks = sorted(blank_rows(context), key=lambda blank: blank.row.label not in words)  # those named first
    for blank in blanks[:_MOST]:
        table, row = blank.table, blank.row
        shown = {column: value for column, value in blank.values.items() if value}
        cells = [s for column in shown if (s := context.cell(table.form, row.key, column)) is not None]
        if table.form not in spoken_of or len(cells) < len(shown):
            continue
        name = f"{row.code} {row.label}".strip()
        zeros = any(s.amount.raw for s in cells)
        form = context.standard.forms[table.form]
        figures = _figures(form, shown)
        yield Supposition(
            "unfilled",
            filled(context.disclosure, form, row, blank.values),
            tuple(map(Term.of, cells)),
            f"“{table.title}”的“{name}”一行没有填写，{'印的都是零' if zeros else '都是空白'}；应为 {figures}，填上后各级合计与其他各处都相符。",
            f"在“{table.title}”的“{name}”一行填上 {figures}。",
            tuple(Substitution(index, str(value)) for index, value in enumerate(shown.values())),
            least=blank.least,
        )


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
            f"“{table.title}”",
            f"在“{table.title}”中",
            tuple(Substitution(index, str(value)) for index, value in enumerate(shown.values())),
            least=missing.least,
            line=table.form if form.kind == "economic" else "",
            rows=(f"“{name}”一行{below}：{figures}",),
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
            least=_LEAST_OF_TABLES if table.notes else 1,  # a note may say that there is nothing to fill in
            form=form,
        )


def _units(findings: Sequence[Finding], context: Context) -> Iterator[Supposition]:
    """Tables whose unit of money is another than that of the document, or than that of all their figures."""
    spoken_of = {s.source for finding in findings for s in _stated(finding)}
    for form, table in context.disclosure.tables.items():
        for unit in (Unit.WAN, Unit.YUAN, Unit.YI):
            if table.amount_unit in {unit, None} or form not in spoken_of:
                continue
            if unit is not _usual(table, context) and not _is_of_figures(table, unit, context):
                continue
            printed = table.amount_unit.value if table.amount_unit else ""
            terms = (Term(1, table.title, None, table.place, f"单位：{printed}"),)
            if unit is _usual(table, context):
                mended = in_unit(context.disclosure, form, unit)
                message = f"“{table.title}”的金额单位印为“{printed}”，按“{unit.value}”才与其他各处相符。"
                advice = f"把“{table.title}”的金额单位由“{printed}”改为“{unit.value}”。"
            else:
                mended = converted(context.disclosure, form, unit)
                message = f"“{table.title}”的金额单位印为“{printed}”，其中的数字却是按“{unit.value}”填列的。"
                advice = f"把“{table.title}”的数字全部换算为“{printed}”，或者把金额单位改为“{unit.value}”。"
            yield Supposition("unit", mended, terms, message, advice, least=_LEAST_OF_TABLES)


def _usual(table: Table, context: Context) -> Unit | None:
    """The unit that most of the other tables print."""
    units = [
        other.amount_unit for other in context.disclosure.tables.values() if other is not table and other.amount_unit
    ]
    return max(units, key=units.count) if units else None


def _is_of_figures(table: Table, unit: Unit, context: Context) -> bool:
    """Whether the figures that other places state as well are right in this unit, every one of them, and there are several."""
    fits: list[bool] = []
    for statement in context.stated_in(table.form):
        if not statement.value or not statement.amount.unit.is_money or statement.fact is None:
            continue
        meant = replace(statement.amount, unit=unit).to(context.unit).interval
        same = (other for other in context.by_fact.get(str(statement.fact), ()) if other.source != statement.source)
        told = [context.in_document_unit(other).interval for other in same if other.value]
        fits += [any(map(meant.intersects, told))] if told else []
    return len(fits) >= _LEAST_OF_FIGURES and all(fits)
