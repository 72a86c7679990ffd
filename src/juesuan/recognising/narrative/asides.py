"""What is said beside amounts: reasons, purposes, lists of names, and what is said not to exist."""

from __future__ import annotations

from collections.abc import Sequence

from juesuan.model import DatedClaim, DenialClaim, FactKey, ListingClaim, ReasonClaim, RemarkClaim
from juesuan.model.expressions import expression
from juesuan.recognising.narrative.comparisons import claim_direction, flush_change
from juesuan.recognising.narrative.grammar_tokens import GrammarToken, tokens_of
from juesuan.recognising.narrative.priced_lists import read_priced_list
from juesuan.recognising.narrative.section_reading import SectionReading

__all__ = ["date", "explains", "read_aside", "read_priced", "remark"]

_LISTED = expression(r"[；;。]|[，,](?=(?:日常)?公用经费)")
_CLAUSE_END = expression(r"[，。；：;,:]")
_BETWEEN_NAMES = expression(r"[、，,]|以及")
_BEFORE_NUMBER = expression(r"[、，,（(][^、，,（(]*\d")
_MORE_ENDS = expression(rf"(?<={ListingClaim.MORE})[^、，,]*[，,]")
"""Names, and what kind of thing they are examples of: what stands behind that is no name (…、退休费等支出，保障了人员待遇)."""
_REASON_END = expression(r"[。；;]")
_WORDS = expression(r"[\u4e00-\u9fff]{2}")
_UNCLEAR = "unclear"
_THIS_ONE = frozenset({"此项", "该项"})


def read_aside(reading: SectionReading, token: GrammarToken, kind: str) -> None:
    """Reads what a word of reason, purpose, listing or denial opens."""
    state = reading.state
    if kind == "reason":
        _read_reason(reading, token)
    elif kind == "listing" and state.last is not None and state.last.topic.get("economic"):
        _read_listing(reading, token)
    elif kind in {"purpose", "listing"}:
        state.mode = "purpose"
        if token.word is not None and token.word.value == _UNCLEAR and reading.compares:
            words = _clause_from(reading, token.start)
            reading.claim(RemarkClaim(*reading.stands(token, words), word=token.text))
    elif kind == "none":
        _read_denial(reading, token)
    state.forget_phrase()


def explains(reading: SectionReading) -> bool:
    """Whether something differs that a cause may explain: a comparison in the sentence, or an item's budget and accounts."""
    state = reading.state
    if not reading.compares:
        return False
    said = state.item.said if state.item is not None else {}
    both = reading.final in said and any(stage in said for stage in reading.lexicon.budgets)
    return both or state.comparison is not None


def remark(reading: SectionReading, token: GrammarToken) -> None:
    """A clause that ends with words nobody knows may be a reason, or say what is not found elsewhere."""
    state, text = reading.state, reading.passage.text
    if not reading.compares or state.mode:
        return
    unknown = [gap for gap, _ in state.gaps if _WORDS.search(gap) and not reading.lexicon.own.is_called(gap)]
    if unknown:
        words = text[state.clause : token.start]
        reading.claim(RemarkClaim(*reading.stands(token, words), word=unknown[0]))


def date(reading: SectionReading, of: tuple[str, ...]) -> None:
    """What is said of a year that is not the document's is kept as such: only the whole section tells whether it may be."""
    state = reading.state
    offset, named = (state.year, state.calendar) if state.dated else (state.ruling, state.ruled)
    if offset != 0 and named is not None:
        place = reading.passage.place(named.start, named.start + len(year := named.text[:4]))
        clause = reading.clause(named)
        reading.claim(DatedClaim(reading.source, place, clause, state.number, of=of, year=year))


def _clause_from(reading: SectionReading, start: int) -> str:
    text = reading.passage.text
    end = _CLAUSE_END.search(text, start)
    return text[start : end.start() if end is not None else len(text)]


