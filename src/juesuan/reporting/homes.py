"""In which forms and sections a mistake stands that a finding tells of, by their ids: ``T05``, ``N03``, ``toc``."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from juesuan.model import Disclosure, Finding, Place, Term
from juesuan.model.place import position
from juesuan.reporting.dossier import Case, Dossier, source_of
from juesuan.standard import Standard

__all__ = ["region_of", "sources_concerned"]

_OF_CATEGORY = {"narrative": "N01", "performance": "PP"}
_NOWHERE = (0, 0, 0.0)


def sources_concerned(case: Case, dossier: Dossier) -> tuple[str, ...]:
    """Where the mistake stands, and the same mistake again; empty when it is of the document as a whole.

    Where it is known which number is wrong, that is where; else each place that contradicts another may be wrong, and none is as it should be.
    """
    found = (source for finding in (case.finding, *case.alike) for source in _sources(finding, dossier))
    return tuple(dict.fromkeys(found))


def region_of(place: Place, disclosure: Disclosure) -> str:
    """Id of the form or section that a place is in: the one that is told, else the last that begins at or before it; empty when none does."""
    if place.form:
        return place.form
    if position(place) == _NOWHERE:
        return ""
    begins = [(position(where), name) for name, where in _beginnings(disclosure) if position(where) != _NOWHERE]
    before = [(at, rank, name) for rank, (at, name) in enumerate(begins) if at <= position(place)]
    return max(before)[2] if before else ""


def _beginnings(disclosure: Disclosure) -> Iterator[tuple[str, Place]]:
    """Forms after sections: where both begin at one place, it is the title of the form."""
    yield from ((section.id, section.place) for section in disclosure.sections)
    yield from ((form.kind, form.place) for form in disclosure.performance)
    yield from ((name, table.place) for name, table in disclosure.tables.items())


def _sources(finding: Finding, dossier: Dossier) -> tuple[str, ...]:
    if not finding.terms:
        return tuple(filter(None, [_OF_CATEGORY.get(finding.category, "")]))
    found = (source for term in _accused(finding) for source in _sources_of_term(term, dossier))
    return tuple(dict.fromkeys(filter(None, found)))


def _accused(finding: Finding) -> Iterable[Term]:
    """The operands that are to be changed; where nobody knows, prose that contradicts a table, else all of them."""
    if finding.suspects:
        first = finding.proposals[0] if finding.proposals else None
        changed = {change.term for change in first.changes} if first is not None else set()
        return [finding.terms[index] for index in sorted(changed or {finding.suspects[0].term})]
    in_prose = [term for term in finding.terms if term.statement is not None and term.statement.in_prose]
    return in_prose if in_prose and finding.category == "narrative" else finding.terms


def _sources_of_term(term: Term, dossier: Dossier) -> tuple[str, ...]:
    if named := source_of(term):
        return (named,)
    if position(term.place) == _NOWHERE:
        return _named(term.label, dossier.disclosure, dossier.standard)
    return (region_of(term.place, dossier.disclosure),)


def _named(words: str, disclosure: Disclosure, standard: Standard) -> tuple[str, ...]:
    """What is not there has no place: it is known by what it is called."""
    sections = tuple(kind.id for kind in standard.grammar.sections if kind.title == words)
    layout = standard.layouts.of_document(disclosure.info.profile)
    required = (each.evidence for each in (*layout.parts, *layout.topics) if each.label == words)
    forms = tuple(form.id for form in standard.forms.values() if form.title == words)
    return (*sections, *forms, *(source for evidence in required for source in evidence))
