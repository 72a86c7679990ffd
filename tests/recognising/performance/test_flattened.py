"""Forms whose columns were lost: wrapped headers and cells, columns cut off, blanks that vanished, cells between strokes."""

from __future__ import annotations

import pytest

from juesuan.formats.pages.source import Block
from juesuan.recognising.performance import PerformanceRead, recognise_performance
from juesuan.standard import builtin
from tests.recognising.performance.grids import line, source

HEAD = """
项目支出绩效自评情况表

2025 年 09 月

项目名称 就业培训专项

主管部门
示例市就业和人才服务
中心
实施单位 示例市就业服务站

项目资金
(万元)

年初
预算
数
全年预算数 全年执行数 分值 执行率 得分
"""
FUNDS = """
年度资金总额： 3000 711.91 711.91 10 100.0 % 10.00
财政拨款 3000 711.91 711.91 - 100.0 % -
单位资金 0 0 0 - 0.00% -
"""
MANAGEMENT = """
资金管理情况
情况说明 分值（20） 得分
存在问题和改进
措施
安排科学性 安排科学 5 5
拨付合规性 拨付合规 5 5
使用规范性 使用规范 5 5
预算绩效管理情况
对资金实施全过程绩
效管理
5 4
"""
GOALS = """
年度总体
目标
预期目标 实际完成情况
培训学员 20 名，经费共计 711.91 万元。 培训学员 21 名，经费共计 711.91 万元。
绩效指标
"""
INDICATORS = """
一级指标
二级指
标
三级指标
年度
指标
值
实际完成值 分值 得分
偏差
度
偏差原因分析及改
进措施
产出指标
数量指
标
学员人数
≥
20 人
21 人 20 20 0.00
质量指标 合格率 ≥90% 81% 20 18 -10.00
两名学员补考未过，
已安排复训。
促进就业的
程度 明显 较好 25 25 0.00
满意度指标
服务对
象满意
度指标
学员满意度
=100
%
100% 5 5 0.00
总分 100 97
"""


def read(text: str) -> PerformanceRead:
    lines: list[Block] = [line(row, number) for number, row in enumerate(text.splitlines(), 1) if row.strip()]
    return recognise_performance(source(lines, flattened=True), builtin())


def rows(found: PerformanceRead) -> list[list[str | None]]:
    return [
        [
            field.text if field else None
            for field in (i.level1, i.level2, i.level3, i.target, i.actual, i.points, i.score)
        ]
        for i in found.forms[0].indicators
    ]


def test_a_whole_form() -> None:
    found = read(HEAD + FUNDS + MANAGEMENT + GOALS + INDICATORS)

    (form,) = found.forms
    assert form.template == "henan-2022-project"
    assert form.year is None, "the date of filling in is no fiscal year"
    assert form.authority is not None and form.authority.text == "示例市就业和人才服务中心"
    assert form.columns == ("level1", "level2", "level3", "target", "actual", "points", "score", "deviation", "reason")
    assert rows(found) == [
        ["产出指标", "数量指标", "学员人数", "≥20人", "21人", "20", "20"],
        ["产出指标", "质量指标", "合格率", "≥90%", "81%", "20", "18"],
        ["产出指标", "质量指标", "促进就业的程度", "明显", "较好", "25", "25"],
        ["满意度指标", "服务对象满意度指标", "学员满意度", "=100%", "100%", "5", "5"],
    ]
    assert form.indicators[1].reason is not None
    assert form.indicators[1].reason.text == "两名学员补考未过，已安排复训。"
    assert form.goals is not None and form.goals.text == "培训学员20名，经费共计711.91万元。"
    assert form.results is not None and form.results.text == "培训学员21名，经费共计711.91万元。"
    assert [row.text.text for row in form.management][-1] == "对资金实施全过程绩效管理"


