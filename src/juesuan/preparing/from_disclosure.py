"""A disclosure that was published to the books that it would be prepared from: what it prints, in yuan, and what it says.

Its amounts are rounded to its unit, so what follows from them is as exact as that. Sections are kept as paragraphs of one's own, so that
nothing that the document says is lost; what was not read is left blank.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal, InvalidOperation

from juesuan.model import Disclosure, FactKey, FormField, Passage, PerformanceForm, Unit
from juesuan.model.expressions import expression
from juesuan.preparing.accounts import accounts_from
from juesuan.preparing.books import (
    AnnualTask,
    Books,
    Department,
    Initial,
    ManagementPoints,
    Money,
    OverallWork,
    ProjectWork,
    Target,
)
from juesuan.preparing.facts import Facts
from juesuan.preparing.left_out import LEFT_OUT
from juesuan.preparing.previous import previous_values
from juesuan.standard import Standard

__all__ = ["books_of", "facts_of"]

_ZERO = Decimal(0)
_DUTIES, _GLOSSARY = "duties", "glossary"
_OWN_TITLES = frozenset({"cover", "toc"})
_NUMBERING = expression(
    r"^\s*(?:[(（]\s*[一二三四五六七八九十\d]{1,3}\s*[)）]|[一二三四五六七八九十\d]{1,3}\s*[、．.])\s*"
)
_ITEM = 7


def books_of(disclosure: Disclosure, standard: Standard, *, with_explanations: bool = True) -> Books:
    """The books of a final accounts document, of its own year; what kind of unit it is of is left open where it does not show.

    ``with_explanations``: whether the explanation and the glossary are kept as texts, which the next year does not want.
    """
    info = disclosure.info
    known = facts_of(disclosure, standard)
    accounts = accounts_from(known, standard)
    sections = {section.id: section for section in disclosure.sections}
    duties = sections[_DUTIES].paragraphs if _DUTIES in sections else ()
    department = Department(
        name=info.unit,
        level=info.level or "部门",
        place=info.place,
        kind="行政" if accounts.running_costs else "",
        duties=tuple(_NUMBERING.sub("", item.text) for item in duties if item.text),
        divisions=(),
        agencies=(info.unit,),
    )
    return Books(
        department=department,
        year=info.year or 0,
        income=accounts.income,
        spending=accounts.spending,
        basic=accounts.basic,
        opening=accounts.opening,
        initial=tuple(_initial(known, standard)),
        surplus_used=accounts.surplus_used,
        surplus_distributed=accounts.surplus_distributed,
        three_public=accounts.three_public,
        procurement=accounts.procurement,
        counts=_counts(disclosure, standard),
        running_costs=accounts.running_costs,
        overall=next((_overall(form, disclosure) for form in disclosure.performance if form.kind == "PO"), None),
        projects=tuple(_project(form, disclosure) for form in disclosure.performance if form.kind == "PP"),
        texts=tuple(_texts(disclosure, with_explanations=with_explanations)),
    )


def facts_of(disclosure: Disclosure, standard: Standard) -> Facts:
    """The facts in yuan; appropriations by code that are of no other fund are of the general budget, which no form prints by itself."""
    kept = standard.bookkeeping
    values = {FactKey.parse(text): amount for text, amount in previous_values(disclosure).items()}
    known = Facts(values)
    received = kept.facts.income
    general, *others = kept.funds
    whole = received.but(fund=kept.appropriations)
    more = {
        received.but(fund=general, function=code): known.get(whole.but(function=code))
        - sum((known.get(received.but(fund=fund, function=code)) for fund in others), _ZERO)
        for code in known.codes(whole.but(function="*"), _ITEM)
    }
    return known.extended({fact: amount for fact, amount in more.items() if amount})


def _initial(known: Facts, standard: Standard) -> Iterator[Initial]:
    kept = standard.bookkeeping
    for fund in kept.funds:
        budgeted = kept.facts.initial.but(fund=fund)
        for code in known.codes(budgeted.but(function="*"), _ITEM):
            yield Initial(code, fund, known.get(budgeted.but(function=code)))


def _counts(disclosure: Disclosure, standard: Standard) -> Mapping[str, int]:
    """Numbers of things that the workbook has a field for, as they are first stated."""
    wanted = {field.key for field in standard.workbook.sheet("counts").fields}
    found: dict[str, int] = {}
    for item in disclosure.statements:
        if item.fact is not None and str(item.fact) in wanted and item.value == int(item.value):
            found.setdefault(str(item.fact), int(item.value))
    return found


def _texts(disclosure: Disclosure, *, with_explanations: bool) -> Iterator[tuple[str, str]]:
    """Every section with what it says, but for the duties, which have a sheet, and what is made of the others."""
    for section in disclosure.sections:
        is_explanation = section.id.startswith("N") or section.id == _GLOSSARY
        if section.id not in _OWN_TITLES and section.id != _DUTIES and (with_explanations or not is_explanation):
            yield from ((section.heading or section.id, passage.text) for passage in section.paragraphs if passage.text)


def _said(field: FormField | Passage | None) -> str:
    return field.text.strip() if field is not None else ""


def _number(field: FormField | None) -> Decimal | None:
    try:
        return Decimal(_said(field).replace(",", "")) if _said(field) else None
    except InvalidOperation:
        return None


def _targets(form: PerformanceForm) -> tuple[Target, ...]:
    """The indicators; what the form has no column for is a dash."""

    def said(field: FormField | None, name: str) -> str:
        return LEFT_OUT if name not in form.columns else _said(field)

    return tuple(
        Target(
            (_said(item.level1), said(item.level2, "level2"), said(item.level3, "level3")),
            said(item.target, "target"),
            said(item.actual, "actual"),
            said(item.reason, "reason"),
            _number(item.points),
            _number(item.score),
        )
        for item in form.indicators
    )


def _funds(form: PerformanceForm, disclosure: Disclosure, rows: Sequence[str]) -> Mapping[str, Money]:
    cells = {
        (item.row, item.column): item.amount.to(Unit.YUAN).value
        for item in disclosure.statements
        if item.source == form.kind and item.instance == form.instance and item.amount.unit.is_money
    }
    stages = ("initial", "adjusted", "executed")
    return {
        row: Money(*(cells.get((row, stage), _ZERO) for stage in stages))
        for row in rows
        if any(cells.get((row, stage)) for stage in stages)
    }


def _project(form: PerformanceForm, disclosure: Disclosure) -> ProjectWork:
    funds = _funds(form, disclosure, ("fiscal", "special", "own"))
    return ProjectWork(
        name=_said(form.project),
        implementer=_said(form.implementer),
        funds=funds or {"fiscal": _funds(form, disclosure, ("total",)).get("total", Money())},
        goal=_said(form.goals),
        result=_said(form.results),
        targets=_targets(form),
        management={_said(row.name): _said(row.text) for row in form.management},
        managed=tuple(
            ManagementPoints(_said(row.name), _number(row.points), _number(row.score)) for row in form.management
        ),
    )


def _overall(form: PerformanceForm, disclosure: Disclosure) -> OverallWork:
    funds = _funds(form, disclosure, ("fiscal", "own"))
    own = funds.get("own", Money())
    goals, results = (_lines(passage) for passage in (form.goals, form.results))
    return OverallWork(
        adjusted={"fiscal": funds.get("fiscal", Money()).adjusted, "own": own.adjusted},
        own_initial=own.initial,
        goals=goals,
        results=results,
        tasks=tuple(AnnualTask(_said(name), _said(content), _said(result)) for name, content, result in form.tasks),
        targets=_targets(form),
    )


def _lines(passage: Passage | None) -> tuple[str, ...]:
    """The goals one by one: each begins with 目标1 or a number."""
    parts = re.split(r"(?=目标\s?[\d一二三四五六七八九十]{1,2}\s?[：:．.])", _said(passage))
    return tuple(part.strip() for part in parts if part.strip())
