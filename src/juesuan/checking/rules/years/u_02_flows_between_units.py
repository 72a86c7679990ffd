"""U-02 单位之间往来抵销的收入与支出不等.

What units received from each other and what they paid each other is one amount: as much as the department's 上级补助收入 is less than the sum of its
units', its 对附属单位补助支出 is less than theirs; so with 附属单位上缴收入 and 上缴上级支出. Only where all units are given and state both.
A warning: it may be that only one side was recorded as such. Source: 部门决算汇总和抵销.
"""

from __future__ import annotations

from collections.abc import Iterator

from juesuan.arithmetic.bands import Fit, judged
from juesuan.checking.context import Context, not_applicable, passed, undecidable
from juesuan.checking.of_units import OfUnits, Summable, Summed, given_units
from juesuan.checking.rendering import money
from juesuan.model import Amount, Band, Outcome, State, Term

RULE = "U-02"


def check(context: Context) -> Iterator[Outcome]:
    """One outcome per kind of money between units."""
    if not context.units:
        yield not_applicable("未提供所属单位的决算")
        return
    flows = context.rules[RULE].subjects
    found = OfUnits(context, given_units(context), Summable(flows))
    for flow in flows:
        sides = found.flow(flow)
        yield _judge(*sides, context) if sides is not None else undecidable("单位没有给齐，或者往来的数没有读出")


def _judge(got: Summed, paid: Summed, context: Context) -> Outcome:
    stated = [summed.stated for summed in (got, paid) if summed.stated is not None]
    found = judged([*_eliminated(got, 1), *_eliminated(paid, -1)])
    if found.fit.holds:
        return passed(stated)
    names = [context.standard.vocabulary.name(summed.fact) for summed in (got, paid)]
    away = [summed.total - summed.own.value for summed in (got, paid)]
    unit = context.unit.value
    message = (
        f"各单位“{names[0]}”合计 {money(got.total)} {unit}，部门为 {money(got.own.value)} {unit}，抵销 {money(away[0])} {unit}；"
        f"“{names[1]}”合计 {money(paid.total)} {unit}，部门为 {money(paid.own.value)} {unit}，抵销 {money(away[1])} {unit}。"
        "单位之间的往来两边应抵销同样的数。"
    )
    return Outcome(
        State.FAIL,
        terms=tuple(Term.of(statement, sign) for statement, sign in zip(stated, (1, -1), strict=True)),
        message=message,
        band=Band.UNLIKELY_ROUNDING if found.fit is Fit.IMPROBABLE else Band.ERROR,
        difference=abs(away[0] - away[1]),
        allowed=found.allowed,
    )


def _eliminated(summed: Summed, sign: int) -> list[tuple[int, Amount]]:
    return [*((sign, part) for part in summed.amounts), (-sign, summed.own)]
