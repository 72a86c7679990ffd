"""Where results go: to the screen, to one file, or one file a document beside a summary.

Each is written as it comes. One that cannot be written is told of and costs only itself.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec.structs import replace

from juesuan.cli.console import complain
from juesuan.cli.status import Refusal
from juesuan.cli.writing import is_device
from juesuan.formats.file_names import apart, safe_stem, same_file

if TYPE_CHECKING:
    from juesuan.cli.writing import Gate
    from juesuan.corpus.judging import Judged

__all__ = ["SUMMARY", "Delivery", "copies", "one_each", "sum_up"]

SUMMARY = "汇总.xlsx"


def one_each(where: Path, files: Sequence[Path], suffix: str, prefix: str = "") -> list[Path]:
    """A result file for each document, named after it as far as systems bear that; documents of one name get numbers."""
    stems = [safe_stem(path.stem, len(f"{prefix}.{suffix}".encode())) for path in files]
    return [where / f"{prefix}{name}.{suffix}" for name in apart(stems, [Path(SUMMARY).stem])]


def copies(where: Path, files: Sequence[Path]) -> list[Path]:
    """A path for the copy of each file: the one given, or in that folder under the file's own name.

    Args:
        where: a file, or a folder; for several files a folder.
        files: the files to be checked. Of two with one name the second gets a number.
    """
    if len(files) == 1 and not where.is_dir():
        return [where]
    names: dict[Path, str] = {}
    for suffix in {same_file(path.suffix) for path in files}:
        alike = [path for path in files if same_file(path.suffix) == suffix]
        stems = apart(safe_stem(path.stem, len(suffix.encode())) for path in alike)
        names |= {path: f"{stem}{path.suffix}" for path, stem in zip(alike, stems, strict=True)}
    return [where / names[path] for path in files]


class Delivery:
    """Writes results through the gate.

    Attributes:
        is_whole: no when a result of all documents together could not be written.
    """

    def __init__(self, gate: Gate) -> None:
        self._gate = gate
        self.is_whole = True

    def each(self, results: Iterable[Judged], targets: Sequence[Mapping[str, Path]]) -> Iterator[Judged]:
        """Writes the files of each document, by format, and passes the results on."""
        for result, places in zip(results, targets, strict=True):
            found = result
            for number, (form, target) in enumerate(places.items()):
                content = result.also.get(form, b"") if number else result.content
                found = self._noted(found, target, content)
            yield found

    def copies(self, results: Iterable[Judged], targets: Sequence[Path]) -> Iterator[Judged]:
        """Writes the annotated copies, and passes the results on."""
        for result, target in zip(results, targets, strict=True):
            if result.copy is not None and result.copy.complaint:
                complain(result.copy.complaint)
            yield self._noted(result, target, result.copy.content if result.copy is not None else b"", "批注副本 ")

    def notices(self, results: Iterable[Judged], targets: Sequence[Path]) -> Iterator[Judged]:
        """Writes the rectification notices, and passes the results on."""
        from juesuan.reporting.words import NOT_JUDGED

        for result, target in zip(results, targets, strict=True):
            if not result.notice and not result.part_of and not result.is_kept and result.verdict not in NOT_JUDGED:
                complain(f"{Path(result.entry.file).name}：不是决算，没有整改通知。")
            yield self._noted(result, target, result.notice)

    def summary(
        self, results: Iterable[Judged], target: Path, made: Callable[[Sequence[Judged]], bytes]
    ) -> Iterator[Judged]:
        """Writes the summary of all documents into their folder when all are done; passes the results on."""
        done = []
        for result in results:
            yield result
            done.append(result.without_content())
        self._together(target, made(done))

    def together(self, results: Iterable[Judged], form: str, target: Path | None) -> Iterator[Judged]:
        """Writes all reports to one file or to standard output, as they come where the format allows; passes the results on.

        Interrupted, it writes what there is, to a file of another name than the whole would have.
        """
        from juesuan.corpus.outputs import OUTPUTS

        join, parts = OUTPUTS[form].join or "".join, []
        comes = target is None and OUTPUTS[form].join is None
        try:
            for result in results:
                yield result
                if not result.content:
                    continue
                if comes:
                    sys.stdout.write(str(result.content))
                    sys.stdout.flush()
                else:
                    parts.append(str(result.content))
        except KeyboardInterrupt:
            if parts:
                self._together(_unfinished(target), join(parts))
            raise
        self._together(target, join(parts))

    def _noted(self, result: Judged, target: Path, content: str | bytes, what: str = "") -> Judged:
        if not content or self._is_put(target, content, what):
            return result
        return replace(result, is_written=False)

    def _together(self, target: Path | None, content: str | bytes) -> None:
        if target is None:
            sys.stdout.write(str(content))
        elif not self._is_put(target, content):
            self.is_whole = False

    def _is_put(self, target: Path, content: str | bytes, what: str = "") -> bool:
        try:
            if not self._gate.knows(target):
                self._gate.admit(target)
            self._gate.write(target, content)
        except Refusal as refusal:
            complain(str(refusal))
            return False
        complain(f"已写入{what or ' '}{target}")
        return True


def _unfinished(target: Path | None) -> Path | None:
    """Where what there is goes when not all of it has come."""
    if target is None or is_device(target):
        return target
    return target.with_name(f"{target.stem}（未完成）{target.suffix}")


def sum_up(results: Sequence[Judged]) -> None:
    """One line on how many documents there were and how they came out."""
    from juesuan.reporting.words import VERDICT

    results = [result for result in results if not result.part_of]
    counts = [
        (words, sum(result.entry.conclusion.startswith(words) for result in results)) for words in VERDICT.values()
    ]
    complain(f"共 {len(results)} 份：" + "，".join(f"{words} {count}" for words, count in counts if count) + "。")
