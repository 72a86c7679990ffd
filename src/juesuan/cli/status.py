"""Exit status: what a script may rely on."""

from __future__ import annotations

from collections.abc import Iterable

__all__ = ["ERRORS", "FINE", "UNUSABLE", "Refusal", "of_verdicts"]

FINE = 0
"""Nothing wrong beyond warnings."""
ERRORS = 1
"""Errors were found."""
UNUSABLE = 2
"""Something could not be read, or the command was used wrongly."""

_BY_VERDICT = {"clean": FINE, "warnings": FINE, "errors": ERRORS, "unreadable": UNUSABLE}


class Refusal(Exception):
    """The command cannot be carried out; the text says why and what to do, in Chinese."""


def of_verdicts(verdicts: Iterable[str]) -> int:
    """The status for several documents: the worst of theirs."""
    return max((_BY_VERDICT[verdict] for verdict in verdicts), default=FINE)
