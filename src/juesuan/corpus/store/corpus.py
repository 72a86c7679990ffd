"""The folder of a corpus: records of documents by their content, and the log of where each came from.

    read/ab/<sha256>               what was read of a file: for judging it again when rules have changed
    judged/ab/<sha256>.<basis>     its rows, made by a program and a standard whose digest begins so
    sources/<shard>.jsonl          every file that was added: a line each
    tables/, current.json          the tables, and which files they are: see :mod:`.tables`

A record is whole or not there. A run that was ended leaves what it had done; the same command goes on from there.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from pathlib import Path

import msgspec
from msgspec import Struct

from juesuan.corpus.reading import Packed
from juesuan.corpus.record_files import key_of, read_record, write_record
from juesuan.corpus.store.processing import Processed, Read

__all__ = ["MARK", "Added", "Corpus", "NoCorpus", "Recorded"]

MARK = "corpus.json"
"""The file that makes a folder a corpus."""
_VERSION = 1
_BASIS_DIGITS = 12


class NoCorpus(Exception):
    """A folder that is none of ours, or of a later version; the text says so, in Chinese."""


class Added(Struct, frozen=True):
    """A file that was added.

    Attributes:
        path: as it was written. document: the SHA-256 of its content; empty when that cannot be had.
        reason: why it was not read, empty when it was. basis: the program and standard that could not read it.
        unit, region, source, date: what a list says of it.
    """

    path: str
    document: str
    reason: str = ""
    basis: str = ""
    unit: str = ""
    region: str = ""
    source: str = ""
    date: str = ""


class Recorded(Struct, frozen=True, order=True):
    """The name of a judged record: the document, and the digest of what it was judged by."""

    document: str
    basis: str

    @property
    def name(self) -> str:
        """Of its file."""
        return f"{self.document}.{self.basis}"


class _JudgedRecord(Struct, frozen=True):
    columns: str
    processed: Processed


class Corpus:
    """The folder."""

    def __init__(self, folder: Path, *, make: bool = False) -> None:
        """Opens it; ``make``: or begins it, in a folder that is new or empty.

        Raises:
            NoCorpus: when it is none.
            OSError: when the system does not let us.
        """
        self.folder = folder
        mark = folder / MARK
        if not mark.is_file():
            if not make:
                raise NoCorpus(
                    f"{folder}：这里没有文件库。先用 juesuan corpus add 加入文件，或检查 --data 指定的文件夹。"
                )
            if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
                raise NoCorpus(f"{folder}：这里有别的文件，不能作文件库。请用一个新的或者空的文件夹。")
            folder.mkdir(parents=True, exist_ok=True)
            _write_text(mark, f'{{"juesuan corpus": {_VERSION}}}\n')
        elif _version_of(mark) != _VERSION:
            raise NoCorpus(f"{folder}：这个文件库是另一个版本的程序建的，打不开。请用那个版本，或者重新建一个。")

    def has_read(self, document: str) -> bool:
        """Whether a document was read and judged, by whatever program."""
        return self._read(document).is_file() and any(self._judged_folder(document).glob(f"{document}.*"))

    def document(self, document: str) -> Packed | None:
        """What was read of it."""
        return read_record(self._read(document), Packed)

    def keep(self, document: str, read: Read, basis: str, columns: str) -> None:
        """Takes a document in.

        Raises:
            OSError: when it cannot be written.
        """
        self._read(document).parent.mkdir(parents=True, exist_ok=True)
        write_record(self._read(document), read.document)
        self.keep_judged(document, read.processed, basis, columns)

    def keep_judged(self, document: str, processed: Processed, basis: str, columns: str) -> None:
        """Takes the rows of a document in, in the place of earlier ones.

        Raises:
            OSError: when it cannot be written.
        """
        folder, recorded = self._judged_folder(document), Recorded(document, basis[:_BASIS_DIGITS])
        folder.mkdir(parents=True, exist_ok=True)
        write_record(folder / recorded.name, _JudgedRecord(columns, processed))
        for path in folder.glob(f"{document}.*"):
            if path.name != recorded.name and not path.name.endswith(".part"):
                with suppress(OSError):
                    path.unlink()

    def judged(self, recorded: Recorded, columns: str) -> Processed | None:
        """The rows of a document; None when they are not whole or have other columns."""
        found = read_record(self._judged_folder(recorded.document) / recorded.name, _JudgedRecord)
        return found.processed if found is not None and found.columns == columns else None

    def records(self) -> list[Recorded]:
        """All documents that were judged, each once, in the order of their digests."""
        found: dict[str, Recorded] = {}
        for path in sorted((self.folder / "judged").glob("??/*")):
            document, _, basis = path.name.partition(".")
            if "." not in basis and len(basis) == _BASIS_DIGITS:
                found[document] = Recorded(document, basis)
        return sorted(found.values())

    def is_of(self, recorded: Recorded, basis: str) -> bool:
        """Whether a record was made by this program and standard."""
        return recorded.basis == basis[:_BASIS_DIGITS]

    def note(self, added: Iterable[Added], shard: str) -> None:
        """Writes lines of the log: one that says what the last one of this file says is not written again.

        Raises:
            OSError: when it cannot be written.
        """
        known = self.sources()
        new = [one for one in added if known.get(one.path) != one]
        if not new:
            return
        path = self.folder / "sources" / f"{shard}.jsonl"
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("ab") as file:
            # What an ended run left unfinished ends here.
            start = b"\n" if file.tell() else b""
            file.write(start + b"\n".join(msgspec.json.encode(one) for one in new) + b"\n")

    def sources(self) -> dict[str, Added]:
        """The files that were added, by path: what was noted last."""
        found: dict[str, Added] = {}
        for path in sorted((self.folder / "sources").glob("*.jsonl")):
            for line in path.read_bytes().splitlines():
                with suppress(msgspec.MsgspecError):
                    one = msgspec.json.decode(line, type=Added)
                    found[one.path] = one
        return dict(sorted(found.items()))

    def _read(self, document: str) -> Path:
        return self.folder / "read" / document[:2] / document

    def _judged_folder(self, document: str) -> Path:
        return self.folder / "judged" / document[:2]


def by_document(sources: Mapping[str, Added]) -> Iterator[tuple[str, list[Added]]]:
    """The files of each content, in the order of their paths."""
    found: dict[str, list[Added]] = {}
    for path in sorted(sources):
        if sources[path].document:
            found.setdefault(sources[path].document, []).append(sources[path])
    yield from sorted(found.items())


def columns_digest(names: Iterable[str]) -> str:
    """The digest of the columns that rows are made for."""
    return key_of(*names)[:16]


def _version_of(mark: Path) -> object:
    try:
        return msgspec.json.decode(mark.read_bytes(), type=dict[str, int]).get("juesuan corpus")
    except (OSError, msgspec.MsgspecError):
        return None


def _write_text(path: Path, text: str) -> None:
    part = path.with_name(f"{path.name}.part")
    part.write_text(text, encoding="utf-8")
    part.replace(path)
