"""What 绩效 tells twice is one amount; what a summary states of its item is understood in its reasons, too."""

from __future__ import annotations

import pytest

from tests.checking.narrative.told import alarms_of, report_of
from tests.recognising.narrative.telling import amounts, one

_SPECIAL = "组织对专项资金开展绩效自评，涉及预算金额{}万元。"


@pytest.mark.parametrize(("first", "again", "wrong"), [("52110", "52110.00", False), ("52110", "51552.9", True)])
def test_of_a_kind_of_evaluation_there_is_one_amount(first: str, again: str, wrong: bool) -> None:
    text = _SPECIAL.format(first) + _SPECIAL.format(again)

    assert bool(alarms_of([("N13", text)], {"N13-17"})) is wrong


@pytest.mark.parametrize(("rate", "severity"), [("35%", "error"), ("99.99%", "warning"), ("100%", None)])
def test_a_rate_of_two_amounts_of_its_own_item_is_surely_wrong(rate: str, severity: str | None) -> None:
    text = f"1.护林项目绩效自评综述：全年预算数21143.98万元，执行数21143.98万元，完成预算的{rate}。"

    assert [found.severity.value for found in report_of([("N13", text)]).findings if found.rule == "N13-04"] == (
        [severity] if severity else []
    )


@pytest.mark.parametrize("reason", ["", "发现的问题及原因：制定指标不够细，"])
def test_satisfaction_is_that_of_the_item(reason: str) -> None:
    read = one(
        "N13",
        f"1.护林项目绩效自评综述：全年预算数10.00万元，执行数10.00万元，完成预算的100%。{reason}综合满意度为98.30%。",
    )

    assert amounts(read)["satisfaction[project=1]"] == "98.30%"


@pytest.mark.parametrize(("text", "apart"), [("居民健康素养水平达35.00%。", True), ("资金执行率35.00%。", False)])
def test_rates_of_what_nobody_asks_for_are_described(text: str, apart: bool) -> None:
    (number,) = [number for number in one("N13", text).numbers if number.kind == "percent"]

    assert number.described is apart
