"""Slips of the hand: how one printed number may have come from another that was meant."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from itertools import pairwise

__all__ = ["kind_of", "origins", "slip"]

_ONE = Decimal(1)
_KINDS: Mapping[str, str] = {
    "一位数字有误": "digit",
    "相邻两位数字颠倒": "swapped",
    "漏写一位数字": "dropped",
    "多写一位数字": "doubled",
    "小数被取整": "cut",
    "小数点错位": "point",
    "元与万元混淆": "unit",
    "正负号有误": "sign",
    "与上一行相同": "row_above",
    "与上一项相同": "item_above",
    "与上年数相同": "last_year",
    "漏填": "blank",
}
_BEGINNINGS: Mapping[str, str] = {"合计": "addend", "误": "elsewhere"}
"""The slips by what a person calls them; of the second kind each name goes on with what was left out or taken instead."""

_DIGITS = "0123456789"
_YUAN_IN_WAN = 4


def kind_of(name: str) -> str:
    """The kind of a slip, as the weights call it; empty where no slip explains a value."""
    begun = next((kind for start, kind in _BEGINNINGS.items() if name.startswith(start)), "")
    return _KINDS.get(name, begun)


def slip(printed: Decimal, raw: str, wanted: Decimal, decimals: int, nearby: Mapping[str, Decimal]) -> str:
    """The slip that turns the wanted value into what is printed; empty when no simple one does.

    Args:
        printed: the value as printed.
        raw: the text as printed.
        wanted: the value that was meant.
        decimals: decimals that the document prints.
        nearby: values that may have been copied, by the name of the slip.
    """
    if not raw.strip():
        return "漏填"
    for name, value in nearby.items():
        if printed == value and value != wanted:
            return name
    if printed == -wanted:
        return "正负号有误"
    if printed == wanted.quantize(_ONE) and printed != wanted:
        return "小数被取整"
    shift = _shift(printed, wanted)
    if shift:
        return "元与万元混淆" if abs(shift) == _YUAN_IN_WAN else "小数点错位"
    if (printed < 0) != (wanted < 0):
        return ""
    text, meant = _digits(printed, raw), f"{abs(wanted):.{decimals}f}"
    pairs = ((text, meant), (text, _bare(meant)), (_bare(text), _bare(meant)), (f"{abs(printed):.{decimals}f}", meant))
    return next((name for one, other in pairs if (name := _edit(one, other))), "")


def _bare(text: str) -> str:
    """Without decimals that say nothing."""
    return text.rstrip("0").rstrip(".") if "." in text else text


def _shift(printed: Decimal, wanted: Decimal) -> int:
    """By how many places the decimal point moved; 0 when the digits differ or nothing moved."""
    if not printed or not wanted:
        return 0
    one, other = printed.normalize(), wanted.normalize()
    if one.as_tuple().digits != other.as_tuple().digits or one.is_signed() != other.is_signed():
        return 0
    return one.adjusted() - other.adjusted()


def _edit(text: str, meant: str) -> str:
    """The single edit of digits between two texts."""
    if len(text) == len(meant):
        differing = [index for index, pair in enumerate(zip(text, meant, strict=True)) if pair[0] != pair[1]]
        if len(differing) == 1:
            return "一位数字有误"
        if len(differing) == 2:
            first, second = differing
            adjacent = second - first == 1 or text[first + 1 : second] == "."
            if adjacent and text[first] == meant[second] and text[second] == meant[first]:
                return "相邻两位数字颠倒"
        return ""
    if len(text) + 1 == len(meant) and _lacks_one(text, meant):
        return "漏写一位数字"
    if len(meant) + 1 == len(text) and _lacks_one(meant, text):
        return "多写一位数字"
    return ""


def _lacks_one(short: str, long: str) -> bool:
    """Whether leaving out one character of the long text gives the short one."""
    return any(long[:index] + long[index + 1 :] == short for index in range(len(long)))


def origins(printed: Decimal, raw: str) -> set[Decimal]:
    """The values from which a printed number comes by one slip of a digit, of the decimal point or of the sign."""
    text = _digits(printed, raw)
    places = [index for index, character in enumerate(text) if character.isdigit()]
    texts = {text[:i] + digit + text[i + 1 :] for i in places for digit in _DIGITS}
    texts |= {text[:i] + text[i + 1 :] for i in places}
    texts |= {text[:i] + digit + text[i:] for i in range(len(text) + 1) for digit in _DIGITS}
    texts |= {_swapped(text, one, other) for one, other in pairwise(places)}
    sign = -1 if printed < 0 else 1
    found = {sign * Decimal(candidate) for candidate in texts if candidate.strip(".")}
    return (found | {printed.scaleb(shift) for shift in (-4, -2, -1, 1, 2, 4)} | {-printed}) - {printed}


def _digits(printed: Decimal, raw: str) -> str:
    """The digits as printed, without sign, separators and unit; those of the value when it was printed in another unit."""
    text = "".join(character for character in raw if character in _DIGITS or character == ".").rstrip(".")
    same = text.count(".") <= 1 and text != "" and Decimal(text) == abs(printed)
    return text if same else f"{abs(printed):f}"


def _swapped(text: str, one: int, other: int) -> str:
    return text[:one] + text[other] + text[one + 1 : other] + text[one] + text[other + 1 :]
