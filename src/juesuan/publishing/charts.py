"""Bar charts of a disclosure as SVG: sources of income, structure of spending, budget against actual, this year and last.

Every bar carries the fact it shows, like any other number of the page; what a chart says is also in its description.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from juesuan.formats.html.elements import Markup, block, tag
from juesuan.formats.html.writing.tables import data_of
from juesuan.model import Amount, Disclosure, FactKey, Place, Statement, Unit
from juesuan.standard import Standard
from juesuan.standard.charts import ChartSchema
from juesuan.standard.codes import Codes
from juesuan.standard.forms import Form

__all__ = ["charts"]

_WIDTH, _LABELS, _VALUES = 640, 210, 150
_BAR, _GAP, _TOP, _SERIES_LINE = 18, 12, 40, 22
_LONGEST = 13  # characters of a label
_MOST_ROWS = 12
_COLOURS = ("#1d4f91", "#c06a1b")
_Known = Mapping[FactKey, Statement]


@dataclass(frozen=True, slots=True)
class _Bar:
    """A label and its bars, one a series; a series without a number leaves a gap."""

    label: str
    bars: tuple[Statement | None, ...]

    @property
    def largest(self) -> Decimal:
        return max((bar.value for bar in self.bars if bar is not None), default=Decimal(0))


@dataclass(frozen=True, slots=True)
class _DrawnChart:
    """A chart before it is drawn. ``shares``: whether the bars are parts of a whole."""

    title: str
    rows: tuple[_Bar, ...]
    series: tuple[str, ...] = ()
    shares: bool = False


def charts(disclosure: Disclosure, standard: Standard, previous: Mapping[str, Decimal] | None = None) -> list[Markup]:
    """The charts that the disclosure's numbers allow, with last year's amounts (yuan by fact) where they are given."""
    unit = disclosure.info.amount_unit or Unit.WAN
    known = {**_of_last_year(previous or {}, unit), **_known(disclosure)}
    made = [_chart(schema, known, standard, disclosure.info.year) for schema in standard.charts]
    return [_drawn(chart, number) for number, chart in enumerate(made, 1) if len(chart.rows) > 1]


def _chart(schema: ChartSchema, known: _Known, standard: Standard, year: int | None) -> _DrawnChart:
    labels: dict[FactKey, str] = {}
    for form, measure in schema.rows:
        labels |= _labels(standard.forms[form], measure, schema.apart)
    if schema.by_code is not None:
        labels |= _by_code(known, schema.by_code, schema.digits, standard.codes, year)
    labels |= schema.named
    shown = [(fact, label) for fact, label in labels.items() if fact in known]
    if not schema.compares:
        return _DrawnChart(schema.title, _largest(_Bar(label, (known[fact],)) for fact, label in shown), shares=True)
    pairs = ((known.get(schema.other(fact)), known[fact], label) for fact, label in shown)
    rows = (_Bar(label, (other, this)) for other, this, label in pairs if other is not None)
    return _DrawnChart(schema.title, _largest(rows), schema.series)


def _known(disclosure: Disclosure) -> dict[FactKey, Statement]:
    """What is stated of each amount, where it is stated first."""
    known: dict[FactKey, Statement] = {}
    for statement in disclosure.statements:
        if statement.fact is not None and statement.amount.unit.is_money:
            known.setdefault(statement.fact, statement)
    return known


def _of_last_year(previous: Mapping[str, Decimal], unit: Unit) -> dict[FactKey, Statement]:
    """Amounts of last year as facts of the year before, in this year's unit."""
    found = {}
    for text, yuan in previous.items():
        fact = FactKey.parse(text).last_year
        value = Amount(yuan, Unit.YUAN, 2, "").to(unit).value.quantize(Decimal("0.01"), ROUND_HALF_UP)
        found[fact] = Statement(f"previous[{text}]", "", "", "", fact, Amount(value, unit, 2, f"{value:f}"), Place())
    return found


