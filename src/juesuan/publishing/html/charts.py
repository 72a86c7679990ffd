"""Bar charts of a disclosure as SVG: sources of income, structure of spending, budget against actual, this year and last.

Every bar carries the fact it shows, like any other number of the page; what a chart says is also in its description.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from html import escape

from juesuan.model import Amount, Disclosure, FactKey, Place, Statement, Unit
from juesuan.publishing.html.markup import data_of
from juesuan.standard.codes import function_name
from juesuan.standard.forms import forms

__all__ = ["charts"]

_WIDTH, _LABELS, _VALUES = 640, 210, 150
_BAR, _GAP, _TOP, _SERIES_LINE = 18, 12, 40, 22
_LONGEST = 13  # characters of a label
_MOST_ROWS = 12
_COLOURS = ("#1d4f91", "#c06a1b")
_Known = Mapping[FactKey, Statement]


@dataclass(frozen=True, slots=True)
class _Row:
    """A label and its bars, one a series; a series without a number leaves a gap."""

    label: str
    bars: tuple[Statement | None, ...]

    @property
    def largest(self) -> Decimal:
        return max((bar.value for bar in self.bars if bar is not None), default=Decimal(0))


@dataclass(frozen=True, slots=True)
class _Chart:
    """A chart before it is drawn. ``shares``: whether the bars are parts of a whole."""

    title: str
    rows: tuple[_Row, ...]
    series: tuple[str, ...] = ()
    shares: bool = False


def charts(disclosure: Disclosure, previous: Mapping[str, Decimal] | None = None) -> list[str]:
    """The charts that the disclosure's numbers allow, with last year's amounts (yuan by fact) where they are given."""
    unit = disclosure.info.amount_unit or Unit.WAN
    known = {**_of_last_year(previous or {}, unit), **_known(disclosure)}
    year = disclosure.info.year
    made = [
        _structure("本年收入：按来源", known, _labels("T01", "income"), lambda fact: fact.measure == "income"),
        _structure("本年支出：按功能分类", known, _functions(known, year, 3), _is_class),
        _structure("本年支出：按性质", known, _labels("T03", "spend"), lambda fact: fact.measure == "spend"),
        _compared("一般公共预算财政拨款：年初预算与决算", known, _functions(known, year, 7, fund="gpb"), "initial"),
        _compared("“三公”经费：预算与决算", known, _labels("T09", "three_public"), "adjusted"),
        _years(known),
    ]
    return [_drawn(chart, number) for number, chart in enumerate(made, 1) if len(chart.rows) > 1]


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
        fact = FactKey.parse(text).but(year="-1")
        value = Amount(yuan, Unit.YUAN, 2, "").to(unit).value.quantize(Decimal("0.01"), ROUND_HALF_UP)
        found[fact] = Statement(f"previous[{text}]", "", "", "", fact, Amount(value, unit, 2, f"{value:f}"), Place())
    return found


def _labels(form: str, measure: str) -> dict[FactKey, str]:
    """The names that a form gives to facts of this year's actuals, in its order."""
    known = forms()[form]
    items = [*((row.fact, row.label) for row in known.rows), *((item.fact, item.label) for item in known.columns)]
    facts = {FactKey.parse(fact): label.rpartition("/")[2] for fact, label in items if fact}
    return {
        fact: label for fact, label in facts.items() if fact.measure == measure and fact.dimensions and _is_plain(fact)
    }


def _is_plain(fact: FactKey) -> bool:
    """Whether it is a part of its measure that no other part contains."""
    return (
        fact.get("stage") is None and fact.get("fund") != "fiscal" and fact.get("item") not in {"vehicles", "domestic"}
    )


def _is_class(fact: FactKey) -> bool:
    return fact.measure == "spend" and len(fact.dimensions) == 1 and len(fact.get("function") or "") == 3


def _functions(known: _Known, year: int | None, digits: int, **dimensions: str) -> dict[FactKey, str]:
    """Spending by functional code, with the names of the codes."""
    found = {}
    for fact in sorted(known):
        code = fact.get("function") or ""
        if fact == FactKey.of("spend", function=code, **dimensions) and len(code) == digits:
            found[fact] = function_name(code, year) or code
    return found


def _structure(title: str, known: _Known, labels: Mapping[FactKey, str], wanted: Callable[[FactKey], bool]) -> _Chart:
    rows = [_Row(label, (known[fact],)) for fact, label in labels.items() if fact in known and wanted(fact)]
    return _Chart(title, _largest(rows), shares=True)


