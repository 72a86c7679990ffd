"""The tables and charts of a month's brief: texts in rows, ready to be printed."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal

from msgspec import Struct

from juesuan.formats.printing.plots import Plot
from juesuan.model import Problem
from juesuan.performance.monitoring.alerts import Alert
from juesuan.performance.monitoring.growth import GrowthLine
from juesuan.performance.monitoring.open_work import PlanState, ProblemState
from juesuan.performance.monitoring.printed import signed
from juesuan.performance.monitoring.report import MeasureReport, MonthReport

__all__ = [
    "BriefTable",
    "alert_table",
    "contribution_plot",
    "enterprise_table",
    "history_plot",
    "line_table",
    "measure_table",
    "owner_table",
    "plan_table",
    "problem_table",
    "row_of",
    "sector_table",
    "shown_sum",
    "told_sum",
]

_EACH_SIDE, _OLDEST = 10, 20
_CENT = Decimal("0.01")
_VALUE = re.compile(r"(?P<number>-?\d+(?:\.\d+)?)(?P<unit>\D*)")


class BriefTable(Struct, frozen=True):
    """A table.

    Attributes:
        title: with the unit where all figures have one. header, rows: texts. widths: of the columns, in parts of the whole.
        figures: columns, from 0, whose texts stand at the right. origin: the column of the rows that a line rests on; None: there is none.
    """

    title: str
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    widths: tuple[int, ...]
    figures: tuple[int, ...] = ()
    origin: int | None = None


def shown_sum(value: Decimal | None, measure: MeasureReport) -> str:
    """A sum in the unit that is printed, without it."""
    if value is None:
        return ""
    scaled = value.scaleb(-4) if measure.is_money else value
    return f"{scaled.quantize(_CENT, ROUND_HALF_UP):,}"


def told_sum(value: Decimal | None, measure: MeasureReport) -> str:
    """The same with its unit."""
    return f"{shown_sum(value, measure)} {measure.unit}".rstrip()


def measure_table(report: MonthReport) -> BriefTable:
    """All measures: sums of both years, and growth."""
    rows = []
    for measure in report.measures:
        for growth in measure.periods:
            total = growth.total
            rows.append(
                (
                    f"{measure.title}（{measure.unit}）" if measure.unit else measure.title,
                    growth.period.removeprefix(f"{report.month.year}年"),
                    shown_sum(growth.now.value, measure),
                    shown_sum(growth.base.value, measure),
                    signed(growth.growth),
                    str(len(growth.enterprises)) if total is not None else "",
                    signed(total.growth) if total is not None else "",
                )
            )
    header = ("指标", "期间", "本期", "上年同期", "全口径增长（%）", "同口径家数", "同口径增长（%）")
    return BriefTable("主要指标", header, tuple(rows), (21, 13, 18, 18, 12, 9, 12), (2, 3, 4, 5, 6))


def history_plot(measure: MeasureReport) -> Plot:
    """The sums of the months up to this one."""
    names = tuple(f"{point.month.year % 100:02d}-{point.month.number:02d}" for point in measure.history)
    values = tuple(Decimal(point.value) if point.value is not None else None for point in measure.history)
    return Plot("columns", f"{measure.title}：近 {len(names)} 个月", measure.title, measure.unit, names, values)


def _line(line: GrowthLine, measure: MeasureReport) -> tuple[str, ...]:
    return (shown_sum(line.now, measure), shown_sum(line.base, measure), signed(line.growth), signed(line.points))


_FIGURES = ("本月", "上年同月", "增长（%）", "拉动（百分点）")


def sector_table(measure: MeasureReport) -> BriefTable:
    """Sectors by what they contribute, and their sum."""
    growth = measure.month
    counts = {line.name: sum(item.sector == line.name for item in growth.enterprises) for line in growth.sectors}
    rows = [(line.name, str(counts[line.name]), *_line(line, measure)) for line in growth.sectors]
    if growth.total is not None:
        rows.append(("合计（同口径）", str(len(growth.enterprises)), *_line(growth.total, measure)))
    title = f"{measure.title}分行业（{measure.unit}）"
    return BriefTable(title, ("行业", "家数", *_FIGURES), tuple(rows), (24, 8, 18, 18, 14, 18), (1, 2, 3, 4, 5))


def enterprise_table(measure: MeasureReport) -> BriefTable:
    """The enterprises that pull most, up and down."""
    lines = measure.month.enterprises
    if len(lines) > 2 * _EACH_SIDE:
        lines = (*lines[:_EACH_SIDE], *lines[-_EACH_SIDE:])
    rows = tuple((line.name, line.sector, *_line(line, measure)) for line in lines)
    title = f"{measure.title}拉动前列和后列的企业（{measure.unit}）"
    return BriefTable(title, ("企业", "行业", *_FIGURES), rows, (28, 13, 15, 15, 13, 17), (2, 3, 4, 5))


def contribution_plot(measure: MeasureReport) -> Plot:
    """What each sector contributes."""
    lines = measure.month.sectors
    values = tuple(line.points for line in lines)
    return Plot(
        "bars", f"各行业对{measure.title}增长的拉动", "拉动", "百分点", tuple(line.name for line in lines), values
    )


def alert_table(title: str, alerts: Sequence[Alert]) -> BriefTable:
    """Warnings with their reasons and rows."""
    rows = tuple((item.level_name, item.title, item.subject, item.reason, item.where) for item in alerts)
    return BriefTable(title, ("级别", "事项", "对象", "原因", "依据"), rows, (7, 13, 20, 40, 20), origin=4)


def owner_table(found: ProblemState) -> BriefTable:
    """Open problems by who has them and for how long."""
    rows = [(owner, *map(str, counts), str(sum(counts))) for owner, counts in found.by_owner]
    sums = [sum(counts[band] for _, counts in found.by_owner) for band in range(len(found.ages))]
    rows.append(("合计", *map(str, sums), str(sum(sums))))
    header = ("责任单位", *found.ages, "合计")
    widths = (34, *[14] * len(found.ages), 10)
    return BriefTable("未办结问题（个）", header, tuple(rows), widths, tuple(range(1, len(header))))


def problem_table(found: ProblemState) -> BriefTable:
    """The oldest of them."""
    rows = tuple(
        (item.number, item.enterprise, item.owner, item.opened.isoformat(), str(item.days))
        for item in found.pending[:_OLDEST]
    )
    title = "未办结时间最长的问题" if len(found.pending) > _OLDEST else "未办结的问题"
    return BriefTable(title, ("编号", "企业", "责任单位", "反映日期", "已过天数"), rows, (10, 34, 28, 16, 12), (4,))


def plan_table(plan: PlanState) -> BriefTable:
    """What is behind its plan."""
    size = "落后（百分点）" if plan.way == "pace" else "超期（天）"
    rows = tuple((item.name, item.owner, item.planned, item.done, f"{item.size}") for item in plan.behind)
    return BriefTable(f"落后的{plan.title}", ("名称", "单位", "计划", "实际", size), rows, (27, 25, 24, 20, 16), (4,))


def line_table(report: MonthReport) -> BriefTable:
    """Measures of the month and the year so far."""
    rows = tuple((line.name, _evened(line.month.value), _evened(line.year.value)) for line in report.lines)
    title = "其他工作" if report.month.number < 12 else "其他工作（全年数即自评的完成值）"
    header = ("事项", "本月", report.month.year_so_far if report.month.number < 12 else "全年")
    return BriefTable(title, header, rows, (44, 28, 28), (1, 2))


def _evened(value: str | None) -> str:
    """A value as the other figures of the brief are printed: thousands apart; money and rates with two decimals."""
    found = _VALUE.fullmatch(value or "")
    if found is None:
        return value or ""
    number, unit = Decimal(found["number"]), found["unit"]
    decimals = len(found["number"].partition(".")[2])
    shown = f"{number:,.{max(decimals, 2)}f}" if unit.endswith(("元", "%")) else f"{number:,}"
    return f"{shown}{unit}" if unit == "%" else f"{shown} {unit}".rstrip()


def row_of(problem: Problem) -> str:
    """Where a finding on a table is."""
    place = problem.place
    line = f"第{place.line}行{place.column or ''}" if place.line else ""
    return " ".join(filter(None, (problem.file, "!".join(filter(None, (place.sheet, place.cell or line))))))
