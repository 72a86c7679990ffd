"""Claims of the prose — shares, completion rates, changes, comparisons — judged by interval arithmetic on what is printed.

Written ``share @ N02``, ``completion @ N05.3``, ``change @ N01``, ``order @ N05.3``, ``sum @ N12``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from typing import assert_never

from msgspec.structs import replace

from juesuan.arithmetic.assertion import Body, Claims
from juesuan.checking.claimed_changes import NEARLY, change_outcome, direction_outcome, since_outcome
from juesuan.checking.context import Context, not_applicable, passed, undecidable
from juesuan.checking.linear import equation_of
from juesuan.checking.linear import judge as judge_instance
from juesuan.checking.percentages import EQUAL, direction_of, judge_percentage, printed_rate
from juesuan.checking.rate_of_nothing import is_put_for_none
from juesuan.model import (
    Band,
    ChangeClaim,
    Claim,
    ClaimOfRatio,
    CompletionClaim,
    DatedClaim,
    DenialClaim,
    ItemClaim,
    ListingClaim,
    OrderClaim,
    Outcome,
    ReasonClaim,
    RemarkClaim,
    Severity,
    ShareClaim,
    State,
    Statement,
    SumClaim,
    Suspect,
    Term,
)
from juesuan.model.excerpt import shortened

__all__ = ["JUDGED_ALONE", "asked_of", "claim_outcomes", "direction_of", "judge_claim", "order_outcome"]

_HUNDRED = Decimal(100)
_MORE, _LESS = ("大于", "高于", "多于", "超"), ("小于", "低于", "少于")


def claim_outcomes(body: Claims, context: Context) -> Iterator[Outcome]:
    """One outcome per claim of the kind and section that an assertion names."""
    claims = context.claims(body.section, _SPOKEN_AS[body.kind])
    if body.alone:  # the section itself, where a place does not divide it
        claims = tuple(claim for claim in claims if claim.section == body.section)
    if not claims:
        told = context.section(body.section)
        yield not_applicable("文字说明中没有此类表述" if told else "没有相应的文字说明")
        return
    if body.kind == "whole":
        yield from _whole(tuple(claim for claim in claims if isinstance(claim, ShareClaim)), context)
        return
    for claim in claims:
        outcome = _judged_as(body.kind, claim, context)
        yield outcome if outcome.terms else replace(outcome, terms=(_term(claim),))


def asked_of(claim: Claim, bodies: Iterable[Body], context: Context) -> Iterator[Outcome]:
    """What the bodies of one rule make of one claim: its rate and its direction are questions of their own."""
    for body in bodies:
        if isinstance(body, Claims) and body.kind in JUDGED_ALONE and isinstance(claim, _SPOKEN_AS[body.kind]):
            yield _judged_as(body.kind, claim, context)


def _judged_as(kind: str, claim: Claim, context: Context) -> Outcome:
    """The outcome of one claim by what an assertion asks of it; several ask something of one kind of claim."""
    match claim:
        case ShareClaim() | CompletionClaim() if kind in {"share_base", "completion_base"}:
            return _base(claim, context)
        case CompletionClaim() if kind == "of_nothing":
            return _of_nothing(claim, context)
        case ChangeClaim() if kind == "direction":
            return direction_outcome(claim, context)
        case ChangeClaim() if kind == "since":
            return since_outcome(claim, context)
        case _:
            return judge_claim(claim, context)


def _term(claim: Claim) -> Term:
    """What a claim that was not judged speaks of: its own words."""
    return Term(1, claim.text[:24], None, claim.place, claim.rate.raw if claim.rate is not None else claim.text)


def _ratio(claim: ClaimOfRatio, context: Context) -> Outcome:
    """``amount`` % = part / whole. Nothing is 0 % of whatever it is a part of; of nothing it is put as 0 % or 100 %, where it is put at all."""
    part, whole = context.by_id.get(claim.part), context.by_id.get(claim.whole)
    if part is not None and not part.value and not part.ambiguous and _says_nothing(claim, whole):
        operands = [part, whole] if whole is not None else [part]
        printed = Term(1, claim.text[:24], None, claim.place, claim.amount.raw)
        return Outcome(State.PASS, terms=(printed, *map(Term.of, operands)))
    if part is None or whole is None:
        return undecidable(f"“{shortened(claim.text, 30)}”的分子或分母未能确定")
    if part.ambiguous or whole.ambiguous:
        return undecidable("分子或分母所在的栏次无法确定")
    top, bottom = context.in_document_unit(part), context.in_document_unit(whole)
    if top.unit is not bottom.unit:
        return undecidable("分子与分母的计量单位不同")
    quotient = top.possible.divided_by(bottom.possible)
    if quotient is None:
        return not_applicable("分母为零，比率无意义")
    outcome = judge_percentage(claim, claim.amount, quotient, _HUNDRED * top.value / bottom.value, (part, whole))
    return replace(outcome, severity=Severity.ERROR) if _is_sure(claim, outcome, part, whole) else outcome


def _is_sure(claim: ClaimOfRatio, outcome: Outcome, part: Statement, whole: Statement) -> bool:
    """Whether a rate is surely wrong, wherever it stands: both its operands are told in its own item, and cut off it is none of theirs either."""
    own = all((s.source, s.instance) == (claim.section, claim.item) for s in (part, whole))
    if not claim.item or not own or outcome.difference is None:
        return False
    return outcome.difference > 2 * claim.amount.half_width


def _says_nothing(claim: ClaimOfRatio, whole: Statement | None) -> bool:
    """Whether a rate is what is put for a part that is nothing."""
    return not claim.amount.value or (whole is not None and not whole.value and is_put_for_none(claim.amount))


def order_outcome(claim: OrderClaim, context: Context) -> Outcome:
    """大于/小于/等于/持平/存在差异 must agree with the two printed amounts."""
    actual, budget = context.by_id.get(claim.final), context.by_id.get(claim.budget)
    if actual is None or budget is None:
        return _level_without_a_budget(claim, actual, context)
    left, right = context.in_document_unit(actual), context.in_document_unit(budget)
    if left.unit is not right.unit:
        return undecidable("所比较的两个数计量单位不同")
    sign = (left.value > right.value) - (left.value < right.value)
    word = claim.word
    nearly = NEARLY in word
    agrees = {
        1: any(item in word for item in _MORE) or "存在差异" in word or nearly,
        -1: any(item in word for item in _LESS) or "存在差异" in word or nearly,
        0: any(item in word for item in EQUAL),
    }[sign]
    terms = (Term(1, word, None, claim.place, claim.text), Term.of(actual, -1), Term.of(budget, -1))
    if agrees:
        return Outcome(State.PASS, terms=terms)
    if not (actual.amount.raw and budget.amount.raw):
        return undecidable(f"“{shortened(claim.text, 30)}”所比较的两个数有一个没有填写")
    right_word = {1: "大于", -1: "小于", 0: "等于"}[sign]
    message = (
        f"文中写“{claim.text}”，但决算数为 {actual.amount.raw}、预算数为 {budget.amount.raw}，应为“{right_word}”。"
    )
    return Outcome(
        State.FAIL,
        terms=terms,
        message=message,
        band=Band.ERROR,
        stated=left.value,
        expected=right.value,
        difference=abs(left.value - right.value),
        suspects=(Suspect(0, Decimal("0.8"), suggestion=_rightly(claim.text, word, right_word)),),
    )


def _level_without_a_budget(claim: OrderClaim, actual: Statement | None, context: Context) -> Outcome:
    """与年初预算持平, and why it differs, though no budget is printed: the two do not go together. Otherwise it is not decided."""
    reasons = (
        r for r in context.claims(claim.section, ReasonClaim) if r.current == claim.final and r.item == claim.item
    )
    reason = next((r.text for r in reasons if r.text and r.other == claim.budget), "")
    level = any(item in claim.word for item in EQUAL) and NEARLY not in claim.word
    if not level or not reason or actual is None or not actual.value:
        return undecidable(f"“{shortened(claim.text, 30)}”所比较的决算数或预算数未能确定")
    return Outcome(
        State.FAIL,
        terms=(Term(1, claim.word, None, claim.place, claim.text), Term.of(actual, -1)),
        message=f"文中写“{claim.text}”，却说明了差异的原因（“{shortened(reason, 30)}”），两处不一致。",
        severity=Severity.WARNING,
        hint="核实决算数和预算数：有差异的写明预算数和差异，确实持平的删去原因。",
    )


def _rightly(said: str, word: str, right: str) -> str:
    """What is said with the right word: the whole phrase, to be put in the place of the printed one."""
    left, _, other = said.rpartition("与")
    if (
        left and other.endswith(word) and right in {"大于", "小于"}
    ):  # 决算数与预算数持平: the word moves between the two
        return f"{left}{right}{other.removesuffix(word)}"
    return said.replace(word, "一致" if word == "存在差异" else right) if word in said else right


def _sum(claim: SumClaim, context: Context) -> Outcome:
    """The whole = Σ of its parts."""
    stated = [statement for name in claim.operands if (statement := context.by_id.get(name)) is not None]
    if len(stated) < len(claim.operands) or len(stated) < 3:
        return undecidable(f"“{shortened(claim.text, 30)}”的总数或分项未能全部确定")
    terms = ((1, stated[0]), *((-1, part) for part in stated[1:]))
    return judge_instance(equation_of(terms), context)


def _base(claim: ClaimOfRatio, context: Context) -> Outcome:
    """There is no rate of nothing: 0 % of 0 is a careless template, any other number a wrong figure."""
    part, whole = context.by_id.get(claim.part), context.by_id.get(claim.whole)
    if whole is None:
        return not_applicable("文中没有写明百分比所依的数")
    if whole.value:
        return passed([whole])
    nothing = part is not None and not part.value and not claim.amount.value
    return Outcome(
        State.FAIL,
        terms=(Term(1, claim.text[:24], None, claim.place, claim.amount.raw), Term.of(whole, -1)),
        message=f"“{whole.label}”为 0，文中却写 {printed_rate(claim.amount)}，没有意义。",
        severity=Severity.INFO if nothing else None,
    )


def _of_nothing(claim: CompletionClaim, context: Context) -> Outcome:
    """What was spent without a budget has no rate of completion, whatever is put there."""
    part, whole = context.by_id.get(claim.part), context.by_id.get(claim.whole)
    if part is None or whole is None or not part.value:
        return not_applicable("没有预算为零而有支出的情形")
    if whole.value:
        return passed([whole])
    message = (
        f"“{whole.label}”为 0，“{part.label}”为 {part.amount.raw}，没有完成率，文中却写 {printed_rate(claim.amount)}。"
    )
    return Outcome(State.FAIL, terms=(_term(claim), Term.of(whole, -1), Term.of(part, -1)), message=message)


def _whole(claims: tuple[ShareClaim, ...], context: Context) -> Iterator[Outcome]:
    """The shares of all parts of a whole, in one partition, add up to 100 %; whether all are there is told by their amounts."""
    shares: dict[tuple[str, str], dict[str, ShareClaim]] = {}
    for claim in claims:
        part, whole = context.by_id.get(claim.part), context.by_id.get(claim.whole)
        if part is not None and whole is not None and not part.ambiguous | whole.ambiguous:
            shares.setdefault((whole.id, _partition(part, whole, context)), {}).setdefault(part.id, claim)
    for (whole_id, _), of_parts in shares.items():
        stated = [context.by_id[name] for name in (whole_id, *of_parts)]
        outcome = judge_instance(equation_of(((1, stated[0]), *((-1, part) for part in stated[1:]))), context)
        if outcome.state in (State.PASS, State.WITHIN_ROUNDING):
            gap = abs(outcome.difference or Decimal(0))  # what the amounts lack of their whole, the shares lack too
            yield _together(tuple(of_parts.values()), _HUNDRED * gap / abs(stated[0].value) if stated[0].value else gap)


def _partition(part: Statement, whole: Statement, context: Context) -> str:
    """The partition in which a fact is part of another; empty where none is known."""
    if part.fact is None:
        return ""
    above = context.standard.vocabulary.above(part.fact)
    return next((name for name, wholes in above if whole.fact in wholes), "")


def _together(claims: tuple[ShareClaim, ...], hidden: Decimal) -> Outcome:
    """``hidden``: what rounding lets the parts lack, in per cent."""
    total = sum((claim.amount.value for claim in claims), Decimal(0))
    allowed = sum((claim.amount.half_width for claim in claims), hidden)
    off = abs(total - _HUNDRED)
    terms = tuple(Term(1, c.text[:20], None, c.place, c.amount.raw) for c in claims)
    if off <= allowed:
        if not off:
            return Outcome(State.PASS, terms=terms)
        return Outcome(State.WITHIN_ROUNDING, terms=terms, difference=total - _HUNDRED, allowed=allowed)
    return Outcome(
        State.FAIL,
        terms=terms,
        message=f"各分项占比之和为 {total}%，应为 100%（四舍五入最多允许相差 {allowed:.3f}）。",
        band=Band.ERROR,
        stated=total,
        expected=_HUNDRED,
        difference=off,
        allowed=allowed,
    )


def judge_claim(claim: Claim, context: Context) -> Outcome:
    """The outcome of one claim by its kind; kinds that say nothing of numbers are not judged."""
    match claim:
        case ShareClaim() | CompletionClaim():
            return _ratio(claim, context)
        case ChangeClaim():
            return change_outcome(claim, context)
        case OrderClaim():
            return order_outcome(claim, context)
        case SumClaim():
            return _sum(claim, context)
        case ListingClaim() | DenialClaim() | ReasonClaim() | ItemClaim() | RemarkClaim() | DatedClaim():
            return not_applicable("此类表述不涉及数字")
        case _:
            assert_never(claim)


JUDGED_ALONE = frozenset({"share", "completion", "change", "direction", "order", "sum"})
"""Kinds that one claim and its operands decide."""

_SPOKEN_AS: Mapping[str, type[Claim]] = {
    "share": ShareClaim,
    "completion": CompletionClaim,
    "change": ChangeClaim,
    "direction": ChangeClaim,
    "order": OrderClaim,
    "sum": SumClaim,
    "whole": ShareClaim,
    "share_base": ShareClaim,
    "completion_base": CompletionClaim,
    "of_nothing": CompletionClaim,
    "since": ChangeClaim,
}
"""Of which claims an assertion asks something."""
