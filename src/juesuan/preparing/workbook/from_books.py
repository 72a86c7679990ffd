"""Books to what stands in the sheets of a workbook: reading it gives back exactly the same Books."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import fields
from decimal import Decimal
from itertools import zip_longest
from typing import Any

from juesuan.preparing.books import (
    Adjustment,
    Books,
    Contract,
    EvidenceFile,
    GivenCell,
    ManagementPoints,
    MeasureLine,
    OverallWork,
    ProjectWork,
    Target,
)
from juesuan.preparing.workbook.to_books import OVERALL
from juesuan.preparing.workbook.values import Value, spelt
from juesuan.standard import Standard
from juesuan.standard.bookkeeping import Bookkeeping

__all__ = ["filled_sheets"]

Row = Mapping[str, Value]


def filled_sheets(books: Books, standard: Standard) -> Mapping[str, tuple[Row, ...]]:
    """The rows of every sheet by its id, as they are to be written: words for keys, codes with their names."""
    rows = _rows(books, standard.bookkeeping)
    found: dict[str, tuple[Row, ...]] = {}
    for sheet in standard.workbook.sheets:
        labelled = {field.key: field for field in sheet.fields}
        found[sheet.id] = tuple(
            {key: spelt(labelled[key], value, standard.codes, books.year, books.names) for key, value in row.items()}
            for row in rows.get(sheet.id, ())  # the sheets of the performance cycle are no books
        )
    return found


def _rows(books: Books, kept: Bookkeeping) -> dict[str, list[dict[str, Value]]]:
    department, kinds = books.department, {agency.name: agency.kind for agency in books.department.kinds}
    head = {key: getattr(department, key) for key in ("name", "level", "place", "kind", "former")}
    rows = {
        "department": [_given({**head, "year": books.year})],
        "agencies": [_given({"name": name, "kind": kinds.get(name, "")}) for name in department.agencies],
        "organisation": [
            {"part": part, "text": text} for part in ("duties", "divisions") for text in getattr(department, part)
        ],
        "three_public": _three_public(books),
        "amounts": [
            {key: getattr(books, key) for key in ("surplus_used", "surplus_distributed", "running_costs")}
            | dict(books.procurement)
        ],
        "counts": [dict(books.counts)],
        "reasons": [_reason(books, key) for key in dict.fromkeys([*books.reasons, *books.purposes])],
        "previous": [dict(books.previous) | ({"without_previous": "yes"} if books.without_previous else {})],
        "projects": [_project(project) for project in books.projects],
        "targets": list(_targets(books)),
        "measures": [_plain_fields(line) for line in books.measures],
        "evidence": [_plain_fields(file) for file in books.evidence],
        "adjustments": [_plain_fields(line) for line in books.adjustments],
        "form_cells": [_plain_fields(cell) for cell in books.form_cells],
        "contracts": [_plain_fields(line) for line in books.contracts],
        "texts": [{"section": section, "text": text} for section, text in books.texts],
        "management": [{"project": work.name, **_plain_fields(row)} for work in books.projects for row in work.managed],
        **_overall(books.overall, kept),
    }
    for name in ("income", "spending", "basic", "opening", "closing", "initial"):
        rows[name] = [
            _given({item.name: getattr(line, item.name) for item in fields(line)}) for line in getattr(books, name)
        ]
    return rows


def _plain_fields(
    line: MeasureLine | EvidenceFile | Adjustment | Contract | GivenCell | ManagementPoints,
) -> dict[str, Value]:
    return _given({item.name: getattr(line, item.name) for item in fields(line)})


def _given(values: Mapping[str, Any]) -> dict[str, Value]:
    """Without what is left blank."""
    return {key: value for key, value in values.items() if value not in ("", None)}


def _reason(books: Books, key: str) -> dict[str, Value]:
    """A reason, by its topic alone or by code and fund."""
    fund, _, topic = key.rpartition(":")
    return _given(
        {"topic": topic, "fund": fund, "reason": books.reasons.get(key, ""), "purpose": books.purposes.get(key, "")}
    )


def _three_public(books: Books) -> list[dict[str, Value]]:
    stages = books.three_public
    items = dict.fromkeys(item for amounts in stages.values() for item in amounts)
    return [
        {"item": item, **{stage: stages[stage][item] for stage in stages if item in stages[stage]}} for item in items
    ]


def _overall(work: OverallWork | None, kept: Bookkeeping) -> dict[str, list[dict[str, Value]]]:
    if work is None:
        return {"overall": [], "goals": [], "tasks": []}
    funds = {
        "adjusted_fiscal": work.adjusted[kept.appropriations],
        "own_initial": work.own_initial,
        "adjusted_own": work.adjusted.get(kept.own, Decimal(0)),
    }
    pairs = zip_longest(work.goals, work.results, fillvalue="")
    return {
        "overall": [dict(funds)],
        "goals": [_given({"goal": goal, "result": result}) for goal, result in pairs],
        "tasks": [_given({item.name: getattr(task, item.name) for item in fields(task)}) for task in work.tasks],
    }


def _project(project: ProjectWork) -> dict[str, Value]:
    row: dict[str, Any] = {key: getattr(project, key) for key in ("name", "implementer", "goal", "result")}
    for source, money in project.funds.items():
        row |= {f"{source}.{item.name}": getattr(money, item.name) for item in fields(money)}
    return _given(row | {f"management.{name}": text for name, text in project.management.items()})


def _targets(books: Books) -> Iterator[dict[str, Value]]:
    for target in books.overall.targets if books.overall else ():
        yield _target(OVERALL, target)
    for project in books.projects:
        for target in project.targets:
            yield _target(project.name, target)


def _target(project: str, target: Target) -> dict[str, Value]:
    levels = {f"level{number}": name for number, name in enumerate(target.levels, 1)}
    rest = {key: getattr(target, key) for key in ("target", "actual", "points", "score", "reason")}
    return _given({"project": project, **levels, **rest})
