"""Findings that say once more what another says: of the same words, numbers or item, and totals beyond a limit that their part is beyond."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from juesuan.checking.closing import numbers_of
from juesuan.checking.context import EVALUATIONS, Context
from juesuan.model import Finding, Place, Statement, Term

__all__ = ["told_again"]

_ROW_OF_TOTALS = {"points": "sum", "score": "sum"}
_TOTAL = "total"
_NO_MORE_THAN = "<="


def told_again(findings: Sequence[Finding], context: Context) -> Iterator[list[Finding]]:
    """Groups of findings of one cause, the one that is shown first."""
    leads = context.standard.blame.repeats
    for finding in findings:
        lead = leads.get(finding.rule)
        said = [f for f in findings if f.rule == lead and _speaks_of(f, finding)] if lead else []
        if said and _adds_nothing(finding, said):
            yield [said[0], finding]
    yield from _beyond_limits(findings)


def _adds_nothing(finding: Finding, said: Sequence[Finding]) -> bool:
    """Whether all printed rates that it lists are told by others."""
    rates = numbers_of(term for term in _figures(finding) if term.statement is None)
    return rates <= {number for other in said for number in numbers_of(_figures(other))}


def _speaks_of(lead: Finding, behind: Finding) -> bool:
    """Whether one speaks of what the other speaks of."""
    if numbers_of(_figures(lead)) & numbers_of(_figures(behind)) or _items(lead) & _items(behind):
        return True
    return any(_within(word, said) for word in _words(behind) for said in _words(lead))


def _figures(finding: Finding) -> list[Term]:
    """Its numbers: those that state something, and printed rates."""
    return [t for t in finding.terms if t.statement is not None or t.text[:1].isdigit()]


def _words(finding: Finding) -> list[Term]:
    return [term for term in finding.terms if term.statement is None and term.text]


def _within(word: Term, said: Term) -> bool:
    """Whether words stand within others at one place."""
    return word.text in said.text and _where(word.place) == _where(said.place)


def _where(place: Place) -> Place:
    return place.but(text="")


def _items(finding: Finding) -> set[tuple[str, int]]:
    """The numbered items of the prose that it speaks of."""
    stated = (term.statement for term in finding.terms if term.statement is not None)
    return {(s.source, s.instance) for s in stated if s.instance and s.in_prose}


def _beyond_limits(findings: Sequence[Finding]) -> Iterator[list[Finding]]:
    """A total beyond its limit by no more than its parts are beyond theirs: of scores the part is what is wrong, of money both are."""
    found: dict[tuple[str, str, int, str], list[Finding]] = {}
    for finding in findings:
        if (stated := _limited(finding)) is not None:
            found.setdefault((finding.rule, stated.source, stated.instance, stated.column), []).append(finding)
    for (*_, column), group in found.items():
        row = _ROW_OF_TOTALS.get(column, _TOTAL)
        whole = [f for f in group if (stated := _limited(f)) is not None and stated.row == row]
        parts = [f for f in group if f not in whole]
        beyond = sum((f.difference or Decimal(0) for f in parts), Decimal(0))
        if parts and len(whole) == 1 and (whole[0].difference or Decimal(0)) <= beyond:
            yield [parts[0], whole[0]] if column in _ROW_OF_TOTALS else [whole[0], *parts]


def _limited(finding: Finding) -> Statement | None:
    """The number of an evaluation form that is more than it may be."""
    if finding.relation != _NO_MORE_THAN or not finding.terms:
        return None
    stated = finding.terms[0].statement
    return stated if stated is not None and stated.source in EVALUATIONS else None
