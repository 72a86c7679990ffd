"""One document from file to rows: a pure function of its content, the program and the standard, wherever it runs."""

from __future__ import annotations

import csv
import io
import os
import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any, ClassVar

from msgspec import Struct
from msgspec.structs import replace

from juesuan import __version__
from juesuan.corpus.jobs import Job, Tools
from juesuan.corpus.reading import Packed, document_of
from juesuan.corpus.store.schema import corpus_tables
from juesuan.model import Disclosure, Report
from juesuan.reporting.dossier import Dossier
from juesuan.reporting.exports.columns import Resource, Rows, Value
from juesuan.reporting.exports.rows import core_rows, document_key
from juesuan.standard import Standard

__all__ = ["Process", "Processed", "Rejudge", "process"]

_MOST_WHOLE, _MOST_DECIMALS = 26, 12
_SENTENCE = re.compile(r"[^。；！？]+[。；！？]?")
_DIGITS = re.compile(r"\d[\d,，]*(?:\.\d+)?")
_LONGEST = 2_000
"""Characters of a sentence; what has no full stop for so long is none."""


class Processed(Struct, frozen=True):
    """What a corpus keeps of a judged document.

    Attributes:
        unit, year, place, kind: what it is. verdict: as in CONTRACT.
        tables: the rows of each table as lines of CSV in the order of its columns, a blank cell for nothing.
    """

    unit: str
    year: int | None
    place: str
    kind: str
    verdict: str
    tables: Mapping[str, bytes]


class Read(Struct, frozen=True):
    """A document that was read and judged."""

    document: Packed
    processed: Processed


class Process(Job["Read | str"], frozen=True, tag=True):
    """Reads a file, judges it by itself and makes the rows of it; a text says why it cannot be read.

    Attributes:
        path: as the system spells it. layout: of the document; None: the one recognised.
    """

    path: bytes
    layout: str | None = None
    answer: ClassVar[Any] = Read | str

    def do(self, tools: Tools) -> Read | str:
        """Does it."""
        document = document_of(self.path, self.layout, tools)
        if isinstance(document, str):
            return document
        # The folder that it came from is none of its properties.
        name = Path(os.fsdecode(self.path)).name
        document = replace(document, info=replace(document.info, file=name))
        return Read(Packed.of(document), process(document, tools.standard))


class Rejudge(Job["Processed"], frozen=True, tag=True):
    """Judges what was read of a document earlier."""

    document: Packed
    answer: ClassVar[Any] = Processed

    def do(self, tools: Tools) -> Processed:
        """Does it."""
        return process(self.document.unpacked(), tools.standard)


def process(document: Disclosure, standard: Standard) -> Processed:
    """What a corpus keeps of a document: depends on nothing but the arguments and the program."""
    from juesuan.checking.engine import check

    report = check(document, standard=standard)
    dossier = Dossier(document, report, standard)
    rows = core_rows(dossier, judged=True)
    rows |= {"results": list(_results(report)), "sentences": list(_sentences(document))}
    info = document.info
    same = {"document": document_key(info), "catalogue": standard.hash, "program": __version__}
    made = {table.name: _lines(table, rows[table.name], same) for table in corpus_tables(standard)}
    return Processed(info.unit, info.year, info.place, info.kind, dossier.verdict, made)


def _results(report: Report) -> Iterator[dict[str, Value]]:
    for result in report.results:
        yield {
            "rule": result.rule,
            "state": result.state.value,
            "applied": result.applied,
            "passed": result.passed,
            "reason": result.reason,
        }


def _sentences(document: Disclosure) -> Iterator[dict[str, Value]]:
    number = 0
    for section in document.sections:
        for found in _SENTENCE.finditer(section.body.text):
            text = found[0][:_LONGEST]
            number += 1
            yield {
                "number": number,
                "section": section.id,
                "sentence": text,
                "pattern": _DIGITS.sub("0", text),
                "page": section.body.place(found.start(), found.end(), 0).page,
            }


def _lines(table: Resource, rows: Rows, same: Mapping[str, Value]) -> bytes:
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\n")
    for row in rows:
        writer.writerow([_cell(same[name] if name in same else row.get(name)) for name in table.names])
    return buffer.getvalue().encode("utf-8", "replace")


def _cell(value: Value) -> object:
    """A cell as text; what no column of amounts can hold exactly is left to its print."""
    if isinstance(value, Decimal):
        exponent = value.as_tuple().exponent
        is_held = isinstance(exponent, int) and -exponent <= _MOST_DECIMALS and value.adjusted() < _MOST_WHOLE
        return f"{value:f}" if is_held else ""
    if isinstance(value, str):
        return value.replace("\0", "").replace("\r", " ")
    return "" if value is None else value