def _labels(form: Form, measure: str, apart: Collection[tuple[str, str]]) -> dict[FactKey, str]:
    """The names that a form gives to facts of this year's actuals, in its order; without those that contain others."""
    items = [*((row.fact, row.label) for row in form.rows), *((item.fact, item.label) for item in form.columns)]
    facts = {FactKey.parse(fact): label.rpartition("/")[2] for fact, label in items if fact}
    return {
        fact: label
        for fact, label in facts.items()
        if fact.measure == measure
        and fact.dimensions
        and fact.get("stage") is None
        and not any(dimension in apart for dimension in fact.dimensions)
    }


def _by_code(known: _Known, pattern: FactKey, digits: int, codes: Codes, year: int | None) -> dict[FactKey, str]:
    """Facts of the pattern by functional code, with the names of the codes."""
    found = {}
    for fact in sorted(known):
        code = fact.get("function") or ""
        if len(code) == digits and fact == pattern.but(function=code):
            found[fact] = codes.function_name(code, year) or code
    return found


def _largest(rows: Iterable[_Bar]) -> tuple[_Bar, ...]:
    """The rows with something to show, the largest first; none where something is negative: bars start at zero."""
    shown = sorted((row for row in rows if row.largest), key=lambda row: -row.largest)
    if any(bar is not None and bar.value < 0 for row in shown for bar in row.bars):
        return ()
    return tuple(shown[:_MOST_ROWS])


def _drawn(chart: _DrawnChart, number: int) -> Markup:
    largest = max(row.largest for row in chart.rows)
    total = sum((row.largest for row in chart.rows), Decimal(0))
    unit = next(bar.amount.unit.value for row in chart.rows for bar in row.bars if bar is not None)
    top = _TOP + (_SERIES_LINE if chart.series else 0)
    step = _BAR * max(1, len(chart.series)) + _GAP
    height = top + step * len(chart.rows) + 4
    drawn = [
        tag("title", f"{chart.title}（{unit}）", id=f"c{number}t"),
        tag("desc", _spoken(chart), id=f"c{number}d"),
        tag("text", chart.title, x=0, y=22, class_="head"),
        tag("text", f"单位：{unit}", x=_WIDTH, y=22, class_="unit"),
        *_legend(chart.series),
    ]
    for index, row in enumerate(chart.rows):
        drawn += _row(row, top + step * index, largest, total if chart.shares else None)
    words = f"c{number}t c{number}d"
    return block("svg", *drawn, role="img", viewBox=f"0 0 {_WIDTH} {height}", aria_labelledby=words)


def _legend(series: Sequence[str]) -> Iterable[Markup]:
    for index, name in enumerate(series):
        x = _LABELS + 90 * index
        yield tag("rect", x=x, y=_TOP - 4, width=12, height=12, fill=_COLOURS[index])
        yield tag("text", name, x=x + 18, y=_TOP + 7, class_="legend")


def _row(row: _Bar, top: int, largest: Decimal, total: Decimal | None) -> Iterable[Markup]:
    middle = top + _BAR * len(row.bars) / 2 + 5
    short = row.label if len(row.label) <= _LONGEST else row.label[: _LONGEST - 1] + "…"
    yield tag("text", short, tag("title", row.label), x=_LABELS - 10, y=f"{middle:g}", class_="label")
    for index, bar in enumerate(row.bars):
        if bar is None:
            continue
        room = _WIDTH - _LABELS - _VALUES
        width = (bar.value / largest * room).quantize(Decimal("0.1"))
        y = top + _BAR * index
        colour = _COLOURS[index] if len(row.bars) > 1 else _COLOURS[0]
        share = f"　{_percent(bar.value, total)}" if total else ""
        shown = tag("rect", x=_LABELS, y=y, width=str(max(width, Decimal(1))), height=_BAR - 3, fill=colour)
        value = tag("text", f"{bar.amount.raw}{share}", x=str(_LABELS + width + 6), y=y + 12, class_="value")
        yield tag("g", shown, value, class_="bar", **data_of(bar))


def _percent(part: Decimal, whole: Decimal) -> str:
    return f"{(100 * part / whole).quantize(Decimal('0.01'), ROUND_HALF_UP)}%"


def _spoken(chart: _DrawnChart) -> str:
    """The chart in words."""
    names = chart.series or ("",)
    return "；".join(
        row.label + "，".join(f"{name}{bar.amount.raw}" for name, bar in zip(names, row.bars, strict=True) if bar)
        for row in chart.rows
    )
