"""What can happen in the workbench: one class an act, in the order of a document's life. Each is a line of the log."""

from __future__ import annotations

from msgspec import Struct

from juesuan.checking.by_hand import OwnFinding
from juesuan.model import Place
from juesuan.web.preparing.acts import PreparationAct

__all__ = [
    "Act",
    "Decided",
    "DocumentJudged",
    "Explained",
    "FindingLine",
    "LetterheadSet",
    "ListedUnit",
    "OwnFound",
    "OwnWithdrawn",
    "ProposalsLeft",
    "Received",
    "Reviewed",
    "Reworded",
    "TakenOver",
    "UnitsListed",
    "Unpacked",
    "UserInvited",
    "UserSet",
]


class Received(Struct, frozen=True, tag=True):
    """A file was handed in.

    Attributes:
        vault: digest of the given bytes. name: as it was called. size: in bytes.
        member: the path in the archive, of a file that came in one.
    """

    vault: str
    name: str
    size: int
    member: str = ""


class Unpacked(Struct, frozen=True, tag=True):
    """A file turned out to be an archive; each file in it has been received."""

    document: int


class FindingLine(Struct, frozen=True):
    """A cause as the report tells it, by its fingerprint; ``subject`` stands for what it speaks of, whatever the numbers are."""

    fingerprint: str
    severity: str
    rule: str
    title: str
    message: str
    subject: str = ""


class DocumentJudged(Struct, frozen=True, tag=True):
    """A document was read and judged, or cannot be.

    Attributes:
        document: its number.
        verdict, conclusion, message: as in the report.
        digest: of what is in it. kind, unit, year: what it is; empty where that is not known.
        errors, warnings, hints: causes. numbers, checked: how much of it was judged.
        findings: the causes, in the order of the report. layout: by which it was read.
        carried: findings of a reviewer on the version before that stand in this one; they are among the causes.
    """

    document: int
    verdict: str
    conclusion: str
    message: str = ""
    digest: str = ""
    kind: str = ""
    unit: str = ""
    year: int | None = None
    errors: int = 0
    warnings: int = 0
    hints: int = 0
    numbers: int = 0
    checked: int = 0
    findings: tuple[FindingLine, ...] = ()
    layout: str = ""
    carried: tuple[OwnFinding, ...] = ()


class Decided(Struct, frozen=True, tag=True):
    """A reviewer said what holds of findings, or took that back.

    Attributes:
        document: in which they were seen.
        fingerprints: of the findings.
        judgement: one of ``Conclusion``; empty: taken back.
        note: why, or what is asked.
        is_for_layout: whether it holds of the same in all documents of the layout, too; of what is not true.
    """

    document: int
    fingerprints: tuple[str, ...]
    judgement: str
    note: str = ""
    is_for_layout: bool = False


class Reviewed(Struct, frozen=True, tag=True):
    """The review of a document got further: one of ``Review``."""

    document: int
    review: str


class ListedUnit(Struct, frozen=True):
    """A line of the list of units: the name, the last day for its document (ISO; empty: none), and who reviews it."""

    name: str
    due: str = ""
    person: str = ""


class UnitsListed(Struct, frozen=True, tag=True):
    """The list of units that have to publish was given; it takes the place of the one before."""

    units: tuple[ListedUnit, ...]


class TakenOver(Struct, frozen=True, tag=True):
    """Whoever did this reviews the unit of the document from now on."""

    document: int


class UserSet(Struct, frozen=True, tag=True):
    """A person became a user, or other roles. What the person signs in with is no part of it.

    Attributes:
        roles: each one of ``Role``. is_active: whether the person may sign in.
    """

    name: str
    roles: tuple[str, ...]
    is_active: bool


class UserInvited(Struct, frozen=True, tag=True):
    """A person may set a password, by a code that is no part of it; an earlier password and all sessions of the person ended."""

    name: str


class OwnFound(Struct, frozen=True, tag=True):
    """A reviewer found something that the program did not; its fingerprint is made of the number of the act."""

    document: int
    severity: str
    message: str
    place: Place
    text: str = ""
    statement: str = ""
    fact: str = ""
    label: str = ""
    value: str = ""


class OwnWithdrawn(Struct, frozen=True, tag=True):
    """A reviewer took back a finding of his own."""

    document: int
    fingerprint: str


class Reworded(Struct, frozen=True, tag=True):
    """Other words for a finding, and another value for what it proposes; empty: as they were."""

    document: int
    fingerprint: str
    message: str = ""
    value: str = ""


class Explained(Struct, frozen=True, tag=True):
    """What the unit says of a finding; empty: nothing any more."""

    document: int
    fingerprint: str
    text: str


class ProposalsLeft(Struct, frozen=True, tag=True):
    """What is proposed for findings goes out, or does not: for all that are to be mended together."""

    document: int
    fingerprints: tuple[str, ...]
    is_left: bool


class LetterheadSet(Struct, frozen=True, tag=True):
    """Letters are written on a template of the bureau's own from now on: its digest and name; empty: on our own again."""

    vault: str
    name: str


Act = (
    Received
    | Unpacked
    | DocumentJudged
    | Decided
    | Reviewed
    | UnitsListed
    | TakenOver
    | UserSet
    | UserInvited
    | PreparationAct
    | OwnFound
    | OwnWithdrawn
    | Reworded
    | ProposalsLeft
    | Explained
    | LetterheadSet
)
