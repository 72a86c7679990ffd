"""How much of the document was read, tied to a fact and confronted: a number that nothing looked at is listed."""

from __future__ import annotations

from msgspec import Struct

from juesuan.model import Disclosure, NumberSeen, Report, Statement

__all__ = ["Coverage", "coverage"]

_MEASURES = frozenset({"amount", "percent", "count", "score", "other"})
"""Kinds of numbers that state something; years, dates, codes and numbering are what they are once they are typed."""


class Coverage(Struct, frozen=True):
    """Numbers of the document.

    Attributes:
        numbers: printed numbers that state something.
        bound: those tied to a fact, a cell of a form or a claim. checked: those that at least one rule confronted.
        unbound: numbers outside the forms that were tied to nothing.
        unchecked: numbers of the forms, and bound numbers of the prose, that no rule confronted.
    """

    numbers: int
    bound: int
    checked: int
    unbound: tuple[NumberSeen, ...]
    unchecked: tuple[Statement | NumberSeen, ...]


def coverage(disclosure: Disclosure, report: Report) -> Coverage:
    """Counts what was read, bound and checked."""
    in_forms = [s for s in disclosure.statements if s.row and not s.is_blank]
    in_prose = [number for number in disclosure.numbers if number.kind in _MEASURES]
    placed = [statement for statement in in_forms if not statement.ambiguous]
    bound = [number for number in in_prose if number.bound]
    confronted = report.checked | _claims_confronted(disclosure, report)
    unchecked: tuple[Statement | NumberSeen, ...] = (
        *(statement for statement in in_forms if statement.id not in confronted),
        *(number for number in bound if number.bound not in confronted),
    )
    return Coverage(
        numbers=len(in_forms) + len(in_prose),
        bound=len(placed) + len(bound),
        checked=len(in_forms) + len(bound) - len(unchecked),
        unbound=tuple(number for number in in_prose if not number.bound),
        unchecked=unchecked,
    )


def _claims_confronted(disclosure: Disclosure, report: Report) -> frozenset[str]:
    """Texts of claims one of whose operands a rule looked at: a printed share is confronted with its operands."""
    return frozenset(claim.text for claim in disclosure.claims if not report.checked.isdisjoint(claim.operands))
