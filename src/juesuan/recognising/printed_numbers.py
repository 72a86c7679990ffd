"""Printed numbers: text to exact amounts.

Only text that is nothing but a number is one; finding numbers inside sentences is the business of the narrative.
"""

from __future__ import annotations

from decimal import Decimal
from functools import lru_cache

from juesuan.formats.pages.normal_form import normalise
from juesuan.model import Amount, Unit
from juesuan.model.expressions import expression
from juesuan.model.whole_numbers import MAX_DIGITS

__all__ = ["is_dash", "parse_number"]

_NOTHING = Decimal(0)

MAX_DASHES = 4
"""A longer row of dashes is a drawn line."""

_DASHES = "-—–‒―−─"
_UNITS = {
    "亿元": Unit.YI,
    "亿": Unit.YI,
    "万元": Unit.WAN,
    "万": Unit.WAN,
    "元": Unit.YUAN,
    "%": Unit.PERCENT,
    "分": Unit.POINTS,
}
_UNIT = "|".join(_UNITS)
_NUMBER = expression(
    rf"(?P<open>[(（])?(?P<sign>[{_DASHES}+])?¥?(?=\.?\d)"
    rf"(?P<whole>\d{{1,3}}(?:[,，]\d{{3}})+|\d*)(?:\.(?P<fraction>\d+))?"
    rf"(?P<inner>{_UNIT})?(?P<close>[)）])?(?P<outer>{_UNIT})?"
)


def is_dash(text: str) -> bool:
    """Whether normal text is nothing but dashes, which tables print for "nothing here"."""
    return 0 < len(text) <= MAX_DASHES and not text.strip(_DASHES)


def parse_number(text: str, unit: Unit = Unit.NONE) -> Amount | None:
    """The amount that the text prints, or None when it is not (only) a number.

    Blank text and dashes are an accounting zero with what was printed kept in ``raw``. Brackets around the number, or
    any kind of dash in front, make it negative. A unit printed with the number takes precedence over ``unit``.
    """
    raw = text.strip()
    if not raw:
        return Amount(_NOTHING, unit, 0, "")
    printed = _printed(raw)
    if printed is None:
        return None
    value, decimals, own, shown = printed
    return Amount(value, unit if own is None else own, decimals, shown)


@lru_cache(maxsize=4096)
def _printed(raw: str) -> tuple[Decimal, int, Unit | None, str] | None:
    """Value, decimals, printed unit and what is kept of a text: tables print the same amounts again and again."""
    spelt = normalise(raw)
    if not spelt:
        return _NOTHING, 0, None, ""
    if is_dash(spelt):
        return _NOTHING, 0, None, raw
    match = _NUMBER.fullmatch(spelt)
    if match is None or bool(match["open"]) != bool(match["close"]) or (match["open"] and match["sign"]):
        return None
    whole = match["whole"].replace(",", "").replace("，", "")
    fraction = match["fraction"] or ""
    if len(whole) + len(fraction) > MAX_DIGITS:
        return None
    value = Decimal(f"{whole or 0}.{fraction}")
    negative = bool(match["open"]) or (match["sign"] or "+") != "+"
    printed = match["inner"] or match["outer"]
    return -value if negative and value else value, len(fraction), _UNITS[printed] if printed else None, raw
