"""Chinese characters, told one by one: a regular expression with all twenty thousand of them takes longer to compile than a page to read."""

from __future__ import annotations

from itertools import takewhile

__all__ = ["has_chinese", "is_chinese", "leading_chinese"]


def is_chinese(text: str) -> bool:
    """Whether every character is one of the unified ideographs, U+4E00 to U+9FFF; an empty text has none that is not."""
    return all("一" <= character <= "鿿" for character in text)


def has_chinese(text: str) -> bool:
    """Whether one of the characters is."""
    return any("一" <= character <= "鿿" for character in text)


def leading_chinese(text: str) -> str:
    """What a text begins with, up to the first other character."""
    return "".join(takewhile(is_chinese, text))
