"""The document with what is proposed in it: numbers, words and codes in the places of those that are printed.

Whatever speaks of a place says the new thing: the statement, the cell of the table, the field of the evaluation form, the claim of the prose
and the text of the paragraph.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence, Set
from typing import TypeVar

from msgspec import Struct
from msgspec.structs import replace

from juesuan.checking.closing import as_amount, number_of
from juesuan.checking.context import Context
from juesuan.checking.supposing.mending import renamed
from juesuan.model import (
    Amount,
    ChangeClaim,
    Claim,
    CompletionClaim,
    Disclosure,
    FormField,
    Indicator,
    ManagementRow,
    OrderClaim,
    Passage,
    PerformanceForm,
    Place,
    Section,
    ShareClaim,
    Statement,
    Table,
    Term,
    Unit,
)

__all__ = ["put_in"]

_AROUND = 12
"""Characters around what stands at a place that its excerpt shows."""

_WHERE = ("page", "line", "paragraph", "sheet", "cell")

_OneRow = TypeVar("_OneRow", Indicator, ManagementRow)


class _Change(Struct, frozen=True):
    """What is printed at a place, and what is to stand there."""

    place: Place
    text: str
    to: str


def put_in(context: Context, changes: Iterable[tuple[Term, str]]) -> Disclosure:
    """The document with other words or numbers in the place of operands, each as it is to be printed, in the unit of what is printed."""
    listed = [(term, to) for term, to in changes if to]
    wanted = {number_of(term): to for term, to in listed}
    printed = [_Change(term.place, _with_unit(term, to), to) for term, to in listed]
    disclosure = _recoded(context, printed)
    statements = tuple(_restated(statement, wanted) for statement in disclosure.statements)
    changed = {
        (s.source, s.row, s.column): s.amount
        for s, before in zip(statements, disclosure.statements, strict=True)
        if s is not before and s.source in disclosure.tables
    }
    return replace(
        disclosure,
        statements=statements,
        claims=tuple(_reclaimed(claim, wanted, printed) for claim in disclosure.claims),
        tables={form: _retabled(table, changed, printed) for form, table in disclosure.tables.items()},
        sections=tuple(_resaid(section, printed) for section in disclosure.sections),
        performance=tuple(_refilled(form, printed) for form in disclosure.performance),
    )


def _with_unit(term: Term, to: str) -> str:
    """What is printed and is to be changed: with its unit where another unit is to stand there."""
    unit = term.statement.amount.unit if term.statement is not None else Unit.NONE
    return f"{term.text}{unit.value}" if unit.is_money and to.endswith(Unit.YUAN.value) else term.text


def _recoded(context: Context, printed: Iterable[_Change]) -> Disclosure:
    """With other codes for rows, where the head of a row (code and name) is changed to one with the same name."""
    disclosure = context.disclosure
    for change in printed:
        code = change.to.partition(" ")[0]
        tables = disclosure.tables.values() if code.isdigit() else ()
        heads = ((table, row) for table in tables for row in table.rows if row.place == change.place)
        table, row = next(((t, r) for t, r in heads if change.text == f"{r.code or r.key} {r.label}"), (None, None))
        if table is not None and row is not None and change.to == f"{code} {row.label}" and table.row(code) is None:
            disclosure = renamed(disclosure, context.standard.forms[table.form], row.key, code)
    return disclosure


def _restated(statement: Statement, wanted: Mapping[str, str]) -> Statement:
    to = wanted.get(number_of(Term.of(statement)))
    return statement if to is None else replace(statement, amount=as_amount(statement.amount, to) or statement.amount)


def _reclaimed(claim: Claim, wanted: Mapping[str, str], printed: Sequence[_Change]) -> Claim:
    if isinstance(claim, ShareClaim | CompletionClaim | ChangeClaim) and claim.amount is not None:
        to = wanted.get(number_of(Term(1, "", None, claim.place, claim.amount.raw)))
        claim = claim if to is None else replace(claim, amount=as_amount(claim.amount, to) or claim.amount)
    if isinstance(claim, OrderClaim | ChangeClaim):
        said = next((change for change in printed if _is_of_clause(change, claim)), None)
        claim = claim if said is None else _resaying(claim, said)
    return claim


def _is_of_clause(change: _Change, claim: OrderClaim | ChangeClaim) -> bool:
    """Whether the clause is what is changed, or a shorter beginning of it: one clause claims a difference and a rate."""
    if claim.place == change.place:
        return change.text == claim.text
    shorter = len(claim.text) < len(change.text)  # as long and elsewhere, it is another clause with the same words
    begins = shorter and change.text.startswith(claim.text) and len(change.to) == len(change.text)
    return begins and _is_there(claim.place, change.place) and _begins_there(claim.place, change.place)


def _resaying(claim: OrderClaim | ChangeClaim, change: _Change) -> Claim:
    """The claim of the changed clause: its word is what stands where it stood, or the whole phrase where more is changed."""
    to = change.to[: len(claim.text)] if len(change.to) == len(change.text) else change.to
    at = claim.text.rfind(claim.word)
    before, after = claim.text[:at], claim.text[at + len(claim.word) :]
    if at < 0 or not to.startswith(before):
        return replace(claim, text=to, word=to)
    if len(to) == len(claim.text):
        return replace(claim, text=to, word=to[at : at + len(claim.word)])
    return replace(claim, text=to, word=to[at : len(to) - len(after)] if to.endswith(after) else to)


def _retabled(table: Table, changed: Mapping[tuple[str, str, str], Amount], printed: Sequence[_Change]) -> Table:
    cells = {
        (row, column): replace(table.cells[row, column], amount=amount, raw=amount.raw)
        for (form, row, column), amount in changed.items()
        if form == table.form and (row, column) in table.cells
    }
    letters = [change for change in printed if change.place.form == table.form]
    for key, cell in table.cells.items() if letters else ():
        to = next((c.to for c in letters if c.place == cell.place and c.text == cell.raw), None)
        if to is not None:
            cells[key] = replace(cell, raw=to)
    return replace(table, cells={**table.cells, **cells}) if cells else table


def _resaid(section: Section, printed: Sequence[_Change]) -> Section:
    body = _rewritten(section.body, printed)
    if body is section.body:
        return section
    return replace(section, body=body, paragraphs=tuple(_rewritten(each, printed) for each in section.paragraphs))


def _rewritten(passage: Passage, printed: Sequence[_Change]) -> Passage:
    """The passage with other words where it stands at the places; its pieces begin where they began, as far as they are behind."""
    for change in printed:
        at = _offset(passage, change)
        if at is not None:
            end, longer = at + len(change.text), len(change.to) - len(change.text)
            pieces = tuple(replace(p, start=p.start + longer) if p.start >= end else p for p in passage.pieces)
            passage = Passage(passage.text[:at] + change.to + passage.text[end:], pieces)
    return passage


def _offset(passage: Passage, change: _Change) -> int | None:
    """Where in the passage the words stand that are to be changed: around what the place's excerpt is of; None where they do not."""
    excerpt, wide = change.place.text, len(change.text)
    for match in re.finditer(re.escape(excerpt), passage.text) if excerpt else ():
        start = match.start()
        at = passage.text.find(change.text, max(0, start + _AROUND - wide + 1) if start else 0)
        if 0 <= at <= start + _AROUND and _is_there(passage.place(at, at + wide), change.place):
            return at
    return None


