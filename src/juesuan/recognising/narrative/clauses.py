"""Reads a section clause by clause: words name a subject, numbers state it, relations tie what was stated together."""

from __future__ import annotations

from collections.abc import Sequence

from juesuan.model import BoundTo, NumberKind, NumberSeen, Passage
from juesuan.model.expressions import expression
from juesuan.recognising.narrative.asides import date, explains, read_aside, read_priced
from juesuan.recognising.narrative.binding import bind
from juesuan.recognising.narrative.comparisons import claim_order, flush_change
from juesuan.recognising.narrative.described import is_described
from juesuan.recognising.narrative.grammar_tokens import GrammarToken, tokens_of
from juesuan.recognising.narrative.items import Items
from juesuan.recognising.narrative.lexicon import Lexicon
from juesuan.recognising.narrative.lists import close_list, divide, open_list, say_all
from juesuan.recognising.narrative.numbers_in_prose import figures
from juesuan.recognising.narrative.section_reading import SectionReading
from juesuan.recognising.narrative.sections import OpenSection
from juesuan.recognising.narrative.series import bind_row, row_of
from juesuan.recognising.narrative.state import SaidComparison, SectionMemory
from juesuan.recognising.narrative.structure import (
    PAUSES,
    begin_part,
    divide_subject,
    end_sentence,
    enter_aside,
    leave_aside,
    lose,
    pass_mark,
    settle_year,
    take_subject,
)
from juesuan.recognising.narrative.told import Told
from juesuan.recognising.narrative.topics import UNKNOWN, Topic, scope_topic
from juesuan.standard.narrative import Grammar

__all__ = ["read_section"]

_YEAR = expression(r"20\d\d")
_LIST_MARKS = expression(r"[①-⑳]+")
_COMPARED = expression(r"(?:相比|比较|对比|同比)(?:数)?$")
_JOINTS = ("及", "和", "与", "含")
_EACH = "各"
_NUMBERED = expression(r"[（(]?[一二三四五六七八九十\d]{1,3}[)）、.．](?!\d)")
_OF_WHICH = "其中"
_CAUSE = "cause"
_PREVIOUS = "previous"
_STATING = frozenset({NumberKind.AMOUNT, NumberKind.COUNT})
_UNSPOKEN = frozenset({NumberKind.DATE, NumberKind.NUMBER, NumberKind.CODE})
"""Numbers that belong to no phrase."""


def read_section(section: OpenSection, told: Told, lexicon: Lexicon, year: int | None) -> None:
    """Enters everything that a section says."""
    scope = scope_topic(section.scope, lexicon.grammar)
    reader = _ClauseReader(SectionReading(section, told, lexicon, SectionMemory.about(scope)), scope, year)
    reader.pass_heading(section.heading.text)
    for paragraph in section.paragraphs:
        reader.paragraph(paragraph)
    reader.finish()


