"""The record to the rows of the workbook's sheets: reading them gives the record again, but for what only the accounts say."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

import msgspec

from juesuan.performance.cycle.record import Cycle, CycleWork
from juesuan.preparing.workbook import OVERALL, Value
from juesuan.preparing.workbook.values import spelt
from juesuan.standard import Standard

__all__ = ["CYCLE_SHEETS", "cycle_rows"]

CYCLE_SHEETS = (
    "declared",
    "evaluated",
    "approvals",
    "monitored_funds",
    "monitored",
    "reviewed",
    "review_texts",
    "applications",
)
"""The sheets that only the cycle needs."""

_ACCOUNTED = ("initial", "adjusted", "executed")
_DECLARED = ("declared", "code", "authority", "category", "attribute", "type", "term", "term_goal", "evaluated")
_EVALUATED = (
    "content",
    "execution_score",
    "execution_reason",
    "conclusion",
    "problems",
    "remedies",
    "lead",
    "finance_lead",
)


def cycle_rows(cycle: Cycle, standard: Standard) -> Mapping[str, tuple[Mapping[str, Value], ...]]:
    """The rows of every sheet by its id, in the words of the workbook."""
    found: dict[str, list[dict[str, Any]]] = {sheet.id: [] for sheet in standard.workbook.sheets}
    found["department"].append({key: getattr(cycle, key) for key in ("level", "place", "year")} | {"name": cycle.unit})
    for work in cycle.works:
        for sheet, row in _rows(work):
            found[sheet].append(row)
    return {
        sheet.id: tuple(
            {
                field.key: spelt(field, _plain(row[field.key]), standard.codes, cycle.year)
                for field in sheet.fields
                if row.get(field.key) not in (None, "")
            }
            for row in found[sheet.id]
        )
        for sheet in standard.workbook.sheets
    }


def _plain(value: Any) -> Value:
    if isinstance(value, datetime.date):
        return value.isoformat()
    return value if isinstance(value, str | int | Decimal) else str(value)


def _rows(work: CycleWork) -> Iterator[tuple[str, dict[str, Any]]]:
    whole = work.kind == "overall"
    name = OVERALL if whole else work.name
    head = {key: getattr(work, key) for key in _DECLARED}
    terms = {f"{source}.term": money.term for source, money in work.funds.items()}
    if any(value is not None and value != "" for value in (*head.values(), *terms.values())):
        yield "declared", {"project": name, **head, **terms}
    said = {key: getattr(work, key) for key in _EVALUATED}
    if any(value is not None and value != "" for value in said.values()):
        yield "evaluated", {"project": name, **said}
    for row in work.managed:
        yield "management", {"project": name, **msgspec.structs.asdict(row)}
    yield from _overall(work) if whole else _project(work)
    for part, sheet in (("indicators", "targets"), ("approvals", "approvals"), ("applications", "applications")):
        for item in getattr(work, part):
            yield sheet, {"project": name, **msgspec.structs.asdict(item)}
    for monitoring in work.monitorings:
        shared = {"project": name, "date": monitoring.date}
        if monitoring.executed is not None or monitoring.likely is not None:
            yield "monitored_funds", {**shared, "executed": monitoring.executed, "likely": monitoring.likely}
        for seen in monitoring.indicators:
            yield "monitored", {**shared, **msgspec.structs.asdict(seen)}
    if work.review is not None:
        for line in work.review.items:
            yield "reviewed", {"project": name, **msgspec.structs.asdict(line)}
        head = {"date": work.review.date, "evaluator": work.review.evaluator}
        yield "review_texts", {"project": name, **head, **work.review.texts}


def _overall(work: CycleWork) -> Iterator[tuple[str, dict[str, Any]]]:
    fiscal, own = work.funds.get("fiscal"), work.funds.get("own")
    funds = {
        "adjusted_fiscal": fiscal.adjusted if fiscal else None,
        "own_initial": own.initial if own else None,
        "adjusted_own": own.adjusted if own else None,
    }
    if any(value is not None for value in funds.values()):
        yield "overall", funds
    if work.goal or work.result:
        yield "goals", {"goal": work.goal, "result": work.result}
    for task in work.tasks:
        yield "tasks", msgspec.structs.asdict(task)


def _project(work: CycleWork) -> Iterator[tuple[str, dict[str, Any]]]:
    row: dict[str, Any] = {key: getattr(work, key) for key in ("name", "implementer", "goal", "result")}
    for source, money in work.funds.items():
        row |= {f"{source}.{stage}": getattr(money, stage) for stage in _ACCOUNTED}
    yield "projects", row | {f"management.{name}": text for name, text in work.management.items()}
