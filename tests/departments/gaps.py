"""Departments with gaps: a budget of which nothing came or nothing was spent, money that no budget had, funds that only carry over."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from juesuan.preparing.books import Books, Income, Initial, Opening, Spending
from juesuan.standard.layouts import Layout
from tests.departments.accounts import accounts
from tests.departments.chance import ZERO, Chance
from tests.departments.ledger import Accounts

__all__ = ["gapped"]

_PLANNED = ("abroad", "reception", "vehicle_purchase")  # who plans to run cars has some
_FORMS = {"gf": "T07", "sc": "T08"}


def gapped(seed: int, edition: Layout, most: int = 12) -> Books:
    """The books of a random department whose other funds, “三公” items and general budget have some of their parts and lack others."""
    chance = Chance(seed)
    books = accounts(chance, edition, chance.randint(1, most))
    books = replace(books, projects=(), overall=None, previous={}, without_previous=True)
    for fund, form in _FORMS.items():
        if edition.form(form) is not None:
            books = _fund(books, fund, chance, edition)
    pool = [code for code in Accounts(chance, edition).items() if code[:5] not in {"20805", "21011"}]
    spent = {(item.function, item.fund) for item in books.spending}
    idle = [code for code in chance.some(pool, 3) if (code, "gpb") not in spent]
    books = _planned(books, [Initial(code, "gpb", chance.amount(5_000, 9_000_000)) for code in idle])
    adjusted = dict(books.three_public.get("adjusted", {}))
    for item, amount in books.three_public.get("final", {}).items():
        if not amount and item in _PLANNED and chance.happens(0.5):
            adjusted[item] = chance.amount(5_000, 200_000)
    books = replace(books, three_public={**books.three_public, "adjusted": adjusted})
    return replace(books, procurement={}) if chance.happens(0.3) else books


def _fund(books: Books, fund: str, chance: Chance, edition: Layout) -> Books:
    """A fund whose items have an opening balance, income, spending and a budget, each or not."""
    income, spending, opening, initial = [], [], [], []
    for code in chance.some(Accounts(chance, edition).items(fund), 3, 1):
        carried, came = (chance.amount(5_000, 9_000_000) if chance.happens(0.4) else ZERO for _ in range(2))
        spent = chance.part(carried + came, 1, 99) if carried + came and chance.happens(0.6) else ZERO
        if books.surplus_used:  # which is only for a year whose income falls short
            spent = max(spent, came)
        income.append(Income(code, fund, came))
        spending.append(Spending(code, fund, "project", spent))
        opening.append(Opening(fund, carried, code))
        initial.append(Initial(code, fund, chance.amount(5_000, 90_000_000) if chance.happens(0.6) else ZERO))
    without = replace(
        books,
        income=(*(row for row in books.income if row.source != fund), *(row for row in income if row.amount)),
        spending=(*(row for row in books.spending if row.fund != fund), *(row for row in spending if row.amount)),
        opening=(*(row for row in books.opening if row.fund != fund), *(row for row in opening if row.amount)),
        initial=tuple(row for row in books.initial if row.fund != fund),
    )
    return _planned(without, initial)


def _planned(books: Books, initial: Iterable[Initial]) -> Books:
    """The books with more budgets, and why they were not kept."""
    more = tuple(initial)
    codes = [item.function for item in more]
    return replace(
        books,
        initial=(*books.initial, *more),
        reasons={**dict.fromkeys(codes, "部分项目支出调整"), **books.reasons},
        purposes={**dict.fromkeys(codes, "履行部门职责"), **books.purposes},
    )
