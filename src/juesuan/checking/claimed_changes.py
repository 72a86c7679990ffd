"""Changes that the prose claims — 比上年增加…万元，增长…% — against what it prints of this year, last year and the budget."""

from __future__ import annotations

from decimal import Decimal

from msgspec.structs import replace

from juesuan.checking.context import Context, not_applicable, undecidable
from juesuan.checking.linear import equation_of
from juesuan.checking.linear import judge as judge_instance
from juesuan.checking.percentages import base_of, direction_of, from_base, judge_percentage, printed_rate, turned
from juesuan.checking.rate_of_nothing import rate_of_nothing
from juesuan.checking.rendering import money
from juesuan.model import (
    Amount,
    Band,
    ChangeClaim,
    ComparedWith,
    Interval,
    Outcome,
    ReasonClaim,
    Severity,
    State,
    Statement,
    Suspect,
    Term,
)
from juesuan.model.excerpt import shortened

__all__ = ["NEARLY", "change_outcome", "direction_outcome", "since_outcome"]

_HUNDRED = Decimal(100)
NEARLY = "基本"
"""基本持平: nearly the same is the same."""
_BUDGET = "预算"
"""In the word of a change: an order (超预算) that is judged as such, too."""
_LIKELY = Decimal("0.8")
_OTHER_WAY = {1: "减少", -1: "增加"}
_NOT_AS_SAID = {1: "少于", -1: "多于"}


def change_outcome(claim: ChangeClaim, context: Context) -> Outcome:
    """``amount`` % = difference / (current ∓ difference): the base it implies must reproduce the printed rate."""
    current, difference = context.by_id.get(claim.current), context.by_id.get(claim.difference)
    direction = direction_of(claim.word)
    if claim.amount is None:
        return not_applicable("文中没有印出增减百分比")
    given = base_of(current, claim, context)
    if current is not None and given is not None and (difference is None or _is_last_year(given, claim)):
        return _rate_of_base(claim, claim.amount, current, given, context)
    if current is None or difference is None or direction is None:
        return undecidable(f"“{shortened(claim.text, 30)}”的增减额或本年数未能确定")
    if direction == 0:
        return not_applicable("文中表述为持平")
    now, moved = context.in_document_unit(current), context.in_document_unit(difference)
    if now.unit is not moved.unit:
        return undecidable("增减额与本年数的计量单位不同")
    base = now.possible - moved.possible if direction > 0 else now.possible + moved.possible
    quotient = moved.possible.divided_by(base)
    if direction > 0 and now.value > 0 and now.value == moved.value:
        return rate_of_nothing(claim, claim.amount, base, moved, (current, difference))
    if not now.value and not moved.value and claim.amount.value:
        return _rate_of_no_change(claim, claim.amount, (current, difference))
    if quotient is None or now.value - direction * moved.value == 0:
        return not_applicable("上年数为零，比率无意义")
    exact = _HUNDRED * moved.value / (now.value - direction * moved.value)
    if exact < 0 and _is_backwards(claim.amount, moved, now, direction, quotient):
        return undecidable("文字写的增减方向与数字相反，上年数不能确定")
    base_words = f"{current.label} {current.amount.raw} {'－' if direction > 0 else '＋'} {difference.amount.raw}"
    ratio = f"{difference.label} {difference.amount.raw} ÷（{base_words}）"
    outcome = judge_percentage(claim, claim.amount, quotient, exact, (difference, current), ratio=ratio)
    if outcome.state is State.FAIL and _fits_other_way(claim.amount.interval, moved, now, direction):
        return _turned(claim, outcome, (difference, current), _OTHER_WAY[direction])
    return outcome


def _rate_of_no_change(claim: ChangeClaim, printed: Amount, numbers: tuple[Statement, Statement]) -> Outcome:
    """减少0.00万元，下降100.00%: nothing has changed, and there was nothing: only what rounding hides could have such a rate."""
    current, difference = numbers
    terms = (Term(1, claim.text[:24], None, claim.place, printed.raw), Term.of(difference, -1), Term.of(current, -1))
    return Outcome(
        State.FAIL,
        terms=terms,
        message=f"{current.label} {current.amount.raw}，增减额也是 {difference.amount.raw}，没有变动，不能写 {printed_rate(printed)}。",
        severity=Severity.WARNING,
        hint="没有变动的写明持平，删去百分比；金额很小、四舍五入后为 0 的，写明实际金额。",
    )


