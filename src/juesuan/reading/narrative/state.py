"""What has been said so far in a section: the memory that a clause needs to be understood."""

from __future__ import annotations

from msgspec import Struct, field

from juesuan.model import ComparedWith, FactKey, Place
from juesuan.reading.narrative.lexicon import Lexicon
from juesuan.reading.narrative.tokens import Names, Token
from juesuan.reading.narrative.topics import Topic, is_part_of

__all__ = ["Change", "Comparison", "Item", "State", "Whole"]


class Whole(Struct):
    """Something whose parts are being listed (其中…).

    Attributes:
        topic, ids: what it is, and its statements.
        parts: id of the first statement of each part so far. partition: the partition that they belong to.
    """

    topic: Topic
    ids: tuple[str, ...]
    parts: dict[FactKey, str] = field(default_factory=dict)
    partition: str = ""

    def takes(self, topic: Topic, lexicon: Lexicon) -> bool:
        """Whether a topic is a part of it."""
        return bool(topic.facts and self.topic.facts) and is_part_of(topic.facts[0], self.topic.facts[0], lexicon)


class Comparison(Struct, frozen=True):
    """与…相比. ``base``: ``previous`` or ``budget``; ``end``: where the words end: an amount there is the base itself."""

    base: str
    end: int


class Change(Struct, frozen=True):
    """An amount by which something changed, waiting for its percentage.

    Attributes:
        topic: what changed. token: the word that says how. place, text: where, and the clause so far.
        difference: id of the amount's statement. base: what it is measured from, as in a claim.
    """

    topic: Topic
    token: Token
    place: Place
    text: str
    difference: str
    base: ComparedWith


class Item(Struct):
    """The 科目 that a list item is about.

    Attributes:
        names: as printed. code: what they were resolved to, or empty.
        text, place: the head of the item.
        said: ids of what was stated of it, by stage.
    """

    names: Names
    code: str
    text: str
    place: Place
    said: dict[str, str] = field(default_factory=dict)


class State(Struct):
    """The memory.

    Attributes:
        scope: what the section, or the item, speaks of.
        head: what the sentence speaks of.
        topic: what was named last. opened: what the sentence named first: the next sentence goes on about it.
        said: ids of what was stated of the topic, by stage.
        phrase: words since the last number or punctuation.
        gaps: text in the phrase that no word covers, and whether a word stood in front of it.
        relation: 占, 完成预算 or 增加, waiting for its number.
        numerator: ids of what a share is taken of.
        comparison: what a change is measured from.
        change: a change waiting for its percentage.
        compared: operands of the last comparison, for the reason that follows.
        mode: ``reason`` or ``purpose`` when the words are not about amounts of the accounts.
        year: offset of the year that the phrase names, 0 for the fiscal year; None for one that no fact can have.
        number: number of the list item. item: the 科目 it is about.
        wholes: what lists are open, inner ones last.
        last: ids of the statements made last, last_topic: their topic.
        counted: whether a number of the clause was bound.
        group: what the counts are about.
        sentence: offset of the sentence's beginning.
    """

    scope: Topic
    head: Topic
    topic: Topic
    opened: Topic | None = None
    said: dict[str, str] = field(default_factory=dict)
    phrase: list[Token] = field(default_factory=list)
    gaps: list[tuple[str, bool]] = field(default_factory=list)
    relation: Token | None = None
    numerator: tuple[str, ...] = ()
    comparison: Comparison | None = None
    change: Change | None = None
    compared: tuple[str, str] | tuple[()] = ()
    mode: str = ""
    year: int | None = 0
    number: int = 0
    item: Item | None = None
    wholes: list[Whole] = field(default_factory=list)
    last: tuple[str, ...] = ()
    last_topic: Topic | None = None
    counted: bool = False
    group: str = ""
    sentence: int = 0

    @classmethod
    def about(cls, scope: Topic) -> State:
        """The memory at the beginning of a section."""
        return cls(scope, scope, scope)

    def forget_phrase(self) -> None:
        """A number or punctuation ends a phrase."""
        self.phrase, self.gaps, self.year = [], [], 0

    def speak_of(self, topic: Topic) -> None:
        """A topic is named; what was stated of another one is no operand for it."""
        if topic.facts != self.topic.facts or not topic.facts:
            self.said = {}
        self.topic = topic

    def whole_with(self, fact: FactKey, lexicon: Lexicon) -> Whole | None:
        """The innermost open list of which a fact is a part."""
        given = (whole for whole in reversed(self.wholes) if whole.topic.facts)
        return next((whole for whole in given if is_part_of(fact, whole.topic.facts[0], lexicon)), None)
