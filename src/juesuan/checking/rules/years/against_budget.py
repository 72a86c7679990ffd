"""Y-11, Y-12 年初预算数与本年公开的部门预算.

The 年初预算 that the explanation and the overall performance form state must be the figures of the published budget. Where only an
adjusted figure is printed (公开09表) nothing is compared. A difference is a warning: the scope of a budget may differ.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from juesuan.checking.context import Context, not_applicable, passed, undecidable
from juesuan.checking.rendering import money
from juesuan.model import Band, Outcome, State, Statement, Term


def _check(sources: tuple[str, ...], context: Context) -> Iterator[Outcome]:
    if context.budget is None:
        yield not_applicable("未提供本年预算")
        return
    initial = [
        s
        for s in context.disclosure.statements
        if s.source[:3] in sources
        and s.fact is not None
        and s.fact.get("stage") == "initial"
        and s.amount.unit.is_money
    ]
    if not initial:
        yield not_applicable("文档没有写年初预算数")
    for statement in initial:
        yield _compare(statement, context)


def _compare(statement: Statement, context: Context) -> Outcome:
    published = context.budget_value(statement.fact)
    if published is None:
        return undecidable(f"部门预算中没有找到“{statement.label}”对应的数")
    stated = context.in_document_unit(statement).value
    if stated == published:
        return passed([statement])
    unit = context.unit.value
    difference = money(abs(stated - published))
    message = (
        f"“{statement.label}”为 {money(stated)} {unit}，公开的部门预算为 {money(published)} {unit}，相差 {difference} {unit}。"
    )
    return Outcome(
        State.FAIL,
        terms=(Term.of(statement),),
        message=message,
        band=Band.ERROR,
        stated=stated,
        expected=published,
        difference=abs(stated - published),
    )


RULES = {"Y-11": partial(_check, ("N05", "N07", "N08", "N09")), "Y-12": partial(_check, ("PO",))}