def _turned(claim: ChangeClaim, outcome: Outcome, numbers: tuple[Statement, Statement], right: str) -> Outcome:
    """A rate that is that of the other direction: the word is what is wrong, and what is to be mended."""
    terms = (Term(1, claim.word, None, claim.place, claim.text), *(Term.of(one, -1) for one in numbers))
    message = f"{outcome.message}按“{right}”计算恰为 {claim.amount.raw if claim.amount else ''}，增减方向写反了。"
    return Outcome(State.FAIL, terms=terms, message=message, band=outcome.band, suspects=_other_way(claim))


def _other_way(claim: ChangeClaim) -> tuple[Suspect, ...]:
    """The clause with the other direction, as what should stand there; nobody where its word has no opposite."""
    right = turned(claim.text, claim.word)
    return () if right is None else (Suspect(0, _LIKELY, suggestion=right),)


def _is_last_year(base: Statement, claim: ChangeClaim) -> bool:
    """Whether the base is last year's amount, and something: what came from nothing is judged by its difference."""
    return claim.base is ComparedWith.PREVIOUS and bool(base.value)


def _rate_of_base(
    claim: ChangeClaim, printed: Amount, current: Statement, base: Statement, context: Context
) -> Outcome:
    """The rate by what it is measured from; one from last year that is right but for the direction is another finding's."""
    outcome = from_base(claim, printed, current, base, context)
    direction = direction_of(claim.word) if claim.base is ComparedWith.PREVIOUS else None
    if outcome.state is State.FAIL and direction and not printed.value.is_signed():
        turned = from_base(replace(claim, word=_OTHER_WAY[direction]), printed, current, base, context)
        if turned.state is not State.FAIL:
            return undecidable("文字写的增减方向与数字相反", (current, base))
    return outcome


def _is_backwards(printed: Amount, moved: Amount, now: Amount, direction: int, quotient: Interval) -> bool:
    """Whether the rate is right but for the direction: a minus sign stands for a decrease, or the word is the wrong one."""
    rate = printed.interval
    less = Interval(-rate.high, -rate.low)
    other_way = (_fits_other_way(either, moved, now, direction) for either in (rate, less))
    return less.intersects(quotient.scaled(_HUNDRED)) or any(other_way)


def _fits_other_way(rate: Interval, moved: Amount, now: Amount, direction: int) -> bool:
    """Whether a rate is that of a change of the other direction."""
    base = now.possible + moved.possible if direction > 0 else now.possible - moved.possible
    other = moved.possible.divided_by(base)
    return other is not None and rate.intersects(other.scaled(_HUNDRED))


def direction_outcome(claim: ChangeClaim, context: Context) -> Outcome:
    """持平 must not come with a difference; with last year's document the word must agree with both years' figures."""
    current, difference = context.by_id.get(claim.current), context.by_id.get(claim.difference)
    direction = direction_of(claim.word)
    if direction is None:
        return undecidable(f"“{shortened(claim.text, 30)}”的增减方向未能确定")
    stated = [s for s in (current, difference) if s is not None]
    terms = (Term(1, claim.word, None, claim.place, claim.text), *(Term.of(s, -1) for s in stated))
    nearly = NEARLY in claim.word
    if direction == 0 and difference is not None and difference.value != 0 and not nearly:
        message = f"文中写“{claim.word}”，却又写增减 {difference.amount.raw}，自相矛盾。"
        hint = f"核实{_compared(claim)}：有增减的改正“{claim.word}”，确实持平的删去增减额。"
        return Outcome(State.FAIL, terms=terms, message=message, band=Band.ERROR, hint=hint)
    reason = _reason_for(claim, context)
    alike = direction == 0 and not nearly and not _follows_a_movement(claim, context)
    explained = not reason or context.standard.language.no_change.search(reason) is not None
    if alike and not explained and (current is None or current.value):  # 持平，因为没有支出: that explains the level
        return _level_with_a_reason(claim, terms, reason, stated, context)
    if direction != 0 and difference is not None and difference.value == 0:
        message = f"文中写“{claim.word}”，但增减额为 {difference.amount.raw}，宜写为持平。"
        return Outcome(State.FAIL, terms=terms, message=message, severity=Severity.INFO, hint="改写为持平。")
    base = base_of(current, claim, context)
    if current is not None and base is not None and base.id == current.id:
        return undecidable(f"“{shortened(claim.text, 30)}”所比较的是本年度自己的数")
    if current is not None and base is not None and difference is not None and direction:
        return _from_the_base(claim, direction, (difference, current, base), context)
    return _as_last_year(claim, direction, terms, base, context)


