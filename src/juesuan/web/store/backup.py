"""The whole workbench as one file, and back: the log of acts, the files that were given, the reports that were made.

The tables follow from the log, so that a backup is the same for every database. Passwords and sessions are no part of it: whoever
works in a restored workbench sets a password anew. What an archive holds is believed in nothing: names are those that a workbench
makes, given files are what their digests say, and nothing is put in place before all of it was looked at.
"""

from __future__ import annotations

import hashlib
import json
import re
import shutil
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

import msgspec
from sqlalchemy import func, select

from juesuan import __version__
from juesuan.formats.file_names import safe_stem
from juesuan.unfinished import Unfinished
from juesuan.web.acts import Act
from juesuan.web.store.database import Database
from juesuan.web.store.log import LogLine, acts_of, replay
from juesuan.web.store.passing import PassingOn
from juesuan.web.store.schema import ActRow

__all__ = ["BackupProblem", "backed_up", "restored"]

_FORMAT = 1
_HEAD, _ACTS = "backup.json", "acts.jsonl"
_ORIGINAL = re.compile(r"originals/([0-9a-f]{2})/([0-9a-f]{64})/([^/\\:\0]{1,255})")
_REPORT = re.compile(r"reports/\d{1,15}/(?:page\.html|report\.json|numbers\.json|charts\.json)")
_FOLDERS = ("originals", "reports")
_LONG_AGO = (1980, 1, 1, 0, 0, 0)
_PIECE = 1 << 20
_MOST_FILES = 2_000_000
_MOST_OF_LOG = 2 << 30
_MOST_TIMES = 2_000
"""How many times its size in the archive a file may be, where it is large: text of tables packs well, but not so well."""
_LARGE = 64 << 20


class BackupProblem(Exception):
    """Why there is no backup, or nothing is restored; in Chinese."""


def backed_up(folder: Path, database: Database) -> Iterator[bytes]:
    """The archive, piece by piece. What happens meanwhile is not in it: the log is read first, and all that it speaks of is there then."""
    with database.reading() as session:
        lines = [msgspec.json.encode(line) for line in acts_of(session)]
    out = PassingOn()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        head = {"format": _FORMAT, "program": __version__, "acts": len(lines)}
        archive.writestr(zipfile.ZipInfo(_HEAD, _LONG_AGO), json.dumps(head))
        archive.writestr(zipfile.ZipInfo(_ACTS, _LONG_AGO), b"\n".join(lines), zipfile.ZIP_DEFLATED)
        yield out.taken()
        for name, path in _files(folder):
            with (
                path.open("rb") as file,
                archive.open(zipfile.ZipInfo(name, _LONG_AGO), "w", force_zip64=True) as entry,
            ):
                while piece := file.read(_PIECE):
                    entry.write(piece)
                    yield out.taken()
    yield out.taken()


def _files(folder: Path) -> Iterator[tuple[str, Path]]:
    for part in _FOLDERS:
        for path in sorted((folder / part).rglob("*")):
            name = path.relative_to(folder).as_posix()
            if path.is_file() and (_ORIGINAL.fullmatch(name) or _REPORT.fullmatch(name)):
                yield name, path


def restored(archive: BinaryIO, folder: Path, database: Database) -> int:
    """Puts a backup into a workbench in which nothing has happened: how many acts it had.

    Raises:
        BackupProblem: when it is no backup, was tampered with, or something has happened here; then nothing was changed.
    """
    with database.reading() as session:
        if session.scalar(select(func.count()).select_from(ActRow)):
            raise BackupProblem("这个工作台里已经有记录，不能再恢复别的备份。请换一个空的数据文件夹启动，再恢复。")
    try:
        with zipfile.ZipFile(archive) as opened, Unfinished(folder) as where:
            lines = _unpacked(opened, where)
            with database.writing() as session:
                replay(session, lines)
                for part in _FOLDERS:
                    _moved(where / part, folder / part)
            return len(lines)
    except (zipfile.BadZipFile, zipfile.LargeZipFile, NotImplementedError, EOFError, RuntimeError) as error:
        raise BackupProblem("不是完整的备份文件。") from error
    except BackupProblem:
        raise
    except (KeyError, ValueError, TypeError, msgspec.MsgspecError) as error:
        raise BackupProblem("备份文件里的操作记录不完整或被改动。") from error


