"""PO-02, PP-02 执行率＝全年执行数÷全年预算数.

The printed rate must be possible for the two printed amounts; one that was cut off instead of rounded is a tail. With a budget of zero
there is no rate: blank, a dash and 0 are all accepted, any other number is at most a note. Rows that repeat the figures of the total are
one finding with it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from functools import partial

from juesuan.checking.context import Context, passed
from juesuan.checking.performance import FormView, performance_forms
from juesuan.checking.rendering import percent
from juesuan.model import Band, Outcome, Severity, State, Term


def _check(kind: str, context: Context) -> Iterator[Outcome]:
    for view in performance_forms(context, kind):
        failures: dict[tuple[str, ...], Outcome] = {}
        for row, cells in view.rows_with("adjusted", "executed", "rate"):
            outcome = _row(view, row)
            key = tuple(cell.amount.raw for cell in cells)
            if outcome.state is not State.FAIL:
                yield outcome
            elif key in failures:
                failures[key] = replace(failures[key], terms=failures[key].terms + outcome.terms)
            else:
                failures[key] = outcome
        yield from failures.values()


def _row(view: FormView, row: str) -> Outcome:
    adjusted, executed, rate = view.cells[row, "adjusted"], view.cells[row, "executed"], view.cells[row, "rate"]
    expected = view.rate(row)
    terms = (Term.of(rate), Term.of(executed, -1), Term.of(adjusted, -1))
    if expected is None:
        if not rate.value or executed.value:
            return passed([rate, executed, adjusted])
        message = f"“{rate.label}”印为 {rate.amount.raw}，但全年预算数和执行数都没有金额，不应填写执行率。"
        return Outcome(State.FAIL, terms=terms, message=message, severity=Severity.INFO)
    if rate.amount.interval.intersects(expected):
        return passed([rate, executed, adjusted])
    exact = 100 * view.precise(executed).value / view.precise(adjusted).value
    message = (
        f"“{rate.label}”印为 {rate.amount.raw}，按执行数 {executed.amount.raw or '空'} ÷ 全年预算数 {adjusted.amount.raw} "
        f"计算应为 {percent(exact)}。"
    )
    cut_off = abs(rate.value - exact) <= Decimal(1).scaleb(-rate.amount.decimals)
    return Outcome(
        State.FAIL,
        terms=terms,
        message=message,
        band=Band.COPY_TAIL if cut_off else Band.ERROR,
        stated=rate.value,
        expected=exact,
        difference=abs(rate.value - exact),
        equation=f"{executed.amount.raw or '0'} ÷ {adjusted.amount.raw} × 100% = {percent(exact)}",
    )


RULES = {"PO-02": partial(_check, "PO"), "PP-02": partial(_check, "PP")}
