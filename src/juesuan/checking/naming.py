"""What an operand is called, whatever page it has moved to and whatever number it has in a list.

A cell is its form (a performance form: its project), row and column; a number of the prose the fact it states in its section; a clause
what it says of which facts; other words are themselves, in the part of the document where they stand.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping
from functools import cached_property

from msgspec import Struct

from juesuan.model import Claim, Disclosure, PerformanceForm, Place, Statement, Term
from juesuan.model.claim_record import ClaimRecord
from juesuan.model.expressions import expression

__all__ = ["Name", "Names"]

_ITEM = expression(r"#\d+")
_CELL_ROW = expression(r"\d+$")
_BARE = expression(r"[\d.,，%]+")

_Where = tuple[str, int, int, int, float]


class Name(Struct, frozen=True):
    """The name of an operand.

    Attributes:
        part: the document, if another than the one judged, and the form or section; a performance form with its project.
        row, column: of a cell; empty for what is none.
        about: the fact, or what a clause says, or the words.
    """

    part: str
    row: str = ""
    column: str = ""
    about: str = ""

    def __str__(self) -> str:
        if self.column:
            return f"{self.part}[{self.row}].{self.column}"
        return f"{self.part}:{self.about}" if self.part else self.about

    @property
    def group(self) -> str:
        """The same without the row, or without the fact: what many addends have in common."""
        return f"{self.part}.{self.column}" if self.column else self.part


class Names:
    """The names of all operands that rules speak of, over a document and those it is compared with."""

    def __init__(self, disclosure: Disclosure, previous: Disclosure | None = None, budget: Disclosure | None = None):
        self._own = _Parts(disclosure)
        others = (("previous ", previous), ("budget ", budget))
        self._others = tuple((word, _Parts(other)) for word, other in others if other is not None)

    def of(self, term: Term) -> Name:
        """The name of an operand."""
        statement = term.statement
        if statement is None:
            return self._own.words(term)
        for word, parts in self._others:
            if statement in parts and statement not in self._own:
                name = parts.number(statement)
                return Name(word + name.part, name.row, name.column, name.about)
        return self._own.number(statement)


class _Parts:
    """The forms, sections and clauses of one document by where they stand."""

    def __init__(self, disclosure: Disclosure) -> None:
        self._disclosure = disclosure
        self._numbers: dict[str, tuple[Statement, Name]] = {}

    @cached_property
    def _statements(self) -> Mapping[str, Statement]:
        return {statement.id: statement for statement in self._disclosure.statements}

    def __contains__(self, statement: Statement) -> bool:
        return self._statements.get(statement.id) == statement

    @cached_property
    def _forms(self) -> Mapping[str, tuple[str, Mapping[str, str]]]:
        """By kind and running number, the name of a performance form and the names of its rows."""
        return {f"{form.kind}{form.instance}": (_form_name(form), _rows(form)) for form in self._disclosure.performance}

    @cached_property
    def _claims(self) -> Mapping[Place, Claim]:
        return {claim.place: claim for claim in reversed(self._disclosure.claims)}

    def number(self, statement: Statement) -> Name:
        """The name of what a statement states; every identity that it stands in asks for it."""
        known = self._numbers.get(statement.id)
        if known is None or known[0] is not statement:
            known = self._numbers[statement.id] = statement, self._name(statement)
        return known[1]

    def _name(self, statement: Statement) -> Name:
        fact = str(statement.fact) if statement.fact is not None else ""
        if statement.in_prose:
            return Name(statement.source, about=fact or _ITEM.sub("", statement.id))
        part, rows = self._forms.get(f"{statement.source}{statement.instance}", (statement.source, {}))
        return Name(part, rows.get(statement.row, statement.row), statement.column, fact)

    def words(self, term: Term) -> Name:
        """The name of words: of the clause they are, or themselves."""
        claim = self._claims.get(term.place) if term.place != Place() else None
        if claim is not None:
            stated = (self._statements.get(name) for name in claim.operands)
            facts = [self.number(statement).about or statement.id for statement in stated if statement is not None]
            about = " ".join(ClaimRecord.of(claim).names) or " ".join(facts) or _BARE.sub("", claim.text)
            return Name(claim.section, about=f"{claim.kind} {about}")
        return Name(self._part(term.place), about=term.label)

    def _part(self, place: Place) -> str:
        if place.form:
            return self._forms.get(place.form, (place.form, {}))[0]
        where = _where(place)
        starts = self._starts.get(where[0], ())
        index = bisect_right(starts, where, key=lambda start: start[0]) - 1
        return starts[index][1] if index >= 0 else ""

    @cached_property
    def _starts(self) -> Mapping[str, tuple[tuple[_Where, str], ...]]:
        """Where the forms and sections begin, by sheet, in order."""
        found: dict[str, list[tuple[_Where, str]]] = {}
        for place, name in self._headings():
            where = _where(place)
            if any(where[1:]):
                found.setdefault(where[0], []).append((where, name))
        return {sheet: tuple(sorted(starts)) for sheet, starts in found.items()}

    def _headings(self) -> Iterator[tuple[Place, str]]:
        for section in self._disclosure.sections:
            yield section.place, section.id if section.id != "other" else _BARE.sub("", section.heading)
        for table in self._disclosure.tables.values():
            yield table.place, table.form
        for form in self._disclosure.performance:
            yield form.place, _form_name(form)


def _form_name(form: PerformanceForm) -> str:
    project = form.project.text if form.project is not None else ""
    return f"{form.kind}《{project}》" if project else form.kind


def _rows(form: PerformanceForm) -> Mapping[str, str]:
    """The names of its rows that only have a running number."""
    indicators = {
        f"i{n}": row.level3.text for n, row in enumerate(form.indicators, 1) if row.level3 and row.level3.text
    }
    return indicators | {f"m{n}": row.name.text for n, row in enumerate(form.management, 1) if row.name.text}


def _where(place: Place) -> _Where:
    """Coordinates that can be put in order: sheet, page, line (or paragraph, or row), row of a table, height on the page."""
    down = place.paragraph or place.line or 0
    if not down and place.cell and (row := _CELL_ROW.search(place.cell)):
        down = int(row[0])
    return place.sheet or "", place.page or 0, down, place.table_row or 0, place.bbox[1] if place.bbox else 0.0
