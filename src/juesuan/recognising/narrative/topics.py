"""What a phrase speaks of: fund, measure, flow and 科目 put together into facts, the rest taken from what was said before."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from juesuan.model import FactKey
from juesuan.recognising.narrative.coded_names import CodeNames
from juesuan.recognising.narrative.grammar_tokens import GrammarToken
from juesuan.recognising.narrative.lexicon import Lexicon
from juesuan.standard.narrative import Grammar, Word

__all__ = [
    "UNKNOWN",
    "Topic",
    "fund_of",
    "is_part_of",
    "named_topic",
    "named_word",
    "scope_topic",
    "whole_of",
    "within",
]

_NARROWING = ("item", "economic", "nature", "function", "source", "fund")
_QUALITIES = ("nature", "function", "economic")
_NESTED = ("fund", "source")
"""Dimensions of which values are parts of others: 教育收费 of 事业收入."""
_FUND_PARTITIONS = {"income": "source", "spend": "fund"}
"""The funds stand beside the other sources of income (事业收入…)."""


class Topic(Struct, frozen=True):
    """What amounts are about.

    Attributes:
        facts: without stage and year; two when one number states two; none when the name could not be resolved.
        label: for people.
        partition: its partition of a whole, or empty.
    """

    facts: tuple[FactKey, ...]
    label: str
    partition: str = ""

    @property
    def measure(self) -> str:
        """Its measure, or empty."""
        return self.facts[0].measure if self.facts else ""

    def get(self, dimension: str) -> str | None:
        """A dimension of its (first) fact."""
        return self.facts[0].get(dimension) if self.facts else None


UNKNOWN = Topic((), "")
"""Something that the grammar does not know is spoken of."""


def scope_topic(fact: FactKey | None, grammar: Grammar) -> Topic:
    """The topic of a section, called as its own sentences would call it."""
    if fact is None:
        return UNKNOWN
    words = grammar.words
    fund = next((w.label for w in words if w.kind == "fund" and w.value == fact.get("fund")), "")
    plain = fact.but(fund=None)
    flow = next((w.label for w in words if w.kind == "flow" and FactKey.of(w.value) == plain), "")
    measure = next((w.label for w in words if plain in w.facts), "")
    return Topic((fact,), fund + (flow or measure))


def is_part_of(part: FactKey, whole: FactKey, lexicon: Lexicon) -> bool:
    """Whether a fact is the whole's, narrowed by one more dimension."""
    if part.measure != whole.measure:
        return False
    for dimension in _NESTED:
        if lexicon.is_of(part.get(dimension), whole.get(dimension), dimension):
            whole = whole.but(**{dimension: part.get(dimension)})
            return set(whole.dimensions) <= set(part.dimensions)
    return set(whole.dimensions) < set(part.dimensions)


def within(topic: Topic, whole: Topic, lexicon: Lexicon) -> Topic:
    """The part of a whole that is being divided which a name without its qualities means (项目支出…，其中：财政拨款支出…)."""
    if len(topic.facts) != 1 or len(whole.facts) != 1 or is_part_of(topic.facts[0], whole.facts[0], lexicon):
        return topic
    part, divided = topic.facts[0], whole.facts[0]
    kept = {name: divided.get(name) for name in _QUALITIES if divided.get(name) is not None}
    own = dict(part.dimensions).keys() - dict(divided.dimensions).keys()
    if part.measure != divided.measure or not kept or not own or any(part.get(name) for name in kept):
        return topic
    return Topic((part.but(**kept),), f"{whole.label}中的{topic.label}")


def whole_of(fact: FactKey) -> FactKey | None:
    """The fact without its narrowest dimension: 基本支出 is a part of 支出."""
    narrowest = next((name for name in _NARROWING if fact.get(name) is not None), None)
    return fact.but(**{narrowest: None}) if narrowest is not None else None


class _Phrase(Struct, frozen=True):
    """The words of a phrase, sorted."""

    fund: str | None = None
    measure: Word | None = None
    flow: Word | None = None
    names: CodeNames | None = None
    label: str = ""

    @classmethod
    def of(cls, tokens: Sequence[GrammarToken]) -> _Phrase:
        """A fund qualifies what follows it; a measure takes the place of the weaker flow."""
        fund, measure, flow, names, label = None, None, None, None, ""
        for token in tokens:
            if token.names is not None:
                names, measure, flow = token.names, None, None
            elif token.word is None:
                continue
            elif token.word.kind == "fund" and measure is None:
                fund, label = token.word.value, token.word.label
            elif token.word.kind == "measure":
                measure = token.word
            elif token.word.kind == "flow":
                flow = token.word
        return cls(fund, measure, flow, names, label)


