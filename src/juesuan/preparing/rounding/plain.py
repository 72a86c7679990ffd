"""From exact yuan to what is printed. Plain rounding: every number by itself, halves away from zero, as spreadsheets do."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

from juesuan.model import Amount, Unit

__all__ = ["in_unit", "percentage", "plain", "printed", "rounded"]

_YUAN_PER = {Unit.YUAN: Decimal(1), Unit.WAN: Decimal(10_000)}


def in_unit(yuan: Decimal, unit: Unit) -> Decimal:
    """An exact amount in a printed unit, not rounded."""
    return yuan / _YUAN_PER[unit]


def plain(yuan: Decimal, unit: Unit, decimals: int = 2) -> Decimal:
    """An exact amount in a printed unit."""
    return rounded(in_unit(yuan, unit), decimals)


def rounded(value: Decimal, decimals: int = 2) -> Decimal:
    """A value with as many decimals, halves away from zero; nothing has no sign."""
    found = value.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)
    return found or abs(found)


def percentage(part: Decimal, whole: Decimal, decimals: int = 2) -> Decimal:
    """``part`` in per cent of ``whole``, from exact amounts, so that it always agrees with the rounded ones."""
    return rounded(100 * part / whole, decimals)


def printed(value: Decimal, unit: Unit, *, thousands: bool = False, zero: str | None = None) -> Amount:
    """A rounded value as the amount that is printed; ``zero`` is the text for nothing (``""`` leaves the cell blank)."""
    text = f"{value:,f}" if thousands else f"{value:f}"
    if value == 0 and zero is not None:
        text = zero
    decimals = -int(value.as_tuple().exponent)
    return Amount(value, unit, decimals, text)
