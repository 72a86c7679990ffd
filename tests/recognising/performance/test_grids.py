"""Forms in grids: columns by header text, merged cells, several pages, several forms, missing columns."""

from __future__ import annotations

import pytest

from juesuan.formats.pages.source import Grid
from juesuan.model import Unit
from juesuan.recognising.performance import PerformanceRead, recognise_performance
from juesuan.standard import builtin
from tests.recognising.performance.grids import Cell, grid, line, source

Rows = list[list[Cell]]

HEAD: Rows = [
    [("项目名称", 2), ("就业培训", 9)],
    [("主管部门", 2), ("示例局", 4), ("实施单位", 2), ("示例中心", 3)],
]
FUNDS: Rows = [
    [
        ("项目资金（万元）", 2, 4),
        ("", 2),
        "年初预算数",
        "全年预算数（A）",
        "全年执行数（B）",
        "分值",
        ("执行率（B/A）", 2),
        "得分",
    ],
    [("年度资金总额", 2), "240", "229.19", "200.00", "10", ("87.26%", 2), "8.73"],
    [("其中：当年财政拨款", 2), "240", "229.19", "200.00", "—", ("", 2), "—"],
    [("上年结转资金", 2), "", "", "", "—", ("", 2), "—"],
]
GOALS: Rows = [
    [("年度总体目标", 1, 2), ("预期目标（年初设定）", 5), ("实际完成情况", 5)],
    [("培训二十人。", 5), ("培训二十一人。", 5)],
]
INDICATORS: Rows = [
    [
        ("绩效指标", 1, 4),
        "一级指标",
        "二级指标",
        ("三级指标", 2),
        "年度指标值",
        "实际完成值",
        "分值",
        "得分",
        ("偏差原因分析及改进措施", 2),
    ],
    [("产出指标（50分）", 1, 2), "数量指标", ("培训人数", 2), "≥20人", "21人", "25", "25", ("", 2)],
    ["质量指标", ("合格率", 2), "≥90%", "80%", "25", "20", ("补考未过。", 2)],
    ["效益指标", "社会效益指标", ("就业成效", 2), "明显", "明显", "40", "40", ("", 2)],
]
SUM: Rows = [[("总分", 7), "100", "93.73", ("", 2)]]


def read(*pages: list[object]) -> PerformanceRead:
    return recognise_performance(source(*pages), builtin())  # type: ignore[arg-type]


def values(found: PerformanceRead) -> dict[str, str]:
    return {statement.id: statement.amount.raw for statement in found.statements}


@pytest.mark.parametrize("width", [0, 40], ids=["without geometry", "with geometry"])
def test_a_project_form(width: float) -> None:
    title = line("示例市就业培训项目绩效自评表", centred=True)

    found = read([title, line("（2024年度）"), grid(*HEAD, *FUNDS, *GOALS, *INDICATORS, *SUM, width=width)])

    (form,) = found.forms
    assert (form.kind, form.year, form.template) == ("PP", 2024, "shaanxi-2022-project")
    assert form.project is not None and form.project.text == "就业培训"
    assert form.implementer is not None and form.implementer.text == "示例中心"
    assert form.columns == ("level1", "level2", "level3", "target", "actual", "points", "score", "reason")
    assert form.goals is not None and form.goals.text == "培训二十人。"
    assert [row.level1.text for row in form.indicators if row.level1] == ["产出指标（50分）"] * 2 + ["效益指标"]
    assert [row.reason.text for row in form.indicators if row.reason] == ["", "补考未过。", ""]
    stated = values(found)
    assert stated["PP1[total].adjusted"] == "229.19"
    assert stated["PP1[total].rate"] == "87.26%"
    assert stated["PP1[carryover].executed"] == ""
    assert "PP1[fiscal].points" not in stated, "a dash is no number"
    assert stated["PP1[i1].target"] == "≥20人"
    assert (stated["PP1[sum].points"], stated["PP1[sum].score"]) == ("100", "93.73")
    assert found.consumed == {(1, 0), (1, 1), (1, 2)}


def test_units_of_the_funds() -> None:
    rows = [[("项目资金（元）" if cell == ("项目资金（万元）", 2, 4) else cell) for cell in row] for row in FUNDS]
    rows[0][0] = ("项目资金（元）", 2, 4)

    found = read([line("项目支出绩效自评表"), grid(*HEAD, *rows, *INDICATORS, *SUM)])

    assert next(s for s in found.statements if s.id == "PP1[total].initial").amount.unit is Unit.YUAN


