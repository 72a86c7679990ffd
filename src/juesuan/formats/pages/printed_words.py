"""Finding the printed number in a stretch of text by the words around it."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

from juesuan.formats.pages.normal_form import occurrences

__all__ = ["best_match", "folded"]


@lru_cache(maxsize=4096)
def _spelling(character: str) -> str:
    if character.isspace() or unicodedata.category(character) in ("Cc", "Cf"):
        return ""
    return "".join(unicodedata.normalize("NFKC", character).split())


def folded(text: str) -> tuple[str, list[int]]:
    """Text without white space in one spelling, and for each of its characters the index in the given text."""
    parts: list[str] = []
    at: list[int] = []
    for index, character in enumerate(text):
        spelling = _spelling(character)
        parts.append(spelling)
        at += [index] * len(spelling)
    return "".join(parts), at


def best_match(text: str, wanted: str, excerpt: str) -> tuple[int, int] | None:
    """Start and end of the wanted words in folded text: of several occurrences the one that stands among most of the excerpt.

    A number is only found whole: ``1.5`` is not found in ``11.5``.
    """
    wanted, excerpt = folded(wanted)[0], folded(excerpt)[0]
    if not wanted:
        return None
    inside = list(_occurrences(excerpt, wanted)) or [0]
    found = max(
        _occurrences(text, wanted),
        key=lambda start: max(_common(text, start, excerpt, at, len(wanted)) for at in inside),
        default=None,
    )
    return None if found is None else (found, found + len(wanted))


def _occurrences(text: str, wanted: str) -> list[int]:
    return [
        start for start in occurrences(text, wanted) if not (_joined(text, start) or _joined(text, start + len(wanted)))
    ]


def _joined(text: str, at: int) -> bool:
    """Whether a cut at this index would go through a number."""
    return 0 < at < len(text) and text[at - 1] in "0123456789.," and text[at].isdecimal()


def _common(text: str, start: int, excerpt: str, at: int, length: int) -> int:
    """How many characters agree, leftwards and rightwards, around the two occurrences."""
    left = right = 0
    while left < min(start, at) and text[start - left - 1] == excerpt[at - left - 1]:
        left += 1
    end, stop = start + length, at + length
    while end + right < len(text) and stop + right < len(excerpt) and text[end + right] == excerpt[stop + right]:
        right += 1
    return left + right
