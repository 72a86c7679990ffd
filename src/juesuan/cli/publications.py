"""The formats of ``prepare``: how each is written. A new one is a line in :data:`FORMATS`."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from juesuan.model import Disclosure
    from juesuan.publishing import Layout

__all__ = ["FORMATS", "file_name"]

_FORBIDDEN = str.maketrans(dict.fromkeys('\\/:*?"<>|\t\r\n', "_"))

Writer = Callable[["Disclosure", "Layout", Path, str], None]
"""Writes a disclosure in a layout into a folder, under a name without suffix."""


def file_name(disclosure: Disclosure) -> str:
    """``某某局2022年度部门决算``, as far as a file system can bear it."""
    info = disclosure.info
    return f"{info.unit}{info.year}年度{info.level}决算".translate(_FORBIDDEN)


def _document(suffix: str) -> Writer:
    def write(disclosure: Disclosure, layout: Layout, where: Path, name: str) -> None:
        from juesuan.publishing import publish

        publish(disclosure, layout, where / f"{name}{suffix}")

    return write


def _json(disclosure: Disclosure, layout: Layout, where: Path, name: str) -> None:
    from juesuan.reporting.extract import disclosure_object
    from juesuan.reporting.json_report import dumps

    (where / f"{name}.json").write_text(dumps(disclosure_object(disclosure)) + "\n", encoding="utf-8", newline="\n")


FORMATS: Mapping[str, Writer] = {
    "docx": _document(".docx"),
    "pdf": _document(".pdf"),
    "xlsx": _document(".xlsx"),
    "html": _document(".html"),
    "json": _json,
}
