"""The log of acts, and the one place that turns an act into rows: replayed into an empty database it gives the same tables."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator
from functools import singledispatch

import msgspec
from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from juesuan.checking.amending import TITLE_BY_HAND, said_by_hand
from juesuan.checking.by_hand import BY_HAND, OwnFinding
from juesuan.corpus.pairing import plain_name
from juesuan.web.acts import (
    Act,
    Decided,
    DocumentJudged,
    Explained,
    LetterheadSet,
    OwnFound,
    OwnWithdrawn,
    ProposalsLeft,
    Received,
    Reviewed,
    Reworded,
    TakenOver,
    UnitsListed,
    Unpacked,
    UserInvited,
    UserSet,
)
from juesuan.web.preparing.acts import (
    ErrorAccepted,
    ErrorNotAccepted,
    FileAttached,
    FileDetached,
    PreparationSet,
    PreparationStarted,
    PublicationMade,
    WorkbookSaved,
)
from juesuan.web.preparing.applied import apply_preparing
from juesuan.web.store.schema import (
    ActRow,
    AmendmentRow,
    Conclusion,
    DecisionRow,
    DocumentRow,
    FindingRow,
    LayoutDecisionRow,
    OwnFindingRow,
    Receipt,
    Review,
    SettingRow,
    UnitRow,
    UserRow,
)

__all__ = ["LETTERHEAD", "LogLine", "NoSuchDocument", "acts_of", "last_acts", "record", "replay"]


LETTERHEAD = "letterhead"
"""The setting of what letters are written on."""


class NoSuchDocument(Exception):
    """没有这份文件"""


class LogLine(msgspec.Struct, frozen=True):
    """An act, by whom, and when (UTC, ISO)."""

    at: str
    person: str
    act: Act


def record(session: Session, act: Act, person: str, at: str = "") -> int:
    """Adds an act to the log and does what it says.

    Args:
        session: in whose transaction both happen.
        act: what happens.
        person: who does it.
        at: when; empty: now.

    Returns:
        The number of the act.
    """
    at = at or datetime.datetime.now(datetime.UTC).isoformat(timespec="milliseconds")
    # Counted by ourselves: a database that counts leaves out numbers of what came to nothing, and done once more they would be others.
    number = 1 + (session.scalar(select(func.max(ActRow.id))) or 0)
    row = ActRow(id=number, at=at, person=person, content=msgspec.json.encode(act).decode())
    session.add(row)
    session.flush()
    _apply(act, session, row)
    session.flush()
    return row.id


def acts_of(session: Session) -> Iterator[LogLine]:
    """All acts, in their order."""
    for row in session.scalars(select(ActRow).order_by(ActRow.id)):
        yield LogLine(row.at, row.person, msgspec.json.decode(row.content, type=Act))


def last_acts(session: Session, most: int) -> tuple[LogLine, ...]:
    """The last acts, the newest first: so many at most."""
    rows = session.scalars(select(ActRow).order_by(ActRow.id.desc()).limit(most))
    return tuple(LogLine(row.at, row.person, msgspec.json.decode(row.content, type=Act)) for row in rows)


def replay(session: Session, lines: Iterable[LogLine]) -> None:
    """Does everything once more, in an empty database."""
    for line in lines:
        record(session, line.act, line.person, line.at)


@singledispatch
def _apply(act: object, session: Session, row: ActRow) -> None:
    raise TypeError(act)


@_apply.register
def _(act: Received, session: Session, row: ActRow) -> None:
    same = select(DocumentRow).where(DocumentRow.vault == act.vault, DocumentRow.member == act.member)
    first = session.scalars(same.order_by(DocumentRow.id)).first()
    document = DocumentRow(
        id=row.id, vault=act.vault, member=act.member, name=act.name, size=act.size, received=row.at, digest=""
    )
    if first is not None:
        document.receipt, document.copy_of = Receipt.COPY, first.id
    session.add(document)


@_apply.register
def _(act: Unpacked, session: Session, row: ActRow) -> None:
    _document(session, act.document).receipt = Receipt.ARCHIVE


@_apply.register
def _(act: DocumentJudged, session: Session, row: ActRow) -> None:
    document = _document(session, act.document)
    document.verdict, document.conclusion, document.message = act.verdict, act.conclusion, act.message
    document.digest, document.kind, document.year, document.layout = act.digest, act.kind, act.year, act.layout
    document.errors, document.warnings, document.hints = act.errors, act.warnings, act.hints
    document.numbers, document.checked = act.numbers, act.checked
    document.receipt = {"unreadable": Receipt.UNREADABLE, "not_a_disclosure": Receipt.OTHER}.get(
        act.verdict, Receipt.JUDGED
    )
    if act.digest and (first := _earlier(session, document)) is not None:
        document.receipt, document.copy_of = Receipt.COPY, first
        return
    if act.unit and document.receipt is Receipt.JUDGED:
        document.unit_id = _unit(session, act.unit).id
        document.version = 1 + _versions(session, document)
    session.execute(delete(FindingRow).where(FindingRow.document_id == document.id))
    for position, line in enumerate(act.findings):
        session.add(FindingRow(document_id=document.id, position=position, **msgspec.structs.asdict(line)))
    for own in act.carried:
        session.merge(OwnFindingRow(document_id=document.id, fingerprint=own.id, content=_json(own)))


@_apply.register
def _(act: Decided, session: Session, row: ActRow) -> None:
    document, unit = _of_unit(session, act.document)
    for fingerprint in act.fingerprints:
        if act.is_for_layout:
            _decide_for_layout(session, document, fingerprint, act, row)
        known = session.get(DecisionRow, (unit, fingerprint))
        if not act.judgement:
            if known is not None:
                session.delete(known)
            continue
        if known is None:
            known = DecisionRow(unit_id=unit, fingerprint=fingerprint)
            session.add(known)
        known.judgement, known.note = Conclusion(act.judgement), act.note
        known.person, known.act_id = row.person, row.id


def _decide_for_layout(session: Session, document: DocumentRow, fingerprint: str, act: Decided, row: ActRow) -> None:
    """What is not true here is not true of the same thing in other documents of the layout; anything else takes that back."""
    finding = session.get(FindingRow, (document.id, fingerprint))
    if finding is None or not finding.subject or not document.layout:
        return
    known = session.get(LayoutDecisionRow, (document.layout, finding.subject))
    if act.judgement != Conclusion.FALSE:
        if known is not None:
            session.delete(known)
        return
    known = known or LayoutDecisionRow(layout=document.layout, subject=finding.subject)
    known.note, known.person, known.act_id = act.note, row.person, row.id
    session.add(known)


@_apply.register
def _(act: OwnFound, session: Session, row: ActRow) -> None:
    document, unit = _of_unit(session, act.document)
    values = {name: getattr(act, name) for name in ("severity", "message", "place", "text", "statement", "fact")}
    own = OwnFinding(id=f"own-{row.id}", label=act.label, value=act.value, **values)
    session.add(OwnFindingRow(document_id=document.id, fingerprint=own.id, content=_json(own)))
    last = session.scalar(select(func.max(FindingRow.position)).where(FindingRow.document_id == document.id))
    session.add(
        FindingRow(
            document_id=document.id,
            fingerprint=own.id,
            position=0 if last is None else last + 1,
            severity=own.severity,
            rule=BY_HAND,
            title=TITLE_BY_HAND,
            message=said_by_hand(own),
        )
    )
    decision = DecisionRow(unit_id=unit, fingerprint=own.id, judgement=Conclusion.TRUE, note="")
    decision.person, decision.act_id = row.person, row.id
    session.add(decision)


@_apply.register
def _(act: OwnWithdrawn, session: Session, row: ActRow) -> None:
    document, unit = _of_unit(session, act.document)
    own = session.get(OwnFindingRow, (document.id, act.fingerprint))
    if own is None:
        raise NoSuchDocument
    finding = session.get(FindingRow, (document.id, act.fingerprint))
    decision = session.get(DecisionRow, (unit, act.fingerprint))
    amendment = session.get(AmendmentRow, (unit, act.fingerprint))
    for each in (own, finding, decision, amendment):
        if each is not None:
            session.delete(each)


@_apply.register
def _(act: Reworded, session: Session, row: ActRow) -> None:
    _, unit = _of_unit(session, act.document)
    _amend(session, unit, act.fingerprint, message=act.message, value=act.value)


@_apply.register
def _(act: Explained, session: Session, row: ActRow) -> None:
    _, unit = _of_unit(session, act.document)
    _amend(session, unit, act.fingerprint, explanation=act.text)


@_apply.register
def _(act: ProposalsLeft, session: Session, row: ActRow) -> None:
    _, unit = _of_unit(session, act.document)
    for fingerprint in act.fingerprints:
        _amend(session, unit, fingerprint, is_left=act.is_left)


def _amend(session: Session, unit: int, fingerprint: str, **values: str | bool) -> None:
    """Changes what is changed in a finding; where nothing is changed any more there is no row."""
    row = session.get(AmendmentRow, (unit, fingerprint))
    if row is None:
        row = AmendmentRow(unit_id=unit, fingerprint=fingerprint, message="", value="", is_left=False, explanation="")
        session.add(row)
    for name, value in values.items():
        setattr(row, name, value)
    if not (row.message or row.value or row.is_left or row.explanation):
        session.flush()
        session.delete(row)


@_apply.register
def _(act: Reviewed, session: Session, row: ActRow) -> None:
    document = _document(session, act.document)
    document.review, document.reviewer = Review(act.review), row.person


@_apply.register
def _(act: TakenOver, session: Session, row: ActRow) -> None:
    document = _document(session, act.document)
    if document.unit_id is None:
        raise NoSuchDocument
    session.get_one(UnitRow, document.unit_id).person = row.person


@_apply.register
def _(act: LetterheadSet, session: Session, row: ActRow) -> None:
    known = session.get(SettingRow, LETTERHEAD)
    if known is not None:
        session.delete(known)
        session.flush()
    if act.vault:
        session.add(SettingRow(key=LETTERHEAD, vault=act.vault, name=act.name))


@_apply.register
def _(act: UserInvited, session: Session, row: ActRow) -> None:
    """What the code opens is none of the log's business: it is told who gave it to whom."""


