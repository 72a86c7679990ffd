"""Text as a stream of words: pieces of Chinese text, and figures, each with its place."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from juesuan.model import Place
from juesuan.reading.numbers import is_dash
from juesuan.reading.source import Paragraph
from juesuan.reading.text import normalise

__all__ = ["Word", "joined", "words_of_lines"]

_WORD = re.compile(
    r"(?P<text>(?:[（(]\d{1,2}[）)]|\d{1,2}[.．、](?=[^\d\s]))?[^\d\s]+)|(?P<figure>-?\d[\d,]*(?:\.\d+)?%?)"
)
_TORN, _LAST_DIGIT = re.compile(r"-?\d{1,3}(?:,\d{3}){2,}\.\d"), re.compile(r"\d")
"""A long amount whose last digit went to the next line."""

_NEGATIVE = re.compile(r"-\d[\d,]*(?:\.\d+)?")


@dataclass(frozen=True, slots=True)
class Word:
    """A piece of a line.

    Attributes:
        text: without white space.
        is_figure: whether it is a number or a dash; else it is text.
        line: index of its line in the region.
        first: whether it opens its line.
        place: where it stands.
    """

    text: str
    is_figure: bool
    line: int
    first: bool
    place: Place

    @property
    def whole(self) -> int | None:
        """The value of a figure without point and comma: it may be 行次, 栏次, a code, or an amount."""
        return int(self.text) if self.is_figure and self.text.isdigit() else None


def words_of_lines(lines: Iterable[Paragraph]) -> list[Word]:
    """All words of some lines, in order."""
    words: list[Word] = []
    for index, line in enumerate(lines):
        found = list(_words(index, line))
        if words and len(found) == 1 and _TORN.fullmatch(words[-1].text) and _LAST_DIGIT.fullmatch(found[0].text):
            words[-1] = replace(words[-1], text=words[-1].text + found[0].text)
        else:
            words += found
    return words


def _words(index: int, line: Paragraph) -> Iterator[Word]:
    offset = 0
    first = True
    for chunk in line.raw.split():
        text = normalise(chunk)
        for start, end, figure in _parts(text):
            place = line.passage.place(offset + start, offset + end, 0)
            yield Word(text[start:end], figure, index, first, place)
            first = False
        offset += len(text)


def _parts(text: str) -> Iterator[tuple[int, int, bool]]:
    if is_dash(text) or _NEGATIVE.fullmatch(text):
        yield 0, len(text), True
        return
    for match in _WORD.finditer(text):
        yield match.start(), match.end(), match.lastgroup == "figure"


def joined(words: Iterable[Word]) -> str:
    """The text of some words."""
    return "".join(word.text for word in words)
