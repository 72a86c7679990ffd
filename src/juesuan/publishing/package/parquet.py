"""A table of a data package as Parquet, made of its CSV by DuckDB: amounts are decimals there too, never floats."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

from juesuan.formats.files import as_pattern
from juesuan.reporting.exports.columns import Field, Rows

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

__all__ = ["engine", "write_parquet"]

_TYPES = {"string": "VARCHAR", "integer": "INTEGER", "boolean": "BOOLEAN"}
_PRECISION, _SCALE, _MOST = 24, 6, 38
"""Digits of a decimal, and those behind the point: wide enough for 元 and for 亿元, the same in every package."""


@contextmanager
def engine() -> Iterator[DuckDBPyConnection]:
    """A database in memory that keeps rows in order and asks nothing of the network."""
    import duckdb  # noqa: PLC0415 only needed to write a package

    settings: dict[str, str | bool | int | float | list[str]]
    settings = {"threads": "1", "autoinstall_known_extensions": "false", "preserve_insertion_order": "true"}
    with duckdb.connect(":memory:", config=settings) as connection:
        yield connection


def write_parquet(
    connection: DuckDBPyConnection, source: Path, fields: Sequence[Field], rows: Rows, path: Path
) -> None:
    """Writes the table that ``source`` holds as CSV; ``rows`` are its rows, which tell how wide decimals are."""
    types = {field.name: _TYPES.get(field.type) or _decimal(field.name, rows) for field in fields}
    columns = ", ".join(f"'{name}': '{kind}'" for name, kind in types.items())
    read = (
        f"read_csv({_literal(as_pattern(source))}, columns = {{{columns}}}, header = true, auto_detect = false, delim = ',', "
        "quote = '\"', escape = '\"', nullstr = '', parallel = false, max_line_size = 20000000, "
        "compression = 'none', hive_partitioning = false)"
    )
    connection.execute(
        f"COPY (SELECT * FROM {read}) TO {_literal(str(path.absolute()))} (FORMAT parquet, COMPRESSION zstd)"
    )


def _decimal(name: str, rows: Sequence[Mapping[str, object]]) -> str:
    """The usual decimal, or a wider one where a number needs it."""
    values = [value for row in rows if isinstance(value := row.get(name), Decimal)]
    scale = max([_SCALE, *(-int(value.as_tuple().exponent) for value in values)])
    whole = max([_PRECISION - _SCALE, *(value.adjusted() + 1 for value in values)])
    return f"DECIMAL({min(_MOST, whole + scale)}, {scale})"


def _literal(path: str) -> str:
    return "'" + path.replace("'", "''") + "'"
