"""X-36 同一金额以两种单位写出而不一致.

642.50万元（约合0.06亿元）: what a section states twice, in two units of money, is one amount within what the printed decimals allow. What a form
states, too, is held against the form by the rules of the sections.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from juesuan.checking.context import Context, not_applicable
from juesuan.checking.linear import equation_of, judge
from juesuan.model import Outcome, Statement

RULE = "X-36"


def check(context: Context) -> Iterator[Outcome]:
    """One outcome per amount that is told in another unit."""
    pairs = list(_pairs(context))
    if not pairs:
        yield not_applicable("没有以两种单位写出的同一金额")
    for first, again in pairs:
        yield judge(equation_of(((1, first), (-1, again))), context)


def _pairs(context: Context) -> Iterator[tuple[Statement, Statement]]:
    for found in context.by_fact.values():
        if any(not statement.in_prose for statement in found):
            continue
        told: dict[tuple[str, int], list[Statement]] = {}
        for statement in found:
            if statement.amount.unit.is_money:
                told.setdefault((statement.source, statement.instance), []).append(statement)
        for alike in told.values():
            yield from ((one, other) for one, other in pairwise(alike) if one.amount.unit is not other.amount.unit)
