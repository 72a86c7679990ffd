"""Which printed numbers must add up: the identities of the register, on the facts that a document prints.

Nothing is listed here that the register and the vocabulary do not say already. Where a place has an identity does not matter: what a
document prints must add up wherever it stands.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

from juesuan.arithmetic.assertion import Assertion, AssertionTerm, Linear, Parts
from juesuan.arithmetic.instances import bindings, parts_of
from juesuan.arithmetic.stock import Stock
from juesuan.model import FactKey
from juesuan.preparing.facts import Facts
from juesuan.standard import Standard
from juesuan.standard.layouts import Layout
from juesuan.standard.vocabulary import Vocabulary

__all__ = ["Identity", "foots", "identities"]

_YUAN = Decimal(1)


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


class _Printed:
    """What a document prints, as one place; each project form as a place of its own (:class:`juesuan.arithmetic.stock.Source`)."""

    def __init__(self, printed: Collection[FactKey], standard: Standard) -> None:
        self.spending = standard.bookkeeping.facts.spending.measure
        self.vocabulary, within = standard.vocabulary, standard.performance_facts.within
        everywhere = sorted(fact for fact in printed if fact.get("project") is None)
        self._everywhere = Stock(((fact, fact) for fact in everywhere), self.vocabulary.above)
        self._overall = Stock(((fact, fact) for fact in everywhere), within)
        projects: dict[int, list[tuple[FactKey, FactKey]]] = {}
        for fact in sorted(set(printed).difference(everywhere)):
            projects.setdefault(int(fact.get("project") or 0), []).append((fact.but(project=None), fact))
        self._projects = {number: Stock(facts, within) for number, facts in projects.items()}

    def stock(self, place: str, document: str, number: int) -> Stock[FactKey] | None:
        if document:
            return None
        if place == "PP":
            return self._projects.get(number)
        return self._overall if place == "PO" else self._everywhere

    def numbers(self, places: tuple[str, ...]) -> tuple[int, ...]:
        return tuple(sorted(self._projects)) if "PP" in places else (0,)

    def dimensions(self, partition: str) -> frozenset[str]:
        return self.vocabulary.divided(partition)


def foots(fact: FactKey, vocabulary: Vocabulary) -> bool:
    """Whether a fact is an amount of this year: counts are exact, and last year's document is printed already."""
    return fact.measure not in vocabulary.counted and fact.get("year") is None


def identities(facts: Facts, printed: Collection[FactKey], step: Decimal, layout: Layout) -> list[Identity]:
    """All equations among the printed facts that hold exactly in yuan, and the inequalities that rounding could break.

    ``step`` is one unit in the last printed place, in yuan.
    """
    amounts = frozenset(fact for fact in printed if foots(fact, layout.standard.vocabulary))
    source = _Printed(amounts, layout.standard)
    found: list[Identity] = []
    for part in layout.assertions:
        if not part.documents and _applies(part, facts, step, source.vocabulary):
            for body in part.bodies[:1]:
                for left, right, relation in _instances(body, source) if isinstance(body, Linear | Parts) else ():
                    found += _kept((left, right), relation, amounts, facts, step)
    for left, right, relation in _across(source):
        found += _kept((left, right), relation, amounts, facts, step)
    return list(dict.fromkeys(found))


_Side = tuple[FactKey, ...]


def _applies(part: Assertion, facts: Facts, step: Decimal, vocabulary: Vocabulary) -> bool:
    """Whether its guards, as far as they are of single facts, may hold on what is printed: who checks it knows nothing else."""
    for guard in part.guards:
        if guard.variables or any(not term.pattern.is_one for term in guard.terms):
            return False
        ends = [_ends(term.sign, facts, term.pattern.fact({}), step, vocabulary) for term in guard.terms]
        least, most = (sum(values, guard.constant / step) for values in zip(*ends, strict=True))
        if not {"!=": least != 0 or most != 0, "<=": least <= 0, ">=": most >= 0}.get(
            guard.relation, least <= 0 <= most
        ):
            return False
    return True


