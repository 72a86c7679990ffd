"""The folders that a standard is read from: the package's own, and folders of the same shape laid over it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

from juesuan.standard.loading import DataError, File

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

__all__ = ["Layers"]

_OURS = Path(__file__).parent / "data"
"""As every file of the package is one: importlib.resources takes longer to import than a page to read."""

_HIDDEN = (".", "_", "~")
_NOT_OURS = (".md", ".txt", ".pyc")


class Layers(Struct, frozen=True, eq=False):
    """Folders, the package's own first.

    Attributes:
        folders: each with what messages put before the names of its files.
        strict: whether patterns of the package's own files are compiled too, as our tests do.
    """

    folders: tuple[tuple[str, Traversable], ...]
    strict: bool = False

    @classmethod
    def over(cls, folders: Iterable[Path] = ()) -> Layers:
        """The package's data with folders of the user's own over it.

        Raises:
            DataError: when one is no folder.
        """
        own = tuple(folders)
        for folder in own:
            if not folder.is_dir():
                raise DataError(str(folder), "", "不是文件夹")
        return cls((("", _OURS), *((f"{folder.as_posix()}/", folder) for folder in own)))

    def apart(self) -> Iterator[Layers]:
        """Each of the folders by itself, the package's own first."""
        return (Layers((folder,), self.strict) for folder in self.folders)

    def _tested(self, prefix: str) -> bool:
        return not prefix and not self.strict

    def files(self, path: str) -> tuple[File, ...]:
        """The file with that path in every folder that has it."""
        found = ((prefix, folder.joinpath(*path.split("/"))) for prefix, folder in self.folders)
        return tuple(File(entry, prefix + path, self._tested(prefix)) for prefix, entry in found if entry.is_file())

    def listed(self, path: str, ending: str) -> tuple[File, ...]:
        """The files of a folder by that ending, of every layer, by name within it. Names with ``_`` in front are not read."""
        return tuple(
            File(entry, f"{prefix}{path}/{entry.name}", self._tested(prefix))
            for prefix, folder in self.folders
            for entry in _listed(folder, path, ending)
        )

    def each(self, path: str, name: str) -> tuple[File, ...]:
        """The file of that name in every folder of a folder (``layouts/henan-2022/facts.toml``), of every layer."""
        found: list[File] = []
        for prefix, folder in self.folders:
            inner = folder.joinpath(*path.split("/"))
            entries = sorted(inner.iterdir(), key=lambda item: item.name) if inner.is_dir() else ()
            for entry in entries:
                file = entry / name
                if not entry.name.startswith(_HIDDEN) and entry.is_dir() and file.is_file():
                    found.append(File(file, f"{prefix}{path}/{entry.name}/{name}", self._tested(prefix)))
        return tuple(found)

    def every(self) -> Iterator[tuple[int, str, File]]:
        """Every data file: number of the folder, path in it, file."""
        for number, (prefix, folder) in enumerate(self.folders):
            yield from ((number, path, File(entry, prefix + path)) for path, entry in _walked(folder, ""))


def _listed(folder: Traversable, path: str, ending: str) -> Iterator[Traversable]:
    inner = folder.joinpath(*path.split("/"))
    if inner.is_dir():
        for entry in sorted(inner.iterdir(), key=lambda item: item.name):
            if entry.name.endswith(ending) and not entry.name.startswith(_HIDDEN) and entry.is_file():
                yield entry


def _walked(folder: Traversable, path: str) -> Iterator[tuple[str, Traversable]]:
    for entry in sorted(folder.iterdir(), key=lambda item: item.name):
        if entry.name.startswith(_HIDDEN) or entry.name.endswith(_NOT_OURS):
            continue
        if entry.is_dir():
            yield from _walked(entry, f"{path}{entry.name}/")
        else:
            yield f"{path}{entry.name}", entry
