from decimal import Decimal

import pytest

from juesuan.preparing.books import Target
from juesuan.preparing.scoring import block_points, scored_targets, shared
from juesuan.standard import builtin

PROJECT = builtin().templates.named("henan-2022-project", "PP")


def target(wanted: str, block: str = "产出指标", points: Decimal | None = None) -> Target:
    return Target((block, "数量指标", "件数"), wanted, "", points=points)


@pytest.mark.parametrize(
    ("points", "count", "expected"),
    [("50", 4, "12.5 12.5 12.5 12.5"), ("50", 3, "17 17 16"), ("10", 1, "10"), ("5", 2, "2.5 2.5")],
)
def test_points_are_shared(points: str, count: int, expected: str) -> None:
    assert shared(Decimal(points), count) == [Decimal(part) for part in expected.split()]


@pytest.mark.parametrize(
    ("wanted", "actual", "score", "deviation"),
    [
        ("≥99%", "96.23%", "9.72", "-2.80"),
        ("明显", "明显", "10", "0.00"),
        ("提升", "部分达成年度指标", "8.00", ""),
        ("≥0%", "-5%", "0.00", ""),
    ],
)
def test_a_result_is_scored_by_the_rule_of_the_place(wanted: str, actual: str, score: str, deviation: str) -> None:
    (found,) = scored_targets([Target(("产出指标", "", "件数"), wanted, actual, points=Decimal(10))], PROJECT, {})
    assert (found.score, found.deviation) == (Decimal(score), deviation)


def test_a_score_that_the_unit_gave_stands() -> None:
    given = Target(("产出指标", "", "件数"), "≥10个", "5个", points=Decimal(10), score=Decimal(3))
    (found,) = scored_targets([given], PROJECT, {})
    assert (found.score, found.rule.due, found.deviation) == (3, 5, "-50.00")


def test_given_points_stand_and_the_rest_is_shared_by_block() -> None:
    targets = [target("≥1个"), target("≥1个"), target("≥90%", "满意度指标"), target("≥1个", "效益指标", Decimal(7))]
    assert block_points(targets, PROJECT) == [Decimal(20), Decimal(20), Decimal(5), Decimal(7)]
