"""Faults of the program itself: the one place where everything is caught, so that a bug costs what it concerns and no more.

Two things are attempted: one rule on one document (by the engine), and one file or one whole command (by the command line). Whoever
attempts must tell of the fault; the lint allows no other place to catch everything.
"""

from __future__ import annotations

import errno
import os
from collections.abc import Callable, Iterator
from typing import TypeVar

from msgspec import Struct

__all__ = ["Fault", "attempt"]

Result = TypeVar("Result")

_FULL = frozenset({errno.ENOSPC, errno.EDQUOT})
_OF_MEMORY = frozenset({MemoryError.__name__, "OutOfMemoryException"})
"""Ours, and that of the engine that adds up detail lines."""


class Fault(Struct, frozen=True):
    """What went wrong inside the program.

    Attributes:
        kind: the name of the exception.
        detail: the traceback, for whoever has to find it.
        rule: the id of the rule that it happened in, or empty.
        is_of_space: whether a disk was full: that says something of the machine, not of the program.
    """

    kind: str
    detail: str
    rule: str = ""
    is_of_space: bool = False

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

        detail = "".join(traceback.format_exception(error))
        return Fault(type(error).__name__, detail, rule, is_of_space=any(map(_is_of_space, _chain(error))))


def _chain(error: BaseException) -> Iterator[BaseException]:
    """An exception, what it wraps, and what it came from: libraries put the system's into their own."""
    seen: list[BaseException] = []
    waiting: list[object] = [error]
    while waiting:
        item = waiting.pop()
        if isinstance(item, BaseException) and item not in seen:
            seen.append(item)
            waiting += [item.__cause__, item.__context__, *item.args]
    return iter(seen)


def _is_of_space(error: BaseException) -> bool:
    return (isinstance(error, OSError) and error.errno in _FULL) or os.strerror(errno.ENOSPC) in str(error)
