"""The list of 科目 in section five, and list numbers anywhere: where an item begins, and that it ends with the next."""

from __future__ import annotations

from collections.abc import Sequence

from juesuan.model import ItemClaim, NumberKind
from juesuan.model.expressions import expression
from juesuan.model.whole_numbers import whole_number
from juesuan.recognising.narrative.coded_names import CodeNames
from juesuan.recognising.narrative.grammar_tokens import GrammarToken
from juesuan.recognising.narrative.lists import close_list
from juesuan.recognising.narrative.section_reading import SectionReading
from juesuan.recognising.narrative.state import Item
from juesuan.recognising.narrative.topics import UNKNOWN, Topic, named_topic

__all__ = ["Items"]

_COLONS = ("：", ":")
"""What stands behind a 款 that heads what is said of it (检察（款）：…)."""
_BRACKETED = expression(r"[（(](\d{1,2})[)）]$")


class Items:
    """Counts the items of a section whose scope is given back when one ends."""

    def __init__(self, reading: SectionReading, scope: Topic) -> None:
        self._reading = reading
        self._scope = scope
        self._count = self._given = self._before = 0

    def begin_paragraph(self, tokens: Sequence[GrammarToken]) -> None:
        """A paragraph that begins with the subject of the section ends the item before it, if that one has its amounts."""
        item = self._reading.state.item
        if item is not None and item.said and self._speaks_of_the_section(tokens):
            self.end()

    def _speaks_of_the_section(self, tokens: Sequence[GrammarToken]) -> bool:
        """Whether the first phrase with words in it names what the section is about, and not only 支出决算."""
        phrase: list[GrammarToken] = []
        for token in tokens:
            if token.kind in {"ordinal", "mark", "names"}:
                return False
            if token.figure is not None and token.figure.kind is not NumberKind.YEAR:
                break
            phrase.append(token)
        if not any(token.is_word("measure", "fund") for token in phrase):
            return False
        topic = named_topic(phrase, UNKNOWN, self._scope, self._scope, self._reading.lexicon)
        return bool(topic.facts) and topic.facts == self._scope.facts

    def pass_number(self, token: GrammarToken, *, begins: bool) -> None:
        """A list number begins an item, or is only a number."""
        state = self._reading.state
        number = whole_number(token.text.rstrip("．.、"))
        if begins and number is not None:
            self.end()
            state.number = self._given = number
            state.speak_of(UNKNOWN)
        state.forget_phrase()

    def pass_names(self, token: GrammarToken, names: CodeNames) -> None:
        """A 科目 with all its levels at the beginning of a sentence opens an item; else it is the subject of the phrase."""
        reading, state = self._reading, self._reading.state
        if state.mode:
            return
        first = not reading.has_content() and not state.gaps
        alone = bool(names.names[0]) and names.levels == 1
        heads = reading.passage.text[token.end : token.end + 1] in _COLONS
        if first and not alone and (names.levels > 1 or names.code or names.names[2] or heads):
            self._begin(token, names)
            return
        if state.item is not None and names.names[0] and first:
            self.end(keep_number=True)
        state.phrase.append(token)

    def _begin(self, token: GrammarToken, names: CodeNames) -> None:
        reading, state = self._reading, self._reading.state
        self.end(keep_number=True)
        while state.wholes:
            close_list(reading)
        self._count, self._given = self._number(reading.passage.text[: token.start]), 0
        state.number, state.phrase = self._count, [token]
        topic = reading.phrase_topic()
        state.item = Item(names, topic.get("function") or "", token.text, reading.place(token))
        state.scope = state.head = topic
        state.speak_of(topic)
        state.last, state.compared = None, ()
        state.lost = state.foreign = False

    def _number(self, before: str) -> int:
        """The number of an item: the one in front of it, else the next; （1）（2） begin again below each 1. 2."""
        bracketed = _BRACKETED.search(before)
        inner = whole_number(bracketed[1]) if bracketed is not None else None
        if not inner:
            return self._given or self._count + 1
        if inner == 1:
            self._before = self._count
        return self._before + inner

    def end(self, *, keep_number: bool = False) -> None:
        """Ends the item, if one is open."""
        reading, state, item = self._reading, self._reading.state, self._reading.state.item
        if item is not None:
            budget = next((item.said[stage] for stage in reading.lexicon.budgets if item.said.get(stage)), "")
            stands = (reading.source, item.place, item.text, state.number)
            final = item.said.get(reading.final, "")
            reading.claim(ItemClaim(*stands, names=item.names.names, code=item.code, final=final, budget=budget))
        state.item, state.scope, state.head = None, self._scope, self._scope
        if not keep_number:
            state.number = 0
