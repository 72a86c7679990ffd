"""What a batch has done already: readings and judgements beside its results, each under the digest of what it was made of.

A batch that was ended goes on where it was, and a later one with some files more does only those. A record is written beside its place
and moved there; one that is not whole, or of another version of the program or the standard, is none.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import Any, ClassVar, TypeVar

from msgspec import Struct
from msgspec.structs import replace

from juesuan.corpus.jobs import Job, Tools
from juesuan.corpus.judging import Judge, Judged
from juesuan.corpus.reading import Packed
from juesuan.corpus.record_files import clear_parts, key_of, read_record, write_record
from juesuan.corpus.wire import packed
from juesuan.corpus.worker import WorkerCrash

__all__ = ["Fingerprint", "Kept", "ProgramBasis", "file_digest"]

Value = TypeVar("Value")


class ProgramBasis(Job["str"], frozen=True, tag=True):
    """What results depend on besides the files: the program itself and the standard."""

    answer: ClassVar[type[str]] = str

    def do(self, tools: Tools) -> str:
        """Their digest."""
        root, digest = Path(__file__).parent.parent, hashlib.sha256(tools.standard.hash.encode())
        for path in sorted(root.rglob("*.py")):
            digest.update(path.relative_to(root).as_posix().encode() + path.read_bytes().replace(b"\r\n", b"\n"))
        return digest.hexdigest()


class Fingerprint(Job["str"], frozen=True, tag=True):
    """The SHA-256 of what is in a file, which may lie in an archive, or in the folder of a data package; empty when it cannot be read."""

    path: bytes
    answer: ClassVar[type[str]] = str

    def do(self, tools: Tools) -> str:
        """Reads and digests it; nothing of it is understood."""
        from juesuan.formats.errors import ReadError
        from juesuan.formats.files import fingerprint, is_data_package, load

        path = Path(os.fsdecode(self.path))
        try:
            if not is_data_package(path):
                return fingerprint(load(path))
            files = sorted(file for file in path.rglob("*") if file.is_file())
            names = (f"{file.relative_to(path).as_posix()} {fingerprint(load(file))}" for file in files)
            return fingerprint("\n".join(names).encode())
        except (ReadError, OSError):
            return ""


class _KeptReading(Struct, frozen=True):
    """What came of reading a file: a document, or a message, which names the file; or how it ended."""

    path: str
    document: Packed | None = None
    message: str = ""
    crash: WorkerCrash | None = None


class _KeptJudgement(Struct, frozen=True):
    """What came of judging a document, and what was written of it: paths below the results, with their SHA-256."""

    judged: Judged
    results: tuple[tuple[str, str], ...]


class _KeptPaths(Struct, frozen=True):
    """The results of earlier runs, by their paths below the folder."""

    paths: tuple[str, ...] = ()


class Kept:
    """The records of one folder of results."""

    def __init__(self, results: Path, folder: str, basis: str) -> None:
        """Opens it, or begins it where there is none yet.

        Args:
            results: where results go.
            folder: the name of the folder of records there.
            basis: what they depend on besides the files: what was made on another one is not found.

        Raises:
            OSError: when it cannot be made.
        """
        self._results = results
        self._folder = results / folder
        self._basis = basis
        self._used: set[str] = set()
        self._folder.mkdir(parents=True, exist_ok=True)
        clear_parts(self._folder)

    def reading(self, content: str, path: Path) -> Packed | str | WorkerCrash | None:
        """What was read of a file with this content and kind of name, as the file of this path; None when it has to be read."""
        found = self.get(self._reading_key(content, path), _KeptReading) if content else None
        if found is None:
            return None
        if found.document is not None:
            document = found.document
            return replace(document, info=replace(document.info, file=str(path)))
        return (found.crash or found.message) if found.path == str(path) else None

    def keep_reading(self, content: str, path: Path, outcome: Packed | str | WorkerCrash) -> None:
        """Keeps what was read; how it ended only where it would end so again: by its limit of time."""
        if not content or (isinstance(outcome, WorkerCrash) and not outcome.is_of_time):
            return
        record = _KeptReading(
            str(path),
            outcome if isinstance(outcome, Packed) else None,
            outcome if isinstance(outcome, str) else "",
            outcome if isinstance(outcome, WorkerCrash) else None,
        )
        self.put(self._reading_key(content, path), record)

    def judgement(self, job: Judge, targets: Iterable[Path]) -> Judged | None:
        """What was judged of just this document with just these partners, if all results of it are still as they were written."""
        names = [self._name(target) for target in targets]
        found = self.get(self._judgement_key(job, names), _KeptJudgement)
        if found is None or any(name not in names for name, _ in found.results):
            return None
        written = all(file_digest(self._results / name) == sha256 for name, sha256 in found.results)
        return replace(found.judged, is_kept=True) if written else None

    def keep_judgement(self, job: object, judged: Judged, targets: Iterable[Path]) -> None:
        """Keeps what was judged and written; nothing where there was nothing to judge, the program failed, or a result was not written."""
        if (
            not isinstance(job, Judge)
            or judged.fault is not None
            or judged.faults
            or not judged.is_written
            or judged.is_kept
        ):
            return
        names = [self._name(target) for target in targets]
        results = ((name, file_digest(self._results / name)) for name in names)
        bare = replace(judged.without_content(), tables=judged.tables)
        self.put(self._judgement_key(job, names), _KeptJudgement(bare, tuple(one for one in results if one[1])))

    def take_over(self, targets: Iterable[Path]) -> None:
        """Notes what this run is going to write, beside what earlier ones did."""
        names = {self._name(target) for target in targets}
        self.put("written", _KeptPaths(tuple(sorted(names | set(self._written())))))

    def finish(self, targets: Iterable[Path]) -> tuple[Path, ...]:
        """Ends a run that came to its end: records that it did not need go; returns results of earlier runs that it did not write."""
        names = {self._name(target) for target in targets}
        stale = tuple(self._results / name for name in self._written() if name not in names)
        self.put("written", _KeptPaths(tuple(sorted(names))))
        for path in self._folder.iterdir():
            if path.name not in self._used:
                with suppress(OSError):
                    path.unlink()
        return stale

    def get(self, key: str, kind: type[Value]) -> Value | None:
        """A record, if there is one that is whole."""
        self._used.add(key)
        return read_record(self._folder / key, kind)

    def put(self, key: str, value: Any) -> None:
        """Writes a record, whole or not at all. Where that cannot be done nothing is kept, and the work is done again another time."""
        self._used.add(key)
        with suppress(OSError):
            write_record(self._folder / key, value)

    def _written(self) -> tuple[str, ...]:
        found = self.get("written", _KeptPaths)
        return found.paths if found is not None else ()

    def _reading_key(self, content: str, path: Path) -> str:
        return key_of("reading", self._basis, content, path.suffix.casefold())

    def _judgement_key(self, job: Judge, names: Iterable[str]) -> str:
        return key_of("judgement", self._basis, packed(job), *names)

    def _name(self, target: Path) -> str:
        return os.path.relpath(target, self._results)


def file_digest(path: Path) -> str:
    """The SHA-256 of a result; empty where there is none."""
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return ""
