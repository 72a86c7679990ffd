"""Cells of CSV files that a spreadsheet would take for formulas, and run: they are kept as text."""

from __future__ import annotations

from juesuan.model.expressions import expression

__all__ = ["harmless"]

_STARTS = ("=", "@", "\t", "\r", "\n", "＝", "＠")
_SIGNS = ("+", "-", "＋", "－")
_NUMBER = expression(r"[-+＋－][\d,，.]*[%％]?")


def harmless(value: object) -> object:
    """The value, a text with an apostrophe before it where a spreadsheet would compute something; numbers may have a sign."""
    if not isinstance(value, str):
        return value
    runs = value.startswith(_STARTS) or (value.startswith(_SIGNS) and _NUMBER.fullmatch(value) is None)
    return f"'{value}" if runs else value
