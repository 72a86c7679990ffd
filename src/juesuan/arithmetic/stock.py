"""What is stated at one place, by fact: where the terms of an identity find their numbers."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cached_property
from typing import Generic, Protocol, TypeVar

from juesuan.arithmetic.assertion import Pattern
from juesuan.model import FactKey

__all__ = ["Above", "StatementSource", "Stock"]

T = TypeVar("T")
Above = Callable[[FactKey], Iterable[tuple[str, tuple[FactKey, ...]]]]
"""For each partition in which a fact is part of something: its name, and the wholes, the nearest first."""


class Stock(Generic[T]):
    """The numbers of a place by the facts that they state, in printed order; of several of one fact the first counts.

    ``again`` are further numbers of a fact that count as well where parts are added up: an item of a list that stands there twice, a row
    printed twice; ``rows``: the partitions whose parts stand in rows, where that matters: a second row is no part of the first.
    ``broken`` says why what is printed for a fact is no number; ``memo`` are facts in 其中 rows and columns: never addends of those
    beside them.
    """

    def __init__(
        self,
        stated: Iterable[tuple[FactKey, T]],
        above: Above,
        broken: Mapping[FactKey, str] | None = None,
        memo: frozenset[FactKey] = frozenset(),
        again: Mapping[FactKey, tuple[T, ...]] | None = None,
        *,
        rows: frozenset[str] = frozenset(),
    ) -> None:
        self._numbers: dict[FactKey, T] = {}
        for fact, number in stated:
            self._numbers.setdefault(fact, number)
        self._above = above
        self._broken = broken or {}
        self._memo = memo
        self._again = again or {}
        self._rows = rows

    def get(self, fact: FactKey) -> T | None:
        """The number that states a fact; None where nothing does, or what does is no number."""
        return self._numbers.get(fact)

    def every(self, fact: FactKey, partition: str = "") -> tuple[T, ...]:
        """All the numbers that state a fact and count by themselves where the parts of a partition are added up, the first one first."""
        number = self._numbers.get(fact)
        if number is None:
            return ()
        return (number, *self._again.get(fact, ())) if not self._rows or partition in self._rows else (number,)

    def why_broken(self, fact: FactKey) -> str:
        """Why what is printed for the fact is no number; empty where it is one, or nothing is printed."""
        return self._broken.get(fact, "") if self._broken else ""

    def __contains__(self, fact: FactKey) -> bool:
        return fact in self._numbers or fact in self._broken

    @cached_property
    def _by_measure(self) -> Mapping[str, tuple[FactKey, ...]]:
        found: dict[str, list[FactKey]] = {}
        for fact in dict.fromkeys((*self._numbers, *self._broken)):
            found.setdefault(fact.measure, []).append(fact)
        return {measure: tuple(facts) for measure, facts in found.items()}

    @property
    def measures(self) -> Iterable[str]:
        """The measures of which it has any fact."""
        return self._by_measure

    def facts(self, measure: str) -> Iterator[FactKey]:
        """Its facts of a measure, or of all (``*``), those that are printed and no number last."""
        for name in self._by_measure if measure == "*" else (measure,):
            yield from self._by_measure.get(name, ())

    @cached_property
    def _part_of(self) -> Mapping[FactKey, tuple[tuple[str, tuple[FactKey, ...]], ...]]:
        return {fact: tuple(self._above(fact)) for fact in self.facts("*")}

    @cached_property
    def _groups(self) -> Mapping[str, Mapping[FactKey, tuple[FactKey, ...]]]:
        groups: dict[str, dict[FactKey, list[FactKey]]] = {}
        for fact, part_of in self._part_of.items():
            memo = fact in self._memo
            for partition, wholes in part_of:
                whole = next((key for key in wholes if key in self and (key in self._memo) is memo), None)
                if whole is not None:
                    groups.setdefault(partition, {}).setdefault(whole, []).append(fact)
        return {name: {whole: tuple(parts) for whole, parts in found.items()} for name, found in groups.items()}

    def parts(self, fact: FactKey, partition: str) -> tuple[FactKey, ...]:
        """The stated facts whose nearest stated whole, in a partition, is this one."""
        return self._groups.get(partition, {}).get(fact, ())

    @cached_property
    def _below(self) -> Mapping[tuple[FactKey, str], tuple[FactKey, ...]]:
        found: dict[tuple[FactKey, str], list[FactKey]] = {}
        for fact, part_of in self._part_of.items():
            for partition, wholes in part_of:
                for whole in wholes:
                    if (fact in self._memo) is (whole in self._memo):
                        found.setdefault((whole, partition), []).append(fact)
        return {key: tuple(facts) for key, facts in found.items()}

    def below(self, fact: FactKey, partition: str) -> tuple[FactKey, ...]:
        """The stated facts that are part of this one in a partition, at whatever level, those in 其中 rows and columns apart."""
        return self._below.get((fact, partition), ())

    def wholes(self, pattern: Pattern, partition: str, dimensions: frozenset[str]) -> Iterator[FactKey]:
        """The stated facts of a shape that have parts; those without ``dimensions`` of their own, unless the pattern names them."""
        found = self._groups.get(partition, {})
        if pattern.is_one and not pattern.named:
            whole = pattern.fact({})
            if whole in found:
                yield whole
            return
        for whole in found:
            if pattern.match(whole, dimensions) is not None:
                yield whole

    def making(self, fact: FactKey, partition: str = "") -> tuple[FactKey, ...]:
        """The fact itself where it is stated, else its stated parts in a partition, or in the first in which it has any."""
        if fact in self:
            return (fact,)
        found: dict[str, list[FactKey]] = {}
        for other in self.facts(fact.measure):
            for name, wholes in self._part_of[other] if other not in self._memo else ():
                if next((key for key in wholes if key == fact or key in self), None) == fact:
                    found.setdefault(name, []).append(other)
        return tuple(found.get(partition, ()) if partition else next(iter(found.values()), ()))


class StatementSource(Protocol[T]):
    """Where identities look up what is stated: a document that was read, or the facts of one that is made."""

    def stock(self, place: str, document: str, number: int) -> Stock[T] | None:
        """What is stated at a place (empty: anywhere) of this or another document; of places that repeat, at one of them."""
        ...

    def numbers(self, places: tuple[str, ...]) -> tuple[int, ...]:
        """The numbers of the forms that occur several times, among places: (0,) where none does."""
        ...

    def dimensions(self, partition: str) -> frozenset[str]:
        """The dimensions of a partition."""
        ...
