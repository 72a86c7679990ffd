"""How the patterns of the data files are written and opened.

The data spell patterns the way a person would write the text: with Chinese brackets, quotes and commas. Documents, in
normal form, print ``（境）`` and ``(境)``, ``“三公”`` and ``三公``; opening a pattern makes it match every such form, so that the data
need not repeat it. A pattern may cite a named fragment of its file as ``<name>``.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

from juesuan.model.expressions import expression
from juesuan.standard.spelt import SpeltPattern

__all__ = ["full_match", "in_chinese", "is_possible", "opened", "opened_literal", "without_number"]

_FORMS = str.maketrans({"（": "[（(]", "）": "[）)]", "“": '[“”"]?', "”": '[“”"]?', "、": "[、,，]", "：": "[：:]"})
_LITERAL = {code: escaped for code in range(128) if (escaped := re.escape(chr(code))) != chr(code)} | _FORMS
_FRAGMENT = expression(r"<([a-z]+)>")
_NUMBER = expression(r"(?:[一二三四五六七八九十]+[、.．]|[（(][一二三四五六七八九十\d]+[）)]|\d{1,2}[、.．](?!\d))")


def opened(pattern: str, words: Mapping[str, str] | None = None) -> str:
    """The regular expression that a pattern of the data stands for."""
    while words is not None and _FRAGMENT.search(pattern):
        pattern = _FRAGMENT.sub(lambda match: words[match[1]], pattern)
    return pattern.translate(_FORMS)


def opened_literal(text: str) -> str:
    """The regular expression that matches a literal text in every typographic form."""
    return text.translate(_LITERAL)


_pattern = lru_cache(maxsize=4096)(SpeltPattern)


def full_match(patterns: tuple[str, ...], text: str) -> bool:
    """Whether one of the opened patterns matches the whole text."""
    return bool(patterns) and _pattern(patterns).fullmatch(text)


def is_possible(patterns: tuple[str, ...], text: str, bar: str = "") -> bool:
    """Whether one of the opened patterns may match the text, or a part of it: of many patterns that is told at once.

    With a bar (one character that is itself in patterns), whether one may wherever bars are put in or left out.
    """
    return bool(patterns) and _pattern(patterns).is_possible(text, bar)


def without_number(label: str) -> str:
    """A label without its list number: ``一、事业收入``, ``（二）…``, ``3．…``."""
    match = _NUMBER.match(label)
    return label[match.end() :] if match else label


def in_chinese(number: int) -> str:
    """1…99 as 一…九十九."""
    digits = "零一二三四五六七八九"
    tens, ones = divmod(number, 10)
    head = ("" if tens == 1 else digits[tens]) + "十" if tens else ""
    return head + (digits[ones] if ones or not tens else "")
