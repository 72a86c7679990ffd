"""N13-03 十三、自评资金与各自评表之和不符.

The money that the text gives for the evaluated projects is that of the forms, by execution or by budget of the year. Where the text
gives the whole 项目支出 for them, the gap is one contradiction, and PX-01 reports it. Source: 财预〔2020〕10号.
"""

from __future__ import annotations

from collections.abc import Iterator

from juesuan.arithmetic.bands import Fit, same
from juesuan.checking.context import Context, not_applicable, undecidable
from juesuan.checking.linear import equation_of, judge
from juesuan.checking.performance import project_forms
from juesuan.checking.performance.counted_projects import without_forms
from juesuan.checking.performance.project_money import claimed_whole, project_amounts
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
        yield undecidable("有项目自评表没有读出金额")
    elif spending is not None and claimed_whole(context) is not None and _equal(context, stated, spending):
        yield not_applicable("文中的自评资金就是全部项目支出，由 PX-01 检查")
    else:
        bases = [base for base in (executed, adjusted) if base is not None]
        outcomes = [judge(equation_of(((1, stated), *((-1, s) for s in base)), "="), context) for base in bases]
        best = next((o for o in outcomes if o.state is not State.FAIL), outcomes[0])
        yield without_forms(best, context)


def _equal(context: Context, one: Statement, other: Statement) -> bool:
    return same(context.in_document_unit(one), context.in_document_unit(other)) is not Fit.BROKEN
