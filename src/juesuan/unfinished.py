"""Folders for what is not finished: hidden, beside the place where it goes when it is. What an ended run left is cleared by the next.

Such a folder is in use as long as the lock in it is held, and a system lets go of the locks of a process that ends, however it ends.
"""

from __future__ import annotations

import os
import re
from contextlib import suppress
from pathlib import Path
from typing import IO, TYPE_CHECKING

from juesuan.system import is_of_this_user, lock

if TYPE_CHECKING:
    from types import TracebackType

__all__ = ["Unfinished", "clear", "give_up", "is_unfinished"]

_NAME = ".juesuan-{}.partial"
_NAMES = re.compile(r"\.juesuan-[0-9a-f]{16}\.partial")
_LOCK = "lock"
_ATTEMPTS = 5

_in_use: set[str] = set()
"""The folders of this process, by name."""


class Unfinished:
    """A new folder, to be used in a ``with`` statement, at whose end it is gone with all that is still in it.

    Attributes:
        path: where it is.
    """

    def __init__(self, beside: Path, *, private: bool = False) -> None:
        """Makes it.

        Args:
            beside: the folder that it lies in; what is finished can be moved there at once.
            private: whether nobody else may look into it, as in a folder that all users share.

        Raises:
            OSError: when the system does not let us.
        """
        self.path, self._lock = _made(beside, private)

    def __enter__(self) -> Path:
        return self.path

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Takes it away."""
        _remove(self.path, self._lock)
        _in_use.discard(self.path.name)


def give_up(where: Path) -> None:
    """Takes away such a folder of a process that has gone, which was ours to work in."""
    _remove(where, None)


def is_unfinished(path: Path) -> bool:
    """Whether something lies in such a folder, or is one."""
    return any(_NAMES.fullmatch(part) for part in path.parts)


def clear(beside: Path) -> None:
    """Takes away what ended runs of this user left in a folder, and nothing that a run is still at work in."""
    try:
        found = [path for path in beside.iterdir() if _NAMES.fullmatch(path.name) and path.name not in _in_use]
    except OSError:
        return
    for left in found:
        with suppress(OSError):
            if left.is_symlink() or not is_of_this_user(left):
                continue
            with suppress(OSError):
                left.rmdir()  # its run was ended before it put anything there
                continue
            # Without a lock, something was still put there while it was being taken away.
            held = (left / _LOCK).open("ab")
            if lock(held):
                _remove(left, held)
            else:
                held.close()


def _made(beside: Path, private: bool) -> tuple[Path, IO[bytes]]:
    for attempt in range(_ATTEMPTS):
        where = beside / _NAME.format(os.urandom(8).hex())
        _in_use.add(where.name)
        # Windows would pass such rights on to all that is moved out of it.
        where.mkdir(0o700 if private else 0o777)
        try:
            held = (where / _LOCK).open("xb")
        except FileNotFoundError:
            # Another run took it for one that was left.
            if attempt < _ATTEMPTS - 1:
                continue
            raise
        lock(held)
        break
    return where, held


def _remove(where: Path, held: IO[bytes] | None) -> None:
    """Takes away a folder, the lock last: until then nobody else takes it for one that was left."""
    _empty(where)
    if held is not None:
        held.close()
    with suppress(OSError):
        (where / _LOCK).unlink()
        where.rmdir()  # not where a job of an ended run is still writing: then the next run finds it, and clears it


def _empty(where: Path) -> None:
    for path in sorted(where.rglob("*"), reverse=True):
        if path == where / _LOCK:
            continue
        with suppress(OSError):
            path.rmdir() if path.is_dir() and not path.is_symlink() else path.unlink()