def _compared(claim: ChangeClaim) -> str:
    """The two figures that a change is between, as people call them."""
    return "两年的数" if claim.base in {ComparedWith.PREVIOUS, ComparedWith.OTHER} else "决算数和预算数"


def _level_with_a_reason(
    claim: ChangeClaim, terms: tuple[Term, ...], reason: str, stated: list[Statement], context: Context
) -> Outcome:
    """持平, and why it is not: one of the two is wrong. Because there was no year before: nothing can be compared."""
    moved = next((s.amount.raw for s in stated if s.id == claim.difference), "")
    said, why = f"{claim.word}{moved}", shortened(reason, 30)
    if context.standard.language.no_year_before.search(reason) is None:
        message = f"文中写“{said}”，却说明了增减的原因（“{why}”），两处不一致。"
        hint = f"核实{_compared(claim)}：有增减的写明增减额和百分比，确实持平的删去原因。"
        return Outcome(State.FAIL, terms=terms, message=message, severity=Severity.WARNING, hint=hint)
    current = next((s.amount.raw for s in stated if s.id == claim.current), "")
    if not current:
        return undecidable("文中说没有上年数，本年数未能确定，增减无从比较")
    message = f"文中写“{said}”，又说没有上年数（“{why}”）：没有上年数就无从比较，本年的 {current} 也不是没有变化。"
    hint = "写明本年数和没有上年数的原因，删去增减额和百分比。"
    return Outcome(State.FAIL, terms=terms, message=message, severity=Severity.WARNING, hint=hint)


def _as_last_year(
    claim: ChangeClaim, direction: int, terms: tuple[Term, ...], base: Statement | None, context: Context
) -> Outcome:
    """The word agrees with this year's and last year's figures, of this document or the other."""
    current = context.by_id.get(claim.current)
    if current is None or claim.base is not ComparedWith.PREVIOUS or (context.previous is None and base is None):
        stated = context.by_id.get(claim.difference) is not None
        return Outcome(State.PASS, terms=terms) if stated else not_applicable("未提供上年决算，无从比较")
    before = context.in_document_unit(base).value if base is not None else context.previous_value(current.fact)
    if before is None:
        return undecidable("上年决算中没有找到同一数据")
    now = context.in_document_unit(current).value
    actual = (now > before) - (now < before)
    if actual == direction or (direction == 0 and NEARLY in claim.word):
        return Outcome(State.PASS, terms=terms)
    word = {1: "增加", -1: "减少", 0: "持平"}[actual]
    message = f"文中写“{claim.word}”，但上年为 {money(before)}，本年为 {current.amount.raw}，应为{word}。"
    suspects = _other_way(claim) if actual == -direction else ()
    hint = f"按两年的数改写为{word}。"
    return Outcome(State.FAIL, terms=terms, message=message, band=Band.ERROR, suspects=suspects, hint=hint)


