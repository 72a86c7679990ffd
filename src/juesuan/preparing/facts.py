"""Books to facts: every total, balance and hierarchy of the forms, computed exactly.

A fact that is zero is left out: ask with :meth:`Facts.get`, which answers 0.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from juesuan.arithmetic.defining import Definition, definitions, derived
from juesuan.model import FactKey
from juesuan.preparing.books import FUNDS, Books
from juesuan.standard.layouts import Layout
from juesuan.standard.rules import rules
from juesuan.standard.vocabulary import vocabulary

__all__ = ["Facts", "facts"]


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


def _key(measure: str, **dimensions: str) -> FactKey:
    return FactKey.of(measure, **{name: value for name, value in dimensions.items() if value})


def _postings(books: Books) -> Iterator[tuple[FactKey, Decimal]]:
    """What every line of the books says, as a fact."""
    for income in books.income:
        named = "fund" if income.source in FUNDS else "source"
        yield _key("income", function=income.function, **{named: income.source}), income.amount
    for spending in books.spending:
        fund = spending.fund if spending.fund in FUNDS else ""
        yield _key("spend", fund=fund, function=spending.function, nature=spending.nature), spending.amount
    for initial in books.initial:
        fund = initial.fund if initial.fund in FUNDS else ""
        yield _key("spend", stage="initial", fund=fund, function=initial.function), initial.amount
    for opening in books.opening:
        fund = opening.fund if opening.fund in FUNDS else ""
        # Only these two kinds of money are carried over by code.
        function = opening.function if fund in {"gf", "sc"} else ""
        yield _key("balance", at="opening", fund=fund, function=function), opening.amount
    yield _key("nonfiscal_surplus_used"), books.surplus_used
    yield _key("surplus_distributed"), books.surplus_distributed
    for stage, items in books.three_public.items():
        for item, amount in _three_public(stage, items):
            yield _key("three_public", stage="" if stage == "final" else stage, item=item), amount
    for item, amount in books.procurement.items():
        yield _key("procurement", item=item), amount
    for text, count in books.counts.items():
        yield FactKey.parse(text), Decimal(count)
    yield _key("running_costs"), books.running_costs


def _three_public(stage: str, items: Mapping[str, Decimal]) -> Iterator[tuple[str, Decimal]]:
    """The items; of the final accounts, reception of which no foreign part is known is all domestic."""
    foreign = items.get("foreign", Decimal(0))
    for item, amount in items.items():
        if stage == "final" and item == "reception":
            yield "domestic", amount - foreign
        elif item != "foreign":
            yield item, amount
    if stage == "final":
        yield "foreign", foreign


@lru_cache(maxsize=8192)
def _counts_to(fact: FactKey) -> tuple[FactKey, ...]:
    """The fact and every whole that it is part of, in all partitions at once."""
    found = {fact: None}
    waiting = [fact]
    while waiting:
        for _, wholes in vocabulary().above(waiting.pop()):
            waiting += [whole for whole in wholes if whole not in found]
            found |= dict.fromkeys(wholes)
    return tuple(found)


@lru_cache(maxsize=1)
def _definitions() -> tuple[Definition, ...]:
    assertions = (part for rule in rules().values() if rule.is_general for part in rule.parts)
    return definitions(assertions, vocabulary().above)


def facts(books: Books, layout: Layout | None = None) -> Facts:
    """Every fact that the forms and the narrative of a disclosure state; without a ``layout`` by what holds for all.

    A line of the books counts to every whole that its fact is part of; the register defines the rest: totals, and how a year rolls
    forward. Of books kept by unit these are the department's facts only once
    :func:`~juesuan.preparing.consolidation.consolidated` has eliminated what the units paid each other: here every line counts.
    """
    sums: defaultdict[FactKey, Decimal] = defaultdict(Decimal)
    for fact, amount in _postings(books):
        for whole in _counts_to(fact):
            sums[whole] += amount
    for basic in books.basic:  # sets out once more what was spent, down to the totals of its two kinds
        posted = _key("spend", fund="gpb", economic=basic.economic, nature="basic")
        for code in vocabulary().chain("spend", "economic", basic.economic)[:-1]:
            sums[posted.but(economic=code)] += basic.amount
    known = derived(sums, layout.definitions if layout is not None else _definitions(), vocabulary().above)
    last_year = {FactKey.parse(text).but(year="-1"): amount for text, amount in books.previous.items() if amount}
    return Facts({**known, **last_year})