def test_funds_and_places() -> None:
    found = read(HEAD + FUNDS + MANAGEMENT + GOALS + INDICATORS)

    stated = {statement.id: statement for statement in found.statements}
    assert stated["PP1[total].adjusted"].amount.raw == "711.91"
    assert stated["PP1[fiscal].rate"].amount.raw == "100.0%"
    assert stated["PP1[m4].score"].amount.raw == "4"
    assert stated["PP1[sum].score"].amount.raw == "97"
    assert stated["PP1[total].initial"].place.line == next(
        number for number, row in enumerate((HEAD + FUNDS).splitlines(), 1) if row.startswith("年度资金总额")
    )


@pytest.mark.parametrize(
    ("header", "row", "wanted"),
    [
        (
            "一级指标 二级指标 年度指标值 实际完成值 分值 偏差度",
            "产出指标 数量指标 =1 人 1 人 70 0.00",
            ["产出指标", "数量指标", None, "=1人", "1人", "70", None],
        ),
        (
            "一级指标 三级指标 实际值完成值 分值 偏差度",
            "产出指标 出差 5 次 70 0.00",
            ["产出指标", None, "出差", None, "5次", "70", None],
        ),
        (
            "一级指标 二级指标 三级指标 年度指标值 分值 得分",
            "产出指标 履职效益 社会效益 良好 70 70",
            ["产出指标", "履职效益", "社会效益", "良好", None, "70", "70"],
        ),
    ],
)
def test_columns_cut_off(header: str, row: str, wanted: list[str | None]) -> None:
    total = "总分 100" if "得分" not in header else "总分 100 100"

    found = read(f"{HEAD}{FUNDS}{MANAGEMENT}{GOALS}\n{header}\n{row}\n{total}")

    assert rows(found) == [wanted]


def test_a_column_of_scores_left_blank_is_told_by_the_points() -> None:
    body = "一级指标 二级指标 三级指标 年度指标值 实际完成值 分值 得分\n产出指标 数量指标 人数 20 21 40\n质量指标 合格率 90 95 30\n总分 100"

    assert rows(read(HEAD + FUNDS + MANAGEMENT + GOALS + body)) == [
        ["产出指标", "数量指标", "人数", "20", "21", "40", ""],
        ["产出指标", "质量指标", "合格率", "90", "95", "30", ""],
    ]


def test_a_blank_amount_is_placed_by_the_rate() -> None:
    funds = "年度资金总额： 390 334 10 85.64% 8.56\n"

    stated = {s.id: s.amount.raw for s in read(HEAD + funds + MANAGEMENT + GOALS + INDICATORS).statements}

    assert (stated["PP1[total].adjusted"], stated["PP1[total].executed"]) == ("390", "334")
    assert "PP1[total].initial" not in stated


def test_a_form_in_one_line() -> None:
    text = (
        "附件: 项目支出绩效自评表 (2024年度) 项目名称 委托业务项目 主管部门 示例镇人民政府 实施单位 示例镇人民政府 项目资金 (万元) "
        "年初预算数 全年预算数 全年执行数 分值 执行率 得分 年度资金总额: 90 89.97 89.97 10 100% 10 其中:本年财政拨款 90 89.97 89.97 "
        "年度总体目标 预期目标 实际完成情况 本项目共申请预算资金90万元。 本项目共完成预算资金89.97万元。 绩效指标 一级指标 二级指标 三级指标 "
        "年度指标值 实际完成值 分值 得分 偏差原因分析及改进措施 产出指标(50分) 数量指标 委托业务数量 ≥50个 50 50 50 "
        "效益指标(40分) 社会效益指标 公平程度 效果明显 达成预期指标 40 40 总分 100 100"
    )

    found = read(text)

    assert found.forms[0].year == 2024
    assert rows(found) == [
        ["产出指标(50分)", "数量指标", "委托业务数量", "≥50个", "50", "50", "50"],
        ["效益指标(40分)", "社会效益指标", "公平程度", "效果明显", "达成预期指标", "40", "40"],
    ]
    assert {s.id: s.amount.raw for s in found.statements}["PP1[fiscal].executed"] == "89.97"


