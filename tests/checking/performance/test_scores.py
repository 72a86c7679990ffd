"""Points, scores, deviations and reasons of the indicators."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

import pytest

from juesuan.model import Severity, State
from tests.checking.judging import failures, states
from tests.checking.performance.sheets import GOOD_FUNDS, GOOD_ROWS, WITH_DEVIATION, disclosure, overall, project


def changed(index: int, **cells: str) -> list[Sequence[str]]:
    """The good rows with some cells of one changed, by column."""
    columns = ("level1", "level2", "level3", "target", "actual", "points", "score", "reason")
    rows = [list(row) for row in GOOD_ROWS]
    for column, text in cells.items():
        rows[index][columns.index(column)] = text
    return rows


@pytest.mark.parametrize("rule", ["PP-08", "PP-09", "PP-11", "PP-12", "PP-13", "PP-17", "PP-18", "PP-19", "PP-20"])
def test_a_good_project_passes(rule: str) -> None:
    assert states(rule, disclosure(project())) == {State.PASS}


@pytest.mark.parametrize("rule", ["PO-12", "PO-14", "PO-21", "PO-25"])
def test_a_good_overall_form_passes(rule: str) -> None:
    assert states(rule, disclosure(overall())) == {State.PASS}


def test_points_must_come_to_a_hundred() -> None:
    rows = changed(0, points="15", score="15")

    (found,) = failures("PP-05", disclosure(project(rows=rows)))

    assert (found.stated, found.expected) == (Decimal(100), Decimal(95))
    assert failures("PO-09", disclosure(overall(rows=rows)))


def test_points_of_the_execution_rate_left_blank() -> None:
    blank = {"total": ("100", "80", "76", "", "95%", "9.5")}

    (found,) = failures("PP-05", disclosure(project(funds=blank)))

    assert found.difference == Decimal(10)


def test_a_form_that_was_cut_off_is_not_blamed() -> None:
    document = disclosure(project(rows=GOOD_ROWS[:2], sums=()))

    assert states("PP-05", document) == {State.UNDECIDABLE}


def test_scores_must_come_to_the_total() -> None:
    assert states("PP-06", disclosure(project(sums=("100", "88")))) == {State.PASS}, "without the execution rate"
    for rule, document in (
        ("PP-06", disclosure(project(sums=("100", "98.5")))),
        ("PO-10", disclosure(overall(sums=("100", "98.5")))),
    ):
        (found,) = failures(rule, document)
        assert found.expected == Decimal("97.5")


def test_the_total_of_scores_may_be_rounded_to_whole_points_and_that_of_points_not() -> None:
    """The scores come to 97.5; of the points 0.4 are missing."""
    assert states("PP-06", disclosure(project(sums=("100", "98")))) == {State.WITHIN_ROUNDING}
    assert states("PP-06", disclosure(project(sums=("100", "97")))) == {State.WITHIN_ROUNDING}
    assert states("PP-06", disclosure(project(sums=("100", "96")))) == {State.FAIL}
    assert failures("PP-05", disclosure(project(rows=changed(0, points="19.6"))))


def test_a_score_above_its_points() -> None:
    rows = changed(0, score="21")

    assert failures("PP-07", disclosure(project(rows=rows)))
    assert failures("PO-11", disclosure(overall(rows=rows)))


def test_tasks_that_share_the_points_of_the_execution_rate() -> None:
    """They are no points beside it, but no task may score more than it can."""
    funds = {
        "t1": (None, "30.00", "30.00", "4", "100.00%", "4"),
        "t2": (None, "50.00", "46.00", "6", "92.00%", "5.5"),
        "total": ("100.00", "80.00", "76.00", "10", "95.00%", "9.5"),
    }
    document = disclosure(overall(funds=funds))
    for rule in ("PO-09", "PO-10", "PO-11"):
        assert states(rule, document) == {State.PASS}
    (found,) = failures("PO-11", disclosure(overall(funds={**funds, "t2": (*funds["t2"][:-1], "6.5")})))
    assert (found.stated, found.expected) == (Decimal("6.5"), Decimal("6"))
    assert states("PO-10", disclosure(overall(funds=funds, sums=("100", "88")))) == {State.PASS}, "without them, too"


@pytest.mark.parametrize(
    ("target", "actual", "score", "state"),
    [
        ("≥20人", "10人", "20", State.FAIL),
        ("≥20人", "10人", "10", State.PASS),
        ("≥20人", "10人", "0", State.PASS),
        ("≥2.4万人", "3万人", "20", State.PASS),
        ("≤100万元", "125万元", "16", State.PASS),
        ("≤100万元", "125万元", "20", State.FAIL),
        ("≤0次", "2次", "20", State.FAIL),
        ("=6期", "7期", "20", State.PASS),
        ("20人", "10人", "20", State.PASS),
        ("明显", "较好", "20", State.PASS),
    ],
)
def test_quantitative_score(target: str, actual: str, score: str, state: State) -> None:
    rows = changed(0, target=target, actual=actual, score=score)

    assert state in states("PP-08", disclosure(project(rows=rows)))
    assert bool(failures("PO-12", disclosure(overall(rows=rows)))) is (state is State.FAIL)


@pytest.mark.parametrize("total", ["97.5", "97"], ids=["scores with decimals", "whole scores"])
@pytest.mark.parametrize(
    ("target", "actual", "missed"),
    [("≤380元", "395元", 0.76), ("≥90%", "86%", 0.89), ("≥1000人", "990人", 0.2), ("≥1000人", "999人", 0.02)],
)
def test_full_marks_for_a_missed_target(target: str, actual: str, missed: float, total: str) -> None:
    """What the rule takes away is excused only below half of the last place of the form's scores."""
    rows = changed(0, target=target, actual=actual)
    found = GOOD_FUNDS if total == "97.5" else {"total": ("100.00", "80.00", "76.00", "10", "95.00%", "9")}
    half = 0.05 if total == "97.5" else 0.5

    document = disclosure(project(rows=rows, funds=found, sums=("100", total)))

    assert bool(failures("PP-08", document)) is (missed > half)


