"""X-17, X-21 满足条件时才成立的等式.

X-17: no money but appropriations moved in the year, so table 03 is tables 05 + 07 + 08, code by code.
X-21: nothing was carried over, so the appropriation received for a code is the appropriation spent on it.
"""

from __future__ import annotations

from collections.abc import Iterator

from juesuan.checking.context import Context, absent, not_applicable, undecidable
from juesuan.checking.linear import instances, judge
from juesuan.model import Outcome, Statement
from juesuan.standard.expression import parse

_ALL_APPROPRIATED = tuple(
    f"T03[code].C{own} = T05[code].C{own} + T07[code].C{fund} + T08[code].C{fund}"
    for own, fund in ((1, 3), (2, 4), (3, 5))
)
_RECEIVED_IS_SPENT = "T02[code].C2 = T05[code].C1 + T07[code].C3 + T08[code].C3"


def _values(context: Context, *cells: tuple[str, str, str]) -> list[Statement] | None:
    found = [context.cell(*cell) for cell in cells]
    return [s for s in found if s is not None] if all(s is not None and not s.ambiguous for s in found) else None


def _only_appropriations(context: Context) -> Iterator[Outcome]:
    cells = _values(
        context,
        ("T02", "*", "C1"),
        ("T02", "*", "C2"),
        ("T01", "L29", "C1"),
        ("T04", "L28", "C1"),
        ("T01", "L60", "C2"),
        ("T04", "L60", "C2"),
    )
    if cells is None:
        yield undecidable("收入决算表、收支总表或财政拨款收支总表没有读全")
        return
    income, appropriated, opening, fiscal_opening, closing, fiscal_closing = (s.value for s in cells)
    if income != appropriated or opening - fiscal_opening != closing - fiscal_closing:
        yield not_applicable("当年有财政拨款以外的资金收支")
        return
    for expression in _ALL_APPROPRIATED:
        yield from _evaluate(expression, context)


def _nothing_carried(context: Context) -> Iterator[Outcome]:
    cells = _values(context, ("T04", "L28", "C1"), ("T04", "L60", "C2"))
    if cells is None:
        yield absent(context, "T04")
    elif any(statement.value for statement in cells):
        yield not_applicable("财政拨款有年初或年末结转结余")
    else:
        yield from _evaluate(_RECEIVED_IS_SPENT, context)


def _evaluate(expression: str, context: Context) -> Iterator[Outcome]:
    for instance in instances(parse(expression), context):
        yield judge(instance, context)


RULES = {"X-17": _only_appropriations, "X-21": _nothing_carried}
