"""Reads a section clause by clause: words name a topic, numbers state it, relations tie what was stated together."""

from __future__ import annotations

from collections.abc import Sequence

from juesuan.model import DenialClaim, FactKey, ItemClaim, ListingClaim, NumberKind, NumberSeen, Passage, ReasonClaim
from juesuan.model.expressions import expression
from juesuan.reading.narrative.binding import bind
from juesuan.reading.narrative.comparisons import claim_direction, claim_order, flush_change
from juesuan.reading.narrative.desk import Desk
from juesuan.reading.narrative.figures import figures
from juesuan.reading.narrative.ledger import Ledger
from juesuan.reading.narrative.lexicon import Lexicon
from juesuan.reading.narrative.lists import close_list, open_list
from juesuan.reading.narrative.sections import OpenSection
from juesuan.reading.narrative.state import Comparison, Item, State
from juesuan.reading.narrative.tokens import Token, tokens_of
from juesuan.reading.narrative.topics import UNKNOWN, Topic, scope_topic
from juesuan.standard.narrative import Grammar
from juesuan.standard.patterns import whole_number

__all__ = ["read_section"]

_ENDS = "。！？"
_PAUSES = frozenset("，,；;")
_STOPS = "，。；：;,:！？（）()"
_LISTED = expression(r"[；;。]|[，,](?=(?:日常)?公用经费)")
_CLAUSE_END = expression(r"[，。；：;,:]")
_BETWEEN_NAMES = expression(r"[、，,]|以及")
_YEAR = expression(r"20\d\d")
_REASON_END = expression(r"[。；;]")
_UNSPOKEN = frozenset({NumberKind.DATE, NumberKind.NUMBER, NumberKind.CODE})
"""Numbers that belong to no phrase."""
_THIS_ONE = frozenset({"此项", "该项"})
_COMPARING = frozenset(f"N{number:02}" for number in range(1, 13))
"""The sections that compare amounts of the accounts; in 绩效 everything is compared with everything."""


def read_section(section: OpenSection, ledger: Ledger, lexicon: Lexicon, year: int | None) -> None:
    """Enters into the ledger everything that a section says."""
    scope = scope_topic(section.scope, lexicon.grammar)
    reader = _Reader(Desk(section, ledger, lexicon, State.about(scope)), scope, year)
    for paragraph in section.paragraphs:
        reader.paragraph(paragraph)
    reader.finish()


