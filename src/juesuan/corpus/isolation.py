"""A process without reach: from now on no network, no other process, and no file of its own but in one folder.

Python tells of all that it does with the outside world (PEP 578), and what is told may be refused. Libraries in C do not ask; the
limits of :mod:`juesuan.system` hold for them.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Any

__all__ = ["isolate"]

_REFUSED = frozenset(
    {
        *("subprocess.Popen", "os.system", "os.exec", "os.posix_spawn", "os.spawn", "os.fork", "os.forkpty"),
        *("os.startfile", "os.kill", "pty.spawn", "urllib.Request", "webbrowser.open"),
    }
)
_REFUSED_FAMILIES = (
    "socket.",
    "ftplib.",
    "http.client.",
    "smtplib.",
    "imaplib.",
    "poplib.",
    "nntplib.",
    "telnetlib.",
    "winreg.",
)
_CHANGES = frozenset(
    {
        *(
            "os.remove",
            "os.rename",
            "os.mkdir",
            "os.rmdir",
            "os.truncate",
            "os.link",
            "os.symlink",
            "os.chmod",
            "os.chown",
        ),
        *("os.utime", "os.setxattr", "os.removexattr", "os.mkfifo", "os.mknod", "shutil.move", "shutil.rmtree"),
        *("shutil.copyfile", "shutil.make_archive", "shutil.unpack_archive", "sqlite3.connect", "dbm.open"),
    }
)
"""What changes the files that its arguments name."""

_WRITES = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
_NAMES = (str, bytes, os.PathLike)


def isolate(folder: Path | None) -> None:
    """Refuses, for good, whatever this process has no business with.

    Args:
        folder: the one folder in which it may write; None: nowhere.
    """
    sys.dont_write_bytecode = True
    within = os.path.realpath(folder) if folder is not None else ""

    def is_within(name: object) -> bool:
        where = os.path.realpath(os.fsdecode(name))  # type: ignore[arg-type]
        return bool(within) and (where == within or where.startswith(within + os.sep))

    def listen(event: str, arguments: tuple[Any, ...]) -> None:
        if event in _REFUSED or event.startswith(_REFUSED_FAMILIES):
            raise PermissionError(f"refused while a document is read: {event}")
        changed = _changed(event, arguments)
        if any(not is_within(name) for name in changed):
            raise PermissionError(f"refused while a document is read: {event} {changed}")

    sys.addaudithook(listen)


def _changed(event: str, arguments: tuple[Any, ...]) -> tuple[Any, ...]:
    """The names of what would be made, changed or removed."""
    if event == "open":
        name, _, flags = arguments
        return () if not flags & _WRITES or isinstance(name, int) or name == os.devnull else (name,)
    return tuple(item for item in arguments if isinstance(item, _NAMES)) if event in _CHANGES else ()
