"""The same fact stated at two places must agree: one mechanism for every pair of places (DESIGN "The one idea").

``T01 ~ T02 : income ; income[source=*]`` — the places, then patterns of facts. A place is a form id or a
section prefix (``N05`` covers ``N05.2``); ``T*`` is any account form, ``*`` any place. The same number of decimals: a
difference of one unit in the last place is a copy tail, more is an error. Different decimals: the intervals must meet.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from itertools import combinations

from juesuan.arithmetic.assertion import Copies
from juesuan.arithmetic.bands import Fit, same
from juesuan.checking.context import Context, not_applicable, undecidable
from juesuan.checking.rendering import figure, money
from juesuan.checking.secrecy import why_row_withheld
from juesuan.model import Amount, Band, Disclosure, FactKey, Outcome, Severity, State, Statement, Suspect, Term, Unit

__all__ = ["same_outcomes"]


def _joins(body: Copies, one: str, other: str, context: Context) -> bool:
    """Whether it speaks of this pair of sources, in either order."""
    return (_stands_in(one, body.first, context) and _stands_in(other, body.second, context)) or (
        _stands_in(one, body.second, context) and _stands_in(other, body.first, context)
    )


def _stands_in(source: str, place: str, context: Context) -> bool:
    if place == "T*":
        return source in context.standard.forms
    return place in {"*", source} or source.startswith(place + ".")


def same_outcomes(wanted: Copies, context: Context) -> Iterator[Outcome]:
    """One outcome per pair of statements of one fact at the two places that an assertion names.

    The assertion for the pairs that no other rule names has ``*`` for a place.
    """
    missing = [
        place
        for place in (wanted.first, wanted.second)
        if place in context.standard.forms and place not in context.present_sources and context.expects(place)
    ]
    if missing:
        yield undecidable("；".join(context.why_absent(place) for place in missing))
        return
    found = False
    again = wanted.first == wanted.second  # what one section says twice
    for group in context.by_fact.values() if again else context.stated_repeatedly:
        fact = group[0].fact
        if fact is None or not wanted.facts.covers(fact):
            continue
        for one, other in combinations(group, 2):
            if (one.source == other.source) is not again or not _joins(wanted, one.source, other.source, context):
                continue
            if wanted.second == "*" and _named_elsewhere(one, other, fact, context):
                continue
            found = True
            yield compare(one, other, context, group)
    for outcome in _missing_rows(wanted, context):
        found = True
        yield outcome
    if not found:
        yield not_applicable("没有在这两处同时列示的数据")


def _named_elsewhere(one: Statement, other: Statement, fact: FactKey, context: Context) -> bool:
    named = (body for body in context.rules.copies if body.second != "*")
    return any(_joins(body, one.source, other.source, context) and body.facts.covers(fact) for body in named)


def compare(one: Statement, other: Statement, context: Context, group: tuple[Statement, ...] = ()) -> Outcome:
    """Confronts two statements of one fact; ``group`` are all statements of it, to tell which value is the odd one."""
    if one.ambiguous or other.ambiguous:
        unclear = one if one.ambiguous else other
        return undecidable(f"{unclear.label}：是哪个数未能确定", (one, other))
    first, second = context.in_document_unit(one), context.in_document_unit(other)
    if first.unit is not second.unit and Unit.NONE not in {first.unit, second.unit}:  # a bare 99.5 is 99.5 points
        return undecidable(f"“{one.label}”与“{other.label}”的计量单位不同", (one, other))
    difference = abs(first.value - second.value)
    terms = (Term.of(one), Term.of(other, -1))
    fit = same(first, second)
    if fit is Fit.EXACT:
        return Outcome(State.PASS, terms=terms, relation="=")
    if fit is Fit.ROUNDED:
        return Outcome(State.WITHIN_ROUNDING, terms=terms, difference=difference, relation="=")
    tail = fit is Fit.IMPROBABLE
    unit = first.unit.value or second.unit.value
    apart = "" if one.is_blank or other.is_blank else f"，相差 {money(difference)} {unit}"
    message = f"{_said(one, first, unit)}，{_said(other, second, unit)}，同一数据应一致{apart}。"
    return Outcome(
        State.FAIL,
        terms=terms,
        message=message,
        band=Band.COPY_TAIL if tail else Band.ERROR,
        stated=first.value,
        expected=second.value,
        difference=difference,
        allowed=Decimal(0),
        equation=f"{one.label} {one.amount.raw or '空'} = {other.label} {other.amount.raw or '空'}",
        severity=Severity.WARNING if tail else None,
        suspects=_odd_one(one, other, context, group) if tail else (),  # what is more than a tail, the blame looks into
        relation="=",
    )


def _said(statement: Statement, amount: Amount, unit: str) -> str:
    return (
        f"“{statement.label}”未填"
        if statement.is_blank
        else f"“{statement.label}”为 {figure(statement, amount)} {unit}"
    )


def _odd_one(one: Statement, other: Statement, context: Context, group: tuple[Statement, ...]) -> tuple[Suspect, ...]:
    """The statement whose value fewer places share, when the others outvote it."""
    values = [context.in_document_unit(statement).value for statement in group]
    votes = [values.count(context.in_document_unit(statement).value) for statement in (one, other)]
    if votes[0] == votes[1]:
        return ()
    loser, winner = (0, other) if votes[0] < votes[1] else (1, one)
    probability = (Decimal(max(votes)) / Decimal(sum(votes))).quantize(Decimal("0.01"))
    return (Suspect(loser, probability, suggestion=winner.amount.raw or "0.00"),)


def _missing_rows(wanted: Copies, context: Context) -> Iterator[Outcome]:
    """A code that is not zero at one place and has no row in a fully read form at the other is a contradiction too."""
    for here, there in ((wanted.first, wanted.second), (wanted.second, wanted.first)):
        form = context.standard.forms.get(there)
        table = context.table(there)
        if form is None or form.kind != "codes" or table is None or not _fully_read(context.disclosure, there):
            continue
        if not any(row.key.isdigit() for row in table.rows):
            continue  # it gives a total only, or sets it out in another way
        stated_there = {s.fact for s in context.stated_in(there)}
        sources = [source for source in context.by_source if _stands_in(source, here, context)]
        for statement in (s for source in sources for s in context.stated_in(source)):
            fact = statement.fact
            if fact is None or not statement.value or fact in stated_there or not wanted.facts.covers(fact):
                continue
            code = fact.get("function")
            if code is None or table.row(code) is not None or not _column_printed(form.id, fact, context):
                continue
            if secret := why_row_withheld(context):
                yield undecidable(f"“{table.title}”中没有 {code} 科目，{secret}", [statement])
                continue
            yield Outcome(
                State.FAIL,
                terms=(Term.of(statement), Term(-1, table.title, None, table.place, table.title)),
                message=f"“{statement.label}”为 {statement.amount.raw}，但“{table.title}”中没有 {code} 科目。",
                band=Band.ERROR,
                stated=statement.value,
                expected=Decimal(0),
                difference=abs(statement.value),
                allowed=Decimal(0),
            )


def _fully_read(disclosure: Disclosure, form: str) -> bool:
    return any(reading.form == form and reading.state == "read" for reading in disclosure.readings)


def _column_printed(form_id: str, fact: FactKey, context: Context) -> bool:
    """Whether the form, as printed, has the column that would state the fact."""
    form = context.standard.forms[form_id]
    bare = str(fact.but(function=None))
    return any(str(form.fact(form.total, key)) == bare for key in context.columns_of(form_id))
