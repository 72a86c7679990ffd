"""The record of the cycle: what the sheets say, round trips, what a stage lacks, and its forms in every format and place."""

from __future__ import annotations

import datetime
from decimal import Decimal
from pathlib import Path

import pytest
from msgspec.structs import replace

from juesuan.formats.opening import open_source
from juesuan.formats.pages.source import Grid
from juesuan.formats.printing.printed_blocks import PrintedLine, PrintedTable
from juesuan.model import Problem
from juesuan.performance.cycle.choosing import form_of
from juesuan.performance.cycle.documents import cycle_document, cycle_schema, read_document
from juesuan.performance.cycle.from_sheets import read_cycle
from juesuan.performance.cycle.record import Application, Cycle, CycleTask, CycleWork, Expenditure
from juesuan.performance.cycle.results import judged, total_money
from juesuan.performance.cycle.shown import View
from juesuan.performance.cycle.stages import lacking, monitoring_of
from juesuan.performance.cycle.to_sheets import CYCLE_SHEETS, cycle_rows
from juesuan.publishing.stage_grids import printed_stage
from juesuan.publishing.stages import STAGE_FORMATS, publish_stages
from juesuan.standard import builtin
from juesuan.standard.stage_forms import SHOWN, StageForm
from tests.performance.year import PROJECT, rows_of_year, sheets_from, with_work, work, year

FORMS = sorted(builtin().stage_forms.by_id)


def view_of(form: StageForm, cycle: Cycle | None = None) -> View:
    """The form filled in from the year."""
    cycle = cycle or year()
    subject = (
        None
        if form.kind == "all"
        else next(item for item in cycle.works if item.name in {PROJECT, cycle.unit} and item.kind == form.kind)
    )
    if subject is not None and subject.kind == "overall":  # some places print the money of each task
        subject = replace(subject, tasks=tuple(map(_with_money, subject.tasks)), execution_score=None)
    monitoring = monitoring_of(subject) if subject is not None else None
    return View(cycle, form, subject, monitoring, {"project": form.template})


def _with_money(task: CycleTask) -> CycleTask:
    spent = {"executed_fiscal": Decimal("9_458_000"), "executed_other": Decimal(0), "score": Decimal("3.15")}
    return replace(task, adjusted_fiscal=Decimal("10_000_000"), adjusted_other=Decimal(0), **spent)


def test_sheets_of_a_year_are_one_record() -> None:
    found = work()

    assert found.declared == datetime.date(2022, 1, 12)
    assert [(item.kind, item.amount) for item in found.approvals] == [
        ("批复", Decimal("4500000.00")),
        ("调整", Decimal("4210000.00")),
    ]
    assert len(found.monitorings) == 1
    assert len(found.monitorings[0].indicators) == len(found.indicators)
    assert found.review is not None
    assert sum(item.score for item in found.review.items) == 94
    assert [item.done for item in found.applications] == ["已落实", "正在落实"]


def test_a_year_without_the_new_sheets_is_read_as_before() -> None:
    rows = {key: value for key, value in rows_of_year().items() if key not in CYCLE_SHEETS}
    read = read_cycle(
        [sheet for sheet in sheets_from(rows) if builtin().workbook.named(sheet.name).id in rows], builtin()
    )  # type: ignore[union-attr]

    assert read.cycle is not None
    assert [item.name for item in read.cycle.of_kind("project")] == [item.name for item in year().of_kind("project")]


def test_the_record_goes_through_sheets_and_documents_unchanged() -> None:
    projects = replace(year(), works=year().of_kind("project"))
    read = read_cycle(sheets_from(cycle_rows(projects, builtin())), builtin())

    assert read.cycle == projects
    assert read_document(cycle_document(year())) == year()


@pytest.mark.parametrize(
    ("document", "told"),
    [
        (b'{"unit": "x", "year": "2022"}', "year：应为整数"),
        (b'{"unit": "x", "year": 2022, "works": [{"name": "y", "gaol": ""}]}', "gaol"),
        (b'{"unit": "x", "year": 2022, "works": [{"name": "y", "declared": "2022-02-30"}]}', "works[0].declared"),
        (b"not json", "JSON"),
    ],
)
def test_a_document_that_is_no_record_says_where(document: bytes, told: str) -> None:
    found = read_document(document)

    assert isinstance(found, Problem)
    assert told in found.message


