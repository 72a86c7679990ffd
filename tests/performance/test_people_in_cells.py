"""People in cells of columns that are not about people: briefs tell offices, firms and lines of business, and nobody by name."""

from __future__ import annotations

from pathlib import Path

import pytest

from juesuan.performance.evidence.masking import PERSON, looks_like_names, told
from juesuan.performance.monitoring.brief import BriefLine, brief_of
from juesuan.performance.monitoring.months import Month
from juesuan.performance.monitoring.report import monitored
from juesuan.reporting.month_json import month_json
from juesuan.standard import builtin
from tests.performance.tables import evidence, written

WORDS = builtin().evidence.people
NAMES = ("李建国", "欧阳修文", "张伟", "赵敏", "王芳芳", "李秀英")


@pytest.mark.parametrize(
    "text",
    [
        "李建国",
        "李建国科长",
        "主任张伟",
        "赵敏（个体）",
        "个体户李秀英",
        "李秀英（个体）",
        "种植户张伟",
        "王建国-1",
        "张 伟科长",
        "欧阳修文",
        "示例店 13809171234",
        "示例店（610302199001011232）",
    ],
)
def test_a_person_is_not_told(text: str) -> None:
    found = told(text, WORDS)

    assert found == PERSON or not any(name in found for name in NAMES)
    assert not any(digits in found for digits in ("13809171234", "610302199001011232"))


@pytest.mark.parametrize("text", ["渔业科 赵敏", "张伟", "赵敏副主任"])
def test_who_answers_for_something_may_have_a_short_name(text: str) -> None:
    assert told(text, WORDS, 2) == PERSON


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("食品加工（联系人王芳芳）", "食品加工"),
        ("示例公司，法人李建国", "示例公司"),
        ("示例公司（负责人：赵敏）", "示例公司"),
    ],
)
def test_who_stands_behind_a_role_is_taken_away(text: str, shown: str) -> None:
    assert told(text, WORDS) == told(text, WORDS, 0) == shown


@pytest.mark.parametrize(
    "text",
    [
        "示例机械有限公司",
        "李氏食品有限公司",
        "渔业管理科",
        "农业农村局",
        "市金融工作局",
        "W001",
        "项目-3",
        "华为",
        "问题12",
        "高新区管委会",
    ],
)
def test_an_office_or_a_firm_is_told_as_it_is(text: str) -> None:
    assert told(text, WORDS) == text


@pytest.mark.parametrize("text", ["金属制品", "计算机", "金融", "水产加工", "高新技术", "和平路商圈"])
def test_a_line_of_business_is_no_name(text: str) -> None:
    assert told(text, WORDS, 0) == text


def test_a_column_of_names_is_one_and_a_column_of_answers_is_none() -> None:
    assert looks_like_names(NAMES, WORDS)
    assert looks_like_names(["张 伟", *NAMES[1:]], WORDS)
    for texts in (
        ["满意", "非常满意", "一般", "不满意", "未填"],
        ["甲镇", "张家镇", "王家村", "李庄乡", "周村区"],
        ["金融", "计算机", "食品", "电子", "医药"],
    ):
        assert not looks_like_names(texts, WORDS)


def test_no_brief_names_anybody(tmp_path: Path) -> None:
    """Whatever the columns are called: the rows count, and nobody is told."""
    reports = [("企业名称", "月份", "行业", "营业收入（万元）", "填报")]
    for month in range(1, 13):
        reports += [
            (
                f"个体户{name}" if number == 5 else f"示例{number}公司",
                f"2023-{month:02d}",
                f"食品（联系人{name}）",
                f"{100 + number}.5",
                name,
            )
            for number, name in enumerate(NAMES)
        ]
    written(tmp_path, "重点企业月报.csv", reports)
    problems = [("编号", "企业名称", "反映日期", "问题内容", "责任单位", "状态")]
    problems += [(f"{name}-1", f"{name}（个体）", "2023-02-03", "用地", f"{name}科长", "办理中") for name in NAMES]
    written(tmp_path, "问题台账.csv", problems)
    projects = [("项目名称", "建设单位", "项目类别", "年度计划投资（万元）", "本年完成投资（万元）")]
    written(tmp_path, "重点项目.csv", [*projects, ("示例项目", "张伟", "新建", "100", "1")])
    found = evidence(tmp_path)
    report = monitored(found, builtin(), Month(2023, 12))
    brief = brief_of(report, builtin().monitoring)
    everything = f"{month_json(report)}{list(brief.blocks)}{found.problems}{found.notes}"

    assert any("“填报”（像人名）" in note.message for note in found.notes)
    assert len(report.problems.pending) == len(NAMES)
    assert [name for name in NAMES if name in everything] == []
    assert any(isinstance(block, BriefLine) for block in brief.blocks)
