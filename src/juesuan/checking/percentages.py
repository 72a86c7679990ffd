"""Printed percentages against what they are computed from, by intervals; and changes from a base that is printed."""

from __future__ import annotations

from decimal import Decimal

from juesuan.arithmetic.bands import nudged
from juesuan.checking.context import Context, not_applicable, undecidable
from juesuan.checking.rendering import percent
from juesuan.model import (
    Amount,
    Band,
    ChangeClaim,
    ClauseOfProse,
    ComparedWith,
    Interval,
    Outcome,
    State,
    Statement,
    Suspect,
    Term,
)
from juesuan.model.expressions import expression

__all__ = [
    "EQUAL",
    "base_of",
    "direction_of",
    "from_base",
    "judge_percentage",
    "printed_rate",
    "turned",
]

_HUNDRED = Decimal(100)
_YEAR_BEFORE = "-1"
_UP = ("增加", "增长", "上升", "提高", "上涨", "增幅", "多", "大于", "高于", "超")
_DOWN = ("减少", "下降", "降低", "减低", "下滑", "降幅", "少", "小于", "低于", "节约")
EQUAL = ("持平", "等于", "一致", "相同", "无变化", "没有变化", "无增减", "变化")
"""Words that say that two amounts are alike."""
_OTHER_WAY = {
    "增加": "减少",
    "增长": "下降",
    "上升": "下降",
    "提高": "降低",
    "上涨": "下滑",
    "增幅": "降幅",
    "大于": "小于",
    "高于": "低于",
    "减少": "增加",
    "下降": "增长",
    "降低": "提高",
    "减低": "提高",
    "下滑": "上涨",
    "降幅": "增幅",
    "小于": "大于",
    "低于": "高于",
}
_DIRECTED = expression("|".join(_OTHER_WAY))


_TIMES = "倍"


def printed_rate(printed: Amount) -> str:
    """A rate in the words of the print, with the sign that people leave out: 12.5%, 1.08倍."""
    return printed.raw if printed.raw.endswith(_TIMES) else f"{printed.raw.rstrip('%')}%"


def _as_printed(exact: Decimal, printed: Amount) -> str:
    """The right rate as the print writes it: a percentage, or so many times with as many decimals."""
    if not printed.raw.endswith(_TIMES):
        return percent(exact)
    return f"{(exact / _HUNDRED).quantize(Decimal(1).scaleb(-max(printed.decimals + 2, 2)))}{_TIMES}"


def judge_percentage(
    claim: ClauseOfProse,
    printed: Amount,
    quotient: Interval,
    exact: Decimal,
    operands: tuple[Statement, ...],
    *,
    ratio: str = "",
) -> Outcome:
    """Passes when some value that rounds to the printed one is reachable from the printed operands.

    ``ratio`` is how the rate is computed, for people; one operand over the other when empty.
    """
    terms = (Term(1, f"{claim.text[:24]}", None, claim.place, printed.raw), *(Term.of(s, -1) for s in operands))
    reachable = quotient.scaled(_HUNDRED)
    rounded = exact.quantize(Decimal(1).scaleb(-printed.decimals))
    if printed.interval.intersects(reachable):
        return Outcome(State.PASS if rounded == printed.value else State.WITHIN_ROUNDING, terms=terms)
    ratio = ratio or " ÷ ".join(f"{s.label} {s.amount.raw or '0'}" for s in operands)
    return Outcome(
        State.FAIL,
        terms=terms,
        message=f"文中写 {printed_rate(printed)}，按 {ratio} 计算应为 {_as_printed(exact, printed)}。",
        band=Band.COPY_TAIL if not printed.raw.endswith(_TIMES) and nudged(printed, exact) else Band.ERROR,
        stated=printed.value,
        expected=exact.quantize(Decimal("0.01")),
        difference=abs(printed.value - exact).quantize(Decimal("0.0001")),
        allowed=printed.half_width,
        equation=f"{ratio} × 100% = {percent(exact)} ≠ {printed.raw}",
        suspects=(Suspect(0, Decimal("0.7"), suggestion=_as_printed(exact, printed)),),
    )


def base_of(current: Statement | None, claim: ChangeClaim, context: Context) -> Statement | None:
    """What a change is measured from — a budget, or last year's amount — where the section prints it: last year's in the same item."""
    if claim.against:
        return context.by_id.get(claim.against)
    if current is None or current.fact is None:
        return None
    last_year = claim.base is ComparedWith.PREVIOUS
    fact = current.fact.but(year=_YEAR_BEFORE) if last_year else current.fact.but(stage=claim.base.value)
    main = claim.section.partition(".")[0]
    printed = (s for s in context.by_fact.get(str(fact), ()) if s.source.partition(".")[0] == main)
    return next((s for s in printed if not last_year or s.instance == claim.item), None)


def from_base(claim: ChangeClaim, printed: Amount, current: Statement, base: Statement, context: Context) -> Outcome:
    """``printed`` % = (current − base) / base, whatever way the word says that it went: 预决算差异率 says none."""
    direction = direction_of(claim.word) or 0
    now, then = context.in_document_unit(current), context.in_document_unit(base)
    if now.unit is not then.unit:
        return undecidable("决算数与所比较的数计量单位不同")
    moved = now.possible - then.possible if direction >= 0 else then.possible - now.possible
    quotient = moved.divided_by(then.possible)
    if quotient is None or not then.value:
        return not_applicable("所比较的数为零，比率无意义")
    exact = _HUNDRED * (now.value - then.value) / then.value * (1 if direction >= 0 else -1)
    if direction == 0 and exact < 0 < printed.value:
        quotient, exact = Interval(-quotient.high, -quotient.low), -exact
    less = (current, base) if direction >= 0 else (base, current)
    ratio = "（" + " － ".join(f"{s.label} {s.amount.raw}" for s in less) + f"）÷ {base.amount.raw}"
    return judge_percentage(claim, printed, quotient, exact, (current, base), ratio=ratio)


def direction_of(word: str) -> int | None:
    """+1 for 增加, -1 for 减少, 0 for 持平; None for another word."""
    for words, sign in ((_UP, 1), (_DOWN, -1), (EQUAL, 0)):
        if any(item in word for item in words):
            return sign
    return None


def turned(text: str, word: str) -> str | None:
    """A clause with the other direction: its word and those behind it (减少…，下降…%); None where the word has no opposite."""
    at = text.rfind(word)
    if at < 0 or word not in _OTHER_WAY:
        return None
    return text[:at] + _DIRECTED.sub(lambda match: _OTHER_WAY[match[0]], text[at:])
