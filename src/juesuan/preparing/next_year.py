"""A workbook for the new year from that of the last: closing balances open it, goals, projects and texts are offered, amounts are blank."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from juesuan.preparing.books import Books, Opening
from juesuan.preparing.consolidation import consolidated
from juesuan.preparing.facts import Facts
from juesuan.preparing.workbook.from_books import filled_sheets
from juesuan.preparing.workbook.values import Value
from juesuan.standard import Standard

__all__ = ["next_year"]

_ZERO = Decimal(0)
_EMPTIED = frozenset(
    {
        "closing",
        "adjustments",
        "contracts",
        "counts",
        "reasons",
        "evidence",
        "management",
        "form_cells",
        "overall",
        "amounts",
    }
)
"""Sheets that are all of the year that is over."""
_OVER = frozenset({"result", "actual", "score", "reason"})
"""What became of goals and indicators, in the sheets of evaluation."""
_OFFERED = frozenset({"goals", "tasks", "projects", "targets"})
_LINES = frozenset({"income", "spending", "basic", "initial", "three_public", "projects", "tasks"})


def next_year(books: Books, known: Facts, standard: Standard) -> Mapping[str, Sequence[Mapping[str, Value]]]:
    """The rows of every sheet of the new year's workbook, as :func:`~juesuan.preparing.workbook.from_books.filled_sheets` has them.

    Args:
        books: of the year that is over. known: its facts, of the whole department: its balances and what the next year compares with.
    """
    fields = [item.key for item in standard.workbook.sheet("previous").fields if item.type == "amount"]
    before = {key: known.get(key) for key in fields if known.get(key)}
    new = replace(
        books,
        year=books.year + 1,
        opening=tuple(_opening(books, known, standard)),
        previous=before,
        texts=_texts(books),
    )
    rows = dict(filled_sheets(new, standard))
    for sheet in standard.workbook.sheets:
        amounts = {item.key for item in sheet.fields if item.type == "amount"} if sheet.id in _LINES else set()
        over = _OVER if sheet.id in _OFFERED else frozenset()
        if sheet.id in _EMPTIED:
            rows[sheet.id] = ()
        elif amounts or over:
            kept = (
                {key: value for key, value in row.items() if key not in amounts and key not in over}
                for row in rows[sheet.id]
            )
            rows[sheet.id] = tuple(row for row in kept if row)
    return rows


def _texts(books: Books) -> tuple[tuple[str, str], ...]:
    """What the user wrote himself, but for sections with numbers, which are of the year that is over."""
    over = {section for section, text in books.texts if any(map(str.isdigit, text))}
    return tuple((section, text) for section, text in books.texts if section not in over)


def _opening(books: Books, known: Facts, standard: Standard) -> list[Opening]:
    """What was left at the end of the year, unit by unit where the books are kept so; else of the whole, by code where forms print it."""
    kept = standard.bookkeeping
    agencies = {line.agency for line in books.spending} - {""}
    if agencies:
        return _by_unit(books, standard)
    closing, found = kept.facts.closing, list[Opening]()
    own = known.get(closing)
    for fund in kept.funds:
        left = rest = known.get(closing.but(fund=fund))
        own -= left
        if fund in kept.carried_by_code:
            for code in known.codes(closing.but(fund=fund, function="*"), 7):
                amount = known.get(closing.but(fund=fund, function=code))
                rest -= amount
                found += [Opening(fund, amount, code)] if amount else []
        found += [Opening(fund, rest)] if rest else []
    return found + ([Opening(kept.own, own)] if own else [])


def _by_unit(books: Books, standard: Standard) -> list[Opening]:
    kept = standard.bookkeeping
    left: dict[tuple[str, str, str], Decimal] = {}

    def add(fund: str, function: str, agency: str, amount: Decimal) -> None:
        key = fund, function if fund in kept.carried_by_code else "", agency
        left[key] = left.get(key, _ZERO) + amount

    for opening in books.opening:
        add(opening.fund, opening.function, opening.agency, opening.amount)
    for income in books.income:
        add(income.source if income.source in kept.funds else kept.own, income.function, income.agency, income.amount)
    for spending in books.spending:
        add(spending.fund, spending.function, spending.agency, -spending.amount)
    whole = consolidated(books, standard).books
    more = whole.surplus_used - whole.surplus_distributed
    first = next((key for key in left if key[0] == kept.own), None)
    if more and first is not None:
        left[first] += more
    return [Opening(fund, amount, function, agency) for (fund, function, agency), amount in left.items() if amount]
