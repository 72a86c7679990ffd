"""Columns of any table that are called differences (增减额, 差额): the later of the two columns before them less the earlier, or the other way."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from juesuan.checking.any_table import Family, Numbers, holding
from juesuan.checking.linear import Equation, equation_of
from juesuan.model.expressions import expression

__all__ = ["differences"]

_CALLED = expression(
    r".{0,12}?(?:(?:比|较|与).{0,8}?)?(?:增减|增加|增减变动|变动|差异|差)(?:额|数|金额|值)(?:[（(].{0,4}元[）)])?"
)
_LATER, _EARLIER = (-1, 1), (1, -1)
_ENOUGH = 2
"""So many that hold show that it is meant: its words say so, too."""


def differences(numbers: Numbers) -> Iterator[Family]:
    """One family for each such column that has two columns of money before it."""
    keys = [column.key for column in numbers.table.columns]
    money = [key for key in keys if _is_money(numbers, key)]
    for key in keys:
        before = [other for other in money if keys.index(other) < keys.index(key)][-2:]
        if key in money and len(before) == len(_LATER) and _CALLED.fullmatch(numbers.head(key).rpartition("/")[2]):
            ways = (
                Family(tuple(_less(numbers, key, before, signs)), _ENOUGH, by_head=True) for signs in (_EARLIER, _LATER)
            )
            yield max(ways, key=holding)


def _is_money(numbers: Numbers, column: str) -> bool:
    stated = [s for row in numbers.table.rows if (s := numbers.at(row, column)) is not None and s.amount.raw]
    return bool(stated) and all(s.amount.unit.is_money for s in stated) and any(s.amount.decimals for s in stated)


def _less(numbers: Numbers, whole: str, before: Sequence[str], signs: tuple[int, int]) -> Iterator[Equation]:
    for row in numbers.table.rows:
        terms = [numbers.at(row, column) for column in (whole, *before)]
        stated = [term for term in terms if term is not None and not term.is_blank]
        if len(stated) == len(terms) and any(term.value for term in stated):
            yield equation_of(tuple(zip((1, *signs), stated, strict=True)))
