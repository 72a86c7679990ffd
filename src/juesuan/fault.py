"""Faults of the program itself: the one place where everything is caught, so that a bug costs what it concerns and no more.

Two things are attempted: one rule on one document (by the engine), and one file or one whole command (by the command line). Whoever
attempts must tell of the fault; the lint allows no other place to catch everything.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from msgspec import Struct

__all__ = ["Fault", "attempt"]

Result = TypeVar("Result")

_OF_MEMORY = frozenset({MemoryError.__name__, "OutOfMemoryException"})
"""Ours, and that of the engine that adds up detail lines."""


class Fault(Struct, frozen=True):
    """What went wrong inside the program.

    Attributes:
        kind: the name of the exception.
        detail: the traceback, for whoever has to find it.
        rule: the id of the rule that it happened in, or empty.
    """

    kind: str
    detail: str
    rule: str = ""

    @property
    def is_of_memory(self) -> bool:
        """Whether there was not enough memory: that says something of the machine or the file, not of the program."""
        return self.kind in _OF_MEMORY


def attempt(work: Callable[[], Result], rule: str = "") -> Result | Fault:
    """The result of some work, or the fault that it ended with."""
    try:
        return work()
    except Exception as error:
        import traceback  # noqa: PLC0415 (with what it imports it is needed only here)

        return Fault(type(error).__name__, "".join(traceback.format_exception(error)), rule)
