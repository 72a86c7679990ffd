"""Reports of evaluations in words: shares, grades, and what the explanation tells of an attached report."""

from __future__ import annotations

import pytest

from juesuan.model import State
from tests import made
from tests.checking.judging import failures, section, states


def document(*texts: str) -> made.Disclosure:
    """A document whose attachments hold these paragraphs."""
    return made.disclosure(sections=(section("part5", "第五部分附件", *texts),))


@pytest.mark.parametrize(
    ("points", "score", "rate", "state"),
    [
        ("20", "18", "90.00", State.PASS),
        ("20", "18", "90", State.PASS),
        ("20", "18", "95.00", State.FAIL),
        ("30", "28.5", "95", State.PASS),
        ("30", "29", "96.67", State.PASS),  # 96.666…
        ("30", "29", "96.66", State.PASS),  # 28.995 to 29.005 would give it
        ("30", "29", "97.67", State.FAIL),
    ],
)
def test_a_share_is_the_score_over_the_points(points: str, score: str, rate: str, state: State) -> None:
    text = f"主要评价项目立项。赋分{points}分，综合得分{score}分，得分率为{rate}%。"

    assert states("PX-18", document(text)) == {state}


@pytest.mark.parametrize(
    ("score", "grade", "state"),
    [
        ("90", "优", State.PASS),
        ("89.99", "优", State.FAIL),
        ("83.06", "良", State.PASS),
        ("80", "良好", State.PASS),
        ("79.99", "良", State.FAIL),
        ("60", "中", State.PASS),
        ("59", "较差", State.NOT_APPLICABLE),  # no grade of ours
    ],
)
def test_a_grade_follows_from_the_score(score: str, grade: str, state: State) -> None:
    text = f"某项目支出绩效评价综合得分{score}分。根据评价结果级别划分标准，评价结果为“{grade}”。"

    assert states("PX-19", document(text)) == {state}


def test_a_score_told_of_is_that_of_the_report() -> None:
    told = "1.某项目。评价得分83.06，综合评价等级为“B”，详见所附报告《某项目绩效评价报告》。"
    own = "某项目支出绩效评价综合得分{}分。"

    assert states("PX-20", document(told, own.format("83.06"))) == {State.PASS}
    (found,) = failures("PX-20", document(told, own.format("86.30")))
    assert found.message == "文字写评价得分 83.06，所附评价报告的得分是 86.30。"
    assert states("PX-20", document(told)) == {State.UNDECIDABLE}
    assert states("PX-20", document(own.format("86.30"))) == {State.NOT_APPLICABLE}
