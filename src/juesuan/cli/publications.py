"""The formats of ``prepare``: how each is written. A new one is a line in :data:`FORMATS`."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from juesuan.model import Disclosure
    from juesuan.publishing import Layout

__all__ = ["FORMATS", "Publication", "file_name"]

_FORBIDDEN = str.maketrans(dict.fromkeys('\\/:*?"<>|\t\r\n', "_"))


@dataclass(frozen=True, slots=True)
class Publication:
    """What is published: a disclosure, how it is drawn, and last year's amounts (yuan by fact) where they are known."""

    disclosure: Disclosure
    layout: Layout
    previous: Mapping[str, Decimal] = field(default_factory=dict)


Writer = Callable[[Publication, Path, str], None]
"""Writes a publication into a folder, under a name without suffix."""


def file_name(disclosure: Disclosure) -> str:
    """``某某局2022年度部门决算``, as far as a file system can bear it."""
    info = disclosure.info
    return f"{info.unit}{info.year}年度{info.level}决算".translate(_FORBIDDEN)


def _document(suffix: str) -> Writer:
    def write(made: Publication, where: Path, name: str) -> None:
        from juesuan.publishing import publish

        publish(made.disclosure, made.layout, where / f"{name}{suffix}")

    return write


def _html(made: Publication, where: Path, name: str) -> None:
    from juesuan.publishing import publish_html

    publish_html(made.disclosure, made.layout, where / f"{name}.html", made.previous)


def _json(made: Publication, where: Path, name: str) -> None:
    from juesuan.reporting.extract import disclosure_object
    from juesuan.reporting.json_report import dumps

    (where / f"{name}.json").write_text(
        dumps(disclosure_object(made.disclosure)) + "\n", encoding="utf-8", newline="\n"
    )


def _package(made: Publication, where: Path, name: str) -> None:
    from juesuan.publishing import publish_package

    publish_package(made.disclosure, made.layout, where / f"{name}（数据包）.zip")


FORMATS: Mapping[str, Writer] = {
    "docx": _document(".docx"),
    "pdf": _document(".pdf"),
    "xlsx": _document(".xlsx"),
    "html": _html,
    "json": _json,
    "package": _package,
}
