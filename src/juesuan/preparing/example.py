"""The worked example: the books of an invented department, from ``standard/data/examples``."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from typing import Any, TypeVar

from juesuan.preparing.books import (
    Agency,
    AnnualTask,
    Basic,
    Books,
    Department,
    GivenCell,
    Income,
    Initial,
    Money,
    Opening,
    OverallWork,
    ProjectWork,
    Spending,
    Target,
)
from juesuan.preparing.workbook.indicators import OVERALL
from juesuan.standard import Standard
from juesuan.standard.bookkeeping import Bookkeeping
from juesuan.standard.performance import EvaluationVocabulary
from juesuan.standard.worked_example import Example, ExampleOverall, ExampleProject, ExampleTarget, ExampleUnit

__all__ = ["example_books"]


def example_books(standard: Standard) -> Books:
    """The example department's books."""
    data = standard.example
    return Books(
        department=_department(data),
        year=data.year,
        income=tuple(line for unit in data.units for line in _income(unit)),
        spending=tuple(line for unit in data.units for line in _spending(unit, standard.bookkeeping)),
        basic=tuple(Basic(code, amount, unit.name) for unit in data.units for code, amount in unit.basic.items()),
        opening=tuple(
            Opening(fund, amount, code, unit.name)
            for unit in data.units
            for fund, code, amount in _grouped(unit.opening)
        ),
        initial=tuple(
            Initial(code, fund, amount, unit.name)
            for unit in data.units
            for fund, code, amount in _grouped(unit.initial)
        ),
        surplus_used=data.surplus_used,
        surplus_distributed=data.surplus_distributed,
        three_public={str(stage): _named(items) for stage, items in data.three_public.items()},
        procurement=_named(data.procurement),
        counts={str(fact.key): count for fact, count in data.counts.items()},
        running_costs=data.running_costs,
        previous={str(fact.key): amount for fact, amount in data.previous.items()},
        reasons=data.reasons,
        purposes=_named(data.purposes),
        overall=_overall(data.overall),
        form_cells=(_execution(data.overall, standard.evaluations),),
        projects=tuple(_project(item, data.management) for item in data.projects),
    )


_Item = TypeVar("_Item")


def _named(items: Mapping[Any, _Item]) -> dict[str, _Item]:
    return {str(key): item for key, item in items.items()}


def _department(data: Example) -> Department:
    department = data.department
    return Department(
        name=department.name,
        level=department.level,
        place=department.place,
        kind=department.kind,
        duties=department.duties,
        divisions=department.divisions,
        agencies=tuple(unit.name for unit in data.units),
        kinds=tuple(Agency(unit.name, unit.kind) for unit in data.units),
    )


def _income(unit: ExampleUnit) -> Iterator[Income]:
    """Income of a unit, last what it got from the others."""
    for source, code, amount in _grouped(unit.income):
        yield Income(code, source, amount, unit.name)
    for flow in unit.received:
        yield Income(flow.function, flow.source, flow.amount, unit.name, flow.counterpart)


def _spending(unit: ExampleUnit, kept: Bookkeeping) -> Iterator[Spending]:
    """Spending of a unit, last what it paid to the others, which is its own money."""
    for fund, natures in unit.spending.items():
        for nature, code, amount in _grouped(natures):
            yield Spending(code, fund, nature, amount, unit.name)
    for flow in unit.paid:
        yield Spending(flow.function, kept.own, flow.nature, flow.amount, unit.name, flow.counterpart)


def _grouped(groups: Mapping[Any, Mapping[Any, Decimal]]) -> Iterator[tuple[str, str, Decimal]]:
    """Group, code and amount of ``group -> code -> amount``."""
    for group, items in groups.items():
        for code, amount in items.items():
            yield group, code, amount


def _targets(targets: Iterable[ExampleTarget]) -> tuple[Target, ...]:
    return tuple(
        Target(item.levels, item.target, item.actual, item.reason, item.points, item.score) for item in targets
    )


def _execution(data: ExampleOverall, words: EvaluationVocabulary) -> GivenCell:
    """The score of the budget's execution as the unit gives it: not every place has published a rule."""
    row, column = words.row_title("total"), words.column_title("score")
    return GivenCell(OVERALL, column, f"{data.execution_score}", data.execution_reason, row)


def _overall(data: ExampleOverall) -> OverallWork:
    return OverallWork(
        adjusted=_named(data.adjusted),
        own_initial=data.own_initial,
        goals=data.goals,
        results=data.results,
        tasks=tuple(AnnualTask(task.name, task.content, task.result) for task in data.tasks),
        targets=_targets(data.targets),
    )


def _project(data: ExampleProject, management: Mapping[str, str]) -> ProjectWork:
    return ProjectWork(
        name=data.name,
        implementer=data.implementer,
        funds={source: Money(*stages) for source, stages in data.funds.items()},
        goal=data.goal,
        result=data.result,
        targets=_targets(data.targets),
        management=management,
    )
