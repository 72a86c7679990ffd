"""The list of what this program wrote into a folder: a hidden file there, with the fingerprint of every result.

It moves with the folder and serves every format, also those that have no room for a mark. A file that is not on it, or is no longer as
it was written, is somebody's own.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from msgspec import Struct

from juesuan.cli.writing.files import replace_whole

__all__ = ["LIST", "Entry", "entries", "fingerprint", "is_as_written", "remember"]

LIST = ".juesuan.json"


class Entry(Struct, frozen=True):
    """A result: its SHA-256, and the command that wrote it (empty: by an earlier version)."""

    sha256: str
    command: str


def entries(folder: Path) -> dict[str, Entry]:
    """What was written into a folder, by path below it with ``/``; nothing when there is no list, or none of ours."""
    import json

    try:
        listed = json.loads((folder / LIST).read_text(encoding="utf-8"))
        commands = listed.get("commands", {})
        return {str(name): Entry(str(sha256), str(commands.get(name, ""))) for name, sha256 in listed["files"].items()}
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return {}


def fingerprint(path: Path) -> str:
    """The SHA-256 of a file, read in pieces."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def is_as_written(path: Path, folder: Path | None = None) -> bool:
    """Whether a file is as this program wrote it, by the list of its own folder, or of one above.

    Raises:
        OSError: when it cannot be read.
    """
    root = folder or path.parent
    entry = entries(root).get(path.relative_to(root).as_posix())
    return entry is not None and entry.sha256 == fingerprint(path)


def remember(folder: Path, paths: Iterable[Path], command: str) -> None:
    """Enters results into the list of a folder; those that are gone leave it.

    Where the list cannot be written the results stand all the same: another run will ask before it replaces them.
    """
    known = {name: entry for name, entry in entries(folder).items() if (folder / name).is_file()}
    if not known and (folder / LIST).exists() and (folder / LIST).stat().st_size:
        return  # somebody's own file of this name
    known |= {path.relative_to(folder).as_posix(): Entry(fingerprint(path), command) for path in paths}
    listed = {
        "files": {name: entry.sha256 for name, entry in sorted(known.items())},
        "commands": {name: entry.command for name, entry in sorted(known.items())},
    }
    import json

    with suppress(OSError):
        replace_whole(folder / LIST, (json.dumps(listed, ensure_ascii=False, indent=1) + "\n").encode())
