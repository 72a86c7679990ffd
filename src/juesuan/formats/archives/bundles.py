"""Files packed together: what somebody sends in one ``.zip``, in folders, with further archives inside.

A file in an archive has a path like any other, through the archive: ``收到.zip/甲局/决算.docx``. Nothing is unpacked to a disk: names
in an archive are texts that anybody may have written, and lead nowhere but into it.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator, Mapping
from pathlib import Path, PurePosixPath
from typing import IO

from juesuan.formats.archives.member_names import name_of
from juesuan.formats.archives.zips import DAMAGE, DIRECTORY_BYTES, Member
from juesuan.formats.errors import Damaged, Encrypted, NotFound, TooLarge
from juesuan.formats.file_names import apart, safe_stem
from juesuan.formats.limits import USUAL, Limits
from juesuan.formats.reading_budget import Budget

__all__ = ["SUFFIX", "archive_of", "content_of", "listed"]

SUFFIX = ".zip"
_DEEPEST = 3
"""Archives within each other that are opened; a file in a deeper one is not looked for."""

_DIRECTORY_END_BYTES = 66_000
"""The end of an archive says how large its directory is; behind it there may be a comment of 64 KB."""

_OFFICE = "[content_types].xml"
_DOCUMENTS = frozenset({_OFFICE, "ofd.xml", "datapackage.json", "mimetype"})
"""An archive with one of these at its top is a document that is made of parts."""


def archive_of(path: Path) -> Path | None:
    """The archive that a path leads through; None for the path of a file or folder, and where there is no such file."""
    for parent in path.parents:
        if parent.suffix.casefold() == SUFFIX and parent.is_file():
            return parent
    return None


def listed(path: Path, limits: Limits = USUAL) -> tuple[str, ...] | None:
    """The files in an archive, by their paths in it, those of archives inside it, too; None when it is a document by itself.

    An archive inside that cannot be opened is listed as a file, so that it is told of.

    Raises:
        ReadError: when it is no archive or cannot be read.
    """
    with path.open("rb") as file:
        bundle = _Bundle(file, Budget(path, limits))
        if bundle.is_document:
            return None
        found = list(_files(bundle, _DEEPEST))
    if len(found) > limits.parts:
        raise TooLarge(path, f"压缩包里有 {len(found)} 个文件")
    return tuple(sorted(found, key=str.casefold))


def content_of(archive: Path, path: Path, limits: Limits = USUAL) -> bytes:
    """A file in an archive; ``path`` leads through the archive.

    Raises:
        ReadError: when it is not there or cannot be read.
    """
    with archive.open("rb") as file:
        budget = Budget(path, limits)
        return _found(_Bundle(file, budget), path.relative_to(archive).parts, budget)


def _files(bundle: _Bundle, depth: int) -> Iterator[str]:
    for name in bundle.names:
        inner = _inner(bundle, name) if name.casefold().endswith(SUFFIX) and depth > 1 else None
        if inner is None:
            yield name
        else:
            yield from (f"{name}/{below}" for below in _files(inner, depth - 1))


def _inner(bundle: _Bundle, name: str) -> _Bundle | None:
    """An archive in an archive; None for a document and for what cannot be opened."""
    try:
        inner = _Bundle(io.BytesIO(bundle.content(name)), bundle.budget)
    except (Damaged, Encrypted):
        return None
    return None if inner.is_document else inner


def _found(bundle: _Bundle, parts: tuple[str, ...], budget: Budget) -> bytes:
    whole = "/".join(parts)
    if whole in bundle.names:
        return bundle.content(whole)
    for end in range(len(parts) - 1, 0, -1):
        name = "/".join(parts[:end])
        if name in bundle.names:
            return _found(_Bundle(io.BytesIO(bundle.content(name)), budget), parts[end:], budget)
    raise NotFound(budget.path, "压缩包里没有这个文件", "请检查路径")


class _Bundle:
    """An opened archive, whose files are known by names that are good on every system.

    Attributes:
        names: the files, by these names.
    """

    def __init__(self, file: IO[bytes], budget: Budget) -> None:
        self.budget = budget
        path, most = budget.path, budget.limits.parts
        file.seek(0, io.SEEK_END)
        file.seek(max(0, file.tell() - _DIRECTORY_END_BYTES))
        tail = file.read()
        end = tail.rfind(b"PK\x05\x06")
        if end >= 0 and int.from_bytes(tail[end + 12 : end + 16], "little") > most * DIRECTORY_BYTES:
            raise TooLarge(path, "压缩包里的文件太多")
        try:
            self._zip = zipfile.ZipFile(file)
        except DAMAGE:
            raise Damaged(path, "压缩结构不完整，可能没有下载完") from None
        if len(self._zip.infolist()) > most:
            raise TooLarge(path, f"压缩包里有 {len(self._zip.infolist())} 个文件")
        self.names: Mapping[str, zipfile.ZipInfo] = _named(self._zip.infolist())

    @property
    def is_document(self) -> bool:
        """Whether the archive is one document made of parts."""
        return any(name.casefold() in _DOCUMENTS for name in self.names)

    def content(self, name: str) -> bytes:
        """A file of it, within bounds.

        Raises:
            ReadError: when it is damaged, protected, or inflates beyond bounds.
        """
        info = self.names[name]
        if info.flag_bits & 1:
            raise Encrypted(self.budget.path, "压缩包设有密码", "请先用密码解压，再检查其中的文件")
        try:
            stream = self._zip.open(info)
        except DAMAGE:
            raise Damaged(self.budget.path, "无法从压缩包中取出") from None
        member = Member(self.budget, info, stream, is_markup=False)
        member.check_size(info.file_size)
        return io.BufferedReader(member).read()


def _named(entries: list[zipfile.ZipInfo]) -> dict[str, zipfile.ZipInfo]:
    """The files by their names; of two that a system may take for one the second gets a number."""
    alike: dict[str, list[tuple[PurePosixPath, zipfile.ZipInfo]]] = {}
    for entry in entries:
        if not entry.is_dir():
            path = _safe(name_of(entry))
            alike.setdefault(path.suffix.casefold(), []).append((path, entry))
    return {
        f"{name}{path.suffix}": entry
        for files in alike.values()
        for name, (path, entry) in zip(apart(str(path.with_suffix("")) for path, _ in files), files, strict=True)
    }


def _safe(name: str) -> PurePosixPath:
    *folders, last = [part for part in name.replace("\\", "/").split("/") if part not in {"", ".", ".."}] or ["_"]
    file = PurePosixPath(last)
    suffix = safe_stem(file.suffix.removeprefix(".")) if file.suffix else ""
    stem = safe_stem(file.stem if suffix else last, len(suffix) + 1)
    return PurePosixPath(*map(safe_stem, folders), f"{stem}.{suffix}" if suffix else stem)
