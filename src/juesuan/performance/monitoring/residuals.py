"""How far each figure is from what was to be expected: from its neighbours in time, after what its peers did is taken off.

All in natural logarithms, so that a doubling and a halving are equally far. With x the figure of enterprise e in month t:

- *level*: the median of ln x over the months before t (at most ``window`` of them), and that over the months behind;
- *peers*: the median of ln x − level over the enterprises of the sector in month t (of all, where the sector has too few): what all did,
  a holiday or a season, is nobody's anomaly;
- *residual*: ln x − level − peers, by the months before or by those behind, whichever is nearer to zero: a figure is an outlier only when
  it fits neither (an additive outlier), and a level that moved and stays is none (A. J. Fox, "Outliers in Time Series", JRSS B 34, 1972);
- *scale*: Qn of an enterprise's residuals by the months before; of one with a season of its own (the same months of two years are much
  nearer to each other than months are to their neighbours) Qn of the differences between them, over √2. Never below the median of all
  enterprises' scales.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from juesuan.performance.monitoring.months import Month
from juesuan.performance.monitoring.robust import logarithm, median, scale
from juesuan.performance.monitoring.series import Enterprise
from juesuan.standard.monitoring import Judging

__all__ = ["Residuals", "residuals"]

_LEAST_FOR_SCALE = 8
_YEARS = (-3, -2, -1, 1, 2, 3)
CellKey = tuple[str, Month]
Sided = Mapping[CellKey, tuple[Decimal, int]]


@dataclass(frozen=True, slots=True)
class Residuals:
    """What there is of each enterprise and month.

    Attributes:
        before, behind: the residuals by the months of either side, each with how many peers it was held against.
        nearest: whichever is nearer to zero. scales: by enterprise. peers: how many enterprises each was held against.
    """

    before: Sided
    behind: Sided
    nearest: Mapping[CellKey, Decimal]
    peers: Mapping[CellKey, int]
    scales: Mapping[str, Decimal]

    def from_other_years(self, enterprise: str, month: Month) -> Decimal | None:
        """The residual less that of the same month of another year by the same side, whichever is nearest; None without any."""
        differences = [
            sided[enterprise, month][0] - sided[enterprise, other][0]
            for sided in (self.before, self.behind)
            if (enterprise, month) in sided
            for years in _YEARS
            if (enterprise, other := month.moved(12 * years)) in sided
        ]
        return min(differences, key=abs) if differences else None


def residuals(
    enterprises: Sequence[Enterprise], figures: Mapping[str, Mapping[Month, Decimal]], rules: Judging
) -> Residuals:
    """The residuals of all positive figures that have neighbours enough."""
    logs = {
        name: {month: logarithm(value) for month, value in months.items() if value > 0}
        for name, months in figures.items()
    }
    sectors = {enterprise.name: enterprise.sector for enterprise in enterprises}
    before, behind = (_against_peers(logs, _levels(logs, rules, way), sectors, rules) for way in (-1, 1))
    nearest = {
        place: min((sided[place] for sided in (before, behind) if place in sided), key=lambda found: abs(found[0]))
        for place in before.keys() | behind.keys()
    }
    return Residuals(
        before,
        behind,
        {place: residual for place, (residual, _) in nearest.items()},
        {place: count for place, (_, count) in nearest.items()},
        _scales(before, behind, rules),
    )


def _levels(logs: Mapping[str, Mapping[Month, Decimal]], rules: Judging, direction: int) -> dict[CellKey, Decimal]:
    """The medians of the months on one side."""
    window, least = int(rules.window.value), int(rules.least_neighbours.value)
    found = {}
    for name, months in logs.items():
        for month in months:
            around = [months[at] for step in range(1, window + 1) if (at := month.moved(direction * step)) in months]
            if len(around) >= least:
                found[name, month] = median(around)
    return found


def _against_peers(
    logs: Mapping[str, Mapping[Month, Decimal]],
    levels: Mapping[CellKey, Decimal],
    sectors: Mapping[str, str],
    rules: Judging,
) -> dict[CellKey, tuple[Decimal, int]]:
    """The residuals by one side, each with how many peers it was held against."""
    away = {place: logs[place[0]][place[1]] - level for place, level in levels.items()}
    of_sector: dict[tuple[str, Month], list[Decimal]] = defaultdict(list)
    of_all: dict[Month, list[Decimal]] = defaultdict(list)
    for (name, month), value in away.items():
        of_sector[sectors[name], month].append(value)
        of_all[month].append(value)
    least = int(rules.least_peers.value)
    middles = {key: (median(values), len(values)) for key, values in of_sector.items() if len(values) >= least}
    whole = {month: (median(values), len(values)) for month, values in of_all.items() if len(values) >= least}
    nothing = Decimal(0), 0
    found = {}
    for (name, month), value in away.items():
        middle, count = middles.get((sectors[name], month)) or whole.get(month, nothing)
        found[name, month] = value - middle, count
    return found


def _scales(one: Sided, other: Sided, rules: Judging) -> dict[str, Decimal]:
    """The scale of each enterprise; of those with too few months, and for the steadiest, the median of all."""
    values: dict[str, list[Decimal]] = defaultdict(list)
    years: dict[str, list[Decimal]] = defaultdict(list)
    for (name, month), (value, _) in one.items():
        values[name].append(value)
        if (earlier := one.get((name, month.last_year))) is not None:
            years[name].append(value - earlier[0])
    for (name, month), (value, _) in other.items():
        place = name, month.last_year
        if place not in one and place in other:
            years[name].append(value - other[place][0])
    own = {name: _scale(found, years[name], rules) for name, found in values.items() if len(found) >= _LEAST_FOR_SCALE}
    typical = median(list(own.values())) if own else Decimal(0)
    names = {name for name, _ in (*one, *other)}
    return {name: max(own.get(name, typical), typical) for name in names}


def _scale(values: Sequence[Decimal], years: Sequence[Decimal], rules: Judging) -> Decimal:
    plain = scale(values)
    if len(years) < _LEAST_FOR_SCALE:
        return plain
    without_season = scale(years) / Decimal(2).sqrt()
    return without_season if without_season < rules.season.value * plain else plain
