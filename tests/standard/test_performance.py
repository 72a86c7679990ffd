"""Words and templates of performance forms."""

from __future__ import annotations

from decimal import Decimal

import pytest

from juesuan.standard import builtin


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("部门整体绩效自评表", "PO"),
        ("示例市卫生健康委员会部门整体支出绩效自评表（2022年度）", "PO"),
        ("2024年度单位整体支出绩效自评表", "PO"),
        ("项目支出绩效自评情况表", "PP"),
        ("示例市级采供血专用材料费项目绩效自评表", "PP"),
        ("部门预算项目支出绩效自评表(2023年度)", "PP"),
        ("中央对地方专项转移支付区域绩效自评表", "PP"),
        ("项目支出绩效目标申报表", ""),
        ("项目支出绩效自评结果汇总表", ""),
        ("支出决算表", ""),
    ],
)
def test_titles(title: str, kind: str) -> None:
    assert builtin().evaluations.kind_of(title) == kind


@pytest.mark.parametrize(
    ("header", "key"),
    [
        ("全年预算数（A）", "adjusted"),
        ("调整后预算数", "adjusted"),
        ("预算安排/年初部门预算安排金额（含历年结余结转）①", "initial"),
        ("预算安排/小计③=①+②", "adjusted"),
        ("拨付情况/支出实现率(%)⑤=④/③", "rate"),
        ("执行率（B/A）", "rate"),
        ("权重", "points"),
        ("预算执行情况(10分)", ""),
    ],
)
def test_columns_of_funds(header: str, key: str) -> None:
    assert builtin().evaluations.fund_column(header) == key


@pytest.mark.parametrize(
    ("label", "key"),
    [
        ("年度资金总额：", "total"),
        ("资金来源：（1）财政拨款", "fiscal"),
        ("其中：当年财政拨款", "fiscal"),
        ("（2）财政专户管理资金", "special"),
        ("上年结转资金", "carryover"),
        ("①中央财政资金", "central"),
        ("其他资金小计", "other"),
        ("说明", ""),
    ],
)
def test_rows_of_funds(label: str, key: str) -> None:
    assert builtin().evaluations.fund_row(label) == key


@pytest.mark.parametrize(
    ("header", "key"),
    [
        ("实际值完成值", "actual"),
        ("年度指标值/指标性质", "nature"),
        ("绩效指标/二级指标", "level2"),
        ("未完成原因分析", "reason"),
        ("自评得分", "score"),
        ("绩效指标", ""),
    ],
)
def test_columns_of_indicators(header: str, key: str) -> None:
    assert builtin().evaluations.indicator_column(header) == key


def test_a_template_states_only_what_differs() -> None:
    henan = builtin().templates.named("henan-2022-project-2024", "PP")

    assert henan.weights["资金管理情况"] == 20
    assert "deviation" in henan.required
    assert henan.scoring == builtin().templates.named("mof-2022-project", "PP").scoring
    assert henan.grade(Decimal("89.99")) == "良"


def test_weights_come_to_a_hundred_where_they_are_all_known() -> None:
    complete = [item for item in builtin().templates if len(item.weights) > 1]

    assert complete
    assert {sum(item.weights.values()) for item in complete} == {Decimal(100)}


def test_an_unknown_template_is_the_default_of_its_kind() -> None:
    assert builtin().templates.named("", "PO").id == "mof-2022-overall"
    assert builtin().templates.named("", "PP").id == "mof-2022-project"


@pytest.mark.parametrize(
    ("kind", "text", "wanted"),
    [
        ("PP", "资金管理情况拨付合规性产出指标", "henan-2022-project"),
        ("PP", "资金管理情况拨付合规性成本指标经济成本指标产出指标", "henan-2022-project-2024"),
        ("PP", "资金管理情况拨付合规性产出指标时效指标成本指标", "henan-2022-project"),
        ("PO", "支出实现率资金结余率", "fujian-2024-overall"),
        ("PO", "别处的表", ""),
    ],
)
def test_templates_are_told_by_their_signs(kind: str, text: str, wanted: str) -> None:
    assert builtin().templates.recognised(kind, text) == wanted


def test_what_columns_and_rows_are_called_is_read_as_them() -> None:
    """The names that statements are labelled with are names that a form may print."""
    words = builtin().evaluations

    assert {column.key: words.fund_column(column.title) for column in words.fund_columns} == {
        column.key: column.key for column in words.fund_columns
    }
    assert {row.key: words.fund_row(row.title) for row in words.fund_rows} == {
        row.key: row.key for row in words.fund_rows
    }
    assert words.column_title("executed") == "全年执行数"
    assert words.row_title("own") == "单位资金"
