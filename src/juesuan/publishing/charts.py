"""Bar charts of a disclosure as SVG: sources of income, structure of spending, budget against actual, this year and last.

Every bar carries the fact it shows, like any other number of the page; what a chart says is also in its description.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from decimal import ROUND_HALF_UP, Decimal

from msgspec import Struct, field
from msgspec.structs import replace

from juesuan.formats.html.elements import Markup, block, tag
from juesuan.formats.html.writing.tables import data_of
from juesuan.model import Amount, Disclosure, FactKey, Place, Statement, Unit
from juesuan.standard import Standard
from juesuan.standard.charts import ChartSchema
from juesuan.standard.codes import Codes
from juesuan.standard.forms import Form

__all__ = [
    "BarChart",
    "ChartBar",
    "ChartRow",
    "ChartsOfDocument",
    "chart_of_years",
    "chart_svg",
    "charts",
    "charts_of_document",
]

_WIDTH, _LABELS, _VALUES = 640, 210, 150
_BAR, _GAP, _TOP, _SERIES_LINE = 18, 12, 40, 22
_LONGEST = 13  # characters of a label
_MOST_ROWS = 12
_COLOURS = ("#1d4f91", "#c06a1b", "#4a7a3a")
_COMPARED = 2
_Known = Mapping[FactKey, Statement]


class ChartBar(Struct, frozen=True):
    """One number of a chart: as printed, its value in its unit, the statement that it shows, and what its element says of it."""

    text: str
    value: Decimal
    unit: str
    statement: str = ""
    attributes: dict[str, str] = field(default_factory=dict)


class ChartRow(Struct, frozen=True):
    """A label and its bars, one a series; a series without a number leaves a gap."""

    label: str
    bars: tuple[ChartBar | None, ...]

    @property
    def largest(self) -> Decimal:
        """The longest bar."""
        return max((bar.value for bar in self.bars if bar is not None), default=Decimal(0))


class BarChart(Struct, frozen=True):
    """A chart before it is drawn. ``is_share``: whether the bars are parts of a whole."""

    title: str
    rows: tuple[ChartRow, ...]
    series: tuple[str, ...] = ()
    is_share: bool = False

    @property
    def unit(self) -> str:
        """That of its numbers."""
        return next((bar.unit for row in self.rows for bar in row.bars if bar is not None), "")


class ChartsOfDocument(Struct, frozen=True):
    """The charts that a document's numbers allow, and its year as a chart of one row, to be put beside others."""

    charts: tuple[BarChart, ...]
    year: BarChart


def charts(disclosure: Disclosure, standard: Standard, previous: Mapping[str, Decimal] | None = None) -> list[Markup]:
    """The charts of a web page, with last year's amounts (yuan by fact) where they are given."""
    unit = disclosure.info.amount_unit or Unit.WAN
    known = {**_of_last_year(previous or {}, unit), **_known(disclosure)}
    schemas = [schema for schema in standard.charts.charts if schema.is_published]
    made = [_chart(schema, known, standard, disclosure) for schema in schemas]
    return [chart_svg(chart, number) for number, chart in enumerate(made, 1) if len(chart.rows) > 1]


def charts_of_document(disclosure: Disclosure, standard: Standard) -> ChartsOfDocument:
    """All charts of a document, those for reviewers, too."""
    known = _known(disclosure)
    made = (_chart(schema, known, standard, disclosure) for schema in standard.charts.charts)
    schema = standard.charts.years
    row = ChartRow(f"{disclosure.info.year or ''} 年度", tuple(_bar(known.get(fact)) for fact in schema.named))
    year = BarChart(schema.title, (row,) if any(row.bars) else (), tuple(schema.named.values()))
    return ChartsOfDocument(tuple(chart for chart in made if chart.rows), year)


def chart_of_years(years: Iterable[BarChart]) -> BarChart | None:
    """The years of a unit beside one another, in the order given; None where no two of them have a number."""
    found = [chart for chart in years if chart.rows]
    if len(found) < _COMPARED:
        return None
    return replace(found[-1], rows=tuple(row for chart in found for row in chart.rows))


def _chart(schema: ChartSchema, known: _Known, standard: Standard, disclosure: Disclosure) -> BarChart:
    if schema.per_form is not None:
        return BarChart(schema.title, tuple(_of_forms(schema.per_form, disclosure)))
    labels: dict[FactKey, str] = {}
    for form, measure in schema.rows:
        labels |= _labels(standard.forms[form], measure, schema.apart)
    if schema.by_code is not None:
        labels |= _by_code(known, schema.by_code, schema.digits, standard.codes, disclosure.info.year)
    labels |= schema.named
    shown = [(fact, label) for fact, label in labels.items() if fact in known]
    if not schema.compares:
        rows = _largest(ChartRow(label, (_bar(known[fact]),)) for fact, label in shown)
        return BarChart(schema.title, rows, is_share=True)
    pairs = ((tuple(known.get(other) for other in schema.others(fact)), known[fact], label) for fact, label in shown)
    compared = (ChartRow(label, (*map(_bar, others), _bar(this))) for others, this, label in pairs if any(others))
    return BarChart(schema.title, _largest(compared), schema.series)