class _Reader:
    """Moves along the tokens of a section and keeps its memory."""

    def __init__(self, desk: Desk, scope: Topic, year: int | None) -> None:
        self._desk = desk
        self._scope = scope
        self._year = year
        self._skip_to = 0
        self._items = 0

    def paragraph(self, passage: Passage) -> None:
        """Reads one paragraph."""
        desk = self._desk
        groups = _groups(passage.text, desk.section.id, desk.lexicon.grammar)
        tokens = tokens_of(passage.text, desk.section.id, desk.lexicon)
        self._end_sentence(0, tokens[0] if tokens else None)
        desk.passage = passage
        self._skip_to = 0
        reached = 0
        for index, token in enumerate(tokens):
            gap = passage.text[reached : token.start]
            reached = token.end
            if gap and token.start > self._skip_to:
                desk.state.gaps.append((gap, desk.has_content()))
            while groups and groups[0][0] <= token.start:
                desk.state.group = groups.pop(0)[1]
            self._token(token, tokens[index + 1] if index + 1 < len(tokens) else None, index == 0)
        desk.state.gaps = []
        self._see_inside_words(passage, tokens)

    def finish(self) -> None:
        """Ends the section."""
        self._end_sentence(0)
        self._end_item()
        while self._desk.state.wholes:
            close_list(self._desk)

    # -- tokens ----------------------------------------------------------------------------------------------------

    def _token(self, token: Token, following: Token | None, first: bool) -> None:
        if token.start < self._skip_to:
            if token.figure is not None:
                self._see(token, "")
            return
        if token.kind == "ordinal":
            self._ordinal(token, first or (following is not None and following.names is not None))
        elif token.figure is not None:
            self._figure(token)
        elif token.kind == "mark":
            self._mark(token, following)
        elif token.names is not None:
            self._names(token)
        elif token.word is not None:
            self._word(token)

    def _ordinal(self, token: Token, begins: bool) -> None:
        """A list number begins an item, or is only a number."""
        self._see(token, "")
        state = self._desk.state
        text = token.text.rstrip("．.、")
        number = whole_number(text)
        if begins and number is not None:
            self._end_item()
            state.number = number
            state.speak_of(UNKNOWN)
        state.forget_phrase()

    def _figure(self, token: Token) -> None:
        state, figure = self._desk.state, token.figure
        if figure is not None and figure.kind is NumberKind.YEAR:
            self._see(token, "")
            self._name_year(token)
            return
        bound = bind(self._desk, token)
        self._see(token, bound)
        state.counted = state.counted or bool(bound)
        if figure is not None and figure.kind in _UNSPOKEN:
            state.gaps = []
            return
        kept = state.relation is not None and state.relation.is_word("completion") and figure is not None
        if not (kept and figure is not None and figure.kind is NumberKind.AMOUNT):
            state.relation = None
        state.forget_phrase()

    def _name_year(self, token: Token) -> None:
        """A year in front of a subject says whose figure it is; what stands in front of it is the unit's name."""
        state = self._desk.state
        offset = int(token.text[:4]) - self._year if self._year is not None else 0
        state.year = offset if offset in {0, -1} else None
        if not self._desk.has_content():
            state.gaps = []

    def _mark(self, token: Token, following: Token | None) -> None:
        desk, state = self._desk, self._desk.state
        if token.text == "、":
            if following is None or following.figure is None:
                self._end_clause(token)
            return
        if token.text == "：" and following is not None and following.figure is not None:
            return
        if token.text == "，" and state.phrase and state.phrase[-1].text == "中":
            open_list(desk, desk.phrase_topic())
        self._end_clause(token)
        if token.text in "；;" or token.text in _ENDS:
            self._leave_mode(token.text, following)
        if token.text in _ENDS:
            self._end_sentence(token.end, following)
        elif state.mode == "purpose" and following is not None and following.is_word("stage", "completion", "order"):
            state.mode = ""

    def _leave_mode(self, mark: str, following: Token | None) -> None:
        """Purposes end with their clause, reasons with the sentence, or where a new subject begins behind a semicolon."""
        state = self._desk.state
        new_subject = following is not None and (following.names is not None or following.is_word("measure", "fund"))
        if state.mode == "purpose" or mark in _ENDS or new_subject:
            state.mode = ""

    def _end_clause(self, token: Token) -> None:
        desk, state = self._desk, self._desk.state
        if state.relation is not None and state.relation.is_word("direction"):
            claim_direction(desk, state.relation)
        elif not state.mode and desk.has_content():
            if desk.is_sure():
                desk.settle_phrase()
        elif not state.mode and not state.counted and sum(len(gap) for gap, _ in state.gaps) > 1:
            state.speak_of(UNKNOWN)
        state.relation, state.counted = None, False
        state.forget_phrase()

    def _end_sentence(self, end: int, following: Token | None = None) -> None:
        desk, state = self._desk, self._desk.state
        flush_change(desk)
        state.mode, state.relation, state.sentence = "", None, end
        state.forget_phrase()
        goes_on = following is not None and following.is_word("whole")
        if not goes_on:
            state.comparison = None
            if state.item is not None:
                state.speak_of(state.scope)
            elif state.opened is not None:
                state.speak_of(state.opened)
        state.opened = None

    # -- words -----------------------------------------------------------------------------------------------------

    def _word(self, token: Token) -> None:
        desk, state = self._desk, self._desk.state
        kind = token.word.kind if token.word is not None else ""
        if state.mode == "reason" and kind == "compare" and desk.passage.text[token.start - 1 : token.start] in _PAUSES:
            state.mode = ""
        if state.mode == "reason" or (state.mode == "purpose" and kind != "reason"):
            return
        if kind in {"measure", "fund", "flow", "stage", "filler"}:
            state.phrase.append(token)
        elif kind == "direction":
            self._direction(token)
        elif kind in {"share", "completion"}:
            self._relation(token)
        elif kind == "compare" and desk.section.main in _COMPARING:
            flush_change(desk)
            desk.settle_phrase()
            state.comparison = Comparison(self._base(token), token.end)
            state.compared = ()
            state.forget_phrase()
        elif kind == "order":
            if desk.is_sure():
                claim_order(desk, token, token.detail)
                state.relation = token
            state.forget_phrase()
        elif kind == "whole":
            flush_change(desk)
            open_list(desk)
            state.forget_phrase()
        else:
            self._aside(token, kind)

    def _base(self, token: Token) -> str:
        """比2023年… in the accounts of 2023 begins the name of a budget of that year."""
        year = _YEAR.search(token.text)
        if year is not None and int(year[0]) == self._year:
            return "budget"
        return token.word.value if token.word is not None else ""

    def _direction(self, token: Token) -> None:
        """增加 belongs to what the phrase names; behind an unknown subject it says nothing that we know."""
        desk, state = self._desk, self._desk.state
        if not desk.is_sure():
            state.relation = None
            return
        desk.settle_phrase()
        state.forget_phrase()
        state.relation = token

    def _relation(self, token: Token) -> None:
        """占 and 完成预算的 speak of what the phrase names, else of what was stated last."""
        desk, state = self._desk, self._desk.state
        if token.is_word("share"):
            named = desk.phrase_topic() if desk.has_content() and desk.is_sure() else None
            state.numerator = state.last
            if named is not None:
                found = desk.ledger.find(named.facts[0], desk.section.id, state.number) if named.facts else ""
                state.numerator, state.last_topic = (found,), named
        else:
            desk.settle_phrase()
        state.forget_phrase()
        state.relation = token

    def _aside(self, token: Token, kind: str) -> None:
        """Reasons, purposes, lists of names, and what is said not to exist."""
        desk, state, text = self._desk, self._desk.state, self._desk.passage.text
        if kind == "reason":
            if state.relation is not None and state.relation.is_word("direction"):
                claim_direction(desk, state.relation)
            flush_change(desk)
            end = _REASON_END.search(text, token.end)
            reason = text[token.end : end.start() if end is not None else len(text)].lstrip("：:")
            if desk.section.main in _COMPARING:
                current, other = state.compared or (desk.said(desk.final), desk.said(desk.unnamed_budget))
                desk.claim(ReasonClaim(*desk.stands(token, reason), current=current, other=other, word=token.text))
            state.mode, state.relation = "reason", None
        elif kind == "listing" and state.last_topic is not None and state.last_topic.get("economic"):
            self._listing(token)
        elif kind in {"purpose", "listing"}:
            state.mode = "purpose"
        elif kind == "none":
            self._none(token)
        state.forget_phrase()

    def _listing(self, token: Token) -> None:
        desk, text = self._desk, self._desk.passage.text
        start = token.end + text.startswith(("：", ":"), token.end)
        end = _LISTED.search(text, start)
        stop = end.start() if end is not None else len(text)
        names = tuple(name for part in _BETWEEN_NAMES.split(text[start:stop]) if (name := part.removesuffix("等")))
        of = desk.state.last[0] if desk.state.last else ""
        desk.claim(ListingClaim(*desk.stands(token, text[start:stop]), of=of, names=names, word=token.text))
        self._skip_to = stop

    def _none(self, token: Token) -> None:
        """没有政府性基金收入: what the rest of the clause names does not exist."""
        desk, state = self._desk, self._desk.state
        start = token.end
        end = _CLAUSE_END.search(desk.passage.text, start)
        stop = end.start() if end is not None else len(desk.passage.text)
        word = desk.passage.text[start:stop]
        facts = _facts_denied(desk, tokens_of(word, desk.section.id, desk.lexicon))
        if facts:
            desk.claim(DenialClaim(*desk.stands(token, desk.clause(token) + word), facts=facts, word=word))
        state.forget_phrase()

    # -- items and numbers -----------------------------------------------------------------------------------------

    def _names(self, token: Token) -> None:
        """A 科目 with all its levels at the beginning of a sentence opens an item; else it is the subject of the phrase."""
        desk, state = self._desk, self._desk.state
        if state.mode or token.names is None:
            return
        opens = (token.names.levels > 1 or token.names.code or token.names.names[2]) and not desk.has_content()
        if not opens or state.gaps or (token.names.names[0] and token.names.levels == 1):
            if state.item is not None and token.names.names[0] and not desk.has_content() and not state.gaps:
                self._end_item(keep_number=True)
            state.phrase.append(token)
            return
        self._end_item(keep_number=True)
        while state.wholes:
            close_list(desk)
        self._items = state.number or self._items + 1
        state.number = self._items
        state.phrase = [token]
        topic = desk.phrase_topic()
        state.item = Item(token.names, topic.get("function") or "", token.text, desk.place(token))
        state.scope = topic
        state.head = state.scope
        state.speak_of(state.scope)
        state.last, state.last_topic, state.compared = (), None, ()

    def _end_item(self, keep_number: bool = False) -> None:
        desk, state = self._desk, self._desk.state
        item = state.item
        if item is not None:
            budget = next((item.said[stage] for stage in desk.lexicon.budgets if item.said.get(stage)), "")
            stands = (desk.source, item.place, item.text, state.number)
            final = item.said.get(desk.final, "")
            desk.claim(ItemClaim(*stands, names=item.names.names, code=item.code, final=final, budget=budget))
        state.item, state.scope = None, self._scope
        state.head = self._scope
        if not keep_number:
            state.number = 0

    def _see(self, token: Token, bound: str) -> None:
        desk, figure = self._desk, token.figure
        if figure is not None:
            place = desk.passage.place(token.start, token.end)
            desk.ledger.numbers.append(NumberSeen(token.text, figure.kind, desk.source, bound, place))

    def _see_inside_words(self, passage: Passage, tokens: Sequence[Token]) -> None:
        """Numbers that are part of a word (与2023年度相比) were understood with it."""
        words = [token for token in tokens if token.figure is None and any(map(str.isdigit, token.text))]
        for token in words:
            for figure in figures(token.text, self._desk.lexicon.grammar):
                start, stop = token.start + figure.start, token.start + figure.stop
                text = passage.text[start:stop]
                seen = NumberSeen(text, figure.kind, self._desk.source, token.text, passage.place(start, stop))
                self._desk.ledger.numbers.append(seen)


