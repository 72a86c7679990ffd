"""Notes to be written into a copy of the user's file, and their places: what every format that carries notes is given."""

from __future__ import annotations

from dataclasses import dataclass

from juesuan.model import Place, Severity

__all__ = ["AUTHOR", "ListedFinding", "MarkedPlace", "Note", "Remarks"]

AUTHOR = "决算核对"
"""Whose notes they are, in every program that shows it."""

_ORDER = tuple(Severity)


@dataclass(frozen=True, slots=True)
class Note:
    """What is said about one cause at one place.

    Attributes:
        number: the cause's number, as in every report.
        severity: of the cause.
        text: lines of Chinese.
        full: the whole explanation, as against a reference to it.
    """

    number: int
    severity: Severity
    text: str
    full: bool


@dataclass(frozen=True, slots=True)
class MarkedPlace:
    """A place and everything that is said there, whole explanations first.

    Attributes:
        place: where in the user's file.
        printed: the number or words that the notes are about, as printed; empty for a blank cell.
        notes: at least one.
    """

    place: Place
    printed: str
    notes: tuple[Note, ...]

    @property
    def severity(self) -> Severity:
        """The worst of its notes: of the explanations, where there are any."""
        return min((note.severity for note in self.notes if note.full == self.full), key=_ORDER.index)

    @property
    def full(self) -> bool:
        """Whether a cause is explained here."""
        return any(note.full for note in self.notes)

    @property
    def text(self) -> str:
        """All notes."""
        return "\n\n".join(note.text for note in self.notes)

    @property
    def numbers(self) -> tuple[int, ...]:
        """The causes, each once, in the order of the notes."""
        return tuple(dict.fromkeys(note.number for note in self.notes))


@dataclass(frozen=True, slots=True)
class ListedFinding:
    """A finding as a line of a list.

    Attributes:
        number: of its cause.
        severity: of a cause; None for what follows from it.
        kind: the severity in words, or what it follows from.
        place: where it is explained, if it has a place.
        message, doubts, advice, basis, rule: what is said about it.
    """

    number: int
    severity: Severity | None
    kind: str
    place: Place | None
    message: str
    doubts: str
    advice: str
    basis: str
    rule: str


@dataclass(frozen=True, slots=True)
class Remarks:
    """Everything that goes into the copy.

    Attributes:
        opening: what the check came to and how to read the marks; for the start of the document.
        unplaced: causes that have no place (a missing table); they go to the start too.
        marks: in order of their first cause.
        listed: every cause with its consequences, for formats that have room for a list.
    """

    opening: str
    unplaced: tuple[Note, ...]
    marks: tuple[MarkedPlace, ...]
    listed: tuple[ListedFinding, ...] = ()
