"""Questions to a corpus in SQL: its tables as views of a database that is locked before anything is asked, and cannot be changed by it.

No file but those of the tables can be read, none can be written, there is no network, no extension, and no setting can be changed.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import duckdb
from msgspec import Struct

from juesuan.corpus.store.corpus import Corpus
from juesuan.corpus.store.schema import SOURCES, VIEWS, corpus_tables, sql_type, stored_fields
from juesuan.corpus.store.tables import Manifest
from juesuan.performance.evidence.engine import QueryRefused, literal, quoted
from juesuan.standard import Standard

__all__ = ["CorpusAnswer", "CorpusDatabase", "QueryRefused"]

_SETTINGS = {"autoinstall_known_extensions": "false", "autoload_known_extensions": "false"}
_LIMIT = "2GB"
_LOCKS = (
    "SET python_enable_replacements = false",
    "SET enable_external_access = false",
    "SET allow_community_extensions = false",
    "SET lock_configuration = true",
)
_AT_ONCE = 1_000


class CorpusAnswer(Struct, frozen=True):
    """Rows with the names of their columns; ``types`` in SQL."""

    names: tuple[str, ...]
    types: tuple[str, ...]
    rows: Iterator[tuple[Any, ...]]


class CorpusDatabase:
    """The tables of a corpus, to be used in a ``with`` statement."""

    def __init__(self, corpus: Corpus, manifest: Manifest, standard: Standard) -> None:
        """Opens and locks it."""
        self._connection = duckdb.connect(config=dict(_SETTINGS))
        for setting in (
            "enable_progress_bar = false",
            f"memory_limit = '{_LIMIT}'",
            "temp_directory = ''",
            "preserve_insertion_order = true",
        ):
            self._connection.execute(f"SET {setting}")
        allowed = []
        for table in (*corpus_tables(standard), SOURCES):
            paths = [str((corpus.folder / path).absolute()) for path in manifest.tables.get(table.name, ())]
            allowed += paths
            name = "stored_units" if table.name == "units" else table.name
            if paths:
                listed = ", ".join(map(literal, paths))
                made = f"SELECT * FROM read_parquet([{listed}], hive_partitioning = false)"
            else:
                columns = (f"CAST(NULL AS {sql_type(field)}) AS {quoted(field.name)}" for field in stored_fields(table))
                made = f"SELECT {', '.join(columns)} WHERE false"
            self._connection.execute(f"CREATE VIEW {quoted(name)} AS {made}")
        for view in VIEWS:
            self._connection.execute(f"CREATE VIEW {quoted(view.name)} AS {view.sql}")
        self._connection.execute(f"SET allowed_paths = [{', '.join(map(literal, allowed))}]")
        for each in _LOCKS:
            self._connection.execute(each)

    def __enter__(self) -> CorpusDatabase:
        return self

    def __exit__(self, *ended: object) -> None:
        self._connection.close()

    def ask(self, sql: str, parameters: Mapping[str, object] | None = None) -> CorpusAnswer:
        """The answer to one SELECT.

        Raises:
            QueryRefused: when it is something else, or cannot be answered; the text says why, in Chinese.
        """
        try:
            statements = self._connection.extract_statements(sql)
        except duckdb.Error as error:
            raise QueryRefused(f"SQL 写得不对：{_first_line(error)}") from error
        if len(statements) != 1 or statements[0].type != duckdb.StatementType.SELECT:
            raise QueryRefused("只能写一条 SELECT 查询。文件库只能查，不能改")
        try:
            answer = self._connection.execute(statements[0], dict(parameters or {}))
            described: Sequence[Any] = answer.description or ()
            names, types = tuple(str(one[0]) for one in described), tuple(str(one[1]) for one in described)
            first = answer.fetchmany(_AT_ONCE)
        except (duckdb.Error, ValueError, OverflowError) as error:
            raise _refused(error) from error
        return CorpusAnswer(names, types, self._rows(first))

    def _rows(self, first: Sequence[tuple[Any, ...]]) -> Iterator[tuple[Any, ...]]:
        rows: Sequence[tuple[Any, ...]] = first
        while rows:
            yield from rows
            try:
                rows = self._connection.fetchmany(_AT_ONCE)
            except (duckdb.Error, ValueError, OverflowError) as error:
                raise _refused(error) from error


def _refused(error: Exception) -> QueryRefused:
    if isinstance(error, duckdb.OutOfMemoryException):
        return QueryRefused(f"这个查询要的内存超过 {_LIMIT}。请加上年度、地区等条件，或者先汇总")
    if isinstance(error, duckdb.PermissionException):
        return QueryRefused("查询只能用文件库里的表，不能读写别的文件，也不能用网络")
    return QueryRefused(f"SQL 不能执行：{_first_line(error)}")


def _first_line(error: Exception) -> str:
    return str(error).partition("\n")[0]
