"""The list of what this program wrote into a folder: a hidden file there, with the fingerprint of every result.

It moves with the folder and serves every format, also those that have no room for a mark. A file that is not on it, or is no longer as
it was written, is somebody's own. A result is entered before it is put in its place: whenever a run is ended, what stands there is on
the list, be it the old result or the new one.
"""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from msgspec import Struct

from juesuan.cli.writing.files import replace_whole

__all__ = ["LIST", "Entry", "entries", "fingerprint", "is_as_written", "remember"]

LIST = ".juesuan.json"


class Entry(Struct, frozen=True):
    """A result: its SHA-256, the command that wrote it (empty: by an earlier version), and the SHA-256 of what it replaces."""

    sha256: str
    command: str = ""
    replaced: str = ""

    def is_of(self, sha256: str) -> bool:
        """Whether a file with this fingerprint is as it was written."""
        return sha256 in {self.sha256, self.replaced}


def entries(folder: Path) -> dict[str, Entry]:
    """What was written into a folder, by path below it with ``/``; nothing when there is no list, or none of ours."""
    import json

    try:
        listed = json.loads((folder / LIST).read_text(encoding="utf-8"))
        commands, replaced = listed.get("commands", {}), listed.get("replaced", {})
        return {
            str(name): Entry(str(sha256), str(commands.get(name, "")), str(replaced.get(name, "")))
            for name, sha256 in listed["files"].items()
        }
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return {}


def fingerprint(path: Path) -> str:
    """The SHA-256 of a file, read in pieces."""
    import hashlib

    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def is_as_written(path: Path, folder: Path | None = None) -> bool:
    """Whether a file is as this program wrote it, by the list of its own folder, or of one above.

    Raises:
        OSError: when it cannot be read.
    """
    root = folder or path.parent
    entry = entries(root).get(path.relative_to(root).as_posix())
    return entry is not None and entry.is_of(fingerprint(path))


def remember(folder: Path, coming: Mapping[str, str], command: str, *, forget: bool = True) -> None:
    """Enters results into the list of a folder, by path below it with ``/``, with their SHA-256.

    Where the list cannot be written the results stand all the same: another run will ask before it replaces them.

    Args:
        folder: has the list.
        coming: what is about to be put there.
        command: what makes it.
        forget: whether results that are gone leave the list.
    """
    known = entries(folder)
    if not known and (folder / LIST).exists() and (folder / LIST).stat().st_size:
        return  # somebody's own file of this name
    if forget:
        known = {name: entry for name, entry in known.items() if (folder / name).is_file()}
    for name, sha256 in coming.items():
        there = fingerprint(folder / name) if name in known and (folder / name).is_file() else ""
        known[name] = Entry(sha256, command, there if there and known[name].is_of(there) else "")
    kept = sorted(known.items())
    listed = {
        "files": {name: entry.sha256 for name, entry in kept},
        "commands": {name: entry.command for name, entry in kept},
        "replaced": {name: entry.replaced for name, entry in kept if entry.replaced not in {"", entry.sha256}},
    }
    import json

    with suppress(OSError):
        replace_whole(folder / LIST, (json.dumps(listed, ensure_ascii=False, indent=1) + "\n").encode())
