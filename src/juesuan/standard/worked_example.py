"""The books of an invented department as data, in ``data/examples/department.toml``; preparing makes books of them."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import Annotated, Literal, TypeAlias

import msgspec

from juesuan.standard.layers import Layers
from juesuan.standard.loading import DataError, DataTable, Fact, Meaning, read_toml
from juesuan.standard.references import (
    EconomicCode,
    Figure,
    FunctionCode,
    FundName,
    ItemName,
    NatureName,
    SourceName,
    StageName,
    Text,
    Year,
)

__all__ = ["Example", "ExampleOverall", "ExampleProject", "ExampleTarget", "ExampleUnit", "load_example"]

Kind: TypeAlias = Literal["行政", "参公", "事业"]
ByCode: TypeAlias = dict[FunctionCode, Figure]
Stages: TypeAlias = tuple[Figure, Figure, Figure]
FormSource: TypeAlias = Literal["fiscal", "special", "own"]


class ExampleDepartment(DataTable, frozen=True):
    """Who publishes; see :class:`juesuan.preparing.books.Department`."""

    name: Text
    level: Literal["部门", "单位"]
    place: Text
    kind: Kind
    duties: tuple[Text, ...]
    divisions: tuple[Text, ...]


class ExampleReceipt(DataTable, frozen=True):
    """Money from another unit in scope."""

    counterpart: Text
    source: SourceName
    function: FunctionCode
    amount: Figure


class ExamplePayment(DataTable, frozen=True):
    """Money to another unit in scope, out of own money."""

    counterpart: Text
    nature: NatureName
    function: FunctionCode
    amount: Figure


class ExampleUnit(DataTable, frozen=True):
    """The accounts of one unit, yuan: ``income`` by source, ``spending`` by fund and nature, ``opening`` and ``initial`` by fund."""

    name: Text
    kind: Kind
    income: dict[str, ByCode]
    spending: dict[str, dict[NatureName, ByCode]]
    basic: dict[EconomicCode, Figure]
    initial: dict[FundName, ByCode]
    opening: dict[str, ByCode] = msgspec.field(default_factory=dict)
    received: tuple[ExampleReceipt, ...] = ()
    paid: tuple[ExamplePayment, ...] = ()


class ExampleTask(DataTable, frozen=True):
    """One of the year's tasks."""

    name: Text
    content: Text
    result: Text


class ExampleTarget(DataTable, frozen=True):
    """An indicator; see :class:`juesuan.preparing.books.Target`."""

    levels: tuple[Text, Text, Text]
    target: Text
    actual: str = ""
    reason: str = ""
    points: Figure | None = None
    score: Figure | None = None


class ExampleOverall(DataTable, frozen=True):
    """The overall self-evaluation. ``execution_score``: of the budget's execution, which the place has published no rule for, and why."""

    execution_score: Figure
    execution_reason: Text
    adjusted: dict[FormSource, Figure]
    own_initial: Figure
    goals: tuple[Text, ...]
    results: tuple[Text, ...]
    tasks: tuple[ExampleTask, ...]
    targets: tuple[ExampleTarget, ...]


class ExampleProject(DataTable, frozen=True):
    """A project; ``funds``: initial, adjusted and executed by source."""

    name: Text
    implementer: Text
    funds: dict[FormSource, Stages]
    goal: Text
    result: Text
    targets: tuple[ExampleTarget, ...]


class Example(DataTable, frozen=True):
    """``department.toml``; see :class:`juesuan.preparing.books.Books`."""

    year: Year
    surplus_used: Figure
    surplus_distributed: Figure
    running_costs: Figure
    department: ExampleDepartment
    units: tuple[ExampleUnit, ...]
    three_public: Mapping[StageName, Mapping[ItemName, Figure]]
    procurement: Mapping[ItemName, Figure]
    counts: dict[Fact, Annotated[int, msgspec.Meta(ge=0)]]
    previous: dict[Fact, Figure]
    reasons: dict[Text, Text]
    purposes: Mapping[FunctionCode, Text]
    overall: ExampleOverall
    management: dict[Text, Text]
    projects: tuple[ExampleProject, ...]


def load_example(layers: Layers, meaning: Meaning, topics: Collection[str], own: str) -> Example:
    """The example; of several files the uppermost. ``topics``: what reasons may be for, besides functional codes.

    Raises:
        DataError: for its first mistake.
    """
    file = layers.files("examples/department.toml")[-1]
    example = read_toml(file, Example, meaning)
    names = [unit.name for unit in example.units]
    for index, unit in enumerate(example.units):
        for place, key, kinds in _cited(unit, own):
            if not any(_is_known(kind, key, meaning) for kind in kinds):
                raise DataError(file.name, f"units[{index}].{place}.{key}", f"没有名为“{key}”的资金或收入来源")
        partners = [flow.counterpart for flow in unit.received] + [flow.counterpart for flow in unit.paid]
        for name in partners:
            if name not in names:
                raise DataError(file.name, f"units[{index}]", f"往来单位“{name}”不在 units 中")
    for key in example.reasons:
        if key not in topics and not _is_known(FunctionCode, key, meaning):
            raise DataError(file.name, f"reasons.{key}", f"没有名为“{key}”的事项或功能科目")
    return example


def _cited(unit: ExampleUnit, own: str) -> Iterator[tuple[str, str, tuple[type[FundName] | type[SourceName], ...]]]:
    groups: tuple[tuple[str, Mapping[str, object], tuple[type[FundName] | type[SourceName], ...]], ...] = (
        ("income", unit.income, (FundName, SourceName)),
        ("spending", unit.spending, (FundName,)),
        ("opening", unit.opening, (FundName,)),
    )
    for place, items, kinds in groups:
        yield from ((place, key, kinds) for key in items if key != own or place == "income")


def _is_known(kind: type[FundName | SourceName | FunctionCode], key: str, meaning: Meaning) -> bool:
    try:
        meaning.decode(kind, key)
    except ValueError:
        return False
    return True
