"""One workbench a data folder: two would judge everything twice, and count their acts past each other."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

__all__ = ["FolderInUse", "in_use"]


class FolderInUse(Exception):
    """Another workbench has the folder."""


@contextmanager
def in_use(folder: Path) -> Iterator[None]:
    """Has the folder as long as the block runs; whatever ends the process lets go of it.

    The lock is that of a database without tables: it is the same on every system.

    Raises:
        FolderInUse: when another process has it. OSError: when there can be no folder.
    """
    folder.mkdir(parents=True, exist_ok=True)
    connection = sqlite3.connect(folder / "in-use.sqlite", timeout=0, isolation_level=None)
    try:
        connection.execute("BEGIN EXCLUSIVE")
    except sqlite3.OperationalError as error:
        connection.close()
        raise FolderInUse from error
    try:
        yield
    finally:
        connection.close()
