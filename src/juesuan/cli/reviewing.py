"""All documents of a command: read, paired, judged, in order, with messages and progress on standard error."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct, field

from juesuan.cli.console import Progress, complain
from juesuan.cli.faults import tell, tell_of_rules
from juesuan.corpus.judging import Judge, Judged, Wanted, refused, same_as, told_with
from juesuan.corpus.reading import Pack, Packed
from juesuan.corpus.worker import WorkerCrash
from juesuan.corpus.workers import Workers

if TYPE_CHECKING:
    from juesuan.corpus.keeping import Kept
    from juesuan.corpus.pairing import Partners
    from juesuan.model import EvidencedValue

__all__ = ["GivenPartners", "PartOf", "SameAs", "Work", "judged", "survey"]


class PartOf(Struct, frozen=True):
    """A file that is a part of the document which begins in another file."""

    first: Path


class SameAs(Struct, frozen=True):
    """A file with just the content of another one."""

    first: Path


Work = Judge | PartOf | SameAs | str | WorkerCrash
"""What is to be done with a file, or why there is nothing to do: a text, or how reading it ended, says why it cannot be read."""


class GivenPartners(Struct, frozen=True):
    """What the user wants the only file to be compared with; several files are paired here.

    Attributes:
        previous, budget, against, units: other documents.
        document: the only file, where it was read before. evidence: what the bureau's own evidence shows beside it.
    """

    previous: Packed | None = None
    budget: Packed | None = None
    against: Packed | None = None
    units: tuple[Packed, ...] = ()
    document: Packed | None = None
    evidence: tuple[EvidencedValue, ...] | None = None


class _Earlier(Struct):
    """What earlier runs left: where it is kept, and the digest of each file, which is looked for there."""

    kept: Kept | None = None
    contents: Sequence[str] = field(default_factory=list)


def survey(
    files: Sequence[Path],
    wanted: Wanted,
    workers: Workers,
    compared: GivenPartners | None = None,
    kept: Kept | None = None,
    *,
    once: bool = False,
) -> list[Work]:
    """What is to be done with each file: reads them, joins those that are one document, and finds what each is compared with.

    Args:
        files: the documents.
        wanted: what is wanted of each.
        workers: the processes that read them.
        compared: what the only file is compared with.
        kept: what earlier runs left; None: nothing is left for later ones, either.
        once: whether of files with one content the first alone is judged.
    """
    compared = compared or GivenPartners()
    if len(files) == 1 and kept is None:
        alone = compared.previous, compared.budget, compared.against, compared.units
        return [Judge(os.fsencode(files[0]), wanted, compared.document, *alone, compared.evidence)]
    known = _Earlier(kept, _contents(files, workers) if kept is not None else [])
    read: list[Packed | PartOf | SameAs | str | WorkerCrash] = [*_read(files, wanted, workers, known, once=once)]
    _join(read, files, wanted, workers, known)
    return _paired(files, read, wanted, compared)


def judged(
    files: Sequence[Path],
    works: Sequence[Work],
    wanted: Wanted,
    workers: Workers,
    *,
    kept: Kept | None = None,
    targets: Sequence[Sequence[Path]] = (),
) -> Iterator[Judged]:
    """What became of each file.

    Args:
        files: the documents.
        works: what is to be done with each.
        wanted: what is wanted of each.
        workers: the processes that judge them.
        kept: what earlier runs left.
        targets: where the results of each go, where something is kept.
    """
    earlier: list[Judged | None] = [None] * len(files)
    if kept is not None:
        earlier = [
            kept.judgement(work, places) if isinstance(work, Judge) else None
            for work, places in zip(works, targets, strict=True)
        ]
    progress = Progress(len(files), "正在核对")
    jobs = (work for work, done in zip(works, earlier, strict=True) if isinstance(work, Judge) and done is None)
    results = workers.in_order(jobs)
    for number, (path, work, done) in enumerate(zip(files, works, earlier, strict=True)):
        progress.show(number, path.name)
        if isinstance(work, Judge):
            outcome = done if done is not None else next(results)
            found = outcome if isinstance(outcome, Judged) else refused(path, outcome, wanted)
        else:
            found = _unjudged(path, work, wanted)
        progress.clear()
        _tell_of(found)
        yield found


def _contents(files: Sequence[Path], workers: Workers) -> list[str]:
    from juesuan.corpus.keeping import Fingerprint

    found = workers.in_order([Fingerprint(os.fsencode(path)) for path in files])
    return [each if isinstance(each, str) else "" for each in found]


def _read(
    files: Sequence[Path], wanted: Wanted, workers: Workers, known: _Earlier, *, once: bool
) -> Iterator[Packed | SameAs | str | WorkerCrash]:
    kept, contents = known.kept, known.contents or [""] * len(files)
    first: dict[str, Path] = {}
    found: list[Packed | SameAs | str | WorkerCrash | None] = []
    for path, content in zip(files, contents, strict=True):
        if once and content and first.setdefault(content, path) != path:
            found.append(SameAs(first[content]))
        else:
            found.append(kept.reading(content, path) if kept is not None else None)
    progress = Progress(len(files), "正在读取")
    results = workers.in_order(
        Pack(os.fsencode(path), wanted.layout) for path, done in zip(files, found, strict=True) if done is None
    )
    for number, (path, content, done) in enumerate(zip(files, contents, found, strict=True)):
        progress.show(number, path.name)
        outcome = done if done is not None else next(results)
        if kept is not None and done is None and not isinstance(outcome, SameAs):
            kept.keep_reading(content, path, outcome)
        progress.clear()
        yield outcome


def _unjudged(path: Path, why: PartOf | SameAs | str | WorkerCrash, wanted: Wanted) -> Judged:
    """The result for a file that was not judged by itself: it is a part of the document in another file, a copy, or was not read."""
    match why:
        case PartOf(first):
            return told_with(path, first)
        case SameAs(first):
            return same_as(path, first)
        case _:
            return refused(path, why, wanted)


def _join(
    read: list[Packed | PartOf | SameAs | str | WorkerCrash],
    files: Sequence[Path],
    wanted: Wanted,
    workers: Workers,
    known: _Earlier,
) -> None:
    """Reads documents in several files again as one, in the place of the first; of the others it notes where they went."""
    from juesuan.corpus.joining import joinable

    for group in joinable([each if isinstance(each, Packed) else None for each in read]):
        first, *others = group
        names = tuple(os.fsencode(files[index]) for index in others)
        content = ""
        if known.kept is not None and all(known.contents[index] for index in group):
            from juesuan.corpus.record_files import key_of

            content = key_of(*(part for index in group for part in (known.contents[index], files[index].name)))
        whole = known.kept.reading(content, files[first]) if known.kept is not None else None
        if whole is None:
            (whole,) = workers.in_order([Pack(os.fsencode(files[first]), wanted.layout, names)])
            if known.kept is not None:
                known.kept.keep_reading(content, files[first], whole)
        read[first] = whole
        for index in others:
            read[index] = PartOf(files[first])


def _tell_of(outcome: Judged) -> None:
    """Says on standard error what did not go well."""
    if outcome.fault is not None:
        tell(f"{Path(outcome.entry.file).name}：", outcome.fault)
    elif outcome.message:
        complain(outcome.message)
    tell_of_rules(Path(outcome.entry.file).name, outcome.faults)


def _paired(
    files: Sequence[Path],
    documents: Sequence[Packed | PartOf | SameAs | str | WorkerCrash],
    wanted: Wanted,
    compared: GivenPartners,
) -> list[Work]:
    """What is to be judged, each with what it is compared with; for a file that was not read, why; for a part, of which file."""
    # What pairs them knows the standard's forms; of one document nothing is paired.
    from juesuan.corpus.pairing import pair

    pairing = pair([document.info if isinstance(document, Packed) else None for document in documents])
    for message in pairing.unclear:
        complain(message)

    def partner(index: int | None) -> Packed | None:
        document = documents[index] if index is not None else None
        return document if isinstance(document, Packed) else None

    def work(path: Path, document: Packed | PartOf | SameAs | str | WorkerCrash, partners: Partners) -> Work:
        if not isinstance(document, Packed):
            return document
        previous, budget = partner(partners.previous), partner(partners.budget)
        return Judge(
            os.fsencode(path),
            wanted,
            document,
            compared.previous or previous,
            compared.budget or budget,
            compared.against,
            compared.units,
            compared.evidence,
        )

    return [work(*known) for known in zip(files, documents, pairing.partners, strict=True)]
