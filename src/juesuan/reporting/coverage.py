"""How much of the document was read, tied to a fact and confronted: a number that nothing looked at is listed."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import Struct

from juesuan.checking.closing import number_of
from juesuan.model import Claim, Disclosure, NumberKind, NumberSeen, Place, Report, Statement, Term

__all__ = ["Coverage", "coverage"]

_MEASURES = frozenset({NumberKind.AMOUNT, NumberKind.PERCENT, NumberKind.COUNT, NumberKind.SCORE, NumberKind.OTHER})
"""Kinds of numbers that state something; years, dates, codes and numbering are what they are once they are typed."""


_Claimed = tuple[Place, str]


class Coverage(Struct, frozen=True):
    """Numbers of the document.

    Attributes:
        numbers: printed numbers that state something.
        bound: those tied to a fact, a cell of a form or a claim. checked: those that at least one rule confronted.
        decided: those on which at least one rule about values decided.
        unbound: numbers outside the forms that were tied to nothing.
        unchecked: numbers of the forms, and bound numbers of the prose, that no rule confronted.
    """

    numbers: int
    bound: int
    checked: int
    decided: int
    unbound: tuple[NumberSeen, ...]
    unchecked: tuple[Statement | NumberSeen, ...]


def coverage(disclosure: Disclosure, report: Report) -> Coverage:
    """Counts what was read, bound and checked."""
    in_forms = [s for s in disclosure.statements if not s.in_prose and not s.is_blank]
    in_prose = [number for number in disclosure.numbers if number.kind in _MEASURES]
    placed = [statement for statement in in_forms if not statement.ambiguous]
    bound = [number for number in in_prose if number.bound]
    decided = frozenset(_number_of(claim) for claim in disclosure.claims if _is_decided(claim, report))
    unchecked: tuple[Statement | NumberSeen, ...] = (
        *(statement for statement in in_forms if statement.id not in report.checked),
        *(n for n in bound if not _is_among(n, decided) and report.checked.isdisjoint(n.statements)),
    )
    return Coverage(
        numbers=len(in_forms) + len(in_prose),
        bound=len(placed) + len(bound),
        checked=len(in_forms) + len(bound) - len(unchecked),
        decided=_decided(disclosure, report, in_forms, bound, decided),
        unbound=tuple(number for number in in_prose if not number.bound),
        unchecked=unchecked,
    )


def _is_decided(claim: Claim, report: Report) -> bool:
    """Whether a rule judged the claim itself: a printed share is not confronted when only its operands are."""
    printed = claim.rate.raw if claim.rate is not None else claim.text
    return number_of(Term(1, "", None, claim.place, printed)) in report.decided


def _is_among(number: NumberSeen, claims: frozenset[_Claimed]) -> bool:
    return number.bound is not None and (number.place, number.bound.words) in claims


def _number_of(claim: Claim) -> _Claimed:
    """Which number a claim speaks of: words that stand twice are two claims."""
    return claim.place, claim.text


def _decided(
    disclosure: Disclosure,
    report: Report,
    in_forms: Iterable[Statement],
    in_prose: Iterable[NumberSeen],
    claims: frozenset[_Claimed],
) -> int:
    keys = {statement.id: number_of(Term.of(statement)) for statement in disclosure.statements}
    cells = sum(keys[statement.id] in report.decided for statement in in_forms)
    return cells + sum(
        _is_among(number, claims) or any(keys.get(name) in report.decided for name in number.statements)
        for number in in_prose
    )
