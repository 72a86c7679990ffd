"""Books to facts: every total, balance and hierarchy of the forms, computed exactly.

A fact that is zero is left out: ask with :meth:`Facts.get`, which answers 0.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from juesuan.model import FactKey
from juesuan.preparing.books import FUNDS, OWN, Books
from juesuan.standard.vocabulary import vocabulary

__all__ = ["Facts", "facts"]

_Sums = defaultdict[FactKey, Decimal]


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


def _levels(code: str) -> tuple[str, ...]:
    return vocabulary().chain("spend", "function", code)


def _funds(fund: str) -> tuple[str, ...]:
    """The funds that an amount counts towards: its own, all appropriations, all money."""
    return vocabulary().chain("spend", "fund", fund) if fund in FUNDS else ("",)


def _key(measure: str, **dimensions: str) -> FactKey:
    return FactKey.of(measure, **{name: value for name, value in dimensions.items() if value})


def _spread(sums: _Sums, measure: str, amount: Decimal, **alternatives: Iterable[str]) -> None:
    """Adds an amount to the facts of every combination of the alternatives given for each dimension."""
    combinations: list[dict[str, str]] = [{}]
    for name, values in alternatives.items():
        combinations = [{**done, name: value} for done in combinations for value in values]
    for dimensions in combinations:
        sums[_key(measure, **dimensions)] += amount


def _accounts(books: Books, sums: _Sums) -> None:
    for income in books.income:
        named = "fund" if income.source in FUNDS else "source"
        sources = vocabulary().chain("income", named, income.source)
        _spread(sums, "income", income.amount, function=_levels(income.function), **{named: sources})
    for spending in books.spending:
        _spread(
            sums,
            "spend",
            spending.amount,
            fund=_funds(spending.fund),
            function=_levels(spending.function),
            nature=vocabulary().chain("spend", "nature", spending.nature),
        )
    for initial in books.initial:
        _spread(
            sums,
            "spend",
            initial.amount,
            stage=("initial",),
            fund=_funds(initial.fund),
            function=_levels(initial.function),
        )
    for basic in books.basic:
        for economic in (basic.economic, basic.economic[:3], vocabulary().block("economic", basic.economic)):
            sums[_key("spend", fund="gpb", economic=economic, nature="basic")] += basic.amount


def _balances(books: Books, sums: _Sums) -> None:
    """Opening balances, and the closing ones by roll-forward per fund and, for gf and sc, per code."""
    moves = [(opening.fund, opening.function, opening.amount, "opening") for opening in books.opening]
    moves += [(item.source, item.function, item.amount, "") for item in books.income]
    moves += [(item.fund, item.function, -item.amount, "") for item in books.spending]
    moves += [(OWN, "", books.surplus_used - books.surplus_distributed, "")]
    for fund, function, amount, at in moves:
        levels = _levels(function) if fund in {"gf", "sc"} else ("",)
        for moment in ("opening", "closing") if at else ("closing",):
            _spread(sums, "balance", amount, at=(moment,), fund=_funds(fund), function=levels)
    sums[_key("nonfiscal_surplus_used")] = books.surplus_used
    sums[_key("surplus_distributed")] = books.surplus_distributed
    for fund in ("", "fiscal", *FUNDS):
        used, distributed = (books.surplus_used, books.surplus_distributed) if not fund else (Decimal(0), Decimal(0))
        opening = sums[_key("balance", fund=fund, at="opening")]
        closing = sums[_key("balance", fund=fund, at="closing")]
        sums[_key("total", fund=fund, side="income")] = sums[_key("income", fund=fund)] + used + opening
        sums[_key("total", fund=fund, side="spend")] = sums[_key("spend", fund=fund)] + distributed + closing


def _three_public(books: Books, sums: _Sums) -> None:
    """The items with what they are part of; reception of which no foreign part is known is all domestic."""
    for stage, items in books.three_public.items():
        named = "" if stage == "final" else stage
        for item, amount in items.items():
            if item != "foreign":
                _spread(
                    sums, "three_public", amount, stage=(named,), item=vocabulary().chain("three_public", "item", item)
                )
    final = books.three_public.get("final", {})
    foreign = final.get("foreign", Decimal(0))
    sums[_key("three_public", item="foreign")] = foreign
    sums[_key("three_public", item="domestic")] = final.get("reception", Decimal(0)) - foreign


def _other(books: Books, sums: _Sums) -> None:
    for item, amount in books.procurement.items():
        _spread(sums, "procurement", amount, item=vocabulary().chain("procurement", "item", item))
    for text, count in books.counts.items():
        key = FactKey.parse(text)
        sums[key] += count
        if key.measure == "vehicles" and key.get("item") in vocabulary().within("item", "", key.measure):
            sums[key.but(item=None)] += count
    sums[_key("running_costs")] = books.running_costs
    for text, amount in books.previous.items():
        sums[FactKey.parse(text).but(year="-1")] = amount


def facts(books: Books) -> Facts:
    """Every fact that the forms and the narrative of a disclosure state.

    Of books kept by unit these are the department's facts only once :func:`~juesuan.preparing.consolidation.consolidated` has
    eliminated what the units paid each other: here every line counts.
    """
    sums: _Sums = defaultdict(Decimal)
    _accounts(books, sums)
    _balances(books, sums)
    _three_public(books, sums)
    _other(books, sums)
    return Facts({key: value for key, value in sums.items() if value})
