"""PX-12 项目自评全部满分.

Where three projects or more were evaluated and none of them has lost a point, the evaluation tells the good from the bad nowhere: targets are
too easy, or nobody has judged. A matter of judgement, so a note. Forms without 总分 and weights are passed over. Source: 财预〔2020〕10号.
"""

from __future__ import annotations

from collections.abc import Iterator

from juesuan.checking.context import Context, not_applicable, passed
from juesuan.checking.performance import performance_forms
from juesuan.model import Outcome, State, Term

RULE = "PX-12"

_SEVERAL = 3


def check(context: Context) -> Iterator[Outcome]:
    """One outcome for all project forms."""
    views = performance_forms(context, "PP")
    pairs = [
        (points, score)
        for view in views
        if (points := view.cell("sum", "points")) and (score := view.cell("sum", "score"))
    ]
    if len(pairs) < _SEVERAL or len(pairs) < len(views):
        yield not_applicable("项目自评表不到三份，或者有的没有印出总分")
        return
    scores = [score for _, score in pairs]
    if any(score.value < points.value for points, score in pairs):
        yield passed(scores)
        return
    message = f"{len(pairs)} 份项目自评表全部满分，没有一项指标失分，请核实指标值是否定得过低、得分是否有佐证材料。"
    yield Outcome(State.FAIL, terms=tuple(Term.of(score) for score in scores), message=message)
