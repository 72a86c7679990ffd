"""Rates that a sentence says of two numbers of its own: 整改率 of what was found and mended, 占教职工总数的, 是年初预算的…倍."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from juesuan.checking.context import Context
from juesuan.checking.percentages import judge_percentage
from juesuan.checking.rendering import worth
from juesuan.checking.sentences.told import NUMBER, Sentence, ToldNumber, is_claimed, sentences
from juesuan.model import Band, ClauseOfProse, Outcome, State, Suspect, Term, Unit
from juesuan.model.expressions import expression

__all__ = ["rates_of_sentences"]

_N = NUMBER[1:-1]
_RATE = expression(
    rf"(?:^|[，、；：:（])(?P<name>[^，、。；：:（）{_N}]{{2,12}}?)率(?:为|达到|达|是)?(?P<rate>{NUMBER})"
)
_SHARE = expression(
    rf"(?P<part>{NUMBER})[，（]?占(?:全部|全体)?(?P<name>[^，。；（）{_N}]{{2,20}}?)"
    rf"(?:总人数|总数|总量|总额|人数|数量|总和)?(?:的)?(?:比例|比重)?(?:为|达到|达)?(?P<rate>{NUMBER})"
)
_TIMES = expression(rf"(?P<part>{NUMBER})，?(?:是|为|相当于)(?P<name>[^，。；（）{_N}]{{2,16}}?)的(?P<rate>{NUMBER})")
_CHANGES = expression(r"增|减|降|升|提高|差异|偏差|变动|结转")
_SAID_SO = "(?:数|人数|数量)?(?:共计|合计|共)?(?:为|达到|达|了)?"
_PIECES = expression(r"[；;]")
_HUNDRED, _LIKELY = Decimal(100), Decimal("0.7")


def rates_of_sentences(context: Context) -> Iterator[Outcome]:
    """One outcome for each rate whose two numbers the sentence gives."""
    for sentence in sentences(context):
        for piece in _PIECES.split(sentence.outer):
            for match in _RATE.finditer(piece):
                yield from _of_deed(sentence, piece, match, context)
        for match in _SHARE.finditer(sentence.outer):
            part, rate = sentence.numbers[match["part"]], sentence.numbers[match["rate"]]
            if rate.measure == "%" and not is_claimed(rate, context):
                yield from _of_named(sentence, part, match["name"], rate, context)
        for match in _TIMES.finditer(sentence.outer):
            part, rate = sentence.numbers[match["part"]], sentence.numbers[match["rate"]]
            if rate.measure == "倍":
                yield from _of_named(sentence, part, match["name"], rate, context)


def _of_deed(sentence: Sentence, piece: str, match: re.Match[str], context: Context) -> Iterator[Outcome]:
    """整改率: what was done, of what stands in front of it. Where it was done twice, or of nothing, no rate is told."""
    rate, name = sentence.numbers[match["rate"]], match["name"]
    if rate.measure != "%" or is_claimed(rate, context) or not rate.is_exact or _CHANGES.search(name):
        return
    done = re.findall(rf"{re.escape(name)}[^，、；：:{_N}]{{0,8}}?{_SAID_SO}({NUMBER})", piece[: match.start() + 1])
    if len(done) != 1:
        return
    part = sentence.numbers[done[0]]
    inside = {one.start for one in sentence.of(piece)}
    wholes = [n for n in sentence.before(part) if n.start in inside and n.value >= part.value and n.is_exact]
    yield from _judged(sentence, part, wholes, rate, context)


def _of_named(sentence: Sentence, part: ToldNumber, name: str, rate: ToldNumber, context: Context) -> Iterator[Outcome]:
    """占…的, 是…的: what is named stands in front of it with its number."""
    wholes = [n for n in sentence.before(part) if n.is_exact and n.statement.label.endswith(name)]
    yield from _judged(sentence, part, wholes, rate, context)


def _judged(
    sentence: Sentence, part: ToldNumber, wholes: Sequence[ToldNumber], rate: ToldNumber, context: Context
) -> Iterator[Outcome]:
    """The first reading that is right; else what is wrong with the nearest."""
    if not part.is_exact or not rate.is_exact:
        return
    outcomes = [found for whole in wholes if (found := _quotient(sentence, part, whole, rate, context)) is not None]
    right = next((outcome for outcome in outcomes if outcome.state is not State.FAIL), None)
    if outcomes:
        yield right or outcomes[0]


def _quotient(
    sentence: Sentence, part: ToldNumber, whole: ToldNumber, rate: ToldNumber, context: Context
) -> Outcome | None:
    top, bottom = context.in_document_unit(part.statement), context.in_document_unit(whole.statement)
    quotient = top.possible.divided_by(bottom.possible) if top.unit is bottom.unit and bottom.value else None
    if quotient is None:
        return None
    operands = (part.statement, whole.statement)
    exact = top.value / bottom.value
    if rate.statement.amount.unit is Unit.PERCENT:
        said = ClauseOfProse(sentence.section, rate.seen.place, sentence.words(part, rate))
        return judge_percentage(said, rate.statement.amount, quotient, _HUNDRED * exact, operands)
    terms = (sentence.term(rate), *(Term.of(operand, -1) for operand in operands))
    if rate.statement.amount.interval.intersects(quotient):
        return Outcome(State.PASS, terms=terms)
    times = worth(round(exact, max(rate.statement.amount.decimals, 1)), Unit.COUNT)
    return Outcome(
        State.FAIL,
        terms=terms,
        message=f"文中写“{sentence.words(part, rate)}”，按 {operands[0].amount.raw} ÷ {operands[1].amount.raw} 计算应为 {times}倍。",
        band=Band.ERROR,
        stated=rate.value,
        expected=exact,
        suspects=(Suspect(0, _LIKELY, suggestion=f"{times}倍"),),
    )
