"""Cells of CSV files that a spreadsheet would take for formulas, and run: they are kept as text."""

from __future__ import annotations

from juesuan.model.expressions import expression

__all__ = ["harmless", "unmarked"]

_STARTS = ("=", "@", "\t", "\r", "\n", "＝", "＠")
_SIGNS = ("+", "-", "＋", "－")
_NUMBER = expression(r"[-+＋－][\d,，.]*[%％]?")


def harmless(value: object) -> object:
    """The value, a text with an apostrophe before it where a spreadsheet would compute something; numbers may have a sign.

    A text that has apostrophes before such a one already gets one more, so that :func:`unmarked` tells them apart.
    """
    return f"'{value}" if isinstance(value, str) and _runs(value.lstrip("'")) else value


def unmarked(text: str) -> str:
    """The text that :func:`harmless` made this of."""
    return text[1:] if text.startswith("'") and _runs(text.lstrip("'")) else text


def _runs(value: str) -> bool:
    return value.startswith(_STARTS) or (value.startswith(_SIGNS) and _NUMBER.fullmatch(value) is None)
