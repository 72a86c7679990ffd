"""Texts of digits, and of Chinese numerals, as whole numbers, however many digits a file gives them."""

from __future__ import annotations

__all__ = ["MAX_DIGITS", "NUMERALS", "spelt_number", "whole_number"]


MAX_DIGITS = 18
"""More digits than the state budget in fen has, or any count, code or line number: such a string is an identifier or a glued row, no number.
Python itself refuses to convert strings of thousands of digits."""


def whole_number(text: str) -> int | None:
    """The value of a text of digits, however it came here; None for what is none (``①`` is not), or has too many digits."""
    return int(text) if text.isdecimal() and len(text) <= MAX_DIGITS else None


_DIGITS = {
    character: value
    for value, characters in enumerate(
        ("零〇", "一壹", "二两贰", "三叁", "四肆", "五伍", "六陆", "七柒", "八捌", "九玖")
    )
    for character in characters
}
_TENS = {"十": 10, "百": 100, "千": 1000, "拾": 10, "佰": 100, "仟": 1000}
NUMERALS = frozenset({*_DIGITS, *_TENS})
"""The characters that spell numbers, common and formal (壹, 拾)."""


def spelt_number(text: str) -> int | None:
    """The value of a number below ten thousand in Chinese numerals (一百六十，二〇，拾伍); None for what is none (十百，三四)."""
    if text and all(character in _DIGITS for character in text):
        digits = "".join(str(_DIGITS[character]) for character in text)
        return int(digits) if len(digits) == 1 or set(text) & set("零〇") else None
    total, digit, below = 0, None, 10_000
    for character in text:
        scale = _TENS.get(character)
        if scale is None:
            value = _DIGITS.get(character)
            if value is None or digit not in {None, 0}:
                return None
            digit = value
            continue
        if scale >= below or digit == 0:
            return None
        total, digit, below = total + (1 if digit is None else digit) * scale, None, scale
    return total + (digit or 0) if text else None
