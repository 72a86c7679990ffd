"""What the text counts of the evaluated projects, and the forms that are there."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from juesuan.checking.absences import why_attachments_unsure
from juesuan.checking.annexes import annexes_elsewhere
from juesuan.checking.context import Context, not_applicable, passed, undecidable
from juesuan.checking.performance.publication import publication
from juesuan.checking.performance.views import project_forms
from juesuan.model import FactKey, Outcome, Severity, State, Statement, Term
from juesuan.model.expressions import expression

__all__ = [
    "PARTLY",
    "counted_forms",
    "counted_publication",
    "stated_projects",
    "tells_part",
    "why_forms_lack",
    "without_forms",
]

PARTLY = "文中说明只公开部分项目自评表"
_PARTLY = expression(
    r"部分(?:预算)?项目(?:支出)?(?:绩效)?自评(?:情况)?表|其余[^，。；]{0,20}(?:项目|自评)|另行|(?:仅|只|现|本次)(?:公开|公布|列示|附|选取)|(?<!未)选取[^，。；]{0,20}(?:公开|自评)|其中\d+个(?:重点|主要|预算)?项目的"
)
"""The text says that not all of what was evaluated is published here."""

_SCORES = expression(r"自评(?:分数|得分|结果)|得分|评分")
_TOTALS = frozenset({"合计", "总计", "平均"})


def stated_projects(context: Context, fact: FactKey) -> list[Statement]:
    """The numbers of projects that the section on performance states, in printed order."""
    return [s for s in context.by_fact.get(str(fact), ()) if s.source.startswith("N13")]


def counted_forms(context: Context, stated: list[Statement]) -> Iterator[Outcome]:
    """One outcome per stated number of projects: it is that of the forms, or more where only a part is published."""
    views = project_forms(context)
    if not stated:
        yield not_applicable("文中没有写自评项目个数")
    elif not views:
        listed = [s for s in stated if s.value in _lists_of_scores(context)]
        yield from (passed([statement]) for statement in listed)
        if others := [statement for statement in stated if statement not in listed]:
            yield _nothing_attached(context, others)
        return
    partly = tells_part(context)
    kept = publication(context).withheld
    for statement in stated:
        if statement.value == len(views):
            yield passed([statement])
        elif statement.value > len(views) and len(kept) == 1 and not why_forms_lack(context):
            yield _less_withheld(statement, kept[0], len(views))
        elif statement.value > len(views) and partly:
            yield not_applicable(PARTLY)
        elif statement.value > len(views) and (unread := why_forms_lack(context)):
            yield undecidable(f"所附项目自评表读到 {len(views)} 份，{unread}", [statement])
        else:
            message = f"文中写自评项目 {statement.amount.raw} 个，所附项目自评表为 {len(views)} 份。"
            more = statement.value > len(views)
            hint = (
                "补附缺少的自评表，或改正文中的个数。"
                if more
                else "核对文中的个数和所附的表：写少的改正文中的个数，多附的删去。"
            )
            terms = (Term.of(statement), Term(-1, "项目自评表", None, views[0].form.place, f"{len(views)} 份"))
            yield Outcome(
                State.FAIL,
                terms=terms,
                message=message,
                stated=statement.value,
                expected=Decimal(len(views)),
                difference=abs(statement.value - len(views)),
                hint=hint,
            )


def _less_withheld(statement: Statement, kept: Statement, forms: int) -> Outcome:
    """6 projects, of which 4 are said not to be published: 2 forms."""
    expected = statement.value - kept.value
    if expected == forms:
        return passed([statement])
    text = (
        f"{statement.amount.raw} 个、其中 {kept.amount.raw} 个不公开，应附 {expected} 份，所附项目自评表为 {forms} 份"
    )
    return Outcome(
        State.FAIL,
        terms=(Term.of(statement), Term.of(kept, -1)),
        message=f"文中写自评项目 {text}。",
        stated=expected,
        expected=Decimal(forms),
        difference=abs(expected - forms),
        hint="核对自评项目、不公开的项目各有几个，改正写错的，或补附缺少的自评表。",
    )


def counted_publication(context: Context) -> Iterator[Outcome]:
    """One outcome per number of published forms that the text tells, and for forms said to be left out that are there."""
    views, said = project_forms(context), publication(context)
    if not views:
        return
    for told in said.published:
        if told.value == len(views):
            yield passed([told])
        elif told.value > len(views) and (unread := why_forms_lack(context)):
            yield undecidable(f"所附项目自评表读到 {len(views)} 份，{unread}", [told])
        else:
            message = f"文中写公开项目自评表 {told.amount.raw} 份，所附项目自评表为 {len(views)} 份。"
            terms = (Term.of(told), Term(-1, "项目自评表", None, views[0].form.place, f"{len(views)} 份"))
            yield Outcome(State.FAIL, terms=terms, message=message, hint="核对公开的份数和所附的表，改正不对的一处。")
    evaluated = stated_projects(context, context.standard.bookkeeping.facts.evaluated_projects)
    if evaluated and all(statement.value == len(views) for statement in evaluated):
        for kept in said.kept:
            message = f"文中写“{kept.text}”，所附项目自评表为 {len(views)} 份，已是自评的全部 {evaluated[0].amount.raw} 个项目。"
            terms = (kept, Term.of(evaluated[0], -1))
            hint = "核对是否有项目没有公开：都已公开的，删去这句话；不应公开的，撤下它的自评表。"
            yield Outcome(State.FAIL, terms=terms, message=message, hint=hint, severity=Severity.WARNING)


def _lists_of_scores(context: Context) -> frozenset[int]:
    """How many projects each table lists that gives nothing but their scores: a text may count those instead of forms."""
    return frozenset(
        sum(1 for row in table.rows if row.label not in _TOTALS)
        for table in context.disclosure.others
        if any(_SCORES.search(column.label) for column in table.columns)
    )


def why_forms_lack(context: Context) -> str:
    """Why there may be more forms than were read, in Chinese: a table or a picture nobody read, a file that was cut."""
    strange = next((reading for reading in context.disclosure.readings if not reading.form), None)
    if strange is not None:
        return f"“{strange.title}”没有认出，可能是其中之一"
    return why_attachments_unsure(context)


def without_forms(outcome: Outcome, context: Context) -> Outcome:
    """An outcome that compares what is stated with the sum of the forms: where the sum falls short, a form may not have been read."""
    if outcome.state is not State.FAIL or outcome.stated is None or outcome.expected is None:
        return outcome
    if outcome.stated > outcome.expected and tells_part(context):
        return not_applicable(PARTLY)
    unread = why_forms_lack(context) if outcome.stated > outcome.expected else ""
    return undecidable(f"项目自评表可能没有读全：{unread}") if unread else outcome


def tells_part(context: Context) -> bool:
    """Whether more projects were evaluated than there are forms, and the text says so, or tells of just those with a form."""
    told = {s.instance for s in context.prose("N13") if s.instance and s.fact is not None and s.fact.get("project")}
    forms, said = len(project_forms(context)), publication(context)
    evaluated = stated_projects(context, context.standard.bookkeeping.facts.evaluated_projects)
    if all(statement.value <= forms for statement in evaluated):
        return False
    return (
        len(told) == forms
        or said.is_partial
        or any(_PARTLY.search(section.body.text) for section in context.sections("N13"))
    )


def _nothing_attached(context: Context, stated: list[Statement]) -> Outcome:
    """Forms that nobody attached are not forms that could not be read; whether they had to be is for S-07."""
    if unread := why_forms_lack(context):
        return undecidable(f"没有读出项目自评表，{unread}", stated)
    if annex := next(annexes_elsewhere(context), None):
        return undecidable(f"文中写“{annex.text}”，自评表不在本文件中", stated)
    return not_applicable("文件没有附项目自评表")