def test_the_schema_knows_every_part() -> None:
    assert {"Cycle", "CycleWork", "CycleIndicator", "Monitoring", "ReviewOfWork", "Application"} <= cycle_schema()[
        "$defs"
    ].keys()


def test_money_is_that_of_the_last_decision() -> None:
    undecided = {source: replace(money, adjusted=None) for source, money in work().funds.items()}

    assert total_money(replace(work(), funds=undecided)).adjusted == Decimal("4210000.00")
    assert total_money(replace(work(), funds=undecided, approvals=())).adjusted == Decimal("4500000.00")


@pytest.mark.parametrize("name", FORMS)
def test_every_form_says_on_what_it_rests(name: str) -> None:
    """A basis, and what of it was seen or why it cannot be held to be the form; what is in doubt is refused where nobody names it."""
    form = builtin().stage_forms.by_id[name]

    assert form.data.basis
    assert form.data.source or form.data.doubt
    assert form.is_sourced == (not form.data.doubt)
    if name != f"{form.layout}-{form.stage}-{form.kind}":
        return  # one that is only printed by its name
    choice = form_of(year(), form.stage, form.kind, form.layout, builtin())
    assert choice is not None
    assert choice.form == form
    assert bool(choice.refusal) == (not form.is_sourced)


def test_what_a_form_prints_of_its_own_comes_from_the_workbook() -> None:
    """Conclusion, problems, measures, people, categories, what a scored block lacks, budgets of tasks: every one has a column."""
    rows = {key: [dict(row) for row in lines] for key, lines in rows_of_year().items()}
    texts = ("content", "execution_reason", "conclusion", "problems", "remedies", "lead", "finance_lead")
    rows["evaluated"] = [
        {"project": PROJECT, **{key: f"写的{key}" for key in texts}, "execution_score": Decimal("9.5")}
    ]
    for row in rows["declared"]:
        row |= {"code": "127", "category": "部门预算项目", "type": "常年性项目"}
    rows["management"] = [
        {"project": PROJECT, "name": "拨付合规性", "score": Decimal(4), "shortcoming": "有一笔拨付晚了"}
    ]
    rows["tasks"][0] |= {"fiscal": Decimal("1000000.00"), "other": Decimal("50000.00")}
    read = read_cycle(sheets_from(rows), builtin())

    assert read.cycle is not None, read.problems
    projects = replace(read.cycle, works=read.cycle.of_kind("project"))
    assert read_cycle(sheets_from(cycle_rows(projects, builtin())), builtin()).cycle == projects
    assert read_document(cycle_document(read.cycle)) == read.cycle
    printed = "\n".join(
        cell.slot.text
        for name in ("sichuan-2023-self-project", "hubei-2020-self-project", "henan-2022-self-project")
        for table in printed_stage(view_of(builtin().stage_forms.by_id[name], read.cycle)).blocks
        if isinstance(table, PrintedTable)
        for cell in table.cells
    )
    wanted = [*(f"写的{key}" for key in texts), "部门预算项目", "常年性项目", "有一笔拨付晚了"]
    assert [text for text in wanted if text not in printed] == []
    whole = printed_stage(view_of(builtin().stage_forms.by_id["shaanxi-2022-goals-overall"], read.cycle)).blocks[0]
    assert isinstance(whole, PrintedTable)
    assert {"100.00", "5.00", "105.00"} <= {cell.slot.text for cell in whole.cells}
    template = builtin().stage_forms.by_id["henan-2022-self-project"].template
    assert judged(
        view_of(builtin().stage_forms.by_id["henan-2022-self-project"], read.cycle).work, template
    ).total.score == (Decimal("97.67"))


# --- what is lacking --------------------------------------------------------------------------------------------------


def lacks(name: str, cycle: Cycle) -> list[str]:
    form = builtin().stage_forms.by_id[name]
    return [problem.message for problem in lacking(cycle, form, view_of(form, cycle).work)]


