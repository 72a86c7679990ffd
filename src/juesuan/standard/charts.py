"""The charts of a disclosure's web page, as data. Data in ``data/charts.toml``."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated

import msgspec
from msgspec import Struct

from juesuan.model import FactKey
from juesuan.standard.layers import Layers
from juesuan.standard.loading import DataError, DataTable, Fact, Meaning, read_toml
from juesuan.standard.references import FormId, FundName, ItemName, MeasureName, Text
from juesuan.standard.vocabulary import Vocabulary

__all__ = ["ChartSchema", "load_charts"]

_LAST_YEAR = "last_year"


class ChartSchema(Struct, frozen=True, eq=False):
    """A chart: the facts that it shows, and what each is compared with.

    Attributes:
        title: what stands above it.
        rows: facts that a form names: form and measure.
        by_code, digits: a fact by functional code, ``*`` for the code, of so many digits; None: none.
        named: further facts with their names.
        stage: the stage of the budget that each is compared with; empty: none.
        with_last_year: whether each is compared with the year before.
        series: what the two bars of a comparison are.
        apart: dimensions with values whose facts contain others of the chart.
    """

    title: str
    rows: tuple[tuple[str, str], ...]
    by_code: FactKey | None
    digits: int
    named: Mapping[FactKey, str]
    stage: str
    with_last_year: bool
    series: tuple[str, ...]
    apart: frozenset[tuple[str, str]]

    @property
    def compares(self) -> bool:
        """Whether there are two bars a row."""
        return self.with_last_year or bool(self.stage)

    def other(self, fact: FactKey) -> FactKey:
        """What a fact is compared with."""
        return fact.last_year if self.with_last_year else fact.but(stage=self.stage)


class _Apart(DataTable, frozen=True):
    fund: tuple[FundName, ...] = ()
    item: tuple[ItemName, ...] = ()


class _Chart(DataTable, frozen=True):
    title: Text
    rows: tuple[tuple[FormId, MeasureName], ...] = ()
    by_code: Fact | None = None
    digits: Annotated[int, msgspec.Meta(ge=3, le=7)] = 3
    beside: str = ""
    series: tuple[Text, ...] = ()
    named: dict[Fact, Text] = msgspec.field(default_factory=dict)


class _ChartData(DataTable, frozen=True):
    """``charts.toml``."""

    charts: tuple[_Chart, ...]
    apart: _Apart


def load_charts(layers: Layers, meaning: Meaning, vocabulary: Vocabulary) -> tuple[ChartSchema, ...]:
    """The charts in their order; of several files the uppermost.

    Raises:
        DataError: for its first mistake.
    """
    file = layers.files("charts.toml")[-1]
    data = read_toml(file, _ChartData, meaning)
    apart = {(name, value) for name in _Apart.__struct_fields__ for value in getattr(data.apart, name)}
    stages = vocabulary.values("stage")
    for index, chart in enumerate(data.charts):
        if chart.beside and chart.beside != _LAST_YEAR and chart.beside not in stages:
            known = "、".join((*stages, _LAST_YEAR))
            raise DataError(file.name, f"charts[{index}].beside", f"“{chart.beside}”不是阶段，可选：{known}")
        if len(chart.series) != (2 if chart.beside else 0):
            raise DataError(file.name, f"charts[{index}].series", "有 beside 的写两项名称，没有的不写")
    return tuple(_chart(chart, frozenset(apart)) for chart in data.charts)


def _chart(item: _Chart, apart: frozenset[tuple[str, str]]) -> ChartSchema:
    return ChartSchema(
        title=item.title,
        rows=item.rows,
        by_code=item.by_code.key if item.by_code is not None else None,
        digits=item.digits,
        named={fact.key: name for fact, name in item.named.items()},
        stage="" if item.beside == _LAST_YEAR else item.beside,
        with_last_year=item.beside == _LAST_YEAR,
        series=item.series,
        apart=apart,
    )
