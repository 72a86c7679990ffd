"""收入总计 and 支出总计 that may not be what they, or their headings, are called."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from msgspec.structs import replace

from juesuan.model import Amount, FactKey, Statement
from juesuan.recognising.narrative.grammar_tokens import GrammarToken
from juesuan.recognising.narrative.section_reading import SectionReading
from juesuan.recognising.narrative.told import Told
from juesuan.recognising.narrative.topics import named_word
from juesuan.standard.narrative import Word
from juesuan.standard.vocabulary import Vocabulary

__all__ = ["read_as_meant", "read_year_totals"]

_ENDS = frozenset("。！？")


def read_as_meant(reading: SectionReading, token: GrammarToken, amount: Amount) -> None:
    """Before 收入总计 is stated: whether the 总计 of the tables is meant, or the year's income.

    Under a heading of one flow (收入决算情况说明) it may be either, for places use the words in both ways. What the sentence calls 合计
    beside it is not meant; else that of which the tables print the amount; if they print it of neither, what the words mean there.
    """
    state = reading.state
    word = named_word(state.phrase)
    if word is None or state.year != 0 or state.scope.measure not in reading.lexicon.flows:
        return
    topic = reading.phrase_topic()
    other = next(_other_readings(reading, word), None)
    if other is None or len(topic.facts) != 1 or topic.facts[0] in state.meant:
        return
    fund = topic.facts[0].get("fund")
    meant = other.facts[0].but(fund=fund) if fund else other.facts[0]
    own = topic.facts[0]
    if _is_named_beside(reading, token, own, amount) or _is_printed_of(reading, amount, meant, own):
        label = topic.label.replace(word.label, other.label)
        state.meant = {**state.meant, own: replace(topic, facts=(meant,), label=label)}


def _other_readings(reading: SectionReading, word: Word) -> Iterator[Word]:
    """What the words mean in other sections."""
    token = next(one for one in reversed(reading.state.phrase) if one.word is word)
    for other in reading.lexicon.grammar.words:
        if other.relative and other.facts != word.facts and other.pattern.fullmatch(token.text):
            yield other


def _is_named_beside(reading: SectionReading, token: GrammarToken, fact: FactKey, amount: Amount) -> bool:
    """Whether the sentence gives another amount under a name that can only mean the fact (本年收入合计)."""
    ends = [one.end for one in reading.tokens if one.text in _ENDS]
    start = max((end for end in ends if end <= token.start), default=0)
    end = min((end for end in ends if end > token.start), default=len(reading.passage.text))
    tokens = [one for one in reading.tokens if start <= one.start < end]
    for name, figure in pairwise(tokens):
        plain = name.word is not None and fact.but(fund=None) in name.word.facts and not name.word.relative
        given = figure.figure.amount if figure.figure is not None else None
        if plain and given is not None and given.unit is amount.unit and given.value != amount.value:
            return True
    return False


def _is_printed_of(reading: SectionReading, amount: Amount, fact: FactKey, other: FactKey) -> bool:
    """Whether the tables print an amount of one fact, but for rounding, and what they print of the other is further from it."""
    printed, apart = reading.told.printed(fact), reading.told.printed(other)
    if printed is None or apart is None or not (printed.unit.is_money and apart.unit.is_money):
        return False
    there, elsewhere = printed.to(amount.unit), apart.to(amount.unit)
    distance = abs(there.value - amount.value)
    return distance <= max(there.half_width, amount.half_width) and distance < abs(elsewhere.value - amount.value)


def read_year_totals(told: Told, vocabulary: Vocabulary) -> None:
    """Where both are printed and differ, and neither is the 总计 of the tables, the year's income and spending are meant.

    The two 总计 are equal by construction. Universities call 本年收入合计 and 本年支出合计 so.
    """
    totals = {FactKey.of("total", side=side): FactKey.of(side) for side in vocabulary.values("side")}
    found: dict[FactKey, int] = {}
    for index, statement in enumerate(told.statements):
        if statement.fact in totals and statement.source.startswith("N01"):
            found.setdefault(statement.fact, index)
    if len(found) < len(totals):
        return
    stated = {fact: told.statements[index] for fact, index in found.items()}
    values = {statement.amount.value for statement in stated.values()}
    if len(values) == 1 or any(_agrees(told, fact, statement) for fact, statement in stated.items()):
        return
    for fact, index in found.items():
        told.statements[index] = replace(stated[fact], fact=totals[fact])


def _agrees(told: Told, fact: FactKey, statement: Statement) -> bool:
    """Whether the tables print the same amount for the total."""
    printed = told.printed(fact)
    return (
        printed is None
        or not printed.unit.is_money
        or printed.to(statement.amount.unit).value == statement.amount.value
    )