def _from_the_base(
    claim: ChangeClaim, direction: int, numbers: tuple[Statement, Statement, Statement], context: Context
) -> Outcome:
    """The difference that is printed is that between 决算 and what it is compared with, and goes the way the word says."""
    difference, current, base = numbers
    if len({context.in_document_unit(statement).unit for statement in numbers}) > 1:
        return undecidable("增减额与所比较的两个数计量单位不同")
    now, then = ("本年数", "上年数") if claim.base is ComparedWith.PREVIOUS else ("决算数", "预算数")
    outcome = judge_instance(equation_of(((1, difference), (-direction, current), (direction, base))), context)
    if outcome.state is not State.FAIL:
        return outcome
    backwards = judge_instance(equation_of(((1, difference), (direction, current), (-direction, base))), context)
    if backwards.state is State.FAIL:
        return replace(outcome, message=_difference_words(claim, numbers, (now, then), context))
    if _BUDGET in claim.word:
        return undecidable("文字写的大小与数字相反，已另行指出", (current, base))
    terms = (Term(1, claim.word, None, claim.place, claim.text), Term.of(current, -1), Term.of(base, -1))
    message = f"文中写“{claim.text[-20:]}”，但{now} {current.amount.raw} {_NOT_AS_SAID[direction]}{then} {base.amount.raw}，方向相反。"
    hint = f"核对{now}和{then}，改正增减用词。"
    return Outcome(State.FAIL, terms=terms, message=message, band=Band.ERROR, suspects=_other_way(claim), hint=hint)


def _difference_words(
    claim: ChangeClaim, numbers: tuple[Statement, Statement, Statement], names: tuple[str, str], context: Context
) -> str:
    """What the difference should be, as people say it."""
    difference, current, base = numbers
    now, then = context.in_document_unit(current), context.in_document_unit(base)
    word = "增加" if now.value >= then.value else "减少"
    moved = abs(now.value - then.value)
    right = f"{money(moved)} {now.unit.value}" if now.unit.is_money else f"{moved:f}"
    return (
        f"文中写{claim.word} {difference.amount.raw}，但{names[0]}为 {current.amount.raw}、{names[1]}为 {base.amount.raw}，"
        f"应为{word} {right}。"
    )


def _reason_for(claim: ChangeClaim, context: Context) -> str:
    """The cause that the section gives for the movement a claim speaks of."""
    reasons = (other for other in context.claims(claim.section, ReasonClaim) if claim.current == other.current)
    return next((other.text for other in reasons if other.item == claim.item), "")


def _follows_a_movement(claim: ChangeClaim, context: Context) -> bool:
    """Whether the sentence has told a movement before (…减少6.80%，其中项目支出与上年持平): its cause may be what is given."""
    changes = (other for other in context.claims(claim.section, ChangeClaim) if other.item == claim.item)
    return any(
        direction_of(other.word) and other.current != claim.current and claim.text.startswith(other.text)
        for other in changes
    )


def since_outcome(claim: ChangeClaim, context: Context) -> Outcome:
    """The difference that is printed is that between this year's and last year's documents, within what rounding allows."""
    current, difference = context.by_id.get(claim.current), context.by_id.get(claim.difference)
    if claim.base is not ComparedWith.PREVIOUS:
        return not_applicable("文字说明没有与上年比较")
    if current is None or difference is None or current.fact is None:
        return undecidable(f"“{shortened(claim.text, 30)}”的本年数或增减额未能确定")
    stock = context.stated.stock("", "previous", 0)
    before = stock.get(current.fact) if stock is not None else None
    if before is None:
        return undecidable(f"上年决算中没有找到“{current.label}”")
    now, then, moved = (context.in_document_unit(statement) for statement in (current, before, difference))
    if not now.unit is then.unit is moved.unit:
        return undecidable("增减额与两年的数计量单位不同")
    actual, printed = abs(now.value - then.value), abs(moved.value)
    bound = now.half_width + then.half_width + moved.half_width
    gap = abs(actual - printed)
    terms = (Term.of(difference), Term.of(current, -1))
    if gap <= bound:
        return Outcome(State.WITHIN_ROUNDING if gap else State.PASS, terms=terms)
    message = (
        f"文中写增减 {difference.amount.raw}，按本年 {money(now.value)} 与上年决算 {money(then.value)} 计算应为 {money(actual)} "
        f"{context.unit.value}。"
    )
    return Outcome(
        State.FAIL,
        terms=terms,
        message=message,
        band=Band.ERROR,
        stated=printed,
        expected=actual,
        difference=gap,
        allowed=bound,
    )