def named_topic(tokens: Sequence[GrammarToken], topic: Topic, head: Topic, scope: Topic, lexicon: Lexicon) -> Topic:
    """The topic of a phrase.

    Args:
        tokens: the phrase.
        topic: what was spoken of last; a phrase that only says 支出决算 keeps it.
        head: what the sentence, or the list that is being given, speaks of: its fund holds for what follows.
        scope: what the section or item speaks of.
        lexicon: what the words mean.
    """
    phrase = _Phrase.of(tokens)
    fund = _fund(phrase.fund, head, scope, lexicon)
    if phrase.names is not None:
        return _function_topic(phrase.names, fund, scope, lexicon)
    if phrase.measure is not None:
        of_accounts = _is_of_accounts(phrase.measure, lexicon)
        strays = not phrase.measure.sections and of_accounts and not lexicon.is_funded(scope.measure)
        if strays and not lexicon.is_funded(head.measure):
            return UNKNOWN
        return _measure_topic(phrase.measure, phrase, fund, scope, of_accounts=of_accounts)
    if phrase.flow is not None:
        return _flow_topic(phrase, fund, topic, scope, lexicon)
    if phrase.fund is not None and head.measure:
        facts = tuple(fact.but(fund=fund) for fact in head.facts)
        return Topic(facts, phrase.label, _FUND_PARTITIONS.get(head.measure, "fund"))
    return topic


def fund_of(tokens: Sequence[GrammarToken], whole: Topic, lexicon: Lexicon) -> Topic | None:
    """The part of “三公”经费 and the like that a fund pays, where a list divides it (其中：一般公共预算支出…); else None."""
    phrase = _Phrase.of(tokens)
    if phrase.fund is None or phrase.measure is not None or phrase.names is not None or not whole.facts:
        return None
    known = lexicon.vocabulary.measures.get(whole.measure)
    if lexicon.is_funded(whole.measure) or known is None or "fund" not in known.dimensions:
        return None
    return Topic(tuple(fact.but(fund=phrase.fund) for fact in whole.facts), f"{whole.label}{phrase.label}", "fund")


def named_word(tokens: Sequence[GrammarToken]) -> Word | None:
    """The word of a phrase that names a measure; None where none, or a 科目, does."""
    return _Phrase.of(tokens).measure


def _is_of_accounts(word: Word, lexicon: Lexicon) -> bool:
    """Whether a word measures income, spending or balances: in a section about something else they are no one's total."""
    return lexicon.is_funded(word.facts[0].measure)


def _fund(named: str | None, head: Topic, scope: Topic, lexicon: Lexicon) -> str | None:
    """财政拨款 alone, in a section about one of the three, is short for that one."""
    if lexicon.is_of(scope.get("fund"), named):
        return scope.get("fund")
    if named is not None:
        return named
    return head.get("fund") if lexicon.is_funded(head.measure) else scope.get("fund")


def _function_topic(names: CodeNames, fund: str | None, scope: Topic, lexicon: Lexicon) -> Topic:
    label = next(name for name in reversed(names.names) if name)
    code = lexicon.functions.resolve(names.names, names.code)
    if code is None:
        return Topic((), label, "function")
    measure = scope.measure if scope.measure in lexicon.flows else "spend"
    fact = FactKey.of(measure, function=code)
    return Topic((fact.but(fund=fund) if fund else fact,), label, "function")


def _measure_topic(word: Word, phrase: _Phrase, fund: str | None, scope: Topic, *, of_accounts: bool) -> Topic:
    label = word.label
    if not of_accounts or word.facts[0].get("source") is not None:
        return Topic(word.facts, label, word.partition)
    if phrase.fund is not None and not label.startswith(phrase.label):
        label = phrase.label + label
    function = scope.get("function") if scope.measure == word.facts[0].measure else None
    facts = [fact if fact.get("fund") or not fund else fact.but(fund=fund) for fact in word.facts]
    facts = [fact.but(function=function) if function else fact for fact in facts]
    return scope if tuple(facts) == scope.facts and function else Topic(tuple(facts), label, word.partition)


def _flow_topic(phrase: _Phrase, fund: str | None, topic: Topic, scope: Topic, lexicon: Lexicon) -> Topic:
    """收入 or 支出 with a fund is a measure; without one it only repeats, or changes the side of, what was spoken of."""
    if phrase.flow is None:
        return topic
    flow, label = phrase.flow.value, phrase.label + phrase.flow.label
    if phrase.fund is not None:
        if not lexicon.is_funded(scope.measure) and topic.measure not in {*lexicon.flows, "total"}:
            return UNKNOWN
        fact = FactKey.of(flow, fund=fund) if fund else FactKey.of(flow)
        function = scope.get("function") if scope.measure == flow else None
        fact = fact.but(function=function)
        return scope if (fact,) == scope.facts and function else Topic((fact,), label, _FUND_PARTITIONS[flow])
    if topic.measure == flow or not lexicon.is_funded(topic.measure):
        return topic
    fact = FactKey.of(flow)
    return Topic((fact.but(fund=fund) if fund else fact,), label)
