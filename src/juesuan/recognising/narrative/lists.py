"""Lists of parts (其中…) and the wholes that they divide."""

from __future__ import annotations

from juesuan.model import FactKey, SumClaim
from juesuan.recognising.narrative.grammar_tokens import GrammarToken
from juesuan.recognising.narrative.section_reading import SectionReading
from juesuan.recognising.narrative.state import StatedSubject, Whole
from juesuan.recognising.narrative.topics import UNKNOWN, Topic, is_part_of
from juesuan.standard.vocabulary import Vocabulary

__all__ = ["close_list", "divide", "enter_part", "open_list", "say_all", "settle_all"]

_TOTAL = "total"
_NEW_PARTITION = frozenset("。；;：:")


def open_list(reading: SectionReading, topic: Topic | None = None) -> None:
    """其中: what was stated last, or the topic (…支出决算中，), is given in parts."""
    state = reading.state
    if topic is None and not state.part_stage:
        state.part_stage = reading.divided_stage(nearest=False)
    if topic is not None and topic.facts:
        state.wholes.append(Whole(topic, (reading.told.find(topic.facts[0], reading.section.id, state.number),)))
    elif topic is None and state.last is not None:
        head = state.before if state.first is None else None
        if state.first is None:
            state.opened = state.opened or (head or state.last).topic  # a sentence that only divides is about the whole
        if head is not None and head.ids != state.last.ids:
            state.wholes.append(Whole(head.topic, head.ids))
        state.wholes.append(Whole(state.last.topic, state.last.ids))
    elif topic == UNKNOWN or (topic is None and state.lost):
        state.wholes.append(Whole(UNKNOWN, ()))


def divide(reading: SectionReading) -> None:
    """按支出性质分: what was divided last is divided once more; a whole of which there are no parts yet, for the first time.

    Behind a comma what was stated last is meant (…项目支出X万元，按…分), else what the list before divides.
    """
    state = reading.state
    before = reading.passage.text[: state.clause].rstrip()[-1:]
    wholes = state.wholes[state.own_lists :]
    index = next((index for index, whole in enumerate(wholes) if whole.divided), None)
    if index is None and wholes and before in _NEW_PARTITION:
        index = len(wholes) - 1
    if index is None:
        open_list(reading)
    else:
        whole = wholes[index]
        while len(state.wholes) > state.own_lists + index:
            close_list(reading)
        state.wholes.append(Whole(whole.topic, whole.ids))
        state.last = StatedSubject(whole.topic, whole.ids) if whole.ids else None
    if len(state.wholes) > state.own_lists:
        state.wholes[-1].divided = True


def enter_part(reading: SectionReading, topic: Topic, ids: tuple[str, ...]) -> None:
    """Enters a part in its list; something of the accounts that is no part of a list closes it."""
    wholes, around = reading.state.wholes, reading.state.own_lists
    closes = bool(topic.partition) or reading.lexicon.is_funded(topic.measure)
    while len(wholes) > around and closes and _ends(wholes[-1], topic, reading):
        close_list(reading)
    if not wholes or not wholes[-1].takes(topic, reading.lexicon) or not topic.partition:
        return
    if around and len(wholes) <= around:
        return  # a bracket speaks of what stands in front of it
    whole, fact, vocabulary = wholes[-1], topic.facts[0], reading.lexicon.vocabulary
    partition = _partition(fact, whole.topic.facts[0], vocabulary) or topic.partition
    if whole.partition not in {"", partition} or any(_is_below(fact, part, vocabulary) for part in whole.parts):
        return  # another partition; or a part of a part that was given
    whole.partition = partition
    whole.parts = {part: name for part, name in whole.parts.items() if not _is_below(part, fact, vocabulary)}
    whole.parts.setdefault(fact, ids[0])


def say_all(reading: SectionReading, token: GrammarToken) -> None:
    """全部来自: the amount right before it is all of what the rest of the clause names."""
    state = reading.state
    before = next((one for one in reversed(reading.tokens) if one.end <= token.start and one.figure is not None), None)
    last = state.last if not state.lost and not state.mode else None
    given = last is not None and len(last.ids) == len(last.topic.facts) == 1 and not last.of_count
    same = (
        before is not None
        and last is not None
        and given
        and reading.told.place_of(last.ids[0]) == reading.place(before)
    )
    state.entire, state.amount = (last, before) if same else (None, None)


def settle_all(reading: SectionReading) -> None:
    """The end of such a clause: the part that it names is stated to be as much as the whole; nothing where it is not understood."""
    state = reading.state
    entire, token, state.entire, state.amount = state.entire, state.amount, None, None
    if entire is None or token is None or not reading.has_content() or not reading.is_sure() or reading.subjects():
        return
    topic, amount = reading.phrase_topic(), reading.told.amount_of(entire.ids[0])
    if (
        amount is None
        or len(topic.facts) != 1
        or not is_part_of(topic.facts[0], entire.topic.facts[0], reading.lexicon)
    ):
        return
    said, stage, year = dict(state.said), state.stage, state.year
    state.year = 0
    ids = reading.state_amount(topic, "", amount, token)
    state.said, state.stage, state.year = said, stage, year
    state.alike = StatedSubject(topic, ids)


def _ends(whole: Whole, topic: Topic, reading: SectionReading) -> bool:
    """Whether something is no more of a list: 收入, 支出 and 结转 make up a 总计, although it is divided into none of them."""
    summed = whole.topic.measure == _TOTAL and topic.measure != _TOTAL
    return whole.topic != UNKNOWN and not summed and not whole.takes(topic, reading.lexicon)


def _partition(part: FactKey, whole: FactKey, vocabulary: Vocabulary) -> str:
    """The tree in which one fact is below another; empty where none is known."""
    return next((name for name, wholes in vocabulary.above(part) if whole in wholes), "")


def _is_below(part: FactKey, whole: FactKey, vocabulary: Vocabulary) -> bool:
    return bool(_partition(part, whole, vocabulary))


def close_list(reading: SectionReading) -> None:
    """Ends the innermost list: its parts, if they are more than one, are said to make up the whole."""
    whole = reading.state.wholes.pop()
    if len(whole.parts) > 1 and whole.ids and whole.ids[0] and not whole.some:
        text = f"{whole.topic.label}，其中{len(whole.parts)}项"
        parts = tuple(whole.parts.values())
        place = reading.told.place_of(parts[0])
        number = reading.state.number
        reading.claim(
            SumClaim(reading.source, place, text, number, whole=whole.ids[0], parts=parts, label=whole.topic.label)
        )
