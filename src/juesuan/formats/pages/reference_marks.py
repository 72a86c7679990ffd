"""Marks that point to a footnote: what stands raised behind a word or a number (①, [1], *) is no part of it."""

from __future__ import annotations

from juesuan.model.expressions import expression

__all__ = ["is_reference"]

_MARK = expression(r"\s*(?:[\[［〔【（(](?:注?\s?\d{1,2}|[①-⑳])[\]］〕】）)]|[①-⑳]|注|[*＊※†‡]{1,3})\s*")
_DIGITS = expression(r"\s*注?\s?\d{1,2}\s*")
_BEFORE_DIGITS = expression(r"(?:[^\dA-Za-z.,，．㎡]|\.\d\d)\s*$")


def is_reference(raised: str, before: str) -> bool:
    """Whether raised characters are the mark of a footnote to the text before them.

    Mere digits behind a Latin letter may be an exponent (m²), and behind a digit a part of the number that somebody raised by mistake;
    behind two decimals, as amounts have them, they are none.
    """
    if _MARK.fullmatch(raised) is not None:
        return bool(before.strip())
    return _DIGITS.fullmatch(raised) is not None and _BEFORE_DIGITS.search(before) is not None
