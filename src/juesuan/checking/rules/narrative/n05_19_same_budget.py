"""N05-19 同一款的几项年初预算数相同.

Two 项 of one 款 with the same budget to the cent are nearly always a sentence copied and not changed.
0 is no budget, and amounts of one or two digits (0.01, 0.37) are equal by chance. Items of one 项 are printed twice: that is N05-10.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal

from juesuan.checking.context import Context, not_applicable, passed
from juesuan.checking.narrated_items import narrated_items
from juesuan.model import Outcome, State, Statement, Term

RULE = "N05-19"

_SECTION_DIGITS = 5
_CHANCE_DIGITS = 2


def check(context: Context) -> Iterator[Outcome]:
    """One outcome per group of equal budgets; else one for all."""
    groups: dict[tuple[str, Decimal], list[Statement]] = defaultdict(list)
    codes: dict[tuple[str, Decimal], set[str]] = defaultdict(set)
    for item in narrated_items(context):
        if item.initial is not None and _is_telling(item.initial, context) and item.code:
            key = item.code[:_SECTION_DIGITS], item.initial.value
            groups[key].append(item.initial)
            codes[key].add(item.code)
    repeated = [group for key, group in groups.items() if len(codes[key]) > 1]
    if not groups:
        yield not_applicable("文字说明没有逐项写明年初预算数")
    elif not repeated:
        yield passed(group[0] for group in groups.values())
    for group in repeated:
        numbers = "、".join(str(statement.instance) for statement in group)
        message = f"同一款的第 {numbers} 项年初预算都写 {group[0].amount.raw}，可能是照抄了上一项。"
        terms = (
            Term.of(group[0]),
            *(Term.of(other, -1) for other in group[1:]),
        )  # held against each other: one may be wrong
        yield Outcome(State.FAIL, terms=terms, message=message)


def _is_telling(statement: Statement, context: Context) -> bool:
    amount = context.in_document_unit(statement)
    return abs(amount.value) >= Decimal(1).scaleb(_CHANCE_DIGITS - amount.decimals)