@pytest.mark.parametrize("name", FORMS)
def test_a_whole_year_lacks_nothing_of_its_place(name: str) -> None:
    form = builtin().stage_forms.by_id[name]
    of_place = form.layout in {"henan-2022", "mof-2022"} and form.kind == "project" and form.stage != "self"
    if of_place or name in {"henan-2022-self-project", "henan-2022-self-overall", "mof-2022-application-all"}:
        assert lacks(name, year()) == []


@pytest.mark.parametrize(
    ("name", "without", "told"),
    [
        ("mof-2022-goals-project", {"goal": ""}, "没有填预期目标"),
        ("mof-2022-goals-project", {"declared": None}, "没有填申报日期"),
        ("mof-2022-goals-project", {"indicators": ()}, "没有绩效指标"),
        ("mof-2022-goals-project", {"funds": {}}, "没有填年初预算数"),
        ("mof-2022-monitoring-project", {"approvals": ()}, "还没有批复"),
        ("mof-2022-monitoring-project", {"monitorings": ()}, "没有监控数据"),
        ("henan-2022-self-project", {"result": ""}, "没有填实际完成情况"),
        ("henan-2022-self-project", {"management": {}}, "安排科学性"),
        ("mof-2022-department-project", {"review": None}, "没有部门评价的评分"),
        ("mof-2022-application-all", {"applications": ()}, "没有一条评价结果应用"),
    ],
)
def test_a_form_without_its_stages_data_is_refused(name: str, without: dict[str, object], told: str) -> None:
    found = lacks(name, with_work(replace(work(), **without)))

    assert any(told in message for message in found), found


def test_a_lost_point_without_a_reason_is_asked_for() -> None:
    indicators = tuple(replace(item, reason="") for item in work().indicators)

    assert [
        "扣了分" in message
        for message in lacks("henan-2022-self-project", with_work(replace(work(), indicators=indicators)))
    ] == [True]


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"declared": datetime.date(2022, 3, 1)}, "批复日期（2022年2月20日）早于申报日期（2022年3月1日）"),
        ({"evaluated": datetime.date(2022, 7, 1)}, "自评日期（2022年7月1日）早于监控日期（2022年7月31日）"),
        ({"evaluated": datetime.date(2023, 6, 1)}, "部门评价日期（2023年5月30日）早于自评日期（2023年6月1日）"),
        ({"applications": (Application(problem="x", done_date=datetime.date(2022, 1, 1)),)}, "早于自评日期"),
    ],
)
def test_dates_the_wrong_way_round_are_told(changes: dict[str, object], told: str) -> None:
    found = lacks("mof-2022-department-project", with_work(replace(work(), **changes)))

    assert any(told in message for message in found), found


def test_scores_are_those_of_the_place() -> None:
    template = builtin().stage_forms.by_id["henan-2022-self-project"].template
    found = judged(work(), template)

    assert found.execution.score == 10
    assert [str(item.score) for item in found.indicators] == ["10", "9.17", "10", "10", "25", "5"]
    assert found.total.score == Decimal("99.17")
    assert found.grade == "优"


# --- the forms --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", FORMS)
@pytest.mark.parametrize("suffix", sorted(STAGE_FORMATS))
def test_every_form_in_every_format_reads_back_cell_by_cell(name: str, suffix: str, tmp_path: Path) -> None:
    view = view_of(builtin().stage_forms.by_id[name])
    path = tmp_path / f"form{suffix}"

    publish_stages([view], builtin().layouts.reference.style, path)

    tables = [block for block in printed_stage(view).blocks if isinstance(block, PrintedTable)]
    wanted = [["".join(cell.slot.text.split()) for cell in table.cells if cell.slot.text.strip()] for table in tables]
    grids = [block for page in open_source(path).pages for block in page.blocks if isinstance(block, Grid)]
    found = [[cell.text for cell in grid.cells if cell.text] for grid in grids]
    assert [cells for cells in found if cells in wanted] == wanted


