"""Display width on a terminal: a Chinese character takes two columns."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from functools import lru_cache

__all__ = ["padded", "width", "wrapped"]

_NO_LINE_STARTS_WITH = frozenset("，。、；：！？）》”’】〕%％·")


def width(text: str) -> int:
    """Columns the text takes. Characters of ambiguous width (quotes, ``·``) count as two: too wide never breaks a line."""
    return sum(map(_columns, text))


@lru_cache(maxsize=4096)
def _columns(character: str) -> int:
    if unicodedata.combining(character):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WFA" else 1


def padded(text: str, columns: int, *, right: bool = False) -> str:
    """The text filled with blanks to a width, aligned left or right."""
    blanks = " " * max(0, columns - width(text))
    return blanks + text if right else text + blanks


def wrapped(text: str, columns: int) -> list[str]:
    """The text in lines of at most so many columns; words and numbers stay whole, no line starts with punctuation."""
    lines: list[str] = []
    line, taken = "", 0
    for token in _tokens(text):
        more = width(token)
        if line and taken + more > columns and token not in _NO_LINE_STARTS_WITH:
            lines.append(line.rstrip())
            line = token.lstrip()
            taken = width(line)
        else:
            line += token
            taken += more
    return [*lines, line.rstrip()] if line.strip() else lines


def _tokens(text: str) -> Iterator[str]:
    """Runs of narrow characters up to a blank, and single wide characters."""
    run = ""
    for character in text:
        if _columns(character) == 1 and character != " ":
            run += character
            continue
        if run:
            yield run
            run = ""
        yield character
    if run:
        yield run
