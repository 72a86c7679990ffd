"""Page numbers, running headers and footers: lines at the top and bottom of pages that are not the document's text."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from juesuan.reading.pdf.prose import TextLine

__all__ = ["split_furniture"]

EDGE = 0.1
"""Share of the page height, at the top and at the bottom, where furniture stands."""

CANDIDATES = 2
"""Outermost lines of a page that may be furniture, at either end."""

_PAGE_NUMBER = re.compile(r"[-—–─_·.\s]*(?:第?\d{1,4}页?|[ivxIVX]{1,6})(?:[/／,，]?共?\d{1,4}页?)?[-—–─_·.\s]*")
_DIGITS = re.compile(r"\d+")


def split_furniture(
    pages: Sequence[Sequence[TextLine]], heights: Sequence[float]
) -> list[tuple[list[TextLine], list[TextLine]]]:
    """For every page its text and its furniture. Lines are in order from top to bottom."""
    seen: Counter[tuple[str, int]] = Counter()
    for lines, height in zip(pages, heights, strict=True):
        seen.update({_likeness(line, height) for line in _candidates(lines, height)})
    often = max(3, min(len(pages) // 4, 8))
    split = []
    for lines, height in zip(pages, heights, strict=True):
        furniture = [
            line
            for line in _candidates(lines, height)
            if _PAGE_NUMBER.fullmatch(line.text) or seen[_likeness(line, height)] >= often
        ]
        split.append(([line for line in lines if line not in furniture], furniture))
    return split


def _candidates(lines: Sequence[TextLine], height: float) -> list[TextLine]:
    top = [line for line in lines[:CANDIDATES] if line.line.baseline < EDGE * height]
    bottom = [line for line in lines[CANDIDATES * -1 :] if line.line.baseline > (1 - EDGE) * height]
    return top + [line for line in bottom if line not in top]


def _likeness(line: TextLine, height: float) -> tuple[str, int]:
    """What repeats from page to page: the text but for its numbers, and about where it stands."""
    return _DIGITS.sub("#", line.text), round(10 * line.line.baseline / height)
