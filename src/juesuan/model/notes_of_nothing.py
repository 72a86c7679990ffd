"""Notes under a form that say that there is nothing in it: “本表无数据”, “没有政府性基金预算收支”."""

from __future__ import annotations

from juesuan.model.expressions import expression
from juesuan.model.table import Table

__all__ = ["denies", "is_said_to_be_empty"]

_DENIAL = expression(r"(没有|无|不涉及).*(收入|支出|安排|数据|预算|拨款|经费|收支)|空表|无数据")


def denies(text: str) -> bool:
    """Whether a note, or a clause of it, says that there is nothing."""
    return _DENIAL.search(text) is not None


def is_said_to_be_empty(table: Table) -> bool:
    """Whether one of its notes says so: then its blank cells are nothing, not something that was left out."""
    return any(map(denies, table.notes))
