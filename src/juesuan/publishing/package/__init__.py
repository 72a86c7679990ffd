"""Disclosure → data package: every table as CSV and Parquet, and the whole as JSON, with a datapackage.json that describes them.

Frictionless Data Package with Table Schema, fiscal column types where they fit, and where the data come from. The same
disclosure gives the same bytes: nothing in it depends on the hour. A licence is the publisher's to give.
"""

from __future__ import annotations

import csv
import hashlib
import json
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from juesuan import __version__
from juesuan.formats.files import DESCRIPTOR
from juesuan.formats.package.reading import WHOLE
from juesuan.formats.packing import packed_files
from juesuan.model import Disclosure
from juesuan.model.print_style import PrintStyle
from juesuan.publishing.package.parquet import engine, write_parquet
from juesuan.publishing.package.rows import tables
from juesuan.publishing.package.schema import resources
from juesuan.reporting.exports.columns import Resource, Rows, plain_row
from juesuan.reporting.exports.tables import csv_text
from juesuan.reporting.extract import disclosure_object
from juesuan.reporting.json_report import dumps
from juesuan.standard import Standard
from juesuan.standard.forms import ACCOUNTS, BUDGET

__all__ = ["publish_package"]

_PROFILE = "https://datapackage.org/profiles/2.0/datapackage.json"
_KINDS = {"final_accounts": "部门决算公开", "performance": "绩效自评公开", "budget": "部门预算公开"}


def publish_package(
    disclosure: Disclosure,
    layout: PrintStyle,
    path: Path,
    standard: Standard,
    licences: Sequence[Mapping[str, str]] = (),
) -> None:
    """Writes the package into a folder, or into one file when the path ends in ``.zip``.

    ``licences`` are entries of the descriptor's ``licenses`` (``name`` or ``path``, ``title``), which is left out without
    any: who publishes the data says what may be done with them.
    """
    if path.suffix.lower() != ".zip":
        _write(disclosure, layout, path, standard, licences)
        return
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        _write(disclosure, layout, folder, standard, licences)
        files = (item for item in folder.rglob("*") if item.is_file())
        path.write_bytes(packed_files({file.relative_to(folder).as_posix(): file.read_bytes() for file in files}))


def _write(
    disclosure: Disclosure,
    layout: PrintStyle,
    folder: Path,
    standard: Standard,
    licences: Sequence[Mapping[str, str]],
) -> None:
    data = folder / "data"
    data.mkdir(parents=True, exist_ok=True)
    made = tables(disclosure, layout, standard)
    described = []
    with engine() as connection:
        for resource in resources(standard, BUDGET if disclosure.info.kind == BUDGET else ACCOUNTS):
            rows = made.get(resource.name)
            if rows is None:
                continue
            table, columnar = data / f"{resource.name}.csv", data / f"{resource.name}.parquet"
            _write_csv(table, resource, rows)
            write_parquet(connection, table, resource.fields, rows, columnar)
            table.write_text(csv_text(resource, rows), encoding="utf-8", newline="")
            described += [_table(resource, table, made), _columnar(resource, columnar)]
    described.append(_whole(disclosure, folder / WHOLE))
    text = json.dumps(_descriptor(disclosure, standard, described, licences), ensure_ascii=False, indent=2)
    (folder / DESCRIPTOR).write_text(text + "\n", encoding="utf-8", newline="\n")


def _write_csv(path: Path, resource: Resource, rows: Rows) -> None:
    """Writes a table with its texts as they are, for the engine."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(resource.names)
        writer.writerows(["" if cell is None else cell for cell in plain_row(resource, row)] for row in rows)


def _table(resource: Resource, path: Path, made: Mapping[str, Rows]) -> dict[str, Any]:
    """The CSV in the descriptor, with its schema; a key of a table that is not there is left out."""
    schema = resource.schema()
    kept = [key for key in schema.get("foreignKeys", ()) if key["reference"]["resource"] in {"", *made}]
    if kept:
        schema["foreignKeys"] = kept
    return {
        "name": resource.name.lower(),
        "type": "table",
        "title": resource.title,
        "description": resource.description,
        **_file(path),
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "schema": schema,
    }


def _columnar(resource: Resource, path: Path) -> dict[str, Any]:
    """The Parquet in the descriptor: the same table once more."""
    return {
        "name": f"{resource.name.lower()}-parquet",
        "type": "file",
        "title": f"{resource.title}（Parquet）",
        "description": f"与 {resource.name.lower()} 相同的数据。",
        **_file(path),
        "format": "parquet",
        "mediatype": "application/vnd.apache.parquet",
    }


def _whole(disclosure: Disclosure, path: Path) -> dict[str, Any]:
    """Everything at once, as ``juesuan read`` writes it: by it the package can be opened and checked like a document."""
    path.write_text(dumps(disclosure_object(disclosure)) + "\n", encoding="utf-8", newline="\n")
    return {
        "name": path.stem,
        "type": "file",
        "title": "整份文件",
        "description": "各表、文字、自评表和每个数字的位置，即 juesuan read 的输出；juesuan check 由它打开数据包。",
        **_file(path, path.name),
        "format": "json",
        "mediatype": "application/json",
        "encoding": "utf-8",
    }


def _file(path: Path, name: str = "") -> dict[str, Any]:
    content = path.read_bytes()
    return {
        "path": name or f"{path.parent.name}/{path.name}",
        "bytes": len(content),
        "hash": f"sha256:{hashlib.sha256(content).hexdigest()}",
    }


def _descriptor(
    disclosure: Disclosure,
    standard: Standard,
    described: Sequence[Mapping[str, Any]],
    licences: Sequence[Mapping[str, str]],
) -> dict[str, Any]:
    info = disclosure.info
    kind = _KINDS.get(info.kind, "公开文件")
    title = f"{info.unit}{info.year or ''}年度{kind}数据"
    name = hashlib.sha256(f"{info.place}\n{info.unit}\n{info.level}".encode()).hexdigest()[:12]
    source = {"title": info.file or f"{info.unit}{info.year or ''}年度{kind}"}
    return {
        "$schema": _PROFILE,
        "name": f"juesuan-{info.year or 'undated'}-{name}",
        "title": title,
        "description": f"{title}：公开表、情况说明中的数字、绩效自评表及所用科目，CSV 与 Parquet 内容相同。",
        "keywords": ["部门决算", "预算绩效", "财政", *filter(None, (info.place, info.unit))],
        **({"licenses": [dict(item) for item in licences]} if licences else {}),
        "sources": [source],
        "contributors": [{"title": info.unit, "roles": ["publisher"]}] if info.unit else [],
        "juesuan": {
            "version": __version__,
            "catalogue": f"sha256:{standard.hash}",
            "profile": info.profile,
            "document": {
                "kind": info.kind,
                "level": info.level,
                "unit": info.unit,
                "year": info.year,
                "place": info.place,
                "amount_unit": info.amount_unit.value if info.amount_unit else None,
                "currency": "CNY",
                **({"mark": info.mark} if info.mark else {}),
                "sha256": info.sha256 or None,
            },
        },
        "resources": list(described),
    }
