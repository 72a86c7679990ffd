"""Flattened forms as a stream of words: every blank or line break may have been the edge of a cell, and none is sure to be."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Iterable, Sequence
from functools import cached_property
from itertools import accumulate

from msgspec import Struct

from juesuan.formats.pages.normal_form import normalise
from juesuan.formats.pages.source import Paragraph
from juesuan.model import FormField, Passage, Place
from juesuan.model.expressions import expression
from juesuan.standard.quantity import parse_quantity

__all__ = ["FlatWord", "Stream", "field_of_tokens", "passage_of_tokens", "tokens_of"]

_PLAIN = expression(r"-?\d[\d,]*(?:\.\d+)?")
_DASH = expression(r"[-—–－/]{1,2}")
_OPERATOR = expression(r"[≥≧≤≦<>＜＞=＝]{1,2}")
_OPEN_NUMBER = expression(r"[≥≧≤≦<>＜＞=＝]{0,2}-?\d[\d,]*(?:\.\d+)?")


class FlatWord(Struct, frozen=True):
    """A word of the flattened text and the line it stands on."""

    passage: Passage
    line: int

    @property
    def text(self) -> str:
        """The word in normal form."""
        return self.passage.text

    @property
    def is_plain(self) -> bool:
        """A bare number, as points and scores are."""
        return _PLAIN.fullmatch(self.text) is not None

    @property
    def is_dash(self) -> bool:
        """A dash or stroke printed for "nothing here"."""
        return _DASH.fullmatch(self.text) is not None

    @property
    def is_quantity(self) -> bool:
        """A number with operator or unit, or a bare one."""
        return parse_quantity(self.text) is not None


def tokens_of(paragraphs: Iterable[Paragraph], measures: Collection[str]) -> list[FlatWord]:
    """The words of lines in order, the parts of a quantity put together again (``≥`` ``99%``, ``15`` ``家``, ``96.23`` ``%``).

    ``measures``: the measure words that a number may stand before.
    """
    tokens: list[FlatWord] = []
    for line, paragraph in enumerate(paragraphs):
        offset = 0
        for word in paragraph.raw.split():
            length = len(normalise(word))
            if length:
                tokens.append(FlatWord(paragraph.passage.part(offset, offset + length), line))
            offset += length
    return _merged(tokens, frozenset(measures))


def _merged(tokens: Sequence[FlatWord], measures: frozenset[str]) -> list[FlatWord]:
    merged: list[FlatWord] = []
    for token in tokens:
        last = merged[-1] if merged else None
        joins = last is not None and (
            (_OPERATOR.fullmatch(last.text) is not None and (token.is_plain or token.is_quantity))
            or (_OPEN_NUMBER.fullmatch(last.text) is not None and token.text in measures)
        )
        if joins and last is not None:
            merged[-1] = FlatWord(Passage.joined([last.passage, token.passage]), last.line)
        else:
            merged.append(token)
    return merged


def passage_of_tokens(tokens: Sequence[FlatWord]) -> Passage:
    """The tokens as one passage."""
    return Passage.joined([token.passage for token in tokens])


def field_of_tokens(tokens: Sequence[FlatWord]) -> FormField:
    """The tokens as one field."""
    passage = passage_of_tokens(tokens)
    return FormField(passage.text, passage.place(0, len(passage.text), 0) if tokens else Place())


class Stream(Struct, frozen=True, dict=True):
    """Tokens and their joined text, in which labels are found however they were broken over lines."""

    tokens: tuple[FlatWord, ...]

    @cached_property
    def text(self) -> str:
        """All tokens joined."""
        return "".join(token.text for token in self.tokens)

    @cached_property
    def _starts(self) -> list[int]:
        return list(accumulate((len(token.text) for token in self.tokens[:-1]), initial=0)) if self.tokens else []

    def index_at(self, offset: int) -> int:
        """The token that begins at an offset of the text, or the first one after it."""
        return bisect_left(self._starts, offset)

    def between(self, start: int, end: int) -> tuple[FlatWord, ...]:
        """The tokens between two offsets of the text. A token that holds a label and more is cut."""
        found = []
        offset = 0
        for token in self.tokens:
            stop = offset + len(token.text)
            first, last = max(start, offset), min(end, stop)
            if first < last:
                whole = first == offset and last == stop
                found.append(
                    token if whole else FlatWord(token.passage.part(first - offset, last - offset), token.line)
                )
            offset = stop
        return tuple(found)
