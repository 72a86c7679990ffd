"""Periods as accountants write them: ``2022年``, ``1-9月``, ``三季度``, ``上半年``, ``截至2022-09-30``, ``不限``."""

from __future__ import annotations

from calendar import monthrange
from datetime import date

from msgspec import Struct

from juesuan.model.expressions import expression

__all__ = ["DaySpan", "day_span", "period_of"]

_SPACES = expression(r"\s+")
_YEAR = expression(r"(?:(?P<year>(?:19|20)\d{2})年?度?|(?P<relative>本年|当年|上年|去年)度?|全年|年度)")
_MONTHS = expression(
    r"(?:(?P<year>(?:19|20)\d{2})(?:年|[-/.](?=\d)))?(?P<first>\d{1,2})月?(?:[-~～—至到]+(?P<last>\d{1,2}))?月?份?"
)
_PARTS = expression(r"(?:(?P<year>(?:19|20)\d{2})年?)?第?(?P<part>[一二三四1-4]季度|上半年|下半年|前三季度)")
_UNTIL = expression(r"(?:截至|截止|截止到|至)(?P<day>.+?)(?:止|底|末)?")
_DAY = expression(r"(?P<year>(?:19|20)\d{2})[-/.年](?P<month>\d{1,2})(?:[-/.月](?P<day>\d{1,2})日?|月)?")
_QUARTERS = {"一": 1, "二": 2, "三": 3, "四": 4, "1": 1, "2": 2, "3": 3, "4": 4}
_ALL = frozenset({"不限", "全部", "所有"})


class DaySpan(Struct, frozen=True):
    """From a day to a day, both in it; None: without end on that side."""

    start: date | None
    end: date | None

    @property
    def before(self) -> DaySpan | None:
        """The same days a year before; None where a side is open."""
        if self.start is None or self.end is None:
            return None
        return DaySpan(_shifted(self.start), _last_of(self.end))

    def __str__(self) -> str:
        """In words, as short as can be."""
        start, end = self.start, self.end
        if start is None:
            return f"截至{_told(end)}" if end is not None else "不限期间"
        if end is None:
            return f"自{_told(start)}起"
        whole_months = start.day == 1 and end.day == monthrange(end.year, end.month)[1]
        if whole_months and start.year == end.year:
            if (start.month, end.month) == (1, 12):
                return f"{start.year}年"
            months = f"{start.month}月" if start.month == end.month else f"{start.month}-{end.month}月"
            return f"{start.year}年{months}"
        return f"{_told(start)}至{_told(end)}"


def period_of(text: str, year: int) -> DaySpan | None:
    """The period that a text says, of the fiscal year where it names none; None when it says none."""
    plain = _SPACES.sub("", text)
    if not plain:
        return _months(year, 1, 12)
    if plain in _ALL:
        return DaySpan(None, None)
    found = _YEAR.fullmatch(plain)
    if found is not None:
        earlier = found["relative"] in {"上年", "去年"}
        return _months(int(found["year"] or year) - (1 if earlier else 0), 1, 12)
    found = _PARTS.fullmatch(plain)
    if found is not None:
        return _part(int(found["year"] or year), found["part"])
    found = _UNTIL.fullmatch(plain)
    if found is not None:
        until = period_of(found["day"], year) if not _DAY.fullmatch(found["day"]) else day_span(found["day"])
        return DaySpan(None, until.end) if until is not None else None
    found = _MONTHS.fullmatch(plain)
    if found is not None and "月" in plain:
        return _months(int(found["year"] or year), int(found["first"]), int(found["last"] or found["first"]))
    return day_span(plain)


def day_span(text: str) -> DaySpan | None:
    """The day, the month or the year that a text says; None when it is none."""
    plain = _SPACES.sub("", text)
    found = _DAY.fullmatch(plain)
    if found is None:
        whole = _YEAR.fullmatch(plain)
        return _months(int(whole["year"]), 1, 12) if whole is not None and whole["year"] else None
    if not found["day"]:
        return _months(int(found["year"]), int(found["month"]), int(found["month"]))
    try:
        day = date(int(found["year"]), int(found["month"]), int(found["day"]))
    except ValueError:
        return None
    return DaySpan(day, day)


def _months(year: int, first: int, last: int) -> DaySpan | None:
    if not 1 <= first <= last <= 12:
        return None
    return DaySpan(date(year, first, 1), date(year, last, monthrange(year, last)[1]))


def _part(year: int, part: str) -> DaySpan | None:
    if part == "上半年":
        return _months(year, 1, 6)
    if part == "下半年":
        return _months(year, 7, 12)
    if part == "前三季度":
        return _months(year, 1, 9)
    quarter = _QUARTERS[part[0]]
    return _months(year, 3 * quarter - 2, 3 * quarter)


def _shifted(day: date) -> date:
    """The same day a year before; of the 29th of February the 28th."""
    return date(day.year - 1, day.month, min(day.day, monthrange(day.year - 1, day.month)[1]))


def _last_of(day: date) -> date:
    """The same, where the last day of a month is the last one."""
    before = _shifted(day)
    last = monthrange(before.year, before.month)[1]
    return date(before.year, before.month, last) if day.day == monthrange(day.year, day.month)[1] else before


def _told(day: date | None) -> str:
    return day.isoformat() if day is not None else ""
