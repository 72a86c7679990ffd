from decimal import Decimal

import pytest

from juesuan.preparing.books import Target
from juesuan.preparing.scoring import block_points, execution_score, scored, shared
from juesuan.standard.performance import template

PROJECT = template("henan-2022-project", "PP")


def target(wanted: str, block: str = "产出指标", points: Decimal | None = None) -> Target:
    return Target((block, "数量指标", "件数"), wanted, "", points=points)


@pytest.mark.parametrize(
    ("points", "count", "expected"),
    [("50", 4, "12.5 12.5 12.5 12.5"), ("50", 3, "17 17 16"), ("10", 1, "10"), ("5", 2, "2.5 2.5")],
)
def test_points_are_shared(points: str, count: int, expected: str) -> None:
    assert shared(Decimal(points), count) == [Decimal(part) for part in expected.split()]


@pytest.mark.parametrize(
    ("wanted", "reached", "score", "deviation"),
    [
        ("≥99%", "96.23%", "9.72", "-2.80"),
        ("≥20个", "25个", "10", "0.00"),
        ("≤4小时", "5小时", "8.00", "25.00"),
        ("=100%", "50%", "5.00", "-50.00"),
        ("明显", "明显", "10", "0.00"),
    ],
)
def test_a_missed_target_gets_its_part(wanted: str, reached: str, score: str, deviation: str) -> None:
    result = scored(target(wanted), reached, Decimal(10), PROJECT)
    assert (result.score, result.deviation) == (Decimal(score), deviation)


def test_the_execution_rate_never_scores_more_than_its_points() -> None:
    assert execution_score(Decimal(100), Decimal(75), Decimal(10)) == Decimal("7.50")
    assert execution_score(Decimal(100), Decimal(120), Decimal(10)) == Decimal(10)
    assert execution_score(Decimal(0), Decimal(0), Decimal(10)) == Decimal(10)


def test_given_points_stand_and_the_rest_is_shared_by_block() -> None:
    targets = [target("≥1个"), target("≥1个"), target("≥90%", "满意度指标"), target("≥1个", "效益指标", Decimal(7))]
    assert block_points(targets, PROJECT) == [Decimal(20), Decimal(20), Decimal(5), Decimal(7)]