def _groups(text: str, section: str, grammar: Grammar) -> list[tuple[int, str]]:
    """Where the text says what its counts are about, by the end of the keyword; the longer of two keywords counts."""
    found: dict[int, tuple[int, str]] = {}
    for group in grammar.groups:
        for match in group.pattern.finditer(text) if section.startswith(group.sections) else ():
            found[match.end()] = max(found.get(match.end(), (0, "")), (match.end() - match.start(), group.name))
    return [(end, name) for end, (_, name) in sorted(found.items())]


def _facts_denied(desk: Desk, tokens: Sequence[Token]) -> tuple[FactKey, ...]:
    """The facts that 没有… speaks of, up to the first word that the grammar does not know."""
    facts: list[FactKey] = []
    flows = desk.lexicon.flows
    fund, reached, named = desk.state.scope.get("fund"), 0, False
    for token in tokens:
        if token.start > reached or token.figure is not None:
            break
        reached = token.end
        if token.text in _THIS_ONE:
            named = fund is not None
        elif token.is_word("fund") and token.word is not None:
            named = True
            fund = fund if fund is not None and desk.lexicon.has_parts(token.word.value) else token.word.value
        elif token.is_word("measure") and token.word is not None:
            facts += token.word.facts
        elif token.is_word("flow") and token.word is not None and not (facts and facts[-1].measure not in flows):
            facts.append(FactKey.of(token.word.value, fund=fund) if fund else FactKey.of(token.word.value))
    if named and not facts and fund is not None and not desk.lexicon.has_parts(fund):
        return tuple(FactKey.of(flow, fund=fund) for flow in flows)
    return tuple(facts) if named or any(fact.measure not in flows for fact in facts) else ()
