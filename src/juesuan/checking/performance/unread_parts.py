"""What of a performance form was not read: parts that nobody knows, and parts that every form has and this one does not.

A form by itself has no accounts that would miss them: without a word it would be judged by the rest alone.
"""

from __future__ import annotations

from collections.abc import Iterator

from juesuan.checking.context import Context
from juesuan.checking.performance.views import FormView, performance_forms
from juesuan.model import Problem

__all__ = ["unread_evaluations"]

_MONEY = {"adjusted": "全年预算数", "executed": "全年执行数"}
_LISTED = 4


def unread_evaluations(context: Context) -> Iterator[Problem]:
    """Each such part with its form and place, in Chinese."""
    for view in performance_forms(context, ""):
        if view.form.unknown:
            names = "、".join(f"“{field.text}”" for field in view.form.unknown[:_LISTED])
            more = f"等 {len(view.form.unknown)} 处" if len(view.form.unknown) > _LISTED else ""
            message = f"{view.name}中{names}{more}没有认出是什么，那里的数没有核对"
            yield Problem(message, view.form.unknown[0].place)
        missing = list(_missing(view))
        if missing:
            yield Problem(f"{view.name}没有读到{'、'.join(missing)}，表可能不完整", view.form.place)


def _missing(view: FormView) -> Iterator[str]:
    """The parts of every form that are not there."""
    rows = {row for row, _ in view.cells}
    yield from (name for key, name in _MONEY.items() if rows and view.cell("total", key) is None)
    if not view.rows:
        yield "绩效指标"
    elif not view.is_complete:
        yield "总分"
