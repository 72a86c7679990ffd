"""Blocks of funds that several forms print alike: a sheet that was filled in on top of another project's.

Two projects may cost the same; that all their sources at all stages do, in amounts of several digits, is no chance. Where the text or an
indicator of one of these forms names other money, it is the block that is in doubt, and not what contradicts it.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from functools import lru_cache

from juesuan.checking.context import Context
from juesuan.checking.performance.views import FormView, performance_forms

__all__ = ["COPIED", "forms_with_the_block", "said_of_the_block"]

COPIED = "先核对自评表的资金是否照抄了其他项目的表，按本项目的实际资金改正；不要照这一资金改正与它不符的文字或指标。"
"""What to do about a block that others print as well."""

_TELLING = 4  # digits of an amount that is not met twice by chance
_LEAST = 3  # filled cells of a block

_Block = tuple[tuple[str, str, Decimal], ...]


@lru_cache(maxsize=1)
def forms_with_the_block(context: Context) -> Mapping[int, tuple[FormView, ...]]:
    """By the number of a project form: all forms that print its block of funds, where there are several of other names.

    Asked for every number that a block contradicts, and the same for all of a document.
    """
    found: dict[_Block, list[FormView]] = {}
    for view in performance_forms(context, "PP"):
        block = _block(view)
        if len(block) >= _LEAST and any(_digits(value) >= _TELLING for _, _, value in block):
            found.setdefault(block, []).append(view)
    alike = (views for views in found.values() if len({view.name for view in views}) > 1)
    return {view.form.instance: tuple(views) for views in alike for view in views}


def said_of_the_block(view: FormView) -> str:
    """Which other forms print the same block, as the end of a message; empty where none does."""
    others = [
        other for other in forms_with_the_block(view.context).get(view.form.instance, ()) if other.name != view.name
    ]
    if not others:
        return ""
    pages = list(dict.fromkeys(str(other.form.place.page) for other in others if other.form.place.page))
    where = f"（第 {'、'.join(pages)} 页）" if pages else ""
    return f"；这份表的资金各数与{'、'.join(other.name for other in others[:3])}{where}完全相同，可能照抄了其他项目的表"


def _block(view: FormView) -> _Block:
    """The money of the funds that is not nothing, by row and stage."""
    cells = ((row, column, s) for (row, column), s in view.cells.items() if s.amount.unit.is_money and row[0] != "i")
    return tuple(sorted((row, column, s.value) for row, column, s in cells if s.value))


def _digits(value: Decimal) -> int:
    return len(value.normalize().as_tuple().digits)
