"""Indicators that lose points and the reason that must stand beside them.

Every indicator that loses points needs 偏差原因分析及改进措施. Stock words such as 无 or 完成 explain no loss. A form without the column is
reported by PO-21 and PP-13. One finding a form, listing the indicators.
"""

from __future__ import annotations

from collections.abc import Iterator

from juesuan.checking.context import Context, not_applicable, passed
from juesuan.checking.performance.views import IndicatorRow, performance_forms
from juesuan.model import Outcome, State, Term

__all__ = ["unexplained_losses"]

_SAYS_NOTHING = frozenset({"", "无", "无偏差", "完成", "已完成", "-", "—", "——", "/", "不适用"})
_LISTED = 4


def unexplained_losses(context: Context, kind: str) -> Iterator[Outcome]:
    """One outcome per form of the kind."""
    for view in performance_forms(context, kind):
        if "reason" not in view.form.columns or not any(row.score for row in view.rows):
            yield not_applicable(f"{view.name}没有得分或原因一栏")
            continue
        losing = [row for row in view.rows if row.loses_points]
        silent = [row for row in losing if _reason(row) in _SAYS_NOTHING]
        scores = [s for row in view.rows for s in row.statements("points", "score")]
        yield _missing(silent) if silent else passed(scores)


def _reason(row: IndicatorRow) -> str:
    return row.indicator.reason.text.strip("。") if row.indicator.reason is not None else ""


def _missing(rows: list[IndicatorRow]) -> Outcome:
    shown = "、".join(f"“{row.name}”（{_score(row)}）" for row in rows[:_LISTED])
    more = f"等 {len(rows)} 项指标" if len(rows) > _LISTED else ""
    message = f"{rows[0].view.name}中{shown}{more}没有得满分，但没有说明偏差原因和改进措施。"
    terms = tuple(Term.of(s) for row in rows for s in row.statements("score"))
    return Outcome(State.FAIL, terms=terms, message=message)


def _score(row: IndicatorRow) -> str:
    score, points = row.score, row.points
    return f"分值 {points.amount.raw} 得分 {score.amount.raw}" if points and score else ""
