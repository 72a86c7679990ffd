"""Amounts and counts of the prose that were not understood: what is missing may be one of them, or some of them together.

A sum of which a part was not understood lacks just that amount; one that lacks another is wrong whatever the part is.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from juesuan.checking.context import Context
from juesuan.model import NumberKind, NumberSeen, Unit
from juesuan.model.expressions import expression

__all__ = ["amounts_unread", "counts_unread", "may_be_unread"]

_PRINTED = expression(r"[-－−]?\d[\d,]*(?:\.\d+)?")
_MOST = 10
"""Of so many amounts all sums are tried; of more some will make up anything."""


def counts_unread(context: Context, section: str) -> tuple[NumberSeen, ...]:
    """The counts of a section, or of its sub-sections, that were bound to nothing."""
    return tuple(n for n in _unbound(context, section) if n.kind is NumberKind.COUNT)


def amounts_unread(context: Context, section: str, kind: NumberKind = NumberKind.AMOUNT) -> tuple[Decimal, ...]:
    """The amounts (or counts) of a section, or of its sub-sections, that were bound to nothing, in the unit of the document."""
    unread = (number for number in _unbound(context, section) if number.kind is kind)
    return tuple(value for number in unread if (value := _value(number.text, context)) is not None)


def may_be_unread(
    gap: Decimal, allowed: Decimal, section: str, context: Context, kind: NumberKind = NumberKind.AMOUNT
) -> bool:
    """Whether some of the amounts (or counts) that were not understood in a section make up what is missing, within rounding."""
    unread = amounts_unread(context, section, kind)
    return bool(unread) and (len(unread) > _MOST or _makes_up(abs(gap), allowed, unread))


def _unbound(context: Context, section: str) -> Sequence[NumberSeen]:
    main = section.partition(".")[0]
    return [n for n in context.disclosure.numbers if not n.bound and n.section.partition(".")[0] == main]


def _makes_up(gap: Decimal, allowed: Decimal, amounts: Sequence[Decimal]) -> bool:
    sums = {Decimal(0)}
    for amount in amounts:
        sums |= {total + amount for total in sums}
    return any(total and abs(total - gap) <= allowed for total in sums)


def _value(text: str, context: Context) -> Decimal | None:
    printed = _PRINTED.match(text)
    if printed is None:
        return None
    value = Decimal(printed[0].replace(",", "").replace("－", "-").replace("−", "-"))
    if text[printed.end() :] not in _MONEY:
        return value
    unit = next((unit for unit in (Unit.YI, Unit.WAN, Unit.YUAN) if text[printed.end() :] == unit.value), context.unit)
    return value * _IN_YUAN[unit] / _IN_YUAN.get(context.unit, Decimal(1))


_MONEY = frozenset({"亿元", "万元", "元", "万", ""})
_IN_YUAN = {Unit.YUAN: Decimal(1), Unit.WAN: Decimal(10_000), Unit.YI: Decimal(100_000_000)}
