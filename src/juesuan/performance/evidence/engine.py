"""The embedded database of evidence: what speaks SQL stands here. Import it where evidence is read and nowhere else: it is slow to load.

Once the tables are in it, it is locked: no file, no network, no extension, no other setting; and every question is asked in a transaction
that can change nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import duckdb

from juesuan.formats.errors import Damaged, TooLarge
from juesuan.formats.files import as_pattern

__all__ = ["Engine", "QueryRefused", "literal", "parquet_columns", "quoted"]

_ADVICE = "请拆成几份，或删去用不到的行和列"
MOST_ROWS = 5_000_000
_LIMIT = "600MB"
_LOADING = "SET disabled_optimizers = 'common_subexpressions'"
"""Work for few cells stands behind a condition: taken out of it as something that occurs twice, it would be done for all of them."""

_SETTINGS = {"autoinstall_known_extensions": "false", "autoload_known_extensions": "false"}
_LOCKS = (
    "RESET disabled_optimizers",
    "SET python_enable_replacements = false",
    "SET enable_external_access = false",
    "SET allow_community_extensions = false",
    "SET lock_configuration = true",
)


class QueryRefused(Exception):
    """A question that the engine does not answer; the text says why, in Chinese."""


def quoted(name: str) -> str:
    """A name of a table or column in SQL."""
    return '"' + name.replace('"', '""') + '"'


def literal(text: str) -> str:
    """A text in SQL, where no parameter can stand."""
    return "'" + text.replace("'", "''") + "'"


def parquet_columns(path: Path) -> tuple[str, ...]:
    """The names of a Parquet file's columns.

    Raises:
        ReadError: when it is none, or has far too many rows.
    """
    with duckdb.connect(config=dict(_SETTINGS)) as engine:
        try:
            counted = engine.execute("SELECT sum(num_rows) FROM parquet_file_metadata(?)", [as_pattern(path)])
            rows = (counted.fetchone() or (0,))[0]
            described = engine.execute(
                "DESCRIBE SELECT * FROM read_parquet(?, hive_partitioning = false)", [as_pattern(path)]
            )
            names = tuple(str(row[0]) for row in described.fetchall())
        except duckdb.Error as error:
            raise Damaged(path, "不是完整的 Parquet 文件") from error
    if rows is not None and rows > MOST_ROWS:
        raise TooLarge(path, f"有 {rows} 行，超过 {MOST_ROWS // 10_000} 万行", _ADVICE)
    return names


class Engine:
    """The database in memory: open while tables are loaded, locked for good before anything is asked."""

    def __init__(self) -> None:
        self._connection = duckdb.connect(config=dict(_SETTINGS))
        for setting in (
            "SET enable_progress_bar = false",
            f"SET memory_limit = '{_LIMIT}'",
            "SET temp_directory = ''",
            _LOADING,
        ):
            self._connection.execute(setting)
        self._locked = False

    def close(self) -> None:
        """Forgets all."""
        self._connection.close()

    def run(self, sql: str, parameters: Sequence[object] = ()) -> list[tuple[Any, ...]]:
        """Our own SQL while tables are loaded.

        Raises:
            ReadError: when there is no room for it.
        """
        try:
            return self._connection.execute(sql, list(parameters)).fetchall()
        except (duckdb.OutOfMemoryException, MemoryError) as error:
            raise TooLarge(Path("佐证表"), "内存装不下", _ADVICE) from error

    def read_text(self, path: Path, name: str, delimiter: str, width: int, into: str) -> None:
        """A text file with cells between delimiters as a table of texts ``c0 …``, in its order.

        Raises:
            ReadError: when it is no such file, or has far too many rows.
        """
        columns = "{" + ", ".join(f"'c{number}': 'VARCHAR'" for number in range(width + 1)) + "}"
        between = "\\t" if delimiter == "\t" else delimiter
        scan = (
            f"read_csv(?, columns = {columns}, header = false, auto_detect = false, delim = '{between}', quote = '\"', escape = '\"', "
            "compression = 'none', hive_partitioning = false, null_padding = true, strict_mode = false, max_line_size = 10000000, "
            "parallel = "
        )
        names = ", ".join(f"c{number}" for number in range(width))
        for parallel in ("true", "false"):
            try:
                self.run(
                    f"CREATE OR REPLACE TEMP TABLE {into} AS SELECT {names} FROM {scan}{parallel}) LIMIT {MOST_ROWS + 1}",
                    [as_pattern(path)],
                )
                break
            except duckdb.Error as error:
                if parallel == "false":
                    raise Damaged(Path(name), "其中有的行不是完整的表格行：太长，或者引号没有成对") from error
        self._require_few(name, into)

    def read_parquet(self, path: Path, name: str, columns: Sequence[str], into: str) -> None:
        """A Parquet file as such a table: numbers and dates in the shortest text that is exact.

        Raises:
            ReadError: when it is damaged.
        """
        chosen = ", ".join(f"CAST({quoted(column)} AS VARCHAR) AS c{number}" for number, column in enumerate(columns))
        try:
            self.run(
                f"CREATE OR REPLACE TEMP TABLE {into} AS SELECT {chosen} FROM read_parquet(?, hive_partitioning = false)",
                [as_pattern(path)],
            )
        except duckdb.Error as error:
            raise Damaged(Path(name), "不是完整的 Parquet 文件") from error

    def _require_few(self, name: str, table: str) -> None:
        if self.run(f"SELECT count(*) FROM {table}")[0][0] > MOST_ROWS:
            raise TooLarge(Path(name), f"超过 {MOST_ROWS // 10_000} 万行", _ADVICE)

    def lock(self) -> None:
        """From now on nothing outside is reached, and nothing can be set."""
        for setting in _LOCKS:
            self._connection.execute(setting)
        self._locked = True

    def ask(self, sql: str, parameters: Sequence[object] = ()) -> list[tuple[Any, ...]]:
        """The answer to a question, asked of a database that is locked, and cannot be changed by it.

        Raises:
            QueryRefused: when it cannot be answered.
        """
        assert self._locked
        self._connection.execute("BEGIN TRANSACTION READ ONLY")
        try:
            return self._connection.execute(sql, list(parameters)).fetchall()
        except duckdb.Error as error:
            raise QueryRefused(str(error).partition("\n")[0]) from error
        finally:
            self._connection.execute("ROLLBACK")

    def ask_own(self, sql: str, most: int) -> tuple[list[str], list[tuple[Any, ...]]]:
        """A question in the words of a user: one SELECT; the types of its columns and its first rows.

        Raises:
            QueryRefused: when it is something else, or cannot be answered.
        """
        try:
            statements = self._connection.extract_statements(sql)
        except duckdb.Error as error:
            raise QueryRefused(f"SQL 写得不对（{str(error).partition(chr(10))[0]}）") from error
        if len(statements) != 1 or statements[0].type != duckdb.StatementType.SELECT:
            raise QueryRefused("只能写一条 SELECT 查询")
        assert self._locked
        self._connection.execute("BEGIN TRANSACTION READ ONLY")
        try:
            answer = self._connection.execute(statements[0])
            types = [str(column[1]) for column in answer.description or ()]
            return types, answer.fetchmany(most)
        except (duckdb.Error, ValueError, OverflowError) as error:
            raise QueryRefused(f"SQL 不能执行（{str(error).partition(chr(10))[0]}）") from error
        finally:
            self._connection.execute("ROLLBACK")
