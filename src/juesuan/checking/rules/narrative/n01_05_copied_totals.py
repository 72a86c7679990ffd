"""N01-05 一与四的文字相同而两张总表的总计不同.

收支总体情况 and 财政拨款总体情况 with the same amounts and percentages, over two forms whose 总计 differ: one was copied from the other.
Where the two 总计 are equal the sections may well read the same.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from juesuan.checking.context import Context, absent, not_applicable, passed
from juesuan.model import ChangeClaim, Outcome, State, Statement, Suspect, Term

RULE = "N01-05"


def check(context: Context) -> Iterator[Outcome]:
    """Compares the figures of the two sections when the two 总计 of the tables differ."""
    (one, figures), (four, others) = _numbers("N01", context), _numbers("N04", context)
    all_money, fiscal = context.cell("T01", "L31", "C1"), context.cell("T04", "L32", "C1")
    if not one or not four or len(figures) <= 2:
        yield not_applicable("没有同时读到收支总体情况和财政拨款总体情况及其增减")
    elif all_money is None or fiscal is None:
        yield absent(context, "T01" if all_money is None else "T04")
    elif all_money.value == fiscal.value or figures != others:
        yield passed([one[0], four[0]])
    else:
        wrong = 0 if one[0].value != all_money.value else 1
        message = (
            f"收支总体情况与财政拨款总体情况的金额和百分比完全相同（{'、'.join(dict.fromkeys(figures))}），"
            f"但两张表的总计分别为 {all_money.amount.raw} 和 {fiscal.amount.raw}，应是复制后没有改数。"
        )
        yield Outcome(
            State.FAIL,
            terms=tuple(map(Term.of, (one[0], four[0], all_money, fiscal))),
            message=message,
            stated=one[0].value,
            expected=all_money.value,
            suspects=(Suspect(wrong, Decimal("0.8")),),
        )


def _numbers(section: str, context: Context) -> tuple[list[Statement], list[str]]:
    """What a section states, and its amounts and percentages as printed."""
    stated = [s for s in context.prose(section) if s.amount.unit.is_money]
    rates = [claim.amount.raw for claim in context.claims(section, ChangeClaim) if claim.amount is not None]
    return stated, [f"{s.value:f}" for s in stated] + rates
