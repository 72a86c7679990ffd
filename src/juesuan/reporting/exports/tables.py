"""Tables of several documents as one set, and as the files that they are written to: CSV, a package of CSV files, a workbook."""

from __future__ import annotations

import csv
import hashlib
import io
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from juesuan import __version__
from juesuan.formats.text.csv_cells import harmless, unmarked
from juesuan.reporting.exports.columns import Resource, Row, Rows, Value, plain_row

__all__ = [
    "csv_text",
    "described",
    "merged",
    "package_files",
    "read_csv",
]

MARK = "\ufeff"
"""Begins every CSV file: spreadsheets take one without it for the encoding of the system."""

_PROFILE = "https://datapackage.org/profiles/2.0/datapackage.json"
_DESCRIPTOR = "datapackage.json"


def merged(sets: Iterable[Mapping[str, Rows]], known: Sequence[Resource]) -> dict[str, Rows]:
    """One set of tables: a row that has the key of an earlier one is the same body or the same document given twice."""
    found: dict[str, Rows] = {one.name: [] for one in known}
    seen: dict[str, set[tuple[Value, ...]]] = {one.name: set() for one in known}
    for tables in sets:
        for one in known:
            for row in tables.get(one.name, ()):
                key = tuple(row.get(name) for name in one.primary_key)
                if key not in seen[one.name]:
                    seen[one.name].add(key)
                    found[one.name].append(row)
    return found


def csv_text(resource: Resource, rows: Iterable[Row]) -> str:
    """A table as CSV: a mark, the names of the columns, a line a row; what a spreadsheet would compute is kept as text."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerow(resource.names)
    texts = {one.name for one in resource.fields if one.type == "string"}
    for row in rows:
        writer.writerow(_cells(resource, row, texts))
    return MARK + buffer.getvalue()


def _cells(resource: Resource, row: Row, texts: set[str]) -> Iterator[object]:
    for name, cell in zip(resource.names, plain_row(resource, row), strict=True):
        yield "" if cell is None else harmless(cell) if name in texts else cell


def read_csv(resource: Resource, text: str) -> Rows:
    """The rows that :func:`csv_text` wrote.

    Raises:
        ValueError: when it is not a table of these columns.
    """
    lines = csv.reader(io.StringIO(text.removeprefix(MARK), newline=""))
    if tuple(next(lines, ())) != resource.names:
        raise ValueError(f"not the columns of {resource.name}")
    return [
        {
            one.name: one.value(unmarked(cell) if one.type == "string" else cell)
            for one, cell in zip(resource.fields, line, strict=True)
        }
        for line in lines
    ]


_COLUMNS = ("table", "table_title", "name", "title", "type", "description")


def described(known: Sequence[Resource]) -> Iterator[tuple[str, ...]]:
    """Every column of the tables, a header first: for whoever opens the files and not the documentation."""
    yield _COLUMNS
    for one in known:
        for column in one.fields:
            yield one.name, one.title, column.name, column.title, column.type, column.description


def package_files(made: Mapping[str, Rows], known: Sequence[Resource], catalogue: str) -> dict[str, bytes]:
    """The files of a package by path: a CSV file a table, the list of columns, and the descriptor."""
    files = {f"data/{one.name}.csv": csv_text(one, made.get(one.name, ())).encode() for one in known}
    buffer = io.StringIO()
    csv.writer(buffer, lineterminator="\n").writerows(described(known))
    files["columns.csv"] = (MARK + buffer.getvalue()).encode()
    resources = [_described(one, f"data/{one.name}.csv", files[f"data/{one.name}.csv"]) for one in known]
    descriptor = {
        "$schema": _PROFILE,
        "name": "juesuan-tables",
        "title": "部门决算公开数据",
        "description": "文件、单位、数据、问题和问题中的数，每张表一份 CSV；各列的中文名称和含义见 columns.csv。",
        "juesuan": {"version": __version__, "catalogue": f"sha256:{catalogue}"},
        "resources": resources,
    }
    files[_DESCRIPTOR] = (json.dumps(descriptor, ensure_ascii=False, indent=2) + "\n").encode()
    return files


def _described(resource: Resource, path: str, content: bytes) -> dict[str, Any]:
    return {
        "name": resource.name.lower(),
        "type": "table",
        "title": resource.title,
        "description": resource.description,
        "path": path,
        "bytes": len(content),
        "hash": f"sha256:{hashlib.sha256(content).hexdigest()}",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "schema": resource.schema(),
    }
