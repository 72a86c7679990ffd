"""From a folder of evidence to the report of a month in every format wanted, in the process that reads the tables."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from msgspec import Struct

from juesuan.corpus.evidence import given_away
from juesuan.corpus.jobs import Job, Tools
from juesuan.corpus.wire import Duties

if TYPE_CHECKING:
    from juesuan.performance.evidence.tables import Evidence
    from juesuan.performance.monitoring.brief import Brief
    from juesuan.performance.monitoring.months import Month
    from juesuan.performance.monitoring.report import MonthReport
    from juesuan.standard import Standard

__all__ = ["MONITOR", "Jobs", "MonitorAsked", "MonitorMonth", "MonitoredMonth", "warm_up"]

_NAMED = 12
_UNREAD = "没有读取"
_NO_TABLE = (
    "没有读到一张佐证表，没有写任何结果。请把企业月报等表（.xlsx .xls .csv .parquet）放进去，也可以指定另一个月份。"
)


class MonitorAsked(Struct, frozen=True):
    """What is wanted.

    Attributes:
        month: as the user writes it; empty: the last one that there are reports of. forms: of the results, one each.
        unit, to, date: what the brief says of who signs, to whom it goes, and when.
    """

    month: str
    forms: tuple[str, ...]
    unit: str = ""
    to: str = ""
    date: str = ""


class MonitoredMonth(Struct, frozen=True):
    """What came of it.

    Attributes:
        contents: one for each form. whole: whether everything could be told, and nothing is wrong with what it rests on.
        refusal: why there is nothing, in Chinese.
        told: what was found, in a few lines.
    """

    contents: tuple[bytes, ...] = ()
    whole: bool = False
    refusal: str = ""
    told: tuple[str, ...] = ()


class MonitorMonth(Job["MonitoredMonth"], frozen=True, tag=True):
    """Reports a month.

    Attributes:
        folder: of the tables, as the system spells its path. only: the files in it that count, so spelt too; none: all.
        asked: what is wanted.
    """

    folder: bytes
    asked: MonitorAsked
    only: tuple[bytes, ...] = ()
    answer: ClassVar[Any] = MonitoredMonth

    def do(self, tools: Tools) -> MonitoredMonth:
        """Reports it."""
        from juesuan.formats.errors import ReadError
        from juesuan.performance.evidence.loading import loaded_evidence

        try:
            only = [os.fsdecode(name) for name in self.only]
            evidence = loaded_evidence(Path(os.fsdecode(self.folder)), tools.standard, only=only)
        except ReadError as error:
            return MonitoredMonth(refusal=str(error))
        if not evidence.tables:
            told = "；".join(f"{problem.file}：{problem.message}" for problem in evidence.problems[:_NAMED])
            return MonitoredMonth(refusal=f"{os.fsdecode(self.folder)}：{_NO_TABLE}{told}")
        return _reported(evidence, self.asked, tools.standard)


Jobs = MonitorMonth
MONITOR = Duties(__name__, writes=True)
"""Texts of workbooks are written anew for the engine that reads them."""


def warm_up() -> None:
    """Loads nothing: the format decides what is needed."""


def _reported(evidence: Evidence, asked: MonitorAsked, standard: Standard) -> MonitoredMonth:
    from juesuan.performance.monitoring.brief import brief_of
    from juesuan.performance.monitoring.report import monitored

    month = _month(evidence, asked.month, standard)
    if isinstance(month, str):
        return MonitoredMonth(refusal=month)
    report = monitored(evidence, standard, month)
    files = [source.file for source in evidence.sources]
    brief = brief_of(report, standard.monitoring, unit=asked.unit, to=asked.to, date=asked.date, files=files)
    leaks = given_away((report, brief), evidence.secrets)
    if leaks:
        return MonitoredMonth(refusal=leaks)
    rendered = tuple(_rendered(report, brief, form) for form in asked.forms)
    return MonitoredMonth(rendered, report.is_whole, told=tuple(_told(report, evidence, standard)))


def _told(report: MonthReport, evidence: Evidence, standard: Standard) -> Iterator[str]:
    """What a user wants to know who writes a file: the month, how much there is in it, and what is not."""
    from juesuan.performance.monitoring.report import months_there

    if report.reason:
        there = months_there(evidence, standard)
        span = f"，有的是 {there[0]}至{there[-1]}" if there else ""
        yield f"{report.month}：{report.reason}{span}"
    else:
        levels = Counter(alert.level_name for alert in report.alerts)
        counts = "、".join(f"{level} {count} 条" for level, count in levels.items()) or "没有"
        yield f"{report.month}：预警 {counts}"
    for item in () if report.reason else report.measures:
        if reason := item.month.now.reason or item.month.reason:
            yield f"没有算出：{item.title}，{reason}"
    if report.findings:
        first = report.findings[0]
        where = "!".join(filter(None, (first.place.sheet, first.place.cell))) or str(first.place.line or "")
        yield f"佐证表有 {len(report.findings)} 处问题，如 {' '.join(filter(None, (first.file, where)))}：{first.message}"
    unread = [note for note in report.notes if note.message.endswith(_UNREAD)]
    if unread:
        names = "、".join(note.file for note in unread[:_NAMED]) + ("等" if len(unread) > _NAMED else "")
        yield f"没有读取 {len(unread)} 份文件：{names}"


def _month(evidence: Evidence, text: str, standard: Standard) -> Month | str:
    """The month that is meant, or why nobody can say which."""
    from juesuan.performance.monitoring.months import month_of
    from juesuan.performance.monitoring.report import latest_month

    if text:
        return month_of(text) or f"“{text}”不是月份，请写成 2023-09 的样子。"
    found = latest_month(evidence, standard)
    return found or "没有一个月的企业月报，不知道是哪个月。请指定月份，如 2023-09。"


def _rendered(report: MonthReport, brief: Brief, form: str) -> bytes:
    match form:
        case "docx":
            from juesuan.performance.monitoring.official import official
            from juesuan.reporting.month_docx import month_docx

            return month_docx(official(brief))
        case "xlsx":
            from juesuan.reporting.month_workbook import month_workbook

            return month_workbook(report)
        case "html":
            from juesuan.reporting.month_html import month_html

            return month_html(brief).encode()
        case "json":
            from juesuan.reporting.month_json import month_json

            return f"{month_json(report)}\n".encode()
    from juesuan.reporting.month_text import month_text

    return month_text(brief).encode()
