"""The record of a year's performance cycle: every project, and the work as a whole, through all stages with their dates.

Nothing here is computed but what a target says of itself: scores, rates and totals follow from the record
(:mod:`juesuan.performance.cycle.results`). Money is in yuan. A text that is not known is empty, a number or date None.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from decimal import Decimal
from typing import Literal

from msgspec import Struct

from juesuan.model.spelling import normalise
from juesuan.standard.quantity import Quantity, parse_quantity

__all__ = [
    "Application",
    "Approval",
    "Cycle",
    "CycleIndicator",
    "CycleTask",
    "CycleWork",
    "Expenditure",
    "ManagedRow",
    "Monitored",
    "Monitoring",
    "ReviewItem",
    "ReviewOfWork",
]


class _RecordPart(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True, omit_defaults=True):
    """A part of the record; every kind of them is a subclass."""


class Expenditure(_RecordPart, frozen=True, kw_only=True):
    """Money from one source, in yuan.

    Attributes:
        term: of the whole 项目期. initial: 年初预算数. adjusted: 全年预算数. executed: 全年执行数.
    """

    term: Decimal | None = None
    initial: Decimal | None = None
    adjusted: Decimal | None = None
    executed: Decimal | None = None


class CycleTask(_RecordPart, frozen=True, kw_only=True):
    """One of the 年度主要任务: what it is, what became of it, and its money in yuan, of 财政拨款 and 其他资金.

    Attributes:
        fiscal, other: the budget at the beginning. adjusted_fiscal, adjusted_other: 全年预算数; None: as at the beginning.
        executed_fiscal, executed_other: 全年执行数. points, score: of its execution, as the unit gave them; None: see
            :func:`juesuan.preparing.tasks.task_marks`.
    """

    name: str
    content: str = ""
    result: str = ""
    fiscal: Decimal | None = None
    other: Decimal | None = None
    adjusted_fiscal: Decimal | None = None
    adjusted_other: Decimal | None = None
    executed_fiscal: Decimal | None = None
    executed_other: Decimal | None = None
    points: Decimal | None = None
    score: Decimal | None = None


class ManagedRow(_RecordPart, frozen=True, kw_only=True):
    """What the unit gave itself for a row of a scored block that is no indicator; None: its share, the full points.

    ``shortcoming``: 存在问题和改进措施.
    """

    name: str
    points: Decimal | None = None
    score: Decimal | None = None
    shortcoming: str = ""


class CycleIndicator(_RecordPart, frozen=True, kw_only=True):
    """A performance indicator from its target to its score.

    Attributes:
        level1, level2, level3: 一级, 二级, 三级 names; the deepest one given names it.
        target: 年度指标值 with operator and unit as printed (``≥90%``). term_target: that of the whole 项目期.
        points: 分值; None shares those of its block. evidence: 证据来源. method: 计分办法 in words.
        actual: 实际完成值. score: 得分 as the unit gave it; None: by the rule. reason: 偏差原因分析及改进措施.
    """

    level1: str
    level2: str = ""
    level3: str = ""
    target: str
    term_target: str = ""
    points: Decimal | None = None
    evidence: str = ""
    method: str = ""
    actual: str = ""
    score: Decimal | None = None
    reason: str = ""

    @property
    def name(self) -> str:
        """What it is called."""
        return self.level3 or self.level2 or self.level1

    @property
    def quantity(self) -> Quantity | None:
        """Its target as operator, number and unit; None where it is qualitative."""
        return parse_quantity(normalise(self.target))


class Approval(_RecordPart, frozen=True, kw_only=True):
    """A decision on goals or budget: 批复 or 调整.

    Attributes:
        date, kind, document: when, what, by which 文号.
        amount: the budget from then on, in yuan. subject, before, after: an indicator whose target was changed.
        note: why.
    """

    date: datetime.date
    kind: Literal["批复", "调整"]
    document: str = ""
    amount: Decimal | None = None
    subject: str = ""
    before: str = ""
    after: str = ""
    note: str = ""


class Monitored(_RecordPart, frozen=True, kw_only=True):
    """An indicator on a day of monitoring.

    Attributes:
        indicator: its name. plan: what should have been reached by then. reached: what was.
        likely: what the year will probably bring. chance: 完成目标可能性.
        cause: 偏差原因. remedy: 纠偏措施.
    """

    indicator: str
    plan: str = ""
    reached: str = ""
    likely: str = ""
    chance: str = ""
    cause: str = ""
    remedy: str = ""


class Monitoring(_RecordPart, frozen=True, kw_only=True):
    """A day of monitoring: money executed by then and probably by the end of the year, in yuan, and the indicators."""

    date: datetime.date
    executed: Decimal | None = None
    likely: Decimal | None = None
    indicators: tuple[Monitored, ...] = ()


class ReviewItem(_RecordPart, frozen=True, kw_only=True):
    """A line of the 部门评价: what was judged (决策, 过程, 产出, 效益), of how many points, with which score, on what ground."""

    level1: str
    level2: str = ""
    level3: str = ""
    points: Decimal
    score: Decimal
    ground: str = ""


class ReviewOfWork(_RecordPart, frozen=True, kw_only=True):
    """The 部门评价 of a project.

    Attributes:
        date, evaluator: when and by whom. items: the scores.
        texts: the report by its parts: background, method, conclusion, analysis, experience, problems, suggestions, other.
    """

    date: datetime.date | None = None
    evaluator: str = ""
    items: tuple[ReviewItem, ...] = ()
    texts: Mapping[str, str] = {}


class Application(_RecordPart, frozen=True, kw_only=True):
    """What is drawn from a result: a problem, what is done about it, and what it means for the budget.

    Attributes:
        owner, due: by whom, until when. consequence: 预算安排意见; amount: of money, in yuan.
        done: how far it is; done_date: since when.
    """

    problem: str
    measure: str = ""
    owner: str = ""
    due: datetime.date | None = None
    consequence: str = ""
    amount: Decimal | None = None
    done: Literal["", "已落实", "正在落实", "未落实"] = ""
    done_date: datetime.date | None = None


class CycleWork(_RecordPart, frozen=True, kw_only=True):
    """A project, or the work of the department as a whole, through the year.

    Attributes:
        name, kind: of a project its name; of the whole that of the department.
        code: 部门预算编码 or 项目编码. authority, implementer: 主管部门, 实施单位. category, attribute, type: 项目类别, 项目属性
            (新增, 延续), 项目类型. term: 项目期. term_goal: 实施期目标.
        declared, evaluated: days of 目标申报 and 自评.
        funds: by source: ``fiscal`` ``special`` ``own``. goal, result: 年度目标 and its 完成情况.
        content: 项目实施内容及过程. execution_score, execution_reason: 执行率得分 as the unit gave it, 执行偏差或预算调整原因.
        conclusion, problems, remedies: 评价结论, 存在问题, 改进措施 of the form. lead, finance_lead: 项目负责人, 财务负责人.
        management: what a scored block that is no indicator says, by row. managed: the points of its rows, where they are not full.
        rates: actual values that the accounts give, by name of the indicator.
    """

    name: str
    kind: Literal["project", "overall"] = "project"
    code: str = ""
    authority: str = ""
    implementer: str = ""
    category: str = ""
    attribute: str = ""
    type: str = ""
    term: str = ""
    term_goal: str = ""
    declared: datetime.date | None = None
    evaluated: datetime.date | None = None
    funds: Mapping[Literal["fiscal", "special", "own"], Expenditure] = {}
    goal: str = ""
    result: str = ""
    tasks: tuple[CycleTask, ...] = ()
    indicators: tuple[CycleIndicator, ...] = ()
    management: Mapping[str, str] = {}
    managed: tuple[ManagedRow, ...] = ()
    content: str = ""
    execution_score: Decimal | None = None
    execution_reason: str = ""
    conclusion: str = ""
    problems: str = ""
    remedies: str = ""
    lead: str = ""
    finance_lead: str = ""
    rates: Mapping[str, str] = {}
    approvals: tuple[Approval, ...] = ()
    monitorings: tuple[Monitoring, ...] = ()
    review: ReviewOfWork | None = None
    applications: tuple[Application, ...] = ()

    @property
    def called(self) -> str:
        """How the sheets of the workbook call it."""
        return "整体绩效" if self.kind == "overall" else self.name


class Cycle(_RecordPart, frozen=True, kw_only=True):
    """A department's year: who, where, which, and its works, the overall one first if there is one."""

    unit: str
    level: Literal["部门", "单位"] = "部门"
    place: str = ""
    year: int
    works: tuple[CycleWork, ...] = ()

    def of_kind(self, kind: str) -> tuple[CycleWork, ...]:
        """The works of a kind."""
        return tuple(work for work in self.works if work.kind == kind)
