"""Slips of the hand: how one printed number may have come from another that was meant."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from itertools import pairwise

from juesuan.model import Slip, SlipKind

__all__ = ["TYPED", "origins", "slip", "weight_of"]

_ONE = Decimal(1)
_DIGITS = "0123456789"
_YUAN_IN_WAN = 4
_WEIGHED_AS: Mapping[SlipKind, str] = {
    SlipKind.ADDEND_LEFT_OUT: "addend",
    SlipKind.ADDEND_TOO_MANY: "addend",
    SlipKind.OTHER_COLUMN: "elsewhere",
    SlipKind.OTHER_TOTAL: "elsewhere",
}
_OF_BLOCKS = {
    SlipKind.FORCED,
    SlipKind.STALE,
    SlipKind.MOVED,
    SlipKind.EXCHANGED,
    SlipKind.MISPLACED,
    SlipKind.UNFILLED,
}

TYPED = frozenset(
    {
        SlipKind.DIGIT,
        SlipKind.SWAPPED,
        SlipKind.DROPPED,
        SlipKind.DOUBLED,
        SlipKind.CUT,
        SlipKind.POINT,
        SlipKind.UNIT,
        SlipKind.SIGN,
    }
)
"""The slips of one who types a number, and does not take another for it."""


def weight_of(slip: Slip | None) -> str:
    """The name of a slip's weight; empty where no slip explains a value, and for what is weighed otherwise."""
    if slip is None or slip.kind in _OF_BLOCKS:
        return ""
    return _WEIGHED_AS.get(slip.kind, slip.kind.value)


def slip(printed: Decimal, raw: str, wanted: Decimal, decimals: int, nearby: Mapping[Slip, Decimal]) -> Slip | None:
    """The slip that turns the wanted value into what is printed; None when no simple one does.

    Args:
        printed: the value as printed.
        raw: the text as printed.
        wanted: the value that was meant.
        decimals: decimals that the document prints.
        nearby: values that may have been copied, by the slip.
    """
    if not raw.strip():
        return Slip(SlipKind.BLANK)
    copied = next((slip for slip, value in nearby.items() if printed == value and value != wanted), None)
    kind = None if copied is not None else _kind(printed, raw, wanted, decimals)
    return copied if kind is None else Slip(kind)


def _kind(printed: Decimal, raw: str, wanted: Decimal, decimals: int) -> SlipKind | None:
    if printed == -wanted:
        return SlipKind.SIGN
    if printed == wanted.quantize(_ONE) and printed != wanted:
        return SlipKind.CUT
    shift = _shift(printed, wanted)
    if shift:
        return SlipKind.UNIT if abs(shift) == _YUAN_IN_WAN else SlipKind.POINT
    if (printed < 0) != (wanted < 0):
        return None
    places = max(decimals, 0)  # of amounts in 元 in a document in 万元 they may be negative
    text, meant = _digits(printed, raw), f"{abs(wanted):.{places}f}"
    pairs = ((text, meant), (text, _bare(meant)), (_bare(text), _bare(meant)), (f"{abs(printed):.{places}f}", meant))
    return next((kind for one, other in pairs if (kind := _edit(one, other)) is not None), None)


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


def _edit(text: str, meant: str) -> SlipKind | None:
    """The single edit of digits between two texts."""
    if len(text) == len(meant):
        differing = [index for index, pair in enumerate(zip(text, meant, strict=True)) if pair[0] != pair[1]]
        if len(differing) == 1:
            return SlipKind.DIGIT
        if len(differing) == 2:
            first, second = differing
            adjacent = second - first == 1 or text[first + 1 : second] == "."
            if adjacent and text[first] == meant[second] and text[second] == meant[first]:
                return SlipKind.SWAPPED
        return None
    if len(text) + 1 == len(meant) and _lacks_one(text, meant):
        return SlipKind.DROPPED
    if len(meant) + 1 == len(text) and _lacks_one(meant, text):
        return SlipKind.DOUBLED
    return None


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
