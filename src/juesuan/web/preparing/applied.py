"""What an act of preparing does to the tables; only the log calls it."""

from __future__ import annotations

from sqlalchemy.orm import Session

from juesuan.web.preparing.acts import (
    ErrorAccepted,
    ErrorNotAccepted,
    FileAttached,
    FileDetached,
    PreparationAct,
    PreparationSet,
    PreparationStarted,
    PublicationMade,
    WorkbookSaved,
)
from juesuan.web.preparing.tables import (
    AcceptedErrorRow,
    AttachmentRow,
    PreparationRow,
    PublicationFileRow,
    PublicationRow,
)
from juesuan.web.store.schema import ActRow

__all__ = ["NoSuchPreparation", "apply_preparing"]


class NoSuchPreparation(Exception):
    """没有这份工作簿"""


def apply_preparing(act: PreparationAct, session: Session, row: ActRow) -> None:
    """Does what an act says.

    Raises:
        NoSuchPreparation: when it speaks of none that there is.
    """
    match act:
        case PreparationStarted():
            session.add(
                PreparationRow(
                    id=row.id,
                    vault=act.vault,
                    version=1,
                    saved=row.at,
                    person=row.person,
                    unit=act.unit,
                    year=act.year,
                    origin=act.origin,
                    source=act.source,
                    layout=act.layout,
                )
            )
        case WorkbookSaved():
            there = _preparation(session, act.preparation)
            there.vault, there.saved, there.person, there.version = act.vault, row.at, row.person, there.version + 1
            there.unit, there.year = act.unit, act.year
        case PreparationSet():
            there = _preparation(session, act.preparation)
            there.layout, there.rounding = act.layout, act.rounding
        case FileAttached():
            there = _preparation(session, act.preparation)
            session.add(
                AttachmentRow(
                    id=row.id, preparation_id=there.id, role=act.role, vault=act.vault, name=act.name, size=act.size
                )
            )
        case FileDetached():
            attachment = session.get(AttachmentRow, act.attachment)
            if attachment is None or attachment.preparation_id != act.preparation:
                raise NoSuchPreparation
            session.delete(attachment)
        case ErrorAccepted():
            there = _preparation(session, act.preparation)
            session.merge(
                AcceptedErrorRow(
                    preparation_id=there.id,
                    fingerprint=act.fingerprint,
                    message=act.message,
                    reason=act.reason,
                    name=act.name,
                    at=row.at,
                    person=row.person,
                )
            )
        case ErrorNotAccepted():
            accepted = session.get(AcceptedErrorRow, (act.preparation, act.fingerprint))
            if accepted is None:
                raise NoSuchPreparation
            session.delete(accepted)
        case PublicationMade():
            _published(act, session, row)


def _published(act: PublicationMade, session: Session, row: ActRow) -> None:
    there = _preparation(session, act.preparation)
    session.add(
        PublicationRow(
            id=row.id,
            preparation_id=there.id,
            made=row.at,
            person=row.person,
            version=act.version,
            is_draft=act.is_draft,
            verdict=act.verdict,
        )
    )
    session.flush()
    for position, file in enumerate(act.files):
        session.add(
            PublicationFileRow(
                publication_id=row.id, position=position, name=file.name, vault=file.vault, size=file.size
            )
        )


def _preparation(session: Session, number: int) -> PreparationRow:
    there = session.get(PreparationRow, number)
    if there is None:
        raise NoSuchPreparation
    return there
