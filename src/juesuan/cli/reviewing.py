"""All documents of a command: read, paired, judged, in order, with messages and progress on standard error."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from juesuan.cli.batch import Crash, in_order
from juesuan.cli.console import Progress, complain
from juesuan.cli.faults import tell, tell_of_rules
from juesuan.cli.judging import Judged, Judging, Packed, Reading, Task
from juesuan.cli.pairing import pair

__all__ = ["review"]


def review(
    files: Sequence[Path],
    reading: Reading,
    judging: Judging,
    jobs: int,
    *,
    previous: Packed | None = None,
    budget: Packed | None = None,
) -> Iterator[Judged]:
    """What became of each file.

    Args:
        files: the documents.
        reading, judging: what is done with each.
        jobs: how many at a time.
        previous, budget: what the user wants the only file to be compared with; several files are paired here.
    """
    documents = list(_read(files, reading, jobs))
    tasks = _paired(files, documents) if len(files) > 1 else [Task(files[0], documents[0], previous, budget)]
    progress = Progress(len(files), "正在核对")
    results = in_order(judging, tasks, jobs)
    for number, path in enumerate(files):
        progress.show(number, path.name)
        outcome = next(results)
        progress.clear()
        if isinstance(outcome, Crash):
            outcome = judging.refused(path, outcome)
        _tell_of(outcome)
        yield outcome


def _read(files: Sequence[Path], reading: Reading, jobs: int) -> Iterator[Packed | str | Crash]:
    progress = Progress(len(files), "正在读取")
    results = in_order(reading, files, jobs)
    for number, path in enumerate(files):
        progress.show(number, path.name)
        outcome = next(results)
        progress.clear()
        yield outcome


def _tell_of(outcome: Judged) -> None:
    """Says on standard error what did not go well."""
    if outcome.fault is not None:
        tell(f"{Path(outcome.entry.file).name}：", outcome.fault)
    elif outcome.message:
        complain(outcome.message)
    tell_of_rules(Path(outcome.entry.file).name, outcome.faults)


def _paired(files: Sequence[Path], documents: Sequence[Packed | str | Crash]) -> list[Task]:
    pairing = pair([document.info if isinstance(document, Packed) else None for document in documents])
    for message in pairing.unclear:
        complain(message)

    def partner(index: int | None) -> Packed | None:
        document = documents[index] if index is not None else None
        return document if isinstance(document, Packed) else None

    return [
        Task(path, document, partner(partners.previous), partner(partners.budget))
        for path, document, partners in zip(files, documents, pairing.partners, strict=True)
    ]
