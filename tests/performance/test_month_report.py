"""The report of a month: late reporters, open problems, projects behind plan, lines of the year; blank with a reason where nothing is known."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path

import pytest

from juesuan.performance.evidence.measures import EvidenceMeasure, measured
from juesuan.performance.monitoring.alerts import Alert
from juesuan.performance.monitoring.brief import Brief, BriefLine, brief_of
from juesuan.performance.monitoring.brief_tables import BriefTable
from juesuan.performance.monitoring.months import Month
from juesuan.performance.monitoring.official import official
from juesuan.performance.monitoring.report import MonthReport, monitored
from juesuan.standard import builtin
from tests.performance.months import planted, rows_of
from tests.performance.tables import evidence, kind_rows, written

SEPTEMBER, DECEMBER = Month(2023, 9), Month(2023, 12)
PROBLEMS = [
    ["问题编号", "企业名称", "反映日期", "问题内容", "责任单位", "办理人", "办理状态", "解决日期"],
    ["1", "示例企业01有限公司", "2023-05-20", "流动资金紧张", "金融工作局", "李四光", "办理中", ""],
    ["2", "示例企业02有限公司", "2023-09-05", "用工不足", "人社局", "王进喜", "办理中", ""],
    ["3", "示例企业03有限公司", "2023-08-01", "变压器容量不足", "供电公司", "", "已解决", "2023-09-20"],
    ["4", "示例企业04有限公司", "2023-07-01", "道路破损", "", "", "已解决", "2023-10-12"],
    ["5", "示例企业05有限公司", "2023-06-01", "用地", "资源局", "", "已解决", ""],
    ["6", "示例企业06有限公司", "2023-10-09", "用水", "水利局", "", "办理中", ""],
]
PROJECTS = [
    ["项目名称", "建设单位", "项目类别", "年度计划投资（万元）", "本年完成投资（万元）", "竣工日期"],
    ["一号项目", "示例企业01有限公司", "新建", "1000.00", "400.00", ""],
    ["二号项目", "示例企业02有限公司", "续建", "1000.00", "760.00", ""],
    ["三号项目", "示例企业03有限公司", "续建", "1000.00", "100.00", "2023-03-01"],
    ["四号项目", "示例企业04有限公司", "谋划", "", "", ""],
]


def made(folder: Path, seed: int = 31) -> dict[str, list[list[str]]]:
    """Tables of all kinds that the monitor looks at, by file name; nothing is wrong with the reports."""
    return {
        "重点企业月报": rows_of(planted(seed, anomalies=0, dips=0)),
        "问题台账": PROBLEMS,
        "重点项目": PROJECTS,
        "走访包联": [["企业名称", "走访日期", "走访单位"], ["示例企业01有限公司", "2023-09-03", "工信局"]],
    }


def report(folder: Path, tables: Mapping[str, list[list[str]]], month: Month = SEPTEMBER) -> MonthReport:
    folder.mkdir(exist_ok=True)
    for name, rows in tables.items():
        written(folder, f"{name}.csv", rows)
    return monitored(evidence(folder), builtin(), month)


def of_kind(found: MonthReport, kind: str) -> list[Alert]:
    return [item for item in found.alerts if item.kind == kind]


def test_problems_by_age_and_owner(tmp_path: Path) -> None:
    found = report(tmp_path, made(tmp_path))

    assert (found.problems.opened, found.problems.closed) == (1, 1)
    assert [(item.number, item.days) for item in found.problems.pending] == [("1", 133), ("4", 91), ("2", 25)]
    assert dict(found.problems.by_owner) == {
        "金融工作局": (0, 0, 0, 1),
        "（未填责任单位）": (0, 0, 0, 1),
        "人社局": (1, 0, 0, 0),
    }
    assert len(found.problems.unclear) == 1  # solved, and nobody says when
    assert [(item.level, item.where) for item in of_kind(found, "problem")] == [
        ("red", "问题台账.csv 第2行"),
        ("red", "问题台账.csv 第5行"),
    ]


def test_a_person_who_has_a_problem_is_not_named(tmp_path: Path) -> None:
    """Also where a name, or a number, stands in the column of offices."""
    rows = [list(row) for row in PROBLEMS]
    rows[1][4], rows[2][4] = "王进喜", "李四光、人社局"
    found = report(tmp_path, {**made(tmp_path), "问题台账": rows})

    assert {item.owner for item in found.problems.pending[:1]} == {"（个人，不列名）"}
    assert not any("王进喜" in item.reason or "李四光" in item.reason for item in found.alerts)
    assert dict(found.problems.by_owner)["（个人，不列名）"] == (1, 0, 0, 1)


def test_projects_behind_the_pace_of_the_year(tmp_path: Path) -> None:
    found = report(tmp_path, made(tmp_path))
    plan = next(item for item in found.plans if item.way == "pace")

    assert (plan.count, plan.done, len(plan.unplanned)) == (3, 1, 1)
    assert [(item.name, item.size) for item in plan.behind] == [("一号项目", Decimal("35.0"))]
    assert [(item.level, item.subject) for item in of_kind(found, "pace")] == [
        ("red", "一号项目（示例企业01有限公司）")
    ]


def test_what_was_due_and_is_not_done(tmp_path: Path) -> None:
    rows = [
        ["企业名称", "所在地块", "计划完成日期", "搬迁完成日期", "搬迁状态"],
        ["示例电力设备厂", "东地块", "2023-06-30", "", "搬迁中"],
        ["示例塑业公司", "东地块", "2023-06-30", "2023-09-30", "已完成"],
        ["示例木器厂", "西地块", "2023-08-31", "2023-10-10", "已完成"],
        ["示例纸箱厂", "西地块", "2023-12-31", "", "搬迁中"],
        ["示例砖厂", "西地块", "", "", "未启动"],
    ]
    found = report(tmp_path, {**made(tmp_path), "企业搬迁": rows})
    plan = next(item for item in found.plans if item.way == "due")

    assert (plan.count, plan.done, len(plan.unplanned)) == (4, 1, 1)
    assert [(item.name, item.size) for item in plan.behind] == [("示例电力设备厂", 92), ("示例木器厂", 30)]
    assert [item.level for item in of_kind(found, "overdue")] == ["red", "orange"]


def test_every_ready_made_table_can_be_monitored(tmp_path: Path) -> None:
    """As the guide has it: all kinds with their examples."""
    found = report(tmp_path, {kind.name: kind_rows(kind.id) for kind in builtin().evidence.kinds}, Month(2022, 1))

    assert not found.problems.reason and not any(plan.reason for plan in found.plans)
    assert brief_of(found, builtin().monitoring).blocks


def test_who_did_not_report_and_who_was_late(tmp_path: Path) -> None:
    tables = made(tmp_path)
    rows = tables["重点企业月报"]
    gone = {("示例企业02有限公司", "2023-08"), ("示例企业02有限公司", "2023-09"), ("示例企业03有限公司", "2023-09")}
    rows[:] = [
        row
        for row in rows
        if (row[0], row[1]) not in gone and not (row[0] == "示例企业04有限公司" and row[1] > "2023-02")
    ]
    for row in rows:
        if row[:2] == ["示例企业05有限公司", "2023-09"]:
            row[5] = "2023-10-20"
        if row[:2] == ["示例企业06有限公司", "2023-09"]:
            row[5] = "2023-10-15"
        if row[:2] == ["示例企业07有限公司", "2023-09"]:
            row[5] = ""
    found = report(tmp_path, tables).reporting

    assert str(found.due) == "2023-10-15"
    assert (found.expected, found.reported) == (39, 37)
    assert [(item.enterprise, len(item.missing), item.days) for item in found.late] == [
        ("示例企业02有限公司", 2, 0),
        ("示例企业03有限公司", 1, 0),
        ("示例企业05有限公司", 0, 5),
    ]
    assert (found.undated, found.gone) == (("示例企业07有限公司",), ("示例企业04有限公司",))


def test_months_that_were_not_understood_make_nobody_missing(tmp_path: Path) -> None:
    """They may be of that month: whoever wrote them is not told to have left, nor to owe a report."""
    tables = made(tmp_path)
    for row in tables["重点企业月报"]:
        if row[0] == "示例企业08有限公司" and row[1] > "2022-12":
            row[1] = f"{int(row[1][-2:])}月"
        if row[0] == "示例企业09有限公司":
            row[1] = f"{int(row[1][-2:])}月"
    found = report(tmp_path, tables)

    assert set(found.reporting.unclear) == {"示例企业08有限公司", "示例企业09有限公司"}
    assert (found.reporting.late, found.reporting.gone) == ((), ())
    assert (found.reporting.expected, found.reporting.reported) == (40, 38)
    lines = [block.text for block in brief_of(found, builtin().monitoring).blocks if isinstance(block, BriefLine)]
    assert any("月份看不懂、不知道报没报 2 家" in line for line in lines)


def test_a_sharp_fall_against_the_year_before(tmp_path: Path) -> None:
    """For months on end: no outlier any more, and told all the same; where the base is an anomaly nothing is."""
    tables = made(tmp_path)
    for row in tables["重点企业月报"]:
        if row[0] == "示例企业09有限公司" and row[1] >= "2023-03":
            row[3] = f"{Decimal(row[3]) / 2:.2f}"
        if row[:2] == ["示例企业10有限公司", "2022-09"]:
            row[3] = f"{Decimal(row[3]) * 10:.2f}"
    found = report(tmp_path, tables)

    assert [item.subject for item in of_kind(found, "sharp")] == ["示例企业09有限公司"]
    assert [item.enterprise for item in found.excused] == ["示例企业10有限公司"]
    assert {item.kind for item in found.earlier if item.month == SEPTEMBER.last_year} == {"slip"}


def test_the_lines_of_the_year_are_the_measures_of_score(tmp_path: Path) -> None:
    """Twelve months add up to the year, and the year's lines are what ``score`` computes by the same cells of 佐证取数."""
    tables = made(tmp_path)
    found = report(tmp_path, tables, DECEMBER)
    whole = evidence(tmp_path)
    statistics = {
        "计数": "count",
        "求和": "sum",
        "平均": "average",
        "占比": "share",
        "同比": "growth",
        "去重计数": "distinct",
    }

    assert all(line.whole for line in found.lines)
    for line in found.lines:
        table, statistic, column, conditions, share, period = line.cells
        shown = measured(EvidenceMeasure(table, statistics[statistic], column, conditions, share, period), whole, 2023)
        assert (shown.value is None) == (line.year.value is None)
        assert shown.value is None or (line.year.value or "").startswith(shown.value)
    months = [report(tmp_path, tables, Month(2023, number)).measures[0].month.now.value for number in range(1, 13)]
    year = found.measures[0].year.now.value
    assert year == sum(value for value in months if value is not None)
    assert found.lines[0].year.value == f"{year.scaleb(-4):.2f}万元"
    assert found.measures[0].history[-1].value == f"{(months[-1] or Decimal(0)).scaleb(-4):.2f}"


