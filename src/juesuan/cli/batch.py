"""A batch with its results in a folder: where each goes, what earlier runs left there, and an account of every file that was given."""

from __future__ import annotations

import argparse
import os
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path, PurePath
from typing import TYPE_CHECKING

from juesuan.cli.console import complain
from juesuan.cli.inputs import KEPT, Inputs, why_skipped
from juesuan.cli.limits import got
from juesuan.formats.file_names import apart, safe_stem

if TYPE_CHECKING:
    from juesuan.cli.reviewing import Work
    from juesuan.corpus.judging import Judged
    from juesuan.corpus.keeping import Kept
    from juesuan.corpus.workers import Workers
    from juesuan.reporting.entries import InputAccount, SummaryEntry

__all__ = ["accounts", "kept_in", "missing", "tell_missing", "unit_folders", "wrong_years"]

_SUFFIXES = {"text": "txt"}
_UNKNOWN_UNIT = "单位不明"
_LONGEST_SUFFIX = len(".sarif")
_LEAST = 3
"""So many accounts of one year, and more than half of all, say which year is meant."""
_NAMED = 12


def kept_in(results: Path, arguments: argparse.Namespace, workers: Workers) -> Kept | None:
    """What earlier runs left in a folder of results; None where nothing can be kept there."""
    from juesuan.corpus.keeping import Kept, ProgramBasis
    from juesuan.corpus.record_files import key_of

    basis = workers.ask(ProgramBasis())
    if not isinstance(basis, str):
        return None
    options = arguments.layout or "", str(arguments.time_limit), str(arguments.memory_limit)
    with suppress(OSError):
        return Kept(results, KEPT, key_of(basis, *options))
    return None


def unit_folders(
    where: Path, files: Sequence[Path], works: Sequence[Work], formats: Sequence[str]
) -> list[Mapping[str, Path]]:
    """Where the results of each document go, by format: into the folder of its unit, under the name of its file.

    Two units of one name in different places have folders of their own, and so have two files of one name in a folder names.
    """
    from juesuan.corpus.judging import Judge
    from juesuan.corpus.pairing import plain_name

    def owner(work: Work) -> tuple[str, str] | None:
        if not isinstance(work, Judge) or work.document is None:
            return None
        info = work.document.info
        return plain_name(info.unit), info.place

    owners = [owner(work) for work in works]
    units = sorted({each for each in owners if each is not None})
    alike = Counter(name for name, _ in units)
    stems = [
        safe_stem((f"{name}（{place or '地区不明'}）" if alike[name] > 1 else name) or _UNKNOWN_UNIT)
        for name, place in units
    ]
    folders = dict(zip(units, apart(stems), strict=True))
    found: list[Mapping[str, Path]] = [{} for _ in files]
    for unit in units:
        own = [index for index, each in enumerate(owners) if each == unit]
        names = apart([safe_stem(files[index].stem, _LONGEST_SUFFIX) for index in own])
        for index, name in zip(own, names, strict=True):
            found[index] = {form: where / folders[unit] / f"{name}.{_SUFFIXES.get(form, form)}" for form in formats}
    return found


def accounts(
    inputs: Inputs,
    judged: Sequence[Judged],
    reports: Sequence[Mapping[str, Path]],
    where: Path,
    notes: Mapping[str, str],
) -> list[InputAccount]:
    """What became of every file that was found, each exactly once."""
    from juesuan.reporting.entries import InputAccount

    found = []
    copies = _Copies()
    for path, result, places in zip(inputs.files, judged, reports, strict=True):
        entry = result.entry
        said = [note for note in (entry.message or "", notes.get(entry.file, ""), copies.of(result)) if note]
        links = tuple(os.path.relpath(place, where) for place in places.values() if place.is_file())
        read = "已读取" if result.is_only_read else "已核对"
        fate = entry.conclusion if result.part_of else "没有核对" if entry.message else read
        found.append(
            InputAccount(
                str(path),
                fate,
                entry.unit,
                entry.year,
                "" if result.part_of else entry.conclusion,
                "；".join(said),
                links,
            )
        )
    found += [InputAccount(str(path), "压缩包，里面的文件逐个核对") for path in inputs.archives]
    found += [InputAccount(str(path), why_skipped(path)) for path in inputs.skipped]
    return found


class _Copies:
    """Which documents have just the content of an earlier one."""

    def __init__(self) -> None:
        self._first: dict[str, str] = {}

    def of(self, result: Judged) -> str:
        """A note, or nothing."""
        sha256, file = result.sha256, result.entry.file
        if not sha256 or self._first.setdefault(sha256, file) == file:
            return ""
        return f"内容与“{PurePath(self._first[sha256]).name}”完全相同"


def wrong_years(entries: Iterable[SummaryEntry], wanted: int | None) -> dict[str, str]:
    """Accounts of another year than the one that was asked for, or that most of them are of, by file; not those of the year before
    with which others were compared."""
    own = [entry for entry in entries if entry.kind == "决算" and entry.year is not None]
    compared = {entry.previous for entry in own if entry.previous}
    year, why = wanted, f"应为 {wanted} 年度"
    if year is None:
        counted = Counter(entry.year for entry in own).most_common(1)
        if not counted or counted[0][1] < _LEAST or counted[0][1] * 2 <= len(own):
            return {}
        year, why = counted[0][0], f"其他文件多为 {counted[0][0]} 年度，请核对"
    others = (entry for entry in own if entry.year != year and PurePath(entry.file).name not in compared)
    return {entry.file: f"年度是 {entry.year}，{why}" for entry in others}


def missing(path: Path, entries: Sequence[SummaryEntry], workers: Workers) -> tuple[str, ...]:
    """The units of a list of which there is no document, in the order of the list.

    Raises:
        Refusal: when the list cannot be read.
    """
    from juesuan.corpus.listing import ReadList
    from juesuan.corpus.pairing import plain_name

    listed = got(path, workers.ask(ReadList(os.fsencode(path))))
    there = {plain_name(entry.unit) for entry in entries if entry.unit}
    return tuple(dict.fromkeys(line.unit for line in listed if line.unit and plain_name(line.unit) not in there))


def tell_missing(units: Sequence[str]) -> None:
    """Names the units that sent nothing."""
    if units:
        more = f" 等 {len(units)} 个" if len(units) > _NAMED else ""
        complain(f"名单上有 {len(units)} 个单位没有文件：{'、'.join(units[:_NAMED])}{more}。")
