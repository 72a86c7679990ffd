"""Y-15 增减幅度大而原因不具体.

A change of more than 30 % needs a concrete cause, one that names a project or an amount; reviewers ask for it. The threshold is
the usual one of reviewers, a matter of judgement, so never more than a note.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from juesuan.checking.context import Context, not_applicable, passed, undecidable
from juesuan.checking.percentages import printed_rate
from juesuan.model import ChangeClaim, ComparedWith, Outcome, ReasonClaim, State, Term
from juesuan.model.excerpt import shortened
from juesuan.model.expressions import expression

RULE = "Y-15"
_LARGE = Decimal(30)
_CONCRETE = expression(r"\d|项目|工程|专项|新增|人员|退休|机构|建设|购置|债券|基金|疫情|拨款")


def check(context: Context) -> Iterator[Outcome]:
    """Notes each large change whose reason names nothing."""
    found = False
    unknown = [number for number in context.disclosure.numbers if number.bound is None and not number.described]
    for section in context.sections_of_explanation:
        reasons = {claim.current: claim for claim in context.claims(section.id, ReasonClaim)}
        for claim in context.claims(section.id, ChangeClaim):
            if claim.amount is None or abs(claim.amount.value) <= _LARGE or claim.base is not ComparedWith.PREVIOUS:
                continue
            found = True
            reason = reasons.get(claim.current)
            text = reason.text if reason is not None else section.body.text.partition("原因")[2][:60]
            if _CONCRETE.search(text):
                yield passed()
                continue
            if reason is None and any(n.section.partition(".")[0] == section.id.partition(".")[0] for n in unknown):
                yield undecidable("这一部分有没有读懂的句子，原因可能写在里面")
                continue
            message = (
                f"“{shortened(claim.text, 30)}”变动 {printed_rate(claim.amount)}，但没有写明具体原因（项目或金额）。"
            )
            yield Outcome(State.FAIL, terms=(Term(1, claim.text[:24], None, claim.place, claim.text),), message=message)
    if not found:
        yield not_applicable("没有超过 30% 的增减")
