"""An item of the list of section five that is not there, though the table has its 科目: with it the sums of the list hold."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from msgspec.structs import replace

from juesuan.checking.context import Context
from juesuan.checking.narrated_items import NarratedItem, narrated_items
from juesuan.checking.supposing.supposition import Supposition
from juesuan.model import Amount, Disclosure, Finding, ReasonClaim, Statement

__all__ = ["items_not_told"]

_ITEM_DIGITS = 7


def items_not_told(findings: Sequence[Finding], context: Context) -> Iterator[Supposition]:
    """Each 项 of which a finding says that the list has no item, with the item as the sums want it."""
    items = narrated_items(context)
    if len(items) < 2:
        return
    told = {item.code for item in items}
    for finding in findings:
        cell = finding.terms[0].statement if len(finding.terms) == 2 and finding.terms[1].statement is None else None
        if cell is None or cell.in_prose or len(cell.row) != _ITEM_DIGITS or cell.row in told:
            continue
        like = next((i for i in reversed(items) if i.final is not None and i.initial is not None), None)
        if like is not None and finding.terms[1].place == items[-1].term.place:
            yield _supposed(finding, cell, like, items, context)


def _supposed(
    finding: Finding, cell: Statement, like: NarratedItem, items: Sequence[NarratedItem], context: Context
) -> Supposition:
    budget = _lacking(items, context)
    mended = _with_item(cell, budget, like, max(item.number for item in items) + 1, context)
    name = cell.place.row or cell.label
    figures = f"支出决算 {cell.amount.raw}" + (f"、年初预算 {budget}（按合计推算，请核对）" if budget else "")
    return Supposition("", mended, known=finding, advice=f"补写“{name}”一项：{figures}，并写明差异原因。")


def _lacking(items: Sequence[NarratedItem], context: Context) -> Decimal:
    """What the budgets of the items lack of the budget that is told of all of them; nothing where that is not known."""
    given = [item.initial for item in items if item.initial is not None]
    facts = {str(s.fact.but(function=None)) for s in given if s.fact is not None}
    own = {s.source for s in given}
    whole = [s for fact in facts for s in context.by_fact.get(fact, ()) if s.source in own]
    return (
        max(whole[0].value - sum((s.value for s in given), Decimal(0)), Decimal(0)) if len(whole) == 1 else Decimal(0)
    )


def _with_item(cell: Statement, budget: Decimal, like: NarratedItem, number: int, context: Context) -> Disclosure:
    """The document with an item more, as another is; where its amounts differ, with a reason."""
    disclosure, final, initial = context.disclosure, like.final, like.initial
    assert final is not None and initial is not None, "chosen so"
    spent = _told(final, cell.row, replace(cell.amount, raw=f"{cell.value}"), number)
    planned = _told(initial, cell.row, replace(cell.amount, value=budget, raw=f"{budget}"), number)
    name = (cell.place.row or cell.label).removeprefix(cell.row).strip()
    named = {"names": ("", "", name), "code": cell.row, "text": name}
    claim = replace(like.claim, item=number, final=spent.id, budget="", **named)
    statements, claims = [spent], [claim]
    reasons: list[ReasonClaim] = []
    if budget:
        statements.append(planned)
        claims = [replace(claim, budget=planned.id)]
        reasons = [r for r in context.claims(like.claim.section, ReasonClaim) if r.text][:1]
    added = [replace(r, item=number, current=spent.id, other=planned.id) for r in reasons]
    return replace(
        disclosure,
        statements=(*disclosure.statements, *statements),
        claims=(*disclosure.claims, *claims, *added),
    )


def _told(like: Statement, code: str, amount: Amount, number: int) -> Statement:
    fact = like.fact.but(function=code) if like.fact is not None else None
    return replace(like, id=f"{like.id}+{number}", fact=fact, amount=amount, instance=number)
