"""Figures that cannot be left as they are: outliers against an enterprise's own history and its peers, and slips that have a name.

An outlier's residual (:mod:`.residuals`) is at least ``factor`` times the enterprise's own scale, and so is its difference from the same
month of other years: what an enterprise does every February is its season, and the echo of an anomaly a year later is none. It is, besides,
large enough to matter. In months with a holiday a fall counts only from where a holiday does not explain it. A figure near a power of ten
times what was expected is a slip of the unit; zero, negative, and equal to the month before have their own names.

The thresholds are data with their reasons (``monitoring.toml``). Modified z-scores: B. Iglewicz, D. C. Hoaglin, *How to Detect and Handle
Outliers*, ASQC 1993.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from msgspec import Struct

from juesuan.performance.monitoring.months import Month
from juesuan.performance.monitoring.residuals import Residuals, residuals
from juesuan.performance.monitoring.robust import exponential, logarithm, median, scale
from juesuan.performance.monitoring.series import Enterprise, ReportSeries
from juesuan.standard.monitoring import Judging

__all__ = ["Anomaly", "Excused", "JudgedMonths", "Unjudged", "judged"]

_ONE = Decimal(1)
_LN_TEN = logarithm(Decimal(10))
_LEAST_RATIOS = 8
_TWICE_ROOT_PI = Decimal("3.5449")
_LEAST_NORMAL = 3
"""Months with a figure, at least, before a zero is strange."""


class Anomaly(Struct, frozen=True):
    """A figure that is none to be left as it is.

    Attributes:
        kind: a key of the warnings of ``monitoring.toml``. size: what its level is told by.
        figure: as reported; expected: what was to be expected by neighbours, peers and other years; None where nothing was.
        times: how many times its own scale it is away; None where that is not how it was found. peers: how many it was held against.
        place: of its row.
    """

    enterprise: str
    sector: str
    month: Month
    measure: str
    kind: str
    size: Decimal
    figure: Decimal
    expected: Decimal | None
    times: Decimal | None
    peers: int
    place: int


class Excused(Struct, frozen=True):
    """A figure that is far away and is no anomaly, with the reason."""

    enterprise: str
    month: Month
    reason: str


class Unjudged(Struct, frozen=True):
    """Figures of an enterprise that could not be judged, and why."""

    enterprise: str
    months: tuple[Month, ...]
    reason: str


@dataclass(frozen=True, slots=True)
class JudgedMonths:
    """All of a measure, in the order of months and enterprises; ``scales``: how much each enterprise fluctuates, in logarithms."""

    anomalies: tuple[Anomaly, ...]
    excused: tuple[Excused, ...]
    unjudged: tuple[Unjudged, ...]
    scales: Mapping[str, Decimal]


def judged(series: ReportSeries, measure: str, until: Month, rules: Judging) -> JudgedMonths:
    """Judges every figure of a measure up to a month."""
    figures = {item.name: item.figures(measure, until) for item in series.enterprises}
    found = residuals(series.enterprises, figures, rules)
    judging = _Judging(rules, measure, found, _told_from(series.enterprises, figures, found.scales, rules))
    anomalies: list[Anomaly] = []
    for enterprise in series.enterprises:
        anomalies += judging.enterprise(enterprise, figures[enterprise.name])
    order = {enterprise.name: number for number, enterprise in enumerate(series.enterprises)}
    anomalies.sort(key=lambda item: (item.month, order[item.enterprise]))
    return JudgedMonths(tuple(anomalies), tuple(judging.excused), tuple(judging.unjudged), judging.found.scales)


class _Judging:
    """One measure being judged."""

    def __init__(self, rules: Judging, measure: str, found: Residuals, told_from: Decimal) -> None:
        self.rules, self.measure, self.found, self.told_from = rules, measure, found, told_from
        self.excused: list[Excused] = []
        self.unjudged: list[Unjudged] = []

    def enterprise(self, enterprise: Enterprise, figures: Mapping[Month, Decimal]) -> Iterator[Anomaly]:
        """Everything about one enterprise."""
        lonely: list[Month] = []
        young: list[Month] = []
        for month, figure in figures.items():
            told = self._named(enterprise, figures, month) or self._slipped(enterprise, month, figure)
            if told is not None:
                yield told
            elif figure > 0:
                place = enterprise.name, month
                if place not in self.found.nearest:
                    lonely.append(month)
                elif self.found.from_other_years(*place) is None:
                    young.append(month)
                elif (told := self._outlier(enterprise, month, figure)) is not None:
                    yield told
        least = int(self.rules.least_neighbours.value)
        for months, reason in (
            (lonely, f"前后各不足 {least} 个月的数，没有可比的水平"),
            (
                young,
                "其他年份的同月没有可比的数（不足十三个月，或者那个数是零、负数、存疑），只查了零、负数、照抄和差十倍的错",
            ),
        ):
            if months:
                self.unjudged.append(Unjudged(enterprise.name, tuple(months), reason))

    def _anomaly(
        self, enterprise: Enterprise, month: Month, kind: str, size: Decimal, expected: Decimal | None = None
    ) -> Anomaly:
        row = enterprise.rows[month]
        away = self.found.nearest.get((enterprise.name, month))
        spread = self.found.scales.get(enterprise.name, Decimal(0))
        return Anomaly(
            enterprise.name,
            enterprise.sector,
            month,
            self.measure,
            kind,
            size,
            row.figures[self.measure],
            expected,
            abs(away) / spread if away is not None and spread > 0 else None,
            self.found.peers.get((enterprise.name, month), 0),
            row.places[0],
        )

    def _named(self, enterprise: Enterprise, figures: Mapping[Month, Decimal], month: Month) -> Anomaly | None:
        """Negative, zero, equal to the month before: unless that is how the enterprise is."""
        figure = figures[month]
        others = [value for at, value in figures.items() if at != month]
        habit = self.rules.zero_share.value * len(figures)
        if figure < 0:
            return (
                self._anomaly(enterprise, month, "negative", _ONE)
                if _count(value < 0 for value in others) < habit
                else None
            )
        if figure <= 0:
            normal = _count(value > 0 for value in others)
            usual = _count(value <= 0 for value in others) >= habit or figures.get(month.last_year, _ONE) <= 0
            if normal < _LEAST_NORMAL or usual:
                return None
            before = _count(value > 0 for at, value in figures.items() if at < month)
            return self._anomaly(enterprise, month, "zero", Decimal(max(before, 1)))
        return self._repeated(enterprise, figures, month, habit)

    def _repeated(
        self, enterprise: Enterprise, figures: Mapping[Month, Decimal], month: Month, habit: Decimal
    ) -> Anomaly | None:
        """Equal to the month before to the last digit, where chance would hardly do that."""
        spread = self.found.scales.get(enterprise.name)
        if spread is None or not _same(figures.get(month.moved(-1)), figures[month]):
            return None
        if _count(_same(figures.get(at.moved(-1)), value) for at, value in figures.items()) - 1 >= habit:
            return None
        distinct = spread * self._distinct(enterprise, month)
        if distinct < min(self.rules.distinct.value, self.told_from):
            self.excused.append(Excused(enterprise.name, month, "与上月相同，但数值粗，可能是巧合"))
            return None
        return self._anomaly(enterprise, month, "stuck", _ONE, figures[month])

    def _distinct(self, enterprise: Enterprise, month: Month) -> Decimal:
        """How many figures there are about as likely as this one, over its scale; where other measures are as in the month before, too, times
        what is likely of them: few whole numbers may come again by chance, several measures at once do not.
        """
        this, last = (enterprise.rows[at].figures for at in (month, month.moved(-1)))
        found = abs(this[self.measure]).scaleb(-_grain(enterprise, self.measure))
        for other, value in this.items():
            if other != self.measure and _same(last.get(other), value):
                units = abs(value).scaleb(-_grain(enterprise, other))
                found *= max(_ONE, self._spread_beside(enterprise, other) * units)
        return found

    def _spread_beside(self, enterprise: Enterprise, other: str) -> Decimal:
        """How much another measure fluctuates beside the judged one (Qn of the logarithm of their ratio); of one that often stays as it is,
        or follows from the judged one, nothing.
        """
        rows = [row.figures for _, row in sorted(enterprise.rows.items())]
        stays = _count(_same(before.get(other), after.get(other, -_ONE)) for before, after in pairwise(rows))
        ratios = [
            logarithm(row[other]) - logarithm(row[self.measure])
            for row in rows
            if row.get(other, -_ONE) > 0 and row.get(self.measure, -_ONE) > 0
        ]
        if len(ratios) < _LEAST_RATIOS or stays - 1 >= self.rules.zero_share.value * len(rows):
            return Decimal(0)
        return scale(ratios)

    def _slipped(self, enterprise: Enterprise, month: Month, figure: Decimal) -> Anomaly | None:
        """Near a power of ten times what was expected, and far outside of what the enterprise does."""
        place = enterprise.name, month
        away = self.found.nearest.get(place)
        spread = self.rules.slip_factor.value * self.found.scales.get(enterprise.name, _ONE)
        if figure <= 0 or away is None or abs(away) <= spread:
            return None
        own = self.found.from_other_years(*place)
        own = away if own is None else own
        digits = int((own / _LN_TEN).to_integral_value())
        near = abs(own - digits * _LN_TEN) <= logarithm(self.rules.slip.value)
        if not digits or not near or abs(own) <= spread or (away > 0) != (own > 0):
            return None
        expected = exponential(logarithm(figure) - own)
        return self._anomaly(enterprise, month, "slip", Decimal(abs(digits)), expected)

    def _outlier(self, enterprise: Enterprise, month: Month, figure: Decimal) -> Anomaly | None:
        place = enterprise.name, month
        away, own = self.found.nearest[place], self.found.from_other_years(*place)
        if own is None or (away > 0) != (own > 0):
            return None
        nearest = min(away, own, key=abs)
        if abs(nearest) <= self.rules.factor.value * self.found.scales[enterprise.name]:
            return None
        expected = exponential(logarithm(figure) - nearest)
        part = abs(figure - expected) / expected
        if away > 0:
            return self._anomaly(enterprise, month, "rise", part, expected) if part >= self.rules.rise.value else None
        if part < self.rules.fall.value:
            return None
        holiday = self.rules.holiday(month.number)
        if holiday is not None and part < holiday.fall:
            self.excused.append(
                Excused(enterprise.name, month, f"比推算数低 {part * 100:.0f}%，在{holiday.name}月份，不作异常")
            )
            return None
        return self._anomaly(enterprise, month, "fall", part, expected)


def _told_from(
    enterprises: Sequence[Enterprise],
    figures: Mapping[str, Mapping[Month, Decimal]],
    scales: Mapping[str, Decimal],
    rules: Judging,
) -> Decimal:
    """From how many likely figures on a repetition is strange: so many that chance makes no more repetitions in all enterprises than ``chance``.

    Two months of an enterprise that fluctuates over w figures (one scale) are the same by chance once in 2√π·w times.
    """
    widths = []
    for enterprise in enterprises:
        months = [abs(value) for value in figures[enterprise.name].values() if value]
        if len(months) > 1 and (spread := scales.get(enterprise.name, Decimal(0))) > 0:
            grain = min(map(_trailing, months))
            widths.append((spread * median(months).scaleb(-grain), len(months) - 1))
    expected, least = Decimal(0), Decimal("Infinity")
    for width, pairs in sorted(widths, reverse=True):
        expected += pairs / (_TWICE_ROOT_PI * width)
        if expected > rules.chance.value:
            break
        least = width
    return least


def _count(found: Iterator[bool]) -> int:
    return sum(found)


def _same(one: Decimal | None, other: Decimal) -> bool:
    return one is not None and one == other and other > 0


def _grain(enterprise: Enterprise, measure: str) -> int:
    """The power of ten in which an enterprise reports: the largest that divides all its figures."""
    figures = (row.figures[measure] for row in enterprise.rows.values() if row.figures.get(measure))
    return min(map(_trailing, figures), default=0)


def _trailing(value: Decimal) -> int:
    exponent = value.normalize().as_tuple().exponent
    return exponent if isinstance(exponent, int) else 0