@pytest.mark.parametrize(("score", "wrong"), [("10", True), ("9.5", False)])
def test_full_marks_for_an_execution_that_was_not_full(score: str, wrong: bool) -> None:
    funds = {"total": ("100.00", "80.00", "76.00", "10", "95.00%", score)}
    document = disclosure(project(rows=changed(1, score="18.0"), funds=funds))

    assert bool(failures("PP-04", document)) is wrong


@pytest.mark.parametrize(
    ("words", "score", "state"),
    [
        ("达成预期指标", "20", State.PASS),
        ("部分达成预期指标并具有一定效果", "20", State.FAIL),
        ("未达成预期指标", "8", State.PASS),
    ],
)
def test_band_of_a_qualitative_score(words: str, score: str, state: State) -> None:
    assert states("PP-09", disclosure(project(rows=changed(0, target="提升", actual=words, score=score)))) == {state}


@pytest.mark.parametrize(
    ("target", "actual", "deviation", "state"),
    [
        ("≥99%", "96.23%", "-2.80", State.PASS),
        ("≥99%", "96.23%", "0.00", State.FAIL),
        ("≥90%", "95%", "0.00", State.PASS),
        ("≥90%", "95%", "5.56", State.PASS),
        ("=3人", "7人", "0.00", State.FAIL),
    ],
)
def test_deviation(target: str, actual: str, deviation: str, state: State) -> None:
    row = ("产出指标", "数量指标", "某项", target, actual, "90", "90", deviation, "")
    document = disclosure(project(rows=[row], columns=WITH_DEVIATION), overall(rows=[row], columns=WITH_DEVIATION))

    assert states("PP-10", document) == {state}
    assert states("PO-13", document) == {state}


@pytest.mark.parametrize(
    ("deviation", "score", "state"),
    [("-2.80", "90", State.FAIL), ("-2.80", "87.48", State.PASS), ("0.00", "90", State.PASS)],
)
def test_deviation_against_the_score(deviation: str, score: str, state: State) -> None:
    columns = tuple(column for column in WITH_DEVIATION if column != "actual")
    row = ("产出指标", "数量指标", "某项", "≥99%", "90", score, deviation, "")

    assert states("PO-13", disclosure(overall(rows=[row], columns=columns))) == {state}


def test_lost_points_need_a_reason() -> None:
    rows = changed(1, reason="完成")

    for rule, document in (("PP-12", disclosure(project(rows=rows))), ("PO-14", disclosure(overall(rows=rows)))):
        (found,) = failures(rule, document)
        assert "培训合格率" in found.message


def test_columns_that_are_not_there() -> None:
    columns = ("level1", "level2", "level3", "target", "points", "reason")
    rows = [("产出指标", "数量指标", "培训人数", "≥20人", "90", "")]

    for rule, document in (
        ("PP-13", disclosure(project(rows=rows, columns=columns))),
        ("PO-21", disclosure(overall(rows=rows, columns=columns))),
    ):
        (found,) = failures(rule, document)
        assert "“实际完成值”、“得分”" in found.message
        assert found.severity is None