def _ends(sign: int, facts: Facts, fact: FactKey, step: Decimal, vocabulary: Vocabulary) -> tuple[Decimal, Decimal]:
    """The least and the most that a signed fact may be printed as, in units of the last place: rounded down or up."""
    value = sign * facts.get(fact) / step
    if not foots(fact, vocabulary):
        return value, value
    return value.to_integral_value(ROUND_FLOOR), value.to_integral_value(ROUND_CEILING)


def _instances(body: Linear | Parts, source: _Printed) -> Iterator[tuple[_Side, _Side, str]]:
    """Both sides of every instance with a printed number, with what relates them."""
    places = (body.place,) if isinstance(body, Parts) else tuple(term.place for term in body.terms)
    for number in source.numbers(places):
        if isinstance(body, Parts):
            stock = source.stock(body.place, "", number)
            for whole in stock.wholes(body.pattern, body.partition, source.dimensions(body.partition)) if stock else ():
                parts = parts_of(body, stock, whole) if stock else ()
                facts = tuple(fact for key in (whole, *parts) if stock and (fact := stock.get(key)) is not None)
                yield facts[:1], facts[1:], "=" if len(parts) >= body.least else ">="
        elif _is_among_facts(body):
            for binding in bindings(body.terms, source, number):
                yield *_sides(body.terms, binding, number), body.relation


def _is_among_facts(body: Linear) -> bool:
    """Whether it relates facts by which rounding is bound: no constants, no list of parts."""
    bare = len(body.left) + len(body.right) == len(body.terms) and body.relation != "!="
    return bare and all(term.pattern.is_one and not term.made for term in body.terms)


def _sides(terms: tuple[AssertionTerm, ...], binding: dict[str, str], number: int) -> tuple[_Side, _Side]:
    """The facts of both sides, all with a plus; those of a project form named with its number."""
    facts = [(term, term.pattern.fact(binding)) for term in terms]
    named = [(t.sign, fact.but(project=str(number)) if t.place == "PP" else fact) for t, fact in facts]
    left, right = (tuple(fact for sign, fact in named if sign == wanted) for wanted in (1, -1))
    return left, right


def _across(source: _Printed) -> Iterator[tuple[_Side, _Side, str]]:
    """What the vocabulary says of facts of different measures: the money of all project forms, parts of something."""
    for whole, part in source.vocabulary.limits:
        yield (whole,), (part,), ">="
    wholes: dict[FactKey, list[FactKey]] = {}
    for number in source.numbers(("PP",)):
        stock = source.stock("PP", "", number)
        for fact in stock.facts(source.spending) if stock is not None else ():
            for whole, *_ in (found for _, found in source.vocabulary.above(fact.but(project=str(number)))):
                if whole.measure != fact.measure:
                    wholes.setdefault(whole, []).append(fact.but(project=str(number)))
    yield from (((whole,), tuple(parts), "=") for whole, parts in wholes.items())


def _kept(
    sides: tuple[_Side, _Side], relation: str, printed: frozenset[FactKey], facts: Facts, step: Decimal
) -> Iterator[Identity]:
    """What must be kept of an instance when its numbers are rounded.

    An equation that holds in yuan holds as printed, and so does one that lacks less than a yuan: books may set out the same spending
    twice. What is not more than something else is not so as printed either, where rounding could turn the order round: by as many
    units of the last place as there are numbers.
    """
    whole, parts = sides[::-1] if relation == "<=" else sides
    whole, parts = (tuple(fact for fact in side if facts.get(fact)) for side in (whole, parts))
    rest = sum(map(facts.get, whole), Decimal(0)) - sum(map(facts.get, parts), Decimal(0))
    if relation in {"<=", ">="}:
        parts = tuple(sorted(fact for fact in parts if fact in printed))
        near = 0 <= rest < step * (len(whole) + len(parts))
        if parts and near and printed.issuperset(whole):
            yield Identity(whole, parts, equal=rest == 0)
    elif whole and parts and printed.issuperset((*whole, *parts)):
        if abs(rest) < _YUAN:
            yield Identity(whole, parts)
        elif 0 < rest < step * (len(parts) + 1):
            yield Identity(whole, parts, equal=False)
