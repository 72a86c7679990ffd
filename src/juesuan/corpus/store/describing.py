"""The description of exported tables: a data package whose columns have the types of fiscal data where these fit."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from juesuan import __version__
from juesuan.corpus.store.schema import stored_fields
from juesuan.reporting.exports.columns import Resource

__all__ = ["described_package", "resource_of"]

_PROFILE = "https://datapackage.org/profiles/2.0/datapackage.json"


def resource_of(table: Resource, paths: Sequence[str]) -> dict[str, Any]:
    """The description of a table in one CSV file, or in Parquet files."""
    is_csv = any(path.endswith(".csv") for path in paths)
    schema = table.schema()
    if not is_csv:
        schema["fields"] = [field.descriptor() for field in stored_fields(table)]
    return {
        "name": table.name.lower(),
        "type": "table",
        "title": table.title,
        "description": table.description,
        "path": paths[0] if len(paths) == 1 else list(paths),
        "format": "csv" if is_csv else "parquet",
        "mediatype": "text/csv" if is_csv else "application/vnd.apache.parquet",
        **({"encoding": "utf-8"} if is_csv else {}),
        "schema": schema,
    }


def described_package(resources: Sequence[dict[str, Any]], catalogue: str) -> dict[str, Any]:
    """The descriptor; tables without a file are left out."""
    return {
        "$schema": _PROFILE,
        "name": "juesuan-corpus",
        "title": "部门决算公开数据",
        "description": "许多份公开文件的数据：文件、单位、数据、问题、规则结果、文字和来源。金额是精确的小数，yuan 栏以元计。",
        "juesuan": {"version": __version__, "catalogue": f"sha256:{catalogue}", "currency": "CNY"},
        "resources": [resource for resource in resources if resource["path"]],
    }
