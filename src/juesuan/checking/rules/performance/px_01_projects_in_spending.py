"""PX-01 各项目自评表的执行数与项目支出不符.

A text that claims all projects were evaluated (全面自评, or a share of 100 %) must have forms for the whole 项目支出; otherwise the forms
cannot exceed it. One that speaks of 一般公共预算 means the projects paid from that, and may have forms for all others, too. Source: 财预〔2020〕10号.
"""

from __future__ import annotations

from collections.abc import Iterator

from msgspec.structs import replace

from juesuan.checking.context import Context, absent, not_applicable, undecidable
from juesuan.checking.linear import equation_of, judge
from juesuan.checking.performance import project_forms
from juesuan.checking.performance.counted_projects import tells_part, without_forms
from juesuan.checking.performance.project_money import claimed_whole, project_amounts
from juesuan.checking.rendering import money
from juesuan.model import Outcome, State, Statement, Term

RULE = "PX-01"
_GENERAL = "一般公共预算"


def check(context: Context) -> Iterator[Outcome]:
    """One outcome for all project forms."""
    executed, spending = project_amounts(context, "executed"), context.cell("T03", "*", "C3")
    if not project_forms(context):
        yield not_applicable("没有附项目自评表")
    elif executed is None:
        yield undecidable("有项目自评表没有读出全年执行数")
    elif spending is None:
        yield absent(context, "T03")
    else:
        claim = claimed_whole(context) if not tells_part(context) else None
        general = context.cell("T05", "*", "C3") if claim is not None and _GENERAL in claim.text else None
        wholes = [whole for whole in (general, spending) if whole is not None]
        relation = "=" if claim else ">="
        outcomes = [judge(equation_of(((1, w), *((-1, s) for s in executed)), relation), context) for w in wholes]
        chosen = next((i for i, outcome in enumerate(outcomes) if outcome.state is not State.FAIL), 0)
        outcome = _explained(outcomes[chosen], context, len(executed), claim, wholes[chosen])
        yield without_forms(outcome, context)


def _explained(outcome: Outcome, context: Context, forms: int, claim: Term | None, whole: Statement) -> Outcome:
    if outcome.state is not State.FAIL or outcome.stated is None or outcome.expected is None:
        return outcome
    unit = context.unit.value
    message = (
        f"{f'文中称“{claim.text}”，' if claim else ''}所附 {forms} 份项目自评表的全年执行数合计 {money(outcome.expected)} {unit}，"
        f"{_called(whole)}的项目支出为 {money(outcome.stated)} {unit}，相差 {money(abs(outcome.stated - outcome.expected))} {unit}。"
    )
    return replace(outcome, terms=(*([claim] if claim else []), *outcome.terms), message=message)


def _called(whole: Statement) -> str:
    return "支出决算表" if whole.source == "T03" else "一般公共预算财政拨款支出决算表"
