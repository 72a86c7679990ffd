"""Scores worked out by hand for the template of every place, with values at the edges of its rules (DOMAIN 4.2, 4.3)."""

from __future__ import annotations

from decimal import Decimal

import pytest

from juesuan.standard import builtin
from juesuan.standard.performance_templates import Template
from juesuan.standard.scoring import scored

TEMPLATES = builtin().templates.by_id
PROPORTIONAL = [
    # ≥: as much as was reached of the target, full once it is met, never more
    ("≥200个", "200个", "10"),
    ("≥200个", "208个", "10"),
    ("≥200个", "199个", "9.95"),
    ("≥200个", "100个", "5.00"),
    ("≥200个", "0个", "0.00"),
    ("≥99%", "96.23%", "9.72"),
    # ≤: the other way round
    ("≤4小时", "4小时", "10"),
    ("≤4小时", "4.01小时", "9.98"),
    ("≤4小时", "8小时", "5.00"),
    ("≤0次", "1次", "0.00"),
    # =: less is missed, more is nobody's loss
    ("=100%", "99.99%", "10.00"),
    ("=100%", "60%", "6.00"),
    # words: the best of the band
    ("提升", "达成年度指标", "10"),
    ("提升", "部分达成年度指标并具有一定效果", "8.00"),
    ("提升", "未达成年度指标且效果较差", "6.00"),
]
WEIGHTS = {
    "mof-2022-project": {"预算执行率": 10, "产出指标": 50, "效益指标": 30, "满意度指标": 10},
    "mof-2022-project-core": {"预算执行率": 10, "成本指标": 20, "产出指标": 40, "效益指标": 20, "满意度指标": 10},
    "henan-2022-project": {"预算执行率": 10, "资金管理情况": 20, "产出指标": 40, "效益指标": 25, "满意度指标": 5},
    "henan-2022-project-2024": {
        "预算执行率": 10,
        "资金管理情况": 20,
        "成本指标": 10,
        "产出指标": 30,
        "效益指标": 25,
        "满意度指标": 5,
    },
    "henan-2022-overall": {"预算执行率": 10, "投入管理指标": 30, "产出指标": 25, "效益指标": 35},
    "hubei-2020-project": {"预算执行率": 20, "产出指标": 40, "效益指标": 30, "满意度指标": 10},
    "sichuan-2023-project": {"预算执行率": 10},
}
STRICTER = {"fujian-2024-overall", "mof-2022-project-core", "hubei-2020-project"}


def due(template: Template, target: str, actual: str, points: str = "10") -> str:
    return str(scored(target, actual, Decimal(points), template.scoring).due)


@pytest.mark.parametrize("name", sorted(set(TEMPLATES) - STRICTER))
@pytest.mark.parametrize(("target", "actual", "score"), PROPORTIONAL)
def test_most_places_score_as_the_ministry_does(name: str, target: str, actual: str, score: str) -> None:
    assert due(TEMPLATES[name], target, actual) == score


@pytest.mark.parametrize(
    ("name", "target", "actual", "score"),
    [
        # 财预〔2021〕101号: below the pass mark there is nothing
        ("mof-2022-project-core", "≥100个", "60个", "6.00"),
        ("mof-2022-project-core", "≥100个", "59个", "0.00"),
        ("mof-2022-project-core", "≥100个", "100个", "10"),
        ("mof-2022-project-core", "≤60万元", "100万元", "6.00"),
        ("mof-2022-project-core", "≤60万元", "101万元", "0.00"),
        # Hubei: 100–80, 80–50, 50–0
        ("hubei-2020-project", "提升", "达成预期指标", "10"),
        ("hubei-2020-project", "提升", "部分达成预期指标", "8.00"),
        ("hubei-2020-project", "提升", "未达成预期指标", "5.00"),
        ("hubei-2020-project", "≥20人", "10人", "5.00"),
        ("hubei-2020-project", "≤10天", "20天", "5.00"),
        # Fujian: a cost that is exceeded has nothing (3843.67 and 4262.96 万元: 4 points, 0)
        ("fujian-2024-overall", "≤3843.67万元", "4262.96万元", "0.00"),
        ("fujian-2024-overall", "≤3843.67万元", "3843.67万元", "10"),
        ("fujian-2024-overall", "≥30次", "20次", "6.67"),
    ],
)
def test_some_places_have_rules_of_their_own(name: str, target: str, actual: str, score: str) -> None:
    assert due(TEMPLATES[name], target, actual) == score


@pytest.mark.parametrize("name", sorted(WEIGHTS))
def test_the_weights_are_those_of_the_regulation(name: str) -> None:
    assert dict(TEMPLATES[name].weights) == WEIGHTS[name]


@pytest.mark.parametrize(
    ("name", "points", "rate", "score"),
    [
        ("mof-2022-project", "10", "100", "10"),
        ("mof-2022-project", "10", "99.99", "9.999"),
        ("mof-2022-project", "10", "105", "10"),
        ("mof-2022-project", "10", "0", "0"),
        ("hubei-2020-project", "20", "93.27", "18.654"),
        ("shaanxi-2022-project", "10", "93.27", "9.327"),
        ("sichuan-2023-project", "10", "50", "5"),
    ],
)
def test_the_execution_rate_scores_its_share(name: str, points: str, rate: str, score: str) -> None:
    assert TEMPLATES[name].scoring.executed(Decimal(points), Decimal(rate)) == Decimal(score)


@pytest.mark.parametrize(
    ("score", "grade"),
    [
        ("100", "优"),
        ("90", "优"),
        ("89.99", "良"),
        ("80", "良"),
        ("79.99", "中"),
        ("60", "中"),
        ("59.99", "差"),
        ("0", "差"),
    ],
)
@pytest.mark.parametrize("name", sorted(set(TEMPLATES) - {"shanghai-2024-project"}))
def test_grades_change_at_ninety_eighty_and_sixty(name: str, score: str, grade: str) -> None:
    assert TEMPLATES[name].grade(Decimal(score)) == grade


@pytest.mark.parametrize(("score", "grade"), [("90", "优"), ("80", "良"), ("60", "合格"), ("59.99", "不合格")])
def test_shanghai_has_names_of_its_own_for_grades(score: str, grade: str) -> None:
    assert TEMPLATES["shanghai-2024-project"].grade(Decimal(score)) == grade


@pytest.mark.parametrize(
    ("target", "actual", "deviation"),
    [("≥99%", "96.23%", "-2.80"), ("≥90%", "95%", "0.00"), ("≥90%", "100%", "0.00"), ("≤4小时", "5小时", "25.00")],
)
def test_deviations_are_nothing_once_a_target_is_met(target: str, actual: str, deviation: str) -> None:
    found = scored(target, actual, Decimal(1), TEMPLATES["henan-2022-overall"].scoring)

    assert str(found.deviation) == deviation
