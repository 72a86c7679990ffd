"""A place that nobody has heard of works as data alone: bands, scoring in three steps, no 三级, and forms of its own."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from msgspec.structs import replace

from juesuan.performance.cycle.choosing import form_of
from juesuan.performance.cycle.results import judged
from juesuan.performance.cycle.shown import View
from juesuan.preparing.compose import compose
from juesuan.preparing.example import example_books
from juesuan.publishing.stage_grids import printed_stage
from juesuan.standard import Standard, StandardError, load
from tests.performance.year import work, year

LAYOUT = """
label = "云岭省（2022 年度起）"
base = "mof-2022"
[applies]
places = ["云岭省"]
first_year = 2022
"""
SCORING = """
title = "项目支出绩效自评表（云岭 2022）"
[weights]
"预算执行率" = 20
"产出指标" = 50
"效益指标" = 20
"满意度指标" = 10
[scoring]
shortfall = [{ least = 90, share = 80 }, { least = 60, share = 50 }, { least = 0, share = 0 }]
[grades]
"上" = 95
"中" = 70
"下" = 0
"""
FORM = """
stage = "self"
kind = "project"
title = "项目自评表（云岭 2022）"
printed = "{name}项目支出绩效自评表"
basis = "云财绩〔2022〕1号"
source = "云财绩〔2022〕1号附件"
[[blocks]]
fields = [[{ key = "name", title = "项目名称" }]]
[[blocks]]
each = "indicators"
merge = ["level1"]
total = "合计"
columns = [
  { key = "level1", title = "一级指标" },
  { key = "level2", title = "二级指标" },
  { key = "target", title = "年度指标值" },
  { key = "actual", title = "实际完成值" },
  { key = "points", title = "分值" },
  { key = "score", title = "得分" },
]
"""


def invented(folder: Path, **files: str) -> Standard:
    for path, content in {
        "layout.toml": LAYOUT,
        "performance/project.toml": SCORING,
        "stages/self-project.toml": FORM,
        **files,
    }.items():
        target = folder / "layouts" / "yunling-2022" / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(content, encoding="utf-8")
    return load(folder)


def test_an_invented_place_prints_and_scores_by_its_data(tmp_path: Path) -> None:
    standard = invented(tmp_path)
    indicators = tuple(replace(item, level2=item.level3, level3="") for item in work().indicators)
    cycle = replace(year(), place="云岭省青禾市")

    choice = form_of(cycle, "self", "project", None, standard)

    assert choice is not None
    assert choice.form.id == "yunling-2022-self-project"
    assert choice.notes == ()
    result = judged(replace(work(), indicators=indicators), choice.form.template)
    # Eleven of twelve are 91.67 % of the target: four fifths of the 12.5 points.
    assert [item.score for item in result.indicators] == [
        Decimal(x) for x in ("12.5", "10.00", "12.5", "12.5", "20", "10")
    ]
    assert (result.total.score, result.grade) == (Decimal("97.50"), "上")
    (table,) = printed_stage(View(cycle, choice.form, replace(work(), indicators=indicators))).blocks
    texts = [cell.slot.text for cell in table.cells]  # type: ignore[union-attr]
    assert "三级指标" not in texts
    assert texts[-2:] == ["100", "97.5"]


def test_what_the_place_does_not_print_is_the_ministrys_and_said_to_be(tmp_path: Path) -> None:
    invented(tmp_path)
    (tmp_path / "layouts" / "yunling-2022" / "stages" / "self-project.toml").unlink()
    choice = form_of(replace(year(), place="云岭省"), "self", "project", None, load(tmp_path))

    assert choice is not None
    assert choice.form.id == "mof-2022-self-project"
    assert "依据不足" in choice.notes[0]


@pytest.mark.parametrize("grades", ['"上" = 95\n"中" = 70\n"下" = 0', "", '"优" = 90\n"良" = 80\n"中" = 60\n"差" = 0'])
def test_prose_tells_no_grades_that_the_place_has_not(grades: str, tmp_path: Path) -> None:
    scoring = SCORING.replace("= 50", "= 40").replace('"效益指标" = 20', '"效益指标" = 30').partition("[grades]")[0]
    standard = invented(tmp_path, **{"performance/project.toml": f"{scoring}[grades]\n{grades}\n"})
    made = compose(example_books(standard), standard.layouts.named("yunling-2022"))
    told = "".join(section.body.text for section in made.sections)

    assert ("自评等级为" in told) == ("优" in grades)


@pytest.mark.parametrize("said", ['doubt = "没有见到附件。"', 'source = "附件"\ndoubt = "没有见到附件。"'])
def test_a_form_in_doubt_is_not_offered(said: str, tmp_path: Path) -> None:
    form = FORM.replace('source = "云财绩〔2022〕1号附件"', said)
    choice = form_of(
        replace(year(), place="云岭省"),
        "self",
        "project",
        None,
        invented(tmp_path, **{"stages/self-project.toml": form}),
    )

    assert choice is not None
    assert "没有见到附件" in choice.refusal
    assert "--form yunling-2022-self-project" in choice.refusal


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ('key = "level2"', 'key = "level9"', "level9"),
        ('each = "indicators"', 'each = "nothing"', "each"),
        ('stage = "self"', 'stage = "midterm"', "stage"),
        ('merge = ["level1"]', 'merge = ["level3"]', "level3"),
        ('source = "云财绩〔2022〕1号附件"', 'source = "附件"\nscoring = "nothing"', "nothing"),
        ('source = "云财绩〔2022〕1号附件"', "", "doubt"),
        ('source = "云财绩〔2022〕1号附件"', 'base = "mof-2022/nothing"', "mof-2022/nothing"),
        ('each = "indicators"', 'each = "indicators"\nheading = "一、"', "blocks[1]"),
    ],
)
def test_a_mistake_in_a_form_is_refused_with_its_place(old: str, new: str, told: str, tmp_path: Path) -> None:
    with pytest.raises(StandardError) as error:
        invented(tmp_path, **{"stages/self-project.toml": FORM.replace(old, new)})

    assert "stages/self-project.toml" in str(error.value)
    assert told in str(error.value)
