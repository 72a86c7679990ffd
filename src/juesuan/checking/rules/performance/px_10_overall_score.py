"""PX-10 整体得分明显高于各项目.

The department's grade should not be better than that of the projects' mean, weighted by money. A matter of judgement, so a note. Source:
部门决算编审惯例.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from juesuan.checking.context import Context, not_applicable, passed
from juesuan.checking.performance import only_overall, project_forms
from juesuan.model import Outcome, Severity, State, Term

RULE = "PX-10"
LIMITS = True


def check(context: Context) -> Iterator[Outcome]:
    """One outcome for the overall form."""
    overall = only_overall(context)
    score = overall.filled("sum", "score") if overall is not None else None
    pairs = [(view.filled("sum", "score"), view.filled("total", "executed")) for view in project_forms(context)]
    known = [(s, m) for s, m in pairs if s is not None and m is not None and m.value > 0]
    if overall is None or score is None or not known or len(known) < len(pairs):
        yield not_applicable("没有整体和各项目的总分")
        return
    weight = sum((money.value for _, money in known), Decimal(0))
    mean = sum((s.value * money.value for s, money in known), Decimal(0)) / weight
    if score.value > mean and overall.template.grade(score.value) != overall.template.grade(mean):
        message = f"整体自评 {score.amount.raw} 分，所附项目按资金加权平均为 {mean.quantize(Decimal('0.01'))} 分，高一个等级以上。"
        terms = (Term.of(score), *(Term.of(s, -1) for s, _ in known))
        yield Outcome(State.FAIL, terms=terms, message=message, severity=Severity.INFO)
    else:
        yield passed([score, *(s for s, _ in known)])