def blanked(rows: list[list[str]]) -> list[list[str]]:
    return rows[:1]


def test_with_emptied_tables_everything_is_blank_and_says_why(tmp_path: Path) -> None:
    found = report(tmp_path, {name: blanked(rows) for name, rows in made(tmp_path).items()})
    brief = brief_of(found, builtin().monitoring)

    assert "没有数据行" in found.reason
    assert found.measures == found.alerts == found.anomalies == ()
    assert "没有数据行" in found.problems.reason
    assert all(plan.reason for plan in found.plans)
    assert all(line.month.value is None and line.month.reason for line in found.lines)
    assert all(line.year.value is None and line.year.reason for line in found.lines)
    assert not found.is_whole
    told = "".join(block.text for block in brief.blocks if isinstance(block, BriefLine))
    assert "没有数" in told


def test_without_any_table_nothing_is_known(tmp_path: Path) -> None:
    found = report(tmp_path, {})

    assert found.reason == "没有佐证表“重点企业月报”"
    assert all(line.month.reason for line in found.lines)


@pytest.mark.parametrize("name", ["重点企业月报", "问题台账", "重点项目", "走访包联"])
def test_a_table_changes_what_rests_on_it_and_nothing_else(tmp_path: Path, name: str) -> None:
    """Emptied: the parts of the other tables are what they were."""
    tables = made(tmp_path)
    before = report(tmp_path / "a", tables)
    after = report(tmp_path / "b", {**tables, name: blanked(tables[name])})

    assert (before.measures == after.measures) == (name != "重点企业月报")
    assert (before.problems == after.problems) == (name != "问题台账")
    assert (before.plans == after.plans) == (name != "重点项目")
    for one, other in zip(before.lines, after.lines, strict=True):
        if one.cells[0] == name:
            assert other.month.value is None and "没有数据行" in other.month.reason
        else:
            assert other == one or (one.month.value is None and other.month.value is None)


