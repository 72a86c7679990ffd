"""PO-15, PO-16, PO-17, PO-18, PO-19 名为比率的指标可以复算.

Overall forms have indicators whose actual value follows from the accounts: 预算执行率, 预算调整率, 结转结余率, “三公经费”控制率, 政府采购执行率.
Places define the middle three differently (policy-driven changes left out, other denominators), so every usual definition is tried and
a difference is at most a warning there. Where the actual value is not printed, full marks for a target that the form's own amounts miss
are noted.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import partial

from juesuan.checking.context import Context, not_applicable, passed, undecidable
from juesuan.checking.performance import FormView, Row, performance_forms, ratio
from juesuan.checking.rendering import percent
from juesuan.model import Amount, Interval, Outcome, Severity, State, Statement, Term, Unit
from juesuan.standard.quantity import Quantity, is_percent

_HUNDRED = Decimal(100)


@dataclass(frozen=True)
class _Basis:
    """One way of computing a rate: the rate in per cent, and the statements it comes from."""

    rate: Interval
    exact: Decimal
    statements: tuple[Statement, ...]


def _quotient(part: Statement | None, whole: Statement | None, context: Context) -> list[_Basis]:
    if part is None or whole is None or not whole.value:
        return []
    numerator, denominator = context.in_document_unit(part), context.in_document_unit(whole)
    found = ratio(numerator, denominator)
    exact = _HUNDRED * numerator.value / denominator.value
    return [_Basis(found, exact, (part, whole))] if found is not None else []


def _execution(view: FormView) -> list[_Basis]:
    bases = [
        b
        for row in ("total", "fiscal")
        for b in _quotient(view.cell(row, "executed"), view.cell(row, "adjusted"), view.context)
    ]
    printed = view.cell("total", "rate")
    return [*bases, *([_Basis(printed.amount.interval, printed.value, (printed,))] if printed else [])]


def _adjustment(view: FormView) -> list[_Basis]:
    bases = []
    for row in ("total", "fiscal"):
        initial, adjusted = view.cell(row, "initial"), view.cell(row, "adjusted")
        if initial is None or adjusted is None or not initial.value:
            continue
        change = abs(adjusted.value - initial.value)
        amount = Amount(change, initial.amount.unit, max(initial.amount.decimals, adjusted.amount.decimals), "")
        found = ratio(amount, view.precise(initial))
        if found is not None:
            bases.append(_Basis(found, _HUNDRED * change / initial.value, (adjusted, initial)))
    return bases


def _carried_over(view: FormView) -> list[_Basis]:
    context = view.context
    parts = [context.cell("T01", "L60", "C2"), context.cell("T04", "L60", "C2")]
    wholes = [
        context.cell("T01", "L62", "C2"),
        context.cell("T01", "L31", "C1"),
        context.cell("T01", "L58", "C2"),
        context.cell("T04", "L64", "C2"),
        view.cell("total", "adjusted"),
        view.cell("total", "initial"),
    ]
    return [basis for part in parts for whole in wholes for basis in _quotient(part, whole, context)]


def _three_public(view: FormView) -> list[_Basis]:
    return _quotient(view.context.cell("T09", "*", "C7"), view.context.cell("T09", "*", "C1"), view.context)


@dataclass(frozen=True)
class _Rate:
    """An indicator with a known formula. ``own``: the formula uses nothing but the form."""

    name: re.Pattern[str]
    bases: Callable[[FormView], list[_Basis]]
    own: bool = False
    contested: bool = True


_RATES = {
    "PO-15": _Rate(re.compile(r"(?:部门)?预算执行率"), _execution, contested=False),
    "PO-16": _Rate(re.compile(r"(?:部门)?预算调整率"), _adjustment, own=True),
    "PO-17": _Rate(re.compile(r"(?:预算)?结转结余(?:控制)?率|结余结转率"), _carried_over),
    "PO-18": _Rate(re.compile(r"[“\"]?三公[”\"]?经费[”\"]?(?:支出)?控制率"), _three_public, contested=False),
}


def _check(rule: str, context: Context) -> Iterator[Outcome]:
    rate = _RATES[rule]
    for view in performance_forms(context, "PO"):
        for row in view.rows:
            if rate.name.fullmatch(row.name):
                yield _row(row, rate)


def _row(row: Row, rate: _Rate) -> Outcome:
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


def _differs(row: Row, actual: Quantity, basis: _Basis, contested: bool) -> Outcome:
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


def _unmeasured(row: Row, bases: list[_Basis]) -> Outcome:
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


def _procurement(context: Context) -> Iterator[Outcome]:
    """PO-19: no procurement, no rate of it. The budget for procurement is not published, so only that can be told."""
    total = next((s for s in context.by_fact.get("procurement", ()) if s.source.startswith("N11")), None)
    rows = [
        row
        for view in performance_forms(context, "PO")
        for row in view.rows
        if row.name.strip("“”") == "政府采购执行率"
    ]
    if not rows:
        yield not_applicable("没有政府采购执行率指标")
    for row in rows:
        if total is None:
            yield undecidable("文字说明中没有找到政府采购支出总额")
        elif total.value or row.score is None or not row.score.value:
            yield passed([total])
        else:
            message = f"{row.view.name}指标“{row.name}”得分 {row.score.amount.raw}，但政府采购支出总额为 {total.amount.raw}，该指标不适用。"
            terms = (Term.of(row.score), Term.of(total, -1))
            yield Outcome(State.FAIL, terms=terms, message=message, severity=Severity.INFO)


RULES = {**{rule: partial(_check, rule) for rule in _RATES}, "PO-19": _procurement}
