"""Scored forms: worked by hand at every boundary, and nothing but what rests on a row changes with it."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from functools import cache
from pathlib import Path

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from juesuan.performance.computing import computed
from juesuan.performance.evidence.loading import loaded_evidence
from juesuan.performance.scores import FormScore, ScoreReport, scored_forms
from juesuan.preparing.books import Books, MeasureLine, Target
from juesuan.preparing.example import example_books
from juesuan.reporting.scores_json import scores_json
from juesuan.reporting.scores_text import render_scores
from juesuan.reporting.scores_told import conclusion, outlook
from juesuan.reporting.scores_workbook import scores_workbook
from juesuan.standard import builtin
from juesuan.standard.layouts import Layout
from tests.examples import examples
from tests.performance.tables import kind_rows, written

HENAN = "henan-2022"


def layout() -> Layout:
    return builtin().layouts.named(HENAN)


@cache
def example() -> Books:
    return example_books(builtin())


def with_targets(targets: Sequence[Target], measures: Sequence[MeasureLine] = ()) -> Books:
    """The example's books with one project of these indicators."""
    books = example()
    work = replace(books.projects[0], targets=tuple(targets))
    return replace(books, overall=None, projects=(work,), measures=tuple(measures))


def form_of(books: Books, folder: Path | None = None) -> FormScore:
    found = loaded_evidence(folder, builtin()) if folder is not None else None
    (form,) = scored_forms(computed(books, found), layout())
    return form


def target(name: str, wanted: str, actual: str, points: str, reason: str = "") -> Target:
    return Target(("产出指标", "数量指标", name), wanted, actual, reason, Decimal(points))


@pytest.mark.parametrize(
    ("wanted", "actual", "score", "deviation"),
    [
        ("≥20人", "20人", "70", "0.00"),
        ("≥20人", "19人", "66.5", "-5.00"),
        ("≥20人", "0人", "0", "-100.00"),
        ("≥20人", "41人", "70", "0.00"),
        ("=100%", "100%", "70", "0.00"),
        ("=100%", "99.99%", "69.99", "-0.01"),
        ("≤260万元", "260万元", "70", "0.00"),
        ("≤260万元", "2600001元", "70", "0.00"),
        ("≤4小时", "5小时", "56", "25.00"),
        ("≥18.8%", "-3%", "0", "-115.96"),
        ("良好", "良好", "70", "0.00"),
    ],
)
def test_an_indicator_is_scored_by_the_one_rule(wanted: str, actual: str, score: str, deviation: str) -> None:
    """Seventy points of the form are the indicator's, ten those of the execution rate, twenty of the block that Henan has."""
    form = form_of(with_targets([target("甲", wanted, actual, "70")]))
    line = form.lines[-1]

    assert (line.score, line.deviation) == (Decimal(score), deviation)
    assert line.lost == Decimal(70) - Decimal(score)
    assert line.lacks_reason == (line.lost > 0)
    assert form.total == 30 + Decimal(score)


@pytest.mark.parametrize(
    ("actual", "total", "grade", "to_next", "above"),
    [
        ("60个", "90", "优", None, "0"),
        ("59个", "89", "良", ("1", "优"), "9"),
        ("50个", "80", "良", ("10", "优"), "0"),
        ("49个", "79", "中", ("1", "良"), "19"),
        ("30个", "60", "中", ("20", "良"), "0"),
        ("29个", "59", "差", ("1", "中"), "59"),
    ],
)
def test_the_grade_and_how_far_the_next_one_is(
    actual: str, total: str, grade: str, to_next: tuple[str, str] | None, above: str
) -> None:
    form = form_of(with_targets([target("甲", "≥70个", actual, "70")]))

    assert (form.total, form.grade, form.above) == (Decimal(total), grade, Decimal(above))
    assert form.to_next == ((Decimal(to_next[0]), to_next[1]) if to_next else None)
    assert form.hangs_on == (("甲",) if to_next else ())


def test_the_fewest_indicators_that_would_make_the_next_grade() -> None:
    lost = [target("甲", "≥10个", "5个", "20"), target("乙", "≥10个", "9个", "20"), target("丙", "≥10个", "8个", "30")]
    form = form_of(with_targets(lost))

    assert (form.total, form.to_next) == (Decimal(82), (Decimal(8), "优"))
    assert form.hangs_on == ("甲",)
    assert outlook(form) == "距“优”还差 8 分，取决于：甲"


def test_what_has_no_value_has_no_score_and_leaves_the_grade_open(tmp_path: Path) -> None:
    written(tmp_path, "问题台账.csv", kind_rows("problems")[:1])
    books = with_targets(
        [target("解决率", "=100%", "", "30"), target("其他", "≥1个", "1个", "40")],
        [MeasureLine(example().projects[0].name, "解决率", "问题台账", "share", share="办理状态 是 已解决")],
    )

    for folder, reason in ((tmp_path, "没有数据行"), (None, "没有给出佐证表")):
        form = form_of(books, folder)
        line = form.lines[-2]
        assert (line.score, line.actual, line.source) == (None, "", "")
        assert line.shown is not None and line.shown.value is None and reason in line.shown.reason
        assert (form.total, form.unscored, form.grade) == (Decimal(70), Decimal(30), "")
        assert "等级未定" in conclusion(form)


