"""Exit status: what a script may rely on."""

from __future__ import annotations

from collections.abc import Iterable

from juesuan.fault import Fault

__all__ = ["ERRORS", "FAULT", "FINE", "INTERRUPTED", "UNUSABLE", "Faulty", "Refusal", "of_verdict", "worst"]

FINE = 0
"""Nothing wrong beyond warnings."""
ERRORS = 1
"""Errors were found."""
UNUSABLE = 2
"""Something could not be judged, or the command was used wrongly."""
FAULT = 3
"""A fault of the program."""
INTERRUPTED = 130
"""The user ended it, as shells have it."""

_WORST_FIRST = (FAULT, ERRORS, UNUSABLE, FINE)
_BY_VERDICT = {"clean": FINE, "warnings": FINE, "errors": ERRORS} | dict.fromkeys(
    ("incomplete", "unreadable", "not_a_disclosure"), UNUSABLE
)


class Refusal(Exception):
    """The command cannot be carried out; the text says why and what to do, in Chinese."""


class Faulty(Exception):
    """The command cannot be carried out for a fault of the program that another process met with on a file."""

    def __init__(self, name: str, fault: Fault) -> None:
        super().__init__(name)
        self.name = name
        self.fault = fault


def of_verdict(verdict: str, *, faulty: bool = False) -> int:
    """The status for one document; ``faulty`` when the program itself failed somewhere on it."""
    return FAULT if faulty else _BY_VERDICT[verdict]


def worst(statuses: Iterable[int]) -> int:
    """The status for several documents."""
    found = set(statuses)
    return next((status for status in _WORST_FIRST if status in found), FINE)
