"""Books to facts: every total, balance and hierarchy of the forms, computed exactly.

A fact that is zero is left out: ask with :meth:`Facts.get`, which answers 0.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from juesuan.arithmetic.defining import Definition, derived
from juesuan.model import FactKey
from juesuan.preparing.books import Books
from juesuan.standard import Standard
from juesuan.standard.layouts import Layout
from juesuan.standard.vocabulary import Vocabulary

__all__ = ["Facts", "computed", "facts"]


@dataclass(frozen=True)
class Facts:
    """Exact values in yuan (or counts) by fact."""

    values: Mapping[FactKey, Decimal]

    def get(self, fact: FactKey | str) -> Decimal:
        """The exact value; 0 for a fact that did not occur."""
        key = FactKey.parse(fact) if isinstance(fact, str) else fact
        return self.values.get(key, Decimal(0))

    def extended(self, more: Mapping[FactKey, Decimal]) -> Facts:
        """The same with some more facts."""
        return Facts({**self.values, **more})

    def codes(self, pattern: FactKey | str, digits: int | None = None) -> tuple[str, ...]:
        """The functional or economic codes (with that many digits) for which a fact of the pattern exists, in order.

        The pattern has ``*`` for the code: ``spend[fund=gpb,function=*]``.
        """
        key = FactKey.parse(pattern) if isinstance(pattern, str) else pattern
        dimension = next(name for name, value in key.dimensions if value == "*")
        found = {fact.get(dimension) or "" for fact in self.values if fact.matches(key)}
        return tuple(sorted(code for code in found if digits is None or (len(code) == digits and code.isdigit())))


def _postings(books: Books, standard: Standard) -> Iterator[tuple[FactKey, Decimal]]:
    """What every line of the books says, as a fact."""
    kept, posted = standard.bookkeeping, standard.bookkeeping.facts
    for income in books.income:
        named = "fund" if income.source in kept.funds else "source"
        yield _with(posted.income, function=income.function, **{named: income.source}), income.amount
    for spending in books.spending:
        fund = spending.fund if spending.fund in kept.funds else ""
        said = _with(posted.spending, fund=fund, function=spending.function, nature=spending.nature)
        yield said, spending.amount
    for initial in books.initial:
        fund = initial.fund if initial.fund in kept.funds else ""
        yield _with(posted.initial, fund=fund, function=initial.function), initial.amount
    for opening in books.opening:
        fund = opening.fund if opening.fund in kept.funds else ""
        function = opening.function if fund in kept.carried_by_code else ""
        yield _with(posted.opening, fund=fund, function=function), opening.amount
    yield posted.surplus_used, books.surplus_used
    yield posted.surplus_distributed, books.surplus_distributed
    yield from _three_public(books, standard)
    for item, amount in books.procurement.items():
        yield posted.procurement.but(item=item), amount
    for contract in books.contracts:
        yield posted.procurement.but(item=contract.kind, stage=posted.adjusted.get("stage")), contract.budget
    for text, count in books.counts.items():
        yield FactKey.parse(text), Decimal(count)
    yield posted.running_costs, books.running_costs


def _three_public(books: Books, standard: Standard) -> Iterator[tuple[FactKey, Decimal]]:
    """The items; of the final accounts, reception of which no foreign part is known is all domestic."""
    whole, reception = standard.bookkeeping.facts.three_public, standard.bookkeeping.reception
    for stage, items in books.three_public.items():
        is_final = stage == standard.vocabulary.dimensions["stage"].default
        said = whole if is_final else whole.but(stage=stage)
        for item, amount in items.items():
            if is_final and item == reception.whole:
                yield said.but(item=reception.rest), amount - items.get(reception.part, Decimal(0))
            elif item != reception.part or is_final:
                yield said.but(item=item), amount


def _with(fact: FactKey, **dimensions: str) -> FactKey:
    """The fact with the dimensions that a line says."""
    return fact.but(**{name: value for name, value in dimensions.items() if value})


def facts(books: Books, layout: Layout) -> Facts:
    """Every fact that the forms and the narrative of a disclosure state, by the register of a layout."""
    return computed(books, layout.standard, layout.definitions)


def computed(books: Books, standard: Standard, definitions: Iterable[Definition]) -> Facts:
    """The same by definitions of the register: no form and no layout is asked.

    A line of the books counts to every whole that its fact is part of; the register defines the rest: totals, and how a year rolls
    forward. Of books kept by unit these are the department's facts only once
    :func:`~juesuan.preparing.consolidation.consolidated` has eliminated what the units paid each other: here every line counts.
    """
    vocabulary, basic_spending = standard.vocabulary, standard.bookkeeping.facts.basic
    sums: defaultdict[FactKey, Decimal] = defaultdict(Decimal)
    known: dict[FactKey, tuple[FactKey, ...]] = {}
    for fact, amount in _postings(books, standard):
        if fact not in known:
            known[fact] = _counts_to(fact, vocabulary)
        for whole in known[fact]:
            sums[whole] += amount
    for basic in books.basic:  # sets out once more what was spent, down to the totals of its two kinds
        posted = basic_spending.but(economic=basic.economic)
        for code in vocabulary.chain(posted.measure, "economic", basic.economic)[:-1]:
            sums[posted.but(economic=code)] += basic.amount
    last_year = {FactKey.parse(text).last_year: amount for text, amount in books.previous.items() if amount}
    return Facts({**derived(sums, definitions, vocabulary.above), **last_year})


def _counts_to(fact: FactKey, vocabulary: Vocabulary) -> tuple[FactKey, ...]:
    """The fact and every whole that it is part of, in all partitions at once."""
    found = {fact: None}
    waiting = [fact]
    while waiting:
        for _, wholes in vocabulary.above(waiting.pop()):
            waiting += [whole for whole in wholes if whole not in found]
            found |= dict.fromkeys(wholes)
    return tuple(found)
