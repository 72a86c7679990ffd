"""What is to be done when files are added to a corpus, and when it is judged again: nothing twice, and each part by one shard alone."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from msgspec import Struct

from juesuan.corpus.listing import Listed
from juesuan.corpus.reading import Packed
from juesuan.corpus.store.corpus import Added, Corpus, Recorded
from juesuan.corpus.store.processing import Processed, Read, Rejudge
from juesuan.corpus.worker import WorkerCrash
from juesuan.corpus.workers import Workers

__all__ = ["AddingPlan", "Shard", "lines_of", "planned", "rejudged"]


class Shard(Struct, frozen=True):
    """One of several equal parts of the work: by the content of each file, so that nothing has to be agreed on between them."""

    index: int = 1
    of: int = 1

    @property
    def name(self) -> str:
        """Of its log."""
        return f"{self.index:04}-of-{self.of:04}"

    def has(self, document: str) -> bool:
        """Whether a document is its work; what cannot be opened is that of the first."""
        return (int(document[:12], 16) if document else 0) % self.of == self.index - 1


class AddingPlan(Struct, frozen=True):
    """What adding some files comes to.

    Attributes:
        own: the files of this shard with their contents. todo: those of them that have to be read, of each content the first.
        known: how many contents are there already. same: how many files have the content of another.
    """

    own: tuple[tuple[Path, str], ...]
    todo: tuple[tuple[Path, str], ...]
    known: int
    same: int


def planned(corpus: Corpus, files: Sequence[Path], contents: Sequence[str], basis: str, shard: Shard) -> AddingPlan:
    """Looks what is there. What this program could not read once it does not try again; ``contents``: their SHA-256, empty: unknown."""
    hopeless = {one.document for one in corpus.sources().values() if one.reason and one.basis == basis}
    own = [(path, content) for path, content in zip(files, contents, strict=True) if shard.has(content)]
    todo, seen, known, same = [], set[str](), 0, 0
    for path, content in own:
        if content and content in seen:
            same += 1
            continue
        seen.add(content)
        if content and corpus.has_read(content):
            known += 1
        elif not content or content not in hopeless:
            todo.append((path, content))
    return AddingPlan(tuple(own), tuple(todo), known, same)


def lines_of(
    plan: AddingPlan, reasons: Mapping[str, str], listed: Iterable[Listed], corpus: Corpus, basis: str
) -> Iterator[Added]:
    """The lines of the log for the files of a plan, as far as they were read or it is known why not.

    Args:
        plan: the files.
        reasons: why some were not read, by their paths.
        listed: what a list says of files: by the end of their paths.
        corpus: where they went.
        basis: of this program.
    """
    by_name: dict[str, list[Listed]] = {}
    for line in listed:
        if line.file:
            by_name.setdefault(line.file.replace("\\", "/").rpartition("/")[2], []).append(line)
    before = corpus.sources()
    known = {one.document: one.reason for one in before.values() if one.reason and one.basis == basis}
    failed = {content: reasons[str(path)] for path, content in plan.own if content and str(path) in reasons}
    for path, content in plan.own:
        reason = reasons.get(str(path)) or failed.get(content) or known.get(content, "")
        if not reason and not (content and corpus.has_read(content)):
            continue
        told = [line for line in by_name.get(path.name, ()) if path.as_posix().endswith(line.file.replace("\\", "/"))]
        earlier = before.get(str(path))
        line = (
            told[0]
            if told
            else Listed()
            if earlier is None
            else Listed(earlier.unit, "", earlier.region, earlier.source, earlier.date)
        )
        yield Added(str(path), content, reason, basis if reason else "", line.unit, line.region, line.source, line.date)


def rejudged(
    corpus: Corpus, basis: str, columns: str, shard: Shard, workers: Workers
) -> Iterator[tuple[Recorded, Processed | str | WorkerCrash]]:
    """Judges what was judged by another program or standard once more, from what was read, and keeps it; tells of each."""
    old = [
        one
        for one in corpus.records()
        if shard.has(one.document) and not (corpus.is_of(one, basis) and corpus.judged(one, columns) is not None)
    ]

    def jobs() -> Iterator[Rejudge]:
        for one in old:
            document = corpus.document(one.document)
            if document is not None:
                yield Rejudge(document)

    answers = workers.in_order(jobs())
    for one in old:
        if not _is_there(corpus.document(one.document)):
            yield one, "保存的读取结果不完整，请重新加入这份文件"
            continue
        answer = next(answers)
        if isinstance(answer, Processed):
            corpus.keep_judged(one.document, answer, basis, columns)
        yield one, answer


def kept(corpus: Corpus, content: str, answer: Read | str | WorkerCrash, basis: str, columns: str) -> str:
    """Keeps what was read of a file; returns why there is nothing to keep, or an empty text."""
    if isinstance(answer, Read):
        corpus.keep(content, answer, basis, columns)
        return ""
    return answer if isinstance(answer, str) else answer.reason


def _is_there(document: Packed | None) -> bool:
    return document is not None
