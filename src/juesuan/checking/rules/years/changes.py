"""Y-04, Y-05, Y-06, Y-07, Y-08 与上年比较的增减额和增减率.

The difference and rate that a section states must be those between this year's and last year's documents.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from functools import partial

from juesuan.checking.context import Context, not_applicable, passed, undecidable
from juesuan.checking.rendering import money
from juesuan.model import Band, Claim, Outcome, State, Term

_SECTIONS = {"Y-04": "N01", "Y-05": "N04", "Y-06": "N05", "Y-07": "N10", "Y-08": "N09"}


def _check(section: str, context: Context) -> Iterator[Outcome]:
    claims = [claim for claim in context.claims(section, "change") if claim.base == "previous"]
    if not claims:
        yield not_applicable("文字说明没有与上年比较")
    for claim in claims:
        yield _compare(claim, context)


def _compare(claim: Claim, context: Context) -> Outcome:
    current, difference = (*context.operands(claim), None, None)[:2]
    if current is None or difference is None:
        return undecidable(f"“{claim.text[:30]}”的本年数或增减额未能确定")
    before = context.previous_value(current.fact)
    if before is None:
        return undecidable(f"上年决算中没有找到“{current.label}”")
    now, moved = context.in_document_unit(current).value, abs(context.in_document_unit(difference).value)
    actual = abs(now - before)
    unit_in_last_place = Decimal(1).scaleb(-context.in_document_unit(difference).decimals)
    if actual == moved:
        return passed([current, difference])
    message = (
        f"文中写增减 {difference.amount.raw}，按本年 {money(now)} 与上年决算 {money(before)} 计算应为 {money(actual)} "
        f"{context.unit.value}。"
    )
    tail = abs(actual - moved) <= unit_in_last_place
    return Outcome(
        State.FAIL,
        terms=(Term.of(difference), Term.of(current, -1)),
        message=message,
        band=Band.COPY_TAIL if tail else Band.ERROR,
        stated=moved,
        expected=actual,
        difference=abs(actual - moved),
        allowed=Decimal(0),
    )


RULES = {rule: partial(_check, section) for rule, section in _SECTIONS.items()}
