"""N11-08 分类占比与授予中小企业合同金额不符.

货物采购授予中小企业合同金额占货物支出金额的100%: what the shares give of 货物, 工程 and 服务 adds up to what went to small and medium enterprises;
where not every kind that was bought has its share, it is no more than that. A whole that its own share of all procurement confirms is not
called wrong: then one of the shares is, and what each would have to be is told.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal

from juesuan.checking.context import Context, not_applicable
from juesuan.checking.rendering import money
from juesuan.model import Amount, Interval, Outcome, ShareClaim, State, Statement, Term
from juesuan.model.expressions import expression

RULE = "N11-08"
_SECTION = "N11"
_SHARE = expression(r"(货物|工程|服务)采购授予中小企业(?:的)?合同(?:金额)?占[^，。；]*?(?:货物|工程|服务)[^，。；]*$")
_KINDS = {"货物": "goods", "工程": "works", "服务": "services"}
_HUNDRED = Decimal(100)
_CENT = Decimal("0.01")
_ZERO = Decimal(0)


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
    hint = "核对各项占比和授予中小企业合同金额；占比是按合同金额而不是按支出计算的，写明口径。"
    if _is_confirmed(whole, context):
        choices = [told for kind in shares if (told := _alone(kind, shares, bought, stated, context))]
        mended = f"如果只有一处有误：{'，或者'.join(choices)}。" if choices else "请逐一核对各项占比。"
        message = (
            f"按{'、'.join(shares)}支出和占比计算，授予中小企业合同金额是 {money(_middle(made))} {context.unit.value}，"
            f"与文中的 {whole.amount.raw} 不符；"
            f"后者与它占采购支出总额的比例相符，有误的应是其中某一项占比。{mended}"
        )
        yield Outcome(State.FAIL, terms=(*terms[1:], terms[0]), message=message, hint=hint)
        return
    middle = _middle(made)
    sums = " ＋ ".join(f"{bought[kind].amount.raw} × {claim.amount.raw}" for kind, claim in shares.items())
    message = (
        f"按{'、'.join(shares)}支出和占比计算，授予中小企业合同金额约为 {money(middle)} {context.unit.value}（{sums}；"
        f"占比经四舍五入，在 {money(made.low.quantize(_CENT))} 至 {money(made.high.quantize(_CENT))} 之间），文中为 {whole.amount.raw}。"
    )
    yield Outcome(State.FAIL, terms=terms, message=message, stated=stated.value, expected=middle, hint=hint)


def _stated(item: str, context: Context) -> Statement | None:
    found = context.by_fact.get(str(context.standard.bookkeeping.facts.procurement.but(item=item)), ())
    return next((s for s in found if s.source.partition(".")[0] == _SECTION), None)


def _part(statement: Statement, claim: ShareClaim, context: Context) -> Interval:
    """What a share gives of what was bought, as far as what is printed says."""
    amount, rate = context.in_document_unit(statement).possible, claim.amount.interval
    return Interval(amount.low * rate.low / _HUNDRED, amount.high * rate.high / _HUNDRED)


def _middle(interval: Interval) -> Decimal:
    return ((interval.low + interval.high) / 2).quantize(_CENT)


def _is_confirmed(whole: Statement, context: Context) -> bool:
    """Whether a share of what is printed for it, of all that was bought, is right."""
    for claim in context.claims(_SECTION, ShareClaim):
        base = context.by_id.get(claim.whole)
        if claim.part == whole.id and base is not None:
            part, of = (context.in_document_unit(one).possible for one in (whole, base))
            quotient = part.divided_by(of)
            return quotient is not None and claim.amount.interval.intersects(quotient.scaled(_HUNDRED))
    return False


def _alone(
    kind: str, shares: Mapping[str, ShareClaim], bought: Mapping[str, Statement], whole: Amount, context: Context
) -> str:
    """What the share of one kind would have to be if all others are right; empty where no share can be that."""
    rest = sum(
        (_middle(_part(bought[other], claim, context)) for other, claim in shares.items() if other != kind), _ZERO
    )
    amount = context.in_document_unit(bought[kind]).value
    rate = ((whole.value - rest) / amount * _HUNDRED).quantize(_CENT) if amount else _ZERO
    return f"{kind}的占比应为 {rate}%" if Interval(_ZERO, _HUNDRED).intersects(Interval(rate, rate)) else ""
