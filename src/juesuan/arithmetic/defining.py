"""What identities define: values that follow from others, computed in an order in which each has what it needs.

An equation one side of which is a single fact says how that fact comes about (``total = income + …``, ``… - spend = balance``); so does
the list of the parts of one fact. What is known already, because it was given or because an earlier row defines it, is not defined
again; equations of two bare facts are copies and define nothing, and those with guards hold only sometimes.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from graphlib import CycleError, TopologicalSorter

from msgspec import Struct

from juesuan.arithmetic.assertion import Assertion, AssertionTerm, Choice, Linear, Parts, Pattern
from juesuan.arithmetic.instances import bindings
from juesuan.arithmetic.stock import Above, Stock
from juesuan.model import FactKey

__all__ = ["Definition", "definitions", "derived"]


class Definition(Struct, frozen=True):
    """``target = Σ sign × input``; of a list of parts the inputs are whatever parts there are."""

    target: Pattern
    inputs: tuple[AssertionTerm, ...]
    partition: str = ""


class _Known:
    """All facts known so far as one place (:class:`juesuan.arithmetic.stock.Source`)."""

    def __init__(self, values: Mapping[FactKey, Decimal], above: Above) -> None:
        self.known = Stock(((fact, fact) for fact in values), above)

    def stock(self, place: str, document: str, number: int) -> Stock[FactKey] | None:
        return self.known

    def numbers(self, places: tuple[str, ...]) -> tuple[int, ...]:
        return (0,)

    def dimensions(self, partition: str) -> frozenset[str]:
        return frozenset({partition})


def definitions(assertions: Iterable[Assertion], above: Above) -> tuple[Definition, ...]:
    """The definitions among assertions, each after those that define what it needs.

    Raises:
        ValueError: when two of them need each other (Chinese).
    """
    found = [definition for assertion in assertions for definition in _defined(assertion)]
    needs = {
        index: {
            other
            for other, earlier in enumerate(found)
            if other != index and _is_needed(earlier.target, definition, above)
        }
        for index, definition in enumerate(found)
    }
    try:
        order = list(TopologicalSorter(needs).static_order())
    except CycleError as error:
        names = "、".join(str(found[index].target) for index in dict.fromkeys(error.args[1]))
        raise ValueError(f"几条规则互为定义：{names}") from error
    return tuple(found[index] for index in order)


def _defined(assertion: Assertion) -> Iterator[Definition]:
    body = assertion.body
    if len(assertion.bodies) > 1 or assertion.guards or assertion.exceptions or assertion.documents:
        return
    if isinstance(body, Parts):
        if body.pattern.is_one and not body.pattern.named and body.chosen is None and body.least == 1:
            yield Definition(body.pattern, (), body.partition)
        return
    if not isinstance(body, Linear) or body.relation != "=" or body.constant or any(t.made for t in body.terms):
        return
    left, right = body.left, body.right
    for alone, others in ((left, right), (right, left)):
        (first, *more), rest = alone, others
        if more or len(rest) < 2 or not isinstance(first, AssertionTerm) or first.sign < 0:
            continue
        inputs = tuple(item for item in rest if isinstance(item, AssertionTerm))
        if len(inputs) == len(rest):
            yield Definition(first.pattern, inputs)
        return


def _is_needed(target: Pattern, by: Definition, above: Above) -> bool:
    """Whether a definition uses what another defines, for a list of parts: one of them."""
    if not by.partition:
        return any(_overlap(target, term.pattern) for term in by.inputs)
    whole, part_of = by.target.fact({}), above(_one_of(target))
    return any(name == by.partition and whole in wholes for name, wholes in part_of)


def _one_of(pattern: Pattern) -> FactKey:
    """A fact of a shape, by which it is known what the others are part of; ``*`` is a value of which nothing is said."""
    values = {name: next(iter(choice.among), "*") for name, choice in pattern.free if not choice.optional}
    return FactKey.of(pattern.measure, **dict(pattern.fixed), **values)


def _overlap(one: Pattern, other: Pattern) -> bool:
    """Whether a fact may be of both shapes."""
    if one.measure != other.measure:
        return False
    mine, theirs = (dict((*pattern.fixed, *pattern.free)) for pattern in (one, other))
    apart = (mine.get(name) or theirs[name] for name in mine.keys() ^ theirs.keys())
    if not all(isinstance(value, Choice) and value.optional for value in apart):
        return False
    return all(_may_equal(mine[name], theirs[name]) for name in mine.keys() & theirs.keys())


def _may_equal(one: object, other: object) -> bool:
    if isinstance(one, Choice):
        return isinstance(other, Choice) or one.admits(str(other))
    return other.admits(str(one)) if isinstance(other, Choice) else one == other


def derived(values: Mapping[FactKey, Decimal], ordered: Iterable[Definition], above: Above) -> dict[FactKey, Decimal]:
    """The values and everything that the definitions make of them; what is zero is left out."""
    known = {fact: value for fact, value in values.items() if value}
    settled = set(known)
    for definition in ordered:
        if not definition.target.named and definition.target.fact({}) in settled:
            continue
        source = _Known(known, above)
        for target, parts in list(_evaluated(definition, source)):
            if target in settled:
                continue
            settled.add(target)
            value = sum((sign * known.get(part, Decimal(0)) for sign, part in parts), Decimal(0))
            if value:
                known[target] = value
    return known


def _evaluated(definition: Definition, source: _Known) -> Iterator[tuple[FactKey, list[tuple[int, FactKey]]]]:
    if definition.partition:
        whole = definition.target.fact({})
        parts = source.known.making(whole, definition.partition)
        if parts:  # of no parts nothing is said
            yield whole, [(1, part) for part in parts]
        return
    for binding in bindings(definition.inputs, source, 0):
        yield (
            definition.target.fact(binding),
            [(term.sign, term.pattern.fact(binding)) for term in definition.inputs],
        )
