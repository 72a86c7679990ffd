"""The tables of a corpus as Parquet: a file for each table and some hundred documents of one year and region, made of the records alone.

Which documents go into a file is told by their digests, and its name by what is in it: it does not matter in which order, by how many
processes or how often documents were added. ``current.json`` names the files that count; it is replaced when all of them are there, so
that whoever looks sees the tables as they were or as they are, and a run that was ended has changed nothing.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, suppress
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
from msgspec import Struct

from juesuan.corpus.record_files import key_of
from juesuan.corpus.store.corpus import Added, Corpus, Recorded, by_document, columns_digest
from juesuan.corpus.store.schema import OF_PARTITION, SOURCES, corpus_tables, sql_type
from juesuan.formats.file_names import safe_stem
from juesuan.formats.files import as_pattern
from juesuan.performance.evidence.engine import literal, quoted
from juesuan.publishing.package.parquet import engine
from juesuan.reporting.exports.columns import Resource
from juesuan.system import lock
from juesuan.unfinished import Unfinished, clear

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

    from juesuan.standard import Standard

__all__ = ["Busy", "Manifest", "columns_of", "manifest_of", "update_tables"]

_CURRENT, _LOCK, _TABLES = "current.json", "tables.lock", "tables"
_UNKNOWN = "未知"
_MOST = 400
"""Documents in a file: more are parted by the next digit of their digests."""
_DEEPEST = 8


class Busy(Exception):
    """Another process makes the tables of this corpus just now."""


class RecordSummary(Struct, frozen=True, omit_defaults=True):
    """What the tables need to know of a record before they open it."""

    year: int | None = None
    place: str = ""


class Manifest(Struct, frozen=True):
    """What the tables are made of.

    Attributes:
        tables: the files of each, below the corpus. records: the documents in them, by the names of their records.
        outdated: how many records were left out: their rows have other columns.
        key: of all that it was made of.
    """

    tables: Mapping[str, tuple[str, ...]] = msgspec.field(default_factory=dict)
    records: Mapping[str, RecordSummary] = msgspec.field(default_factory=dict)
    outdated: int = 0
    key: str = ""


def columns_of(standard: Standard) -> str:
    """The digest of the columns of all tables."""
    return columns_digest(
        f"{table.name} {sql_type(field)} {field.name}" for table in corpus_tables(standard) for field in table.fields
    )


def manifest_of(corpus: Corpus) -> Manifest:
    """What the tables are made of; an empty one where there are none yet."""
    try:
        return msgspec.json.decode((corpus.folder / _CURRENT).read_bytes(), type=Manifest)
    except (OSError, msgspec.MsgspecError):
        return Manifest()


def update_tables(corpus: Corpus, standard: Standard) -> Manifest:
    """Makes the tables of what is there now, as far as they are not.

    Raises:
        Busy: when another process does.
        OSError: when something cannot be written.
    """
    current, records, sources = manifest_of(corpus), corpus.records(), corpus.sources()
    columns = columns_of(standard)
    key = key_of(columns, *(recorded.name for recorded in records), *map(msgspec.json.encode, sources.values()))
    if current.key == key and all(
        (corpus.folder / path).is_file() for paths in current.tables.values() for path in paths
    ):
        return current
    with (corpus.folder / _LOCK).open("ab") as held:
        if not lock(held):
            raise Busy
        clear(corpus.folder)
        return _made(corpus, corpus_tables(standard), records, sources, (columns, key))


def _made(
    corpus: Corpus,
    tables: Sequence[Resource],
    records: Sequence[Recorded],
    sources: Mapping[str, Added],
    keys: tuple[str, str],
) -> Manifest:
    (columns, key), before = keys, manifest_of(corpus)
    described, outdated = {}, 0
    for recorded in records:
        known = before.records.get(recorded.name)
        if known is None:
            processed = corpus.judged(recorded, columns)
            if processed is None:
                outdated += 1
                continue
            known = RecordSummary(processed.year, processed.place)
        described[recorded.name] = known
    regions = {
        document: next((one.region for one in files if one.region), "") for document, files in by_document(sources)
    }
    parts: dict[tuple[int | None, str], list[Recorded]] = {}
    for recorded in records:
        about = described.get(recorded.name)
        if about is not None:
            region = regions.get(recorded.document) or about.place or _UNKNOWN
            parts.setdefault((about.year, region), []).append(recorded)
    files: dict[str, list[str]] = {table.name: [] for table in (*tables, SOURCES)}
    with engine() as connection:
        for (year, region), members in sorted(parts.items(), key=lambda item: (item[0][0] or 0, item[0][1])):
            for bucket in _buckets(members):
                name = f"{key_of(columns, *(recorded.name for recorded in bucket))[:20]}.parquet"
                where = f"year={year or _UNKNOWN}/region={safe_stem(region, 16)}"
                paths = {table.name: f"{_TABLES}/{table.name}/{where}/{name}" for table in tables}
                lacking = [table for table in tables if not (corpus.folder / paths[table.name]).is_file()]
                if lacking:
                    _write(corpus, connection, lacking, bucket, (columns, year, region, paths))
                for table, path in paths.items():
                    files[table].append(path)
        if sources:
            files[SOURCES.name].append(_write_sources(corpus, connection, sources))
    made = Manifest({name: tuple(paths) for name, paths in files.items()}, described, outdated, key)
    part = corpus.folder / f"{_CURRENT}.part"
    part.write_bytes(msgspec.json.encode(made))
    part.replace(corpus.folder / _CURRENT)
    _remove_others(corpus, {path for paths in files.values() for path in paths})
    return made


def _buckets(members: Sequence[Recorded], digits: int = 0) -> Iterator[list[Recorded]]:
    """Records by the first digits of their digests, so many that no file has too many."""
    if len(members) <= _MOST or digits == _DEEPEST:
        yield sorted(members)
        return
    found: dict[str, list[Recorded]] = {}
    for recorded in members:
        found.setdefault(recorded.document[digits], []).append(recorded)
    for digit in sorted(found):
        yield from _buckets(found[digit], digits + 1)


def _write(
    corpus: Corpus,
    connection: DuckDBPyConnection,
    tables: Sequence[Resource],
    bucket: Iterable[Recorded],
    of: tuple[str, int | None, str, Mapping[str, str]],
) -> None:
    """One file a table: the rows of some documents, one document in memory at a time."""
    columns, year, region, paths = of
    with Unfinished(corpus.folder) as where:
        with ExitStack() as opened:
            written = {table.name: opened.enter_context((where / f"{table.name}.csv").open("wb")) for table in tables}
            for recorded in bucket:
                processed = corpus.judged(recorded, columns)
                for name, file in written.items():
                    file.write(processed.tables[name] if processed is not None else b"")
        for table in tables:
            constants = f"CAST({year if year is not None else 'NULL'} AS BIGINT) AS year, {literal(region)} AS region"
            _parquet(connection, table, where / f"{table.name}.csv", constants, where / "made.parquet")
            _put(where / "made.parquet", corpus.folder / paths[table.name])


def _write_sources(corpus: Corpus, connection: DuckDBPyConnection, sources: Mapping[str, Added]) -> str:
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\n")
    first = {document: files[0].path for document, files in by_document(sources)}
    for path, one in sources.items():
        state = "unread" if one.reason else "read" if first.get(one.document) == path else "same"
        reason = one.reason or (f"内容与“{first[one.document]}”相同" if state == "same" else "")
        writer.writerow([path, one.document, state, reason, one.unit, one.region, one.source, one.date])
    content = buffer.getvalue().replace("\0", "").encode("utf-8", "replace")
    name = f"{_TABLES}/{SOURCES.name}/{key_of(content)[:20]}.parquet"
    with Unfinished(corpus.folder) as where:
        (where / "sources.csv").write_bytes(content)
        _parquet(connection, SOURCES, where / "sources.csv", "", where / "made.parquet")
        _put(where / "made.parquet", corpus.folder / name)
    return name


def _parquet(connection: DuckDBPyConnection, table: Resource, source: Path, constants: str, target: Path) -> None:
    types = ", ".join(f"{literal(field.name)}: {literal(sql_type(field))}" for field in table.fields)
    names = ", ".join(quoted(field.name) for field in table.fields) + (f", {constants}" if constants else "")
    read = (
        f"read_csv({literal(as_pattern(source))}, columns = {{{types}}}, header = false, auto_detect = false, delim = ',', quote = '\"', "
        "escape = '\"', nullstr = '', parallel = false, max_line_size = 20000000, compression = 'none', hive_partitioning = false)"
    )
    if not source.stat().st_size:
        nothing = ", ".join(f"CAST(NULL AS {sql_type(field)}) AS {quoted(field.name)}" for field in table.fields)
        read = f"(SELECT {nothing} WHERE false)"
    connection.execute(
        f"COPY (SELECT {names} FROM {read}) TO {literal(str(target.absolute()))} (FORMAT parquet, COMPRESSION zstd)"
    )


def _put(made: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    made.replace(target)


def _remove_others(corpus: Corpus, current: set[str]) -> None:
    """Takes away files of earlier tables, and folders that are empty then."""
    root = corpus.folder / _TABLES
    for path in sorted(root.rglob("*"), reverse=True):
        with suppress(OSError):
            if path.is_dir():
                path.rmdir()  # where it is empty
            elif path.relative_to(corpus.folder).as_posix() not in current:
                path.unlink()


assert [field.name for field in OF_PARTITION] == ["year", "region"]
