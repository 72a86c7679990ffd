"""Warnings of a month: what, at which level, and why in words that name figures and rows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal

from msgspec import Struct

from juesuan.performance.evidence.tables import Evidence
from juesuan.performance.monitoring.anomalies import Anomaly, Excused, JudgedMonths
from juesuan.performance.monitoring.growth import GrowthLine
from juesuan.performance.monitoring.lateness import Reporting
from juesuan.performance.monitoring.months import Month
from juesuan.performance.monitoring.open_work import PlanState, ProblemState
from juesuan.performance.monitoring.printed import amount, percent
from juesuan.performance.monitoring.robust import logarithm
from juesuan.performance.monitoring.series import ReportSeries
from juesuan.standard.monitoring import MonitoringSchema

__all__ = ["Alert", "alerts_of_anomalies", "alerts_of_open_work", "alerts_of_reporting", "sharp_falls"]


class Alert(Struct, frozen=True):
    """A warning.

    Attributes:
        level: id of its level; level_name: as it is printed. kind: a key of the warnings of ``monitoring.toml``; title: what that is.
        subject: an enterprise, a problem, a project. reason: in words. where: the row that it rests on; empty where there is none.
        month: of which it is.
    """

    level: str
    level_name: str
    kind: str
    title: str
    subject: str
    reason: str
    where: str
    month: Month


class _Grading:
    """Makes warnings of what reaches a level."""

    def __init__(self, schema: MonitoringSchema, evidence: Evidence, month: Month) -> None:
        self.schema, self.evidence, self.month = schema, evidence, month

    def alert(self, kind: str, size: Decimal, subject: str, reason: str, place: int | None = None) -> Iterator[Alert]:
        level = self.schema.level(kind, size)
        if level is not None:
            title = self.schema.title(kind)
            where = self.evidence.where(place)
            yield Alert(level.id, level.name, kind, title, subject, reason, where, self.month)


def alerts_of_anomalies(
    anomalies: Iterable[Anomaly], series: ReportSeries, schema: MonitoringSchema, evidence: Evidence
) -> Iterator[Alert]:
    """A warning for each figure that cannot be left as it is."""
    for item in anomalies:
        grading = _Grading(schema, evidence, item.month)
        yield from grading.alert(item.kind, item.size, item.enterprise, _told(item, series), item.place)


def _told(item: Anomaly, series: ReportSeries) -> str:
    """Why a figure is an anomaly: with the figures that it was held against."""
    column = series.column(item.measure)
    title = column.title if column is not None else item.measure
    figure = f"{item.month}{title} {amount(item.figure, column)}"
    expected = amount(item.expected, column) if item.expected is not None else ""
    match item.kind:
        case "negative":
            return f"{figure}，是负数"
        case "zero":
            return f"{figure}，此前 {item.size} 个月都有数"
        case "stuck":
            return f"{figure}，与上月完全相同"
        case "slip":
            power = 10 ** int(item.size)
            way = f"大约 {power} 倍" if item.expected is not None and item.figure > item.expected else f"大约 1/{power}"
            return f"{figure}，是推算数 {expected}的{way}，请核对单位和小数点"
    way = "低" if item.kind == "fall" else "高"
    peers = f"、同期 {item.peers} 家同行" if item.peers else ""
    times = f"，为自身正常波动的 {item.times:.1f} 倍" if item.times is not None else ""
    return f"{figure}，比按前后月份{peers}和其他年份同月推算的 {expected}{way} {item.size * 100:.0f}%{times}"


def sharp_falls(
    lines: Sequence[GrowthLine],
    judged: JudgedMonths,
    months: Sequence[Month],
    *,
    series: ReportSeries,
    schema: MonitoringSchema,
    evidence: Evidence,
) -> tuple[tuple[Alert, ...], tuple[Excused, ...]]:
    """Enterprises that fell far against the year before in some months, beyond what they fluctuate by.

    Those that are anomalies in one of these months are told already; of those whose base is one nothing can be said.
    """
    month = months[-1]
    grading = _Grading(schema, evidence, month)
    told = {item.enterprise for item in judged.anomalies if item.month in months}
    bases = {month.last_year for month in months}
    spoilt = {item.enterprise for item in judged.anomalies if item.month in bases}
    alerts, excused = list[Alert](), list[Excused]()
    measure = schema.reports.judged[0]
    column = series.column(measure)
    rows = {enterprise.name: enterprise.rows for enterprise in series.enterprises}
    period = f"{month.year}年{month.year_so_far}" if len(months) > 1 else str(month)
    for line in lines:
        if line.name in told or line.now <= 0 or line.now >= line.base or line.growth is None:
            continue
        usual = judged.scales.get(line.name)
        away = logarithm(line.base / line.now)
        if usual is None or away <= schema.judging.sharp.value * usual:
            continue
        size = (line.base - line.now) / line.base
        figures = f"{amount(line.now, column)}，上年同期 {amount(line.base, column)}"
        reason = f"{period}{column.title if column else ''} {figures}，下降 {percent(-line.growth)}"
        found = list(grading.alert("sharp", size, line.name, reason, rows[line.name][month].places[0]))
        if line.name in spoilt and found:
            excused.append(Excused(line.name, month, "上年同期的数是异常数，同比不作判断"))
        else:
            alerts += found
    return tuple(alerts), tuple(excused)


def alerts_of_reporting(
    reporting: Reporting, month: Month, schema: MonitoringSchema, evidence: Evidence
) -> Iterator[Alert]:
    """A warning for each report that is missing or late."""
    grading = _Grading(schema, evidence, month)
    for item in reporting.late:
        before = f"；此前 11 个月迟报、未报 {item.before} 次" if item.before else ""
        if item.missing:
            months = "、".join(map(str, item.missing))
            yield from grading.alert(
                "missing", Decimal(len(item.missing)), item.enterprise, f"没有报{months}的月报{before}"
            )
        else:
            reason = f"{item.reported} 报送，应在 {reporting.due} 前，迟 {item.days} 天{before}"
            yield from grading.alert("late", Decimal(item.days), item.enterprise, reason, item.place)


def alerts_of_open_work(
    problems: ProblemState, plans: Iterable[PlanState], month: Month, schema: MonitoringSchema, evidence: Evidence
) -> Iterator[Alert]:
    """A warning for each problem that is open for too long, and for what is behind its plan."""
    grading = _Grading(schema, evidence, month)
    for item in problems.pending:
        reason = f"{item.opened} 反映，到 {month.last_day} 已 {item.days} 天未办结，责任单位：{item.owner}"
        subject = f"问题 {item.number}（{item.enterprise}）"
        yield from grading.alert("problem", Decimal(item.days), subject, reason, item.place)
    for plan in plans:
        kind = "pace" if plan.way == "pace" else "overdue"
        for work in plan.behind:
            how = f"落后 {work.size} 个百分点" if plan.way == "pace" else f"已超期 {work.size} 天"
            whose = f"（{work.owner}）" if work.owner else ""
            reason = f"计划 {work.planned}，实际 {work.done}，{how}"
            yield from grading.alert(kind, work.size, f"{work.name}{whose}", reason, work.place)
