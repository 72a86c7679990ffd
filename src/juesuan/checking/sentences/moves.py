"""What moved, and by how much: 由…提高到…，提高…个百分点; 收支相抵缺口…; 增加6人（新招聘9人、退休3人)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec.structs import replace

from juesuan.checking.context import Context
from juesuan.checking.percentages import direction_of, judge_percentage
from juesuan.checking.sentences.told import NUMBER, Sentence, ToldNumber, is_claimed, sentences, summed
from juesuan.model import ClauseOfProse, Outcome, State, Unit
from juesuan.model.expressions import expression

__all__ = ["moves_of_sentences"]

_N = NUMBER[1:-1]
_WAY = "增加|增长|上升|提高|提升|上涨|扩大|减少|下降|降低|下滑|缩小|压减"
_FROM_TO = expression(
    rf"[由从][^，。；{_N}]{{0,16}}?(?P<then>{NUMBER})(?P<way>{_WAY})(?:到|至|为)(?:了)?[^，。；{_N}]{{0,10}}?(?P<now>{NUMBER})，?"
    rf"(?:同比|共|净)?(?P<again>{_WAY})(?:了)?(?P<by>{NUMBER})"
)
_LEFT = expression(
    rf"收支相抵(?:后)?，?(?:当年|本年|年末)?(?:实际)?(?P<word>缺口|赤字|超支|亏损|结余|盈余|节余)(?:为)?(?P<by>{NUMBER})"
)
_SHORT = ("缺口", "赤字", "超支", "亏损")
_INCOME, _SPEND = expression(r"收入(?:合计|总额|总计)?$|总收入$"), expression(r"支出(?:合计|总额|总计)?$|总支出$")
_STAFF = expression(
    rf"(?P<way>净?增加|净?减少|净增|净减)(?:了)?(?P<by>{NUMBER})（(?P<parts>[^（）]*?{NUMBER}[^（）]*?{NUMBER})）"
)
_OF_STAFF = expression(
    rf"(?:其中|系|为)?[：:]?(?P<name>[^，、；：:（）{_N}]{{2,12}}?)(?P<number>{NUMBER})(?:[、，；](?:和|及)?|和|及|$)"
)
_COMING = expression(r"^(?:本年|当年|年内)?(?:新增|新招|招聘|招录|招考|调入|转入|引进|新进|录用|新聘|接收|安置|增加)")
_GOING = expression(
    r"^(?:本年|当年|年内)?(?:退休|离退休|调出|转出|调离|辞职|离职|去世|死亡|病故|解聘|减少|开除|辞退|到龄退休)"
)


def moves_of_sentences(context: Context) -> Iterator[Outcome]:
    """One outcome for each change whose two sides the sentence gives."""
    for sentence in sentences(context):
        for match in _FROM_TO.finditer(sentence.outer):
            outcome = _from_to(sentence, match, context)
            if outcome is not None:
                yield outcome
        for match in _LEFT.finditer(sentence.outer):
            outcome = _left(sentence, match, context)
            if outcome is not None:
                yield outcome
        for match in _STAFF.finditer(sentence.text):
            outcome = _net(sentence, match, context)
            if outcome is not None:
                yield outcome


def _from_to(sentence: Sentence, match: re.Match[str], context: Context) -> Outcome | None:
    then, now, by = (sentence.numbers[match[name]] for name in ("then", "now", "by"))
    way = _direction(match["again"])
    if not (then.is_like(now) and then.is_exact and now.is_exact and by.is_exact) or way != _direction(match["way"]):
        return None
    percents = then.measure == "%"
    if by.is_like(then) if not percents else by.measure == "百分点":
        terms = ((way, now.statement), (-way, then.statement), (-1, by.statement))
        outcome = summed(terms, context)
        moved = abs(now.value - then.value)
        message = f"文中写“{sentence.words(then, by)}”，{then.seen.text}与{now.seen.text}相差 {moved}，变动数写的是 {by.seen.text}。"
        return replace(outcome, message=message) if outcome.state is State.FAIL else outcome
    if percents or by.measure != "%" or is_claimed(by, context) or not then.value:
        return None
    first, last = context.in_document_unit(then.statement), context.in_document_unit(now.statement)
    difference = last.possible - first.possible if way > 0 else first.possible - last.possible
    quotient = difference.divided_by(first.possible)
    if quotient is None or first.unit is not last.unit:
        return None
    said = ClauseOfProse(sentence.section, by.seen.place, sentence.words(then, by))
    exact = 100 * (last.value - first.value) / first.value * way
    operands = (now.statement, then.statement) if way > 0 else (then.statement, now.statement)
    ratio = f"（{operands[0].amount.raw} － {operands[1].amount.raw}）÷ {then.statement.amount.raw}"
    return judge_percentage(said, by.statement.amount, quotient, exact, operands, ratio=ratio)


def _direction(word: str) -> int:
    return direction_of(word) or (1 if word in {"提升", "扩大"} else -1)


def _left(sentence: Sentence, match: re.Match[str], context: Context) -> Outcome | None:
    """Only of one income and one spending, and nothing else: what was left from before may be among what is left."""
    by = sentence.numbers[match["by"]]
    before = [n for n in sentence.before(by) if n.start < by.start]
    income = [n for n in before if _INCOME.search(n.statement.label)]
    spend = [n for n in before if _SPEND.search(n.statement.label)]
    if len(before) != 2 or len(income) != 1 or len(spend) != 1 or not all(n.is_exact for n in (*before, by)):
        return None
    more, less = (spend[0], income[0]) if match["word"] in _SHORT else (income[0], spend[0])
    terms = ((1, more.statement), (-1, less.statement), (-1, by.statement))
    return summed(terms, context)


def _net(sentence: Sentence, match: re.Match[str], context: Context) -> Outcome | None:
    """Those who came less those who went; only where the bracket is nothing but that."""
    by, way = sentence.numbers[match["by"]], 1 if "增" in match["way"] else -1
    terms: list[tuple[int, ToldNumber]] = []
    reached = 0
    for item in _OF_STAFF.finditer(match["parts"]):
        sign = 1 if _COMING.search(item["name"]) else -1 if _GOING.search(item["name"]) else 0
        number = sentence.numbers[item["number"]]
        if item.start() != reached or not sign or not number.is_like(by) or not number.is_exact:
            return None
        reached = item.end()
        terms.append((-sign * way, number))
    if reached != len(match["parts"]) or len(terms) < 2 or by.statement.amount.unit is not Unit.COUNT:
        return None
    return summed(((1, by.statement), *((sign, n.statement) for sign, n in terms)), context)
