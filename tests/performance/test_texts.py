"""Texts that speak of evidence: places filled in from it, numbers held against it, what nobody can say left alone."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from juesuan.performance.computing import Computed, computed
from juesuan.performance.texts import SaidNumber
from juesuan.preparing.books import Books, MeasureLine
from juesuan.preparing.example import example_books
from juesuan.preparing.prepare import prepare
from juesuan.preparing.workbook import OVERALL, read_books
from juesuan.standard import builtin
from tests.performance.tables import evidence, written
from tests.workbooks import sheets_of, told

STANDARD = builtin()
LAYOUT = STANDARD.layouts.named("henan-2022")
PROJECT = example_books(STANDARD).projects[0].name
MEASURES = (
    MeasureLine(OVERALL, "收集企业反映问题", "问题台账"),
    MeasureLine(OVERALL, "解决问题", "问题台账", conditions="办理状态 是 已解决"),
    MeasureLine(OVERALL, "问题解决率", "问题台账", "share", share="办理状态 是 已解决"),
    MeasureLine(OVERALL, "营业收入", "重点企业月报", "sum", "营业收入"),
    MeasureLine(OVERALL, "营业收入同比增长", "重点企业月报", "growth", "营业收入"),
    MeasureLine(OVERALL, "占比", "示范项目名单", "share", share="所属地区 是 示例区"),
)
SAID = (
    "2022年共收集企业反映问题 93 个，解决问题 92 个，问题解决率 98.92%。重点工业企业实现营业收入 112.7 亿元，同比增长 18.8%；上缴税金 3.65 亿元，"
    "同比增长 5.3%。8个项目列入清单（全市48个项目，占比 16.6%）。"
)


def problems() -> Iterator[Sequence[str]]:
    yield ("问题编号", "企业名称", "反映日期", "办理状态", "解决日期")
    for number in range(93):
        done = ("已解决", "2022-05-01") if number else ("办理中", "")
        yield (f"{number}", f"企业{number}", "2022-04-01", *done)


def months() -> Iterator[Sequence[str]]:
    yield ("企业名称", "月份", "营业收入（亿元）")
    yield from (
        (f"企业{number}", f"{year}-06", total)
        for number in range(10)
        for year, total in ((2021, "9.4865"), (2022, "11.27"))
    )


def listed() -> Iterator[Sequence[str]]:
    yield ("入选项目", "所属地区", "文号", "公布日期")
    yield from ((f"项目{number}", "示例区" if number < 8 else "别处", "一号", "2022-06-01") for number in range(48))


def books(result: str) -> Books:
    made = example_books(STANDARD)
    assert made.overall is not None
    return replace(made, year=2022, overall=replace(made.overall, results=(result,)), measures=MEASURES)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    written(tmp_path, "问题台账.csv", problems())
    written(tmp_path, "企业月报.csv", months())
    written(tmp_path, "5G项目名单.csv", listed())
    return tmp_path


def said(found: Computed) -> dict[str, SaidNumber]:
    return {number.name: number for number in found.said(STANDARD.evidence.said)}


def test_every_number_behind_the_name_of_a_measure_is_held_against_it(folder: Path) -> None:
    found = said(computed(books(SAID), evidence(folder)))

    assert {name: (number.printed, number.computed, number.agrees) for name, number in found.items()} == {
        "收集企业反映问题": ("93个", "93个", True),
        "解决问题": ("92个", "92个", True),
        "问题解决率": ("98.92%", "98.92%", True),
        "营业收入": ("112.7亿元", "112.7亿元", True),
        "营业收入同比增长": ("18.8%", "18.8%", True),
        "占比": ("16.6%", "16.7%", False),
    }
    assert found["解决问题"].shown.rows == 92
    assert "整体目标" in found["解决问题"].where


@pytest.mark.parametrize(
    ("text", "agrees"),
    [
        ("收集企业反映问题共93个", True),
        ("收集企业反映问题：94个", False),
        ("收集企业反映问题93家", True),  # what it counts is not compared
        ("收集企业反映问题占全区93个", None),
        ("收集企业反映问题若干", None),
        ("问题解决率达到98.9%", True),
        ("问题解决率达到98.8%", False),
        ("营业收入为1127000万元", True),
        ("营业收入1127001万元", False),
        ("营业收入1127个", "undecided"),
        ("税金增长3%", None),
    ],
)
def test_what_follows_no_name_is_left_alone(text: str, agrees: bool | str | None, folder: Path) -> None:
    found = list(said(computed(books(text), evidence(folder))).values())

    assert [number.agrees for number in found] == (
        [] if agrees is None else [None] if agrees == "undecided" else [agrees]
    )


def test_a_place_is_filled_in_the_form_that_it_asks_for(folder: Path) -> None:
    text = "收集{收集企业反映问题}、解决率{问题解决率：0.0%}，收入{营业收入：0.0亿元}，增长{营业收入同比增长：0.0%}；｛占比｝，{别的}"
    found = computed(books(text), evidence(folder))

    assert found.books.overall is not None
    assert found.books.overall.results == ("收集93、解决率98.9%，收入112.7亿元，增长18.8%；16.67%，{别的}",)


def test_the_own_project_and_own_texts_are_filled_too(folder: Path) -> None:
    made = books("好")
    work = replace(made.projects[0], result="收集{收集企业反映问题}，解决{解决数}")
    lines = (*MEASURES, MeasureLine(PROJECT, "解决数", "问题台账", conditions="办理状态 是 已解决"))
    made = replace(
        made, projects=(work,), measures=lines, texts=(("名词解释", "解决率{问题解决率}，收入{本年收入}。"),)
    )
    found = computed(made, evidence(folder)).books

    assert found.projects[0].result == "收集93，解决92"
    assert found.texts == (("名词解释", "解决率98.92%，收入{本年收入}。"),)


def test_a_place_without_a_value_is_told_and_nothing_is_published(folder: Path) -> None:
    found = computed(books("收集{收集企业反映问题}，另{别的}"), None)
    prepared = prepare(found.books, LAYOUT)

    assert any("收集企业反映问题" in line and "没有给出佐证表" in line for line in found.told())
    assert prepared.disclosure is None
    assert sum("没有数可填" in problem.message for problem in prepared.problems) == 2


def test_a_measure_is_of_an_indicator_or_named_in_a_text() -> None:
    read = read_books(sheets_of(books(SAID)), STANDARD)
    assert told(read.problems) == []
    assert read.books is not None
    assert read.books.measures == MEASURES

    wrong = read_books(sheets_of(books("没有提到")), STANDARD)
    assert any("没有这个指标" in problem.message and "文字中也没有" in problem.message for problem in wrong.problems)


def test_a_changed_row_changes_the_texts_that_rest_on_it(folder: Path) -> None:
    text = "收集{收集企业反映问题}个，{营业收入：0亿元}"
    before = computed(books(text), evidence(folder)).books
    written(folder, "问题台账.csv", list(problems())[:-1])
    after = computed(books(text), evidence(folder)).books

    assert before.overall is not None and after.overall is not None
    assert (before.overall.results, after.overall.results) == (("收集93个，113亿元",), ("收集92个，113亿元",))
    assert replace(before, overall=None) == replace(after, overall=None)
