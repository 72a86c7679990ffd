"""N09-04 “三公”经费：有差异才说明原因.

A sentence that explains a difference between budget and final accounts where the two are equal was copied; and a total that
differs from its budget needs a reason somewhere in the section (财预〔2016〕143号).
"""

from __future__ import annotations

from collections.abc import Iterator

from juesuan.checking.absences import why_unsure_in
from juesuan.checking.claims import order_outcome
from juesuan.checking.context import Context, absent, not_applicable, passed, undecidable
from juesuan.model import OrderClaim, Outcome, ReasonClaim, RemarkClaim, State, Term

RULE = "N09-04"


def check(context: Context) -> Iterator[Outcome]:
    """Judges each stated comparison, then whether a differing total is explained at all."""
    if context.section("N09") is None:
        yield undecidable("没有找到“三公”经费的文字说明")
        return
    for claim in context.claims("N09", OrderClaim):
        yield order_outcome(claim, context)
    budget, final = (context.cell("T09", "*", column) for column in ("C1", "C7"))
    if budget is None or final is None:
        yield absent(context, "T09")
    elif budget.value == final.value:
        yield not_applicable("“三公”经费决算数等于预算数")
    elif context.claims("N09", ReasonClaim) or "原因" in "".join(s.body.text for s in context.sections("N09")):
        yield passed([budget, final])
    elif unsure := why_unsure_in("N09", context):
        yield undecidable(f"没有读到差异的原因，但{unsure}", [budget, final])
    elif context.claims("N09", RemarkClaim):
        yield undecidable("“三公”经费说明中有些话未能识别，可能就是差异原因", [budget, final])
    else:
        message = (
            f"“三公”经费预算 {budget.amount.raw or '0'}、决算 {final.amount.raw or '0'} 不一致，文中没有说明原因。"
        )
        yield Outcome(State.FAIL, terms=(Term.of(final), Term.of(budget, -1)), message=message)
