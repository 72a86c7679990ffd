"""A part of a form that was left unfilled: all columns under one head (决算数), or of one side, while the rest has its figures."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from juesuan.checking.context import Context
from juesuan.checking.supposing.mending import with_amounts, without_cells
from juesuan.checking.supposing.supposition import Supposition
from juesuan.model import Finding, Statement, Substitution, Table, Term
from juesuan.standard.forms import Form

__all__ = ["blank_parts"]

_LEAST = 2
"""Failures that it must explain, cells that it must have, and figures that other places must know of them: one is one number left out."""


def blank_parts(findings: Sequence[Finding], context: Context) -> Iterator[Supposition]:
    """Filled in by what other places state, where they do; else as if it were not there: then it is only told."""
    spoken_of = {term.statement.source for finding in findings for term in finding.terms if term.statement is not None}
    for form_id, table in context.disclosure.tables.items():
        form = context.standard.forms[form_id]
        stated = context.stated_in(form_id) if form_id in spoken_of else ()
        if not any(s.value for s in stated):
            continue
        for name, cells in _parts(form, stated):
            if len(cells) < _LEAST or any(s.value for s in cells):
                continue
            values = {s: value for s in cells if (value := _elsewhere(s, context)) is not None}
            if len(values) >= _LEAST:
                yield _filled(table, name, values, context)
            yield _told(table, name, cells, context)


def _parts(form: Form, stated: Sequence[Statement]) -> Iterator[tuple[str, list[Statement]]]:
    """The cells by the head that their columns have in common, or by their side; a form that is one part has none."""
    found: dict[str, list[Statement]] = {}
    for statement in stated:
        column = form.column(statement.column)
        if column is not None:
            head, _, below = column.label.partition("/")
            found.setdefault(head if below else column.side, []).append(statement)
    if len(found) > 1:
        yield from ((name, cells) for name, cells in found.items() if name)


def _elsewhere(blank: Statement, context: Context) -> Decimal | None:
    """What other places state of it, where they agree on an amount."""
    same = context.by_fact.get(str(blank.fact), ()) if blank.fact is not None else ()
    told = {s.amount.to(blank.amount.unit).value for s in same if s.source != blank.source and s.value and _is_money(s)}
    return told.pop() if len(told) == 1 else None


def _is_money(statement: Statement) -> bool:
    return statement.amount.unit.is_money and not statement.ambiguous


def _filled(table: Table, name: str, values: dict[Statement, Decimal], context: Context) -> Supposition:
    terms = tuple(map(Term.of, values))
    form = context.standard.forms[table.form]
    figures = "、".join(f"“{_below(s, form)}” {value}" for s, value in values.items())
    return Supposition(
        "unfilled",
        with_amounts(context.disclosure, table.form, {s.id: value for s, value in values.items()}),
        terms,
        f"“{table.title}”的“{name}”各栏没有填写；按文件的其他各处，应为 {figures}，填上后都相符。",
        f"对照账表，在“{table.title}”的“{name}”各栏填上 {figures}。",
        tuple(Substitution(index, str(value)) for index, value in enumerate(values.values())),
        least=_LEAST,
        what="栏",
    )


def _below(statement: Statement, form: Form) -> str:
    """What its column is called below the head of its part; of one side of a form with lines, its row."""
    column = form.column(statement.column)
    below = column.label.partition("/")[2] if column is not None else ""
    return below if form.kind == "single" else statement.place.row or below or statement.row


def _told(table: Table, name: str, cells: Sequence[Statement], context: Context) -> Supposition:
    return Supposition(
        "blank",
        without_cells(context.disclosure, table.form, frozenset(s.id for s in cells)),
        (Term(1, f"{table.title} {name}", None, table.place, name),),
        f"“{table.title}”的“{name}”各栏没有填写，而文件的其他各处有这些数。",
        f"按账表填写“{table.title}”的“{name}”各栏；确实没有的，改正其他各处。",
        least=_LEAST,
        form=table.form,
    )
