"""What can happen to a workbook that is prepared here. Each is a line of the log."""

from __future__ import annotations

from msgspec import Struct

__all__ = [
    "ErrorAccepted",
    "ErrorNotAccepted",
    "FileAttached",
    "FileDetached",
    "PreparationAct",
    "PreparationSet",
    "PreparationStarted",
    "PublicationMade",
    "PublishedFile",
    "WorkbookSaved",
]


class PreparationStarted(Struct, frozen=True, tag=True):
    """A workbook was begun.

    Attributes:
        vault: digest of the workbook. unit, year: as it says them; empty where it does not.
        origin: one of ``Origin``. source: the file that it was made of, by name.
        layout: in which it is printed; empty: that of the place.
    """

    vault: str
    unit: str
    year: str
    origin: str
    source: str = ""
    layout: str = ""


class WorkbookSaved(Struct, frozen=True, tag=True):
    """Cells were filled in: a new version of the workbook.

    Attributes:
        preparation: its number. vault: digest of the workbook. cells: how many were changed.
        unit, year: as it says them now. restored: the version that it is again; 0: cells were filled in.
    """

    preparation: int
    vault: str
    cells: int
    unit: str
    year: str
    restored: int = 0


class PreparationSet(Struct, frozen=True, tag=True):
    """How it is printed was chosen: the layout (empty: that of the place), and how yuan become wan."""

    preparation: int
    layout: str
    rounding: str


class FileAttached(Struct, frozen=True, tag=True):
    """A file was put beside the workbook; ``role`` is one of ``FileRole``."""

    preparation: int
    role: str
    vault: str
    name: str
    size: int


class FileDetached(Struct, frozen=True, tag=True):
    """A file that was put beside the workbook was taken away."""

    preparation: int
    attachment: int


class ErrorAccepted(Struct, frozen=True, tag=True):
    """Somebody answers for something that keeps the document from being published: it is published as it stands.

    Attributes:
        fingerprint, message: of what. reason: why it is right as it stands. name: who answers for it.
    """

    preparation: int
    fingerprint: str
    message: str
    reason: str
    name: str


class ErrorNotAccepted(Struct, frozen=True, tag=True):
    """Nobody answers for it any more."""

    preparation: int
    fingerprint: str


class PublishedFile(Struct, frozen=True):
    """A file that was made: its name, the digest under which it is kept, its size."""

    name: str
    vault: str
    size: int


class PublicationMade(Struct, frozen=True, tag=True):
    """The document was made.

    Attributes:
        version: of the workbook. is_draft: whether every page says so.
        verdict: on the first file, as ``check`` says it. files: what was made.
    """

    preparation: int
    version: int
    is_draft: bool
    verdict: str
    files: tuple[PublishedFile, ...]


PreparationAct = (
    PreparationStarted
    | WorkbookSaved
    | PreparationSet
    | FileAttached
    | FileDetached
    | ErrorAccepted
    | ErrorNotAccepted
    | PublicationMade
)
