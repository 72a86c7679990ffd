"""The documents a command is given: files, and folders and archives with everything readable in them."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

from juesuan.cli.console import complain
from juesuan.cli.status import Refusal
from juesuan.cli.writing import Gate
from juesuan.formats.files import is_data_package
from juesuan.unfinished import is_unfinished

if TYPE_CHECKING:
    from juesuan.corpus.workers import Workers

__all__ = ["KEPT", "Inputs", "find", "tell_skipped", "why_skipped"]

KEPT = ".juesuan-kept"
"""The folder beside results in which a batch keeps what it has done."""

_READABLE = frozenset(
    {".pdf", ".docx", ".doc", ".xlsx", ".xls", ".html", ".htm", ".txt", ".json", ".ofd", ".wps", ".et", ".rtf"}
)
_ARCHIVE = ".zip"
_NAMED = 12
"""Skipped files that are named one by one."""
_JUNK = frozenset({"__MACOSX"})
"""Folders that programs for packing put beside what was packed."""
_TEMPORARY = ("~$", ".", "~")
"""How the names of lock files of Office, of partial downloads and of hidden files begin."""


class Inputs(Struct, frozen=True):
    """What there is to read.

    Attributes:
        files: in the order given; those of a folder or an archive by their path.
        several: whether results must be told apart: several files, or a folder or an archive, however many there are in it.
        skipped: files of folders and archives that are of no format that can be read.
        archives: those whose files are read one by one.
    """

    files: tuple[Path, ...]
    several: bool
    skipped: tuple[Path, ...]
    archives: tuple[Path, ...] = ()


def find(given: Sequence[Path], gate: Gate, workers: Workers) -> Inputs:
    """The documents among what was given.

    Args:
        given: files, folders and archives.
        gate: knows where results go, and what earlier runs left in the folders: that is no document.
        workers: look into archives.

    Raises:
        Refusal: when there is nothing to read, or results would go among the documents.
    """
    files: dict[Path, Path] = {}
    skipped: list[Path] = []
    archives: list[Path] = []
    several = False
    for path in given:
        if path.is_dir() and not is_data_package(path):
            several = True
            if gate.is_place(path):
                raise Refusal(f"{path}：结果不能放在要核对的文件夹里。请用另一个文件夹，或它下面的文件夹。")
            found = [each for each in _inside(path) if not gate.is_result(each)]
        elif _is_archive(path) and (packed := _packed(path, workers)) is not None:
            several, found = True, packed
            archives.append(path)
        else:
            files.setdefault(path.resolve(), path)
            continue
        for each in _opened(found, workers, archives):
            if _is_document(each):
                files.setdefault(each.resolve(), each)
            else:
                skipped.append(each)
    if not files:
        raise Refusal(f"{'、'.join(map(str, given))}：没有可以读取的文件。")
    return Inputs(tuple(files.values()), len(files) > 1 or several, tuple(skipped), tuple(archives))


def tell_skipped(inputs: Inputs) -> None:
    """Names what was found and is not read: nothing is passed over without a word."""
    if not inputs.skipped:
        return
    names = [path.name for path in inputs.skipped]
    more = f" 等 {len(names)} 个" if len(names) > _NAMED else ""
    complain(f"跳过 {len(names)} 个不能读取的文件（临时文件或其他格式）：{'、'.join(names[:_NAMED])}{more}。")


def _inside(folder: Path) -> Iterator[Path]:
    """All files below a folder, by path; the folder of a data package is one document."""
    below = sorted(path for path in folder.rglob("*") if not _is_own(path.relative_to(folder)))
    packages = [path for path in below if is_data_package(path)]
    found = [path for path in below if path.is_file() and not any(package in path.parents for package in packages)]
    found += packages
    yield from sorted(found, key=lambda path: [part.casefold() for part in path.relative_to(folder).parts])


def _opened(files: Iterable[Path], workers: Workers, archives: list[Path]) -> Iterator[Path]:
    """The files, in the place of an archive, which is noted, those in it."""
    for path in files:
        packed = _packed(path, workers) if _is_archive(path) and path.is_file() else None
        archives += [] if packed is None else [path]
        yield from [path] if packed is None else packed


def _is_archive(path: Path) -> bool:
    return path.suffix.casefold() == _ARCHIVE


def _packed(path: Path, workers: Workers) -> list[Path] | None:
    """The files in an archive; None when it is a document itself. One that cannot be opened is told of later, like any file."""
    from juesuan.corpus.reading import Contained

    found = workers.ask(Contained(os.fsencode(path)))
    return [path.joinpath(*name.split("/")) for name in found] if isinstance(found, tuple) else None


def _is_own(path: Path) -> bool:
    """Whether it is what runs of this program keep beside results."""
    return is_unfinished(path) or KEPT in path.parts


def why_skipped(path: Path) -> str:
    """Why a file is no document, in Chinese."""
    if path.name.startswith(_TEMPORARY) or _JUNK & {*path.parts}:
        return "隐藏文件或临时文件，跳过"
    return f"不是能读取的格式（{path.suffix or '没有扩展名'}），跳过"


def _is_document(path: Path) -> bool:
    """By its name; an archive that stands for itself is a package, or nobody can open it, which is told of it."""
    if path.name.startswith(_TEMPORARY) or _JUNK & {*path.parts}:
        return False
    return path.suffix.casefold() in _READABLE or _is_archive(path) or is_data_package(path)
