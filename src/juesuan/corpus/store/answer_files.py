"""Answers and tables of a corpus as text, CSV, JSON, a workbook, or a folder of files with their description."""

from __future__ import annotations

import csv
import io
import json
import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import islice
from pathlib import Path
from typing import Any

from juesuan.corpus.store.asking import CorpusAnswer, CorpusDatabase
from juesuan.corpus.store.corpus import Corpus
from juesuan.corpus.store.describing import described_package, resource_of
from juesuan.corpus.store.schema import SOURCES, VIEWS, corpus_tables
from juesuan.corpus.store.tables import Manifest
from juesuan.formats.excel.writing.list_sheets import ListBook
from juesuan.formats.text.csv_cells import harmless
from juesuan.formats.text.width import padded, width
from juesuan.reporting.exports.columns import Resource
from juesuan.standard import Standard

__all__ = ["CONTENTS", "TooManyRows", "book_of", "laid_out", "put_tables", "shown"]

_WIDEST = 40
_MOST_ROWS = 1_000_000
"""Rows of a sheet of a workbook."""
_MARK = "\ufeff"


class TooManyRows(Exception):
    """More rows than a sheet of a workbook has; the text says so, in Chinese."""


def laid_out(names: Sequence[str], rows: Sequence[Sequence[str]]) -> Iterator[str]:
    """Columns as wide as what is in them, numbers at the right."""
    cut = [[_cut(text) for text in row] for row in rows]
    wide = [max(width(text) for text in column) for column in zip(names, *cut, strict=True)]
    right = [bool(cut) and all(not text or _is_number(text) for text in column) for column in zip(*cut, strict=True)]
    right = right or [False] * len(names)
    for line in (names, *cut):
        cells = (padded(text, columns, right=number) for text, columns, number in zip(line, wide, right, strict=True))
        yield "  ".join(cells).rstrip()


def _cut(text: str) -> str:
    flat = " ".join(text.split())
    if width(flat) <= _WIDEST:
        return flat
    kept = flat[:_WIDEST]
    while width(kept) > _WIDEST - 2:
        kept = kept[:-1]
    return f"{kept}…"


def _is_number(text: str) -> bool:
    return text.lstrip("-").replace(".", "", 1).isdigit()


def shown(value: Any) -> str:
    """A value for people: decimals exactly, without zeros that say nothing."""
    if value is None:
        return ""
    if isinstance(value, Decimal):
        text = f"{value:f}"
        return text.rstrip("0").rstrip(".") if "." in text else text
    if isinstance(value, bool):
        return "是" if value else "否"
    return str(value)


def _csv(found: CorpusAnswer) -> str:
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerow(found.names)
    for row in found.rows:
        writer.writerow([harmless(value) if isinstance(value, str) else shown(value) for value in row])
    return _MARK + buffer.getvalue()


def _json(found: CorpusAnswer) -> str:
    rows = [dict(zip(found.names, map(_plain, row), strict=True)) for row in found.rows]
    return json.dumps(rows, ensure_ascii=False, indent=1) + "\n"


def _plain(value: Any) -> Any:
    return value if value is None or isinstance(value, bool | int | str) else shown(value)


def _plain_text(found: CorpusAnswer) -> str:
    return "\n".join(laid_out(found.names, [[shown(value) for value in row] for row in found.rows])) + "\n"


def _xlsx(found: CorpusAnswer) -> bytes:
    rows = list(islice(found.rows, _MOST_ROWS + 1))
    if len(rows) > _MOST_ROWS:
        raise TooManyRows(f"结果超过 {_MOST_ROWS // 10_000} 万行，一张工作表放不下。请加上条件，或者写成 .csv。")
    book = ListBook()
    columns = [(name, max(8, min(_WIDEST, width(name) + 4))) for name in found.names]
    book.list("结果", columns, ([_cell(value) for value in row] for row in rows))
    return book.finished()


def _cell(value: Any) -> str | int | Decimal | None:
    if isinstance(value, Decimal):
        return Decimal(shown(value))
    return value if value is None or (isinstance(value, int | str) and not isinstance(value, bool)) else shown(value)


CONTENTS: Mapping[str, Callable[[CorpusAnswer], str | bytes]] = {
    "text": _plain_text,
    "csv": _csv,
    "json": _json,
    "xlsx": _xlsx,
}


def _tables(standard: Standard) -> Iterator[Resource]:
    """The tables as they are exported: units each once."""
    units = next(view for view in VIEWS if view.name == "units")
    yield from (units if table.name == "units" else table for table in corpus_tables(standard))
    yield SOURCES


def _rows(database: CorpusDatabase, table: Resource) -> Iterable[tuple[Any, ...]]:
    order = ", ".join(f'"{name}"' for name in table.primary_key)
    names = ", ".join(f'"{name}"' for name in table.names)
    return database.ask(f'SELECT {names} FROM "{table.name}" ORDER BY {order}').rows


def book_of(database: CorpusDatabase, standard: Standard) -> bytes:
    """All tables as a workbook, a sheet a table.

    Raises:
        TooManyRows: when one has more than a sheet.
    """
    book = ListBook()
    for table in _tables(standard):
        rows = list(islice(_rows(database, table), _MOST_ROWS + 1))
        if len(rows) > _MOST_ROWS:
            raise TooManyRows(f"“{table.title}”超过 {_MOST_ROWS // 10_000} 万行，一个工作簿放不下。请导出到文件夹。")
        columns = [(field.title, max(8, min(_WIDEST, width(field.title) + 4))) for field in table.fields]
        book.list(table.title, columns, ([_cell(value) for value in row] for row in rows))
    return book.finished()


def put_tables(where: Path, form: str, database: CorpusDatabase, asked: tuple[Corpus, Manifest, Standard]) -> None:
    """Writes all tables into a folder, as CSV or as the Parquet files that they are, with the description of every column."""
    corpus, manifest, standard = asked
    (where / "data").mkdir()
    resources = []
    for table in _tables(standard):
        paths: list[str] = []
        if form == "csv" or table.name == "units":
            paths = [f"data/{table.name}.csv"]
            with (where / paths[0]).open("w", encoding="utf-8-sig", newline="") as file:
                writer = csv.writer(file, lineterminator="\n")
                writer.writerow(table.names)
                for row in _rows(database, table):
                    writer.writerow([harmless(value) if isinstance(value, str) else shown(value) for value in row])
        else:
            for source in manifest.tables.get(table.name, ()):
                target = where / "data" / Path(source).relative_to("tables")
                target.parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(corpus.folder / source, target)
                paths.append(target.relative_to(where).as_posix())
        resources.append(resource_of(table, paths))
    descriptor = described_package(resources, standard.hash)
    (where / "datapackage.json").write_text(
        json.dumps(descriptor, ensure_ascii=False, indent=2) + "\n", encoding="utf-8"
    )