def test_what_was_filled_in_stays_and_the_evidence_is_shown_beside(tmp_path: Path) -> None:
    written(tmp_path, "问题台账.csv", kind_rows("problems"))
    measures = [MeasureLine(example().projects[0].name, "问题数", "问题台账")]
    form = form_of(with_targets([target("问题数", "≥3个", "3个", "70")], measures), tmp_path)
    line = form.lines[-1]

    assert (line.actual, line.source, line.score, line.differs) == ("3个", "填写", Decimal(70), True)
    assert line.shown is not None and line.shown.value == "2个"


def test_the_same_value_written_otherwise_is_no_difference(tmp_path: Path) -> None:
    written(tmp_path, "问题台账.csv", kind_rows("problems"))
    for actual, differs in (("2", False), ("2.00个", False), ("２个", False), ("3个", True), ("若干", True)):
        measures = [MeasureLine(example().projects[0].name, "问题数", "问题台账")]
        form = form_of(with_targets([target("问题数", "≥1个", actual, "70")], measures), tmp_path)
        assert form.lines[-1].differs == differs, actual


MEASURES = (
    ("问题数", "问题台账", "count", "", "", "≥2个"),
    ("解决率", "问题台账", "share", "", "办理状态 是 已解决", "=100%"),
    ("出差人次", "出差", "count", "", "", "≥2次"),
    ("差旅费", "出差", "sum", "差旅费", "", "≤3000元"),
    ("测试平均分", "培训测试", "average", "成绩", "", "≥60分"),
)
ROWS = {"问题台账.csv": "problems", "出差.csv": "trips", "培训测试.csv": "tests"}
RESTS_ON = {"问题台账.csv": {"问题数", "解决率"}, "出差.csv": {"出差人次", "差旅费"}, "培训测试.csv": {"测试平均分"}}


@given(st.sampled_from([*ROWS]), st.booleans(), st.data())
@settings(max_examples=examples(4), deadline=None, phases=[Phase.generate])
def test_one_row_changes_what_rests_on_it_and_nothing_else(
    tmp_path_factory: pytest.TempPathFactory, changed: str, gone: bool, data: st.DataObject
) -> None:
    folder = tmp_path_factory.mktemp("rows")
    rows = {name: kind_rows(kind) for name, kind in ROWS.items()}
    for name, cells in rows.items():
        written(folder, name, cells)
    project = example().projects[0].name
    books = with_targets(
        [target(name, wanted, "", "14") for name, *_, wanted in MEASURES],
        [
            MeasureLine(project, name, table, statistic, field, "", share)
            for name, table, statistic, field, share, _ in MEASURES
        ],
    )
    before = form_of(books, folder)

    number = data.draw(st.sampled_from([1, 2]))
    if gone:
        del rows[changed][number]
    else:
        other = {
            "问题台账.csv": (7, ("办理中", "已解决")),
            "出差.csv": (6, ("7.77", "8.88")),
            "培训测试.csv": (3, ("1", "2")),
        }
        column, values = other[changed]
        rows[changed][number][column] = next(value for value in values if value != rows[changed][number][column])
    written(folder, changed, rows[changed])
    after = form_of(books, folder)

    differing = {
        one.name
        for one, two in zip(before.lines, after.lines, strict=True)
        if (one.actual, one.score, one.shown) != (two.actual, two.score, two.shown)
    }
    assert differing and differing <= RESTS_ON[changed]
    assert after.total == sum(line.score or 0 for line in after.lines)
    assert [line for line in before.lines if line.name not in RESTS_ON[changed]] == [
        line for line in after.lines if line.name not in RESTS_ON[changed]
    ]


def test_every_format_says_the_same(tmp_path: Path) -> None:
    written(tmp_path, "问题台账.csv", kind_rows("problems"))
    measures = [MeasureLine(example().projects[0].name, "解决率", "问题台账", "share", share="办理状态 是 已解决")]
    form = form_of(with_targets([target("解决率", "=100%", "", "70", "跨年办理")], measures), tmp_path)
    report = ScoreReport("某局", 2022, HENAN, (form,))

    text, told = render_scores(report), json.loads(scores_json(report))

    assert f"{form.total.normalize():f} 分" in text and told["forms"][0]["score"] == f"{form.total.normalize():f}"
    assert "1 ÷ 2" in text and told["forms"][0]["lines"][-1]["evidence"]["rows"] == 2
    assert "跨年办理" in text
    assert scores_workbook(report)[:2] == b"PK"
    assert not told["complete"] or report.is_whole
