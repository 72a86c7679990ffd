"""A month as a workbook: a sheet a subject, figures as numbers, charts that the workbook draws itself from its cells."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal

from juesuan.formats.excel.writing.list_sheets import ListBook, Value
from juesuan.performance.monitoring.alerts import Alert
from juesuan.performance.monitoring.brief_tables import contribution_plot, history_plot, row_of, shown_sum
from juesuan.performance.monitoring.growth import GrowthLine
from juesuan.performance.monitoring.report import MeasureReport, MonthReport

__all__ = ["month_workbook"]

_SUMS = (
    ("指标", 16), ("单位", 10), ("期间", 16), ("本期", 16), ("上年同期", 16), ("全口径增长（%）", 12), ("同口径家数", 10),
    ("同口径本期", 16), ("同口径上年同期", 16), ("同口径增长（%）", 12), ("说明", 60),
)  # fmt: skip
_PARTS = (
    ("指标", 16), ("期间", 16), ("行业", 18), ("企业", 32), ("本期", 16), ("上年同期", 16), ("增长（%）", 11), ("拉动（百分点）", 11),
)  # fmt: skip
_SECTORS = (("行业", 20), ("本月", 16), ("上年同月", 16), ("增长（%）", 11), ("拉动（百分点）", 11))
_HISTORY = (("月份", 12), ("合计", 18))
_ALERTS = (("级别", 8), ("事项", 22), ("对象", 32), ("月份", 12), ("原因", 80), ("依据", 34))
_REPORTING = (
    ("企业", 32),
    ("情况", 8),
    ("未报月份", 30),
    ("报送日期", 12),
    ("迟报天数", 10),
    ("前11个月迟报未报次数", 12),
)
_PROBLEMS = (("编号", 12), ("企业", 32), ("责任单位", 26), ("反映日期", 12), ("已过天数", 10))
_PLANS = (("台账", 14), ("名称", 34), ("单位", 28), ("计划", 30), ("实际", 26), ("落后（百分点、天）", 14))
_LINES = (
    ("事项", 22), ("本月", 16), ("本年累计", 18), ("佐证表", 14), ("统计方式", 10), ("字段", 12), ("条件", 30), ("其中", 30), ("期间", 18),
    ("依据（本年累计）", 70),
)  # fmt: skip
_FINDINGS = (("级别", 8), ("位置", 44), ("说明", 70))


def month_workbook(report: MonthReport) -> bytes:
    """The .xlsx file."""
    book = ListBook()
    book.list("合计和增速", _SUMS, _sum_rows(report))
    if report.measures:
        measure = report.measures[0]
        history = book.list("近月走势", _HISTORY, _history_rows(measure))
        book.plot(history, history_plot(measure), (1, 3), names=0, values=1)
        sectors = book.list("行业拉动", _SECTORS, _sector_rows(measure))
        book.plot(sectors, contribution_plot(measure), (1, 6), names=0, values=4)
        book.list("企业拉动", _PARTS, _part_rows(report))
    book.list("预警", _ALERTS, _alert_rows(report.alerts))
    book.list("以前各月异常", _ALERTS, _alert_rows(report.earlier))
    book.list("未报和迟报", _REPORTING, _reporting_rows(report))
    book.list("未办结问题", _PROBLEMS, _problem_rows(report))
    book.list("落后的项目", _PLANS, _plan_rows(report))
    book.list("其他工作", _LINES, _line_rows(report))
    book.list("说明和问题", _FINDINGS, _finding_rows(report))
    return book.finished()


def _figure(value: Decimal | None, measure: MeasureReport) -> Decimal | None:
    text = shown_sum(value, measure).replace(",", "")
    return Decimal(text) if text else None


def _sum_rows(report: MonthReport) -> Iterator[list[Value]]:
    if report.reason:
        yield [*[None] * (len(_SUMS) - 1), report.reason]
    for measure in report.measures:
        for found in measure.periods:
            total = found.total
            told = (found.now.reason, f"上年同期：{found.base.reason}" if found.base.reason else "", found.reason)
            moved = (
                f"上年同期没有数：{'、'.join(found.joined)}" if found.joined else "",
                f"本期没有数：{'、'.join(found.left)}" if found.left else "",
                f"存疑：{'、'.join(found.doubtful)}" if found.doubtful else "",
            )
            yield [
                measure.title,
                measure.unit,
                found.period,
                _figure(found.now.value, measure),
                _figure(found.base.value, measure),
                found.growth,
                len(found.enterprises) if total is not None else None,
                _figure(total.now, measure) if total is not None else None,
                _figure(total.base, measure) if total is not None else None,
                total.growth if total is not None else None,
                "；".join(filter(None, (*told, *moved))),
            ]


def _history_rows(measure: MeasureReport) -> Iterator[list[Value]]:
    for point in measure.history:
        yield [
            f"{point.month.year}-{point.month.number:02d}",
            Decimal(point.value) if point.value is not None else None,
        ]


def _line(line: GrowthLine, measure: MeasureReport) -> list[Value]:
    return [_figure(line.now, measure), _figure(line.base, measure), line.growth, line.points]


def _sector_rows(measure: MeasureReport) -> Iterator[list[Value]]:
    for line in measure.month.sectors:
        yield [line.name, *_line(line, measure)]


def _part_rows(report: MonthReport) -> Iterator[list[Value]]:
    for measure in report.measures:
        for found in measure.periods:
            for line in found.enterprises:
                yield [measure.title, found.period, line.sector, line.name, *_line(line, measure)]


def _alert_rows(alerts: Sequence[Alert]) -> Iterator[list[Value]]:
    for item in alerts:
        yield [item.level_name, item.title, item.subject, str(item.month), item.reason, item.where]


def _reporting_rows(report: MonthReport) -> Iterator[list[Value]]:
    for item in report.reporting.late:
        months = "、".join(map(str, item.missing))
        reported = item.reported.isoformat() if item.reported is not None else None
        yield [item.enterprise, "未报" if item.missing else "迟报", months, reported, item.days or None, item.before]
    for name in report.reporting.undated:
        yield [name, "未知", "", "没有填", None, None]


def _problem_rows(report: MonthReport) -> Iterator[list[Value]]:
    for item in report.problems.pending:
        yield [item.number, item.enterprise, item.owner, item.opened.isoformat(), item.days]


def _plan_rows(report: MonthReport) -> Iterator[list[Value]]:
    for plan in report.plans:
        for item in plan.behind:
            yield [plan.title, item.name, item.owner, item.planned, item.done, item.size]


def _line_rows(report: MonthReport) -> Iterator[list[Value]]:
    for line in report.lines:
        basis = line.year.formula if line.year.value is not None else f"没有算出：{line.year.reason}"
        yield [line.name, line.month.value, line.year.value, *line.cells, basis]


def _finding_rows(report: MonthReport) -> Iterator[list[Value]]:
    reasons: Iterable[tuple[str, str]] = (
        ("报送", report.reporting.reason),
        ("问题", report.problems.reason),
        *((plan.title, plan.reason) for plan in report.plans),
    )
    for what, reason in reasons:
        if reason:
            yield ["没有数", what, reason]
    for item in report.unjudged:
        yield ["未判断", item.enterprise, item.reason]
    for excused in report.excused:
        yield ["不作异常", excused.enterprise, excused.reason]
    for level, problems in (("问题", report.findings), ("提示", report.notes)):
        for problem in problems:
            yield [level, row_of(problem), problem.message]
