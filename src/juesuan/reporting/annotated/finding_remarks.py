"""What is to be written into a copy of the user's file, and where: the same for every format."""

from __future__ import annotations

import unicodedata
from collections.abc import Hashable, Iterator, Mapping
from dataclasses import dataclass, field

from juesuan.formats.remarks import ListedFinding, MarkedPlace, Note, Remarks
from juesuan.model import Finding, Place, Severity, Term
from juesuan.reporting.annotated.note_texts import full_note, opening_note, reference_note, result_note
from juesuan.reporting.dossier import Case, Dossier, doubts
from juesuan.reporting.equation import shown
from juesuan.reporting.words import SEVERITY

__all__ = ["lead_of", "marked_cases", "remarks"]

_UNPRINTABLE = frozenset(["Cc", "Cs", "Cn"])


@dataclass(slots=True)
class _Spot:
    place: Place
    printed: str
    notes: list[Note] = field(default_factory=list)

    def mark(self) -> MarkedPlace:
        return MarkedPlace(self.place, self.printed, tuple(sorted(self.notes, key=lambda note: not note.full)))


def remarks(dossier: Dossier, everything: bool = False) -> Remarks:
    """The remarks of a dossier.

    Args:
        dossier: what was found.
        everything: mark hints of severity info too.
    """
    cases = marked_cases(dossier, everything)
    spots: dict[Hashable, _Spot] = {}
    unplaced: list[Note] = []
    for number, case in cases.items():
        lead = lead_of(case.finding)
        if lead is None:
            unplaced.append(_note(number, case, full_note(dossier, number, case, None), True))
            continue
        taken: set[Hashable] = set()
        for term, text, full in _notes(dossier, number, case, lead):
            key = _key(term)
            if key not in taken:
                taken.add(key)
                spots.setdefault(key, _Spot(term.place, term.text)).notes.append(_note(number, case, text, full))
    marks = tuple(spot.mark() for spot in spots.values())
    return Remarks(opening_note(dossier, everything), tuple(unplaced), marks, tuple(_listed(cases)))


def marked_cases(dossier: Dossier, everything: bool = False) -> Mapping[int, Case]:
    """The causes that are marked, by number."""
    return {
        number: case
        for number, case in dossier.numbered.items()
        if everything or case.finding.severity is not Severity.INFO
    }


def _listed(cases: Mapping[int, Case]) -> Iterator[ListedFinding]:
    for number, case in cases.items():
        yield _line(number, case.finding, case.finding.severity, SEVERITY[case.finding.severity])
        for consequence in case.consequences:
            yield _line(number, consequence, None, f"由问题{number}引起")


def _line(number: int, finding: Finding, severity: Severity | None, kind: str) -> ListedFinding:
    lead = lead_of(finding)
    return ListedFinding(
        number,
        severity,
        kind,
        lead.place if lead is not None else None,
        finding.message or finding.title,
        "\n".join(doubts(finding)[:3]),
        finding.advice,
        finding.basis,
        f"{finding.rule} {finding.title}",
    )


def _notes(dossier: Dossier, number: int, case: Case, lead: Term) -> Iterator[tuple[Term, str, bool]]:
    """What is said at each place of a cause; a place that comes twice keeps what it is given first."""
    finding = case.finding
    yield lead, full_note(dossier, number, case, lead), True
    taken = {_key(lead)}
    for addend in shown(finding):
        if _located(addend.term.place):
            yield addend.term, reference_note(dossier, number, finding, lead), False
            taken.add(_key(addend.term))
    for consequence in case.consequences:
        term = next((term for term in _by_suspicion(consequence) if _key(term) not in taken), None)
        if term is not None:
            yield term, result_note(dossier, number, case, consequence, lead), False
            taken.add(_key(term))


def _note(number: int, case: Case, text: str, full: bool) -> Note:
    """A note without the characters that no format can hold; files quote them from damaged text layers."""
    kept = (part for part in text if part == "\n" or unicodedata.category(part) not in _UNPRINTABLE)
    return Note(number, case.finding.severity, "".join(kept), full)


def lead_of(finding: Finding) -> Term | None:
    """The operand at which the cause is explained: the one most probably wrong, else the first, of those with a place."""
    return next(_by_suspicion(finding), None)


def _by_suspicion(finding: Finding) -> Iterator[Term]:
    order = dict.fromkeys([*(suspect.term for suspect in finding.suspects), *range(len(finding.terms))])
    return (finding.terms[index] for index in order if _located(finding.terms[index].place))


def _located(place: Place) -> bool:
    """Whether a place can be found in the user's file."""
    return any(at is not None for at in (place.page, place.cell, place.paragraph, place.line))


def _key(term: Term) -> Hashable:
    place = term.place
    if place.bbox is not None:
        return place.page, place.bbox
    at = (place.page, place.sheet, place.cell, place.line, place.paragraph, place.table_row, place.table_column)
    return at, place.text, term.text
