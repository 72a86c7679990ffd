"""PX-01, PX-02 项目自评表的资金与项目支出; N13-03 自评资金＝各自评表之和.

A text that claims all projects were evaluated (全面自评, or a share of 100 %) must have forms for the whole 项目支出; otherwise the forms
cannot exceed it. The money that the text gives for the evaluated projects is that of the forms, by execution or by budget of the year.
Where the text gives the whole 项目支出 for them, the gap is one contradiction, and PX-01 reports it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from juesuan.arithmetic.bands import Fit, same
from juesuan.checking.context import Context, absent, not_applicable, undecidable
from juesuan.checking.linear import equation_of, judge
from juesuan.checking.performance import performance_forms, project_forms
from juesuan.checking.rendering import money
from juesuan.model import Outcome, State, Statement, Term

_ALL = re.compile(r"全面(?:开展)?(?:绩效)?自评|全部项目|所有项目|项目支出(?:总额)?的100(?:\.0+)?%")


def _amounts(context: Context, column: str) -> list[Statement] | None:
    """One amount of every project form; None when a form lacks it."""
    views = project_forms(context)
    found = [view.cell("total", column) for view in views]
    return [s for s in found if s is not None] if found and all(s is not None for s in found) else None


def _claim(context: Context) -> Term | None:
    """The words that claim that all projects were evaluated."""
    for section in context.sections("N13"):
        match = _ALL.search(section.body.text)
        if match is not None:
            place = section.body.place(match.start(), match.end())
            return Term(1, section.heading, None, place, match[0])
    return None


def _whole(context: Context) -> Iterator[Outcome]:
    executed, spending = _amounts(context, "executed"), context.cell("T03", "*", "C3")
    if not project_forms(context):
        yield not_applicable("没有附项目自评表")
    elif executed is None:
        yield undecidable("有项目自评表没有读出全年执行数")
    elif spending is None:
        yield absent(context, "T03")
    else:
        claim = _claim(context)
        terms = ((1, spending), *((-1, s) for s in executed))
        outcome = judge(equation_of(terms, "=" if claim else ">="), context)
        yield _explained(outcome, context, len(executed), claim)


def _explained(outcome: Outcome, context: Context, forms: int, claim: Term | None) -> Outcome:
    if outcome.state is not State.FAIL or outcome.stated is None or outcome.expected is None:
        return outcome
    unit = context.unit.value
    message = (
        f"{f'文中称“{claim.text}”，' if claim else ''}所附 {forms} 份项目自评表的全年执行数合计 {money(outcome.expected)} {unit}，"
        f"支出决算表的项目支出为 {money(outcome.stated)} {unit}，相差 {money(abs(outcome.stated - outcome.expected))} {unit}。"
    )
    return replace(outcome, terms=(*([claim] if claim else []), *outcome.terms), message=message)


def _within_department(context: Context) -> Iterator[Outcome]:
    views = performance_forms(context, "PO")
    budgets = _amounts(context, "adjusted")
    total = views[0].cell("total", "adjusted") if len(views) == 1 else None
    if total is None or budgets is None:
        yield not_applicable("没有唯一的整体自评表，或项目自评表缺少全年预算数")
    else:
        yield judge(equation_of(((1, total), *((-1, s) for s in budgets)), ">="), context)


def _stated_funds(context: Context) -> Iterator[Outcome]:
    stated = next((s for s in context.by_fact.get("project_funds", ()) if s.source.startswith("N13")), None)
    executed, adjusted = _amounts(context, "executed"), _amounts(context, "adjusted")
    spending = context.cell("T03", "*", "C3")
    if stated is None or not project_forms(context):
        yield not_applicable("文中没有写项目自评资金，或没有附项目自评表")
    elif executed is None and adjusted is None:
        yield undecidable("有项目自评表没有读出金额")
    elif spending is not None and _claim(context) is not None and _equal(context, stated, spending):
        yield not_applicable("文中的自评资金就是全部项目支出，由 PX-01 检查")
    else:
        bases = [base for base in (executed, adjusted) if base is not None]
        outcomes = [judge(equation_of(((1, stated), *((-1, s) for s in base)), "="), context) for base in bases]
        yield next((o for o in outcomes if o.state is not State.FAIL), outcomes[0])


def _equal(context: Context, one: Statement, other: Statement) -> bool:
    return same(context.in_document_unit(one), context.in_document_unit(other)) is not Fit.BROKEN


RULES = {"PX-01": _whole, "PX-02": _within_department, "N13-03": _stated_funds}
