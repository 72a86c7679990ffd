"""What is done with a hostile file: everything that the program does with a file, in a process with limits."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import ClassVar

import juesuan
from juesuan.checking.engine import check
from juesuan.corpus.gathering import HandOver, gathered
from juesuan.corpus.jobs import Job, Tools
from juesuan.formats.by_content import format_of
from juesuan.formats.errors import ReadError
from juesuan.recognising.file_to_disclosure import read
from juesuan.reporting import html, json_report, sarif
from juesuan.reporting import review_workbook as workbook
from juesuan.reporting import terminal as text
from juesuan.reporting.annotated import Unmarkable, annotate
from juesuan.reporting.dossier import Dossier

__all__ = ["FORMATS", "HandedOver", "Jobs", "Through", "warm_up"]


class Through(Job[str], frozen=True, tag=True):
    """Reads a file, checks it, reports and annotates: the verdict, or the message.

    Attributes:
        path: the file, as the system spells it.
        format: of the report, one of :data:`FORMATS`.
    """

    path: bytes
    format: str = "text"
    answer: ClassVar[type] = str

    def do(self, tools: Tools) -> str:
        """Does all of it."""
        path = Path(os.fsdecode(self.path))
        try:
            disclosure = read(path, tools.standard, None, tools.convert)
        except ReadError as error:
            return str(error)
        report = check(disclosure, standard=tools.standard)
        if report.faults:
            return f"fault: {report.faults[0].detail}"
        dossier = Dossier(disclosure, report, tools.standard)
        FORMATS[self.format](dossier)
        return f"{dossier.verdict} {_annotated(path, dossier)}"


class HandedOver(Job[str], frozen=True, tag=True):
    """Reads files of the accountant's, prepares a disclosure of them if that can be, and checks it: the verdict, or the messages.

    Attributes:
        paths: the files, as the system spells them.
    """

    paths: tuple[bytes, ...]
    answer: ClassVar[type] = str

    def do(self, tools: Tools) -> str:
        """Does all of it."""
        handed = [HandOver(path, several=len(self.paths) > 1).do(tools) for path in self.paths]
        found = gathered([file for file in handed if not isinstance(file, str)], tools.standard)
        refused = [file for file in handed if isinstance(file, str)]
        told = [*refused, *(problem.message for problem in (*found.problems, *found.remarks))]
        if found.books is None or found.problems or refused:
            return "\n".join(told)
        books = found.books
        layout = tools.standard.layouts.of_place(books.department.place, books.year, books.department.level)
        prepared = juesuan.prepare(books, layout)
        if prepared.disclosure is None:
            return "\n".join(problem.message for problem in prepared.problems)
        report = check(prepared.disclosure, standard=tools.standard)
        if report.faults:
            return f"fault: {report.faults[0].detail}"
        return str(Dossier(prepared.disclosure, report, tools.standard).verdict)


def _text(dossier: Dossier) -> str:
    return text.render(dossier, text.Style(False, 80))


def _html(dossier: Dossier) -> str:
    return html.render(dossier, None)


def _workbook(dossier: Dossier) -> bytes:
    return workbook.render(dossier, None)


def _json(dossier: Dossier) -> bytes:
    return json_report.dumps(json_report.report_object(dossier)).encode()


def _sarif(dossier: Dossier) -> bytes:
    return json_report.dumps(sarif.run(dossier)).encode()


FORMATS: Mapping[str, Callable[[Dossier], object]] = {
    "text": _text, "html": _html, "xlsx": _workbook, "json": _json, "sarif": _sarif,
}  # fmt: skip


def _annotated(path: Path, dossier: Dossier) -> str:
    if path.is_dir():
        return "no copy of a folder"
    data = path.read_bytes()
    try:
        annotate(dossier, data, format_of(path, data), True)
    except Unmarkable as refusal:
        return str(refusal)
    return "annotated"


Jobs = Through | HandedOver


def warm_up() -> None:
    """Everything is loaded already."""
