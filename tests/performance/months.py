"""Two years of forty enterprises with planted anomalies and holiday dips: worlds that differ in how the enterprises fluctuate.

Nothing of how anomalies are looked for is known here: the kinds and sizes were written first.
"""

from __future__ import annotations

import math
import random
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal

__all__ = ["HEADER", "KINDS", "WORLDS", "Planted", "planted", "rows_of"]

HEADER = ("企业名称", "月份", "行业", "营业收入（万元）", "上缴税金（万元）", "报送日期")
KINDS = ("fall", "rise", "times_ten", "tenth", "stuck", "zero", "sign")
WORLDS = (
    "plain",
    "common_dip",
    "trending",
    "autocorrelated",
    "seasonal",
    "small_wild",
    "gaps",
    "heavy_tails",
    "whole_numbers",
)
FIRST_YEAR = 2022
SECTORS = ("装备制造", "新材料", "食品", "电子", "医药")
_CENT = Decimal("0.01")


@dataclass
class Planted:
    """The figures by enterprise and month from 0, and which of them are anomalies (with their kind) or holiday dips."""

    figures: dict[tuple[int, int], Decimal] = field(default_factory=dict)
    anomalies: dict[tuple[int, int], str] = field(default_factory=dict)
    dips: set[tuple[int, int]] = field(default_factory=set)
    taxes: dict[tuple[int, int], Decimal] = field(default_factory=dict)
    enterprises: int = 40
    months: int = 24


def planted(
    seed: int, world: str = "plain", *, enterprises: int = 40, months: int = 24, anomalies: int = 10, dips: int = 10
) -> Planted:
    """A world. Dips stand in Januaries and Februaries, of different years; anomalies anywhere else or there, too."""
    chance = random.Random(f"{world} {seed}")
    made = Planted(enterprises=enterprises, months=months)
    true = {enterprise: _series(chance, world, enterprise, months) for enterprise in range(enterprises)}
    decimals = Decimal(1) if world == "whole_numbers" else _CENT
    for enterprise, values in true.items():
        for month, value in enumerate(values):
            made.figures[enterprise, month] = max(decimals, Decimal(str(value)).quantize(decimals, ROUND_HALF_UP))
    for place, figure in made.figures.items():
        made.taxes[place] = (figure * Decimal(str(round(chance.uniform(0.027, 0.034), 5)))).quantize(decimals)
    if world == "gaps":
        _gaps(chance, made)
    _dips(chance, made, dips, decimals)
    _anomalies(chance, made, anomalies, decimals)
    return made


def _series(chance: random.Random, world: str, enterprise: int, months: int) -> list[float]:
    """The months of one enterprise before anything is planted."""
    level = math.exp(chance.uniform(math.log(80), math.log(20000)))
    noise = chance.uniform(0.03, 0.10)
    if world == "small_wild" and enterprise % 4 == 0:
        level, noise = chance.uniform(8, 60), chance.uniform(0.3, 0.5)
    trend = chance.uniform(-0.03, 0.04) if world == "trending" else chance.uniform(-0.004, 0.008)
    own = [0.0] * 12
    if world == "seasonal" and enterprise % 2:
        phase, height = chance.uniform(0, 12), chance.uniform(0.2, 0.6)
        own = [height * math.sin((month + phase) / 12 * 2 * math.pi) for month in range(12)]
    carried, values = 0.0, []
    for month in range(months):
        shock = chance.gauss(0, noise)
        if world == "heavy_tails":
            shock *= 1 / max(0.35, math.sqrt(chance.gammavariate(2.5, 1 / 2.5)))
        carried = 0.7 * carried + shock if world == "autocorrelated" else shock
        common = -0.35 if world == "common_dip" and month % 12 == 1 else -0.08 if month % 12 == 1 else 0.0
        values.append(level * math.exp(trend * month + own[month % 12] + common + carried))
    return values


def _gaps(chance: random.Random, made: Planted) -> None:
    """Enterprises that came later or left, and months that nobody reported."""
    for enterprise in chance.sample(range(made.enterprises), 6):
        border = chance.randint(3, made.months - 3)
        late = chance.random() < 0.5
        for month in range(made.months):
            if (month < border) if late else (month >= border):
                made.figures.pop((enterprise, month), None)
    for place in chance.sample(sorted(made.figures), 15):
        del made.figures[place]


def _dips(chance: random.Random, made: Planted, count: int, decimals: Decimal) -> None:
    """Half of the seeds: dips of an enterprise in both years; else each in one of them. A quarter of them fall in January."""
    places = [
        (enterprise, month)
        for enterprise, month in sorted(made.figures)
        if month % 12 == 1 or (month % 12 == 0 and chance.random() < 0.2)
    ]
    if chance.random() < 0.5:
        firms = chance.sample(range(made.enterprises), count // 2)
        chosen = [
            (firm, month) for firm in firms for month in range(1, made.months, 12) if (firm, month) in made.figures
        ]
    else:
        chosen = chance.sample(places, count)
    for place in chosen:
        made.figures[place] = (made.figures[place] * Decimal(str(round(chance.uniform(0.4, 0.75), 3)))).quantize(
            decimals
        )
        made.dips.add(place)


def _anomalies(chance: random.Random, made: Planted, count: int, decimals: Decimal) -> None:
    """Of each kind in turn, each of another enterprise, never on a dip."""
    free = [
        place for place in sorted(made.figures) if place not in made.dips and (place[0], place[1] - 1) in made.figures
    ]
    chance.shuffle(free)
    taken: set[int] = set()
    offset = chance.randrange(len(KINDS))
    for number in range(count):
        kind = KINDS[(number + offset) % len(KINDS)]
        place = next(place for place in free if place[0] not in taken)
        taken.add(place[0])
        made.figures[place] = _changed(
            chance, kind, made.figures[place], made.figures[place[0], place[1] - 1]
        ).quantize(decimals)
        made.anomalies[place] = kind
        if kind == "stuck" and chance.random() < 0.5:
            made.taxes[place] = made.taxes[place[0], place[1] - 1]


def _changed(chance: random.Random, kind: str, value: Decimal, before: Decimal) -> Decimal:
    match kind:
        case "fall":
            return value * Decimal(str(round(chance.uniform(0.1, 0.45), 3)))
        case "rise":
            return value * Decimal(str(round(chance.uniform(2.2, 5.0), 3)))
        case "times_ten":
            return value * 10
        case "tenth":
            return value / 10
        case "stuck":
            return before
        case "zero":
            return Decimal(0)
    return -value


def rows_of(made: Planted, first_year: int = FIRST_YEAR) -> list[list[str]]:
    """The table of enterprise reports, with its header."""
    rows = [list(HEADER)]
    for (enterprise, month), value in sorted(made.figures.items(), key=lambda item: (item[0][1], item[0][0])):
        year, number = first_year + month // 12, month % 12 + 1
        after = (year + number // 12, number % 12 + 1)
        rows.append(
            [
                f"示例企业{enterprise + 1:02d}有限公司",
                f"{year}-{number:02d}",
                SECTORS[enterprise % len(SECTORS)],
                f"{value:f}",
                f"{made.taxes[enterprise, month]:f}",
                f"{after[0]}-{after[1]:02d}-08",
            ]
        )
    return rows
