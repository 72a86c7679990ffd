"""Where results go: to the screen, to one file, or one file a document beside a summary."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from juesuan.cli.console import complain

if TYPE_CHECKING:
    from juesuan.cli.writing import Gate
    from juesuan.corpus.judging import Judged

__all__ = [
    "SUMMARY",
    "copies",
    "one_each",
    "sum_up",
    "write_copies",
    "write_each",
    "write_notices",
    "write_summary",
    "write_together",
]

SUMMARY = "汇总.xlsx"


def one_each(where: Path, files: Iterable[Path], suffix: str, prefix: str = "") -> list[Path]:
    """A result file for each document, named after it; documents of one name get numbers."""
    targets: list[Path] = []
    taken = {Path(SUMMARY).stem.casefold()}
    for path in files:
        name, number = path.stem, 2
        while name.casefold() in taken:
            name, number = f"{path.stem}-{number}", number + 1
        taken.add(name.casefold())
        targets.append(where / f"{prefix}{name}.{suffix}")
    return targets


def copies(where: Path, files: Sequence[Path]) -> list[Path]:
    """A path for the copy of each file: the one given, or in that folder under the file's own name.

    Args:
        where: a file, or a folder; for several files a folder.
        files: the files to be checked. Of two with one name the second gets a number.
    """
    if len(files) == 1 and not where.is_dir():
        return [where]
    found: list[Path] = []
    names: set[str] = set()
    for path in files:
        name, number = path.name, 2
        while name.casefold() in names:
            name, number = f"{path.stem}-{number}{path.suffix}", number + 1
        names.add(name.casefold())
        found.append(where / name)
    return found


def write_each(results: Iterable[Judged], targets: Sequence[Path], gate: Gate) -> Iterator[Judged]:
    """Writes one file a document, and passes the results on."""
    for result, target in zip(results, targets, strict=True):
        if result.content:
            gate.write(target, result.content)
            complain(f"已写入 {target}")
        yield result


def write_together(results: Iterable[Judged], form: str, target: Path | None, gate: Gate) -> Iterator[Judged]:
    """Writes all reports to one file or to standard output, as they come where the format allows; passes the results on."""
    from juesuan.corpus.outputs import OUTPUTS

    join, parts = OUTPUTS[form].join, []
    for result in results:
        yield result
        if target is not None or join is not None:
            parts.append(str(result.content))
        else:
            sys.stdout.write(str(result.content))
            sys.stdout.flush()
    whole = join(parts) if join is not None else "".join(parts)
    if target is not None:
        gate.write(target, whole)
        complain(f"已写入 {target}")
    else:
        sys.stdout.write(whole)


def write_copies(results: Iterable[Judged], targets: Sequence[Path], gate: Gate) -> Iterator[Judged]:
    """Writes the annotated copies, and passes the results on."""
    for result, target in zip(results, targets, strict=True):
        if result.copy is not None and result.copy.content:
            gate.write(target, result.copy.content)
        if result.copy is not None:
            complain(result.copy.complaint or f"已写入批注副本 {target}")
        yield result


def write_notices(results: Iterable[Judged], targets: Sequence[Path], gate: Gate) -> Iterator[Judged]:
    """Writes the rectification notices, and passes the results on."""
    from juesuan.reporting.words import NOT_JUDGED

    for result, target in zip(results, targets, strict=True):
        if result.notice:
            gate.write(target, result.notice)
            complain(f"已写入 {target}")
        elif result.verdict not in NOT_JUDGED:
            complain(f"{Path(result.entry.file).name}：不是决算，没有整改通知。")
        yield result


def write_summary(results: Iterable[Judged], target: Path, gate: Gate) -> Iterator[Judged]:
    """Writes the summary of all documents into their folder when all are done; passes the results on."""
    from juesuan.reporting.summary_workbook import render

    entries = []
    for result in results:
        entries.append(result.entry)
        yield result
    gate.write(target, render(entries))
    complain(f"已写入 {target}")


def sum_up(results: Sequence[Judged]) -> None:
    """One line on how many documents there were and how they came out."""
    from juesuan.reporting.words import NOT_JUDGED, VERDICT

    budgets = sum(result.entry.kind == "预算" and result.verdict not in NOT_JUDGED for result in results)
    counts = [
        (words, sum(result.entry.conclusion.startswith(words) for result in results)) for words in VERDICT.values()
    ]
    counts.append(("部门预算（只读取）", budgets))
    complain(f"共 {len(results)} 份：" + "，".join(f"{words} {count}" for words, count in counts if count) + "。")
