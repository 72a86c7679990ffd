"""The year's tasks with their money, where a place prints budget, execution and its score by tasks: what each comes to and gets."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import ROUND_DOWN, Decimal
from typing import Protocol

from msgspec import Struct

from juesuan.preparing.rounding import percentage

__all__ = ["FundedTask", "Marks", "TaskMoney", "have_money", "task_marks", "task_money", "together"]

_CENT = Decimal("0.01")


class FundedTask(Protocol):
    """A task with its money in yuan, of 财政拨款 and 其他资金, and what the unit gave it; None where nothing is said.

    ``fiscal``, ``other``: the budget at the beginning; an adjusted one takes its place.
    """

    @property
    def fiscal(self) -> Decimal | None: ...  # noqa: D102
    @property
    def other(self) -> Decimal | None: ...  # noqa: D102
    @property
    def adjusted_fiscal(self) -> Decimal | None: ...  # noqa: D102
    @property
    def adjusted_other(self) -> Decimal | None: ...  # noqa: D102
    @property
    def executed_fiscal(self) -> Decimal | None: ...  # noqa: D102
    @property
    def executed_other(self) -> Decimal | None: ...  # noqa: D102
    @property
    def points(self) -> Decimal | None: ...  # noqa: D102
    @property
    def score(self) -> Decimal | None: ...  # noqa: D102


class Marks(Struct, frozen=True):
    """Points and score of something; None where it has none."""

    points: Decimal | None
    score: Decimal | None


class TaskMoney(Struct, frozen=True):
    """The money of a task: budget and execution of the year by source, and in all; None where nothing is said."""

    adjusted: tuple[Decimal | None, Decimal | None]
    executed: tuple[Decimal | None, Decimal | None]

    @property
    def budget(self) -> Decimal | None:
        """In all."""
        return together(self.adjusted)

    @property
    def spent(self) -> Decimal | None:
        """In all."""
        return together(self.executed)

    @property
    def rate(self) -> Decimal | None:
        """执行率 in per cent."""
        return percentage(self.spent, self.budget) if self.spent is not None and self.budget else None


def task_money(task: FundedTask) -> TaskMoney:
    """The money of a task; a budget that was not adjusted is that of the beginning."""
    fiscal = task.fiscal if task.adjusted_fiscal is None else task.adjusted_fiscal
    other = task.other if task.adjusted_other is None else task.adjusted_other
    return TaskMoney((fiscal, other), (task.executed_fiscal, task.executed_other))


def have_money(tasks: Sequence[FundedTask]) -> bool:
    """Whether anything is said of what was spent on tasks."""
    return any(task_money(task).spent is not None for task in tasks)


def task_marks(tasks: Sequence[FundedTask], whole: Decimal) -> tuple[Marks, ...]:
    """Points and scores of the execution by tasks: its points (``whole``) shared in hundredths, the last one takes the rest; what was
    executed in full has all of them. Of less nobody published a rule: the unit says it.
    """
    if not tasks:
        return ()
    each = (whole / len(tasks)).quantize(_CENT, ROUND_DOWN)
    shares = [each] * (len(tasks) - 1) + [whole - each * (len(tasks) - 1)]
    found = []
    for task, share in zip(tasks, shares, strict=True):
        points, money = share if task.points is None else task.points, task_money(task)
        is_whole = money.spent is not None and money.budget is not None and money.spent >= money.budget
        found.append(Marks(points, task.score if task.score is not None or not is_whole else points))
    return tuple(found)


def together(values: Sequence[Decimal | None]) -> Decimal | None:
    """The sum of what is said; None where nothing is."""
    given = [value for value in values if value is not None]
    return sum(given, Decimal(0)) if given else None
