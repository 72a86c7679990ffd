"""Anomalies of monthly reports: found where they are planted, nowhere else, and what cannot be judged is said."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from juesuan.performance.monitoring.anomalies import JudgedMonths, judged
from juesuan.performance.monitoring.months import Month, month_of
from juesuan.performance.monitoring.robust import median, scale
from juesuan.performance.monitoring.series import read_series
from juesuan.standard import builtin
from tests.performance.months import FIRST_YEAR, Planted, planted, rows_of
from tests.performance.tables import evidence, written

SCHEMA = builtin().monitoring
START = Month(FIRST_YEAR, 1)


def judgement(folder: Path, made: Planted, until: int | None = None) -> JudgedMonths:
    written(folder, "重点企业月报.csv", rows_of(made))
    series = read_series(evidence(folder), SCHEMA.reports)
    last = START.moved(made.months - 1 if until is None else until)
    return judged(series, "revenue", last, SCHEMA.judging)


def told(found: JudgedMonths) -> dict[tuple[int, int], str]:
    return {(int(item.enterprise[4:6]) - 1, item.month.since(START)): item.kind for item in found.anomalies}


@pytest.mark.parametrize("world", ["plain", "common_dip", "trending", "autocorrelated"])
@pytest.mark.parametrize("seed", [1001, 1002])
def test_ten_planted_anomalies_among_ten_dips(tmp_path: Path, world: str, seed: int) -> None:
    """``bench/monitor.py`` does it for many seeds; docs/zh/monitor.md has the figures."""
    made = planted(seed, world)
    found = told(judgement(tmp_path, made))

    assert len(made.anomalies) == 10 and len(made.dips) == 10
    assert len(made.anomalies.keys() & found.keys()) >= 9
    assert len(found.keys() - made.anomalies.keys()) <= 1
    assert not made.dips & found.keys()


def test_each_kind_is_called_by_its_name(tmp_path: Path) -> None:
    made = planted(7, anomalies=0, dips=0)
    firm, month = 12, 16
    figure = made.figures[firm, month]
    for number, (value, kind) in enumerate(
        [
            (figure * 10, "slip"),
            (figure / 100, "slip"),
            (Decimal(0), "zero"),
            (-figure, "negative"),
            (made.figures[firm, month - 1], "stuck"),
            (figure / 3, "fall"),
            (figure * 3, "rise"),
        ]
    ):
        made.figures[firm, month] = value.quantize(Decimal("0.01"))
        folder = tmp_path / str(number)
        folder.mkdir()
        assert told(judgement(folder, made)) == {(firm, month): kind}, value


def test_what_all_do_is_nobodys_anomaly(tmp_path: Path) -> None:
    """A whole month at half: the holiday, or the electricity; one that does not take part stands out."""
    made = planted(8, anomalies=0, dips=0)
    for firm in range(made.enterprises):
        made.figures[firm, 19] = (made.figures[firm, 19] / 2).quantize(Decimal("0.01"))
    assert told(judgement(tmp_path, made)) == {}

    made.figures[5, 19] *= 4
    assert told(judgement(tmp_path, made)) == {(5, 19): "rise"}


def coarse(seed: int) -> tuple[Planted, int]:
    """A world of whole numbers, and a firm of which two months may well be the same by chance."""
    made = planted(seed, "whole_numbers", anomalies=0, dips=0)
    firm = min(range(made.enterprises), key=lambda one: abs(made.figures[one, 10] - 2500))
    return made, firm


def test_whole_numbers_that_come_again_are_strange_with_a_tax_that_does(tmp_path: Path) -> None:
    """By itself a repetition of few figures may be chance, and is listed; two measures at once are none."""
    made, firm = coarse(12)
    made.figures[firm, 15] = made.figures[firm, 14]
    (tmp_path / "one").mkdir()
    alone = judgement(tmp_path / "one", made)
    made.taxes[firm, 15] = made.taxes[firm, 14]
    (tmp_path / "both").mkdir()

    chance = [item for item in alone.excused if "巧合" in item.reason]
    both = told(judgement(tmp_path / "both", made))
    assert ((firm, 15) in told(alone)) or any(item.month.since(START) == 15 for item in chance)
    assert both.get((firm, 15)) == "stuck"


def test_chance_makes_few_repetitions_that_are_told(tmp_path: Path) -> None:
    """Of whole numbers many come again: those of small enterprises are no anomalies."""
    made = planted(13, "whole_numbers", anomalies=0, dips=0)
    found = told(judgement(tmp_path, made))
    again = sum(
        made.figures[firm, month] == made.figures[firm, month - 1] for firm in range(40) for month in range(1, 24)
    )

    assert again > 5
    assert len(found) <= 1


def test_a_wild_enterprise_in_tens_is_a_slip(tmp_path: Path) -> None:
    """Ten times is a slip with an enterprise that fluctuates by half, too, where twice is nothing."""
    made = planted(1001, "small_wild", anomalies=0, dips=0)
    firm, month = 4, 16
    middle = sorted(made.figures[firm, at] for at in range(24))[12]
    made.figures[firm, month] = middle * 10
    assert told(judgement(tmp_path, made)).get((firm, month)) == "slip"


def test_an_own_season_is_no_anomaly(tmp_path: Path) -> None:
    """An enterprise that stops every June; in one June only it is an anomaly, and a year later there is no echo of it."""
    made = planted(9, anomalies=0, dips=0)
    for month in (5, 17):
        made.figures[3, month] = (made.figures[3, month] * Decimal("0.3")).quantize(Decimal("0.01"))
    assert told(judgement(tmp_path, made)) == {}

    made.figures[3, 17] = (made.figures[3, 17] / Decimal("0.3")).quantize(Decimal("0.01"))
    assert told(judgement(tmp_path, made)) == {(3, 5): "fall"}


def test_a_level_that_stays_is_told_when_it_comes_and_no_more_afterwards(tmp_path: Path) -> None:
    made = planted(10, anomalies=0, dips=0)
    for month in range(17, 24):
        made.figures[3, month] = (made.figures[3, month] * Decimal("0.3")).quantize(Decimal("0.01"))

    assert told(judgement(tmp_path, made, until=17)) == {(3, 17): "fall"}
    assert told(judgement(tmp_path, made)) == {}


def test_less_than_thirteen_months_are_not_judged_and_say_so(tmp_path: Path) -> None:
    """But a slip of the unit needs no year to be seen."""
    made = planted(11, anomalies=0, dips=0, months=9)
    made.figures[4, 8] = (made.figures[4, 8] / 3).quantize(Decimal("0.01"))
    made.figures[6, 8] *= 10
    found = judgement(tmp_path, made)

    assert told(found) == {(6, 8): "slip"}
    names = {item.enterprise for item in found.unjudged if item.months[-1] == START.moved(8)}
    assert len(names) == made.enterprises - 1
    assert any("十三个月" in item.reason for item in found.unjudged)


def test_a_figure_in_doubt_is_judged_by_nobody(tmp_path: Path) -> None:
    made = planted(12, anomalies=0, dips=0)
    rows = rows_of(made)
    rows[500][3] = "约三千"
    rows.append([*rows[600][:3], "1.00", *rows[600][4:]])
    written(tmp_path, "重点企业月报.csv", rows)
    found = judged(read_series(evidence(tmp_path), SCHEMA.reports), "revenue", START.moved(23), SCHEMA.judging)

    assert found.anomalies == ()


@given(st.lists(st.integers(-1000, 1000), min_size=2, max_size=30), st.integers(-50, 50), st.integers(1, 9))
def test_scale_is_of_distances_alone(values: list[int], shift: int, factor: int) -> None:
    numbers = [Decimal(value) for value in values]

    assert scale([value + shift for value in numbers]) == scale(numbers)
    assert abs(scale([value * factor for value in numbers]) - scale(numbers) * factor) < Decimal("1e-15")
    assert median([value + shift for value in numbers]) == median(numbers) + shift


@given(st.lists(st.integers(0, 10), min_size=9, max_size=25), st.integers(10**6, 10**9))
def test_half_of_the_values_may_be_anything(values: list[int], wild: int) -> None:
    numbers = [Decimal(value) for value in values]
    spoilt = [Decimal(wild * (number + 1)) for number in range((len(values) - 1) // 2)] + numbers[
        (len(values) - 1) // 2 :
    ]

    assert 0 <= median(spoilt) <= 10
    assert scale(spoilt) <= 30


@pytest.mark.parametrize(
    ("text", "month"),
    [("2023-09", Month(2023, 9)), ("2023年9月", Month(2023, 9)), ("2023", None), ("2023-13", None), ("九月", None)],
)
def test_a_month_in_words(text: str, month: Month | None) -> None:
    assert month_of(text) == month