@_apply.register
def _(act: UserSet, session: Session, row: ActRow) -> None:
    user = session.get(UserRow, act.name) or UserRow(name=act.name)
    user.roles, user.is_active = ",".join(act.roles), act.is_active
    session.add(user)


@_apply.register
def _(act: UnitsListed, session: Session, row: ActRow) -> None:
    for unit in session.scalars(select(UnitRow)):
        unit.is_expected = False
    for line in act.units:
        unit = _unit(session, line.name)
        unit.is_expected, unit.due, unit.person = True, line.due, line.person


@_apply.register
def _(
    act: PreparationStarted
    | WorkbookSaved
    | PreparationSet
    | FileAttached
    | FileDetached
    | ErrorAccepted
    | ErrorNotAccepted
    | PublicationMade,
    session: Session,
    row: ActRow,
) -> None:
    apply_preparing(act, session, row)


def _of_unit(session: Session, number: int) -> tuple[DocumentRow, int]:
    """A document whose unit is known, and its unit."""
    document = _document(session, number)
    if document.unit_id is None:
        raise NoSuchDocument
    return document, document.unit_id


def _json(own: OwnFinding) -> str:
    return msgspec.json.encode(own).decode()


def _document(session: Session, number: int) -> DocumentRow:
    document = session.get(DocumentRow, number)
    if document is None:
        raise NoSuchDocument
    return document


def _earlier(session: Session, document: DocumentRow) -> int | None:
    """The first document of the same content that was read before."""
    same = select(DocumentRow.id).where(
        DocumentRow.digest == document.digest, DocumentRow.id < document.id, DocumentRow.copy_of.is_(None)
    )
    return session.scalars(same.order_by(DocumentRow.id)).first()


def _unit(session: Session, name: str) -> UnitRow:
    """The unit of a name, which is made where there is none."""
    key = plain_name(name)
    unit = session.scalars(select(UnitRow).where(UnitRow.key == key)).one_or_none()
    if unit is None:
        unit = UnitRow(name=name.strip(), key=key, is_expected=False, due="", person="")
        session.add(unit)
        session.flush()
    return unit


def _versions(session: Session, document: DocumentRow) -> int:
    """How many documents there are of the same unit, year and kind."""
    same = select(DocumentRow.version).where(
        DocumentRow.unit_id == document.unit_id,
        DocumentRow.year == document.year,
        DocumentRow.kind == document.kind,
        DocumentRow.id != document.id,
    )
    return max(session.scalars(same), default=0)
