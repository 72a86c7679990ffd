"""Lines cut at wide gaps: what a table without vertical lines is recognised by."""

from __future__ import annotations

from functools import cached_property
from itertools import pairwise

from msgspec import Struct

from juesuan.formats.drawn.geometry import median
from juesuan.formats.drawn.text_lines import CharacterLine
from juesuan.formats.pages.normal_form import normalise
from juesuan.model.expressions import expression

__all__ = ["Chunk", "ChunkedLine", "chunked"]

GAP = 0.7
"""A gap of this many characters separates columns."""

_AMOUNT = expression(r"[-−(（]?(?:\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+\.\d+)[)）]?%?")
_NUMBER = expression(r"[-−(（]?\d[\d,]*(?:\.\d+)?[)）]?%?|[-—–]{1,2}")
_TOUCHING = expression(r"\d\.\d{2}(?=[一二三四五六七八九十]{1,3}、)")
_PAGE_NUMBER = expression(r"[-—–]{0,2}\d{1,4}[-—–]{0,2}")
_CAPTION = expression(
    r"单位[:：]|(?:编制)?(?:部门|单位)(?:名称)?[:：]|.*表$|(?:公开)?表\d+$|(?:公开)?\d+表$|注[:：]|说明[:：]|备注[:：]|填报"
)
_SENTENCE = expression(r"[，。；]")


class Chunk(Struct, frozen=True, dict=True):
    """A part of a line between two wide gaps."""

    line: CharacterLine

    @cached_property
    def text(self) -> str:
        """Its text in normal form."""
        return normalise("".join(glyph.text for glyph in self.line.glyphs))

    @property
    def left(self) -> float:
        """Left end."""
        return self.line.left

    @property
    def right(self) -> float:
        """Right end."""
        return self.line.right

    @property
    def is_number(self) -> bool:
        """Whether it is nothing but a number or a dash."""
        return _NUMBER.fullmatch(self.text) is not None

    @property
    def is_amount(self) -> bool:
        """Whether it is a number printed as amounts are: with decimals or grouped digits."""
        return _AMOUNT.fullmatch(self.text) is not None


class ChunkedLine(Struct, frozen=True, dict=True):
    """A line and its chunks from left to right."""

    line: CharacterLine
    chunks: tuple[Chunk, ...]

    @cached_property
    def is_data(self) -> bool:
        """Whether it looks like a row of a table with numbers."""
        if len(self.chunks) == 1 or self.is_sentence:
            return False
        numbers = sum(chunk.is_number for chunk in self.chunks)
        return numbers > 1 or any(chunk.is_amount for chunk in self.chunks)

    @cached_property
    def is_sentence(self) -> bool:
        """Whether it is running text, or has some in it."""
        return any(_SENTENCE.search(chunk.text) for chunk in self.chunks if not chunk.is_number)

    @property
    def is_only_sentence(self) -> bool:
        """Whether it is running text from end to end."""
        return len(self.chunks) == 1 and self.is_sentence

    @property
    def is_page_number(self) -> bool:
        """Whether it is nothing but a page number."""
        return len(self.chunks) == 1 and _PAGE_NUMBER.fullmatch(self.chunks[0].text) is not None

    @cached_property
    def is_caption(self) -> bool:
        """Whether it is what stands above or below a table: title, number, unit, note or page number."""
        first, last = self.chunks[0].text, self.chunks[-1].text
        return self.is_page_number or bool(_CAPTION.match(first) or _CAPTION.match(last))


def chunked(line: CharacterLine) -> ChunkedLine:
    """The line cut at its wide gaps, and where an amount runs into the label of the next column."""
    glyphs, gap = line.glyphs, GAP * line.em
    cuts = {index for index in range(1, len(glyphs)) if glyphs[index].left - glyphs[index - 1].right > gap}
    cuts.update(match.end() for match in _TOUCHING.finditer("".join(glyph.text for glyph in glyphs)))
    if not cuts:
        return ChunkedLine(line, (Chunk(line),))
    parts = [glyphs[start:end] for start, end in pairwise([0, *sorted(cuts), len(glyphs)])]
    return ChunkedLine(
        line, tuple(Chunk(CharacterLine(part, median(glyph.baseline for glyph in part), line.em)) for part in parts)
    )
