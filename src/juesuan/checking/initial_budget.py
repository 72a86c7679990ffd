"""年初预算数 as the document states them, against the published budget of the year.

The 年初预算 that the explanation and the overall performance form state must be the figures of the published budget. Where only an
adjusted figure is printed (公开09表) nothing is compared. A difference is a warning: the scope of a budget may differ. Some places
count 结转下年 as spending of the year: a department's spending may be the budget's spending or its 支出总计.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from juesuan.checking.context import Context, not_applicable, passed, undecidable
from juesuan.checking.rendering import money
from juesuan.model import Amount, Band, FactKey, Outcome, State, Statement, Term

__all__ = ["as_published"]


def as_published(context: Context, rule: str, *sources: str) -> Iterator[Outcome]:
    """One outcome per initial budget that the sections or forms state.

    The subject of the rule is the spending, and what a budget may call by its name.
    """
    if context.budget is None:
        yield not_applicable("未提供本年预算")
        return
    (names,) = context.rules[rule].subjects
    initial = [
        s
        for s in context.disclosure.statements
        if s.source[:3] in sources
        and s.fact is not None
        and s.fact.get("stage") == names[0].get("stage")
        and s.amount.unit.is_money
    ]
    if not initial:
        yield not_applicable("文档没有写年初预算数")
    for statement in initial:
        yield _compare(statement, names, context)


def _compare(statement: Statement, names: tuple[FactKey, ...], context: Context) -> Outcome:
    assert statement.fact is not None
    stated = context.in_document_unit(statement)
    found = [s for fact in _same(statement.fact, names) for s in context.budget_statements(fact)]
    if any(_agree(stated, s.amount.to(stated.unit)) for s in found):
        return passed([statement])
    if found:
        return _differs(statement, context, found[0].amount.to(stated.unit).value, f"“{found[0].label}”")
    whole = _table_without(statement.fact, context)
    if not whole:
        return undecidable(f"部门预算中没有找到“{statement.label}”对应的数")
    if not stated.value:
        return passed([statement])
    return _differs(statement, context, Decimal(0), f"“{whole}”没有这一科目，即")


def _same(fact: FactKey, names: tuple[FactKey, ...]) -> tuple[FactKey, ...]:
    """The facts of a budget that may be called by the name of this one; what a single 科目 is called is its own."""
    own, *others = names
    if fact.measure != own.measure or fact.get("function"):
        return (fact,)
    return (fact, *(other.but(**dict(fact.dimensions)) for other in others))


def _agree(stated: Amount, published: Amount) -> bool:
    """Whether both may be one amount: the budget may be in 元 where the accounts are in 万元."""
    if stated.decimals == published.decimals:
        return stated.value == published.value
    return stated.interval.intersects(published.interval)


def _table_without(fact: FactKey, context: Context) -> str:
    """The title of a table of the budget that was read in full and lists codes of this level, but not this one."""
    assert context.budget is not None
    code = fact.get("function")
    if code is None:
        return ""
    pattern = fact.but(function="*")
    others = [s for s in context.budget.statements if s.fact is not None and s.fact.matches(pattern)]
    listing = {s.source for s in others if len(s.row) == len(code)}
    read = (reading.title for reading in context.budget.readings if reading.form in listing and reading.state == "read")
    return next(read, "")


def _differs(statement: Statement, context: Context, published: Decimal, where: str) -> Outcome:
    stated = context.in_document_unit(statement).value
    unit = context.unit.value
    gap = abs(stated - published)
    return Outcome(
        State.FAIL,
        terms=(Term.of(statement),),
        message=(
            f"“{statement.label}”为 {money(stated)} {unit}，公开的部门预算{where}为 {money(published)} {unit}，"
            f"相差 {money(gap)} {unit}。"
        ),
        band=Band.ERROR,
        stated=stated,
        expected=published,
        difference=gap,
    )
