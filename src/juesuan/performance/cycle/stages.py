"""What a stage must have before its form is printed: what is lacking is said with the sheet where it belongs, and nothing is made up."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise

from juesuan.model import Place, Problem
from juesuan.model.spelling import normalise
from juesuan.performance.cycle.record import Cycle, CycleWork, Monitored, Monitoring
from juesuan.performance.cycle.results import judged, latest_budget, total_money
from juesuan.performance.cycle.shown import day
from juesuan.preparing.tasks import task_marks, task_money
from juesuan.preparing.workbook.values import nearest
from juesuan.standard.quantity import parse_quantity
from juesuan.standard.stage_forms import StageForm

__all__ = ["lacking", "monitoring_of", "unordered"]

_GOALS = "绩效目标申报"
_TARGETS = "绩效指标"
_MONITORED = "绩效监控"
_MONEY = "绩效监控资金"
_REVIEW = "部门评价评分"
_REPORT = "部门评价报告"
_APPLIED = "评价结果应用"
_PROJECTS = "项目"
_TASKS = "年度任务"
_HUNDRED = Decimal(100)
_WAN = 10_000


def _said(sheet: str, message: str) -> Problem:
    return Problem(message, Place(sheet=sheet))


def monitoring_of(work: CycleWork, date: datetime.date | None = None) -> Monitoring | None:
    """The monitoring of a day, or the last one."""
    days = [item for item in work.monitorings if date is None or item.date == date]
    return max(days, key=lambda item: item.date, default=None)


def lacking(
    cycle: Cycle, form: StageForm, work: CycleWork | None, date: datetime.date | None = None
) -> Iterator[Problem]:
    """Everything that the form of a stage needs and the record does not have, and dates that cannot be."""
    if work is None:
        yield from _lists(cycle, form)
        return
    yield from unordered(work)
    if form.stage == "department":
        yield from _review(work)
        return
    yield from _goals(work, form)
    if form.stage == "monitoring":
        yield from _monitoring(work, date)
    if form.stage == "self":
        yield from _tasks(work, form)
        yield from _results(work, form)


def _goals(work: CycleWork, form: StageForm) -> Iterator[Problem]:
    """What is set at the beginning: all later stages need it, too."""
    whole = f"“{work.called}”"
    if form.stage == "goals" and work.declared is None:
        yield _said(_GOALS, f"{whole}没有填申报日期")
    if not work.goal:
        yield _said(_PROJECTS if work.kind == "project" else "整体目标", f"{whole}没有填预期目标")
    if not work.indicators:
        yield _said(_TARGETS, f"{whole}没有绩效指标")
    for item in work.indicators:
        if not item.target:
            yield _said(_TARGETS, f"{whole}指标“{item.name}”没有填年度指标值")
    money = total_money(work)
    if money.initial is None:
        yield _said(_PROJECTS if work.kind == "project" else "整体绩效", f"{whole}没有填年初预算数")
    printed = {column.key for block in form.data.blocks if block.each == "funds" for column in block.columns}
    if "term" in printed and money.initial is not None and money.term is None:
        yield _said(_GOALS, f"{whole}有实施期目标，没有填实施期资金")
    if form.stage == "monitoring" and not any(item.kind == "批复" for item in work.approvals):
        yield _said("绩效批复与调整", f"{whole}的目标还没有批复：没有“批复”一行")
    decided = latest_budget(work)
    given = [item.adjusted for item in work.funds.values() if item.adjusted is not None]
    if form.stage == "self" and decided is not None and given and sum(given) != decided:
        yield _said(
            "绩效批复与调整",
            f"{whole}最后一次批复或调整后的预算是{decided:f}元，“项目”表填的全年预算数合计是{sum(given):f}元，两处不一致",
        )


def _prints_task_money(form: StageForm) -> bool:
    """Whether the form has budget, execution and score by tasks."""
    return any(
        column.key == "executed_total"
        for block in form.data.blocks
        if block.each == "tasks"
        for column in block.columns
    )


def _tasks(work: CycleWork, form: StageForm) -> Iterator[Problem]:
    """What a form prints of each task: its money, and the score of its execution where no published rule gives it."""
    if not _prints_task_money(form):
        return
    if not work.tasks:
        yield _said(_TASKS, f"“{work.called}”没有填年度主要任务，当地的表按任务列预算、执行和得分")
    each = task_marks(work.tasks, form.template.execution_points)
    scores = [marks.score for marks in each if marks.score is not None]
    if work.execution_score is not None and len(scores) == len(each) and sum(scores) != work.execution_score:
        yield _said(
            _TASKS,
            f"各项任务的得分合计是{sum(scores):f}分，另填的执行率得分（“绩效自评补充”或“自评表照填”）是{work.execution_score:f}分，两处不一致",
        )
    for task, marks in zip(work.tasks, each, strict=True):
        money = task_money(task)
        if money.budget is None or money.spent is None:
            yield _said(_TASKS, f"任务“{task.name}”没有填全年预算数或全年执行数")
        elif money.spent > money.budget:
            yield _said(
                _TASKS, f"任务“{task.name}”的全年执行数{money.spent:f}元大于全年预算数{money.budget:f}元，请核对"
            )
        elif marks.score is None:
            yield _said(_TASKS, f"任务“{task.name}”的执行率不到100%，怎样计分没有公布，程序不算，请填“得分”")


def _monitoring(work: CycleWork, date: datetime.date | None) -> Iterator[Problem]:
    whole, found = f"“{work.called}”", monitoring_of(work, date)
    if found is None:
        when = f"{day(date)}的" if date else ""
        days = "、".join(day(item.date) for item in work.monitorings)
        yield _said(_MONITORED, f"{whole}没有{when}监控数据" + (f"，有的是：{days}" if days else ""))
        return
    if found.executed is None:
        yield _said(_MONEY, f"{whole}没有填{day(found.date)}的累计执行数")
    yield from _executed(work, found)
    seen = {item.indicator: item for item in found.indicators}
    open_names = [item.name for item in work.indicators if item.name not in seen]
    strange = {name: nearest(name, open_names) for name in seen if name not in {item.name for item in work.indicators}}
    for item in work.indicators:
        if any(f"“{item.name}”" in hint for hint in strange.values()):
            continue  # said of the name that is meant for it
        if item.name not in seen or not seen[item.name].reached:
            yield _said(_MONITORED, f"{whole}指标“{item.name}”没有填{day(found.date)}的执行情况")
        elif not seen[item.name].cause and _is_behind(item.target, seen[item.name]):
            one = seen[item.name]
            yield _said(
                _MONITORED,
                f"{whole}指标“{item.name}”{day(found.date)}执行{one.reached}，没有达到计划{one.plan}，没有写偏差原因",
            )
    for name, hint in strange.items():
        yield _said(_MONITORED, f"{whole}没有名为“{name}”的指标。{hint}请与“{_TARGETS}”表中的名称一致")


def _executed(work: CycleWork, found: Monitoring) -> Iterator[Problem]:
    """Money of a day that cannot be: more than the budget, or so little that it was given in ten thousands."""
    decided = latest_budget(work, found.date)
    budget = decided if decided is not None else total_money(work).adjusted
    if not found.executed or not budget:
        return
    what = f"“{work.called}”{day(found.date)}的累计执行数是{found.executed:f}元"
    if found.executed > budget:
        yield _said(_MONEY, f"{what}，大于预算数{budget:f}元，请核对；预算有调整的填在“绩效批复与调整”")
    elif found.executed * _WAN <= budget:
        yield _said(_MONEY, f"{what}，不到预算数{budget:f}元的万分之一，像是按万元填的，请按元填")


def _is_behind(target: str, seen: Monitored) -> bool:
    """Whether an indicator has not reached what was planned for the day; what is no quantity is not judged."""
    wanted, plan, reached = (parse_quantity(normalise(text)) for text in (target, seen.plan, seen.reached))
    if plan is None or reached is None or not plan.comparable(reached):
        return False
    value = reached.aligned(plan).value
    operator = plan.operator or (wanted.operator if wanted is not None else "")
    return value > plan.value if operator in {"<", "<="} else value < plan.value


def _results(work: CycleWork, form: StageForm) -> Iterator[Problem]:
    template = form.template
    whole = f"“{work.called}”"
    if not work.result:
        yield _said(_PROJECTS if work.kind == "project" else "整体目标", f"{whole}没有填实际完成情况")
    if total_money(work).executed is None:
        yield _said(_PROJECTS if work.kind == "project" else "支出", f"{whole}没有填全年执行数")
    result = judged(work, template)
    by_tasks = _prints_task_money(form) and bool(work.tasks)
    if result.execution.score is None and total_money(work).executed is not None and not by_tasks:
        yield _said(
            "绩效自评补充",
            f"{whole}的执行率不到100%，{template.title}怎样给执行率计分没有公布，程序不算，请填“执行率得分”",
        )
    for item, scored in zip(work.indicators, result.indicators, strict=True):
        if not scored.actual:
            yield _said(_TARGETS, f"{whole}指标“{item.name}”没有填实际完成值")
        elif scored.score < scored.points and not item.reason:
            yield _said(_TARGETS, f"{whole}指标“{item.name}”扣了分，没有写偏差原因分析及改进措施")
    if template.management is not None and work.kind == "project":
        for row in template.management.items:
            if not work.management.get(row.name):
                yield _said(_PROJECTS, f"{whole}没有填“{template.management.label}”的“{row.name}”")
    if result.total.points is not None and result.total.points != _HUNDRED:
        yield _said(
            _TARGETS, f"{whole}的分值合计是{result.total.points:f}分，应为100分。请填“分值”，或按当地的分值设指标"
        )


def _review(work: CycleWork) -> Iterator[Problem]:
    whole, review = f"“{work.called}”", work.review
    if review is None or not review.items:
        yield _said(_REVIEW, f"{whole}没有部门评价的评分")
        return
    for item in review.items:
        if item.score > item.points:
            yield _said(
                _REVIEW,
                f"{whole}“{item.level3 or item.level2 or item.level1}”得分{item.score:f}高于分值{item.points:f}",
            )
    points = sum((item.points for item in review.items), Decimal(0))
    if points != _HUNDRED:
        yield _said(_REVIEW, f"{whole}的分值合计是{points:f}分，应为100分")
    if review.date is None:
        yield _said(_REPORT, f"{whole}没有填评价日期")
    for key, word in (("background", "基本情况"), ("problems", "存在的问题"), ("suggestions", "有关建议")):
        if not review.texts.get(key):
            yield _said(_REPORT, f"{whole}没有写“{word}”")


def _lists(cycle: Cycle, form: StageForm) -> Iterator[Problem]:
    if form.stage == "application" and not any(work.applications for work in cycle.works):
        yield _said(_APPLIED, "没有一条评价结果应用")
    if form.stage == "summary" and not cycle.works:
        yield _said(_PROJECTS, "没有一个项目")
    for work in cycle.works:
        if form.stage == "summary" and work.evaluated is None:
            yield _said(_GOALS, f"“{work.called}”没有填自评日期：还没有自评的不能汇总")
        if form.stage == "summary" or work.applications:
            yield from _undecided(work)
    for work in cycle.works:
        yield from unordered(work)


def _undecided(work: CycleWork) -> Iterator[Problem]:
    """What the score of a work lacks, without which a list must not print one."""
    for item in work.indicators:
        if not item.actual and item.name not in work.rates:
            yield _said(_TARGETS, f"“{work.called}”指标“{item.name}”没有填实际完成值")
    if total_money(work).executed is None:
        yield _said(_PROJECTS if work.kind == "project" else "支出", f"“{work.called}”没有填全年执行数")


def unordered(work: CycleWork) -> Iterator[Problem]:
    """Dates that stand the wrong way round: a year goes from goals to approval, monitoring, evaluation and what is drawn from it."""
    days = [
        ("申报", work.declared),
        *(((item.kind), item.date) for item in sorted(work.approvals, key=lambda item: item.date)),
    ]
    first = next((item for item in days if item[0] == "批复"), None)
    steps = [("申报", work.declared), *([first] if first else [])]
    steps += [("监控", item.date) for item in sorted(work.monitorings, key=lambda item: item.date)]
    steps += [("自评", work.evaluated), ("部门评价", work.review.date if work.review else None)]
    known = [(name, date) for name, date in steps if date is not None]
    for (before, early), (after, late) in pairwise(known):
        if late < early:
            yield _said(_GOALS, f"“{work.called}”的{after}日期（{day(late)}）早于{before}日期（{day(early)}），请核对")
    for item in work.applications:
        if item.done_date is not None and work.evaluated is not None and item.done_date < work.evaluated:
            yield _said(
                _APPLIED,
                f"“{work.called}”问题“{item.problem}”的完成日期（{day(item.done_date)}）早于自评日期（{day(work.evaluated)}）",
            )
