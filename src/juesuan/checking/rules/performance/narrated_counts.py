"""N13-02, PX-06 自评项目个数; N13-07, PX-07 各等级个数.

N13-02: the first number of evaluated projects that the text gives is the number of attached forms; PX-06: so is every further one.
A text that says that only a part of the forms is published may count more. N13-07: the grades add up to the number. PX-07: each grade has
as many forms by their total scores.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from decimal import Decimal

from juesuan.checking.context import Context, not_applicable, passed, undecidable
from juesuan.checking.performance import project_forms
from juesuan.model import Outcome, Severity, State, Statement, Term

_PARTLY = re.compile(r"部分(?:预算)?项目(?:支出)?(?:绩效)?自评(?:情况)?表")
_GRADES = {"excellent": "优", "good": "良", "fair": "中", "poor": "差"}


def _stated(context: Context, fact: str) -> list[Statement]:
    return [s for s in context.by_fact.get(fact, ()) if s.source.startswith("N13")]


def _first(context: Context) -> Iterator[Outcome]:
    yield from _counts(context, _stated(context, "projects")[:1])


def _further(context: Context) -> Iterator[Outcome]:
    yield from _counts(context, _stated(context, "projects")[1:])


def _nothing_attached(context: Context, stated: list[Statement]) -> Outcome:
    """Forms that nobody attached are not forms that could not be read; whether they had to be is for S-07."""
    if context.disclosure.unreadable_pages:
        return undecidable("没有读出项目自评表，有的页没有文字层", stated)
    return not_applicable("文件没有附项目自评表")


def _counts(context: Context, stated: list[Statement]) -> Iterator[Outcome]:
    views = project_forms(context)
    if not stated:
        yield not_applicable("文中没有写自评项目个数")
    elif not views:
        yield _nothing_attached(context, stated)
        return
    partly = any(_PARTLY.search(section.body.text) for section in context.sections("N13"))
    for statement in stated:
        if statement.value == len(views):
            yield passed([statement])
        elif statement.value > len(views) and partly:
            yield not_applicable("文中说明只公开部分项目自评表")
        else:
            message = f"文中写自评项目 {statement.amount.raw} 个，所附项目自评表为 {len(views)} 份。"
            terms = (Term.of(statement), Term(-1, "项目自评表", None, views[0].form.place, f"{len(views)} 份"))
            yield Outcome(
                State.FAIL,
                terms=terms,
                message=message,
                stated=statement.value,
                expected=Decimal(len(views)),
                difference=abs(statement.value - len(views)),
            )


def _sum_of_grades(context: Context) -> Iterator[Outcome]:
    total = _stated(context, "projects")
    grades = [s for grade in _GRADES for s in _stated(context, f"projects[item={grade}]")[:1]]
    if len(grades) < len(_GRADES) or not total:
        yield not_applicable("文中没有写各等级个数")
        return
    value = sum((s.value for s in grades), Decimal(0))
    if any(s.value == value for s in total):
        yield passed([*grades, total[0]])
        return
    parts = " + ".join(s.amount.raw for s in grades)
    message = f"文中各等级项目 {parts} = {value} 个，与自评项目 {total[0].amount.raw} 个不符。"
    terms = (Term.of(total[0]), *(Term.of(s, -1) for s in grades))
    yield Outcome(State.FAIL, terms=terms, message=message, stated=total[0].value, expected=value)


def _each_grade(context: Context) -> Iterator[Outcome]:
    views = project_forms(context)
    stated = {grade: _stated(context, f"projects[item={grade}]")[:1] for grade in _GRADES}
    if not views or not any(stated.values()):
        yield not_applicable("文中没有写各等级个数，或没有附项目自评表")
        return
    scores = [view.cell("sum", "score") for view in views]
    if any(score is None for score in scores):
        yield undecidable("有项目自评表没有印出总分，等级无法统计")
        return
    counted = Counter(view.template.grade(score.value) for view, score in zip(views, scores, strict=True) if score)
    for grade, found in stated.items():
        for statement in found:
            yield _compare(statement, counted[_GRADES[grade]], _GRADES[grade])


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


RULES = {"N13-02": _first, "PX-06": _further, "N13-07": _sum_of_grades, "PX-07": _each_grade}
