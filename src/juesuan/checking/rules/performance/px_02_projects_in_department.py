"""PX-02 各项目的全年预算超过整体自评表.

The budgets of the projects are part of the department's, where there is one overall form. Source: 财预〔2020〕10号.
"""

from __future__ import annotations

from collections.abc import Iterator

from juesuan.checking.context import Context, not_applicable
from juesuan.checking.linear import equation_of, judge
from juesuan.checking.performance import performance_forms
from juesuan.checking.performance.project_money import project_amounts
from juesuan.model import Outcome

RULE = "PX-02"


def check(context: Context) -> Iterator[Outcome]:
    """One outcome for all project forms."""
    views = performance_forms(context, "PO")
    budgets = project_amounts(context, "adjusted")
    total = views[0].filled("total", "adjusted") if len(views) == 1 else None
    if total is None or budgets is None:
        yield not_applicable("没有唯一的整体自评表，或项目自评表缺少全年预算数")
    else:
        yield judge(equation_of(((1, total), *((-1, s) for s in budgets)), ">="), context)
