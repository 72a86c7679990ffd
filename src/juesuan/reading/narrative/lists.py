"""Lists of parts (其中…) and the wholes that they divide."""

from __future__ import annotations

from juesuan.model import SumClaim
from juesuan.reading.narrative.desk import Desk
from juesuan.reading.narrative.state import Whole
from juesuan.reading.narrative.topics import Topic

__all__ = ["close_list", "enter_part", "open_list"]


def open_list(desk: Desk, topic: Topic | None = None) -> None:
    """其中: what was stated last, or the topic (…支出决算中，), is given in parts."""
    state = desk.state
    if topic is not None and topic.facts:
        state.wholes.append(Whole(topic, (desk.ledger.find(topic.facts[0], desk.section.id, state.number),)))
    elif topic is None and state.last_topic is not None:
        state.wholes.append(Whole(state.last_topic, state.last))


def enter_part(desk: Desk, topic: Topic, ids: tuple[str, ...]) -> None:
    """Enters a part in its list; something of the accounts that is no part of a list closes it."""
    wholes = desk.state.wholes
    closes = bool(topic.partition) or desk.lexicon.is_funded(topic.measure)
    while wholes and closes and not wholes[-1].takes(topic, desk.lexicon):
        close_list(desk)
    if not wholes or not wholes[-1].takes(topic, desk.lexicon) or not topic.partition:
        return
    whole = wholes[-1]
    if whole.partition in {"", topic.partition}:
        whole.partition = topic.partition
        whole.parts.setdefault(topic.facts[0], ids[0])


def close_list(desk: Desk) -> None:
    """Ends the innermost list: its parts, if they are more than one, are said to make up the whole."""
    whole = desk.state.wholes.pop()
    if len(whole.parts) > 1 and whole.ids and whole.ids[0]:
        text = f"{whole.topic.label}，其中{len(whole.parts)}项"
        parts = tuple(whole.parts.values())
        place = desk.ledger.place_of(parts[0])
        number = desk.state.number
        desk.claim(SumClaim(desk.source, place, text, number, whole=whole.ids[0], parts=parts, label=whole.topic.label))
