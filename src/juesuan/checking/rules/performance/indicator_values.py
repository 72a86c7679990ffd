"""PP-09, PP-11, PP-17, PP-18 指标值与实际完成值.

PP-09: a result in the words of 财预〔2020〕10号 (达成预期指标 …) has its band of points. PP-11: a target exceeded by far was set too low and
needs a word. PP-17: a target in words cannot have a percentage as its result, nor a count of people one of houses. PP-18: a rate
cannot exceed one hundred per cent. One finding a form.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from decimal import Decimal
from functools import partial

from juesuan.checking.context import Context, not_applicable, passed
from juesuan.checking.performance import FormView, Row, performance_forms
from juesuan.model import Outcome, Severity, State
from juesuan.standard.patterns import full_match
from juesuan.standard.quantity import is_percent

_HUNDRED = Decimal(100)
_FAR_ABOVE = Decimal("1.3")
_LISTED = 4
_RATE_NAME = re.compile(r"率$|比例$|满意度$")


def _check(wrong: Callable[[Row], str], title: str, severity: Severity | None, context: Context) -> Iterator[Outcome]:
    for view in performance_forms(context, "PP"):
        found = [(row, text) for row in view.rows if (text := wrong(row))]
        looked = [s for row in view.rows for s in row.statements("target", "actual", "points", "score")]
        if found:
            yield _listed(view, found, title, severity)
        elif view.rows:
            yield passed(looked)
        else:
            yield not_applicable(f"{view.name}没有指标")


def _listed(view: FormView, found: list[tuple[Row, str]], title: str, severity: Severity | None) -> Outcome:
    shown = "、".join(f"“{row.name}”（{text}）" for row, text in found[:_LISTED])
    more = f"等 {len(found)} 项" if len(found) > _LISTED else ""
    terms = [row.term(row.indicator.target) for row, _ in found] + [
        row.term(row.indicator.actual, -1) for row, _ in found
    ]
    return Outcome(State.FAIL, terms=tuple(terms), message=f"{view.name}指标{shown}{more}{title}。", severity=severity)


def _values(row: Row) -> tuple[str, str]:
    target, actual = row.indicator.target, row.indicator.actual
    return (target.text if target else ""), (actual.text if actual else "")


def _outside_band(row: Row) -> str:
    points, score = row.points, row.score
    if row.rule is None or row.rule.grade is None or points is None or score is None or not points.value:
        return ""
    if score.amount.interval.intersects(row.rule.allowed):
        return ""
    return f"{_values(row)[1]}，分值 {points.amount.raw} 得分 {score.amount.raw}"


def _far_above(row: Row) -> str:
    target, actual = row.target, row.actual
    if (
        target is None
        or actual is None
        or target.operator != ">="
        or not target.comparable(actual)
        or target.value <= 0
    ):
        return ""
    explained = row.indicator.reason is None or bool(row.indicator.reason.text)
    if explained or actual.aligned(target).value < _FAR_ABOVE * target.value:
        return ""
    return f"{target.amount.raw}→{actual.amount.raw}"


def _mismatched(row: Row) -> str:
    shown = "→".join(_values(row))
    target, actual = row.target, row.actual
    words = row.view.context.standard.evaluations.qualitative
    if target is not None and actual is not None:
        both = target.measure and actual.measure and not target.comparable(actual)
        return shown if both else ""
    if actual is not None and is_percent(actual) and full_match(words, _values(row)[0]):
        return shown
    return ""


def _above_whole(row: Row) -> str:
    target = row.target
    if target is None or not is_percent(target) or not _RATE_NAME.search(row.name) or "增长" in row.name:
        return ""
    return target.amount.raw if target.operator in {">=", ">"} and target.value >= _HUNDRED else ""


RULES = {
    "PP-09": partial(_check, _outside_band, "的得分不在完成档次对应的区间", None),
    "PP-11": partial(_check, _far_above, "的完成值远高于指标值，没有说明原因", Severity.INFO),
    "PP-17": partial(_check, _mismatched, "的指标值与实际完成值类型或单位不一致", None),
    "PP-18": partial(_check, _above_whole, "是比率，不可能大于 100%，应写“＝100%”", None),
}
