"""Indicators called like a rate whose actual value follows from the accounts.

Where a rate is defined in several ways every usual one is tried. Where the actual value is not printed, full marks for a target that the
form's own amounts miss are noted.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from decimal import Decimal

from msgspec import Struct

from juesuan.checking.context import Context, passed, undecidable
from juesuan.checking.performance.views import FormView, IndicatorRow, performance_forms, ratio
from juesuan.checking.rendering import percent
from juesuan.model import Amount, Interval, Outcome, Severity, State, Statement, Term, Unit
from juesuan.standard.quantity import Quantity, is_percent

__all__ = ["NamedRate", "RateTerms", "quotient", "recomputed_rates"]

_HUNDRED = Decimal(100)


class RateTerms(Struct, frozen=True):
    """One way of computing a rate: the rate in per cent, and the statements it comes from."""

    rate: Interval
    exact: Decimal
    statements: tuple[Statement, ...]


class NamedRate(Struct, frozen=True):
    """An indicator with a known formula.

    Attributes:
        name: what the whole name of the indicator matches.
        bases: the ways of computing it.
        own: whether the formula uses nothing but the form.
        contested: whether places define it differently; then a difference is a warning.
    """

    name: re.Pattern[str]
    bases: Callable[[FormView], list[RateTerms]]
    own: bool = False
    contested: bool = True


def recomputed_rates(context: Context, rate: NamedRate) -> Iterator[Outcome]:
    """One outcome per indicator of overall forms with that name."""
    for view in performance_forms(context, "PO"):
        for row in view.rows:
            if rate.name.fullmatch(row.name):
                yield _row(row, rate)


def quotient(part: Statement | None, whole: Statement | None, context: Context) -> list[RateTerms]:
    """One amount over another; nothing where either is not there or the whole is zero."""
    if part is None or whole is None or not whole.value:
        return []
    numerator, denominator = context.in_document_unit(part), context.in_document_unit(whole)
    found = ratio(numerator, denominator)
    exact = _HUNDRED * numerator.value / denominator.value
    return [RateTerms(found, exact, (part, whole))] if found is not None else []


def _row(row: IndicatorRow, rate: NamedRate) -> Outcome:
    bases = rate.bases(row.view)
    if not bases:
        return undecidable(f"缺少计算“{row.name}”所需的数据")
    actual = row.actual
    if actual is None:
        return _unmeasured(row, bases) if rate.own else undecidable(f"“{row.name}”没有印出实际完成值")
    if actual.operator or not (is_percent(actual) or not actual.measure):
        return undecidable(f"“{row.name}”的实际完成值“{actual.amount.raw}”不是比率")
    printed = _percent(actual)
    if any(printed.intersects(basis.rate) for basis in bases):
        return passed([*row.statements("actual"), *bases[0].statements])
    return _differs(row, actual, bases[0], rate.contested)


def _percent(actual: Quantity) -> Interval:
    """The printed value in per cent; a bare fraction such as 0.93 is one too."""
    interval = actual.amount.interval
    bare_fraction = actual.amount.unit is not Unit.PERCENT and actual.amount.decimals >= 2 and actual.value <= 1
    return interval.scaled(_HUNDRED) if bare_fraction else interval


def _differs(row: IndicatorRow, actual: Quantity, basis: RateTerms, contested: bool) -> Outcome:
    sources = "、".join(f"{s.label} {s.amount.raw}" for s in basis.statements)
    message = f"{row.view.name}指标“{row.name}”的实际完成值印为 {actual.amount.raw}，按{sources}计算为 {percent(basis.exact)}。"
    terms = (row.term(row.indicator.actual), *(Term.of(s, -1) for s in basis.statements))
    return Outcome(
        State.FAIL,
        terms=terms,
        message=message,
        stated=actual.value,
        expected=basis.exact,
        severity=Severity.WARNING if contested else None,
    )


def _unmeasured(row: IndicatorRow, bases: list[RateTerms]) -> Outcome:
    target = row.target
    verdicts = [target.met_by(_as_quantity(basis.exact)) for basis in bases] if target is not None else [None]
    if target is None or row.loses_points or not all(verdict is False for verdict in verdicts):
        return undecidable(f"“{row.name}”没有印出实际完成值")
    basis = bases[0]
    message = (
        f"{row.view.name}指标“{row.name}”指标值 {target.amount.raw}，没有印出实际完成值而得满分；"
        f"按{'、'.join(f'{s.label} {s.amount.raw}' for s in basis.statements)}计算为 {percent(basis.exact)}。"
    )
    terms = (row.term(row.indicator.target), *(Term.of(s, -1) for s in basis.statements))
    return Outcome(State.FAIL, terms=terms, message=message, severity=Severity.INFO)


def _as_quantity(rate: Decimal) -> Quantity:
    return Quantity("", Amount(rate, Unit.PERCENT, 2, percent(rate)), "%")
