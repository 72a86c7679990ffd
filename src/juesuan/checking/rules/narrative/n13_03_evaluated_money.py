"""N13-03 十三、自评资金与各自评表之和不符.

The money that the text gives for the evaluated projects is that of the forms, by execution or by budget of the year: what is neither is to
be the one that it is a slip of the hand away from, and where both or none is so, that is not known. Where the text gives the whole
项目支出 for them, the gap is one contradiction, and PX-01 reports it. Source: 财预〔2020〕10号.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from juesuan.arithmetic.bands import Fit, same
from juesuan.checking.blame.slips import TYPED, slip
from juesuan.checking.context import Context, not_applicable, undecidable
from juesuan.checking.linear import equation_of, judge
from juesuan.checking.performance import project_forms
from juesuan.checking.performance.counted_projects import without_forms
from juesuan.checking.performance.project_money import claimed_whole, project_amounts
from juesuan.checking.rendering import money
from juesuan.model import Outcome, State, Statement

RULE = "N13-03"


def check(context: Context) -> Iterator[Outcome]:
    """One outcome for the amount of the text."""
    told = context.by_fact.get(str(context.standard.bookkeeping.facts.project_funds), ())
    stated = next((s for s in told if s.source.startswith("N13")), None)
    executed, adjusted = project_amounts(context, "executed"), project_amounts(context, "adjusted")
    spending = context.cell("T03", "*", "C3")
    if stated is None or not project_forms(context):
        yield not_applicable("文中没有写项目自评资金，或没有附项目自评表")
    elif executed is None and adjusted is None:
        yield undecidable("有项目自评表没有读出金额，或没有填写", [stated])
    elif spending is not None and claimed_whole(context) is not None and _equal(context, stated, spending):
        yield not_applicable("文中的自评资金就是全部项目支出，由 PX-01 检查")
    else:
        bases = [base for base in (executed, adjusted) if base is not None]
        outcomes = [judge(equation_of(((1, stated), *((-1, s) for s in base)), "="), context) for base in bases]
        held = next((o for o in outcomes if o.state is not State.FAIL), None)
        yield held or without_forms(_failed(outcomes, stated, context), context)


def _failed(outcomes: Sequence[Outcome], stated: Statement, context: Context) -> Outcome:
    """The failure against the sum that was meant; where that may be either, no sum is what the text should say."""
    slips = [outcome for outcome in outcomes if _is_slip(stated, outcome, context)]
    if len(slips) == 1 or len({outcome.expected for outcome in outcomes}) == 1:
        return (slips or outcomes)[0]
    unit = context.unit.value
    sums = "，也不等于".join(
        f"{name}之和 {money(outcome.expected)} {unit}"
        for name, outcome in (("全年执行数", outcomes[0]), ("全年预算数", outcomes[-1]))
        if outcome.expected is not None
    )
    message = f"“{stated.label}”为 {stated.amount.raw}，既不等于各自评表{sums}。"
    return replace(outcomes[0], message=message, relation="", equation="")


def _is_slip(stated: Statement, outcome: Outcome, context: Context) -> bool:
    if outcome.expected is None:
        return False
    amount = context.in_document_unit(stated)
    found = slip(amount.value, amount.raw, outcome.expected, amount.decimals, {})
    return found is not None and found.kind in TYPED


def _equal(context: Context, one: Statement, other: Statement) -> bool:
    return same(context.in_document_unit(one), context.in_document_unit(other)) is not Fit.BROKEN
