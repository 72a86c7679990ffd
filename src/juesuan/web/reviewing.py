"""One document under review: its findings with what was decided of them, its versions, and how it differs from the one before."""

from __future__ import annotations

from collections.abc import Set

import msgspec
from msgspec import Struct
from sqlalchemy import select
from sqlalchemy.orm import Session

from juesuan.checking.by_hand import Amendment, OwnFinding
from juesuan.model import Severity
from juesuan.web.store.schema import (
    AmendmentRow,
    Conclusion,
    DecisionRow,
    DocumentRow,
    FindingRow,
    LayoutDecisionRow,
    OwnFindingRow,
    UnitRow,
)

__all__ = [
    "DocumentState",
    "FindingState",
    "Undecided",
    "VersionLine",
    "Versions",
    "document_state",
    "only_true",
    "own_findings",
]


class FindingState(Struct, frozen=True):
    """A cause and what was decided of it; ``judgement`` is empty while nobody said anything.

    Attributes:
        is_for_layout: whether that was said of all documents of the layout.
    """

    fingerprint: str
    severity: str
    rule: str
    title: str
    message: str
    judgement: str
    note: str
    person: str
    is_for_layout: bool = False


class Undecided(Struct, frozen=True):
    """How many errors and warnings nobody has said anything of, and of how many the unit is asked."""

    errors: int
    warnings: int
    asked: int


class VersionLine(Struct, frozen=True):
    """A version of the document of a unit, year and kind."""

    document: int
    version: int
    received: str
    errors: int
    warnings: int


class Versions(Struct, frozen=True):
    """What became of the errors and warnings of the version before: messages of those mended, those left, those new."""

    mended: tuple[str, ...]
    left: tuple[str, ...]
    new: tuple[str, ...]


class DocumentState(Struct, frozen=True):
    """A document under review.

    Attributes:
        holder: who reviews the unit; empty: nobody yet.
        findings: all causes, in the order of the report. versions: all, the oldest first.
        since: against the version before; None: it is the first.
        own: findings of reviewers; they are among the findings. amendments: what reviewers changed in findings.
    """

    document: int
    name: str
    unit: str
    year: int | None
    kind: str
    verdict: str
    conclusion: str
    review: str
    holder: str
    version: int
    findings: tuple[FindingState, ...]
    versions: tuple[VersionLine, ...]
    since: Versions | None
    own: tuple[OwnFinding, ...] = ()
    amendments: tuple[Amendment, ...] = ()

    @property
    def undecided(self) -> Undecided:
        """What does not go out only because it is not known yet whether it holds."""
        open_ones = [each.severity for each in self.findings if not each.judgement]
        asked = sum(each.judgement == Conclusion.ASK for each in self.findings)
        return Undecided(open_ones.count(Severity.ERROR.value), open_ones.count(Severity.WARNING.value), asked)


def document_state(session: Session, number: int) -> DocumentState | None:
    """A document under review; None where there is none of the number, or nothing can be said about it."""
    document = session.get(DocumentRow, number)
    if document is None or document.unit_id is None:
        return None
    unit = session.get_one(UnitRow, document.unit_id)
    findings, decisions = _findings(session, number), _decisions(session, document.unit_id)
    of_layout = _of_layout(session, document.layout)
    versions = _versions(session, document)
    before = [each for each in versions if each.version < document.version]
    return DocumentState(
        number,
        document.name,
        unit.name,
        document.year,
        document.kind,
        document.verdict,
        document.conclusion,
        document.review,
        unit.person,
        document.version,
        tuple(_state(each, decisions.get(each.fingerprint), of_layout.get(each.subject)) for each in findings),
        tuple(versions),
        _since(findings, _findings(session, before[-1].document)) if before else None,
        own_findings(session, number),
        _amendments(session, document.unit_id, {each.fingerprint for each in findings}),
    )


def own_findings(session: Session, document: int) -> tuple[OwnFinding, ...]:
    """The findings of reviewers on a version of a document, the oldest first."""
    rows = session.scalars(select(OwnFindingRow).where(OwnFindingRow.document_id == document))
    found = [msgspec.json.decode(row.content, type=OwnFinding) for row in rows]
    return tuple(sorted(found, key=lambda own: (len(own.id), own.id)))


def _amendments(session: Session, unit: int, known: Set[str]) -> tuple[Amendment, ...]:
    rows = select(AmendmentRow).where(AmendmentRow.unit_id == unit).order_by(AmendmentRow.fingerprint)
    return tuple(
        Amendment(row.fingerprint, row.message, row.value, row.is_left, row.explanation)
        for row in session.scalars(rows)
        if row.fingerprint in known
    )


def _of_layout(session: Session, layout: str) -> dict[str, LayoutDecisionRow]:
    rows = session.scalars(select(LayoutDecisionRow).where(LayoutDecisionRow.layout == layout)) if layout else ()
    return {row.subject: row for row in rows}


def only_true(state: DocumentState) -> tuple[str, ...]:
    """The fingerprints of findings that do not go out: all of which nobody said that they hold."""
    return tuple(each.fingerprint for each in state.findings if each.judgement != Conclusion.TRUE)


def _findings(session: Session, document: int) -> list[FindingRow]:
    found = select(FindingRow).where(FindingRow.document_id == document).order_by(FindingRow.position)
    return [*session.scalars(found)]


def _decisions(session: Session, unit: int) -> dict[str, DecisionRow]:
    rows = session.scalars(select(DecisionRow).where(DecisionRow.unit_id == unit))
    return {row.fingerprint: row for row in rows}


def _versions(session: Session, document: DocumentRow) -> list[VersionLine]:
    same = select(DocumentRow).where(
        DocumentRow.unit_id == document.unit_id,
        DocumentRow.year.is_not_distinct_from(document.year),
        DocumentRow.kind == document.kind,
        DocumentRow.version > 0,
    )
    return [
        VersionLine(row.id, row.version, row.received, row.errors, row.warnings)
        for row in session.scalars(same.order_by(DocumentRow.version))
    ]


def _state(finding: FindingRow, decision: DecisionRow | None, of_layout: LayoutDecisionRow | None) -> FindingState:
    """What was said of the document itself comes before what was said of all of the layout."""
    judgement, note, person = "", "", ""
    if decision is not None:
        judgement, note, person = decision.judgement, decision.note, decision.person
    elif of_layout is not None:
        judgement, note, person = Conclusion.FALSE, of_layout.note, of_layout.person
    is_for_layout = of_layout is not None and judgement == Conclusion.FALSE
    return FindingState(
        finding.fingerprint,
        finding.severity,
        finding.rule,
        finding.title,
        finding.message,
        judgement,
        note,
        person,
        is_for_layout,
    )


def _since(now: list[FindingRow], before: list[FindingRow]) -> Versions:
    now, before = ([each for each in some if each.severity != Severity.INFO.value] for some in (now, before))
    known, still = {each.fingerprint for each in before}, {each.fingerprint for each in now}
    return Versions(
        tuple(each.message for each in before if each.fingerprint not in still),
        tuple(each.message for each in now if each.fingerprint in known),
        tuple(each.message for each in now if each.fingerprint not in known),
    )
