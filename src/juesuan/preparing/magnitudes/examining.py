"""The books looked through for amounts in another unit: what is doubted, and what has nothing to be held against."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal

from juesuan.preparing.books import Books
from juesuan.preparing.magnitudes.doubts import Doubt, amount_fields, doubts
from juesuan.preparing.magnitudes.figures import TypedFigure, figures_of
from juesuan.preparing.magnitudes.suspicion import incomparable, slips
from juesuan.preparing.magnitudes.whole import whole_slip
from juesuan.preparing.workbook.sheets import FilledRow
from juesuan.standard import Standard

__all__ = ["doubted_figures"]

_TRIED = 2_000
"""Figures, beyond which it is not tried which of them have nothing to be held against."""


def doubted_figures(
    rows: Mapping[str, Iterable[FilledRow]], books: Books, standard: Standard, last: Mapping[str, Decimal]
) -> tuple[list[Doubt], list[TypedFigure]]:
    """What is doubted; where nothing is, the amounts in which a slip would not be seen. ``last``: last year's disclosure, by fact."""
    known, money = standard.comparisons, amount_fields(standard)
    figures = figures_of(rows, books, standard)
    found = slips(figures, known, last)
    seen = doubts(found, standard, whole_slip(figures, known, last, found, money))
    if seen or len(figures) > _TRIED:
        return seen, []
    alone = incomparable(figures, known, last)
    return [], [figure for figure in alone if (figure.sheet, figure.field) in money]
