"""The tables of the workbench.

Everything that happens is a line of the log of acts, which only grows; units, documents, findings and decisions are what follows from
it, line by line, and nothing else writes them. Amounts are not among them: they stay where they were read, in the report. Times are UTC, ISO.
"""

from __future__ import annotations

from enum import StrEnum

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

__all__ = [
    "ActRow",
    "AmendmentRow",
    "Conclusion",
    "DecisionRow",
    "DocumentRow",
    "FindingRow",
    "LayoutDecisionRow",
    "OwnFindingRow",
    "Receipt",
    "Review",
    "SettingRow",
    "StoreTable",
    "UnitRow",
    "UserRow",
]


class Receipt(StrEnum):
    """What became of a file that was handed in."""

    WAITING = "waiting"
    ARCHIVE = "archive"
    """Its files are documents of their own."""
    JUDGED = "judged"
    UNREADABLE = "unreadable"
    OTHER = "other"
    """Read, and no disclosure."""
    COPY = "copy"
    """The same content as a file that is there already."""


class Review(StrEnum):
    """How far the review of a document is."""

    OPEN = "open"
    RETURNED = "returned"
    SECOND = "second"
    PASSED = "passed"


class Conclusion(StrEnum):
    """What the reviewer says of a finding."""

    TRUE = "true"
    FALSE = "false"
    ASK = "ask"


class StoreTable(DeclarativeBase):
    """What all tables have in common."""


class UnitRow(StoreTable):
    """A unit that has to publish: from the list of units, or because a document of it came.

    Attributes:
        key: its name without what is no part of a name. is_expected: whether it is on the list.
        due: the last day for its document, ISO. person: who reviews it.
    """

    __tablename__ = "unit"
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    key: Mapped[str] = mapped_column(unique=True)
    is_expected: Mapped[bool] = mapped_column(default=False)
    due: Mapped[str] = mapped_column(default="")
    person: Mapped[str] = mapped_column(default="")


class DocumentRow(StoreTable):
    """A file that was handed in, or one in an archive that was.

    Attributes:
        id: that of the act by which it came.
        vault: the file's own digest, under which the given bytes are kept. member: the path in the archive; empty: the file itself.
        name: as it was called. size: of the file handed in, in bytes. received: when.
        receipt: what became of it. copy_of: the document of the same content.
        digest: of what is in it, as the reader says; empty while it has not been read.
        verdict, conclusion, message: as the report says them.
        kind, unit_id, year: what it is.
        version: of the unit's documents of this year and kind, from 1; 0 while it has not been read.
        errors, warnings, hints: causes found. numbers, checked: how much of it was judged.
        layout: by which it was read. review: how far the review is. reviewer: who moved it there; empty: nobody has.
    """

    __tablename__ = "document"
    id: Mapped[int] = mapped_column(primary_key=True)
    vault: Mapped[str]
    member: Mapped[str] = mapped_column(default="")
    name: Mapped[str]
    size: Mapped[int] = mapped_column(default=0)
    received: Mapped[str]
    receipt: Mapped[str] = mapped_column(default=Receipt.WAITING, index=True)
    copy_of: Mapped[int | None] = mapped_column(ForeignKey("document.id"), default=None)
    digest: Mapped[str] = mapped_column(default="", index=True)
    verdict: Mapped[str] = mapped_column(default="")
    conclusion: Mapped[str] = mapped_column(default="")
    message: Mapped[str] = mapped_column(default="")
    kind: Mapped[str] = mapped_column(default="")
    unit_id: Mapped[int | None] = mapped_column(ForeignKey("unit.id"), default=None, index=True)
    year: Mapped[int | None] = mapped_column(default=None)
    version: Mapped[int] = mapped_column(default=0)
    errors: Mapped[int] = mapped_column(default=0)
    warnings: Mapped[int] = mapped_column(default=0)
    hints: Mapped[int] = mapped_column(default=0)
    numbers: Mapped[int] = mapped_column(default=0)
    checked: Mapped[int] = mapped_column(default=0)
    layout: Mapped[str] = mapped_column(default="")
    review: Mapped[str] = mapped_column(default=Review.OPEN)
    reviewer: Mapped[str] = mapped_column(default="")

    __table_args__ = (Index("document_of_unit", "unit_id", "year"), Index("document_of_file", "vault", "member"))


class FindingRow(StoreTable):
    """A cause that the report tells, by its fingerprint."""

    __tablename__ = "finding"
    document_id: Mapped[int] = mapped_column(ForeignKey("document.id"), primary_key=True)
    fingerprint: Mapped[str] = mapped_column(primary_key=True)
    position: Mapped[int]
    severity: Mapped[str]
    rule: Mapped[str]
    title: Mapped[str]
    message: Mapped[str]
    subject: Mapped[str] = mapped_column(default="")
    """What it speaks of, whatever the numbers are."""


class DecisionRow(StoreTable):
    """What was said of a finding last; it holds for the fingerprint, in every version of the document."""

    __tablename__ = "decision"
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"), primary_key=True)
    fingerprint: Mapped[str] = mapped_column(primary_key=True)
    judgement: Mapped[str]
    note: Mapped[str] = mapped_column(default="")
    person: Mapped[str] = mapped_column(default="")
    act_id: Mapped[int] = mapped_column(ForeignKey("act.id"))


class UserRow(StoreTable):
    """A person who works here: the roles, parted by commas, and whether signing in is allowed."""

    __tablename__ = "user"
    name: Mapped[str] = mapped_column(primary_key=True)
    roles: Mapped[str]
    is_active: Mapped[bool]


class LayoutDecisionRow(StoreTable):
    """That what findings of a subject say is not true in documents of a layout."""

    __tablename__ = "layout_decision"
    layout: Mapped[str] = mapped_column(primary_key=True)
    subject: Mapped[str] = mapped_column(primary_key=True)
    note: Mapped[str] = mapped_column(default="")
    person: Mapped[str] = mapped_column(default="")
    act_id: Mapped[int] = mapped_column(ForeignKey("act.id"))


class OwnFindingRow(StoreTable):
    """A finding of a reviewer, in a version of a document; ``content`` is JSON of it."""

    __tablename__ = "own_finding"
    document_id: Mapped[int] = mapped_column(ForeignKey("document.id"), primary_key=True)
    fingerprint: Mapped[str] = mapped_column(primary_key=True)
    content: Mapped[str]


class AmendmentRow(StoreTable):
    """What a reviewer changed in a finding; it holds for the fingerprint, in every version of the document."""

    __tablename__ = "amendment"
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"), primary_key=True)
    fingerprint: Mapped[str] = mapped_column(primary_key=True)
    message: Mapped[str] = mapped_column(default="")
    value: Mapped[str] = mapped_column(default="")
    is_left: Mapped[bool] = mapped_column(default=False)
    explanation: Mapped[str] = mapped_column(default="")
    """What the unit says of it."""


class SettingRow(StoreTable):
    """A file that is used from now on, by what it is for: its digest and its name."""

    __tablename__ = "setting"
    key: Mapped[str] = mapped_column(primary_key=True)
    vault: Mapped[str]
    name: Mapped[str]


class ActRow(StoreTable):
    """One line of the log: who did what, when, to what, with what. Lines are added, never changed."""

    __tablename__ = "act"
    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[str]
    person: Mapped[str]
    content: Mapped[str]
    """JSON of the act."""
