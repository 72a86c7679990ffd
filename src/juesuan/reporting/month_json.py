"""A month as JSON: figures are strings of exact decimals in the unit that is named, counts are JSON numbers."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from juesuan import __version__
from juesuan.performance.monitoring.alerts import Alert
from juesuan.performance.monitoring.brief_tables import row_of, shown_sum
from juesuan.performance.monitoring.growth import Growth, GrowthLine
from juesuan.performance.monitoring.months import Month
from juesuan.performance.monitoring.report import MeasureReport, MonthReport
from juesuan.reporting.json_report import dumps
from juesuan.reporting.scores_json import shown_object

__all__ = ["month_json"]

Object = dict[str, Any]


def month_json(report: MonthReport) -> str:
    """The JSON text."""
    return dumps(
        {
            "schema": 1,
            "tool": {"name": "juesuan", "version": __version__},
            "month": _month(report.month),
            "complete": report.is_whole,
            "reason": report.reason or None,
            "measures": [_measure(item) for item in report.measures],
            "warnings": [_alert(item) for item in report.alerts],
            "earlier": [_alert(item) for item in report.earlier],
            "excused": [{"enterprise": item.enterprise, "reason": item.reason} for item in report.excused],
            "unjudged": [{"enterprise": item.enterprise, "reason": item.reason} for item in report.unjudged],
            "reporting": _reporting(report),
            "problems": _problems(report),
            "plans": [_plan(report, number) for number in range(len(report.plans))],
            "lines": [
                {
                    "name": line.name,
                    "month": shown_object(line.month),
                    "year_so_far": shown_object(line.year),
                    "is_year": line.whole,
                    "measure": list(line.cells),
                }
                for line in report.lines
            ],
            "tables": [{"table": name, "rows": rows, "files": files} for name, rows, files in report.sources],
            "findings": [{"place": row_of(item), "message": item.message} for item in report.findings],
            "notes": [{"place": row_of(item), "message": item.message} for item in report.notes],
        }
    )


def _month(month: Month) -> str:
    return f"{month.year}-{month.number:02d}"


def _measure(item: MeasureReport) -> Object:
    return {
        "key": item.key,
        "title": item.title,
        "unit": item.unit or None,
        "month": _growth(item, item.month),
        "year_so_far": _growth(item, item.year),
        "history": [{"month": _month(point.month), "value": point.value} for point in item.history],
    }


def _growth(item: MeasureReport, found: Growth) -> Object:
    line = _line_of(item)
    return {
        "period": found.period,
        "sum": _plain(item, found.now.value),
        "enterprises": found.now.count,
        "reason": found.now.reason or found.reason or None,
        "last_year": _plain(item, found.base.value),
        "growth": f"{found.growth}" if found.growth is not None else None,
        "comparable": line(found.total) if found.total is not None else None,
        "sectors": [line(part) for part in found.sectors],
        "by_enterprise": [line(part) for part in found.enterprises],
        "joined": list(found.joined),
        "left": list(found.left),
        "doubtful": list(found.doubtful),
    }


def _line_of(item: MeasureReport) -> Callable[[GrowthLine], Object]:
    def line(found: GrowthLine) -> Object:
        return {
            "name": found.name or None,
            "sector": found.sector or None,
            "sum": _plain(item, found.now),
            "last_year": _plain(item, found.base),
            "growth": f"{found.growth}" if found.growth is not None else None,
            "contribution": f"{found.points}" if found.points is not None else None,
        }

    return line


def _plain(item: MeasureReport, value: Any) -> str | None:
    return shown_sum(value, item).replace(",", "") or None


def _alert(item: Alert) -> Object:
    return {
        "level": item.level,
        "level_name": item.level_name,
        "kind": item.kind,
        "title": item.title,
        "subject": item.subject,
        "month": _month(item.month),
        "reason": item.reason,
        "place": item.where or None,
    }


def _reporting(report: MonthReport) -> Object:
    found = report.reporting
    return {
        "due": found.due.isoformat() if found.due is not None else None,
        "expected": found.expected,
        "reported": found.reported,
        "missing": [
            {"enterprise": item.enterprise, "months": [_month(month) for month in item.missing]}
            for item in found.late
            if item.missing
        ],
        "late": [
            {"enterprise": item.enterprise, "reported": str(item.reported), "days": item.days}
            for item in found.late
            if not item.missing
        ],
        "undated": list(found.undated),
        "gone": list(found.gone),
        "unclear": list(found.unclear),
        "reason": found.reason or None,
    }


def _problems(report: MonthReport) -> Object:
    found = report.problems
    return {
        "opened": found.opened,
        "closed": found.closed,
        "pending": [
            {
                "number": item.number,
                "enterprise": item.enterprise,
                "owner": item.owner,
                "opened": item.opened.isoformat(),
                "days": item.days,
            }
            for item in found.pending
        ],
        "ages": list(found.ages),
        "by_owner": [{"owner": owner, "counts": list(counts)} for owner, counts in found.by_owner],
        "unclear": len(found.unclear),
        "reason": found.reason or None,
    }


def _plan(report: MonthReport, number: int) -> Object:
    plan = report.plans[number]
    return {
        "table": plan.title,
        "way": plan.way,
        "count": plan.count,
        "done": plan.done,
        "behind": [
            {
                "name": item.name,
                "owner": item.owner,
                "planned": item.planned,
                "done": item.done,
                "behind": f"{item.size}",
            }
            for item in plan.behind
        ],
        "unplanned": len(plan.unplanned),
        "reason": plan.reason or None,
    }
