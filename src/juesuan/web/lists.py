"""Lists that come in and go out as text: the units that have to publish, pasted from a sheet, and the board as a sheet."""

from __future__ import annotations

import csv
import datetime
import io
import re
from collections.abc import Iterable

from msgspec.structs import replace

from juesuan.corpus.listing import Listed
from juesuan.corpus.pairing import plain_name
from juesuan.formats.text.csv_cells import harmless
from juesuan.web.acts import ListedUnit
from juesuan.web.board import BoardFilter
from juesuan.web.words import STATES
from juesuan.web.workbench import Workbench

__all__ = ["csv_of", "text_of", "units_of"]

_DATE = re.compile(r"(20\d\d)[-/.年](\d{1,2})[-/.月](\d{1,2})日?")
_HEADS = frozenset({"单位", "单位名称", "部门", "部门名称", "名称"})
_COLUMNS = (
    "单位",
    "年度",
    "种类",
    "版本",
    "结论",
    "错误",
    "警告",
    "已作结论",
    "属实",
    "审核状态",
    "截止日期",
    "审核人",
)


def units_of(text: str) -> tuple[tuple[ListedUnit, ...], tuple[str, ...]]:
    """The units of a list, and what is wrong with it: then nothing is taken over.

    Args:
        text: a line a unit: its name, the last day for its document, who reviews it; the last two may be left out. Parts are parted by tabs,
            as they come from a sheet, or by commas. A line with the names of columns may come first.
    """
    units: dict[str, ListedUnit] = {}
    problems = []
    for number, line in enumerate(text.splitlines(), 1):
        name, due, person, *rest = [*(part.strip() for part in re.split(r"[\t,，]", line)), "", "", ""]
        if not any((name, due, person)) or (number == 1 and name in _HEADS):
            continue
        day = _day(due)
        if not plain_name(name):
            problems.append(f"第 {number} 行：没有单位名称。")
        elif plain_name(name) in units:
            problems.append(f"第 {number} 行：“{name}”前面已经有了。")
        elif day is None:
            problems.append(f"第 {number} 行：截止日期“{due}”不是日期，请写成 2023-09-01 的样子。")
        elif any(rest):
            problems.append(f"第 {number} 行：多出“{next(filter(None, rest))}”，一行是单位、截止日期、审核人。")
        else:
            units[plain_name(name)] = ListedUnit(name, day, person)
    if not units and not problems:
        problems.append("名单是空的。")
    return tuple(units.values()), tuple(problems)


def text_of(lines: Iterable[Listed]) -> str:
    """The lines of a list from a file, as ``units_of`` takes them: to be looked at, and mended, before they count."""
    parts = ((line.unit, line.due.partition(" ")[0], line.person) for line in lines)
    return "\n".join("\t".join(re.sub(r"[\t,，]", " ", part) for part in line).rstrip() for line in parts)


def _day(text: str) -> str | None:
    """A day, ISO; empty when there is none, None when that is no day."""
    if not text:
        return ""
    found = _DATE.fullmatch(text)
    try:
        return datetime.date(*map(int, found.groups())).isoformat() if found else None
    except ValueError:
        return None


def csv_of(workbench: Workbench, wanted: BoardFilter) -> bytes:
    """All pages of the board, for a spreadsheet."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(_COLUMNS)
    page, pages = 1, 1
    while page <= pages:
        shown = workbench.board(replace(wanted, page=page))
        page, pages = page + 1, shown.pages
        for line in shown.lines:
            cells: tuple[object, ...] = (
                line.unit,
                line.year,
                line.kind,
                line.version,
                line.conclusion,
                line.errors,
                line.warnings,
            )
            cells += (line.decided, line.true, STATES[line.review], line.due, line.person)
            writer.writerow([harmless("" if cell is None else cell) for cell in cells])
    return "\ufeff".encode() + out.getvalue().encode()
