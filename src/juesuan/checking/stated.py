"""A document as a source of identities: what each form, section and performance form states, by fact."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from typing import TYPE_CHECKING

from juesuan.arithmetic.stock import Stock
from juesuan.checking.totals import lacking_totals
from juesuan.model import Disclosure, FactKey, Statement, Table
from juesuan.standard.forms import Form
from juesuan.standard.performance_facts import PerformanceFacts

if TYPE_CHECKING:
    from juesuan.checking.context import Context

__all__ = ["OVERALL", "StatedNumbers"]

OVERALL = "PO"
"""The performance form of the department as a whole."""

Stocks = dict[tuple[str, str, int], Stock[Statement] | None]
"""Stocks by place, document and number."""

_IN_BLOCKS = "economic"
"""The kind of form whose rows stand in blocks side by side, each with an amount of its own: none was read where nobody knows the block's column."""

_IN_ROWS = frozenset({"function", "economic"})
"""The partitions whose parts have rows of their own in the forms."""


class StatedNumbers:
    """The stocks of a context, made when they are asked for (:class:`juesuan.arithmetic.stock.Source`); ``made`` are there already."""

    def __init__(self, context: Context, made: Stocks | None = None) -> None:
        self._context = context
        self._stocks: Stocks = made or {}

    def elsewhere(self, places: Set[tuple[str, int]]) -> Stocks:
        """The stocks made so far that hold nothing of some forms and sections, these with their numbers."""
        return {key: stock for key, stock in self._stocks.items() if not any(_is_of(place, key) for place in places)}

    def dimensions(self, partition: str) -> frozenset[str]:
        """The dimensions of a partition."""
        return self._context.standard.vocabulary.divided(partition)

    def numbers(self, places: tuple[str, ...]) -> tuple[int, ...]:
        """The numbers of the repeated forms among some places; (0,) where none is one."""
        alone = self._context.instances_of(OVERALL)
        if OVERALL in places and len(alone) > 1 and any(place != OVERALL for place in places):
            return ()  # of several overall forms none speaks of the whole document
        found = {number for place in places for number in self._context.instances_of(place)}
        return tuple(sorted(found - {0} or found or {0}))

    def stock(self, place: str, document: str, number: int) -> Stock[Statement] | None:
        """What is stated at a place; None where the document is not at hand."""
        number = number if (place, number) in self._context.repeated else 0
        key = (place, document, number)
        if key not in self._stocks:
            self._stocks[key] = self._made(place, document, number)
        return self._stocks[key]

    def _made(self, place: str, document: str, number: int) -> Stock[Statement] | None:
        context, standard = self._context, self._context.standard
        above = standard.vocabulary.above
        if document:
            other = context.previous if document == "previous" else context.budget
            return Stock(_of_document(other, place), above) if other is not None else None
        if not place:
            return Stock(_of_document(context.disclosure, place), above)
        form = standard.forms.get(place)
        if form is not None:
            cells = context.cells_of(place, 0).values()
            stated = [(s.fact, s) for s in cells if s.fact is not None]
            broken = dict(_broken(form, context))
            return Stock(stated, above, broken, _memo(form, cells), _doubled(form, cells), rows=_IN_ROWS)
        if place in context.performance_kinds:
            known = standard.performance_facts
            evaluated = list(_of_evaluation(context.cells_of(place, number), known))
            return Stock(evaluated, known.within, memo=_scored_twice(evaluated))
        stated = [(s.fact, s) for s in context.prose(place) if s.fact is not None]
        return Stock(stated, above, again=_again(stated))


def _is_of(place: tuple[str, int], key: tuple[str, str, int]) -> bool:
    """Whether a stock, by its key, holds what a form or section of this document states."""
    stated, document, number = key
    source, instance = place
    return not document and (
        not stated or ((source == stated or source.startswith(f"{stated}.")) and number == instance)
    )


def _of_document(disclosure: Disclosure, place: str) -> Iterator[tuple[FactKey, Statement]]:
    for statement in disclosure.statements:
        if statement.fact is not None and not statement.ambiguous and place in {"", statement.source}:
            yield statement.fact, statement


def _again(stated: Iterable[tuple[FactKey, Statement]]) -> Mapping[FactKey, tuple[Statement, ...]]:
    """What numbered items of a list state once more, each of another number."""
    items: dict[FactKey, dict[int, Statement]] = {}
    for fact, statement in stated:
        if statement.instance:
            items.setdefault(fact, {}).setdefault(statement.instance, statement)
    return {fact: tuple(found.values())[1:] for fact, found in items.items() if len(found) > 1}


def _doubled(form: Form, cells: Iterable[Statement]) -> Mapping[FactKey, tuple[Statement, ...]]:
    """What rows state that are printed once more (``2080505#2``): it counts in a sum as well. Rows per unit state nothing."""
    cells = list(cells)
    stated = {(s.row, s.column): s.fact for s in cells}
    found: dict[FactKey, tuple[Statement, ...]] = {}
    for statement in cells:
        row, again, _ = statement.row.partition("#")
        fact = stated.get((row, statement.column)) if again else None
        if fact is not None:
            found[fact] = (*found.get(fact, ()), statement)
    return found


def _of_evaluation(
    cells: Mapping[tuple[str, str], Statement], known: PerformanceFacts
) -> Iterator[tuple[FactKey, Statement]]:
    for (row, column), statement in cells.items():
        fact = known.of_cell(row, column)
        if fact is not None:
            yield fact, statement


def _scored_twice(stated: Sequence[tuple[FactKey, Statement]]) -> frozenset[FactKey]:
    """The points and scores of tasks where the execution rate as a whole has its own: then those are no addends beside it."""
    whole = {statement.column for _, statement in stated if statement.row == "total"}
    scored = whole & {"points", "score"}
    return frozenset(f for f, s in stated if s.column in scored and s.row[:1] == "t" and s.row != "total")


def _memo(form: Form, cells: Iterable[Statement]) -> frozenset[FactKey]:
    columns = frozenset(column.key for column in form.columns if column.memo)
    rows = frozenset(row.key for row in form.rows if row.memo)
    if not columns and not rows:
        return frozenset()
    return frozenset(s.fact for s in cells if s.fact is not None and (s.column in columns or s.row in rows))


def _broken(form: Form, context: Context) -> Iterator[tuple[FactKey, str]]:
    """The facts of printed cells that are no numbers, and of rows of which no cell was read; and why."""
    table = context.table(form.id)
    if table is None:
        return
    for (row, column), cell in table.cells.items():
        if cell.amount is None and cell.raw:
            fact = form.fact(row, column)
            if fact is not None:
                yield fact, context.unreadable_cell(form.id, row, column)
    read = {row for row, _ in table.cells}
    for printed in table.rows if read and form.kind == _IN_BLOCKS else ():
        if printed.key not in read:
            facts = (form.fact(printed.key, column.key) for column in form.columns)
            yield from ((fact, f"“{printed.label}”一行的数没有读出") for fact in facts if fact is not None)
    if table is not None and form.kind != "codes":
        yield from _not_there(table, form)


def _not_there(table: Table, form: Form) -> Iterator[tuple[FactKey, str]]:
    """What lines of totals that are not there would state: what is summed up from them is not known, and no zero."""
    for line in lacking_totals(table, form):
        facts = (form.fact(line.key, column.key) for column in table.columns)
        yield from ((fact, f"“{table.title}”没有“{line.label}”一行") for fact in facts if fact is not None)
