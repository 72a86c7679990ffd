"""Everything the accountant hands over, by what it is, made into one set of books: workbook, detail lines, internal accounts, tables."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, ClassVar

from msgspec import Struct, structs

from juesuan.corpus.jobs import Job, Tools
from juesuan.corpus.pairing import plain_name
from juesuan.corpus.reading import document_of
from juesuan.model import Disclosure, DocumentInfo, Place, Problem
from juesuan.preparing.books import Books, Department
from juesuan.preparing.postings import Ledger
from juesuan.preparing.workbook import InputSheet, is_workbook
from juesuan.preparing.workbook.sheets import FilledRow
from juesuan.standard import Standard
from juesuan.standard.forms import ACCOUNTS, INTERNAL

__all__ = ["Gathered", "HandOver", "Handed", "gathered", "is_of_unit"]


class Handed(Struct, frozen=True):
    """One file, by what it is: sheets of the workbook, detail lines, or a document.

    Attributes:
        sheets: of the workbook. unread: what was not read of it.
        ledgers: detail lines.
        document: internal accounts, or the tables as they were approved.
    """

    sheets: tuple[InputSheet, ...] = ()
    unread: tuple[Problem, ...] = ()
    ledgers: tuple[Ledger, ...] = ()
    document: Disclosure | None = None


class HandOver(Job["Handed | str"], frozen=True, tag=True):
    """Reads a file that the accountant hands over, or says why it belongs to no books.

    Attributes:
        path: as the system spells it.
        several: whether there are others, so that places must say which file they are in.
    """

    path: bytes
    several: bool
    answer: ClassVar[Any] = Handed | str

    def do(self, tools: Tools) -> Handed | str:
        """Reads it. Detail lines are looked for before the file is opened as a whole: there may be millions of them."""
        from juesuan.formats.errors import ReadError

        try:
            return self._handed(Path(os.fsdecode(self.path)), tools)
        except ReadError as error:
            return str(error)

    def _handed(self, path: Path, tools: Tools) -> Handed | str:
        from juesuan.formats.errors import Unsupported
        from juesuan.recognising.ledger import Labels, names_of_sheets, read_ledger
        from juesuan.recognising.workbook_input import open_input

        standard = tools.standard
        names, schema = names_of_sheets(path), standard.workbook
        if not any(schema.named(name) is schema.sheets[0] for name in names):
            ledgers = read_ledger(path, Labels.of(standard.ledger))
            if ledgers:
                return Handed(ledgers=ledgers)
        refusal = None
        try:
            opened = open_input(path, named=self.several)
        except Unsupported as error:  # no workbook: beside one it may be the tables as they were approved
            if not self.several:
                raise
            refusal = error
        else:
            if is_workbook(opened.sheets, schema):
                return Handed(opened.sheets, opened.problems)
        document = document_of(self.path, None, tools)
        if isinstance(document, str):
            return document
        if document.info.kind in {INTERNAL, ACCOUNTS} and document.tables:
            return Handed(document=document)
        return str(refusal) if refusal is not None else _unknown(path, names, standard)


@dataclass
class Gathered:
    """The books, the rows of the workbook they were read from, what has to be mended, and what was left aside."""

    books: Books | None = None
    rows: Mapping[str, Sequence[FilledRow]] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    remarks: list[Problem] = field(default_factory=list)


def gathered(handed: Sequence[Handed], standard: Standard) -> Gathered:
    """The books that the files tell together."""
    from juesuan.preparing.accounts import accounts_of
    from juesuan.preparing.ledger import books_of_ledgers
    from juesuan.preparing.merging import SUPPLIED, with_accounts, with_ledger
    from juesuan.preparing.previous import previous_values, printed_cells
    from juesuan.preparing.workbook import read_books

    sheets = [sheet for file in handed for sheet in file.sheets]
    ledgers = [ledger for file in handed for ledger in file.ledgers]
    documents = [file.document for file in handed if file.document is not None]
    accounts = [document for document in documents if document.info.kind == INTERNAL]
    read = read_books(sheets, standard, SUPPLIED if ledgers or accounts else frozenset())
    unread = [problem for file in handed for problem in file.unread]
    found = Gathered(read.books, read.rows, list(read.problems), [*unread, *read.remarks])
    ledger = books_of_ledgers(ledgers, read.known) if ledgers else None
    if ledger is not None:
        found.problems += ledger.problems
        found.remarks += [_note(note, item) for item in ledgers for note in item.notes]
    if found.books is None:
        return found
    if ledger is not None:
        found.books, problems = with_ledger(found.books, ledger, standard)
        found.problems += problems
    for document in accounts:
        amounts = accounts_of(document.statements, found.books.year, standard)
        found.books, problems = with_accounts(found.books, amounts, document.statements, standard)
        name = Path(document.info.file).name
        found.problems += [structs.replace(problem, file=problem.file or name) for problem in problems]
        found.problems += _of_another(document, found.books)
    for document in documents:
        if document.info.kind == ACCOUNTS:
            found.books = replace(
                found.books,
                given={**previous_values(document), **found.books.given},
                given_cells={**printed_cells(document), **found.books.given_cells},
            )
            found.problems += _of_another(document, found.books)
    return found


def _unknown(path: Path, names: Sequence[str], standard: Standard) -> str:
    sheets = "、".join(form.name for form in standard.workbook.sheets[:4])
    columns = "、".join(field.label for field in standard.ledger.sheet.fields[:8])
    found = f"这份文件的工作表是：{'、'.join(names[:4])}。" if names else ""
    return (
        f"{path.name}：没有认出这是什么文件。{found}可以是：本程序的工作簿（有{sheets}等工作表）；"
        f"收支明细账（第一行是{columns}等栏名）；决算系统导出的财决表；或者已经编好的公开表。"
    )


def _of_another(disclosure: Disclosure, books: Books) -> list[Problem]:
    """What is wrong with a document beside the workbook: it is of another year, or of another unit."""
    year, file = disclosure.info.year, Path(disclosure.info.file).name
    found = [] if year in {None, books.year} else [f"这是 {year} 年度的报表，工作簿填的是 {books.year} 年度。请核对"]
    if not is_of_unit(disclosure.info, books.department):
        found.append(
            f"这是“{disclosure.info.unit}”的报表，工作簿填的是“{books.department.name}”。请核对是不是拿错了文件"
        )
    return [Problem(message, file=file) for message in found]


def is_of_unit(info: DocumentInfo, department: Department) -> bool:
    """Whether a document may be of the department: it names it, by a name it has or had, or nobody.

    One may leave out the place or the bureau above: 示范区工业和信息化局.
    """
    name = plain_name(info.unit)
    own = [plain_name(other) for other in (department.name, department.former, *department.agencies[:1]) if other]
    return not name or any(name in other or other in name for other in own)


def _note(note: str, ledger: Ledger) -> Problem:
    return Problem(note, Place(sheet=ledger.sheet or None), ledger.file)