def test_a_form_goes_on_over_the_page() -> None:
    first = grid(*HEAD, *FUNDS, *INDICATORS[:2], width=40)
    rest: Rows = [["", "", "质量指标", ("合格率", 2), "≥90%", "80%", "25", "20", ("补考未过。", 2)], *SUM]

    found = read([line("项目支出绩效自评表"), first], [grid(*rest, width=40)])

    (form,) = found.forms
    assert form.pages == (1, 2)
    assert [row.level3.text for row in form.indicators if row.level3] == ["培训人数", "合格率"]
    assert values(found)["PP1[sum].score"] == "93.73"


def test_columns_that_are_not_printed() -> None:
    header: Rows = [
        ["一级指标", "三级指标", "实际完成值", "分值"],
        ["产出指标", "培训人数", "21人", "90"],
        [("总分", 3), "100"],
    ]

    (form,) = read([line("项目支出绩效自评表"), grid(["项目名称", ("就业培训", 3)], *header)]).forms

    assert form.columns == ("level1", "level3", "actual", "points")
    assert form.indicators[0].target is None
    assert form.indicators[0].level2 is None


def test_a_target_in_three_columns_under_a_header_of_two_rows() -> None:
    rows: Rows = [
        [("绩效指标", 3), ("年度指标值", 3), ("实际完成值", 1, 2), ("分值", 1, 2), ("得分", 1, 2)],
        ["一级指标", "二级指标", "三级指标", "指标性质", "指标值", "度量单位"],
        ["产出指标", "数量指标", "培训人数", "≥", "20", "人", "21", "90", "90"],
        [("总分", 7), "100", "100"],
    ]

    (form,) = read([line("2024年度项目支出绩效自评表"), grid(["项目名称", ("就业培训", 8)], *rows)]).forms

    assert form.columns == ("level1", "level2", "level3", "target", "actual", "points", "score")
    target = form.indicators[0].target
    assert target is not None and target.text == "≥20人"


def test_points_merged_over_two_indicators_count_once() -> None:
    rows: Rows = [
        ["一级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分"],
        ["产出指标", "培训人数", "20人", "21人", ("40", 1, 2), ("40", 1, 2)],
        ["产出指标", "场次", "3场", "3场"],
        [("总分", 4), "100", "100"],
    ]

    found = read([line("项目支出绩效自评表"), grid(["项目名称", ("就业培训", 5)], *rows)])

    assert [row.level3.text for row in found.forms[0].indicators if row.level3] == ["培训人数", "场次"]
    stated = values(found)
    assert stated["PP1[i1].points"] == "40"
    assert "PP1[i2].points" not in stated


def test_the_last_of_several_weights_is_the_points() -> None:
    rows: Rows = [
        ["一级指标", "权重", "二级指标", "权重", "三级指标", "权重", "评分标准", "自评得分"],
        ["投入", "40%", "预算", "40%", "执行率", "15%", "按比例", "14"],
        ["投入", "40%", "预算", "40%", "调整率", "25%", "按比例", "25"],
        [("总分", 5), "40", "", "39"],
    ]

    found = read([line("部门整体支出绩效自评评分表"), grid(["部门名称", ("示例局", 7)], *rows)])

    stated = {s.id: s.value for s in found.statements}
    assert (stated["PO[i1].points"], stated["PO[i2].score"]) == (15, 25)


def test_management_rows() -> None:
    rows: Rows = [
        [("资金管理情况", 1, 3), ("", 1), ("情况说明", 2), "分值（20）", "得分", ("存在问题和改进措施", 1)],
        ["安排科学性", ("安排科学", 2), "10", "10", ""],
        ["拨付合规性", ("拨付合规", 2), "10", "9", ""],
    ]

    found = read(
        [
            line("项目支出绩效自评情况表"),
            grid(["项目名称", ("就业培训", 6)], *rows, *[["", *row[1:]] for row in INDICATORS[:2]]),
        ]
    )

    assert [row.name.text for row in found.forms[0].management] == ["安排科学性", "拨付合规性"]
    assert values(found)["PP1[m2].score"] == "9"


