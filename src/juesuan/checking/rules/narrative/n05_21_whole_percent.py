"""N05-21 百分比取整后补零.

98.00% for 97.53%: rounded to a whole number and printed with two decimals. Those that the rounding of the amounts also allows prove
nothing by themselves; beside one that it does not allow they are the same habit.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from juesuan.checking.context import Context, not_applicable, passed
from juesuan.model import ClaimOfRatio, Outcome, State, Term

RULE = "N05-21"

_SECTIONS = tuple(f"N{number:02}" for number in range(2, 12))
_HUNDRED = Decimal(100)
_CENT = Decimal("0.01")


def check(context: Context) -> Iterator[Outcome]:
    """One outcome per section with rates."""
    found = False
    for section in _SECTIONS:
        rates = [(c, exact) for c in context.claims(section, ClaimOfRatio) if (exact := _exact(c, context)) is not None]
        found = found or bool(rates)
        whole = [(c, exact) for c, exact in rates if _is_cut(c, exact)]
        if len(whole) > 1 and not all(_within_rounding(claim, context) for claim, _ in whole):
            listed = "；".join(f"{claim.amount.raw} 应为 {exact}%" for claim, exact in whole)
            message = f"{len(whole)} 个百分比被取整后补零：{listed}。"
            terms = tuple(Term(1, "百分比", None, c.place, c.amount.raw) for c, _ in whole)
            yield Outcome(State.FAIL, terms=terms, message=message)
        elif rates:
            yield passed()
    if not found:
        yield not_applicable("文字说明没有能够重算的百分比")


def _exact(claim: ClaimOfRatio, context: Context) -> Decimal | None:
    """What the rate is by the printed amounts, with two decimals."""
    part, whole = context.by_id.get(claim.part), context.by_id.get(claim.whole)
    if claim.amount.decimals != 2 or part is None or whole is None:
        return None
    top, bottom = context.in_document_unit(part), context.in_document_unit(whole)
    if not bottom.value or top.unit is not bottom.unit:
        return None
    return (_HUNDRED * top.value / bottom.value).quantize(_CENT)


def _is_cut(claim: ClaimOfRatio, exact: Decimal) -> bool:
    """Whether a whole number with .00 is printed where the rate has decimals and rounds to it."""
    printed = claim.amount.value
    return printed == printed.to_integral_value() and printed != exact and printed == exact.quantize(Decimal(1))


def _within_rounding(claim: ClaimOfRatio, context: Context) -> bool:
    """Whether the amounts that the rate is made of may be such that it is right."""
    part, whole = context.by_id.get(claim.part), context.by_id.get(claim.whole)
    if part is None or whole is None:
        return True
    top, bottom = context.in_document_unit(part), context.in_document_unit(whole)
    rates = top.interval.divided_by(bottom.interval)
    return rates is None or rates.scaled(_HUNDRED).intersects(claim.amount.interval)
