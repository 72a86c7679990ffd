"""Files kept by what is in them: the same bytes are kept once, under their digest, and nothing that is there is ever written again."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from pathlib import Path

from juesuan.formats.file_names import safe_stem
from juesuan.unfinished import Unfinished

__all__ = ["KeptFile", "Vault"]

_STEM = 120
"""Bytes of a name that are taken into the vault: with its folders it must fit into a path on Windows."""


class KeptFile:
    """A file in the vault: its digest, its size, and where it is."""

    def __init__(self, digest: str, size: int, path: Path) -> None:
        self.digest = digest
        self.size = size
        self.path = path


class Vault:
    """A folder of given files; each is a folder by its digest with one file in it, under the name that it came with."""

    def __init__(self, folder: Path) -> None:
        """The folder is made where it is not there."""
        folder.mkdir(parents=True, exist_ok=True)
        self._folder = folder

    def put(self, name: str, parts: Iterable[bytes]) -> KeptFile:
        """Keeps a file; the one that is there already when the same bytes came before.

        Args:
            name: as it was called; for its suffix, and to be recognised in messages.
            parts: its bytes, piece by piece.
        """
        digest, size = hashlib.sha256(), 0
        with Unfinished(self._folder) as unfinished:
            there = unfinished / "file"
            with there.open("wb") as file:
                for part in parts:
                    digest.update(part)
                    size += len(part)
                    file.write(part)
            code = digest.hexdigest()
            target = self._folder_of(code)
            if not target.exists():
                whole = unfinished / "whole"
                whole.mkdir()
                given = Path(name)
                stem = safe_stem(given.stem, len(given.suffix.encode()) + _STEM)
                there.rename(whole / f"{stem}{safe_stem(given.suffix[1:]) and given.suffix}")
                target.parent.mkdir(exist_ok=True)
                try:
                    whole.rename(target)
                except OSError:
                    if not target.exists():  # someone else may have kept the same bytes meanwhile
                        raise
        return KeptFile(code, size, self.path(code))

    def path(self, digest: str) -> Path:
        """Where a kept file is."""
        return next(self._folder_of(digest).iterdir())

    def _folder_of(self, digest: str) -> Path:
        return self._folder / digest[:2] / digest