def test_an_overall_form_with_money_by_tasks() -> None:
    rows: Rows = [
        [("部门（单位）名称", 2), ("示例局", 7)],
        [
            ("年度主要任务", 1, 4),
            ("任务名称", 1, 2),
            ("主要内容", 1, 2),
            ("完成情况", 1, 2),
            ("全年预算数（万元）", 2),
            ("全年执行数（万元）", 2),
            ("得分", 1, 2),
        ],
        ["总额", "财政拨款", "总额", "财政拨款"],
        ["培训", "培训学员。", "完成", "30", "20", "30", "20", "5"],
        [("金额合计", 3), "30", "20", "30", "20", "5"],
        ["", "一级指标", "三级指标", "年度指标值", "实际完成值", "分值", ("得分", 3)],
        ["", "产出指标", "人数", "20人", "20人", "90", ("90", 3)],
    ]

    found = read([line("示例局部门整体支出绩效自评表"), grid(*rows)])

    (form,) = found.forms
    assert form.kind == "PO"
    assert [tuple(part.text for part in task) for task in form.tasks] == [("培训", "培训学员。", "完成")]
    stated = values(found)
    assert (stated["PO[total].adjusted"], stated["PO[fiscal].executed"]) == ("30", "20")
    assert (stated["PO[t1].executed"], stated["PO[t1.fiscal].adjusted"]) == ("30", "20")
    facts = {s.id: str(s.fact) for s in found.statements if s.fact}
    assert facts["PO[total].executed"] == "spend"


def test_several_forms_in_one_sheet() -> None:
    rows: Rows = []
    for name in ("就业培训", "创业指导"):
        rows += [[("项目支出绩效自评表", 11)], [("项目名称", 2), (name, 9)], *FUNDS, *INDICATORS, *SUM]

    found = read([grid(*rows)])

    assert [form.project.text for form in found.forms if form.project] == ["就业培训", "创业指导"]
    assert len([s for s in found.statements if s.row == "sum"]) == 4


def test_a_form_without_a_title_and_a_declaration_of_goals() -> None:
    declared = grid(
        *HEAD,
        [("绩效指标", 2), ("一级指标", 3), ("三级指标", 3), ("指标值", 3)],
        [("", 2), ("产出", 3), ("人数", 3), ("20人", 3)],
    )

    assert read([grid(*HEAD, *FUNDS, *INDICATORS, *SUM)]).forms[0].kind == "PP"
    assert read([declared]).forms == ()
    assert read([line("项目支出绩效目标申报表"), grid(*HEAD, *FUNDS, *INDICATORS, *SUM)]).forms == ()


def test_tables_of_contents_and_prose_are_no_forms() -> None:
    contents = [line("部门整体支出绩效自评表........35"), line("项目支出绩效自评表........36")]

    assert read([*contents, line("一、部门职责"), line("二、机构设置。本部门项目支出绩效自评表详见附件。")]).forms == ()


def test_a_long_title_on_two_lines() -> None:
    titles = [line("示例市公共实训中心", centred=True), line("（新址）建设项目绩效自评表", centred=True)]

    (form,) = read([*titles, grid(*HEAD, *FUNDS, *INDICATORS, *SUM)]).forms

    assert form.title.text == "示例市公共实训中心（新址）建设项目绩效自评表"


def test_what_another_reader_took_is_left_alone() -> None:
    made = source([line("项目支出绩效自评表"), grid(*HEAD, *FUNDS, *INDICATORS, *SUM)])

    assert recognise_performance(made, builtin(), {(1, 1)}).forms == ()


def test_numbers_in_the_texts_are_counted() -> None:
    rows: Rows = [*GOALS[:1], [("2024年培训20人，投入3.5万元。", 5), ("合格率95%。", 5)]]

    found = read([line("项目支出绩效自评表"), grid(*HEAD, *FUNDS, *rows, *INDICATORS, *SUM)])

    assert [(number.text, number.kind) for number in found.numbers] == [
        ("2024年", "year"),
        ("20人", "count"),
        ("3.5万元", "amount"),
        ("95%", "percent"),
    ]


def test_an_empty_grid_is_nothing() -> None:
    assert isinstance(grid([""]), Grid)
    assert read([line("项目支出绩效自评表"), grid([""])]).forms == ()