def _is_there(found: Place, wanted: Place) -> bool:
    """Whether it is on the same page or line, or in the same paragraph or cell."""
    return all(getattr(found, name) == getattr(wanted, name) for name in _WHERE)


def _begins_there(found: Place, wanted: Place) -> bool:
    """Whether it begins where the other does, on a page that says where: the same words stand on a page many times."""
    one, other = found.bbox, wanted.bbox
    return one is None or other is None or (one[0] == other[0] and one[1] < other[3] and other[1] < one[3])


def _refilled(form: PerformanceForm, printed: Sequence[_Change]) -> PerformanceForm:
    """The form with other texts in its fields."""
    here = [c for c in printed if not form.pages or c.place.page is None or c.place.page in form.pages]
    texts = {change.text for change in here}
    indicators = tuple(_with_fields(each, here, texts) for each in form.indicators) if here else form.indicators
    management = tuple(_with_fields(each, here, texts) for each in form.management) if here else form.management
    if indicators == form.indicators and management == form.management:
        return form
    return replace(form, indicators=indicators, management=management)


def _with_fields(row: _OneRow, printed: Sequence[_Change], texts: Set[str]) -> _OneRow:
    """A row of a form with other texts in its cells."""
    fields = ((name, getattr(row, name)) for name in row.__struct_fields__)
    changed = {
        name: replace(field, text=to)
        for name, field in fields
        if isinstance(field, FormField) and field.text in texts and (to := _put(field, printed))
    }
    return replace(row, **changed) if changed else row


def _put(field: FormField, printed: Iterable[_Change]) -> str:
    """What is to stand in a field; empty where it is not to be changed."""
    return next((change.to for change in printed if (change.place, change.text) == (field.place, field.text)), "")
