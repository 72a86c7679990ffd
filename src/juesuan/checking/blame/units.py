"""A number of the prose printed with the wrong unit: its digits are right, and 元 stands where 万元 is meant.

A unit unlike that of the other amounts of the prose is the slip, not the digits; so it is where all that is said in one place is wrong by the
same factor. One number alone that is too large or too small, with the unit that all have, was typed in another unit.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from decimal import Decimal

from msgspec.structs import replace

from juesuan.checking.blame.constraints import Constraint, Number
from juesuan.checking.blame.values import Range, possible_values
from juesuan.checking.context import Context
from juesuan.model import Amount, Statement, Unit

__all__ = ["unit_meant"]

_TELLING = 4
"""Digits that are not met by chance."""
_MONEY = (Unit.WAN, Unit.YUAN, Unit.YI)


def unit_meant(
    number: Number, constraints: Sequence[Constraint], values: Mapping[str, Decimal], context: Context
) -> tuple[Unit, Decimal, Range] | None:
    """The unit in which the printed digits are right, with what the number is then and may be, in the document's unit.

    None where the digits are the slip, or nothing is known of it.

    Args:
        number: the number. constraints: what mentions it. values: all numbers as they are believed. context: the document.
    """
    stated = number.statements[0] if number.statements else None
    if stated is None or not stated.in_prose or not stated.value or not stated.amount.unit.is_money:
        return None
    usual = _usual(context)
    for unit in (unit for unit in _MONEY if unit is not stated.amount.unit):
        meant = replace(stated.amount, unit=unit).to(context.unit)
        other = replace(number, decimals=context.table_decimals)
        allowed = possible_values(other, constraints, values)
        value = _value(meant, allowed) if allowed is not None else None
        if allowed is not None and value is not None and (unit is usual or _is_of_all(stated, unit, context)):
            return unit, value, allowed
    return None


def _value(meant: Amount, allowed: Range) -> Decimal | None:
    """What the digits are in another unit, where that is allowed; or what else knows more precisely."""
    if meant.value in allowed:
        return meant.value
    telling = len(meant.value.normalize().as_tuple().digits) >= _TELLING
    return allowed.best if allowed.best and telling and _is_in(allowed.best, meant) else None


def _is_in(value: Decimal, amount: Amount) -> bool:
    return amount.interval.low <= value <= amount.interval.high


def _usual(context: Context) -> Unit | None:
    """The unit of most amounts of the prose that are something."""
    units = Counter(s.amount.unit for s in context.disclosure.statements if s.in_prose and s.value)
    money = [(count, unit) for unit, count in units.items() if unit.is_money]
    most = max((count for count, _ in money), default=0)
    found = [unit for count, unit in money if count == most]
    return found[0] if len(found) == 1 else None


def _is_of_all(stated: Statement, unit: Unit, context: Context) -> bool:
    """Whether all other amounts of the place that are printed elsewhere, too, are right in that unit, and there are some."""
    beside = [
        s
        for s in context.stated_in(stated.source)
        if (s.instance, s.amount.unit) == (stated.instance, stated.amount.unit) and s.value and s.place != stated.place
    ]
    confronted = [(replace(s.amount, unit=unit).to(context.unit), _elsewhere(s, context)) for s in beside]
    told = [(amount, others) for amount, others in confronted if others]
    return bool(told) and all(any(_is_in(value, amount) for value in others) for amount, others in told)


def _elsewhere(stated: Statement, context: Context) -> frozenset[Decimal]:
    """What other places state of the same, in the document's unit."""
    same = context.by_fact.get(str(stated.fact), ()) if stated.fact is not None else ()
    return frozenset(context.in_document_unit(s).value for s in same if s.source != stated.source and s.value)
