"""Proposals that can be put in: the finding that makes one, what is told with it, and the numbers that it changes."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence, Set
from decimal import Decimal

from msgspec import Struct
from msgspec.structs import replace

from juesuan.arithmetic.assertion import Ratio
from juesuan.checking.advice import with_advice
from juesuan.checking.closing import number_of, value_of
from juesuan.checking.context import Context
from juesuan.checking.folding import OTHERS_ALIKE
from juesuan.model import Finding, Outcome, Place, Repair, RepairKind, Substitution, Suspect, Term

__all__ = ["SURE", "Attempt", "Put", "attempt_of", "extended", "places_of", "speaks_of", "sure_puts", "whole"]

SURE = (RepairKind.SINGLE, RepairKind.JOINT)
_OF_A_RATE = 3


class Put(Struct, frozen=True):
    """What is put in the place of an operand: as it is printed there, and what that is, a number in the document's unit."""

    term: Term
    to: str
    value: Decimal | str


class Attempt(Struct, frozen=True):
    """What is put in together.

    Attributes:
        finding: whose first proposal it is. told: what is folded under it.
        along: those of them whose own first proposals are put in with it.
        puts: what is put in, by the identity of the number or of the words. places: where they stand.
    """

    finding: Finding
    told: tuple[Finding, ...]
    puts: Mapping[str, Put]
    places: frozenset[Place]
    along: tuple[Finding, ...] = ()

    @property
    def values(self) -> dict[str, Decimal | str]:
        """What stands where when it is put in."""
        return {key: put.value for key, put in self.puts.items()}

    @property
    def changed(self) -> tuple[Term, ...]:
        """The operands that it changes."""
        return tuple(put.term for put in self.puts.values())


def sure_puts(finding: Finding, context: Context) -> dict[str, Put]:
    """What a finding surely proposes; empty where it proposes nothing surely, or what has no place yet (a row more)."""
    first = finding.proposals[0] if finding.proposals else None
    found: dict[str, Put] = {}
    for change in first.changes if first is not None and first.kind in SURE else ():
        term = finding.terms[change.term]
        if not change.to or (term.statement is None and not term.text):
            return {}
        value = value_of(term, change.to, context)
        if value is None and term.statement is not None:
            return {}
        found[number_of(term)] = Put(term, change.to, change.to if value is None else value)
    return found


def attempt_of(finding: Finding, told: Iterable[Finding], context: Context) -> Attempt | None:
    """What a finding proposes by itself; None where it surely proposes nothing that can be put in."""
    puts = sure_puts(finding, context)
    return Attempt(finding, tuple(told), puts, places_of(finding)) if puts else None


def extended(attempt: Attempt, left: Sequence[Finding], shunned: Set[Place], context: Context) -> Attempt:
    """With what the findings propose that it leaves, where that is something else and no contradiction; nothing at shunned places."""
    puts, places, along = dict(attempt.puts), attempt.places, list(attempt.along)
    values: dict[str, Decimal | str] = dict(attempt.values)
    for finding in left:
        more = sure_puts(finding, context)
        wanted = {key: put.value for key, put in more.items()}
        fits = not (more and places_of(finding) & shunned) and all(
            values.get(key, value) == value for key, value in wanted.items()
        )
        if finding is not attempt.finding and fits and more.keys() - puts.keys():
            puts |= more
            values |= wanted
            places |= places_of(finding)
            along.append(finding)
    return replace(attempt, puts=puts, places=places, along=tuple(along))


def places_of(finding: Finding) -> frozenset[Place]:
    """Where the numbers stand that its first proposal changes."""
    return frozenset(finding.terms[change.term].place for change in finding.proposals[0].changes)


def speaks_of(places: Collection[Place], outcome: Outcome) -> bool:
    """Whether an outcome speaks of a number at one of the places."""
    return any(term.place in places for term in outcome.terms)


def whole(finding: Finding, context: Context) -> Finding:
    """A rate that is told once with the rows that repeat its figures is to be changed in all of them."""
    terms, first = finding.terms, finding.proposals[0] if finding.proposals else None
    told = any(isinstance(body, Ratio) for part in context.rules[finding.rule].parts for body in part.bodies)
    if not told or first is None or first.kind is not RepairKind.SINGLE or len(terms) <= _OF_A_RATE:
        return finding
    (change,) = first.changes
    again = [
        index
        for index in range(change.term % _OF_A_RATE, len(terms), _OF_A_RATE)
        if index != change.term and terms[index].text == terms[change.term].text
    ]
    changes = (change, *(Substitution(index, change.to) for index in again))
    suspects = tuple(Suspect(index, first.probability, change.to) for index in again)
    joint = Repair(RepairKind.JOINT, first.probability, changes)
    if not again:
        return finding
    joined = with_advice(
        replace(finding, proposals=(joint, *finding.proposals[1:]), suspects=(*finding.suspects, *suspects))
    )
    return replace(joined, advice=joined.advice + (OTHERS_ALIKE if finding.advice.endswith(OTHERS_ALIKE) else ""))