def test_cells_between_strokes() -> None:
    text = """
部门预算项目支出绩效自评表(2024年度) |
项目名称 | 就业培训 |
主管部门 | 示例局 | 实施单位 | 示例中心 |
项目基本情况 | 1.项目年度目标完成情况 | 项目年度目标 | 年度目标完成情况 |
按时发放补助。 | 完成 |
预算执行情况(10分) | 年度预算数(万元) | 年初预算 | 调整后预算数 | 预算执行数 | 预算执行率 | 权重 | 得分 | 原因 |
总额 | 5.00 | 3.36 | 3.36 | 100.00% | 10 | 10 | |
其中:财政资金 | 5.00 | 3.36 | 3.36 | 100.00% | / | / |
绩效指标(90分) | 一级指标 | 二级指标 | 三级指标 | 指标性质 | 指标值 | 度量单位 | 完成值 | 权重 | 得分 | 未完成原因分析 |
产出指标 | 数量指标 | 补助人数 | ≥ | 20 | 人 | 21 | 60 | 60 | |
质量指标 | 准确率 | = | 100 | % | 100 | 30 | 30 | |
合计 | 100 | 100 | |
评价结论 | 完成较好。 |
"""

    found = read(text)

    (form,) = found.forms
    assert form.template == "sichuan-2023-project"
    assert form.goals is not None and form.goals.text == "按时发放补助。"
    assert rows(found) == [
        ["产出指标", "数量指标", "补助人数", "≥20人", "21", "60", "60"],
        ["", "质量指标", "准确率", "=100%", "100", "30", "30"],
    ]
    stated = {s.id: s.amount.raw for s in found.statements}
    assert stated["PP1[total].executed"] == "3.36"
    assert (stated["PP1[sum].points"], stated["PP1[sum].score"]) == ("100", "100")


OVERALL = """
部门整体支出绩效自评情况表
部门（单位）名称 示例局
部门整体
支出情况
(万元)
年初预算数 全年预算数
全年执
行数
分值 执行率 得分
部门预
算总额
11568.06 3744.84 3700.00 10 98.80 % 10
年度履职
目标
预期目标 实际完成情况
目标 1:拟订规划并组织实施。
目标 2:统筹信息化工作。
1.加强调度。密切跟踪企业运行情况，完善调度机制，全力保企业、稳运行。
2.坚持项目带动。服务好重点项目。
年度主要任务
任务名称 主要内容 实际完成情况
1.加强调度。
密切跟踪企业运行情况，完善调度机制，全力保企业、稳运行。
新增包联企业 60 家。
2.坚持项目带动。
服务好重点项目。
新开工 8 个。
绩效指标
一级指标 二级指标 三级指标 年度指标值 分值 得分 偏差度 偏差原因分析及改进措施
投入管理指标
工作目标管
理
目标相关性 相关 45 45 0.00
预算执行率 ≥99% 45 44.91 -0.20
疫情影响，部分工作推迟。
总分 100 99.91
"""


def test_an_overall_form() -> None:
    found = read(OVERALL)

    (form,) = found.forms
    assert (form.kind, form.template) == ("PO", "henan-2022-overall")
    assert form.results is not None and form.results.text.startswith("1.加强调度。密切跟踪")
    assert form.goals is not None and form.goals.text.endswith("目标2:统筹信息化工作。")
    assert [tuple(part.text for part in task)[2] for task in form.tasks] == ["新增包联企业60家。", "新开工8个。"]
    assert "actual" not in form.columns
    reason = form.indicators[1].reason
    assert reason is not None and reason.text == "疫情影响，部分工作推迟。"
    assert {s.id: s.amount.raw for s in found.statements}["PO[total].rate"] == "98.80%"


def test_prose_about_forms_is_no_form() -> None:
    assert read("组织开展了项目支出绩效自评\n项目支出绩效自评表\n详见附件。\n第六部分 名词解释").forms == ()
