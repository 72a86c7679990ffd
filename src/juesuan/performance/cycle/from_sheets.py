"""The record from the sheets of the accountant's workbook: those of the self-evaluation, and those of the cycle.

A sheet may be unfinished: at the time of the goals nobody knows a result. So what is not filled in is no mistake here, but what a
stage needs (:mod:`juesuan.performance.cycle.stages`); what is filled in and cannot be understood is one, whatever the stage.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from msgspec.structs import replace

from juesuan.model import Problem
from juesuan.model.numbered_lines import joined_points
from juesuan.model.spelling import normalise
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
from juesuan.performance.cycle.whole import AccountedProject, books_so_far, project_from_books, whole_from_books
from juesuan.preparing.workbook import OVERALL, InputSheet, WorkbookRead
from juesuan.preparing.workbook.as_meant import as_meant, sorted_sheets
from juesuan.preparing.workbook.books_in_making import text_of
from juesuan.preparing.workbook.once import in_order, told_once
from juesuan.preparing.workbook.sheets import FilledRow, read_sheet
from juesuan.preparing.workbook.values import Known, same_name
from juesuan.standard import Standard
from juesuan.standard.quantity import parse_quantity

__all__ = ["CycleRead", "read_cycle"]

_NOTHING = Decimal(0)
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
    """What the sheets say of the cycle: the record, unless something is wrong, and what is; ``remarks``: what was left aside."""

    cycle: Cycle | None
    problems: tuple[Problem, ...]
    remarks: tuple[Problem, ...] = ()


@dataclass
class _Sheets:
    """The sheets at hand, what was read of them, and what was found wrong with them."""

    known: Known
    sheets: Mapping[str, Sequence[InputSheet]]
    problems: list[Problem] = field(default_factory=list)
    remarks: list[Problem] = field(default_factory=list)
    read: dict[str, list[FilledRow]] = field(default_factory=dict)

    def entries(self, sheet_id: str) -> list[FilledRow]:
        """The entries of a sheet, each read once."""
        if sheet_id not in self.read:
            self.read[sheet_id] = self._entries(sheet_id)
        return self.read[sheet_id]

    def _entries(self, sheet_id: str) -> list[FilledRow]:
        form = self.known.standard.workbook.sheet(sheet_id)
        later = _LATER.get(sheet_id, ())
        fields = tuple(replace(item, required=item.required and item.key not in later) for item in form.fields)
        form = replace(form, fields=fields)
        found: list[FilledRow] = []
        for sheet in self.sheets.get(sheet_id, ()):
            read = read_sheet(form, sheet, self.known)
            self.problems += read.problems
            self.remarks += read.remarks
            found += read.entries
        return found

    def rows(self, sheet_id: str) -> list[FilledRow]:
        """The entries of a sheet that can be used."""
        return [entry for entry in self.entries(sheet_id) if entry.complete]

    def projects(self) -> list[str]:
        """The names of the projects: one in whose row something else is wrong can still be spoken of."""
        seen: dict[str, FilledRow] = {}
        for entry in self.entries("projects"):
            name = text_of(entry, "name")
            if not name:
                continue
            first = seen.setdefault(same_name(name), entry)
            if first is not entry:
                message = f"项目名称与 {first.place('name').cell} 重复，请合并或删去一行"
                self.problems.append(entry.problem("name", message))
        return [text_of(entry, "name") for entry in seen.values()]

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
    meant = as_meant(sheets, schema)
    found = sorted_sheets(meant.sheets, schema, meant.remarks)
    at_hand = _Sheets(Known(standard), found, meant.problems, meant.remarks)
    head = next(iter(at_hand.rows("department")), None)
    if head is None:
        return CycleRead(None, tuple(at_hand.problems) or (Problem("没有“单位信息”表，或者没有填完"),))
    year = head.values["year"]
    assert isinstance(year, int)
    at_hand.known = Known(standard, year, (str(head.values["name"]),), tuple(at_hand.projects()))
    books = books_so_far(sheets, standard)
    works = [_project(entry.values, at_hand, books) for entry in at_hand.rows("projects")]
    whole = _overall(str(head.values["name"]), at_hand, books)
    record: dict[str, Any] = {key: head.values[key] for key in ("level", "place", "year") if key in head.values}
    problems = told_once(in_order(dict.fromkeys(at_hand.problems), schema))
    remarks = in_order(dict.fromkeys(at_hand.remarks), schema)
    if problems:
        return CycleRead(None, problems, remarks)
    cycle = Cycle(unit=str(head.values["name"]), **record, works=(*([whole] if whole else []), *works))
    return CycleRead(cycle, (), remarks)


def _project(values: Mapping[str, Any], sheets: _Sheets, books: WorkbookRead) -> CycleWork:
    name = str(values["name"])
    more = next(iter(sheets.of("declared", name)), {})
    values = {**_accounted(values, project_from_books(books, name, sheets.known.standard), sheets), **values}
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


def _accounted(values: Mapping[str, Any], found: AccountedProject, sheets: _Sheets) -> Mapping[str, Any]:
    """What the accounts say of a project where its own row leaves it blank: what was executed, and the budget after adjustments."""
    money = {f"{source}.executed": amount for source, amount in found.executed.items()}
    for source, more in found.more.items():
        initial = values.get(f"{source}.initial", _NOTHING)
        money[f"{source}.adjusted"] = initial + more
    if money.keys() - values.keys():
        sheets.problems += found.problems
    return money


def _overall(name: str, sheets: _Sheets, books: WorkbookRead) -> CycleWork | None:
    """The work as a whole: what its own sheets say, and, where the accounts are there, its money and rates."""
    goals, tasks = sheets.rows("goals"), sheets.rows("tasks")
    funds = next((entry.values for entry in sheets.rows("overall")), {})
    more = next(iter(sheets.of("declared", OVERALL)), {})
    through = _through_the_year(OVERALL, more, sheets)
    if not (goals or tasks or funds or more or through["indicators"]):
        return None
    accounts = whole_from_books(books, sheets.known.standard)
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
    said = {**_given_score(name, sheets), **next(iter(sheets.of("evaluated", name)), {})}
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


def _given_score(name: str, sheets: _Sheets) -> dict[str, Any]:
    """The score of the execution where it was given as a cell of the form that is published: it is the same one."""
    words = sheets.known.standard.evaluations
    for item in sheets.of("form_cells", name):
        row, column = (same_name(str(item.get(key, ""))) for key in ("row", "column"))
        if words.fund_row(row) == "total" and words.fund_column(column) == "score":
            score = parse_quantity(normalise(str(item["value"])))
            return {"execution_score": score.value} if score is not None else {}
    return {}


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
