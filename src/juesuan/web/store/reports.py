"""What was made of each document: its report as a page and as data, in a folder of its number. All of it can be made again."""

from __future__ import annotations

from pathlib import Path

from juesuan.unfinished import Unfinished, clear

__all__ = ["Reports"]


class Reports:
    """A folder with a folder for each document."""

    def __init__(self, folder: Path) -> None:
        """The folder is made where it is not there, and cleared of what ended runs left."""
        folder.mkdir(parents=True, exist_ok=True)
        clear(folder)
        self._folder = folder

    def put(self, document: int, name: str, content: bytes) -> None:
        """Keeps one; an earlier one of the name gives way at once, never half."""
        with Unfinished(self._folder) as unfinished:
            (unfinished / name).write_bytes(content)
            (self._folder / str(document)).mkdir(exist_ok=True)
            (unfinished / name).replace(self._folder / str(document) / name)

    def get(self, document: int, name: str) -> bytes | None:
        """One; None where there is none."""
        path = self._folder / str(document) / name
        return path.read_bytes() if path.is_file() else None