def _unpacked(opened: zipfile.ZipFile, where: Path) -> list[LogLine]:
    """The log; the files are in ``where``."""
    entries = opened.infolist()
    names = [entry.filename for entry in entries]
    if (
        len(names) > _MOST_FILES
        or len({name.casefold() for name in names}) < len(names)
        or not {_HEAD, _ACTS} <= {*names}
    ):
        raise BackupProblem("不是工作台的备份文件，或者里面的文件重复、太多。")
    if sum(entry.file_size for entry in entries) > shutil.disk_usage(where).free:
        raise BackupProblem("磁盘上的空间不够放下这份备份。")
    for entry in entries:
        if entry.filename not in {_HEAD, _ACTS}:
            _put(opened, entry, where)
    if opened.getinfo(_HEAD).file_size > _PIECE or opened.getinfo(_ACTS).file_size > _MOST_OF_LOG:
        raise BackupProblem("备份文件里的操作记录太大。")
    head = json.loads(_read(opened, _HEAD))
    if not isinstance(head, dict) or head.get("format") != _FORMAT:
        raise BackupProblem("这份备份是别的版本的程序做的，请用做备份的版本或者更新的版本恢复。")
    lines = [msgspec.json.decode(line, type=LogLine) for line in _read(opened, _ACTS).splitlines()]
    if len(lines) != head.get("acts"):
        raise BackupProblem("备份文件里的操作记录不全。")
    _all_there(lines, where)
    return lines


def _put(opened: zipfile.ZipFile, entry: zipfile.ZipInfo, where: Path) -> None:
    """A file of the archive at its place, if it has one here and is what it says."""
    name = entry.filename
    original = _ORIGINAL.fullmatch(name)
    kept = Path(original[3]) if original is not None else None
    is_ours = _REPORT.fullmatch(name) is not None
    if original is not None and kept is not None:
        stem = safe_stem(kept.stem, len(kept.suffix.encode()))
        is_ours = original[2].startswith(original[1]) and kept.name == original[3] and stem == kept.stem
    if not is_ours or entry.is_dir() or entry.external_attr >> 28 == 0xA:
        raise BackupProblem(f"备份里有不该有的文件“{name[:80]}”，没有恢复。")
    if entry.file_size > _LARGE and entry.file_size > _MOST_TIMES * max(entry.compress_size, 1):
        raise BackupProblem(f"备份里的“{name[:80]}”大得不正常，没有恢复。")
    target, digest = where.joinpath(*name.split("/")), hashlib.sha256()
    target.parent.mkdir(parents=True, exist_ok=True)
    with opened.open(entry) as source, target.open("xb") as file:
        left = entry.file_size
        while piece := source.read(_PIECE):
            left -= len(piece)
            if left < 0:
                raise BackupProblem(f"备份里的“{name[:80]}”比写明的大，没有恢复。")
            digest.update(piece)
            file.write(piece)
    if original is not None and digest.hexdigest() != original[2]:
        raise BackupProblem(f"备份里的“{name[:80]}”被改动过，没有恢复。")


def _read(opened: zipfile.ZipFile, name: str) -> bytes:
    entry = opened.getinfo(name)
    with opened.open(entry) as source:
        content = source.read(entry.file_size + 1)
    if len(content) > entry.file_size:
        raise BackupProblem(f"备份里的“{name}”比写明的大，没有恢复。")
    return content


def _all_there(lines: list[LogLine], where: Path) -> None:
    """Sees to it that every file of which the log speaks is in the archive.

    Raises:
        BackupProblem: when one is not.
    """
    for line in lines:
        for digest in _digests(line.act):
            if not re.fullmatch(r"[0-9a-f]{64}", digest) or not (where / "originals" / digest[:2] / digest).is_dir():
                raise BackupProblem("备份不全：操作记录里有的文件，备份里没有。")


def _digests(act: Act) -> Iterator[str]:
    if vault := getattr(act, "vault", ""):
        yield vault
    for file in getattr(act, "files", ()):
        yield file.vault


def _moved(source: Path, target: Path) -> None:
    """What is below one folder below the other; what is there already stays: files are kept by their content."""
    if not source.is_dir():
        return
    for path in source.iterdir():
        there = target / path.name
        if there.is_dir():
            _moved(path, there)
        elif not there.exists():
            target.mkdir(parents=True, exist_ok=True)
            path.rename(there)
