"""Good files of everything that the program reads: what is changed at random.

They are kept small, so that more of them can be tried: what is read differs by its kind, not by its length.
"""

from __future__ import annotations

import csv
import io
import subprocess
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import xlsxwriter

from juesuan.demo import demo_disclosure, flawed
from juesuan.formats.doc.conversion import find_libreoffice
from juesuan.formats.excel.reading.xlsx import xlsx_sheets
from juesuan.preparing.example import example_books
from juesuan.publishing import publish
from juesuan.publishing.package import publish_package
from juesuan.publishing.template_workbook import template_workbook
from juesuan.reporting.extract import disclosure_object
from juesuan.reporting.json_report import dumps
from juesuan.standard import builtin
from tests.formats.ofd.made import of_pdf_bytes
from tests.hostile.biff import cell_xf, label, number, old_book, sheet
from tests.ledgers import COLUMNS, detail_lines

__all__ = ["BOOKS", "documents"]

BOOKS = frozenset({"workbook.xlsx", "ledger.csv", "ledger.xlsx"})
"""What the accountant hands over; everything else is published."""

_LARGEST_OLD_BOOK = 200


def documents(*, old: bool = True) -> dict[str, bytes]:
    """The example department's disclosure, with errors, in every format, and what it is prepared from: file name to content.

    Args:
        old: whether an old Word document is among them, which another program makes.
    """
    standard = builtin()
    layout = standard.layouts.named("henan-2022").style
    disclosure = flawed(demo_disclosure(standard))
    found: dict[str, bytes] = {}
    with TemporaryDirectory() as name:
        for suffix in ("pdf", "docx", "xlsx", "html", "txt"):
            path = Path(name) / f"a.{suffix}"
            publish(disclosure, layout, path, standard)
            found[path.name] = path.read_bytes()
        path = Path(name) / "a.zip"
        publish_package(disclosure, layout, path, standard)
        found[path.name] = path.read_bytes()
        if old:
            found |= dict(_old_document(Path(name) / "a.docx"))
    found["a.ofd"] = of_pdf_bytes(found["a.pdf"])
    found["a.json"] = dumps(disclosure_object(disclosure)).encode()
    found["a.xls"] = _old_workbook(found["a.xlsx"])
    books = example_books(standard)
    found["workbook.xlsx"] = template_workbook(books.year, standard, books=books)
    lines = [COLUMNS, *detail_lines(books)]
    found["ledger.csv"] = _csv(lines).encode("gb18030")
    found["ledger.xlsx"] = _xlsx(lines)
    return found


def _old_document(path: Path) -> Iterator[tuple[str, bytes]]:
    program = find_libreoffice()
    if program is not None:
        profile = f"-env:UserInstallation={(path.parent / 'profile').as_uri()}"
        command = [program, profile, "--headless", "--convert-to", "doc", "--outdir", path.parent, path]
        subprocess.run(command, check=True, capture_output=True, timeout=300)
        yield "a.doc", path.with_suffix(".doc").read_bytes()


def _old_workbook(content: bytes) -> bytes:
    sheets, _ = xlsx_sheets(Path("a.xlsx"), content)
    made = []
    for each in sheets:
        cells = [
            number(row, column, float(line.numbers[column])) if column in line.numbers else label(row, column, text)
            for row, line in each.lines.items()
            for column, text in line.texts.items()
            if row < _LARGEST_OLD_BOOK
        ]
        merges = [(merge.top, merge.bottom, merge.left, merge.right) for merge in each.merges]
        made.append((each.name[:31], sheet(cells, merges)))
    return old_book(made, cell_xf(4))


def _csv(lines: list[tuple[str, ...]]) -> str:
    target = io.StringIO()
    csv.writer(target).writerows(lines)
    return target.getvalue()


def _xlsx(lines: list[tuple[str, ...]]) -> bytes:
    target = io.BytesIO()
    with xlsxwriter.Workbook(target, {"in_memory": True}) as book:
        page = book.add_worksheet("序时账")
        for row, line in enumerate(lines):
            for column, text in enumerate(line):
                page.write(row, column, text)
    return target.getvalue()
