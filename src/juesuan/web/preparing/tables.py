"""The tables of what is prepared here: like all tables they follow from the log, line by line."""

from __future__ import annotations

from enum import StrEnum

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from juesuan.web.store.schema import StoreTable

__all__ = [
    "AcceptedErrorRow",
    "AttachmentRow",
    "FileRole",
    "Origin",
    "PreparationRow",
    "PublicationFileRow",
    "PublicationRow",
]


class Origin(StrEnum):
    """What a workbook was begun from."""

    EMPTY = "empty"
    RENEWED = "renewed"
    """Last year's workbook or disclosure."""
    WORKBOOK = "workbook"


class FileRole(StrEnum):
    """What a file beside the workbook is for."""

    BOOKS = "books"
    """Detail lines, internal accounts, tables as they were approved."""
    PREVIOUS = "previous"
    """Last year's disclosure."""
    EVIDENCE = "evidence"


class PreparationRow(StoreTable):
    """A workbook that is prepared here.

    Attributes:
        id: that of the act by which it was begun.
        vault: digest of its last version. version: how often it was saved, from 1. saved: when it was last.
        person: who saved it last. unit, year: as the workbook says them. origin, source: from what it was begun.
        layout: empty: that of the place. rounding: how yuan become wan.
    """

    __tablename__ = "preparation"
    id: Mapped[int] = mapped_column(primary_key=True)
    vault: Mapped[str]
    version: Mapped[int] = mapped_column(default=1)
    saved: Mapped[str]
    person: Mapped[str]
    unit: Mapped[str] = mapped_column(default="")
    year: Mapped[str] = mapped_column(default="")
    origin: Mapped[str]
    source: Mapped[str] = mapped_column(default="")
    layout: Mapped[str] = mapped_column(default="")
    rounding: Mapped[str] = mapped_column(default="plain")


class AttachmentRow(StoreTable):
    """A file beside a workbook. ``id``: that of the act by which it came."""

    __tablename__ = "attachment"
    id: Mapped[int] = mapped_column(primary_key=True)
    preparation_id: Mapped[int] = mapped_column(ForeignKey("preparation.id"), index=True)
    role: Mapped[str]
    vault: Mapped[str]
    name: Mapped[str]
    size: Mapped[int]


class AcceptedErrorRow(StoreTable):
    """Something with which the document is published all the same, by its fingerprint: what it is, why, and who answers for it since when."""

    __tablename__ = "accepted_error"
    preparation_id: Mapped[int] = mapped_column(ForeignKey("preparation.id"), primary_key=True)
    fingerprint: Mapped[str] = mapped_column(primary_key=True)
    message: Mapped[str]
    reason: Mapped[str]
    name: Mapped[str]
    at: Mapped[str]
    person: Mapped[str]


class PublicationRow(StoreTable):
    """The document as it was made at a time.

    Attributes:
        id: that of the act. version: of the workbook. is_draft: whether every page says so. verdict: as ``check`` says it.
    """

    __tablename__ = "publication"
    id: Mapped[int] = mapped_column(primary_key=True)
    preparation_id: Mapped[int] = mapped_column(ForeignKey("preparation.id"), index=True)
    made: Mapped[str]
    person: Mapped[str]
    version: Mapped[int]
    is_draft: Mapped[bool]
    verdict: Mapped[str]


class PublicationFileRow(StoreTable):
    """One of its files."""

    __tablename__ = "publication_file"
    publication_id: Mapped[int] = mapped_column(ForeignKey("publication.id"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    vault: Mapped[str]
    size: Mapped[int]
