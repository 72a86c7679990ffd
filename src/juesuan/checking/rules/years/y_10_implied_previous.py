"""Y-10 由增减额推算的上年数的大小关系.

Last year's totals follow from this year's and the stated differences: 收支总计 ≥ 财政拨款总计 ≥ 一般公共预算支出. Where the
implied figures break the order by more than rounding can, one of the three comparisons was made on another basis.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise

from juesuan.checking.context import Context, not_applicable, passed
from juesuan.checking.rendering import money
from juesuan.model import ChangeClaim, ComparedWith, Interval, Outcome, State, Statement, Term

RULE = "Y-10"
LIMITS = True
_CHAIN = (
    ("N01", "total", "收支总计"),
    ("N04", "total", "财政拨款收支总计"),
    ("N05", "spend", "一般公共预算财政拨款支出"),
)


def check(context: Context) -> Iterator[Outcome]:
    """Compares neighbours of the chain that the document states."""
    found: list[tuple[str, Interval, Statement, Statement]] = []
    for section, measure, name in _CHAIN:
        for claim in context.claims(section, ChangeClaim):
            implied = _implied(claim, context)
            fact = implied[1].fact if implied else None
            if (
                implied is None
                or fact is None
                or fact.measure != measure
                or claim.base is not ComparedWith.PREVIOUS
                or fact.get("function")
            ):
                continue
            found.append((name, *implied))
            break
    if len(found) < 2:
        yield not_applicable("没有两处以上写明与上年比较的增减额")
    for (name, before, *terms), (next_name, next_before, *next_terms) in pairwise(found):
        if before.high >= next_before.low:
            yield passed([*terms, *next_terms])
            continue
        stated, expected = _middle(before), _middle(next_before)
        message = (
            f"由增减额推算，上年{name}为 {money(stated)}，小于上年{next_name} {money(expected)} {context.unit.value}，"
            "三处比较的口径可能不一致。"
        )
        all_terms = tuple(map(Term.of, (*terms, *next_terms)))
        yield Outcome(State.FAIL, terms=all_terms, message=message, stated=stated, expected=expected)


def _implied(claim: ChangeClaim, context: Context) -> tuple[Interval, Statement, Statement] | None:
    current, difference = context.by_id.get(claim.current), context.by_id.get(claim.difference)
    if current is None or difference is None:
        return None
    sign = -1 if any(word in claim.word for word in ("增", "升", "提高")) else 1
    now, moved = context.in_document_unit(current), context.in_document_unit(difference)
    half = now.half_width + moved.half_width
    before = now.value + sign * abs(moved.value)
    return Interval(before - half, before + half), current, difference


def _middle(implied: Interval) -> Decimal:
    return (implied.low + implied.high) / 2