@pytest.mark.parametrize("each", sorted(SHOWN))
def test_everything_that_a_form_may_show_is_there(each: str) -> None:
    form = builtin().stage_forms.by_id["henan-2022-self-project"]
    view = View(year(), form, work(), monitoring_of(work()), {"project": form.template})
    lines = view.lines(each, form.data.blocks[1].lines)
    if each == "tasks":
        lines = replace(view, work=year().works[0]).lines(each)

    assert lines
    assert all(line.keys() >= SHOWN[each] for line in lines)


@pytest.mark.parametrize("name", ["fujian-2024-self-overall", "henan-2022-self-overall"])
def test_an_execution_rate_that_nobody_published_a_rule_for_is_not_scored(name: str) -> None:
    form = builtin().stage_forms.by_id[name]
    assert form.template.doubts
    whole = next(item for item in year().works if item.kind == "overall")
    money = {"fiscal": Expenditure(initial=Decimal(100), adjusted=Decimal(100), executed=Decimal(90))}
    part = replace(whole, funds=money, execution_score=None)

    assert judged(part, form.template).execution.score is None
    assert any("没有公布，程序不算" in item.message for item in lacking(year(), form, part))
    given = replace(part, execution_score=Decimal("7.00"))
    assert judged(given, form.template).execution.score == 7
    assert not any("没有公布，程序不算" in item.message for item in lacking(year(), form, given))
    met = replace(part, funds={"fiscal": replace(money["fiscal"], executed=Decimal(100))})
    assert judged(met, form.template).execution.score == form.template.weights["预算执行率"]


@pytest.mark.parametrize(
    ("money", "told"),
    [
        (Decimal("99000000.00"), "大于预算数"),
        (Decimal("39.00"), "像是按万元填的"),
        (Decimal("390000.00"), None),
    ],
)
def test_money_of_a_day_of_monitoring_is_held_against_the_budget(money: Decimal, told: str | None) -> None:
    subject = work()
    days = tuple(replace(item, executed=money) for item in subject.monitorings)
    found = lacks("mof-2022-monitoring-project", with_work(replace(subject, monitorings=days)))

    assert [told in message for message in found if "累计执行数" in message] == ([True] if told else [])


@pytest.mark.parametrize(
    ("target", "plan", "reached", "cause", "asked"),
    [
        ("≥50人", "25人", "10人", "", True),
        ("≥50人", "25人", "10人", "企业推迟", False),
        ("≥50人", "25人", "25人", "", False),
        ("≤80万元", "40万元", "39万元", "", False),
        ("≤80万元", "40万元", "41万元", "", True),
        ("提升", "有所提升", "提升", "", False),
        ("=100%", "50%", "49.9%", "", True),
    ],
)
def test_an_indicator_behind_its_plan_has_a_cause(
    target: str, plan: str, reached: str, cause: str, asked: bool
) -> None:
    subject = work()
    first = replace(subject.indicators[0], target=target)
    days = tuple(
        replace(
            day,
            indicators=tuple(
                replace(item, plan=plan, reached=reached, cause=cause) if item.indicator == first.name else item
                for item in day.indicators
            ),
        )
        for day in subject.monitorings
    )
    found = lacks(
        "mof-2022-monitoring-project",
        with_work(replace(subject, indicators=(first, *subject.indicators[1:]), monitorings=days)),
    )

    assert any(first.name in message and "没有写偏差原因" in message for message in found) is asked


@pytest.mark.parametrize("points", [Decimal(-10), Decimal(5)])
def test_points_of_a_department_s_evaluation_make_up_a_hundred(points: Decimal) -> None:
    subject = work()
    assert subject.review is not None
    first, *rest = subject.review.items
    changed = replace(subject.review, items=(replace(first, points=first.points + points, score=Decimal(0)), *rest))
    names = [name for name in FORMS if builtin().stage_forms.by_id[name].stage == "department"]

    assert any(
        "分值合计是" in message
        for name in names
        for message in lacks(name, with_work(replace(subject, review=changed)))
    )
    assert not any("分值合计是" in message for name in names for message in lacks(name, year()))


