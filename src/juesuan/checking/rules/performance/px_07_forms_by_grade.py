"""PX-07 各等级的项目个数与自评表不符.

Each grade that the text counts has as many forms by their total scores, in the bands of the place. Source: 财预〔2020〕10号.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from decimal import Decimal

from juesuan.checking.context import Context, not_applicable, passed, undecidable
from juesuan.checking.performance import project_forms
from juesuan.checking.performance.counted_projects import PARTLY, stated_projects, tells_part, why_forms_lack
from juesuan.model import Outcome, Severity, State, Statement, Term

RULE = "PX-07"


def check(context: Context) -> Iterator[Outcome]:
    """One outcome per grade that the text counts."""
    views = project_forms(context)
    grades = context.standard.bookkeeping.grades
    stated = {grade: stated_projects(context, fact)[:1] for grade, fact in grades.items()}
    if not views or not any(stated.values()):
        yield not_applicable("文中没有写各等级个数，或没有附项目自评表")
        return
    scores = [view.filled("sum", "score") for view in views]
    if any(score is None for score in scores):
        yield undecidable("有项目自评表没有印出总分，等级无法统计")
        return
    counted = Counter(view.template.grade(score.value) for view, score in zip(views, scores, strict=True) if score)
    for grade, found in stated.items():
        for statement in found:
            if statement.value > counted[grade] and tells_part(context):
                yield not_applicable(PARTLY)
            elif statement.value > counted[grade] and (unread := why_forms_lack(context)):
                yield undecidable(f"项目自评表可能没有读全：{unread}", [statement])
            else:
                yield _compare(statement, counted[grade], grade)


def _compare(statement: Statement, counted: int, grade: str) -> Outcome:
    if statement.value == counted:
        return passed([statement])
    message = f"文中写等级为“{grade}”的项目 {statement.amount.raw} 个，按自评表总分统计为 {counted} 个。"
    return Outcome(
        State.FAIL,
        terms=(Term.of(statement),),
        message=message,
        stated=statement.value,
        expected=Decimal(counted),
        severity=Severity.ERROR,
    )
