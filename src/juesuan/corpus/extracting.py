"""What was read of a document, as data, made in the process that read it."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import ClassVar

from msgspec import Struct, field

from juesuan.corpus.jobs import Job, Tools
from juesuan.corpus.reading import Packed
from juesuan.corpus.wire import Duties
from juesuan.reporting.exports.sent import Exported, packed_tables
from juesuan.unfinished import Unfinished

__all__ = ["PACKAGES", "Extract", "Extracted"]

PACKAGES = Duties("juesuan.corpus.work", writes=True)
"""Reading documents and making data packages of them, for which a folder is needed."""


class Extracted(Struct, frozen=True):
    """The data: a text, or files with their paths (``/``) below the place where they go; a single file has the path ``""``.

    Attributes:
        has_numbers: whether anything was read at all.
        tables: the tables that go into one set with those of other documents, where they were asked for.
    """

    text: str = ""
    files: Mapping[str, bytes] = field(default_factory=dict)
    tables: Exported | None = None
    has_numbers: bool = True


class Extract(Job["Extracted"], frozen=True, tag=True):
    """Makes data of a document.

    Attributes:
        document: what was read.
        format: ``json``, ``lines`` (the same on one line), ``tables``, ``xlsx``, ``package`` (one file), ``folder`` (a package of many), or
            empty: nothing is made.
    """

    document: Packed
    format: str
    answer: ClassVar[type[Extracted]] = Extracted

    def do(self, tools: Tools) -> Extracted:
        """Makes it."""
        document = self.document.unpacked()
        text, files, tables = "", dict[str, bytes](), None
        match self.format:
            case "json" | "lines":
                from juesuan.reporting.extract import disclosure_object
                from juesuan.reporting.json_report import dumps

                text = dumps(disclosure_object(document), one_line=self.format == "lines") + "\n"
            case "tables":
                from juesuan.reporting.exports.rows import core_rows, unjudged
                from juesuan.reporting.exports.schema import core

                tables = packed_tables(
                    core_rows(unjudged(document, tools.standard), judged=False), core(tools.standard)
                )
            case "xlsx":
                from juesuan.reporting.extract_workbook import render

                files[""] = render(document, tools.standard)
            case "package" | "folder":
                from juesuan.publishing.package import publish_package

                style = tools.standard.layouts.of_document(document.info.profile).style
                with Unfinished(Path(tempfile.gettempdir())) as where:
                    made = where / ("made.zip" if self.format == "package" else "made")
                    publish_package(document, style, made, tools.standard)
                    files = contents(made)
        return Extracted(text, files, tables, bool(document.statements))


def contents(made: Path) -> dict[str, bytes]:
    """The bytes of a file, or of all files of a folder, by path below it."""
    if made.is_file():
        return {"": made.read_bytes()}
    files = (path for path in sorted(made.rglob("*")) if path.is_file())
    return {path.relative_to(made).as_posix(): path.read_bytes() for path in files}
