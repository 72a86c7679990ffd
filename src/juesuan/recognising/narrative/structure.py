"""Where clauses, brackets and sentences begin and end, and what that does to what is spoken of.

What a clause does not say comes from what governs it: a bracket from what stands in front of it, a list from what it divides, a sentence from
the head of the one before. Something unknown governs nothing that is understood.
"""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from juesuan.model import NumberKind
from juesuan.recognising.narrative.asides import remark
from juesuan.recognising.narrative.comparisons import claim_direction, flush_change
from juesuan.recognising.narrative.grammar_tokens import GrammarToken
from juesuan.recognising.narrative.lists import close_list, open_list, settle_all
from juesuan.recognising.narrative.numbers_in_prose import stands_in_sentences
from juesuan.recognising.narrative.section_reading import SectionReading
from juesuan.recognising.narrative.state import StatedSubject, Whole
from juesuan.recognising.narrative.topics import UNKNOWN

__all__ = [
    "PAUSES",
    "begin_part",
    "divide_subject",
    "end_sentence",
    "enter_aside",
    "leave_aside",
    "lose",
    "pass_mark",
    "settle_year",
    "take_subject",
]

PAUSES = frozenset("，,；;")
_ENDS = frozenset("。！？")
_OPENING, _CLOSING = frozenset("（("), frozenset("）)")
_CLAUSE_MARKS = PAUSES | _ENDS
_AMONG = "中"
_OF = "的"
_STATED_AGAIN = ("stage", "completion", "order", "compare", "share")


def pass_mark(reading: SectionReading, token: GrammarToken, following: GrammarToken | None) -> None:
    """Goes past a punctuation mark."""
    state = reading.state
    if token.text in _OPENING:
        begin_part(reading, token.start)
        _enter_bracket(reading, token)
    elif token.text in _CLOSING:
        if state.outer:
            _leave_bracket(reading, token)
    elif token.text == "、":
        if state.phrase and following is not None and following.is_content and reading.has_content():
            state.phrase.append(token)
        elif following is None or following.figure is None or following.start > token.end:
            _end_clause(reading, token)
    elif token.text != "：" or following is None or following.figure is None:
        _pause(reading, token, following)


def _pause(reading: SectionReading, token: GrammarToken, following: GrammarToken | None) -> None:
    state = reading.state
    if token.text in PAUSES and not state.mode and reading.is_sure() and not reading.has_content():
        settle_year(reading)
    if token.text == "，" and state.phrase and state.phrase[-1].text == _AMONG:
        settle_year(reading)
        open_list(reading, reading.phrase_topic() if reading.is_sure() or state.counted else UNKNOWN)
        if state.wholes:
            state.wholes[-1].narrows = True
    _end_clause(reading, token)
    if token.text in "；;" or token.text in _ENDS:
        _leave_mode(reading, token.text, following)
    if token.text in _ENDS:
        end_sentence(reading, token.end, following)
    elif state.mode == "purpose" and following is not None and following.is_word(*_STATED_AGAIN):
        _leave_purpose(reading)


def divide_subject(reading: SectionReading, token: GrammarToken, behind: Sequence[GrammarToken]) -> None:
    """本年支出中财政拨款支出…: what is named in front is divided; what is named behind is the part that the sentence goes on about."""
    state = reading.state
    following = next((one for one in behind if one.text != _OF), None)
    if (
        token.text != _AMONG
        or following is None
        or not (following.names or following.is_word("measure", "fund", "flow"))
    ):
        return
    if state.mode or not any(one.names or one.is_word("measure", "fund", "flow") for one in state.phrase):
        return
    settle_year(reading)
    topic = reading.phrase_topic() if reading.is_sure() else UNKNOWN
    open_list(reading, topic if topic.facts else UNKNOWN)
    state.wholes[-1].narrows = True
    state.forget_phrase()


def begin_part(reading: SectionReading, start: int) -> None:
    """A list number at an offset, of parts that are sentences of their own: what its sentence names first is what the next one goes on about."""
    if stands_in_sentences(reading.passage.text, start):
        reading.state.opened = None


def settle_year(reading: SectionReading) -> None:
    """The year of an amount holds for what the sentence states behind it, until it names another."""
    state = reading.state
    if state.dated:
        state.ruling, state.ruled = state.year, state.calendar


def take_subject(reading: SectionReading) -> None:
    """What the phrase names is spoken of, if it is understood; if it is not, nothing is; if it names nothing, what was."""
    if reading.is_sure():
        reading.settle_phrase()
    else:
        reading.state.lose()


def lose(reading: SectionReading, kind: NumberKind) -> None:
    """A number of an unknown subject ends what was said of a known one; money says nothing of what is counted."""
    state = reading.state
    if kind is NumberKind.AMOUNT:
        counted = state.last if state.last is not None and state.last.of_count else None
        state.lose()
        state.last, state.foreign = counted, True
    elif kind is NumberKind.COUNT and state.last is not None and state.last.of_count:
        state.last = replace(state.last, passed=True)


