"""The one scoring rule, for every combination of target and result."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from juesuan.standard import builtin
from juesuan.standard.scoring import Scoring, Step, scored, scoring_of

PLAIN = builtin().templates.named("mof-2022-project", "PP").scoring
STRICT = builtin().templates.named("fujian-2024-overall", "PO").scoring
RAW = {"execution": "local", "shortfall": "proportional", "excess": "zero", "deviation": "two_sided", "bands": []}
TEN = Decimal(10)

_NUMBERS = st.decimals(-(10**17), 10**17, allow_nan=False, places=2) | st.integers(-150, 150)
_QUANTITIES = st.builds(
    lambda sign, number, unit: f"{sign}{number}{unit}",
    st.sampled_from(("≥", "≤", ">", "<", "=", "", "不低于", "约")),
    _NUMBERS,
    st.sampled_from(("%", "人", "名", "个", "万元", "元", "亿元", "万人", "亿", "", "以上")),
)
_VALUES = (
    _QUANTITIES | st.sampled_from(("明显", "达成年度指标", "部分达成年度指标", "未达成", "", "2022年")) | st.text()
)
_POINTS = st.decimals(0, 100, allow_nan=False, places=3)


@pytest.mark.parametrize(
    ("target", "actual", "due", "deviation"),
    [
        # met, missed, exceeded
        ("≥99%", "96.23%", "9.72", "-2.80"),
        ("≥20个", "25个", "10", "0.00"),
        ("≤4小时", "5小时", "8.00", "25.00"),
        ("≤4小时", "4小时", "10", "0.00"),
        ("=100%", "50%", "5.00", "-50.00"),
        ("=3人", "7人", "10", "133.33"),
        ("20人", "10人", "10", "-50.00"),
        # other units of the same
        ("≤2.4万元", "30000元", "8.00", "25.00"),
        ("≥ ２０ 个", "10 个", "5.00", "-50.00"),
        # zero has no parts
        ("≥0%", "-5%", "0.00", None),
        ("≥0%", "0%", "10", "0.00"),
        ("≤0次", "2次", "0.00", None),
        ("≥20个", "0个", "0.00", "-100.00"),
        # below zero: the part is that of the sizes, and of nothing on the other side of zero
        ("≥-5%", "-10%", "5.00", "100.00"),
        ("≤-3%", "-2%", "6.67", "-33.33"),
        ("≥5%", "-5%", "0.00", "-200.00"),
        ("≤-3%", "3%", "0.00", "-200.00"),
        # words
        ("明显", "明显", "10", None),
        ("提升", "达成年度指标", "10.00", None),
        ("提升", "部分达成年度指标并具有一定效果", "8.00", None),
        ("≥90%", "未达成年度指标且效果较差", "6.00", None),
        ("≥20人", "20家", "10", None),
        ("", "", "10", None),
    ],
)
def test_what_a_target_and_a_result_give(target: str, actual: str, due: str, deviation: str | None) -> None:
    score = scored(target, actual, TEN, PLAIN)

    assert score.due == Decimal(due)
    assert score.deviation == (None if deviation is None else Decimal(deviation))


def test_a_score_is_allowed_by_what_the_printed_result_may_stand_for() -> None:
    assert scored("≥99%", "96%", TEN, PLAIN).allowed.high.quantize(Decimal("0.0001")) == Decimal("9.7475")
    assert scored("≤0次", "2次", TEN, PLAIN).allowed.high == 0
    assert scored("≥95.3%", "95%", TEN, PLAIN).allowed.high == TEN, "it may be 95.4 %"


def test_two_sided_deviations_are_those_of_met_targets_too() -> None:
    two_sided = replace(PLAIN, deviation="two_sided")
    assert scored("≥20个", "25个", TEN, two_sided).deviation == Decimal("25.00")


def test_places_differ_in_data() -> None:
    assert scored("≤4小时", "5小时", TEN, STRICT).due == 0
    steps = [{"least": 60, "share": "proportional"}, {"least": 90, "share": 80}]
    stepped = scoring_of({**RAW, "shortfall": steps})

    assert stepped.shortfall == (Step(Decimal(90), Decimal(80)), Step(Decimal(60), None))
    assert [scored("≥100个", f"{n}个", TEN, stepped).due for n in (95, 90, 89, 60, 59)] == [
        Decimal("8.00"),
        Decimal("8.00"),
        Decimal("8.90"),
        Decimal("6.00"),
        Decimal("0.00"),
    ]


def test_unknown_steps_are_named() -> None:
    with pytest.raises(ValueError, match="propotional"):
        scoring_of({**RAW, "excess": "propotional"})


def test_the_execution_rate_never_scores_more_than_its_points_nor_less_than_nothing() -> None:
    rates = ("75", "120", "-5", "0")
    assert [PLAIN.executed(TEN, Decimal(rate)) for rate in rates] == [Decimal("7.5"), TEN, 0, 0]
    assert PLAIN.executed(TEN, None) == TEN


@given(
    target=_VALUES, actual=_VALUES, points=_POINTS, scoring=st.sampled_from([t.scoring for t in builtin().templates])
)
def test_every_input_has_a_score_within_what_is_allowed(
    target: str, actual: str, points: Decimal, scoring: Scoring
) -> None:
    score = scored(target, actual, points, scoring)

    assert 0 <= score.due <= points
    assert score.allows(score.due)
    assert score.allowed.low <= score.allowed.high <= points
    assert score.met is not False or score.due < points or score.allowed.high == points or _rounds_up(score.due, points)


def _rounds_up(due: Decimal, points: Decimal) -> bool:
    return points - due < Decimal("0.01")
