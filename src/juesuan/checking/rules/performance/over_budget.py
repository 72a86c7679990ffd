"""PO-03, PP-03 全年执行数不超过全年预算数.

Money that was spent was budgeted at the latest when the budget of the year was adjusted; a larger execution means that one of the two
numbers is wrong. Rows that repeat the figures of the total (财政拨款 as the only source) are one finding with it. A blank budget is
reported by the sum of the sources.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from juesuan.checking.context import Context, undecidable
from juesuan.checking.linear import Instance, judge
from juesuan.checking.performance import FormView, performance_forms
from juesuan.model import Outcome, Statement


def _check(kind: str, context: Context) -> Iterator[Outcome]:
    for view in performance_forms(context, kind):
        for adjusted, executed in _pairs(view):
            if adjusted.is_blank:
                yield undecidable(f"“{adjusted.label}”没有填写")
            else:
                yield judge(Instance(((1, executed), (-1, adjusted)), "<="), context)


def _pairs(view: FormView) -> Iterator[tuple[Statement, Statement]]:
    """Budget and execution of every row, equal pairs once."""
    seen = set()
    for _, (adjusted, executed) in view.rows_with("adjusted", "executed"):
        figures = (adjusted.amount.raw, executed.amount.raw)
        if figures not in seen:
            seen.add(figures)
            yield adjusted, executed


RULES = {"PO-03": partial(_check, "PO"), "PP-03": partial(_check, "PP")}