def _read_reason(reading: SectionReading, token: GrammarToken) -> None:
    state, text = reading.state, reading.passage.text
    if state.relation is not None and state.relation.is_word("direction"):
        claim_direction(reading, state.relation)
    flush_change(reading)
    end = _REASON_END.search(text, token.end)
    reason = text[token.end : end.start() if end is not None else len(text)].lstrip("：:")
    if reading.compares:
        current, other = state.compared or (reading.said(reading.final), reading.said(reading.unnamed_budget))
        reading.claim(ReasonClaim(*reading.stands(token, reason), current=current, other=other, word=token.text))
    state.mode, state.relation = "reason", None
    state.fronted = not text[state.sentence : token.start].strip()


def read_priced(reading: SectionReading, token: GrammarToken) -> bool:
    """Whether the word opens a list of 科目 each with its amount; it is read then."""
    text, last = reading.passage.text, reading.state.last
    if last is None or not last.ids or not last.topic.get("economic") or reading.state.lost or reading.state.mode:
        return False
    start, stop = _listed(reading, token)
    names = read_priced_list(reading, last.topic, start, stop)
    if names:
        said = text[start:stop]
        reading.claim(ListingClaim(*reading.stands(token, said), of=last.ids[0], names=names, word=token.text))
        reading.skip_to = reading.seen_to = stop
    return bool(names)


def _listed(reading: SectionReading, token: GrammarToken) -> tuple[int, int]:
    """From where to where the list behind a word goes."""
    text = reading.passage.text
    start = token.end + text.startswith(("：", ":"), token.end)
    end = _LISTED.search(text, start)
    return start, end.start() if end is not None else len(text)


def _read_listing(reading: SectionReading, token: GrammarToken) -> None:
    """Names of 科目 up to the end of the list; an amount is no name, and what it is of is none."""
    text, last = reading.passage.text, reading.state.last
    start, stop = _listed(reading, token)
    numbered = _BEFORE_NUMBER.search(text, start, stop)
    stop = numbered.start() if numbered is not None else stop
    more = _MORE_ENDS.search(text, start, stop)
    stop = more.start() if more is not None else stop
    parts = (part.partition(ListingClaim.MORE)[0] for part in _BETWEEN_NAMES.split(text[start:stop]))
    names = tuple(filter(None, parts))
    of = last.ids[0] if last is not None and last.ids else ""
    reading.claim(ListingClaim(*reading.stands(token, text[start:stop]), of=of, names=names, word=token.text))
    reading.skip_to = stop


def _read_denial(reading: SectionReading, token: GrammarToken) -> None:
    """没有政府性基金收入: what the rest of the clause names does not exist."""
    text, start = reading.passage.text, token.end
    end = _CLAUSE_END.search(text, start)
    word = text[start : end.start() if end is not None else len(text)]
    facts = _facts_denied(reading, tokens_of(word, reading.section.id, reading.lexicon))
    counts = (rule for rule in reading.lexicon.grammar.counts if reading.section.id.startswith(rule.sections))
    facts += tuple(dict.fromkeys(rule.fact for rule in counts if rule.denied is not None and rule.denied.match(word)))
    if facts:
        date(reading, ())
        if not any(map(str.isdigit, word)):
            reading.skip_to = start + len(word)
        reading.claim(DenialClaim(*reading.stands(token, reading.clause(token) + word), facts=facts, word=word))


def _facts_denied(reading: SectionReading, tokens: Sequence[GrammarToken]) -> tuple[FactKey, ...]:
    """The facts that 没有… speaks of, up to the first word that the grammar does not know."""
    flows = reading.lexicon.flows
    facts: list[FactKey] = []
    fund, reached, named = reading.state.scope.get("fund"), 0, False
    for token in tokens:
        if token.start > reached or token.figure is not None:
            break
        reached = token.end
        if token.text in _THIS_ONE:
            named = fund is not None
        elif token.is_word("fund") and token.word is not None:
            named = True
            fund = fund if fund is not None and reading.lexicon.has_parts(token.word.value) else token.word.value
        elif token.is_word("measure") and token.word is not None:
            facts += token.word.facts
        elif token.is_word("flow") and token.word is not None and not (facts and facts[-1].measure not in flows):
            facts.append(FactKey.of(token.word.value, fund=fund) if fund else FactKey.of(token.word.value))
    if named and not facts and fund is not None and not reading.lexicon.has_parts(fund):
        return tuple(FactKey.of(flow, fund=fund) for flow in flows)
    return tuple(facts) if named or any(fact.measure not in flows for fact in facts) else ()
