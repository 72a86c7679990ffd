"""Texts of digits as whole numbers, however many digits a file gives them."""

from __future__ import annotations

__all__ = ["MAX_DIGITS", "whole_number"]


MAX_DIGITS = 18
"""More digits than the state budget in fen has, or any count, code or line number: such a string is an identifier or a glued row, no number.
Python itself refuses to convert strings of thousands of digits."""


def whole_number(text: str) -> int | None:
    """The value of a text of digits, however it came here; None for what is none (``①`` is not), or has too many digits."""
    return int(text) if text.isdecimal() and len(text) <= MAX_DIGITS else None
