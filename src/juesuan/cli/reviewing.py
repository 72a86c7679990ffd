"""All documents of a command: read, paired, judged, in order, with messages and progress on standard error."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from juesuan.cli.console import Progress, complain
from juesuan.cli.faults import tell, tell_of_rules
from juesuan.corpus.judging import Judge, Judged, Wanted, refused, told_with
from juesuan.corpus.reading import Pack, Packed
from juesuan.corpus.worker import WorkerCrash
from juesuan.corpus.workers import Workers

if TYPE_CHECKING:
    from juesuan.corpus.pairing import Partners
    from juesuan.model import EvidencedValue

__all__ = ["review"]


def review(
    files: Sequence[Path],
    wanted: Wanted,
    workers: Workers,
    *,
    previous: Packed | None = None,
    budget: Packed | None = None,
    against: Packed | None = None,
    units: tuple[Packed, ...] = (),
    document: Packed | None = None,
    evidence: tuple[EvidencedValue, ...] | None = None,
) -> Iterator[Judged]:
    """What became of each file.

    Args:
        files: the documents.
        wanted: what is wanted of each.
        workers: the processes that read and judge them.
        previous, budget, against, units: what the user wants the only file to be compared with; several files are paired here.
        document: the only file, where it was read before. evidence: what the bureau's own evidence shows beside it.
    """
    if len(files) == 1:
        jobs: list[Judge | Path | str | WorkerCrash] = [
            Judge(os.fsencode(files[0]), wanted, document, previous, budget, against, units, evidence)
        ]
    else:
        jobs = _paired(files, _joined(files, list(_read(files, wanted, workers)), wanted, workers), wanted)
    progress = Progress(len(files), "正在核对")
    results = workers.in_order([job for job in jobs if isinstance(job, Judge)])
    for number, (path, job) in enumerate(zip(files, jobs, strict=True)):
        progress.show(number, path.name)
        outcome = next(results) if isinstance(job, Judge) else job
        progress.clear()
        judged = outcome if isinstance(outcome, Judged) else _unjudged(path, outcome, wanted)
        _tell_of(judged)
        yield judged


def _read(files: Sequence[Path], wanted: Wanted, workers: Workers) -> Iterator[Packed | str | WorkerCrash]:
    progress = Progress(len(files), "正在读取")
    results = workers.in_order(Pack(os.fsencode(path), wanted.layout) for path in files)
    for number, path in enumerate(files):
        progress.show(number, path.name)
        outcome = next(results)
        progress.clear()
        yield outcome


def _unjudged(path: Path, why: Path | str | WorkerCrash, wanted: Wanted) -> Judged:
    """The result for a file that was not judged by itself: it is a part of the document in another file, or was not read."""
    return told_with(path, why) if isinstance(why, Path) else refused(path, why, wanted)


def _joined(
    files: Sequence[Path], documents: Sequence[Packed | str | WorkerCrash], wanted: Wanted, workers: Workers
) -> list[Packed | Path | str | WorkerCrash]:
    """The documents, those in several files read again as one in the place of the first; of the others where they went."""
    from juesuan.corpus.joining import joinable

    found: list[Packed | Path | str | WorkerCrash] = [*documents]
    for first, *others in joinable([each if isinstance(each, Packed) else None for each in documents]):
        names = tuple(os.fsencode(files[index]) for index in others)
        (whole,) = workers.in_order([Pack(os.fsencode(files[first]), wanted.layout, names)])
        found[first] = whole
        for index in others:
            found[index] = files[first]
    return found


def _tell_of(outcome: Judged) -> None:
    """Says on standard error what did not go well."""
    if outcome.fault is not None:
        tell(f"{Path(outcome.entry.file).name}：", outcome.fault)
    elif outcome.message:
        complain(outcome.message)
    tell_of_rules(Path(outcome.entry.file).name, outcome.faults)


def _paired(
    files: Sequence[Path], documents: Sequence[Packed | Path | str | WorkerCrash], wanted: Wanted
) -> list[Judge | Path | str | WorkerCrash]:
    """What is to be judged, each with what it is compared with; for a file that was not read, why; for a part, of which file."""
    # What pairs them knows the standard's forms; of one document nothing is paired.
    from juesuan.corpus.pairing import pair

    pairing = pair([document.info if isinstance(document, Packed) else None for document in documents])
    for message in pairing.unclear:
        complain(message)

    def partner(index: int | None) -> Packed | None:
        document = documents[index] if index is not None else None
        return document if isinstance(document, Packed) else None

    def job(
        path: Path, document: Packed | Path | str | WorkerCrash, partners: Partners
    ) -> Judge | Path | str | WorkerCrash:
        if not isinstance(document, Packed):
            return document
        return Judge(os.fsencode(path), wanted, document, partner(partners.previous), partner(partners.budget))

    return [job(*known) for known in zip(files, documents, pairing.partners, strict=True)]
