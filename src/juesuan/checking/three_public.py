"""What the text counts of the three public expenses: 团组, 人次, vehicles, 批次."""

from __future__ import annotations

from juesuan.checking.context import Context
from juesuan.model import FactKey, Statement

__all__ = ["stated_counts"]

_SECTIONS = {"N09", "N12"}


def stated_counts(context: Context, fact: FactKey | str) -> list[Statement]:
    """The counts stated in the section; what was bought may stand in the section on state property."""
    return [s for s in context.by_fact.get(str(fact), ()) if s.in_prose and s.source[:3] in _SECTIONS]
