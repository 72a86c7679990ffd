"""N10-01 机关运行经费与公用经费不符.

机关运行经费 is the 公用经费 of 行政单位 and 参公单位 out of the general public budget (预算法 第十四条). For a department whose 科目
show no 事业单位 it is all the 公用经费 of 基本支出表; with 事业单位 it cannot be more. 参公 units do not show in the 科目, so it is a
warning. What the section says of another scope is the explanation that it asks for: an amount beside it that makes up the
difference, or a remark that was not understood.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from juesuan.arithmetic.bands import Fit, same
from juesuan.checking.context import Context, absent, not_applicable, passed, undecidable
from juesuan.checking.rendering import money
from juesuan.checking.unit_kind import has_institutions
from juesuan.checking.unread import may_be_unread
from juesuan.model import Band, Outcome, RemarkClaim, Severity, State, Term

RULE = "N10-01"


def check(context: Context) -> Iterator[Outcome]:
    """One outcome for the amount of the section."""
    stated = next(
        (
            s
            for s in context.by_fact.get(str(context.standard.bookkeeping.facts.running_costs), ())
            if s.source.startswith("N10")
        ),
        None,
    )
    operating = context.cell("T06", "operating", "C1")
    if stated is None:
        yield not_applicable("文中没有机关运行经费的金额")
        return
    if operating is None:
        yield absent(context, "T06")
        return
    amount, limit = context.in_document_unit(stated), context.in_document_unit(operating)
    difference = amount.value - limit.value
    purely_administrative = has_institutions(context) is False
    fit = same(amount, limit)
    if fit.holds or (not purely_administrative and difference < 0):
        yield passed([stated, operating])
        return
    if fit is Fit.BROKEN and (told := _explained(difference, amount.half_width + limit.half_width, context)):
        yield undecidable(told)
        return
    relation = "应等于" if purely_administrative else "不应大于"
    message = (
        f"机关运行经费 {money(amount.value)} {context.unit.value}，{relation}“{operating.label}” {money(limit.value)} "
        f"{context.unit.value}，相差 {money(abs(difference))} {context.unit.value}；有参公以外的单位或不同口径的应说明。"
    )
    yield Outcome(
        State.FAIL,
        terms=(Term.of(stated), Term.of(operating, -1)),
        message=message,
        band=Band.COPY_TAIL if fit is Fit.IMPROBABLE else Band.ERROR,
        stated=amount.value,
        expected=limit.value,
        difference=abs(difference),
        severity=Severity.WARNING,
    )


def _explained(difference: Decimal, allowed: Decimal, context: Context) -> str:
    """What may explain the difference, in Chinese; empty where every word of the section was understood."""
    if may_be_unread(difference, allowed, "N10", context):
        return "与公用经费的差额，正是文中另行写明而没有读懂的金额"
    remark = next((claim.word for claim in context.claims("N10", RemarkClaim)), "")
    return f"文中写到“{remark}”，没有读懂，可能是对口径的说明" if remark else ""
