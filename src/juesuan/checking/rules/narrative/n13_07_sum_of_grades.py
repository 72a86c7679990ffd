"""N13-07 十三、各等级个数之和与项目个数不符.

The projects graded 优, 良, 中 and 差 add up to a number of evaluated projects that the text gives; where it leaves out some grades, the others
are no more than that, which is a warning. A sentence that counts its projects and at least two grades of them (5个项目中，优3个，良1个) and says
nothing of others leaves none out: that they do not add up is a warning, too. How many each grade has by the forms is PX-07. Source: 财预〔2020〕10号.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from juesuan.checking.context import Context, not_applicable, passed, undecidable
from juesuan.checking.performance.counted_projects import stated_projects
from juesuan.checking.sentences.grades import GradedProjects, graded_projects
from juesuan.checking.sentences.told import summed
from juesuan.model import Outcome, Severity, State, Term

RULE = "N13-07"


def check(context: Context) -> Iterator[Outcome]:
    """One outcome for each sentence that counts projects by grade; where none does, one for the section."""
    told = list(graded_projects(context))
    if told:
        yield from (_of_sentence(graded, context) for graded in told)
        return
    total = stated_projects(context, context.standard.bookkeeping.facts.evaluated_projects)
    known = context.standard.bookkeeping.grades
    grades = [s for fact in known.values() for s in stated_projects(context, fact)[:1]]
    if not grades or not total:
        yield not_applicable("文中没有写各等级个数")
        return
    value = sum((s.value for s in grades), Decimal(0))
    if len(grades) < len(known) and value <= max(s.value for s in total):
        yield passed([*grades, total[0]])
        return
    if any(s.value == value for s in total):
        yield passed([*grades, total[0]])
        return
    parts = " + ".join(s.amount.raw for s in grades)
    message = f"文中各等级项目 {parts} = {value} 个，与自评项目 {total[0].amount.raw} 个不符。"
    terms = (Term.of(total[0]), *(Term.of(s, -1) for s in grades))
    likely = Severity.WARNING if len(grades) < len(known) else None
    yield Outcome(State.FAIL, terms=terms, message=message, stated=total[0].value, expected=value, severity=likely)


def _of_sentence(graded: GradedProjects, context: Context) -> Outcome:
    stated = [number.statement for number in graded.grades.values()]
    value = sum((s.value for s in stated), Decimal(0))
    evaluated = stated_projects(context, context.standard.bookkeeping.facts.evaluated_projects)
    total = graded.total.statement
    readings = (summed(((1, whole), *((-1, s) for s in stated)), context) for whole in (total, *evaluated))
    right = next((outcome for outcome in readings if outcome.state is State.PASS), None)
    if right is not None:
        return right
    if value < total.value and not graded.entire:
        return undecidable("文中说明另有其他等级的项目", [total, *stated])
    parts = " + ".join(f"{grade} {number.seen.text}" for grade, number in graded.grades.items())
    message = f"文中各等级项目 {parts} = {value} 个，与同句的项目 {graded.total.seen.text} 不符。"
    lacking = len(graded.grades) < len(context.standard.bookkeeping.grades) and value < total.value
    terms = (Term.of(total), *(Term.of(s, -1) for s in stated))
    likely = Severity.WARNING if lacking else None
    return Outcome(State.FAIL, terms=terms, message=message, stated=total.value, expected=value, severity=likely)
