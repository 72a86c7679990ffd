"""A rate of change of what was not there before."""

from __future__ import annotations

from decimal import Decimal

from juesuan.checking.context import not_applicable
from juesuan.checking.percentages import printed_rate
from juesuan.model import Amount, ChangeClaim, ComparedWith, Interval, Outcome, Severity, State, Statement, Term

__all__ = ["is_put_for_none", "rate_of_nothing"]

_HUNDRED = Decimal(100)


def is_put_for_none(printed: Amount) -> bool:
    """Whether the rate is one of those that people write where there is none: it is no sign that an amount is wrong."""
    return printed.value in (0, _HUNDRED)


def rate_of_nothing(
    claim: ChangeClaim, printed: Amount, base: Interval, moved: Amount, operands: tuple[Statement, Statement]
) -> Outcome:
    """All of this year's is new: what was there before is nothing but what rounding hides, and of nothing there is no rate."""
    least = moved.possible.divided_by(Interval(base.high, base.high)) if base.high else None
    if least is not None and least.low * _HUNDRED <= printed.interval.high:
        return not_applicable("上年数为零，比率无意义")
    current, difference = operands
    before = "上年" if claim.base in {ComparedWith.PREVIOUS, ComparedWith.OTHER} else "预算"
    return Outcome(
        State.FAIL,
        terms=(
            Term(1, claim.text[:24], None, claim.place, printed.raw),
            Term.of(difference, -1),
            Term.of(current, -1),
        ),
        message=(
            f"{current.label} {current.amount.raw}，增加的也是 {difference.amount.raw}，{before}为 0，"
            f"不能写 {printed_rate(printed)}。"
        ),
        severity=Severity.WARNING if is_put_for_none(printed) else None,
        hint=f"{before}为 0 的不可比：只写增加额，删去百分比。",
    )
