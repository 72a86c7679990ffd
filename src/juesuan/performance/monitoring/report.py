"""Everything that is to be known of a month, as one value: what brief, workbook, page, text and JSON are made of."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec import Struct

from juesuan.model import Problem
from juesuan.performance.evidence.tables import Evidence
from juesuan.performance.monitoring.alerts import (
    Alert,
    alerts_of_anomalies,
    alerts_of_open_work,
    alerts_of_reporting,
    sharp_falls,
)
from juesuan.performance.monitoring.anomalies import Anomaly, Excused, JudgedMonths, Unjudged, judged
from juesuan.performance.monitoring.growth import Growth, growth_of, whole_sum
from juesuan.performance.monitoring.lateness import Reporting, reporting_of
from juesuan.performance.monitoring.lines import ShownLine, line_of
from juesuan.performance.monitoring.months import Month
from juesuan.performance.monitoring.open_work import PlanState, ProblemState, plans_of, problems_of
from juesuan.performance.monitoring.printed import in_unit, unit_of
from juesuan.performance.monitoring.series import ReportSeries, read_series
from juesuan.standard import Standard
from juesuan.standard.monitoring import MonitoringSchema

__all__ = ["HistoryPoint", "MeasureReport", "MonthReport", "latest_month", "monitored", "months_there"]

_CHARTED = 13
"""Months that a chart shows: the month, and those back to the same one of the year before."""


class HistoryPoint(Struct, frozen=True):
    """The whole sum of a month; None where it cannot be told. In the unit that is printed."""

    month: Month
    value: str | None


class MeasureReport(Struct, frozen=True):
    """A measure of the reports: the month, the year so far, and the months up to it."""

    key: str
    title: str
    unit: str
    is_money: bool
    month: Growth
    year: Growth
    history: tuple[HistoryPoint, ...]

    @property
    def periods(self) -> tuple[Growth, ...]:
        """The month and the year so far; in January these are one."""
        return (self.month, self.year) if self.month.period != self.year.period else (self.month,)


class MonthReport(Struct, frozen=True):
    """A month.

    Attributes:
        month: which. reason: why there is nothing of the reports; empty: there is.
        sources: the tables: name, rows, files. measures: totals and growth. alerts: of the month, the gravest first.
        anomalies: of all months up to it, with the warnings of earlier ones in ``earlier``. excused, unjudged: of the month.
        reporting, problems, plans, lines: see their types. findings, notes: on the tables.
    """

    month: Month
    reason: str
    sources: tuple[tuple[str, int, int], ...]
    measures: tuple[MeasureReport, ...]
    alerts: tuple[Alert, ...]
    anomalies: tuple[Anomaly, ...]
    earlier: tuple[Alert, ...]
    excused: tuple[Excused, ...]
    unjudged: tuple[Unjudged, ...]
    reporting: Reporting
    problems: ProblemState
    plans: tuple[PlanState, ...]
    lines: tuple[ShownLine, ...]
    findings: tuple[Problem, ...] = ()
    notes: tuple[Problem, ...] = ()

    @property
    def is_whole(self) -> bool:
        """Whether everything could be told, and nothing is wrong with what it rests on."""
        undecided = self.reason or any(item.month.reason or item.month.now.reason for item in self.measures)
        return not (undecided or self.findings or self.unjudged)


def latest_month(evidence: Evidence, standard: Standard) -> Month | None:
    """The last month of which there are reports."""
    months = read_series(evidence, standard.monitoring.reports).months
    return months[-1] if months else None


def months_there(evidence: Evidence, standard: Standard) -> tuple[Month, ...]:
    """The months of which there are reports."""
    return tuple(read_series(evidence, standard.monitoring.reports).months)


def monitored(evidence: Evidence, standard: Standard, month: Month) -> MonthReport:
    """Everything of a month."""
    schema = standard.monitoring
    series = read_series(evidence, schema.reports)
    kind = next(kind for kind in evidence.schema.kinds if kind.id == schema.reports.kind)
    reason = series.reason or ("" if month in series.months else f"没有{month}的月报")
    found = [
        judged(series, measure, month, schema.judging) for measure in schema.reports.judged if series.column(measure)
    ]
    reporting = reporting_of(series, month, schema, kind) if series.months else Reporting(None, reason=series.reason)
    problems, plans = problems_of(evidence, month, schema), plans_of(evidence, month, schema)
    anomalies = [item for one in found for item in one.anomalies]
    falls, base_excused = _falls(series, found, month, schema, evidence)
    of_anomalies = list(alerts_of_anomalies(anomalies, series, schema, evidence))
    now = [
        *(item for item in of_anomalies if item.month == month),
        *falls,
        *(alerts_of_reporting(reporting, month, schema, evidence) if not reason else ()),
        *alerts_of_open_work(problems, plans, month, schema, evidence),
    ]
    return MonthReport(
        month,
        reason,
        tuple((table.name, table.rows, len(table.sources)) for table in evidence.tables.values()),
        tuple(_measures(series, month, schema)),
        _by_level(now, schema),
        tuple(anomalies),
        tuple(item for item in of_anomalies if item.month < month),
        (*(item for one in found for item in one.excused if item.month == month), *base_excused),
        tuple(_unjudged(found, month)),
        reporting,
        problems,
        plans,
        tuple(line_of(line, evidence, month) for line in schema.lines),
        evidence.problems,
        evidence.notes,
    )


def _falls(
    series: ReportSeries, found: Sequence[JudgedMonths], month: Month, schema: MonitoringSchema, evidence: Evidence
) -> tuple[tuple[Alert, ...], tuple[Excused, ...]]:
    """Sharp falls against the year before: months that a holiday moves between are taken together when the last of them is over."""
    months = [month]
    holiday = schema.judging.holiday(month.number)
    if holiday is not None and len(holiday.months) > 1:
        if month.number != max(holiday.months):
            return (), ()
        months = [Month(month.year, number) for number in sorted(holiday.months)]
    if not found or month not in series.months:
        return (), ()
    growth = growth_of(series, schema.reports.judged[0], months, "")
    there = {item.name for item in series.enterprises if month in item.rows}
    lines = [line for line in growth.enterprises if line.name in there]
    return sharp_falls(lines, found[0], months, series=series, schema=schema, evidence=evidence)


def _unjudged(found: Sequence[JudgedMonths], month: Month) -> Iterator[Unjudged]:
    """What could not be judged of the month itself."""
    for one in found:
        for item in one.unjudged:
            if month in item.months:
                yield Unjudged(item.enterprise, (month,), item.reason)


def _measures(series: ReportSeries, month: Month, schema: MonitoringSchema) -> Iterator[MeasureReport]:
    for key in schema.reports.sums:
        column = series.column(key) or (series.unsure or {}).get(key)
        if column is None:
            continue
        history = []
        for step in range(_CHARTED - 1, -1, -1):
            at = month.moved(-step)
            whole = whole_sum(series, key, [at])
            history.append(HistoryPoint(at, f"{in_unit(whole.value, column)}" if whole.value is not None else None))
        yield MeasureReport(
            key,
            column.title,
            unit_of(column),
            column.type == "money",
            growth_of(series, key, [month], str(month)),
            growth_of(series, key, month.so_far, f"{month.year}年{month.year_so_far}"),
            tuple(history),
        )


def _by_level(alerts: Sequence[Alert], schema: MonitoringSchema) -> tuple[Alert, ...]:
    order = {str(level.id): number for number, level in enumerate(schema.levels)}
    kinds = {str(kind): number for number, kind in enumerate(schema.warnings)}
    return tuple(sorted(alerts, key=lambda item: (order[item.level], kinds[item.kind])))
