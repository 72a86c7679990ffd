"""Days of the calendar as offices write them in cells, as ``2022-07-31``."""

from __future__ import annotations

import re

from juesuan.model.whole_numbers import NUMERALS, spelt_number
from juesuan.preparing.workbook.cells import InputCell

__all__ = ["SERIALS", "YEARS", "day_of", "day_without_year"]

YEARS = range(2010, 2100)
SERIALS = range(40_179, 73_051)
"""The days of those years, as spreadsheets count them."""

_MONTHS, _FEBRUARY = 12, 2
_DAY = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})[日号]?(?:0{1,2}:00(?::00)?)?|((?:19|20)\d\d)(\d\d)(\d\d)")
_SPELT = re.compile("([{0}]{{4}})年([{0}]{{1,3}})月([{0}]{{1,3}})[日号]?".format("".join(sorted(NUMERALS))))
_END = re.compile(r"(\d{4})年(\d{1,2})月(?:底|末)")
_WITHOUT_YEAR = re.compile(r"(\d{1,2})月(\d{1,2})[日号]?")


def day_of(plain: str, cell: InputCell) -> str | None:
    """The day of a cell (``plain``: its text, half-width, without blanks); None for what is none, or a day that no year has.

    A number is the day that a spreadsheet counts so; the end of a month (2024年7月底) is its last day.
    """
    match, serial = _DAY.fullmatch(plain), cell.number
    if match is None and serial is not None and serial == int(serial) and int(serial) in SERIALS:
        return _counted(int(serial))
    if match is not None:
        return _existing(*(int(part) for part in match.groups() if part))
    end = _END.fullmatch(plain)
    if end is not None and 1 <= int(end[2]) <= _MONTHS:
        return _existing(int(end[1]), int(end[2]), _days(int(end[1]), int(end[2])))
    spelt = _SPELT.fullmatch(plain.replace("○", "〇"))
    parts = [spelt_number(part) for part in spelt.groups()] if spelt else []
    return _existing(*(part or 0 for part in parts)) if parts else None


def day_without_year(plain: str, year: int) -> str | None:
    """The day of the year that is written without one (``7月31日``); None for what is none."""
    match = _WITHOUT_YEAR.fullmatch(plain)
    return _existing(year, int(match[1]), int(match[2])) if match else None


def _existing(year: int, month: int, day: int) -> str | None:
    if year in YEARS and 1 <= month <= _MONTHS and 1 <= day <= _days(year, month):
        return f"{year}-{month:02d}-{day:02d}"
    return None


def _days(year: int, month: int) -> int:
    """How many days a month has."""
    if month == _FEBRUARY:
        return 29 if year % 4 == 0 and (year % 100 != 0 or year % 400 == 0) else 28
    return 30 if month in {4, 6, 9, 11} else 31


def _counted(serial: int) -> str:
    """The day that a spreadsheet counts as so many from 1899-12-30 on."""
    year, month, left = 1899, _MONTHS, serial + 29
    while left >= (days := _days(year, month)):
        left -= days
        year, month = (year, month + 1) if month < _MONTHS else (year + 1, 1)
    return f"{year}-{month:02d}-{left + 1:02d}"
