"""N09-12 “三公”人均、车均费用与金额和数量不符.

人均接待费 is the cost over the guests, 批均接待费 over the batches, 人均出国（境）费 over the travellers, 车均维护费 over the
vehicles held, 车均购置费 over those bought. The row of the register
names each average with what it is the quotient of, and what else may have been counted: guests from abroad were, or were not.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from juesuan.checking.context import Context, not_applicable, passed, undecidable
from juesuan.checking.rendering import money
from juesuan.model import Band, FactKey, Interval, Outcome, State, Statement, Term

RULE = "N09-12"


def check(context: Context) -> Iterator[Outcome]:
    """One outcome per average that is printed."""
    said = False
    for group in context.rules[RULE].subjects:
        averages = [s for s in context.by_fact.get(str(group[0]), ()) if s.in_prose]
        cost, count, *others = (_stated(fact, context) for fact in group[1:])
        abroad = any(other is not None and other.value for other in others)
        for average in averages:
            said = True
            if cost is None or count is None or not count.value:
                yield undecidable(f"“{average.label}”所依的金额或数量未能读出", [average])
            else:
                yield _judged(average, cost, count, abroad=abroad)
    if not said:
        yield not_applicable("文字说明没有写人均、车均费用")


def _stated(fact: FactKey, context: Context) -> Statement | None:
    return next((s for s in context.by_fact.get(str(fact), ()) if s.in_prose), None)


def _judged(average: Statement, cost: Statement, count: Statement, *, abroad: bool) -> Outcome:
    amount = cost.amount.to(average.amount.unit) if cost.amount.unit.is_money else cost.amount
    quotient = amount.possible.divided_by(Interval(count.value, count.value))
    if quotient is not None and average.amount.interval.intersects(quotient):
        return passed([average, cost, count])
    if abroad:
        return undecidable(f"“{average.label}”是否计入国（境）外来宾未能确定", [average])
    finest = Decimal(1).scaleb(-max(average.amount.decimals, 2))
    exact = (amount.value / count.value).quantize(finest)
    shown = f"{cost.amount.raw} ÷ {count.amount.raw}"
    message = (
        f"“{average.label}”为 {average.amount.raw}，按 {shown} 计算应为 {money(exact)} {average.amount.unit.value}。"
    )
    terms = (Term.of(average), Term.of(cost, -1), Term.of(count, -1))
    return Outcome(State.FAIL, terms=terms, message=message, band=Band.ERROR)
