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

__all__ = ["ChartSchema", "ChartSchemas", "YearsSchema", "load_charts"]

_LAST_YEAR = "last_year"


class ChartSchema(Struct, frozen=True, eq=False):
    """A chart: the facts that it shows, and what each is compared with.

    Attributes:
        title: what stands above it.
        rows: facts that a form names: form and measure.
        by_code, digits: a fact by functional or economic code, ``*`` for the code, of so many digits; None: none.
        named: further facts with their names.
        per_form: a fact that evaluation forms state, a row a form; None: none.
        stages: the stages of the budget that each is compared with.
        with_last_year: whether each is compared with the year before.
        series: what the bars of a comparison are.
        is_published: whether it is on the web page of the disclosure.
        apart: dimensions with values whose facts contain others of the chart.
    """

    title: str
    rows: tuple[tuple[str, str], ...]
    by_code: FactKey | None
    digits: int
    named: Mapping[FactKey, str]
    per_form: FactKey | None
    stages: tuple[str, ...]
    with_last_year: bool
    series: tuple[str, ...]
    is_published: bool
    apart: frozenset[tuple[str, str]]

    @property
    def compares(self) -> bool:
        """Whether there are several bars a row."""
        return self.with_last_year or bool(self.stages)

    def others(self, fact: FactKey) -> tuple[FactKey, ...]:
        """What a fact is compared with."""
        return (fact.last_year,) if self.with_last_year else tuple(fact.but(stage=stage) for stage in self.stages)


class YearsSchema(Struct, frozen=True, eq=False):
    """By what the years of a unit are compared: facts with their names."""

    title: str
    named: Mapping[FactKey, str]


class ChartSchemas(Struct, frozen=True, eq=False):
    """All charts: those of a disclosure in their order, and that of the years."""

    charts: tuple[ChartSchema, ...]
    years: YearsSchema


class _Apart(DataTable, frozen=True):
    fund: tuple[FundName, ...] = ()
    item: tuple[ItemName, ...] = ()


class _Chart(DataTable, frozen=True):
    title: Text
    rows: tuple[tuple[FormId, MeasureName], ...] = ()
    by_code: Fact | None = None
    digits: Annotated[int, msgspec.Meta(ge=3, le=7)] = 3
    per_form: Fact | None = None
    beside: str | tuple[str, ...] = ""
    published: bool = True
    series: tuple[Text, ...] = ()
    named: dict[Fact, Text] = msgspec.field(default_factory=dict)


class _Years(DataTable, frozen=True):
    title: Text
    named: dict[Fact, Text]


class _ChartData(DataTable, frozen=True):
    """``charts.toml``."""

    charts: tuple[_Chart, ...]
    apart: _Apart
    years: _Years | None = None


def load_charts(layers: Layers, meaning: Meaning, vocabulary: Vocabulary) -> ChartSchemas:
    """The charts; of several files the uppermost.

    Raises:
        DataError: for its first mistake.
    """
    file = layers.files("charts.toml")[-1]
    data = read_toml(file, _ChartData, meaning)
    apart = {(name, value) for name in _Apart.__struct_fields__ for value in getattr(data.apart, name)}
    stages = vocabulary.values("stage")
    for index, chart in enumerate(data.charts):
        beside = _beside(chart)
        unknown = [each for each in beside if each not in stages]
        if unknown and chart.beside != _LAST_YEAR:
            known = "、".join((*stages, _LAST_YEAR))
            raise DataError(file.name, f"charts[{index}].beside", f"“{unknown[0]}”不是阶段，可选：{known}")
        if len(chart.series) != (len(beside) + 1 if beside else 0):
            raise DataError(file.name, f"charts[{index}].series", "名称比 beside 多一项，没有 beside 的不写")
    charts = tuple(_chart(chart, frozenset(apart)) for chart in data.charts)
    named = {fact.key: name for fact, name in data.years.named.items()} if data.years is not None else {}
    return ChartSchemas(charts, YearsSchema(data.years.title if data.years is not None else "", named))


def _beside(chart: _Chart) -> tuple[str, ...]:
    if isinstance(chart.beside, str):
        return (chart.beside,) if chart.beside else ()
    return chart.beside


def _chart(item: _Chart, apart: frozenset[tuple[str, str]]) -> ChartSchema:
    return ChartSchema(
        title=item.title,
        rows=item.rows,
        by_code=item.by_code.key if item.by_code is not None else None,
        digits=item.digits,
        named={fact.key: name for fact, name in item.named.items()},
        per_form=item.per_form.key if item.per_form is not None else None,
        stages=() if item.beside == _LAST_YEAR else _beside(item),
        with_last_year=item.beside == _LAST_YEAR,
        series=item.series,
        is_published=item.published,
        apart=apart,
    )
