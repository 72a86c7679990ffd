"""What there is to see of workbooks that are prepared here."""

from __future__ import annotations

from msgspec import Struct
from sqlalchemy import select
from sqlalchemy.orm import Session

from juesuan.web.preparing.acts import (
    ErrorAccepted,
    ErrorNotAccepted,
    FileAttached,
    FileDetached,
    PreparationSet,
    PublishedFile,
    WorkbookSaved,
)
from juesuan.web.preparing.tables import (
    AcceptedErrorRow,
    AttachmentRow,
    PreparationRow,
    PublicationFileRow,
    PublicationRow,
)
from juesuan.web.store.log import acts_of
from juesuan.web.store.schema import ActRow

__all__ = [
    "AcceptedError",
    "AttachmentLine",
    "PreparationState",
    "PublicationLine",
    "preparation_state",
    "preparations",
    "savers",
]


class AttachmentLine(Struct, frozen=True):
    """A file beside a workbook."""

    number: int
    role: str
    name: str
    size: int


class AcceptedError(Struct, frozen=True):
    """Something with which the document is published all the same; see the table."""

    fingerprint: str
    message: str
    reason: str
    name: str
    at: str


class PublicationLine(Struct, frozen=True):
    """The document as it was made at a time: by whom, of which version, and its files."""

    number: int
    made: str
    person: str
    version: int
    is_draft: bool
    verdict: str
    files: tuple[PublishedFile, ...]


class PreparationState(Struct, frozen=True):
    """A workbook that is prepared here; see the table. ``published``: the newest first."""

    preparation: int
    version: int
    saved: str
    person: str
    unit: str
    year: str
    origin: str
    source: str
    layout: str
    rounding: str
    attachments: tuple[AttachmentLine, ...] = ()
    published: tuple[PublicationLine, ...] = ()
    accepted: tuple[AcceptedError, ...] = ()


def preparations(session: Session) -> tuple[PreparationState, ...]:
    """Every workbook, the one that was saved last first."""
    rows = session.scalars(select(PreparationRow).order_by(PreparationRow.saved.desc(), PreparationRow.id.desc()))
    return tuple(_state(row) for row in rows)


def preparation_state(session: Session, number: int) -> PreparationState | None:
    """One of them, with what stands beside it and what was published of it."""
    row = session.get(PreparationRow, number)
    if row is None:
        return None
    attached = select(AttachmentRow).where(AttachmentRow.preparation_id == number).order_by(AttachmentRow.id)
    beside = tuple(AttachmentLine(each.id, each.role, each.name, each.size) for each in session.scalars(attached))
    made = select(PublicationRow).where(PublicationRow.preparation_id == number).order_by(PublicationRow.id.desc())
    answered = select(AcceptedErrorRow).where(AcceptedErrorRow.preparation_id == number)
    accepted = tuple(
        AcceptedError(each.fingerprint, each.message, each.reason, each.name, each.at)
        for each in session.scalars(answered.order_by(AcceptedErrorRow.at, AcceptedErrorRow.fingerprint))
    )
    return _state(row, beside, tuple(_line(session, each) for each in session.scalars(made)), accepted)


def _line(session: Session, made: PublicationRow) -> PublicationLine:
    wanted = select(PublicationFileRow).where(PublicationFileRow.publication_id == made.id)
    files = session.scalars(wanted.order_by(PublicationFileRow.position))
    return PublicationLine(
        made.id,
        made.made,
        made.person,
        made.version,
        made.is_draft,
        made.verdict,
        tuple(PublishedFile(file.name, file.vault, file.size) for file in files),
    )


def _state(
    row: PreparationRow,
    beside: tuple[AttachmentLine, ...] = (),
    published: tuple[PublicationLine, ...] = (),
    accepted: tuple[AcceptedError, ...] = (),
) -> PreparationState:
    return PreparationState(
        row.id,
        row.version,
        row.saved,
        row.person,
        row.unit,
        row.year,
        row.origin,
        row.source,
        row.layout,
        row.rounding,
        beside,
        published,
        accepted,
    )


def savers(session: Session, number: int) -> frozenset[str]:
    """Everybody who began the workbook of a preparation or ever did something to it, however little."""
    begun = session.get(ActRow, number)
    changed = (
        line.person
        for line in acts_of(session)
        if isinstance(
            line.act, WorkbookSaved | PreparationSet | FileAttached | FileDetached | ErrorAccepted | ErrorNotAccepted
        )
        and line.act.preparation == number
    )
    return frozenset([*([] if begun is None else [begun.person]), *changed])
