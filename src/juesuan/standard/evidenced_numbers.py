"""Numbers of texts and forms against exact values of evidence: which number speaks of a measure, and whether it is the value, rounded."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from fractions import Fraction

from msgspec import Struct

from juesuan.model import Unit
from juesuan.model.expressions import expression
from juesuan.model.spelling import normalise
from juesuan.standard.evidence import SaidWords
from juesuan.standard.quantity import Quantity, find_quantities, is_percent

__all__ = ["StatedQuantity", "agreed", "half_up", "in_unit", "stated_quantities", "valued"]

_POWERS = {Unit.YUAN: 0, Unit.WAN: 4, Unit.YI: 8}
_SENTENCE = expression(r"[。；;\n]")
_YEAR = expression(r"(?<!\d)((?:19|20)\d\d)年")
_BOUND = expression(r"(?:及|含|（含）)?(?:以上|以下|以内)")
_FAR = 24


class StatedQuantity(Struct, frozen=True):
    """A quantity behind the name of a measure: where it stands in the text, what it is, and what else it may be of (Chinese; empty: nothing)."""

    start: int
    end: int
    quantity: Quantity
    other: str = ""


def in_unit(yuan: Fraction, unit: Unit) -> Fraction:
    """An amount of money in a unit of it."""
    return yuan / Fraction(10 ** _POWERS[unit])


def half_up(value: Fraction, decimals: int) -> Decimal:
    """Rounded to so many decimals, halves away from zero."""
    scaled = abs(value) * 10**decimals
    whole = int(scaled + Fraction(1, 2))
    return Decimal(-whole if value < 0 else whole).scaleb(-decimals)


def valued(value: Fraction, what: str, unit: str) -> Fraction | None:
    """An exact value (of a share the part of one, of money yuan) in a unit; None where it is none of such a kind."""
    money = next((item for item in Unit if item.value == unit and item.is_money), None)
    if what == "share":
        return value * 100 if unit == "%" else None
    if what == "money":
        return in_unit(value, money) if money is not None else None
    return value if unit != "%" and money is None else None


def agreed(value: Fraction, what: str, quantity: Quantity) -> tuple[str, bool] | None:
    """The value in the quantity's unit and as exact as that, and whether it is what is printed; None where it is of another kind."""
    unit = "%" if is_percent(quantity) else quantity.amount.unit.value if quantity.amount.unit.is_money else ""
    found = valued(value, what, unit)
    if found is None:
        return None
    hidden = quantity.amount.interval
    shown = f"{half_up(found, max(quantity.amount.decimals, 0))}{unit or quantity.measure}"
    return shown, Fraction(hidden.low) <= found <= Fraction(hidden.high)


def stated_quantities(
    text: str, name: str, *, is_growth: bool, year: int | None, words: SaidWords
) -> Iterator[StatedQuantity]:
    """The quantities that follow the name of a measure; of a growth those that follow its word in a sentence about its subject.

    What a sentence says of goals, or of another year, may be no result: it is told as that.

    Args:
        text: without white space, in normal spelling.
        name: of the measure. is_growth: whether it is one.
        year: whose results are told; None: not known.
        words: how texts speak.
    """
    name = "".join(normalise(name).split())
    growth = next((word for word in words.growth if name.endswith(word)), "") if is_growth else ""
    name = name.removesuffix(growth)
    for found in re.finditer(re.escape(name), text) if name else ():
        after = found.end()
        stop = end.start() if (end := _SENTENCE.search(text, after)) else len(text)
        sentence, start = text[after:stop], 0
        if growth:
            places = [(sentence.find(word), -len(word)) for word in words.growth if word in sentence]
            begin, size = min(places, default=(-1, 0))
            start = begin - size if places else -1
        spot = _next(sentence[start : start + _FAR], words.between) if start >= 0 else None
        if spot is not None:
            first, last, quantity = spot
            first, last = after + start + first, after + start + last
            before = _SENTENCE.split(text[: found.start()])[-1]
            yield StatedQuantity(first, last, quantity, _other(before, text[last:], year, words))


def _next(text: str, between: Sequence[str]) -> tuple[int, int, Quantity] | None:
    """The quantity with which a text begins, behind words that may stand between a name and its number."""
    start = 0
    while word := next((word for word in between if text.startswith(word, start)), ""):
        start += len(word)
    return next(((first, last, quantity) for first, last, quantity in find_quantities(text) if first == start), None)


def _other(before: str, behind: str, year: int | None, words: SaidWords) -> str:
    """What a number may be of, by its sentence, if not of the results of the year."""
    for growth in sorted(words.growth, key=len, reverse=True):
        before = before.replace(growth, "")
    word = next((word for word in words.elsewhere if word in before), "")
    if word or _BOUND.match(behind):
        return f"句中有“{word or '以上、以下'}”，可能说的不是本年的结果"
    others = [found for found in _YEAR.findall(before) if year is not None and int(found) != year]
    return f"句中有“{others[-1]}年”，可能说的不是本年的结果" if others else ""
