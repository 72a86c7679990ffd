"""Plain text: a line is a paragraph, and the columns of tables are lost unless blanks keep them apart.

Pages are optional. They are taken from form feeds; or else from lines that are a page number between dashes (``- 14 -``),
together with lines set in by one blank, which is what a form feed becomes in some copies of extracted text. Marks count
only when the numbers they print confirm them.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path

from msgspec import Struct

from juesuan.formats.files import fingerprint
from juesuan.formats.limits import USUAL, Limits
from juesuan.formats.pages.normal_form import passage_of
from juesuan.formats.pages.source import Page, Paragraph, Source
from juesuan.formats.reading_budget import Budget
from juesuan.formats.text.decoding import decode
from juesuan.model import Place

__all__ = ["read_plaintext"]

_BLANKS = " \t\n\v\f\u3000\xa0"
_DASHED_NUMBER = re.compile(r"\s*[-—–－]\s*(\d{1,4})\s*[-—–－]\s*")
_BARE_NUMBER = re.compile(r"\s*\d{1,4}\s*")


class _PlainLine(Struct, frozen=True):
    """A line of the file with its number from 1; two of one number when a form feed divides it."""

    number: int
    text: str

    @property
    def is_blank(self) -> bool:
        return not self.text.strip()


def read_plaintext(path: Path, data: bytes, limits: Limits = USUAL) -> Source:
    """The text file as a Source."""
    decoded = decode(path, data, limits)
    budget = Budget(path, limits)
    budget.check("items", decoded.text.count("\n"))
    budget.check("characters", len(decoded.text) - sum(map(decoded.text.count, _BLANKS)))
    words = decoded.text.split()
    budget.spend_text(" ".join(words))
    budget.spend("items", max(decoded.text.count("\n"), len(words)))
    pages = _pages(decoded.text)
    return Source(str(path), "txt", fingerprint(data), pages, flattened=True, problems=decoded.problems)


def _pages(text: str) -> tuple[Page, ...]:
    if "\f" in text:
        sheets = list(enumerate(_split_at_form_feeds(text), 1))
        shift = _shift_of_page_numbers(sheets)
        return tuple(_page(number, lines, number, shift) for number, lines in sheets)
    lines = [_PlainLine(number, line) for number, line in enumerate(text.split("\n"), 1)]
    starts = _numbered_starts(lines)
    if starts is None:
        return (_page(1, lines, None),)
    ends = [*(at for at, _ in starts[1:]), len(lines)]
    return tuple(_page(number, lines[at:end], number) for (at, number), end in zip(starts, ends, strict=True))


def _shift_of_page_numbers(sheets: Sequence[tuple[int, Sequence[_PlainLine]]]) -> int | None:
    """By how much the bare numbers at the top or foot of pages run ahead of the page count, or None if they do not agree.

    A number alone at the edge of one page may be half a code that the page break cut in two.
    """
    shifts = Counter(
        int(edge.text) - number
        for number, lines in sheets
        for edge in _edges([line for line in lines if not line.is_blank])
        if _BARE_NUMBER.fullmatch(edge.text)
    )
    shift, seen = shifts.most_common(1)[0] if shifts else (0, 0)
    return shift if seen > 1 else None


def _edges(shown: Sequence[_PlainLine]) -> tuple[_PlainLine, ...]:
    return (shown[0], shown[-1]) if len(shown) > 1 else tuple(shown)


def _split_at_form_feeds(text: str) -> Iterator[list[_PlainLine]]:
    """The lines of each page; what follows the last form feed is a page only if something stands there."""
    number = 1
    parts = text.split("\f")
    for index, part in enumerate(parts):
        lines = part.split("\n")
        if index < len(parts) - 1 or part.strip():
            yield [_PlainLine(number + offset, line) for offset, line in enumerate(lines)]
        number += len(lines) - 1


def _numbered_starts(lines: Sequence[_PlainLine]) -> list[tuple[int, int]] | None:
    """Where each page starts (index of its first line) and its number, or None when the marks do not confirm each other."""
    marks = [(at, int(match[1])) for at, line in enumerate(lines) if (match := _DASHED_NUMBER.fullmatch(line.text))]
    if len(marks) < 2 or any(later <= earlier for (_, earlier), (_, later) in pairwise(marks)):
        return None
    opening = {at for at, _ in marks}
    closing = {at + 1 for at, _ in marks}
    feeds = set(_blank_feeds(lines))
    # With feeds: beside the marks, in their place above a page, or in their place below it.
    for breaks in (feeds, feeds | opening, feeds | closing) if feeds else ():
        starts = sorted({0, *breaks})
        pages = [bisect_right(starts, at) for at, _ in marks]
        first = marks[0][1] - pages[0] + 1
        if first > 0 and all(number == first + page - 1 for page, (_, number) in zip(pages, marks, strict=True)):
            return [(at, first + index) for index, at in enumerate(starts)]
    if all(line.is_blank for line in lines[: marks[0][0]]):
        return [(0, marks[0][1]), *marks[1:]]
    numbers = [number for _, number in marks]
    return list(zip([0, *sorted(closing)], [*numbers, numbers[-1] + 1], strict=True))


def _blank_feeds(lines: Sequence[_PlainLine]) -> Iterator[int]:
    """Lines that may follow a form feed turned into a blank: set in by exactly one, right below a printed line."""
    for at, line in enumerate(lines):
        if re.match(r" \S", line.text) and (at == 0 or not lines[at - 1].is_blank):
            yield at


def _page(number: int, lines: Sequence[_PlainLine], printed: int | None, shift: int | None = None) -> Page:
    """A page of the printed lines; ``printed`` is None when the text is not divided into pages."""
    shown = [line for line in lines if not line.is_blank]
    bare = {line for line in _edges(shown) if shift is not None and line.text.strip() == str(number + shift)}
    blocks: list[Paragraph] = []
    furniture: list[Paragraph] = []
    for line in shown:
        passage = passage_of(line.text, Place(page=printed, line=line.number))
        is_mark = line in bare or _DASHED_NUMBER.fullmatch(line.text)
        (furniture if is_mark else blocks).append(Paragraph(passage, line.text.rstrip()))
    return Page(number, 0.0, 0.0, tuple(blocks), furniture=tuple(furniture))
