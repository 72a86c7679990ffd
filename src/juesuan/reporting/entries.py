"""What a reviewer hands up of each of many documents: its line, and a line for each of its problems."""

from __future__ import annotations

from decimal import Decimal

from msgspec import Struct

from juesuan.model import Severity
from juesuan.reporting.words import VERDICT

__all__ = ["InputAccount", "ProblemLine", "SummaryEntry", "unread_entry"]


class ProblemLine(Struct, frozen=True):
    """One cause of a document, for the list of all problems."""

    severity: Severity
    category: str
    rule: str
    title: str
    message: str
    where: str
    advice: str
    follows: int


class SummaryEntry(Struct, frozen=True):
    """One document.

    Attributes:
        file: as the user named it. unit, level, year, kind: what it is; empty where that is not known.
        conclusion: the verdict for people.
        problems: errors and warnings that nobody has explained.
        hints, waived: how many hints and explained causes there are.
        forms, forms_read: forms the layout has, and those read in full.
        numbers, checked, closure, undecided: how much of it was judged. closure in percent; None when nothing was.
        previous, budget: names of the files it was compared with.
        message: why it was not read.
    """

    file: str
    conclusion: str
    unit: str = ""
    level: str = ""
    year: int | None = None
    kind: str = ""
    problems: tuple[ProblemLine, ...] = ()
    hints: int = 0
    waived: int = 0
    forms: int = 0
    forms_read: int = 0
    numbers: int = 0
    checked: int = 0
    closure: Decimal | None = None
    undecided: int = 0
    previous: str = ""
    budget: str = ""
    message: str = ""

    def count(self, severity: Severity) -> int:
        """How many problems there are of one severity."""
        return sum(problem.severity is severity for problem in self.problems)


class InputAccount(Struct, frozen=True):
    """What became of a file that was given, or that lies in a folder that was.

    Attributes:
        file: as the user named it. fate: what was done with it. note: what else is to be said of it.
        unit, year, conclusion: of its document, if it has one of its own.
        results: what was written of it, by paths below the folder of results.
    """

    file: str
    fate: str
    unit: str = ""
    year: int | None = None
    conclusion: str = ""
    note: str = ""
    results: tuple[str, ...] = ()


def unread_entry(file: str, message: str) -> SummaryEntry:
    """The line of a file that could not be read."""
    return SummaryEntry(file, VERDICT["unreadable"], message=message)
