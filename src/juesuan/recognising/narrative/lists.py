"""Lists of parts (其中…) and the wholes that they divide."""

from __future__ import annotations

from juesuan.model import FactKey, SumClaim
from juesuan.recognising.narrative.section_reading import SectionReading
from juesuan.recognising.narrative.state import Whole
from juesuan.recognising.narrative.topics import UNKNOWN, Topic
from juesuan.standard.vocabulary import Vocabulary

__all__ = ["close_list", "enter_part", "open_list"]


def open_list(reading: SectionReading, topic: Topic | None = None) -> None:
    """其中: what was stated last, or the topic (…支出决算中，), is given in parts."""
    state = reading.state
    if topic is None and not state.part_stage:
        state.part_stage = reading.divided_stage(nearest=False)
    if topic is not None and topic.facts:
        state.wholes.append(Whole(topic, (reading.told.find(topic.facts[0], reading.section.id, state.number),)))
    elif topic is None and state.last is not None:
        head = state.before if state.first is None else None
        if head is not None and head.ids != state.last.ids:
            state.wholes.append(Whole(head.topic, head.ids))
        state.wholes.append(Whole(state.last.topic, state.last.ids))
    elif topic == UNKNOWN or (topic is None and state.lost):
        state.wholes.append(Whole(UNKNOWN, ()))


def enter_part(reading: SectionReading, topic: Topic, ids: tuple[str, ...]) -> None:
    """Enters a part in its list; something of the accounts that is no part of a list closes it."""
    wholes = reading.state.wholes
    closes = bool(topic.partition) or reading.lexicon.is_funded(topic.measure)
    while wholes and closes and wholes[-1].topic != UNKNOWN and not wholes[-1].takes(topic, reading.lexicon):
        close_list(reading)
    if not wholes or not wholes[-1].takes(topic, reading.lexicon) or not topic.partition:
        return
    whole, fact, vocabulary = wholes[-1], topic.facts[0], reading.lexicon.vocabulary
    partition = _partition(fact, whole.topic.facts[0], vocabulary) or topic.partition
    if whole.partition not in {"", partition} or any(_is_below(fact, part, vocabulary) for part in whole.parts):
        return  # another partition; or a part of a part that was given
    whole.partition = partition
    whole.parts = {part: name for part, name in whole.parts.items() if not _is_below(part, fact, vocabulary)}
    whole.parts.setdefault(fact, ids[0])


def _partition(part: FactKey, whole: FactKey, vocabulary: Vocabulary) -> str:
    """The tree in which one fact is below another; empty where none is known."""
    return next((name for name, wholes in vocabulary.above(part) if whole in wholes), "")


def _is_below(part: FactKey, whole: FactKey, vocabulary: Vocabulary) -> bool:
    return bool(_partition(part, whole, vocabulary))


def close_list(reading: SectionReading) -> None:
    """Ends the innermost list: its parts, if they are more than one, are said to make up the whole."""
    whole = reading.state.wholes.pop()
    if len(whole.parts) > 1 and whole.ids and whole.ids[0]:
        text = f"{whole.topic.label}，其中{len(whole.parts)}项"
        parts = tuple(whole.parts.values())
        place = reading.told.place_of(parts[0])
        number = reading.state.number
        reading.claim(
            SumClaim(reading.source, place, text, number, whole=whole.ids[0], parts=parts, label=whole.topic.label)
        )
