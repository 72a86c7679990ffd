"""PP-19 指标种类齐全.

Output indicators of at least three kinds (数量, 质量, 时效, 成本) and at least one benefit indicator (财预〔2020〕10号). Told by the second
level, or by the first where the form has no second; satisfaction is not asked for, since not every project serves the public.
"""

from __future__ import annotations

from collections.abc import Iterator

from juesuan.checking.context import Context, not_applicable, passed
from juesuan.checking.performance import FormView, performance_forms
from juesuan.model import Outcome, Severity, State

RULE = "PP-19"

_KINDS = ("数量", "质量", "时效", "成本")
_ENOUGH = 3


def check(context: Context) -> Iterator[Outcome]:
    """Counts the kinds of indicators of every project."""
    for view in performance_forms(context, "PP"):
        if not view.rows or "level2" not in view.form.columns:
            yield not_applicable(f"{view.name}没有二级指标")
            continue
        names = _levels(view)
        kinds = [kind for kind in _KINDS if any(kind in name for name in names)]
        lacking = []
        if len(kinds) < _ENOUGH:
            lacking.append(f"产出指标只有{'、'.join(kinds) or '其他'}类")
        if not any("效益" in name or "可持续" in name for name in names):
            lacking.append("没有效益指标")
        if lacking:
            message = f"{view.name}{'，'.join(lacking)}。"
            yield Outcome(State.FAIL, terms=(view.term(),), message=message, severity=Severity.INFO)
        else:
            yield passed()


def _levels(view: FormView) -> set[str]:
    return {
        field.text
        for indicator in view.form.indicators
        for field in (indicator.level1, indicator.level2)
        if field is not None
    }
