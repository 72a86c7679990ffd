"""Text as a stream of words: pieces of Chinese text, and figures, each with its place."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from msgspec import Struct
from msgspec.structs import replace

from juesuan.formats.pages.normal_form import normalise
from juesuan.formats.pages.source import Paragraph
from juesuan.model import Passage, Place
from juesuan.model.expressions import expression
from juesuan.model.whole_numbers import whole_number
from juesuan.recognising.printed_numbers import is_dash

__all__ = ["TextWord", "joined", "words_of_lines"]

_WORD = expression(
    r"(?P<text>(?:[（(]\d{1,2}[）)]|\d{1,2}[.．、](?=[^\d\s]))?[^\d\s]+)|(?P<figure>-?\d[\d,]*(?:\.\d+)?%?)"
)
_LONG_AMOUNT = expression(r"-?\d{1,3}(?:,\d{3})+\.\d\d")
_NEGATIVE = expression(r"-\d[\d,]*(?:\.\d+)?")


class TextWord(Struct, frozen=True):
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
        return whole_number(self.text) if self.is_figure else None


class _WordsOfPlace(Struct, frozen=True):
    """What stands between two blanks: its text, where it begins in its line's passage, and whether it opens the line."""

    text: str
    line: int
    first: bool
    passage: Passage
    offset: int


def words_of_lines(lines: Iterable[Paragraph]) -> list[TextWord]:
    """All words of some lines, in order."""
    chunks: list[_WordsOfPlace] = []
    for index, line in enumerate(lines):
        texts = [normalise(raw) for raw in line.raw.split()]
        if len(texts) == 1 and chunks and _is_torn(chunks[-1].text, texts[0]):
            chunks[-1] = replace(chunks[-1], text=chunks[-1].text + texts[0])
            continue
        offset = 0
        for number, text in enumerate(texts):
            chunks.append(_WordsOfPlace(text, index, number == 0, line.passage, offset))
            offset += len(text)
    return [word for chunk in chunks for word in _words(chunk)]


def _is_torn(head: str, tail: str) -> bool:
    """Whether a long amount goes on where the next line has nothing but its last digits."""
    return _LONG_AMOUNT.fullmatch(head + tail) is not None and _LONG_AMOUNT.fullmatch(head) is None


def _words(chunk: _WordsOfPlace) -> Iterator[TextWord]:
    for start, end, figure in _parts(chunk.text):
        place = chunk.passage.place(chunk.offset + start, chunk.offset + end, 0)
        yield TextWord(chunk.text[start:end], figure, chunk.line, chunk.first and start == 0, place)


def _parts(text: str) -> Iterator[tuple[int, int, bool]]:
    if is_dash(text) or _NEGATIVE.fullmatch(text):
        yield 0, len(text), True
        return
    for match in _WORD.finditer(text):
        yield match.start(), match.end(), match.lastgroup == "figure"


def joined(words: Iterable[TextWord]) -> str:
    """The text of some words."""
    return "".join(word.text for word in words)