def test_every_figure_of_the_brief_is_the_reports(tmp_path: Path) -> None:
    found = report(tmp_path, made(tmp_path))
    brief = brief_of(found, builtin().monitoring, unit="示范区工业和信息化局", date="2023年10月12日")
    headings = [block.text for block in brief.blocks if isinstance(block, BriefLine) and block.style == "heading"]

    assert headings == [
        "一、总体情况",
        "二、行业和企业",
        "三、预警",
        "四、报送情况",
        "五、问题办理",
        "六、项目进度",
        "七、其他工作",
        "八、数据说明",
    ]
    total = found.measures[0].month.now.value
    assert total is not None
    told = "".join(block.text for block in brief.blocks if isinstance(block, BriefLine))
    assert f"40 家企业营业收入合计 {total.scaleb(-4):,.2f} 万元" in told
    assert (brief.unit, brief.date) == ("示范区工业和信息化局", "2023年10月12日")


def test_what_goes_out_names_no_file_and_no_row(tmp_path: Path) -> None:
    """Wherever the report tells of one: rows of warnings, why something has no value, what is wrong with the tables."""
    tables = made(tmp_path)
    torn = [*tables["重点企业月报"], [*tables["重点企业月报"][-1]]]
    torn[-1][torn[0].index("营业收入（万元）")] = "约3万"
    found = report(tmp_path / "torn", {**tables, "重点企业月报": torn})
    brief = brief_of(found, builtin().monitoring, files=[f"{name}.csv" for name in tables])
    before, after = _texts(brief), _texts(official(brief))

    assert ".csv" in before and re.search(r"第\d+行", before)
    assert ".csv" not in after and not re.search(r"第\d+行", after)
    assert "逐条列在监测工作簿中" in after
    assert not re.search(r"\d [一-鿿]|[一-鿿] \d", after)


