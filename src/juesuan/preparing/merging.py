"""The workbook's books with what the detail lines and the internal accounts say of the same.

Each thing is said in one place: what two inputs say differently, or what both have lines of, is a problem and never a choice of ours.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from juesuan.model import Problem, Statement
from juesuan.preparing.accounts import Accounts, contradictions
from juesuan.preparing.books import Books
from juesuan.preparing.consolidation import consolidated
from juesuan.preparing.ledger import LedgerBooks
from juesuan.standard import Standard
from juesuan.standard.workbook import WorkbookSchema, WorkbookSheet

__all__ = ["SUPPLIED", "with_accounts", "with_ledger"]

SUPPLIED = frozenset({"income", "spending", "basic", "opening"})
"""Sheets of the workbook, and fields of Books, that detail lines or internal accounts say instead."""

_LEDGER, _ACCOUNTS = "明细账", "决算报表（财决表）"


def with_ledger(books: Books, ledger: LedgerBooks, standard: Standard) -> tuple[Books, tuple[Problem, ...]]:
    """The books with the lines that the ledger comes to."""
    parts = {name: getattr(ledger, name) for name in SUPPLIED}
    return replace(books, **parts), tuple(_twice(books, parts, _LEDGER, standard.workbook))


def with_accounts(
    books: Books, accounts: Accounts, statements: Iterable[Statement], standard: Standard
) -> tuple[Books, tuple[Problem, ...]]:
    """The books with what the internal accounts say.

    Where the books have lines already, from a ledger, the accounts must follow from them; amounts and counts that the workbook has
    too must be the same.
    """
    if books.spending or books.income:
        lines = _with_lines(accounts, books, standard)
        problems = [*contradictions(lines, statements, books.year, standard)]
    else:
        problems = list(accounts.problems)
    parts: dict[str, Any] = {name: getattr(books, name) or getattr(accounts, name) for name in SUPPLIED}
    if not (
        books.spending or books.income
    ):  # the accounts are those of the whole: balances by unit are its balances, too
        parts["closing"] = tuple(replace(line, agency="") for line in books.closing)
    for name, sheet in (("surplus_used", "amounts"), ("surplus_distributed", "amounts"), ("running_costs", "amounts")):
        own, theirs = getattr(books, name), getattr(accounts, name)
        parts[name] = own or theirs
        if own and theirs and own != theirs:
            problems.append(_differs(standard.workbook.sheet(sheet), name, own, theirs))
    for name, sheet in (("procurement", "amounts"), ("counts", "counts")):
        own, theirs = getattr(books, name), getattr(accounts, name)
        parts[name] = {**theirs, **own}
        problems += [
            _differs(standard.workbook.sheet(sheet), key, own[key], theirs[key])
            for key in own
            if key in theirs and own[key] != theirs[key]
        ]
    parts["three_public"], more = _three_public(
        books.three_public, accounts.three_public, standard.workbook.sheet("three_public")
    )
    return replace(books, **parts), tuple(problems + more)


def _with_lines(accounts: Accounts, books: Books, standard: Standard) -> Accounts:
    """The accounts with the lines of the books, which their totals have to follow from: these are of the whole department."""
    whole = consolidated(books, standard).books
    return replace(accounts, **{name: getattr(whole, name) for name in SUPPLIED}, problems=())


def _twice(books: Books, parts: Mapping[str, Any], source: str, schema: WorkbookSchema) -> Iterable[Problem]:
    for name in sorted(SUPPLIED):
        if getattr(books, name) and parts[name]:
            sheet = schema.sheet(name).name
            yield Problem(
                f"工作簿的“{sheet}”表和{source}都有这项内容，会重复计算。请清空工作簿中的这张表，或者不提供{source}"
            )


def _three_public(
    own: Mapping[str, Mapping[str, Any]], theirs: Mapping[str, Mapping[str, Any]], sheet: WorkbookSheet
) -> tuple[Mapping[str, Mapping[str, Any]], list[Problem]]:
    found: dict[str, Mapping[str, Any]] = {}
    problems = []
    for stage in dict.fromkeys((*theirs, *own)):
        mine, other = own.get(stage, {}), theirs.get(stage, {})
        found[stage] = {**other, **mine}
        problems += [
            _differs(sheet, key, mine[key], other[key]) for key in mine if other.get(key, mine[key]) != mine[key]
        ]
    return found, problems


def _differs(sheet: WorkbookSheet, key: str, own: object, theirs: object) -> Problem:
    labels = [item.label for item in sheet.fields if item.key == key]
    words = [word for item in sheet.fields for word in [item.word(key)] if word]
    label = next(iter([*labels, *words]), key)
    return Problem(
        f"“{label}”在工作簿“{sheet.name}”表中是 {own:,}，在{_ACCOUNTS}中是 {theirs:,}。请核对后只保留正确的一处"
    )
