"""From an assertion to its instances: equations and inequalities among the numbers of one document."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Generic, TypeVar

from msgspec import Struct

from juesuan.arithmetic.assertion import AssertionTerm, Average, Linear, Parts, Ratio
from juesuan.arithmetic.stock import StatementSource, Stock
from juesuan.model import FactKey

__all__ = ["Instance", "bindings", "linear_instances", "parts_instances", "parts_of", "ratio_instances"]

T = TypeVar("T")
Binding = dict[str, str]


class Instance(Struct, Generic[T], frozen=True):
    """One equation: ``Σ sign × number + constant  relation  0``.

    Attributes:
        terms: signs and numbers; the left side's first.
        relation: ``=``, ``<=``, ``>=``, ``==`` (no rounding) or ``!=``.
        constant: in the unit of the numbers.
        reason: set when an operand is printed and is no number, so that nothing may be concluded.
        missing: places at which some term is not stated: of these nothing was added.
        parts: the place whose stated parts the instance lists, as far as they were understood.
        partition: of these parts.
        others: signs and numbers of another document.
        document: the other document, ``previous`` or ``budget``.
    """

    terms: tuple[tuple[int, T], ...]
    relation: str
    constant: Decimal = Decimal(0)
    reason: str = ""
    missing: tuple[str, ...] = ()
    parts: str = ""
    partition: str = ""
    others: tuple[tuple[int, T], ...] = ()
    document: str = ""

    @property
    def lacks_other(self) -> bool:
        """Whether the other document states nothing to compare the terms with."""
        return bool(self.document) and not self.others

    @property
    def is_comparison(self) -> bool:
        """Whether numbers are compared with a constant."""
        return bool(self.constant) or len(self.terms) + len(self.others) == 1


def bindings(terms: tuple[AssertionTerm, ...], source: StatementSource[T], number: int) -> Iterator[Binding]:
    """The values of the variables for which something is stated: those of each term that names all variables, left to right."""
    names = {name for term in terms for _, name in term.pattern.named}
    if not names:
        yield {}
        return
    seen: dict[tuple[tuple[str, str], ...], Binding] = {}
    for term in terms:
        if {name for _, name in term.pattern.named} != names:
            continue
        stock = source.stock(term.place, term.document, number)
        for fact in stock.facts(term.pattern.measure) if stock is not None else ():
            found = term.pattern.match(fact)
            if found is not None:
                seen.setdefault(tuple(sorted(found.items())), found)
    yield from seen.values()


def linear_instances(
    body: Linear, source: StatementSource[T], number: int, bound: Binding | None = None
) -> Iterator[Instance[T]]:
    """The instances of an equation at one number of its repeated places; with ``bound`` the one of that binding."""
    terms = body.terms
    if len(terms) == 1 and not terms[0].pattern.is_one:
        yield from _each(body, source, number)
        return
    for binding in [bound] if bound is not None else bindings(terms, source, number):
        instance = _instance(body, source, number, binding)
        if instance is not None:
            yield instance


def _each(body: Linear, source: StatementSource[T], number: int) -> Iterator[Instance[T]]:
    """Every fact of a shape by itself, against a constant."""
    (term,) = body.terms
    stock = source.stock(term.place, term.document, number)
    for fact in stock.facts(term.pattern.measure) if stock is not None else ():
        if stock is not None and term.pattern.match(fact) is not None:
            found = stock.get(fact)
            if found is None:
                yield Instance((), body.relation, reason=stock.why_broken(fact))
            else:
                yield Instance(((term.sign, found),), body.relation, body.constant)


def _instance(body: Linear, source: StatementSource[T], number: int, binding: Binding) -> Instance[T] | None:
    """None where one side is not stated at all."""
    found: list[tuple[int, T]] = []
    others: list[tuple[int, T]] = []
    missing: list[str] = []
    sides = [False, False]
    left = sum(isinstance(item, AssertionTerm) for item in body.left)
    parts = ""
    for index, term in enumerate(body.terms):
        stock = source.stock(term.place, term.document, number)
        stated = _stated(term, stock, binding)
        parts = term.place if term.made else parts
        if isinstance(stated, str):
            return Instance((), body.relation, reason=stated)
        if not stated:
            missing.append(term.place)
        (others if term.document else found).extend((term.sign, item) for item in stated)
        sides[index >= left] = sides[index >= left] or bool(stated)
    lacking = next((term.document for term in body.terms if term.document and not others), "")
    if lacking and found:
        return Instance(tuple(found), body.relation, document=lacking)
    constants = len(body.left) > left, len(body.right) + left > len(body.terms)
    if not all(here or there for here, there in zip(sides, constants, strict=True)) or not found:
        return None
    return Instance(
        tuple(found),
        body.relation,
        body.constant,
        missing=tuple(place for place in dict.fromkeys(missing) if place),
        parts=parts,
        others=tuple(others),
        document=next((term.document for term in body.terms if term.document), ""),
    )


def _stated(term: AssertionTerm, stock: Stock[T] | None, binding: Binding) -> list[T] | str:
    """The numbers of a term, or why one of them is none."""
    if stock is None:
        return []
    fact = term.pattern.fact(binding)
    found: list[T] = []
    for key in stock.making(fact) if term.made else (fact,):
        number = stock.get(key)
        if number is not None:
            found.append(number)
        elif broken := stock.why_broken(key):
            return broken
    return found


def parts_instances(body: Parts, source: StatementSource[T], number: int) -> Iterator[Instance[T]]:
    """Each stated whole with its stated parts."""
    stock = source.stock(body.place, "", number)
    if stock is None:
        return
    for whole in stock.wholes(body.pattern, body.partition, source.dimensions(body.partition)):
        facts = (whole, *parts_of(body, stock, whole))
        if len(facts) == 1:
            continue
        broken = next((reason for fact in facts if (reason := stock.why_broken(fact))), "")
        relation = "=" if len(facts) > body.least else ">="
        if broken:
            yield Instance((), relation, reason=broken)
            continue
        parts = (item for fact in facts[1:] for item in stock.every(fact, body.partition))
        numbers = [*stock.every(whole, body.partition)[:1], *parts]
        terms = tuple((1 if index == 0 else -1, item) for index, item in enumerate(numbers))
        yield Instance(terms, relation, parts=body.place, partition=body.partition)


def parts_of(body: Parts, stock: Stock[T], whole: FactKey) -> tuple[FactKey, ...]:
    """The stated parts of a whole that a list of parts adds up."""
    if body.chosen is None:
        return stock.parts(whole, body.partition)
    chosen, below = body.chosen, stock.below(whole, body.partition)
    return tuple(fact for fact in below if chosen.admits(fact.get(body.partition)))


def ratio_instances(body: Ratio | Average, source: StatementSource[T], number: int) -> Iterator[tuple[T, ...]]:
    """Part, whole and rate, where all of them are stated."""
    for binding in bindings(body.terms, source, number):
        stocks = [source.stock(term.place, term.document, number) for term in body.terms]
        found = [
            stock.get(term.pattern.fact(binding)) if stock is not None else None
            for term, stock in zip(body.terms, stocks, strict=True)
        ]
        stated = tuple(item for item in found if item is not None)
        if len(stated) == len(found):
            yield stated
