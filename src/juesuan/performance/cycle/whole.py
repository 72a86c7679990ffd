"""What the accounts give, where the workbook has them: money and rates of the work as a whole, and what was spent on projects."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Literal

from msgspec import Struct

from juesuan.model import Problem
from juesuan.performance.cycle.record import Expenditure
from juesuan.preparing.compose import plain_figures
from juesuan.preparing.consolidation import consolidated
from juesuan.preparing.following import adjusted_by
from juesuan.preparing.performance import overall_funds, posted_rates
from juesuan.preparing.spent_on import spent_on
from juesuan.preparing.workbook import InputSheet, WorkbookRead, read_books
from juesuan.standard import Standard

__all__ = ["AccountedProject", "AccountedWhole", "books_so_far", "project_from_books", "whole_from_books"]

_ACCOUNTS = frozenset({"income", "spending", "initial"})


class AccountedWhole(Struct, frozen=True):
    """What the accounts say: money by source, actual values of indicators by name, and what in the accounts cannot be understood."""

    funds: Mapping[Literal["fiscal", "special", "own"], Expenditure] = {}
    rates: Mapping[str, str] = {}
    problems: tuple[Problem, ...] = ()


class AccountedProject(Struct, frozen=True):
    """What the lines of spending and of adjustments that name a project come to, by source; empty where none does."""

    executed: Mapping[str, Decimal] = {}
    more: Mapping[str, Decimal] = {}
    problems: tuple[Problem, ...] = ()


def books_so_far(sheets: Sequence[InputSheet], standard: Standard) -> WorkbookRead:
    """The books as far as they are there in the course of the year."""
    return read_books(sheets, standard, _ACCOUNTS)


def project_from_books(read: WorkbookRead, name: str, standard: Standard) -> AccountedProject:
    """What the accounts say of a project, and what is wrong with the sheets that say it."""
    books = read.books
    if books is None:
        return AccountedProject()
    executed = spent_on(name, books.spending, standard)
    more = adjusted_by(books.adjustments, standard.bookkeeping, name)
    names = {standard.workbook.sheet(sheet).name for sheet in ("spending", "adjustments")}
    wrong = tuple(problem for problem in read.problems if problem.place.sheet in names)
    return AccountedProject(executed, more, wrong if executed or more else ())


def whole_from_books(read: WorkbookRead, standard: Standard) -> AccountedWhole | None:
    """What the accounts of a workbook say of the whole; None where they are not there yet."""
    books = read.books
    if books is None or books.overall is None or not (books.spending or books.initial):
        return None
    names = {standard.workbook.sheet(name).name for name in (*_ACCOUNTS, "opening", "overall")}
    if wrong := tuple(problem for problem in read.problems if problem.place.sheet in names):
        return AccountedWhole(problems=wrong)
    edition = standard.layouts.of_place(books.department.place, books.year, books.department.level).at(books.year)
    whole = consolidated(books, standard).books
    work = whole.overall
    assert work is not None
    figures = plain_figures(whole, edition)
    funds = overall_funds(work, figures.facts, standard.bookkeeping)
    spent = bool(books.spending)
    return AccountedWhole(
        {
            source: Expenditure(
                initial=funds[source].initial,
                adjusted=funds[source].adjusted,
                executed=funds[source].executed if spent else None,
            )
            for source in ("fiscal", "special", "own")
        },
        posted_rates(figures) if spent else {},
    )
