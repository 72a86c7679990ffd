"""Measures of the month, of the year so far and of the year: what a self-evaluation asks of the same tables, by the same measures."""

from __future__ import annotations

from msgspec import Struct
from msgspec.structs import replace

from juesuan.performance.evidence.measures import STATISTICS, EvidenceMeasure, measured
from juesuan.performance.evidence.shown import Shown
from juesuan.performance.evidence.tables import Evidence
from juesuan.performance.monitoring.months import Month
from juesuan.standard.monitoring import MonthLine

__all__ = ["ShownLine", "line_of"]


class ShownLine(Struct, frozen=True):
    """A line.

    Attributes:
        month, year: of the month, and of its year up to it. whole: whether that is all of the year: then it is the line of the
        self-evaluation. cells: how the measure stands in 佐证取数: table, statistic, field, conditions, share, period of the year.
    """

    name: str
    month: Shown
    year: Shown
    whole: bool
    cells: tuple[str, str, str, str, str, str]


def line_of(line: MonthLine, evidence: Evidence, month: Month) -> ShownLine:
    """What a line comes to."""
    dated = f"按{line.by_date} " if line.by_date else ""
    so_far = f"{month.year}年" if month.number == 12 else f"{month.year}年1-{month.number}月"
    shown = (
        measured(_measure(line, f"{dated}{period}"), evidence, month.year)
        for period in (f"{month.year}年{month.number}月", so_far)
    )
    of_month, of_year = (
        replace(found, value=f"{found.value}{line.unit}") if found.value is not None else found for found in shown
    )
    cells = (
        line.table,
        STATISTICS[line.statistic],
        line.field,
        line.conditions,
        line.share,
        f"{dated}{month.year}年" if dated else "",
    )
    return ShownLine(line.name, of_month, of_year, month.number == 12, cells)


def _measure(line: MonthLine, period: str) -> EvidenceMeasure:
    return EvidenceMeasure(line.table, line.statistic, line.field, line.conditions, line.share, period)
