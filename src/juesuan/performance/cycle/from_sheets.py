"""The record from the sheets of the accountant's workbook: those of the self-evaluation, and those of the cycle.

A sheet may be unfinished: at the time of the goals nobody knows a result. So what is not filled in is no mistake here, but what a
stage needs (:mod:`juesuan.performance.cycle.stages`); what is filled in and cannot be understood is one, whatever the stage.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from msgspec.structs import replace

from juesuan.model import Problem
from juesuan.model.numbered_lines import joined_points
from juesuan.performance.cycle.record import (
    Application,
    Approval,
    Cycle,
    CycleIndicator,
    CycleTask,
    CycleWork,
    Expenditure,
    ManagedRow,
    Monitored,
    Monitoring,
    ReviewItem,
    ReviewOfWork,
)
from juesuan.performance.cycle.whole import whole_from_books
from juesuan.preparing.workbook import OVERALL, InputSheet
from juesuan.preparing.workbook.sheets import FilledRow, read_sheet
from juesuan.preparing.workbook.values import Known
from juesuan.standard import Standard

__all__ = ["CycleRead", "read_cycle"]

_STAGES = ("term", "initial", "adjusted", "executed")
_SOURCES = ("fiscal", "special", "own")
_LATER: Mapping[str, frozenset[str]] = {
    "department": frozenset({"kind"}),
    "projects": frozenset({"goal", "result", "implementer"}),
    "overall": frozenset({"adjusted_fiscal"}),
}
"""Fields that the accounts need and a stage of the cycle may not have yet, by sheet."""
_REPORT = ["background", "method", "conclusion", "analysis", "experience", "problems", "suggestions", "other"]


@dataclass(frozen=True, slots=True)
class CycleRead:
    """What the sheets say of the cycle: the record, unless something is wrong, and what is."""

    cycle: Cycle | None
    problems: tuple[Problem, ...]


@dataclass
class _Sheets:
    """The sheets at hand, and what was found wrong with them."""

    known: Known
    sheets: Mapping[str, Sequence[InputSheet]]
    problems: list[Problem] = field(default_factory=list)

    def rows(self, sheet_id: str) -> list[FilledRow]:
        """The entries of a sheet that can be used."""
        form = self.known.standard.workbook.sheet(sheet_id)
        later = _LATER.get(sheet_id, ())
        fields = tuple(replace(item, required=item.required and item.key not in later) for item in form.fields)
        form = replace(form, fields=fields)
        found: list[FilledRow] = []
        for sheet in self.sheets.get(sheet_id, ()):
            read = read_sheet(form, sheet, self.known)
            self.problems += read.problems
            found += [entry for entry in read.entries if entry.complete]
        return found

    def of(self, sheet_id: str, project: str) -> list[dict[str, Any]]:
        """The values of the entries about one work."""
        return [
            {key: value for key, value in entry.values.items() if key != "project"}
            for entry in self.rows(sheet_id)
            if entry.values.get("project") == project
        ]


def read_cycle(sheets: Sequence[InputSheet], standard: Standard) -> CycleRead:
    """The record of the year that the sheets of a workbook tell."""
    schema = standard.workbook
    found: dict[str, list[InputSheet]] = {}
    for sheet in sheets:
        form = schema.named(sheet.name)
        if form is not None:
            found.setdefault(form.id, []).append(sheet)
    at_hand = _Sheets(Known(standard), found)
    head = next(iter(at_hand.rows("department")), None)
    if head is None:
        return CycleRead(None, tuple(at_hand.problems) or (Problem("没有“单位信息”表，或者没有填完"),))
    names = [str(entry.values["name"]) for entry in at_hand.rows("projects")]
    year = head.values["year"]
    assert isinstance(year, int)
    at_hand.known = Known(standard, year, (str(head.values["name"]),), tuple(names))
    at_hand.problems.clear()  # said again by what follows, now that the projects are known
    at_hand.rows("department")
    at_hand.problems += [
        Problem(f"项目“{name}”有几行，请合并") for name in dict.fromkeys(names) if names.count(name) > 1
    ]
    works = [_project(entry.values, at_hand) for entry in at_hand.rows("projects")]
    whole = _overall(str(head.values["name"]), at_hand, sheets, standard)
    record: dict[str, Any] = {key: head.values[key] for key in ("level", "place", "year") if key in head.values}
    problems = tuple(dict.fromkeys(at_hand.problems))
    if problems:
        return CycleRead(None, problems)
    return CycleRead(Cycle(unit=str(head.values["name"]), **record, works=(*([whole] if whole else []), *works)), ())


def _project(values: Mapping[str, Any], sheets: _Sheets) -> CycleWork:
    name = str(values["name"])
    more = next(iter(sheets.of("declared", name)), {})
    management = {key.partition(".")[2]: str(text) for key, text in values.items() if key.startswith("management.")}
    return CycleWork(
        name=name,
        kind="project",
        implementer=values.get("implementer", ""),
        funds=_funds({**values, **more}),
        goal=values.get("goal", ""),
        result=values.get("result", ""),
        management=management,
        **_through_the_year(name, more, sheets),
    )


def _overall(name: str, sheets: _Sheets, given: Sequence[InputSheet], standard: Standard) -> CycleWork | None:
    """The work as a whole: what its own sheets say, and, where the accounts are there, its money and rates."""
    goals, tasks = sheets.rows("goals"), sheets.rows("tasks")
    funds = next((entry.values for entry in sheets.rows("overall")), {})
    more = next(iter(sheets.of("declared", OVERALL)), {})
    through = _through_the_year(OVERALL, more, sheets)
    if not (goals or tasks or funds or more or through["indicators"]):
        return None
    accounts = whole_from_books(given, standard)
    if accounts is not None:
        sheets.problems += accounts.problems
    return CycleWork(
        name=name,
        kind="overall",
        implementer=name,
        funds=accounts.funds if accounts else _planned(funds),
        rates=accounts.rates if accounts else {},
        goal=joined_points([str(entry.values.get("goal", "")) for entry in goals]),
        result=joined_points([str(entry.values.get("result", "")) for entry in goals]),
        tasks=tuple(CycleTask(**dict(entry.values)) for entry in tasks),  # type: ignore[arg-type]
        **through,
    )


def _planned(values: Mapping[str, Any]) -> Mapping[Any, Expenditure]:
    """What the sheet of the whole says of its money, where there are no accounts yet."""
    sources = {
        "fiscal": (None, values.get("adjusted_fiscal")),
        "own": (values.get("own_initial"), values.get("adjusted_own")),
    }
    return {
        source: Expenditure(initial=initial, adjusted=adjusted)
        for source, (initial, adjusted) in sources.items()
        if initial is not None or adjusted is not None
    }


def _funds(values: Mapping[str, Any]) -> Mapping[Any, Expenditure]:
    """The three sources of a project, each with those stages that are filled in."""
    found = {
        source: {stage: values[f"{source}.{stage}"] for stage in _STAGES if f"{source}.{stage}" in values}
        for source in _SOURCES
    }
    return {source: Expenditure(**money) for source, money in found.items() if money}


def _through_the_year(name: str, more: Mapping[str, Any], sheets: _Sheets) -> dict[str, Any]:
    """What the sheets of indicators and of the stages say of a work."""
    head = {
        key: more.get(key, "") for key in ("code", "authority", "category", "attribute", "type", "term", "term_goal")
    }
    said = next(iter(sheets.of("evaluated", name)), {})
    return {
        **head,
        **said,
        "managed": tuple(ManagedRow(**item) for item in sheets.of("management", name)),
        "declared": _date(more.get("declared")),
        "evaluated": _date(more.get("evaluated")),
        "indicators": tuple(CycleIndicator(**item) for item in sheets.of("targets", name)),
        "approvals": tuple(Approval(**_dated(item, "date")) for item in sheets.of("approvals", name)),
        "monitorings": tuple(_monitorings(name, sheets)),
        "review": _review(name, sheets),
        "applications": tuple(
            Application(**_dated(item, "due", "done_date")) for item in sheets.of("applications", name)
        ),
    }


def _monitorings(name: str, sheets: _Sheets) -> Iterator[Monitoring]:
    """A monitoring a day: its money and its indicators stand on two sheets."""
    money = {item["date"]: item for item in sheets.of("monitored_funds", name)}
    seen: dict[str, list[Monitored]] = {}
    for item in sheets.of("monitored", name):
        seen.setdefault(item["date"], []).append(
            Monitored(**{key: value for key, value in item.items() if key != "date"})
        )
    for date in sorted({*money, *seen}):
        row = money.get(date, {})
        yield Monitoring(
            date=datetime.date.fromisoformat(date),
            executed=row.get("executed"),
            likely=row.get("likely"),
            indicators=tuple(seen.get(date, ())),
        )


def _review(name: str, sheets: _Sheets) -> ReviewOfWork | None:
    items = tuple(ReviewItem(**item) for item in sheets.of("reviewed", name))
    report = next(iter(sheets.of("review_texts", name)), None)
    if not items and report is None:
        return None
    report = report or {}
    return ReviewOfWork(
        date=_date(report.get("date")),
        evaluator=report.get("evaluator", ""),
        items=items,
        texts={key: report[key] for key in _REPORT if key in report},
    )


def _date(text: str | None) -> datetime.date | None:
    return datetime.date.fromisoformat(text) if text else None


def _dated(values: Mapping[str, Any], *keys: str) -> dict[str, Any]:
    return {key: _date(value) if key in keys else value for key, value in values.items()}