def test_tables_are_numbered_and_figures_printed_alike(tmp_path: Path) -> None:
    brief = brief_of(report(tmp_path, made(tmp_path)), builtin().monitoring)
    tables = [block for block in brief.blocks if isinstance(block, BriefTable)]

    assert [table.title.split()[0] for table in tables] == [f"表{number}" for number in range(1, len(tables) + 1)]
    for text in (cell for table in tables for row in table.rows for cell in row):
        assert not re.search(r"(?<![\d.,-])\d{4,}(?:\.\d+)? ?万元", text), text
        assert not re.fullmatch(r"-?\d+%", text), text


def _texts(brief: Brief) -> str:
    return "\n".join(
        block.text
        if isinstance(block, BriefLine)
        else "\n".join((*block.header, *(cell for row in block.rows for cell in row)))
        for block in brief.blocks
        if isinstance(block, BriefLine | BriefTable)
    )


def test_the_ready_made_tables_are_a_month(tmp_path: Path) -> None:
    """Two reports of January: sums, and reasons for what cannot be said of one month."""
    found = report(tmp_path, {"重点企业月报": kind_rows("enterprises")}, Month(2022, 1))

    assert not found.reason
    assert found.measures[0].month.now.value == Decimal("21105000")
    assert found.measures[0].month.reason
    assert len(found.unjudged) == 2
