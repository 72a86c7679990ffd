"""N11-02, N11-04, N11-05 政府采购.

Contracts granted to 中小企业 are part of the total and those of 小微企业 part of these; a share of a total of 0 means nothing; and
capital spending without any procurement may be an omission.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from juesuan.checking.context import Context, not_applicable, passed
from juesuan.model import Band, Outcome, State, Statement, Term

_CHAIN = ("procurement[item=micro]", "procurement[item=sme]", "procurement")


def _stated(fact: str, context: Context) -> Statement | None:
    return next((s for s in context.by_fact.get(fact, ()) if s.source.startswith("N11")), None)


def _parts(context: Context) -> Iterator[Outcome]:
    found = [statement for fact in _CHAIN if (statement := _stated(fact, context)) is not None]
    if len(found) < 2:
        yield not_applicable("没有同时写明采购总额和授予中小企业合同金额")
    for part, whole in pairwise(found):
        smaller, larger = context.in_document_unit(part), context.in_document_unit(whole)
        if smaller.interval.low <= larger.interval.high:
            yield passed([part, whole])
            continue
        message = f"“{part.label}”{part.amount.raw} 大于“{whole.label}”{whole.amount.raw}。"
        terms = (Term.of(part), Term.of(whole, -1))
        difference = smaller.value - larger.value
        yield Outcome(State.FAIL, terms=terms, message=message, band=Band.ERROR, difference=difference)


def _share_of_nothing(context: Context) -> Iterator[Outcome]:
    claims = context.claims("N11", "share")
    if not claims:
        yield not_applicable("文中没有写占比")
    for claim in claims:
        whole = context.by_id.get(claim.operands[1]) if len(claim.operands) > 1 else None
        if whole is None or whole.value or claim.amount is None:
            yield passed()
            continue
        message = f"“{whole.label}”为 0，占比没有意义，却印为 {claim.amount.raw}。"
        terms = (Term(1, claim.text[:20], None, claim.place, claim.amount.raw), Term.of(whole, -1))
        yield Outcome(State.FAIL, terms=terms, message=message)


def _bought_without_procurement(context: Context) -> Iterator[Outcome]:
    total, capital = _stated("procurement", context), context.cell("T06", "310", "C1")
    if total is None or capital is None or not capital.value:
        yield not_applicable("没有资本性支出，或没有写明采购总额")
    elif total.value:
        yield passed([total, capital])
    else:
        message = f"“{capital.label}”为 {capital.amount.raw}，而政府采购支出总额为 0，请核对是否漏填。"
        yield Outcome(State.FAIL, terms=(Term.of(capital), Term.of(total, -1)), message=message)


RULES = {"N11-02": _parts, "N11-04": _share_of_nothing, "N11-05": _bought_without_procurement}
