"""Page numbers, running headers and footers: lines at the top and bottom of pages that are not the document's text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from msgspec import Struct

from juesuan.formats.drawn.running_text import TextLine
from juesuan.model.expressions import expression

__all__ = ["EdgedPage", "split_furniture"]

EDGE = 0.1
"""Share of the page height, at the top and at the bottom, where running headers and footers stand."""

NUMBER_EDGE = 0.2
"""The same for page numbers, which are known by what they are."""

CANDIDATES = 2
"""Outermost lines of a page that may be furniture, at either end."""

FEWEST = 3

_PAGE_NUMBER = expression(r"[-—–─_·.\s]*(?:第?\d{1,4}页?|[ivxIVX]{1,6})(?:[/／,，]?共?\d{1,4}页?)?[-—–─_·.\s]*")
_DIGITS = expression(r"\d+")


class EdgedPage(Struct, frozen=True):
    """What is needed of a page: its lines from top to bottom, its height, top and bottom of its tables if it has any."""

    lines: Sequence[TextLine]
    height: float
    tables: tuple[float, float] | None


def split_furniture(pages: Sequence[EdgedPage]) -> list[tuple[list[TextLine], list[TextLine]]]:
    """For every page its text and its furniture.

    A line that repeats is furniture only if it also stands on pages without tables: titles, units and form numbers repeat
    from table to table and are none.
    """
    prose = [page for page in pages if page.tables is None and page.lines]
    seen = Counter(likeness for page in prose for likeness in {_likeness(line, page) for line in _edge(page, EDGE)})
    often = max(FEWEST, len(prose) / 2)
    repeated = {likeness for likeness, count in seen.items() if count >= often}
    split = []
    for page in pages:
        furniture = [line for line in _edge(page, EDGE) if _likeness(line, page) in repeated]
        furniture += [line for line in _numbers(page) if line not in furniture]
        split.append(([line for line in page.lines if line not in furniture], furniture))
    return split


def _edge(page: EdgedPage, share: float) -> list[TextLine]:
    """The outermost lines within a share of the height from top or bottom."""
    top = [line for line in page.lines[:CANDIDATES] if line.baseline < share * page.height]
    bottom = [line for line in page.lines[-CANDIDATES:] if line.baseline > (1 - share) * page.height]
    return top + [line for line in bottom if line not in top]


def _numbers(page: EdgedPage) -> list[TextLine]:
    """Page numbers: outside everything else, near the edge or the very number of the page."""
    near = _edge(page, NUMBER_EDGE)
    return [
        line
        for line in dict.fromkeys((*page.lines[:1], *page.lines[-1:]))
        if _PAGE_NUMBER.fullmatch(line.text)
        and (line in near or line.text == str(line.page))
        and not (page.tables and page.tables[0] < line.baseline < page.tables[1])
    ]


def _likeness(line: TextLine, page: EdgedPage) -> tuple[str, int]:
    """What repeats from page to page: the text but for its numbers, and about where it stands."""
    return _DIGITS.sub("#", line.text), round(10 * line.baseline / page.height)
