"""What follows from the record of a work: its money, its rates and its scores, by the scoring of a form."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from decimal import Decimal

from msgspec import Struct
from msgspec.structs import replace

from juesuan.performance.cycle.record import (
    Approval,
    CycleWork,
    Expenditure,
    ManagedRow,
    ReviewItem,
    ReviewOfWork,
)
from juesuan.preparing.books import Target
from juesuan.preparing.rounding import percentage
from juesuan.preparing.scoring import Scored, scored_targets, shared
from juesuan.preparing.tasks import Marks, task_marks, together
from juesuan.standard.performance_templates import Template
from juesuan.standard.scoring import hundredths

__all__ = [
    "JudgedPart",
    "WorkResult",
    "by_level",
    "fund_rows",
    "judged",
    "latest_budget",
    "total_money",
]

_EXECUTION = "预算执行率"
_NONE, _WHOLE = Decimal(0), Decimal(100)
_STAGES = ("term", "initial", "adjusted", "executed")


class WorkResult(Struct, frozen=True):
    """The self-evaluation of a work.

    Attributes:
        rate: 执行率 in per cent; None where there is no budget.
        execution: of the execution rate. management: of the rows of the scored block. indicators: of the indicators, in order.
        total: 总分, without a score as long as not all of it is decided. grade: 等级.
    """

    rate: Decimal | None
    execution: Marks
    management: tuple[Marks, ...]
    indicators: tuple[Scored, ...]
    total: Marks
    grade: str


def total_money(work: CycleWork) -> Expenditure:
    """All sources together; the budget of the year is that of the last decision, where the sources do not give it."""
    sums = {stage: together([getattr(money, stage) for money in _through_term(work).values()]) for stage in _STAGES}
    if sums["adjusted"] is None:
        decided = latest_budget(work)
        sums["adjusted"] = decided if decided is not None else sums["initial"]
    return Expenditure(**sums)


def _through_term(work: CycleWork) -> Mapping[str, Expenditure]:
    """The money by source; of a work of one year, which has no goal of its term, the budget of the year is that of the term."""
    if work.term_goal or any(money.term is not None for money in work.funds.values()):
        return {str(source): money for source, money in work.funds.items()}
    return {source: replace(money, term=money.initial) for source, money in work.funds.items()}


def latest_budget(work: CycleWork, until: datetime.date | None = None) -> Decimal | None:
    """The budget that was decided last, up to a day; None when none was."""
    decided: list[Approval] = [
        item for item in work.approvals if item.amount is not None and (until is None or item.date <= until)
    ]
    return max(decided, key=lambda item: item.date).amount if decided else None


def fund_rows(work: CycleWork) -> Mapping[str, Expenditure]:
    """The rows that blocks of funds have: the total, each source, and what is not fiscal in one."""
    zero = Expenditure(term=_NONE, initial=_NONE, adjusted=_NONE, executed=_NONE)
    funds = _through_term(work)
    rest = [money for source, money in funds.items() if source != "fiscal"]
    other = (
        Expenditure(**{stage: together([getattr(money, stage) for money in rest]) for stage in _STAGES})
        if rest
        else zero
    )
    rows: dict[str, Expenditure] = dict.fromkeys(("fiscal", "special", "own", "carryover"), zero)
    rows["none"] = Expenditure()
    rows |= dict(funds)
    total = total_money(work)
    if total.adjusted is not None and set(funds) == {"fiscal"} and rows["fiscal"].adjusted is None:
        rows["fiscal"] = total
    return {**rows, "other": other, "total": total}


def judged(work: CycleWork, template: Template) -> WorkResult:
    """The scores of a work as the template gives them; what the unit scored itself stays as it is."""
    money = total_money(work)
    executed, budget = money.executed, money.adjusted
    rate = percentage(executed, budget) if executed is not None and budget else None
    points = template.weights.get(_EXECUTION, _NONE)
    share = 100 * executed / budget if executed is not None and budget else None
    due = template.scoring.executed(points, share)
    # By a rule that nobody published only the whole has its full points: anything less is for the unit to say.
    unknown = template.scoring.execution is None and share is not None and share < _WHOLE
    reckoned = None if executed is None or unknown else due if due == points else hundredths(due)
    by_tasks = [marks.score for marks in task_marks(work.tasks, points)] if unknown else []
    if by_tasks and None not in by_tasks:  # the place gives its points by tasks
        reckoned = together(by_tasks)
    execution = Marks(points, reckoned if work.execution_score is None else work.execution_score)
    block = template.management
    names = [item.name for item in block.items] if block is not None else []
    own = {row.name: row for row in work.managed}
    shares = shared(template.management_points, len(names)) if names else []
    management = tuple(_managed(own.get(name), share) for name, share in zip(names, shares, strict=True))
    indicators = tuple(
        scored_targets([_target(work, index) for index in range(len(work.indicators))], template, work.rates)
    )
    scores = [
        execution.score or _NONE,
        *(row.score or _NONE for row in management),
        *(item.score for item in indicators),
    ]
    is_decided = execution.score is not None and all(item.actual for item in indicators)
    total = Marks(
        together([execution.points, *(row.points for row in management), *(item.points for item in indicators)]),
        sum(scores, _NONE) if is_decided else None,
    )
    grade = template.grade(total.score) if total.score is not None else ""
    return WorkResult(rate, execution, management, indicators, total, grade)


def _managed(row: ManagedRow | None, share: Decimal) -> Marks:
    """A row of the scored block: full points, unless the unit gave others."""
    points = share if row is None or row.points is None else row.points
    return Marks(points, points if row is None or row.score is None else row.score)


class JudgedPart(Struct, frozen=True):
    """The 部门评价: points, score, and the share of it in per cent (得分率)."""

    points: Decimal
    score: Decimal

    @property
    def rate(self) -> Decimal | None:
        """得分率 in per cent."""
        return percentage(self.score, self.points) if self.points else None


def by_level(review: ReviewOfWork) -> Mapping[str, JudgedPart]:
    """The 部门评价 by first level, and in all under the empty name."""
    names = ["", *dict.fromkeys(item.level1 for item in review.items)]
    parts = {name: [item for item in review.items if name in {"", item.level1}] for name in names}
    return {name: _judged(items) for name, items in parts.items()}


def _judged(items: Sequence[ReviewItem]) -> JudgedPart:
    return JudgedPart(sum((item.points for item in items), _NONE), sum((item.score for item in items), _NONE))


def _target(work: CycleWork, index: int) -> Target:
    item = work.indicators[index]
    levels = (item.level1, item.level2, item.name)
    return Target(levels, item.target, item.actual, item.reason, item.points, item.score)
