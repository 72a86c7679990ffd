"""What a document's prose has said so far: statements, claims, numbers; and where a fact was stated before."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from msgspec.structs import replace

from juesuan.model import Amount, BoundTo, Claim, FactKey, NumberSeen, Part, Place, Reader, Statement, Table
from juesuan.standard.forms import Form

__all__ = ["Told"]

_BEST_FORMS = (
    *("T03", "T02", "T05", "T06", "T07", "T08", "T09", "T10", "T04", "T01"),
    *("B03", "B02", "B05", "B06", "B07", "B08", "B09", "B10", "B11", "B04", "B01"),
)
"""Where a fact is looked up first: the form that states it as its own subject, not the one that repeats it."""


def _cells_by_fact(
    tables: Mapping[str, Table], forms: Mapping[str, Form], bare: Callable[[FactKey], FactKey]
) -> dict[FactKey, tuple[str, Amount]]:
    found: dict[FactKey, tuple[str, Amount]] = {}
    for form_id in _BEST_FORMS:
        table = tables.get(form_id)
        if table is None:
            continue
        form = forms[form_id]
        for (row, column), cell in table.cells.items():
            fact = form.fact(row, column)
            if fact is not None and cell.amount is not None:
                found.setdefault(bare(fact), (f"{form_id}[{row}].{column}", cell.amount))
    return found


class Told:
    """Filled section by section; ids are given here, so that they are unique."""

    def __init__(
        self,
        tables: Mapping[str, Table],
        forms: Mapping[str, Form],
        bare: Callable[[FactKey], FactKey] = lambda fact: fact,
    ) -> None:
        """``bare``: a fact of the tables as the prose is read to state it."""
        self.tables = tables
        self.statements: list[Statement] = []
        self.claims: list[Claim] = []
        self.numbers: list[NumberSeen] = []
        self._cells = _cells_by_fact(tables, forms, bare)
        self._ids: set[str] = set()

    def state(
        self, name: str, section: str, fact: FactKey | None, amount: Amount, *, place: Place, label: str, item: int
    ) -> str:
        """Enters a statement and gives its id: ``name``, with a number when it stands already."""
        statement_id, number = name, 1
        while statement_id in self._ids:
            number += 1
            statement_id = f"{name}.{number}"
        self._ids.add(statement_id)
        self.statements.append(
            Statement(statement_id, section, "", "", fact, amount, place, label, item, Part.PROSE, Reader.PROSE)
        )
        return statement_id

    def find(self, fact: FactKey, section: str, item: int = 0) -> str:
        """Id of what states the fact, nearest first: this item, this section, the tables, the prose before; or empty."""
        main = section.partition(".")[0]
        here = [s for s in reversed(self.statements) if s.fact == fact and s.source.partition(".")[0] == main]
        for statement in here:
            if statement.source == section and statement.instance == item:
                return statement.id
        if here:
            return here[0].id
        if fact in self._cells:
            return self._cells[fact][0]
        return next((s.id for s in reversed(self.statements) if s.fact == fact), "")

    def find_here(self, fact: FactKey, section: str, item: int) -> bool:
        """Whether the section, or its item, has stated a fact."""
        return any(s.fact == fact and s.source == section and s.instance == item for s in self.statements)

    def statement(self, statement_id: str) -> Statement | None:
        """A statement of the prose."""
        return next((s for s in reversed(self.statements) if s.id == statement_id), None)

    def amount_of(self, statement_id: str) -> Amount | None:
        """What a statement of the prose says."""
        return next((s.amount for s in reversed(self.statements) if s.id == statement_id), None)

    def seen_at(self, place: Place) -> NumberSeen | None:
        """The number of the prose that was listed at a place, latest first."""
        return next((number for number in reversed(self.numbers) if number.place == place), None)

    def bind(self, seen: NumberSeen, bound: BoundTo | None) -> None:
        """Says what a number that was listed already is bound to."""
        self.numbers[self.numbers.index(seen)] = replace(seen, bound=bound)

    def place_of(self, statement_id: str) -> Place:
        """Where a statement of the prose stands."""
        return next((s.place for s in reversed(self.statements) if s.id == statement_id), Place())

    def printed(self, fact: FactKey) -> Amount | None:
        """The amount of a fact in the tables."""
        return self._cells[fact][1] if fact in self._cells else None
