"""From a folder of evidence to the report of a month in every format wanted, in the process that reads the tables."""

from __future__ import annotations

import os
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
    """

    contents: tuple[bytes, ...] = ()
    whole: bool = False
    refusal: str = ""


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
    brief = brief_of(report, standard.monitoring, unit=asked.unit, to=asked.to, date=asked.date)
    leaks = given_away((report, brief), evidence.secrets)
    if leaks:
        return MonitoredMonth(refusal=leaks)
    return MonitoredMonth(tuple(_rendered(report, brief, form) for form in asked.forms), report.is_whole)


def _month(evidence: Evidence, text: str, standard: Standard) -> Month | str:
    """The month that is meant, or why nobody can say which."""
    from juesuan.performance.monitoring.months import month_of
    from juesuan.performance.monitoring.report import latest_month

    if text:
        return month_of(text) or f"“{text}”不是月份，请写成 2023-09 的样子。"
    found = latest_month(evidence, standard)
    return found or "没有一个月的企业月报，不知道是哪个月。请用 --month 指定，如 --month 2023-09。"


def _rendered(report: MonthReport, brief: Brief, form: str) -> bytes:
    match form:
        case "docx":
            from juesuan.reporting.month_docx import month_docx

            return month_docx(brief)
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
