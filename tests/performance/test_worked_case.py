"""A bureau of industry's year, invented: what its overall form and six project forms say is counted from its own tables."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from functools import cache

import pytest

from juesuan.performance.computing import Computed, computed
from juesuan.performance.evidence.measures import EvidenceMeasure, measured
from juesuan.performance.evidence.tables import Evidence
from juesuan.performance.scores import scored_forms
from juesuan.preparing.books import Books, MeasureLine, ProjectWork, Target
from juesuan.preparing.example import example_books
from juesuan.preparing.workbook import OVERALL
from juesuan.standard import builtin
from tests.performance.tables import evidence, written

Row = Sequence[str]

KINDS = {"智能化改造": 6, "续建": 7, "新建": 10, "谋划": 3}


def construction() -> Iterator[Row]:
    yield ("项目名称", "建设单位", "项目类别", "总投资（万元）")
    for kind, count in KINDS.items():
        yield from ((f"{kind}项目{number}", f"企业{number}", kind, "23000") for number in range(count))


def enterprises() -> Iterator[Row]:
    """Forty enterprises, two years: 948 654 万元 and 18.8 % more."""
    yield ("企业名称", "月份", "营业收入（万元）", "上缴税金（万元）", "报送日期")
    for year, revenue, tax in ((2021, "1976.3625", "72.2"), (2022, "2347.9187", "76.0")):
        for month in range(1, 13):
            due = f"{year + month // 12}-{month % 12 + 1:02}-10"
            for number in range(40):
                yield (f"企业{number}", f"{year}-{month:02}", revenue, tax, due)


def problems() -> Iterator[Row]:
    yield ("问题编号", "企业名称", "反映日期", "办理状态", "解决日期", "办理人")
    yield from (
        (f"{number}", f"企业{number % 40}", "2022-04-01", "已解决", "2022-05-01", "李四光") for number in range(93)
    )


def listed() -> Iterator[Row]:
    yield ("入选项目", "申报单位", "所属地区", "文号", "公布日期")
    yield from (
        (f"5G项目{number}", f"企业{number}", "示例区" if number < 8 else "其他", "示例文〔2022〕9号", "2022-06-01")
        for number in range(48)
    )


def training() -> Iterator[Row]:
    yield ("培训名称", "培训日期", "姓名", "所在单位")
    yield from (
        ("企业家培训", day, f"学员{number}", f"企业{number}")
        for day in ("2022-07-08", "2022-07-09")
        for number in range(20)
    )


def marks() -> Iterator[Row]:
    yield ("培训名称", "测试日期", "姓名", "成绩", "是否合格")
    yield from (
        ("企业家培训", "2022-07-09", f"学员{number}", "80", "合格" if number else "不合格") for number in range(20)
    )


def subsidies() -> Iterator[Row]:
    yield ("受补单位", "补助项目", "核定金额（万元）", "发放金额（万元）", "发放日期", "是否及时", "收款账号")
    yield from (
        (f"企业{number}", "工业发展资金", "47.46", "47.46", "2022-08-01", "是", "6222021234567890128")
        for number in range(15)
    )
    yield from ((f"企业{number}", "上级专项资金", "161.5", "161.5", "2022-09-01", "是", "") for number in range(2))


def staff() -> Iterator[Row]:
    yield ("姓名", "人员类别", "发放月份", "应发金额（元）", "实发金额（元）", "是否准确")
    for month in range(1, 13):
        yield from (
            (f"人员{number}", "聘用人员" if number else "劳务人员", f"2022-{month:02}", "4000", "3600", "是")
            for number in range(4)
        )


def trips() -> Iterator[Row]:
    yield ("出差人", "出发日期", "返回日期", "目的地", "出差事由", "出差批次")
    yield from (
        (
            f"人员{number % 2}",
            f"2022-0{number // 2 + 1}-05",
            f"2022-0{number // 2 + 1}-06",
            "省城",
            "协调",
            f"{number // 2}",
        )
        for number in range(10)
    )


def satisfaction() -> Iterator[Row]:
    yield ("问卷编号", "调查日期", "调查对象", "满意程度")
    yield from ((f"{number}", "2022-12-01", "企业", "满意") for number in range(40))
    yield from ((f"{number}", "2022-12-02", "聘用人员", "非常满意") for number in range(40, 43))


TABLES = {
    "重点项目.csv": construction, "企业月报.csv": enterprises, "问题台账.csv": problems, "5G项目名单.csv": listed, "签到.csv": training,
    "测试.csv": marks, "补助发放.csv": subsidies, "聘用人员.csv": staff, "出差.csv": trips, "满意度.csv": satisfaction,
}  # fmt: skip
FORMS: dict[str, tuple[tuple[str, str, str, EvidenceMeasure], ...]] = {
    OVERALL: (
        *(
            (f"{kind}项目", f"={count}个", f"{count}个", EvidenceMeasure("重点项目", conditions=f"项目类别 是 {kind}"))
            for kind, count in KINDS.items()
        ),
        ("问题解决率", "=100%", "100%", EvidenceMeasure("问题台账", "share", share="办理状态 是 已解决")),
        ("企业满意度", "=100%", "100%", EvidenceMeasure("满意度调查", "share", "", "调查对象 是 企业", "满意程度 属于 满意、非常满意")),
    ),
    "工业发展资金": (
        ("补贴企业", "15家", "15家", EvidenceMeasure("补助发放", "distinct", "受补单位", "补助项目 是 工业发展资金")),
        ("是否及时", "100%", "100%", EvidenceMeasure("补助发放", "share", "", "补助项目 是 工业发展资金", "是否及时 是 是")),
    ),
    "专项": (
        ("培训人数", "≥20人", "20人", EvidenceMeasure("培训签到", "distinct", "姓名")),
        ("培训合格率", "≥90%", "95%", EvidenceMeasure("培训测试", "share", share="是否合格 是 合格")),
    ),
    "信息化专项": (("出差", "5次", "5次", EvidenceMeasure("出差", "distinct", "出差批次")),),
    "劳务人员工资": (("人数", "=1人", "1人", EvidenceMeasure("聘用人员", "distinct", "姓名", "人员类别 是 劳务人员")),),
    "聘用人员工资": (
        ("聘用人员数量", "=3人", "3人", EvidenceMeasure("聘用人员", "distinct", "姓名", "人员类别 是 聘用人员")),
        ("准确率", "=100%", "100%", EvidenceMeasure("聘用人员", "share", "", "人员类别 是 聘用人员", "是否准确 是 是")),
    ),
    "上级专项资金": (("补贴企业数量", "≥2家", "2家", EvidenceMeasure("补助发放", "distinct", "受补单位", "补助项目 是 上级专项资金")),),
}  # fmt: skip


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> Evidence:
    folder = tmp_path_factory.mktemp("year")
    for name, rows in TABLES.items():
        written(folder, name, list(rows()))
    return evidence(folder)


@cache
def books() -> Books:
    made = example_books(builtin())
    assert made.overall is not None

    def targets(project: str) -> tuple[Target, ...]:
        share = Decimal(90 if project == OVERALL else 70) / len(FORMS[project])
        return tuple(
            Target(("产出指标", "数量指标", name), wanted, "", points=share) for name, wanted, *_ in FORMS[project]
        )

    def work(project: str) -> ProjectWork:
        return replace(made.projects[0], name=project, targets=targets(project))

    lines = [
        MeasureLine(project, name, one.table, one.statistic, one.field, one.conditions, one.share, one.period)
        for project, indicators in FORMS.items()
        for name, _, _, one in indicators
    ]
    return replace(
        made,
        year=2022,
        overall=replace(made.overall, targets=targets(OVERALL)),
        projects=tuple(work(project) for project in FORMS if project != OVERALL),
        measures=tuple(lines),
        form_cells=(),
    )


@pytest.fixture(scope="module")
def shown(found: Evidence) -> Computed:
    return computed(books(), found)


def test_the_tables_have_nothing_wrong(found: Evidence) -> None:
    assert [problem.message for problem in found.problems] == []
    assert {table.kind.name if table.kind else "" for table in found.tables.values()} == set(found.tables)


@pytest.mark.parametrize("project", FORMS)
def test_every_value_is_counted_from_rows(shown: Computed, project: str) -> None:
    for name, _, value, _ in FORMS[project]:
        one = shown.of(project, name)
        assert one is not None and (one.value, one.reason) == (value, ""), name
        assert one.rows and one.first and one.last and one.formula


def test_every_form_is_scored_whole(shown: Computed) -> None:
    forms = scored_forms(shown, builtin().layouts.named("henan-2022"))

    assert [form.name for form in forms] == [*([""]), *(project for project in FORMS if project != OVERALL)]
    for form in forms:
        # How the place scores an execution rate below 100 % on the form of the whole was not published: that line is left open.
        assert form.unscored == (10 if form.kind == "PO" else 0)
        assert all(line.lost == 0 for line in form.lines if line.shown is not None)


@pytest.mark.parametrize(
    ("measure", "target", "value"),
    [
        (EvidenceMeasure("重点企业月报", "distinct", "企业名称"), "=40家", "40家"),
        (EvidenceMeasure("重点企业月报", "sum", "营业收入"), "≥112亿元", "112.7001亿元"),
        (EvidenceMeasure("重点企业月报", "growth", "营业收入"), "≥18%", "18.80%"),
        (EvidenceMeasure("重点企业月报", "growth", "上缴税金"), "≥5%", "5.26%"),
        (EvidenceMeasure("问题台账"), "≥90个", "93个"),
        (EvidenceMeasure("示范项目名单", "share", "", "", "所属地区 是 示例区"), "≥16%", "16.67%"),
        (EvidenceMeasure("示范项目名单", "count", "", "所属地区 是 示例区"), "=8个", "8个"),
        (EvidenceMeasure("重点项目", "sum", "总投资"), "=59.8亿元", "59.80亿元"),
    ],
)  # fmt: skip
def test_what_the_prose_says_is_counted_too(found: Evidence, measure: EvidenceMeasure, target: str, value: str) -> None:
    assert measured(measure, found, 2022, target).value == value