class _ClauseReader:
    """Moves along the tokens of a section."""

    def __init__(self, reading: SectionReading, scope: Topic, year: int | None) -> None:
        self._reading = reading
        self._items = Items(reading, scope)
        self._year = year

    def paragraph(self, passage: Passage) -> None:
        """Reads one paragraph."""
        reading = self._reading
        groups = _groups(passage.text, reading.section.id, reading.lexicon.grammar)
        tokens = tokens_of(passage.text, reading.section.id, reading.lexicon)
        self._items.begin_paragraph(tokens)
        self.pass_heading(passage.text)
        end_sentence(reading, 0, tokens[0] if tokens else None)
        reading.passage, reading.tokens = passage, tokens
        reading.paragraph += 1
        reading.skip_to = reading.seen_to = reading.aside = reached = 0
        for index, token in enumerate(tokens):
            gap = passage.text[reached : token.start]
            reached = token.end
            if _LIST_MARKS.fullmatch(gap):
                begin_part(reading, token.start - len(gap))
            elif gap and token.start > reading.skip_to:
                reading.state.gaps.append((_joined(passage.text, token.start - len(gap), gap), reading.has_content()))
            while groups and groups[0][0] <= token.start:
                reading.state.group = groups.pop(0)[1]
            self._token(token, index)
        reading.state.gaps = []
        while reading.state.outer:
            reading.state.leave_bracket()
        self._see_inside_words(passage, tokens)

    def finish(self) -> None:
        """Ends the section."""
        end_sentence(self._reading, 0)
        self._items.end()
        while self._reading.state.wholes:
            close_list(self._reading)

    def pass_heading(self, text: str) -> None:
        """A heading over a part of the unit holds up to the next line with a number of its own."""
        state = self._reading.state
        if self._reading.lexicon.own.heads(text):
            state.under_part = True
        elif _NUMBERED.match(text):
            state.under_part = False

    def _token(self, token: GrammarToken, index: int) -> None:
        reading, tokens = self._reading, self._reading.tokens
        following = tokens[index + 1] if index + 1 < len(tokens) else None
        if reading.aside and token.start >= reading.aside:
            leave_aside(reading, token)
        if token.start < reading.skip_to:
            if token.figure is not None and token.start >= reading.seen_to:
                self._see(token, None)
        elif token.kind == "ordinal":
            self._see(token, None)
            begin_part(reading, token.start)
            self._items.pass_number(token, begins=index == 0 or (following is not None and following.names is not None))
        elif token.figure is not None and (row := row_of(tokens, index)):
            self._row(row)
        elif token.figure is not None:
            self._figure(token)
        elif token.kind == "mark":
            pass_mark(reading, token, following)
        elif token.names is not None:
            self._items.pass_names(token, token.names)
        elif token.word is not None:
            self._word(token)
            divide_subject(reading, token, tokens[index + 1 : index + 3])

    # -- numbers ---------------------------------------------------------------------------------------------------

    def _figure(self, token: GrammarToken) -> None:
        reading, state, figure = self._reading, self._reading.state, token.figure
        if figure is None:
            return
        if figure.kind is NumberKind.YEAR:
            self._see(token, None)
            self._name_year(token)
            return
        state.elsewhere = reading.is_elsewhere()
        bound = bind(reading, token)
        self._see(token, bound)
        if bound is not None and figure.kind in _STATING:
            date(reading, bound.statements)
        if figure.amount is not None and figure.amount.unit.is_money:
            state.bare = figure.amount.unit
            state.spent = state.spent or state.mode == "purpose"
        settle_year(reading)
        if not bound and not state.mode:
            lose(reading, figure.kind)
        state.counted = state.counted or bool(bound)
        state.entire, state.amount, state.alike = None, None, None
        if figure.kind in _UNSPOKEN:
            state.gaps = []
            return
        relation = state.relation
        goes_on = relation is not None and (relation.is_word("completion") or (bound and relation.is_word("share")))
        if not (goes_on and figure.kind is NumberKind.AMOUNT):
            state.relation = None
        state.forget_phrase()

    def _row(self, row: Sequence[GrammarToken]) -> None:
        """Numbers in a row: each has its own subject, or none has."""
        reading, state = self._reading, self._reading.state
        bound = bind_row(reading, row)
        for token, what in zip(row, bound, strict=True):
            self._see(token, what)
        settle_year(reading)
        if not all(bound) and not state.mode:
            lose(reading, NumberKind.AMOUNT)
        state.counted, state.relation = True, None
        reading.skip_to = reading.seen_to = row[-1].end
        state.forget_phrase()

    def _name_year(self, token: GrammarToken) -> None:
        """A year in front of a subject says whose figure it is; what stands in front of it is the unit's name."""
        state = self._reading.state
        offset = int(token.text[:4]) - self._year if self._year is not None else 0
        state.year, state.dated = offset if offset in {0, -1} else None, True
        state.calendar = token
        if not self._reading.has_content() and self._reading.is_sure():
            state.gaps = []

    def _see(self, token: GrammarToken, bound: BoundTo | None) -> None:
        reading, figure = self._reading, token.figure
        if figure is not None:
            place = reading.passage.place(token.start, token.end)
            text, section = reading.passage.text, reading.source
            described = bound is None and is_described(text, figure, section, reading.lexicon.grammar)
            reading.told.numbers.append(NumberSeen(token.text, figure.kind, section, bound, place, described))

    def _see_inside_words(self, passage: Passage, tokens: Sequence[GrammarToken]) -> None:
        """Numbers that are part of a word (与2023年度相比) were understood with it."""
        reading = self._reading
        words = [token for token in tokens if token.figure is None and any(map(str.isdigit, token.text))]
        for token in words:
            for figure in figures(token.text, reading.lexicon.grammar):
                start, stop = token.start + figure.start, token.start + figure.stop
                text = passage.text[start:stop]
                seen = NumberSeen(
                    text, figure.kind, reading.source, BoundTo(words=token.text), passage.place(start, stop)
                )
                reading.told.numbers.append(seen)

    # -- words -----------------------------------------------------------------------------------------------------

    def _word(self, token: GrammarToken) -> None:
        reading, state = self._reading, self._reading.state
        kind = token.word.kind if token.word is not None else ""
        if state.mode == "reason" and self._resumes(token, kind):
            state.mode = ""
        if state.mode == "reason" or (state.mode == "purpose" and kind != "reason"):
            return
        if kind == "reason" and token.word is not None and token.word.value == _CAUSE and not explains(reading):
            state.gaps.append((token.text, reading.has_content()))
            return
        if kind in {"measure", "fund", "flow", "stage", "filler"}:
            state.phrase.append(token)
            return
        if kind == "year":
            state.year, state.dated, state.calendar = -1, True, None
            return
        if kind == "direction":
            take_subject(reading)
            state.relation = token
        elif kind in {"share", "completion"}:
            self._ratio(token)
        elif kind == "compare" and reading.compares:
            flush_change(reading)
            take_subject(reading)
            state.explained = self._base(token)
            opens = state.explained == "previous" and _COMPARED.search(token.text) is None
            state.comparison = SaidComparison(state.explained, token.end, opens) if not state.lost else None
            state.compared = ()
        elif kind == "order":
            take_subject(reading)
            state.explained = "budget"
            claim_order(reading, token, token.detail)
            state.relation = token
        elif kind == "whole":
            flush_change(reading)
            value = token.word.value if token.word is not None else ""
            if value == "all":
                say_all(reading, token)
            elif value == "division":
                divide(reading)
            elif value == "parts":
                enter_aside(reading, token)
            elif not read_priced(reading, token):
                inner, goes_on = len(state.wholes) > state.own_lists, state.first is not None
                open_list(reading)
                if state.wholes and goes_on and token.text == _OF_WHICH:
                    state.wholes[-1].narrows, state.wholes[-1].inner = True, inner
        else:
            read_aside(reading, token, kind)
        state.forget_phrase()

    def _resumes(self, token: GrammarToken, kind: str) -> bool:
        """Whether a comparison in a reason is the sentence's own again: one with what is being explained is the reason's.

        A reason in front (因…，决算数小于预算数) ends with its clause.
        """
        state = self._reading.state
        behind = self._reading.passage.text[token.start - 1 : token.start] in PAUSES
        if kind == "compare":
            return behind and self._base(token) != state.explained
        return behind and state.fronted and kind in {"order", "direction"}

    def _base(self, token: GrammarToken) -> str:
        """比2023年… in the accounts of 2023 begins the name of a budget of that year; 较2019年 in those of 2022 is no comparison with last year."""
        year = _YEAR.search(token.text)
        value = token.word.value if token.word is not None else ""
        if year is not None and self._year is not None and value == _PREVIOUS:
            return {0: "budget", 1: _PREVIOUS}.get(self._year - int(year[0]), "other")
        return value

    def _ratio(self, token: GrammarToken) -> None:
        """占 and 完成预算的 speak of what the phrase names, else of what was spoken of."""
        reading, state = self._reading, self._reading.state
        state.base, state.stray = "", self._amount_before(token) if token.is_word("share") else None
        if not token.is_word("share") or not reading.is_sure():
            take_subject(reading)
        elif reading.has_content():
            named = reading.phrase_topic()
            found = reading.told.find(named.facts[0], reading.section.id, state.number) if named.facts else ""
            state.divided, state.numerator = named, (found,)
        else:
            state.divided, state.numerator = self._subject_stated()
        state.relation = token

    def _amount_before(self, token: GrammarToken) -> GrammarToken | None:
        """The amount right in front of a share, if nothing was made of it: what the share is of has an unknown name."""
        reading = self._reading
        index = reading.tokens.index(token)
        if index < 2 or not reading.state.lost:
            return None
        amount, comma = reading.tokens[index - 2 : index]
        figure = amount.figure
        joined = comma.text in PAUSES and amount.end == comma.start and comma.end == token.start
        stray = figure is not None and figure.amount is not None and figure.amount.unit.is_money
        return amount if joined and stray and not reading.is_bound(amount) else None

    def _subject_stated(self) -> tuple[Topic | None, tuple[str, ...]]:
        """What was stated of the subject that a share has no words for; none where it is not the 决算 of the year."""
        reading, state = self._reading, self._reading.state
        if state.first is not None and state.last is not None and state.last.of_count and not state.lost:
            return (None, ()) if state.last.passed else (state.last.topic, state.last.ids)
        if state.alike is not None:
            return state.alike.topic, state.alike.ids
        if state.topic == UNKNOWN or state.ruling != 0 or state.stage not in {"", reading.final}:
            return None, ()
        return state.topic, (reading.said(reading.final),)


def _joined(text: str, start: int, gap: str) -> str:
    """A gap with the words around it that join it to what stands beside it (本部门及|下属|单位, 局|所属|各单位)."""
    joint = text[start - 1 : start] if text[max(0, start - 1) : start] in _JOINTS else ""
    behind = text[start + len(gap) :][:1]
    return joint + gap + (behind if behind == _EACH else "")


def _groups(text: str, section: str, grammar: Grammar) -> list[tuple[int, str]]:
    """Where the text says what its counts are about, by the end of the keyword; the longer of two keywords counts."""
    found: dict[int, tuple[int, str]] = {}
    for group in grammar.groups:
        for match in group.pattern.finditer(text) if section.startswith(group.sections) else ():
            found[match.end()] = max(found.get(match.end(), (0, "")), (match.end() - match.start(), group.name))
    return [(end, name) for end, (_, name) in sorted(found.items())]
