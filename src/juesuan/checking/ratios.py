"""Rates (is the printed percent possible by rounding?), averages and what a place must state, as the register asserts them.

The printed rate must be possible for the two printed amounts; one that was cut off instead of rounded is a tail. Of nothing there is no
rate: blank, a dash and 0 are all accepted, any other number is at most a note.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from msgspec.structs import replace

from juesuan.arithmetic.assertion import Average, Ratio, Stated
from juesuan.arithmetic.bands import nudged
from juesuan.arithmetic.instances import ratio_instances
from juesuan.checking.context import Context, not_applicable, passed, undecidable
from juesuan.checking.rendering import money, percent
from juesuan.model import Amount, Band, FactKey, Outcome, Severity, State, Statement, Term, Unit

__all__ = ["average_outcomes", "ratio_outcomes", "stated_outcomes"]

_HUNDRED = Decimal(100)
_CENT = Decimal("0.01")


def ratio_outcomes(body: Ratio, context: Context) -> Iterator[Outcome]:
    """One outcome per rate; rows that repeat the figures of another are one failure with it."""
    failures: dict[tuple[str, ...], Outcome] = {}
    for number in context.stated.numbers(tuple(term.place for term in body.terms)):
        for part, whole, rate in ratio_instances(body, context.stated, number):
            outcome = _rate(part, whole, rate, context)
            key = (str(number), *(statement.amount.raw for statement in (part, whole, rate)))
            if outcome.state is not State.FAIL:
                yield outcome
            elif key in failures:
                failures[key] = replace(failures[key], terms=failures[key].terms + outcome.terms)
            else:
                failures[key] = outcome
    yield from failures.values()


def _precise(statement: Statement, context: Context) -> Amount:
    """The amount with the decimals it stands for: spreadsheets drop trailing zeros, so that 240 beside 229.19 is 240.00."""
    amounts = (s.amount for s in context.cells_of(statement.source, statement.instance).values() if s.row[:1] != "i")
    decimals = max((amount.decimals for amount in amounts if amount.unit.is_money), default=0)
    return statement.amount.with_decimals(decimals)


def _rate(part: Statement, whole: Statement, rate: Statement, context: Context) -> Outcome:
    terms = (Term.of(rate), Term.of(part, -1), Term.of(whole, -1))
    top, bottom = _precise(part, context), _precise(whole, context)
    quotient = top.possible.divided_by(bottom.possible) if whole.value else None
    blank = [s for s in (part, whole) if context.is_unfilled(s)]
    if rate.value and len(blank) == 1:
        return undecidable(f"“{blank[0].label}”没有填写，空白不是零", [*blank, rate])
    if quotient is None:
        if not rate.value or part.value:
            return passed([rate, part, whole])
        message = f"“{rate.label}”印为 {rate.amount.raw}，但所依的两个数都没有金额，不应填写比率。"
        return Outcome(State.FAIL, terms=terms, message=message, severity=Severity.INFO)
    if rate.amount.interval.intersects(quotient.scaled(_HUNDRED)):
        return passed([rate, part, whole])
    exact = _HUNDRED * top.value / bottom.value
    gap = abs(rate.value - exact)
    shown = f"{part.amount.raw or '0'} ÷ {whole.amount.raw}"
    printed = f"印为 {rate.amount.raw}" if rate.amount.raw else "没有填写"
    return Outcome(
        State.FAIL,
        terms=terms,
        message=f"“{rate.label}”{printed}，按“{part.label}”÷“{whole.label}”（{shown}）计算应为 {percent(exact)}。",
        band=Band.COPY_TAIL
        if gap <= Decimal(1).scaleb(-rate.amount.decimals) or nudged(rate.amount, exact)
        else Band.ERROR,
        stated=rate.value,
        expected=exact,
        difference=gap,
        equation=f"{shown} × 100% = {percent(exact)}",
    )


def average_outcomes(body: Average, context: Context) -> Iterator[Outcome]:
    """What one of them costs, if there is any of either."""
    for number in context.stated.numbers(tuple(term.place for term in body.terms)):
        for part, whole in ratio_instances(body, context.stated, number):
            if part.value and whole.value:
                yield _average(body, part, whole)


def _average(body: Average, part: Statement, whole: Statement) -> Outcome:
    cost = part.amount.to(Unit.YUAN).value if part.amount.unit.is_money else part.value
    average = cost / whole.value
    if body.low <= average <= body.high:
        return passed([part, whole])
    shown = f"{part.amount.raw} ÷ {whole.amount.raw}"
    costs = money(average.quantize(_CENT))
    message = (
        f"平均每{'个' if whole.amount.unit is Unit.COUNT else whole.amount.unit.value}{costs} 元（“{part.label}”÷“{whole.label}”，"
        f"{shown}），超出通常范围 {body.low}～{body.high} 元，请核对。"
    )
    return Outcome(State.FAIL, terms=(Term.of(part), Term.of(whole, -1)), message=message)


def stated_outcomes(body: Stated, context: Context) -> Iterator[Outcome]:
    """Whether the place states a fact of each shape; told once, with all that it lacks."""
    section = context.section(body.place)
    stock = context.stated.stock(body.place, "", 0)
    if section is None or stock is None:
        yield not_applicable("没有相应的文字说明")
        return
    found: list[Statement] = []
    missing: list[str] = []
    for pattern in body.facts.items:
        facts = [fact for fact in stock.facts(pattern.measure) if pattern.match(fact) is not None]
        found += [statement for fact in facts if (statement := stock.get(fact)) is not None]
        if not facts:
            fact = FactKey.of(pattern.measure, **dict(pattern.fixed))
            missing.append(context.standard.vocabulary.name(fact))
    if not missing:
        yield passed(found)
        return
    term = Term(1, section.heading, None, section.place, section.heading)
    yield Outcome(
        State.FAIL, terms=(term,), message=f"“{section.heading}”没有写明：{'、'.join(missing)}；没有的也应写 0。"
    )
