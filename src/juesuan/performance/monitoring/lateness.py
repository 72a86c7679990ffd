"""Who did not report a month, and who reported it late. The day by which a report is due is a check of the kind of table."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from msgspec import Struct

from juesuan.performance.monitoring.months import Month
from juesuan.performance.monitoring.series import Enterprise, ReportSeries
from juesuan.standard.evidence import EvidenceKind
from juesuan.standard.monitoring import MonitoringSchema

__all__ = ["LateReport", "Reporting", "reporting_of"]


class LateReport(Struct, frozen=True):
    """An enterprise whose report of the month is missing or late.

    Attributes:
        missing: months without a report that end with this one; empty: it came late. reported: when. days: how late.
        before: how often it was late or missing in the eleven months before. place: of the row; None: there is none.
    """

    enterprise: str
    missing: tuple[Month, ...] = ()
    reported: date | None = None
    days: int = 0
    before: int = 0
    place: int | None = None


class Reporting(Struct, frozen=True):
    """All of a month.

    Attributes:
        due: the last day; None where nobody says one. expected, reported: how many enterprises. late: those missing first.
        undated: reports that do not say when they came. gone: enterprises that are watched no more.
        unclear: enterprises without a report of the month, of whose rows some say no month that is understood: it may be one of them.
        reason: why nothing can be said of late ones; empty: it can.
    """

    due: date | None
    expected: int = 0
    reported: int = 0
    late: tuple[LateReport, ...] = ()
    undated: tuple[str, ...] = ()
    gone: tuple[str, ...] = ()
    reason: str = ""
    unclear: tuple[str, ...] = ()


def reporting_of(series: ReportSeries, month: Month, schema: MonitoringSchema, kind: EvidenceKind) -> Reporting:
    """Who reported a month, and when."""
    days = next(
        (
            check.days
            for check in kind.checks
            if check.kind == "within" and (check.first, check.second) == (schema.reports.month, schema.reports.reported)
        ),
        None,
    )
    gone_after = int(schema.late.gone.value)
    missing, late, undated, gone = [], [], [], []
    known = {enterprise.name for enterprise in series.enterprises}
    unclear = [name for name in series.undated if name not in known]
    expected = len(unclear)
    for enterprise in series.enterprises:
        lacking = tuple(_lacking(enterprise, month))
        if lacking and (not enterprise.rows or min(enterprise.rows) > month):
            continue  # its first report is of a later month
        if lacking and enterprise.name in series.undated:
            unclear.append(enterprise.name)
            expected += 1
            continue
        if len(lacking) >= gone_after:
            gone.append(enterprise.name)
            continue
        expected += 1
        before = _times(enterprise, month, days)
        row = enterprise.rows.get(month)
        if row is None:
            missing.append(LateReport(enterprise.name, lacking, before=before))
        elif row.reported is None:
            undated.append(enterprise.name)
        elif days is not None and (over := _over(month, row.reported, days)) > 0:
            late.append(LateReport(enterprise.name, (), row.reported, over, before, row.places[0]))
    reason = "" if series.has_dates else "月报没有“报送日期”一栏，不知道谁迟报"
    reason = reason or ("" if days is not None else "佐证表没有写明报送期限")
    missing.sort(key=lambda item: -len(item.missing))
    late.sort(key=lambda item: -item.days)
    due = month.last_day + timedelta(days) if days is not None else None
    return Reporting(
        due,
        expected,
        expected - len(missing) - len(unclear),
        (*missing, *late),
        tuple(undated) if series.has_dates else (),
        tuple(gone),
        reason,
        tuple(unclear),
    )


def _lacking(enterprise: Enterprise, month: Month) -> Iterator[Month]:
    """The months without a report that end with a month, in order."""
    earlier = [at for at in enterprise.rows if at <= month]
    if earlier:
        last = max(earlier)
        yield from (last.moved(step) for step in range(1, month.since(last) + 1))
    else:
        yield month


def _times(enterprise: Enterprise, month: Month, days: int | None) -> int:
    """How often, in the eleven months before, a report was late, or missing after the first one."""
    first = min(enterprise.rows, default=month)
    count = 0
    for step in range(1, 12):
        at = month.moved(-step)
        if at < first:
            break
        row = enterprise.rows.get(at)
        late = row is not None and row.reported is not None and days is not None and _over(at, row.reported, days) > 0
        count += row is None or late
    return count


def _over(month: Month, reported: date, days: int) -> int:
    return (reported - month.last_day).days - days
