"""N11-08 分类占比与授予中小企业合同金额不符.

货物采购授予中小企业合同金额占货物支出金额的100%: what the shares give of 货物, 工程 and 服务 adds up to what went to small and medium enterprises;
where not every kind that was bought has its share, it is no more than that.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from juesuan.checking.context import Context, not_applicable
from juesuan.checking.rendering import money
from juesuan.model import Interval, Outcome, ShareClaim, State, Statement, Term
from juesuan.model.expressions import expression

RULE = "N11-08"
_SECTION = "N11"
_SHARE = expression(r"(货物|工程|服务)采购授予中小企业(?:的)?合同(?:金额)?占[^，。；]*?(?:货物|工程|服务)[^，。；]*$")
_KINDS = {"货物": "goods", "工程": "works", "服务": "services"}
_HUNDRED = Decimal(100)
_CENT = Decimal("0.01")


def check(context: Context) -> Iterator[Outcome]:
    """One outcome for all shares together."""
    shares = {
        match[1]: claim
        for claim in context.claims(_SECTION, ShareClaim)
        if (match := _SHARE.search(claim.text)) is not None
    }
    whole = _stated("sme", context)
    bought = {kind: statement for kind, item in _KINDS.items() if (statement := _stated(item, context)) is not None}
    if not shares or whole is None or not shares.keys() <= bought.keys():
        yield not_applicable("没有按货物、工程、服务分别写明授予中小企业的占比，或没有写明相应的金额")
        return
    parts = [_part(bought[kind], claim, context) for kind, claim in shares.items()]
    made = Interval(sum((part.low for part in parts), Decimal(0)), sum((part.high for part in parts), Decimal(0)))
    stated = context.in_document_unit(whole)
    every = all(kind in shares or not statement.value for kind, statement in bought.items())
    terms = (
        Term.of(whole),
        *(Term(-1, claim.text[:24], None, claim.place, claim.amount.raw) for claim in shares.values()),
        *(Term.of(bought[kind], -1) for kind in shares),
    )
    if made.intersects(stated.possible) or (not every and made.low <= stated.possible.high):
        yield Outcome(State.PASS, terms=terms)
        return
    middle = ((made.low + made.high) / 2).quantize(_CENT)
    sums = " ＋ ".join(f"{bought[kind].amount.raw} × {claim.amount.raw}" for kind, claim in shares.items())
    message = (
        f"按{'、'.join(shares)}支出和占比计算，授予中小企业合同金额约为 {money(middle)} {context.unit.value}（{sums}；"
        f"占比经四舍五入，在 {money(made.low.quantize(_CENT))} 至 {money(made.high.quantize(_CENT))} 之间），文中为 {whole.amount.raw}。"
    )
    hint = "核对各项占比和授予中小企业合同金额；占比是按合同金额而不是按支出计算的，写明口径。"
    yield Outcome(State.FAIL, terms=terms, message=message, stated=stated.value, expected=middle, hint=hint)


def _stated(item: str, context: Context) -> Statement | None:
    found = context.by_fact.get(str(context.standard.bookkeeping.facts.procurement.but(item=item)), ())
    return next((s for s in found if s.source.partition(".")[0] == _SECTION), None)


def _part(statement: Statement, claim: ShareClaim, context: Context) -> Interval:
    """What a share gives of what was bought, as far as what is printed says."""
    amount, rate = context.in_document_unit(statement).possible, claim.amount.interval
    return Interval(amount.low * rate.low / _HUNDRED, amount.high * rate.high / _HUNDRED)
