"""PX-19 评价报告的等级.

The grade of an evaluation follows from its score: 优 from 90, 良 from 80, 中 from 60 (财预〔2020〕10号), or as the place has it. Grades that
the place does not have are passed over.
"""

from __future__ import annotations

from collections.abc import Iterator

from juesuan.checking.context import Context, not_applicable, passed
from juesuan.checking.performance.evaluation_reports import reported_grades
from juesuan.model import Outcome, State

RULE = "PX-19"


def check(context: Context) -> Iterator[Outcome]:
    """One outcome per graded score."""
    template = context.standard.templates.named("", "PP", context.disclosure.info.profile)
    known = [found for found in reported_grades(context) if found.grade[:1] in template.grades]
    if not known:
        yield not_applicable("没有绩效评价报告，或者没有写得分和等级")
    for found in known:
        due = template.grade(found.score)
        if found.grade.startswith(due):
            yield passed()
            continue
        message = f"绩效评价得分 {found.score} 分，等级应为“{due}”，写作“{found.grade}”。"
        yield Outcome(State.FAIL, terms=(found.term,), message=message)
