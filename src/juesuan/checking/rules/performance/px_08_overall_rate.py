"""PX-08 整体执行率低于全部项目.

A department cannot execute worse than all its projects unless the basic part explains it. A matter of judgement, so a note.
"""

from __future__ import annotations

from collections.abc import Iterator

from juesuan.checking.context import Context, not_applicable, passed
from juesuan.checking.performance import only_overall, project_forms
from juesuan.checking.performance.counted_projects import PARTLY, tells_part
from juesuan.model import Outcome, Severity, State, Term

RULE = "PX-08"
LIMITS = True


def check(context: Context) -> Iterator[Outcome]:
    """One outcome for the overall form."""
    overall, projects = only_overall(context), project_forms(context)
    stated = overall.filled("total", "rate") if overall is not None else None
    rates = [rate for view in projects if (rate := view.filled("total", "rate")) is not None]
    if projects and tells_part(context):
        yield not_applicable(PARTLY)
    elif stated is None or len(rates) < len(projects) or not rates:
        yield not_applicable("没有整体和各项目的执行率")
    elif stated.value < min(rate.value for rate in rates):
        lowest = min(rates, key=lambda rate: rate.value)
        message = (
            f"整体执行率 {stated.amount.raw} 低于所附全部项目的执行率（最低 {lowest.amount.raw}），请核实基本支出部分。"
        )
        yield Outcome(State.FAIL, terms=(Term.of(stated), Term.of(lowest, -1)), message=message, severity=Severity.INFO)
    else:
        yield passed([stated, *rates])
