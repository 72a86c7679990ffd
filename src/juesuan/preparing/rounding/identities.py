"""Which printed numbers must add up: what is printed, and what each of it is part of, give every equation.

Nothing is listed here that the vocabulary and the limits of the standard do not say already, but for how a year
rolls forward.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from decimal import Decimal

from juesuan.model import FactKey
from juesuan.preparing.books import FUNDS
from juesuan.preparing.facts import Facts
from juesuan.standard.limits import Limit, limits, within
from juesuan.standard.vocabulary import vocabulary

__all__ = ["Identity", "foots", "identities"]

_FUNDS = ("", "fiscal", *FUNDS)


@dataclass(frozen=True, slots=True)
class Identity:
    """``whole = Σ parts``, or ``whole ≥ Σ parts`` where something else is in the whole that is printed nowhere."""

    whole: tuple[FactKey, ...]
    parts: tuple[FactKey, ...]
    equal: bool = True

    @property
    def terms(self) -> Iterator[tuple[int, FactKey]]:
        """Facts with their sign: the sum is zero, or at least zero."""
        yield from ((1, fact) for fact in self.whole)
        yield from ((-1, fact) for fact in self.parts)


def foots(fact: FactKey) -> bool:
    """Whether a fact is an amount of this year: counts are exact, and last year's document is printed already."""
    return fact.measure not in vocabulary().counted and fact.get("year") is None


def identities(facts: Facts, printed: Collection[FactKey], step: Decimal) -> list[Identity]:
    """All equations among the printed facts that hold exactly in yuan, and the inequalities that rounding could break.

    ``step`` is one unit in the last printed place, in yuan.
    """
    amounts = frozenset(fact for fact in printed if foots(fact))
    found = (*_sums(facts, amounts, step), *_years(facts, amounts), *_ordered(facts, amounts, step))
    return list(dict.fromkeys(found))


def _sums(facts: Facts, printed: frozenset[FactKey], step: Decimal) -> Iterator[Identity]:
    groups: defaultdict[tuple[FactKey, str], list[FactKey]] = defaultdict(list)
    for fact in sorted(printed):
        if facts.get(fact):
            for dimension, wholes in vocabulary().above(fact):
                whole = next((key for key in wholes if key in printed), None)
                if whole is not None:
                    groups[whole, dimension].append(fact)
    for (whole, dimension), parts in groups.items():
        rest = facts.get(whole) - sum(map(facts.get, parts), Decimal(0))
        # The books may leave less than a yuan between basic spending by function and by 款: printed they are the same.
        analysed = dimension == "economic" and whole.get("economic") is None
        if rest == 0 or analysed:
            yield Identity((whole,), tuple(parts))
        elif 0 < rest < step * (len(parts) + 1):
            yield Identity((whole,), tuple(parts), equal=False)


def _years(facts: Facts, printed: frozenset[FactKey]) -> Iterator[Identity]:
    """Opening, income, spending and closing of every fund, and of the codes whose balances are printed."""
    for fund in _FUNDS:
        sides = [_key("total", fund=fund, side=side) for side in ("income", "spend")]
        known = [side for side in sides if side in printed]
        received = [_key("income", fund=fund), _key("balance", fund=fund, at="opening")]
        used = [_key("spend", fund=fund), _key("balance", fund=fund, at="closing")]
        if not fund:
            received.append(FactKey.of("nonfiscal_surplus_used"))
            used.append(FactKey.of("surplus_distributed"))
        if known:
            yield from _stated(Identity((known[0],), tuple(received)), facts, printed)
            yield from _stated(Identity((known[-1],), tuple(used)), facts, printed)
            if len(known) == len(sides):
                yield from _stated(Identity((known[0],), (known[1],)), facts, printed)
        else:
            yield from _stated(Identity(tuple(received), tuple(used)), facts, printed)
    balanced = {fact.but(at=None) for fact in printed if fact.measure == "balance" and fact.get("function")}
    for balance in sorted(balanced):
        dimensions = dict(balance.dimensions)
        received = [FactKey.of("income", **dimensions), balance.but(at="opening")]
        used = [FactKey.of("spend", **dimensions), balance.but(at="closing")]
        yield from _stated(Identity(tuple(received), tuple(used)), facts, printed)


def _stated(identity: Identity, facts: Facts, printed: frozenset[FactKey]) -> Iterator[Identity]:
    """The identity without its zeros, if it holds and everything else in it is printed."""
    whole, parts = (tuple(key for key in keys if facts.get(key)) for keys in (identity.whole, identity.parts))
    holds = sum(map(facts.get, whole), Decimal(0)) == sum(map(facts.get, parts), Decimal(0))
    if holds and whole and printed.issuperset((*whole, *parts)):
        yield Identity(whole, parts)


def _ordered(facts: Facts, printed: frozenset[FactKey], step: Decimal) -> Iterator[Identity]:
    """What is not more than something else in yuan is not so as printed either; what is the same is printed the same.

    Only where rounding could turn the order round: by as many units of the last place as there are numbers.
    """
    for limit in _limits(printed):
        lesser = tuple(sorted(fact for fact in limit.lesser if fact in printed and facts.get(fact)))
        if lesser and printed.issuperset(limit.greater):
            rest = sum(map(facts.get, limit.greater), Decimal(0)) - sum(map(facts.get, lesser), Decimal(0))
            if 0 <= rest < step * (len(lesser) + len(limit.greater)):
                yield Identity(limit.greater, lesser, equal=rest == 0)


def _limits(printed: frozenset[FactKey]) -> Iterator[Limit]:
    """The limits of the standard, code by code; parts of something; budgets of what was spent."""
    codes = sorted({code for fact in printed if (code := fact.get("function"))})
    for limit in limits():
        yield from map(limit.of, codes) if limit.by_code else (limit,)
    for whole, part in vocabulary().limits:
        yield Limit((part,), (whole,))
    for fact in sorted(printed):
        budget = within(fact)
        if budget in printed:
            yield Limit((fact,), (budget,))


def _key(measure: str, **dimensions: str) -> FactKey:
    return FactKey.of(measure, **{name: value for name, value in dimensions.items() if value})