def test_a_level_that_is_not_there() -> None:
    columns = ("level1", "level3", "target", "actual", "points", "score", "reason")
    rows = [("产出指标", "培训人数", "≥20人", "20人", "90", "90", "")]

    (found,) = failures("PP-13", disclosure(project(rows=rows, columns=columns)))

    assert found.severity is Severity.WARNING
    assert "“二级指标”" in found.message


def test_sheets_of_other_places_and_kinds() -> None:
    plain = ("level3", "target", "actual", "points", "score")
    scored = ("level1", "level2", "level3", "points", "standard", "score")
    document = disclosure(
        project(rows=[("培训人数", "≥20人", "20人", "90", "90")], columns=plain),
        overall(rows=[("投入", "预算", "执行率", "90", "按比例", "90")], columns=scored),
    )

    assert states("PP-13", document) == {State.PASS}
    assert states("PO-21", document) == {State.NOT_APPLICABLE}


def test_a_column_left_empty_is_missing_too() -> None:
    rows = [(*row[:6], "", row[7]) for row in GOOD_ROWS]

    (found,) = failures("PP-13", disclosure(project(rows=rows, sums=("100",))))

    assert "“得分”栏全部空白" in found.message


def test_a_single_blank_cell_is_a_warning() -> None:
    (found,) = failures("PP-13", disclosure(project(rows=changed(3, actual=""))))

    assert found.severity is Severity.WARNING
    assert "就业帮扶成效" in found.message


def test_a_printed_weight_is_the_sum_beneath() -> None:
    rows = [("效益指标（40分）" if row[0].startswith("效益") else row[0], *row[1:]) for row in GOOD_ROWS]

    for rule, document in (("PP-20", disclosure(project(rows=rows))), ("PO-25", disclosure(overall(rows=rows)))):
        (found,) = failures(rule, document)
        assert found.severity is Severity.WARNING


def test_a_single_heavy_indicator_is_noted() -> None:
    rows = [("产出指标", "质量指标", "足额保障率", "=100%", "100%", "90", "90", "")]

    (found,) = failures("PP-20", disclosure(project(rows=rows)))

    assert found.severity is Severity.INFO


@pytest.mark.parametrize(
    ("target", "actual", "state"),
    [
        ("明显", "100%", State.FAIL),
        ("≥20人", "20家", State.FAIL),
        ("≥20人", "20名", State.PASS),
        ("≥95%", "99.14", State.PASS),
        ("9000人左右", "1.2万人", State.PASS),
        ("国家标准", "达标", State.PASS),
    ],
)
def test_kinds_of_values(target: str, actual: str, state: State) -> None:
    assert states("PP-17", disclosure(project(rows=changed(2, target=target, actual=actual)))) == {state}


def test_far_above_the_target_is_noted() -> None:
    rows = changed(0, target="≥100人", actual="141人")

    (found,) = failures("PP-11", disclosure(project(rows=rows)))

    assert found.severity is Severity.INFO
    assert states("PP-11", disclosure(project(rows=changed(0, target="≥100人", actual="141人", reason="扩班")))) == {
        State.PASS
    }


def test_a_rate_cannot_exceed_the_whole() -> None:
    assert failures("PP-18", disclosure(project(rows=changed(1, target="≥100%"))))


def test_too_few_kinds_of_outputs() -> None:
    (found,) = failures("PP-19", disclosure(project(rows=[GOOD_ROWS[0], GOOD_ROWS[3]])))

    assert "只有数量类" in found.message


def test_vague_targets_are_noted() -> None:
    assert failures("PO-26", disclosure(overall()))
    measured = [(*row[:3], "≥90%", "95%", *row[5:]) for row in GOOD_ROWS]
    assert states("PO-26", disclosure(overall(rows=measured))) == {State.PASS}


def test_a_grade_is_the_band_of_the_score() -> None:
    assert states("PO-20", disclosure(overall(remarks=("评价等级", "优（S≧90）")))) == {State.PASS}
    assert failures("PO-20", disclosure(overall(remarks=("自评等级：良",))))


@pytest.mark.parametrize(("told", "wrong"), [("97.5", False), ("97.50", False), ("95.7", True), ("79.5", True)])
def test_the_conclusion_tells_the_total(told: str, wrong: bool) -> None:
    document = disclosure(project(remarks=("评价结论", f"项目自评得分{told}分，任务完成。")))

    assert bool(failures("PO-20", document)) is wrong
