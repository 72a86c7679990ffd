"""Everything the accountant hands over, by what it is, made into one set of books: workbook, detail lines, internal accounts, tables."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import structs

from juesuan.cli.status import Refusal

if TYPE_CHECKING:
    from juesuan.model import Disclosure, Problem
    from juesuan.preparing.books import Books
    from juesuan.preparing.postings import Ledger
    from juesuan.preparing.workbook import InputSheet
    from juesuan.standard import Standard

__all__ = ["Gathered", "gathered"]


@dataclass
class Gathered:
    """The books, what has to be mended, and what was left aside."""

    books: Books | None = None
    problems: list[Problem] = field(default_factory=list)
    remarks: list[Problem] = field(default_factory=list)


@dataclass
class _Pile:
    """The files by what they are."""

    sheets: list[InputSheet] = field(default_factory=list)
    ledgers: list[Ledger] = field(default_factory=list)
    accounts: list[Disclosure] = field(default_factory=list)
    tables: list[Disclosure] = field(default_factory=list)
    unread: list[Problem] = field(default_factory=list)


def gathered(files: Sequence[Path], standard: Standard) -> Gathered:
    """The books that the files tell together.

    Raises:
        Refusal: when a file cannot be read or is none of these; says so of every one.
    """
    from juesuan.preparing.accounts import accounts_of
    from juesuan.preparing.ledger import books_of_ledgers
    from juesuan.preparing.merging import SUPPLIED, with_accounts, with_ledger
    from juesuan.preparing.previous import previous_values
    from juesuan.preparing.workbook import read_books

    pile = _sorted(files, standard)
    read = read_books(pile.sheets, standard, SUPPLIED if pile.ledgers or pile.accounts else frozenset())
    found = Gathered(read.books, list(read.problems), [*pile.unread, *read.remarks])
    ledger = books_of_ledgers(pile.ledgers, read.known) if pile.ledgers else None
    if ledger is not None:
        found.problems += ledger.problems
        found.remarks += [_note(note, item) for item in pile.ledgers for note in item.notes]
    if found.books is None:
        return found
    if ledger is not None:
        found.books, problems = with_ledger(found.books, ledger, standard)
        found.problems += problems
    for disclosure in pile.accounts:
        accounts = accounts_of(disclosure.statements, found.books.year, standard)
        found.books, problems = with_accounts(found.books, accounts, disclosure.statements, standard)
        found.problems += [
            structs.replace(problem, file=problem.file or Path(disclosure.info.file).name) for problem in problems
        ]
        found.problems += _of_another_year(disclosure, found.books)
    for disclosure in pile.tables:
        found.books = replace(found.books, given={**previous_values(disclosure), **found.books.given})
        found.problems += _of_another_year(disclosure, found.books)
    return found


def _sorted(files: Sequence[Path], standard: Standard) -> _Pile:
    from juesuan.reading.errors import ReadError

    pile, refusals = _Pile(), []
    for path in files:
        try:
            why = _put(path, pile, standard, several=len(files) > 1)
        except ReadError as error:
            why = str(error)
        if why:
            refusals.append(why)
    if refusals:
        raise Refusal("\n".join(refusals))
    return pile


def _put(path: Path, pile: _Pile, standard: Standard, *, several: bool) -> str:
    """Puts a file on its pile; returns why it belongs on none.

    Detail lines are looked for before the file is opened as a whole: there may be millions of them.
    """
    import juesuan
    from juesuan.preparing.workbook import is_workbook
    from juesuan.reading.errors import Unsupported
    from juesuan.reading.ledger import Labels, names_of_sheets, read_ledger
    from juesuan.reading.workbook_input import open_input
    from juesuan.standard.forms import ACCOUNTS, INTERNAL

    names, schema = names_of_sheets(path), standard.workbook
    if not any(schema.named(name) is schema.sheets[0] for name in names):
        ledgers = read_ledger(path, Labels.of(standard.ledger))
        if ledgers:
            pile.ledgers += ledgers
            return ""
    refusal = None
    try:
        opened = open_input(path, named=several)
    except Unsupported as error:  # no workbook: beside one it may be the tables as they were approved
        if not several:
            raise
        refusal = error
    else:
        if is_workbook(opened.sheets, schema):
            pile.sheets += opened.sheets
            pile.unread += opened.problems
            return ""
    disclosure = juesuan.read(path, standard=standard)
    piles = {INTERNAL: pile.accounts, ACCOUNTS: pile.tables}
    if disclosure.info.kind in piles and disclosure.tables:
        piles[disclosure.info.kind].append(disclosure)
        return ""
    if refusal is not None:
        raise refusal
    return _unknown(path, names, standard)


def _unknown(path: Path, names: Sequence[str], standard: Standard) -> str:

    sheets = "、".join(form.name for form in standard.workbook.sheets[:4])
    columns = "、".join(field.label for field in standard.ledger.sheet.fields[:8])
    found = f"这份文件的工作表是：{'、'.join(names[:4])}。" if names else ""
    return (
        f"{path.name}：没有认出这是什么文件。{found}可以是：用 juesuan template 生成的工作簿（有{sheets}等工作表）；"
        f"收支明细账（第一行是{columns}等栏名）；决算系统导出的财决表；或者已经编好的公开表。"
    )


def _of_another_year(disclosure: Disclosure, books: Books) -> list[Problem]:
    from juesuan.model import Problem

    year, file = disclosure.info.year, Path(disclosure.info.file).name
    if year is None or year == books.year:
        return []
    return [Problem(f"这是 {year} 年度的报表，工作簿填的是 {books.year} 年度。请核对", file=file)]


def _note(note: str, ledger: Ledger) -> Problem:
    from juesuan.model import Place, Problem

    return Problem(note, Place(sheet=ledger.sheet or None), ledger.file)