def _bar(statement: Statement | None) -> ChartBar | None:
    if statement is None:
        return None
    amount = statement.amount
    return ChartBar(amount.raw, amount.value, amount.unit.value, statement.id, dict(data_of(statement)))


def _of_forms(fact: FactKey, disclosure: Disclosure) -> Iterator[ChartRow]:
    """What each evaluation form states of a fact, by the name of its project."""
    for form in disclosure.performance:
        own = (s for s in disclosure.statements if s.source == form.kind and s.instance == form.instance)
        total = next((s for s in own if s.fact is not None and s.fact.measure == fact.measure and s.amount.raw), None)
        if total is not None:
            yield ChartRow((form.project or form.title).text, (_bar(total),))


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
    """Facts of the pattern by functional or economic code, with the names of the codes."""
    found = {}
    open_ = next(name for name, value in pattern.dimensions if value == "*")
    for fact in sorted(known):
        code = fact.get(open_) or ""
        if len(code) == digits and code.isdecimal() and fact == pattern.but(**{open_: code}):
            found[fact] = codes.function_name(code, year) or codes.economic_name(code, year) or code
    return found


def _largest(rows: Iterable[ChartRow]) -> tuple[ChartRow, ...]:
    """The rows with something to show, the largest first; none where something is negative: bars start at zero."""
    shown = sorted((row for row in rows if row.largest), key=lambda row: -row.largest)
    if any(bar is not None and bar.value < 0 for row in shown for bar in row.bars):
        return ()
    return tuple(shown[:_MOST_ROWS])


def chart_svg(chart: BarChart, number: int, links: Mapping[str, str] | None = None) -> Markup:
    """The chart as a drawing; ``number`` tells it from others of the page, ``links`` are where the statements are shown."""
    largest = max(row.largest for row in chart.rows)
    total = sum((row.largest for row in chart.rows), Decimal(0))
    top = _TOP + (_SERIES_LINE if chart.series else 0)
    step = _BAR * max(1, len(chart.series)) + _GAP
    height = top + step * len(chart.rows) + 4
    drawn = [
        tag("title", f"{chart.title}（{chart.unit}）", id=f"c{number}t"),
        tag("desc", _spoken(chart), id=f"c{number}d"),
        tag("text", chart.title, x=0, y=22, class_="head"),
        tag("text", f"单位：{chart.unit}", x=_WIDTH, y=22, class_="unit"),
        *_legend(chart.series),
    ]
    for index, row in enumerate(chart.rows):
        drawn += _row(row, top + step * index, largest or Decimal(1), total if chart.is_share else None, links or {})
    words = f"c{number}t c{number}d"
    role = "group" if links else "img"  # what is a picture has nothing in it that could be clicked
    return block("svg", *drawn, role=role, viewBox=f"0 0 {_WIDTH} {height}", aria_labelledby=words)


def _legend(series: Sequence[str]) -> Iterable[Markup]:
    for index, name in enumerate(series):
        x = _LABELS + 90 * index
        yield tag("rect", x=x, y=_TOP - 4, width=12, height=12, fill=_COLOURS[index])
        yield tag("text", name, x=x + 18, y=_TOP + 7, class_="legend")


def _row(
    row: ChartRow, top: int, largest: Decimal, total: Decimal | None, links: Mapping[str, str]
) -> Iterable[Markup]:
    middle = top + _BAR * len(row.bars) / 2 + 5
    short = row.label if len(row.label) <= _LONGEST else row.label[: _LONGEST - 1] + "…"
    yield tag("text", short, tag("title", row.label), x=_LABELS - 10, y=f"{middle:g}", class_="label")
    for index, bar in enumerate(row.bars):
        if bar is None:
            continue
        room = _WIDTH - _LABELS - _VALUES
        width = (max(bar.value, Decimal(0)) / largest * room).quantize(Decimal("0.1"))
        y = top + _BAR * index
        share = f"　{_percent(bar.value, total)}" if total else ""
        shown = tag("rect", x=_LABELS, y=y, width=str(max(width, Decimal(1))), height=_BAR - 3, fill=_COLOURS[index])
        value = tag("text", f"{bar.text}{share}", x=str(_LABELS + width + 6), y=y + 12, class_="value")
        mark = tag("g", shown, value, class_="bar", **bar.attributes)
        link = links.get(bar.statement)
        yield tag("a", mark, href=link, aria_label=f"{row.label} {bar.text}，看原文") if link else mark


def _percent(part: Decimal, whole: Decimal) -> str:
    return f"{(100 * part / whole).quantize(Decimal('0.01'), ROUND_HALF_UP)}%"


def _spoken(chart: BarChart) -> str:
    """The chart in words."""
    names = chart.series or ("",)
    return "；".join(
        row.label + "，".join(f"{name}{bar.text}" for name, bar in zip(names, row.bars, strict=True) if bar)
        for row in chart.rows
    )