def test_the_whole_is_not_added_to_its_projects() -> None:
    cycle = year()
    for form in (builtin().stage_forms.by_id[name] for name in FORMS):
        view = view_of(form, cycle)
        if form.stage == "summary":
            lines = view.lines("works")
            projects = [line for line, item in zip(lines, cycle.works, strict=True) if item.kind == "project"]
            assert view.added("works", lines) == projects
            assert 0 < len(projects) < len(lines)


@pytest.mark.parametrize("name", ["mof-2022-department-project", "shaanxi-2022-department-project"])
def test_a_report_has_a_cover_with_whose_it_is_and_when(name: str) -> None:
    form = builtin().stage_forms.by_id[name]
    lines = [
        block.text for block in printed_stage(View(year(), form, work())).blocks[:8] if isinstance(block, PrintedLine)
    ]

    assert [line.partition("：")[0] for line in lines[1:7]] == [
        *("项目名称", "项目单位", "主管部门", "评价年度", "评价机构", "评价日期"),
    ]
    assert all(line.partition("：")[2] for line in lines[1:7])
    bare = replace(work(), review=None)
    without = printed_stage(View(with_work(bare), form, bare)).blocks
    assert not any(isinstance(block, PrintedLine) and block.text.startswith("评价日期") for block in without)


TASKS = (  # three of the rows that Xi'an published, and what its form prints of them
    ("一般公共服务支出", "56", "56", "100.00%"),
    ("学前教育", "1292.55", "1263.33", "97.74%"),
    ("公立医院", "1700895.6", "1295897.69", "76.19%"),
)


def whole_with_tasks(**scores: Decimal | None) -> CycleWork:
    """The department as a whole with these tasks."""
    tasks = tuple(
        CycleTask(
            name=name,
            adjusted_fiscal=Decimal(budget) * 10_000,
            executed_fiscal=Decimal(spent) * 10_000,
            score=scores.get(name),
        )
        for name, budget, spent, _ in TASKS
    )
    whole = next(item for item in year().works if item.kind == "overall")
    return replace(whole, tasks=tasks, execution_score=None)


def test_a_form_by_tasks_prints_rates_and_asks_for_scores_that_nobody_published() -> None:
    form = builtin().stage_forms.by_id["shaanxi-2022-self-overall"]
    scores = {"学前教育": Decimal("3.2"), "公立医院": Decimal("2.5")}
    asked = [problem.message for problem in lacking(year(), form, whole_with_tasks())]
    done = whole_with_tasks(**scores)

    assert [name for name, *_ in TASKS[1:] if any(f"任务“{name}”" in text and "得分" in text for text in asked)] == [
        *scores
    ]
    assert not any("任务“" in problem.message for problem in lacking(year(), form, done))
    assert judged(done, form.template).execution.score == Decimal("9.03")  # 3.33 for all of it, and what the unit gave
    (table,) = printed_stage(View(year(), form, done)).blocks
    assert isinstance(table, PrintedTable)
    texts = [cell.slot.text for cell in table.cells]
    assert {rate for *_, rate in TASKS} <= set(texts)
    assert [text for text in texts if text in {"3.33", "3.34"}] == ["3.33", "3.33", "3.33", "3.34"]
    assert texts.count("总额") == 2 and "全年预算数（万元）" in texts
    assert texts[texts.index("金额合计") + 1 :][:9] == [
        *("1702244.15", "1702244.15", "", "1297217.02", "1297217.02", "", "10", "76.21%", "9.03"),
    ]


def test_the_example_is_summed_up_with_all_of_its_works() -> None:
    """As the guide has it: every work evaluated, each with its score, the projects added up."""
    assert lacks_nothing("mof-2022-summary-all")
    table = printed_stage(view_of(builtin().stage_forms.by_id["mof-2022-summary-all"], year())).blocks[0]
    assert isinstance(table, PrintedTable)
    printed = [cell.slot.text for cell in table.cells]

    assert [item.name for item in year().of_kind("project") if item.name not in printed] == []


def lacks_nothing(name: str) -> bool:
    form = builtin().stage_forms.by_id[name]
    return not [*lacking(year(), form, None)]