def _enter_bracket(reading: SectionReading, token: GrammarToken) -> None:
    """A bracket speaks of what stands in front of it."""
    state = reading.state
    sure = bool(state.mode) or reading.is_sure()
    if not state.mode and sure:
        reading.settle_phrase()
    amount = _amount_before(reading, token)
    divided = "" if state.phrase else reading.divided_stage(nearest=True)
    state.enter_bracket()
    state.clause = token.end
    if divided:
        state.part_stage, state.last = divided, StatedSubject(state.topic, (state.said[divided],))
    if not sure:
        state.lose()
    elif amount and not state.mode:
        if state.last is None and state.lost:
            state.wholes.append(Whole(UNKNOWN, ()))
        elif state.last is not None and state.last.ids:
            state.wholes.append(Whole(state.last.topic, state.last.ids, some=True))


def _amount_before(reading: SectionReading, token: GrammarToken) -> bool:
    """Whether a bracket stands right behind an amount: what it gives is of that."""
    before = next((one for one in reversed(reading.tokens) if one.end == token.start), None)
    return before is not None and before.figure is not None and before.figure.kind is NumberKind.AMOUNT


def _leave_bracket(reading: SectionReading, token: GrammarToken) -> None:
    """A bracket ends with what was begun in it."""
    state = reading.state
    if state.relation is not None and state.relation.is_word("direction"):
        claim_direction(reading, state.relation)
    remark(reading, token)
    settle_all(reading)
    flush_change(reading)
    while len(state.wholes) > state.outer[-1].wholes:
        close_list(reading)
    named = "".join(gap for gap, _ in state.gaps)
    state.leave_bracket(named if reading.lexicon.own.is_divided_by([named]) else "")


def enter_aside(reading: SectionReading, token: GrammarToken) -> None:
    """What an amount consists of (由…两部分构成): the sentence goes on behind it as behind a bracket."""
    state = reading.state
    state.enter_bracket()
    state.clause = token.end
    if state.last is not None and state.last.ids and not state.lost:
        state.wholes.append(Whole(state.last.topic, state.last.ids, some=True))
    else:
        state.wholes.append(Whole(UNKNOWN, ()))
    reading.aside = token.end + len(token.detail)


def leave_aside(reading: SectionReading, token: GrammarToken) -> None:
    """It ends with what was begun in it."""
    reading.aside, reading.state.gaps = 0, []  # 两部分构成: how many they are
    if reading.state.outer:
        _leave_bracket(reading, token)


def _leave_mode(reading: SectionReading, mark: str, following: GrammarToken | None) -> None:
    """Purposes end with their clause, reasons with the sentence, or where a new subject begins behind a semicolon."""
    if reading.state.mode == "purpose":
        _leave_purpose(reading)
    elif mark in _ENDS or _states_next(reading, following):
        reading.state.mode = ""


def _leave_purpose(reading: SectionReading) -> None:
    """Behind a purpose the subject goes on, unless the purpose gave amounts of its own."""
    reading.state.mode = ""
    if reading.state.spent:
        reading.state.lose()
    reading.state.spent = False


def _states_next(reading: SectionReading, following: GrammarToken | None) -> bool:
    """Whether the clause behind a semicolon states an amount of a subject of its own: 人员经费增加 goes on explaining."""
    if following is None or not (following.names is not None or following.is_word("measure", "fund")):
        return False
    for token in reading.tokens[reading.tokens.index(following) :]:
        if token.is_word("direction") or (token.kind == "mark" and token.text in _CLAUSE_MARKS):
            return False
        if token.figure is not None and token.figure.kind is NumberKind.AMOUNT:
            return True
    return False


def _end_clause(reading: SectionReading, token: GrammarToken) -> None:
    state = reading.state
    remark(reading, token)
    settle_all(reading)
    state.elsewhere = reading.is_elsewhere()
    explains = reading.lexicon.grammar.explanation.match(reading.passage.text, state.clause) is not None
    if state.relation is not None and state.relation.is_word("direction"):
        claim_direction(reading, state.relation)
    elif not (state.mode or explains):
        _end_phrase(reading)
    if not (explains and token.text in "：:"):
        state.clause = token.end
    state.relation, state.counted = None, False
    state.forget_phrase()


def _end_phrase(reading: SectionReading) -> None:
    """A phrase without a number names what is spoken of from now on, or something unknown."""
    state = reading.state
    if reading.has_content():
        take_subject(reading)
    elif not state.counted and sum(len(gap) for gap, _ in state.gaps) > 1:
        state.speak_of(UNKNOWN)


def end_sentence(reading: SectionReading, end: int, following: GrammarToken | None = None) -> None:
    """Ends a sentence: the next one goes on about its head, if nothing unknown came between."""
    state = reading.state
    flush_change(reading)
    for whole in state.wholes:
        whole.fresh = False
    state.mode, state.relation, state.ruling, state.ruled, state.fronted = "", None, 0, None, False
    state.sentence = state.clause = end
    state.part_stage = state.counted_in = ""
    state.forget_phrase()
    while state.divides_unknown:
        state.wholes.pop()
    if state.lost:
        state.before = state.last = None
    elif state.first is not None:
        state.before = state.first
    if state.last is not None and not state.last.ids:
        state.last = state.before
    if following is None or not following.is_word("whole"):
        state.comparison = None
        if state.item is not None:
            state.speak_of(state.scope)
        elif state.opened is not None and not state.lost:
            state.speak_of(state.opened)
    state.opened, state.first, state.listed = None, None, ()
    state.lost = state.foreign = False
    state.elsewhere = state.under_part
    state.entire, state.amount, state.alike = None, None, None
