"""The year's tasks as the overall self-evaluation tells them."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

__all__ = ["AnnualTask"]


@dataclass(frozen=True, slots=True)
class AnnualTask:
    """One of the 年度主要任务: name, content and what became of it; and its money, for the places that print it by tasks.

    Attributes:
        fiscal, other: the budget in yuan at the beginning, of 财政拨款 and 其他资金. adjusted_fiscal, adjusted_other: 全年预算数; None: as
            at the beginning. executed_fiscal, executed_other: 全年执行数. points, score: of its execution, as the unit gave them; None:
            see :func:`juesuan.preparing.tasks.task_marks`.
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
