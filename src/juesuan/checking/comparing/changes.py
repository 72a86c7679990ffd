"""The numbers that differ between two versions, and whether anybody had asked for the change."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import TypeVar

from juesuan.checking.comparing.alignment import Alignment
from juesuan.checking.comparing.version import Version, section_at
from juesuan.model import Amount, Claim, Finding, Place, Term

__all__ = ["Change", "changes"]

Key = TypeVar("Key", str, Place)


@dataclass(frozen=True, slots=True)
class Change:
    """A number that reads otherwise, that appeared or that vanished.

    Attributes:
        source: the form or section it stands in.
        before, after: the number in either version; None where there is none.
        asked: fingerprints of the findings of the old version that speak of it; empty when none had asked for a change.
    """

    source: str
    before: Term | None
    after: Term | None
    asked: tuple[str, ...] = ()

    @property
    def label(self) -> str:
        """What a person calls it."""
        term = self.after or self.before
        return term.label if term is not None else ""


@dataclass(frozen=True, slots=True)
class _Wishes:
    """Which findings of the old version speak of a number, of a place in the text, of a whole form or section."""

    statements: Mapping[str, tuple[str, ...]]
    places: Mapping[Place, tuple[str, ...]]
    sources: Mapping[str, tuple[str, ...]]


def changes(old: Version, new: Version, alignment: Alignment) -> tuple[Change, ...]:
    """All changed numbers: as the old version has them, then those that appeared, as the new version has them."""
    wishes = _wishes(old)
    found: dict[tuple[object, ...], Change] = {}
    for change in (*_statements(old, new, alignment, wishes), *_claims(old, new, alignment, wishes)):
        printed = tuple((term.place, term.text) for term in (change.before, change.after) if term is not None)
        known = found.get(printed)  # one number of the prose may state several facts
        asked = dict.fromkeys((*(known.asked if known else ()), *change.asked))
        found[printed] = replace(known or change, asked=tuple(asked))
    return tuple(found.values())


def _wishes(old: Version) -> _Wishes:
    statements: dict[str, list[str]] = {}
    places: dict[Place, list[str]] = {}
    sources: dict[str, list[str]] = {}
    for finding in old.report.findings:
        suspected = {suspect.term for suspect in finding.suspects}
        for index, term in enumerate(finding.terms):
            if finding.root is not None and suspected and index not in suspected:
                continue  # what only follows from a cause asks for nothing but what is wrong with the cause
            if term.statement is not None:
                statements.setdefault(term.statement.id, []).append(finding.id)
                continue
            places.setdefault(term.place, []).append(finding.id)
            if _is_about_text_alone(finding):
                source = term.place.form or section_at(term.place, old.disclosure)
                sources.setdefault(source, []).append(finding.id)
    return _Wishes(_settled(statements), _settled(places), _settled(sources))


def _settled(wishes: Mapping[Key, list[str]]) -> dict[Key, tuple[str, ...]]:
    return {key: tuple(dict.fromkeys(ids)) for key, ids in wishes.items()}


def _is_about_text_alone(finding: Finding) -> bool:
    return all(term.statement is None for term in finding.terms)


def _statements(old: Version, new: Version, alignment: Alignment, wishes: _Wishes) -> Iterator[Change]:
    for before in old.disclosure.statements:
        after = new.context.by_id.get(alignment.statements.get(before.id, ""))
        asked = wishes.statements.get(before.id, ())
        if after is None and not before.is_blank:
            yield Change(before.source, Term.of(before), None, asked or wishes.sources.get(before.source, ()))
        elif after is not None and not _equal(before.amount, after.amount):
            yield Change(before.source, Term.of(before), Term.of(after), asked)
    known = set(alignment.statements.values())
    for after in new.disclosure.statements:
        if after.id not in known and not after.is_blank:
            yield Change(after.source, None, Term.of(after), wishes.sources.get(after.source, ()))


def _claims(old: Version, new: Version, alignment: Alignment, wishes: _Wishes) -> Iterator[Change]:
    """Percentages of the prose: they state no fact of their own, but somebody typed them."""
    before, after = old.disclosure.claims, new.disclosure.claims
    for index, claim in enumerate(before):
        if claim.rate is None:
            continue
        asked = wishes.places.get(claim.place, ())
        if index not in alignment.claims:
            yield Change(claim.section, _term(claim), None, asked)
        else:
            other = after[alignment.claims[index]]
            if other.rate is not None and not _equal(claim.rate, other.rate):
                yield Change(claim.section, _term(claim), _term(other), asked)
    known = set(alignment.claims.values())
    for index, claim in enumerate(after):
        if claim.rate is not None and index not in known:
            yield Change(claim.section, None, _term(claim), wishes.sources.get(claim.section, ()))


def _term(claim: Claim) -> Term:
    raw = claim.rate.raw if claim.rate is not None else ""
    return Term(1, claim.text[:40], None, claim.place, raw)


def _equal(one: Amount, other: Amount) -> bool:
    """The same value; in different units of money, values that may both be roundings of one."""
    if one.unit is other.unit or not (one.unit.is_money and other.unit.is_money):
        return one.value == other.value
    return one.to(other.unit).interval.intersects(other.interval)
