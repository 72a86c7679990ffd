"""The worked example: the books of an invented department, from ``standard/data/examples``."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from functools import lru_cache
from importlib.resources import files
from typing import Any

from juesuan.preparing.books import (
    OWN,
    Agency,
    Basic,
    Books,
    Department,
    Income,
    Initial,
    Money,
    Opening,
    OverallWork,
    ProjectWork,
    Spending,
    Target,
    Task,
)

__all__ = ["example_books"]


@lru_cache(maxsize=1)
def example_books() -> Books:
    """The example department's books."""
    folder = files("juesuan.standard") / "data" / "examples"
    raw = tomllib.loads((folder / "department.toml").read_text(encoding="utf-8"))
    units = raw["units"]
    return Books(
        department=_department(raw["department"], units),
        year=raw["year"],
        income=tuple(line for unit in units for line in _income(unit)),
        spending=tuple(line for unit in units for line in _spending(unit)),
        basic=tuple(
            Basic(code, amount, unit["name"]) for unit in units for code, amount in _amounts(unit["basic"]).items()
        ),
        opening=tuple(
            Opening(fund, amount, code, unit["name"])
            for unit in units
            for fund, code, amount in _grouped(unit.get("opening", {}))
        ),
        initial=tuple(
            Initial(code, fund, amount, unit["name"])
            for unit in units
            for fund, code, amount in _grouped(unit["initial"])
        ),
        surplus_used=Decimal(raw["surplus_used"]),
        surplus_distributed=Decimal(raw["surplus_distributed"]),
        three_public={stage: _amounts(items) for stage, items in raw["three_public"].items()},
        procurement=_amounts(raw["procurement"]),
        counts=raw["counts"],
        running_costs=Decimal(raw["running_costs"]),
        previous=_amounts(raw["previous"]),
        reasons=raw["reasons"],
        purposes=raw["purposes"],
        overall=_overall(raw["overall"]),
        projects=tuple(_project(item, raw["management"]) for item in raw["projects"]),
    )


def _department(raw: Mapping[str, Any], units: Sequence[Mapping[str, Any]]) -> Department:
    return Department(
        name=raw["name"],
        level=raw["level"],
        place=raw["place"],
        kind=raw["kind"],
        duties=tuple(raw["duties"]),
        divisions=tuple(raw["divisions"]),
        agencies=tuple(unit["name"] for unit in units),
        kinds=tuple(Agency(unit["name"], unit["kind"]) for unit in units),
    )


def _income(unit: Mapping[str, Any]) -> Iterator[Income]:
    """Income of a unit, last what it got from the others."""
    for source, code, amount in _grouped(unit["income"]):
        yield Income(code, source, amount, unit["name"])
    for flow in unit.get("received", ()):
        yield Income(flow["function"], flow["source"], Decimal(flow["amount"]), unit["name"], flow["counterpart"])


def _spending(unit: Mapping[str, Any]) -> Iterator[Spending]:
    """Spending of a unit, last what it paid to the others, which is its own money."""
    for fund, natures in unit["spending"].items():
        for nature, code, amount in _grouped(natures):
            yield Spending(code, fund, nature, amount, unit["name"])
    for flow in unit.get("paid", ()):
        yield Spending(
            flow["function"], OWN, flow["nature"], Decimal(flow["amount"]), unit["name"], flow["counterpart"]
        )


def _amounts(raw: Mapping[str, str]) -> dict[str, Decimal]:
    return {name: Decimal(text) for name, text in raw.items()}


def _grouped(raw: Mapping[str, Mapping[str, str]]) -> Iterator[tuple[str, str, Decimal]]:
    """Group, code and amount of ``group -> code -> amount``."""
    for group, items in raw.items():
        for code, text in items.items():
            yield group, code, Decimal(text)


def _targets(raw: list[Mapping[str, Any]]) -> tuple[Target, ...]:
    return tuple(
        Target(
            (item["levels"][0], item["levels"][1], item["levels"][2]),
            item["target"],
            item.get("actual", ""),
            item.get("reason", ""),
            Decimal(item["points"]) if "points" in item else None,
            Decimal(item["score"]) if "score" in item else None,
        )
        for item in raw
    )


def _overall(raw: Mapping[str, Any]) -> OverallWork:
    return OverallWork(
        adjusted=_amounts(raw["adjusted"]),
        own_initial=Decimal(raw["own_initial"]),
        goals=tuple(raw["goals"]),
        results=tuple(raw["results"]),
        tasks=tuple(Task(**task) for task in raw["tasks"]),
        targets=_targets(raw["targets"]),
    )


def _project(raw: Mapping[str, Any], management: Mapping[str, str]) -> ProjectWork:
    return ProjectWork(
        name=raw["name"],
        implementer=raw["implementer"],
        funds={source: Money(*map(Decimal, stages)) for source, stages in raw["funds"].items()},
        goal=raw["goal"],
        result=raw["result"],
        targets=_targets(raw["targets"]),
        management=management,
    )
