"""The money and the rates of the work as a whole, which the accounts give, where the workbook has them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Literal

from msgspec import Struct

from juesuan.model import Problem
from juesuan.performance.cycle.record import Expenditure
from juesuan.preparing.compose import plain_figures
from juesuan.preparing.consolidation import consolidated
from juesuan.preparing.performance import overall_funds, posted_rates
from juesuan.preparing.workbook import InputSheet, read_books
from juesuan.standard import Standard

__all__ = ["AccountedWhole", "whole_from_books"]

_ACCOUNTS = frozenset({"income", "spending", "initial"})


class AccountedWhole(Struct, frozen=True):
    """What the accounts say: money by source, actual values of indicators by name, and what in the accounts cannot be understood."""

    funds: Mapping[Literal["fiscal", "special", "own"], Expenditure] = {}
    rates: Mapping[str, str] = {}
    problems: tuple[Problem, ...] = ()


def whole_from_books(sheets: Sequence[InputSheet], standard: Standard) -> AccountedWhole | None:
    """What the accounts of a workbook say of the whole; None where they are not there yet."""
    read = read_books(sheets, standard, _ACCOUNTS)
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
