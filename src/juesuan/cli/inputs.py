"""The documents a command is given: files, and folders with everything readable in them."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

from juesuan.cli.status import Refusal
from juesuan.cli.writing import Gate
from juesuan.formats.files import is_data_package
from juesuan.unfinished import is_unfinished

if TYPE_CHECKING:
    from juesuan.corpus.workers import Workers

__all__ = ["Inputs", "find"]

_READABLE = frozenset({".pdf", ".docx", ".doc", ".xlsx", ".xls", ".html", ".htm", ".txt", ".json"})
_TEMPORARY = ("~$", ".", "~")
"""How the names of lock files of Office, of partial downloads and of hidden files begin."""


class Inputs(Struct, frozen=True):
    """What there is to read.

    Attributes:
        files: in the order given; those of a folder by their path.
        several: whether results must be told apart: several files, or a folder, however many there are in it.
        skipped: files of folders that are of no format that can be read.
    """

    files: tuple[Path, ...]
    several: bool
    skipped: int


def find(given: Sequence[Path], gate: Gate, workers: Workers) -> Inputs:
    """The documents among what was given.

    Args:
        given: files and folders.
        gate: knows where results go, and what earlier runs left in the folders: that is no document.
        workers: look into files whose name says too little.

    Raises:
        Refusal: when there is nothing to read, or results would go among the documents.
    """
    files: dict[Path, Path] = {}
    skipped, folders = 0, 0
    for path in given:
        if not path.is_dir() or is_data_package(path):
            files.setdefault(path.resolve(), path)
            continue
        folders += 1
        if gate.is_place(path):
            raise Refusal(f"{path}：结果不能放在要核对的文件夹里。请用另一个文件夹，或它下面的文件夹。")
        for found in _inside(path):
            if gate.is_result(found):
                continue
            if _is_document(found, workers):
                files.setdefault(found.resolve(), found)
            else:
                skipped += 1
    if not files:
        raise Refusal(f"{'、'.join(map(str, given))}：文件夹里没有可以读取的文件。")
    return Inputs(tuple(files.values()), len(files) > 1 or folders > 0, skipped)


def _inside(folder: Path) -> Iterator[Path]:
    """All files below a folder, by path; the folder of a data package is one document."""
    below = sorted(path for path in folder.rglob("*") if not is_unfinished(path.relative_to(folder)))
    packages = [path for path in below if is_data_package(path)]
    found = [path for path in below if path.is_file() and not any(package in path.parents for package in packages)]
    found += packages
    yield from sorted(found, key=lambda path: [part.casefold() for part in path.relative_to(folder).parts])


def _is_document(path: Path, workers: Workers) -> bool:
    if path.name.startswith(_TEMPORARY):
        return False
    return path.suffix.casefold() in _READABLE or is_data_package(path) or _is_packed(path, workers)


def _is_packed(path: Path, workers: Workers) -> bool:
    """Whether it is a data package in a ``.zip``; other archives are no documents. One that harms whoever looks is told of later."""
    if path.suffix.casefold() != ".zip":
        return False
    from juesuan.corpus.reading import FormatOf

    found = workers.ask(FormatOf(os.fsencode(path)))
    return not isinstance(found, str) or found == "package"