def _compared(title: str, known: _Known, labels: Mapping[FactKey, str], stage: str) -> _Chart:
    """Budget of a stage against actual, where both are stated."""
    rows = [
        _Row(label, (known[fact.but(stage=stage)], known[fact]))
        for fact, label in labels.items()
        if fact in known and fact.but(stage=stage) in known
    ]
    return _Chart(title, _largest(rows), ("年初预算" if stage == "initial" else "预算", "决算"))


def _years(known: _Known) -> _Chart:
    """This year and last, for the facts that are stated of both."""
    labels = {**_labels("T01", "income"), **_labels("T01", "spend"), **_TOTALS}
    rows = [
        _Row(label, (known[fact.but(year="-1")], known[fact]))
        for fact, label in labels.items()
        if fact in known and fact.but(year="-1") in known
    ]
    return _Chart("上年与本年", _largest(rows), ("上年", "本年"))


_TOTALS = {
    FactKey.parse("total[side=income]"): "收支总计",
    FactKey.parse("total[fund=fiscal,side=income]"): "财政拨款收支总计",
    FactKey.parse("income"): "本年收入",
    FactKey.parse("spend"): "本年支出",
    FactKey.parse("spend[fund=gpb]"): "一般公共预算支出",
    FactKey.parse("running_costs"): "机关运行经费",
}


def _largest(rows: Iterable[_Row]) -> tuple[_Row, ...]:
    """The rows with something to show, the largest first; none where something is negative: bars start at zero."""
    shown = sorted((row for row in rows if row.largest), key=lambda row: -row.largest)
    if any(bar is not None and bar.value < 0 for row in shown for bar in row.bars):
        return ()
    return tuple(shown[:_MOST_ROWS])


def _drawn(chart: _Chart, number: int) -> str:
    largest = max(row.largest for row in chart.rows)
    total = sum((row.largest for row in chart.rows), Decimal(0))
    unit = next(bar.amount.unit.value for row in chart.rows for bar in row.bars if bar is not None)
    top = _TOP + (_SERIES_LINE if chart.series else 0)
    step = _BAR * max(1, len(chart.series)) + _GAP
    height = top + step * len(chart.rows) + 4
    parts = [
        f'<svg role="img" viewBox="0 0 {_WIDTH} {height}" aria-labelledby="c{number}t c{number}d">',
        f'<title id="c{number}t">{escape(chart.title)}（{unit}）</title>',
        f'<desc id="c{number}d">{escape(_spoken(chart))}</desc>',
        f'<text x="0" y="22" class="head">{escape(chart.title)}</text>',
        f'<text x="{_WIDTH}" y="22" class="unit">单位：{unit}</text>',
        *_legend(chart.series),
    ]
    for index, row in enumerate(chart.rows):
        parts += _row(row, top + step * index, largest, total if chart.shares else None)
    return "\n".join([*parts, "</svg>"])


def _legend(series: Sequence[str]) -> Iterable[str]:
    for index, name in enumerate(series):
        x = _LABELS + 90 * index
        yield f'<rect x="{x}" y="{_TOP - 4}" width="12" height="12" fill="{_COLOURS[index]}"/>'
        yield f'<text x="{x + 18}" y="{_TOP + 7}" class="legend">{name}</text>'


def _row(row: _Row, top: int, largest: Decimal, total: Decimal | None) -> Iterable[str]:
    middle = top + _BAR * len(row.bars) / 2 + 5
    short = row.label if len(row.label) <= _LONGEST else row.label[: _LONGEST - 1] + "…"
    yield f'<text x="{_LABELS - 10}" y="{middle:g}" class="label">{escape(short)}<title>{escape(row.label)}</title></text>'
    for index, bar in enumerate(row.bars):
        if bar is None:
            continue
        room = _WIDTH - _LABELS - _VALUES
        width = (bar.value / largest * room).quantize(Decimal("0.1"))
        y = top + _BAR * index
        colour = _COLOURS[index] if len(row.bars) > 1 else _COLOURS[0]
        share = f"　{_percent(bar.value, total)}" if total else ""
        yield (
            f'<g class="bar"{data_of(bar)}><rect x="{_LABELS}" y="{y}" width="{max(width, Decimal(1))}" '
            f'height="{_BAR - 3}" fill="{colour}"/>'
            f'<text x="{_LABELS + width + 6}" y="{y + 12}" class="value">{escape(bar.amount.raw)}{share}</text></g>'
        )


def _percent(part: Decimal, whole: Decimal) -> str:
    return f"{(100 * part / whole).quantize(Decimal('0.01'), ROUND_HALF_UP)}%"


def _spoken(chart: _Chart) -> str:
    """The chart in words."""
    names = chart.series or ("",)
    return "；".join(
        row.label + "，".join(f"{name}{bar.amount.raw}" for name, bar in zip(names, row.bars, strict=True) if bar)
        for row in chart.rows
    )
