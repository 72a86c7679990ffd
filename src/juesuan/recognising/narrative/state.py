"""What has been said so far in a section: the memory that a clause needs to be understood."""

from __future__ import annotations

from msgspec import Struct, field

from juesuan.model import ComparedWith, FactKey, Place, Unit
from juesuan.recognising.narrative.coded_names import CodeNames
from juesuan.recognising.narrative.grammar_tokens import GrammarToken
from juesuan.recognising.narrative.lexicon import Lexicon
from juesuan.recognising.narrative.topics import UNKNOWN, Topic, is_part_of

__all__ = ["Item", "Outer", "SaidChange", "SaidComparison", "SectionMemory", "StatedSubject", "Whole"]


class StatedSubject(Struct, frozen=True):
    """What was stated of a subject that is understood: ``ids`` are the statements.

    Attributes:
        of_count: it is no money. passed: another count of something unknown stands behind it: what follows may be of that one.
    """

    topic: Topic
    ids: tuple[str, ...]
    of_count: bool = False
    passed: bool = False


class Whole(Struct):
    """Something whose parts are being listed (其中…).

    Attributes:
        topic, ids: what it is, and its statements.
        parts: id of the first statement of each part so far. partition: the partition that they belong to.
        divided: whether words say by what it is divided (按支出性质分): it may be divided once more by something else.
        fresh: whether the sentence that opened the list goes on, and has given nothing of it yet.
        some: whether its parts are only some of it (a bracket that does not say 其中, a division by something unknown): they are not said to
            make it up.
        narrows: whether words right behind it open the list (项目支出…，其中：; 项目支出中…): what its parts do not say of themselves is its.
        inner: whether it stands in a list itself: what follows may be parts of that again.
    """

    topic: Topic
    ids: tuple[str, ...]
    parts: dict[FactKey, str] = field(default_factory=dict)
    partition: str = ""
    divided: bool = False
    some: bool = False
    narrows: bool = False
    inner: bool = False
    fresh: bool = True

    def takes(self, topic: Topic, lexicon: Lexicon) -> bool:
        """Whether a topic is a part of it."""
        return bool(topic.facts and self.topic.facts) and is_part_of(topic.facts[0], self.topic.facts[0], lexicon)


class SaidComparison(Struct, frozen=True):
    """与…相比.

    Attributes:
        base: ``previous`` or ``budget``.
        end: where the words end: an amount there is the base itself.
        opens: whether what the words name next is still what is compared with (比上年|收入总计…万元增加), 相比 not having ended it.
        against: id of what is compared with, where that was printed with a name.
    """

    base: str
    end: int
    opens: bool = False
    against: str = ""


class SaidChange(Struct, frozen=True):
    """An amount by which something changed, waiting for its percentage.

    Attributes:
        topic: what changed. token: the word that says how. place, text: where, and the clause so far.
        difference: id of the amount's statement. base, against: what it is measured from, as in a claim.
    """

    topic: Topic
    token: GrammarToken
    place: Place
    text: str
    difference: str
    base: ComparedWith
    against: str = ""


class Outer(Struct, frozen=True):
    """What is taken up again behind a bracket, as it was in front of it. Attributes as in :class:`State`.

    ``wholes``: how many lists were open; those that the bracket opens end with it.
    """

    topic: Topic
    said: dict[str, str]
    phrase: list[GrammarToken]
    gaps: list[tuple[str, bool]]
    relation: GrammarToken | None
    comparison: SaidComparison | None
    changes: tuple[SaidChange, ...]
    compared: tuple[str, str] | tuple[()]
    mode: str
    year: int | None
    dated: bool
    last: StatedSubject | None
    lost: bool
    counted: bool
    group: str
    clause: int
    stage: str
    part_stage: str
    wholes: int
    elsewhere: bool


class Item(Struct):
    """The 科目 that a list item is about.

    Attributes:
        names: as printed. code: what they were resolved to, or empty.
        text, place: the head of the item.
        said: ids of what was stated of it, by stage.
    """

    names: CodeNames
    code: str
    text: str
    place: Place
    said: dict[str, str] = field(default_factory=dict)


class SectionMemory(Struct):
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
        stray: the amount of an unknown subject that a share follows (水利工程建设860.00万元，占项目支出的…).
        base: id of what a share is taken of, where its amount stands beside its name.
        comparison: what a change is measured from.
        changes: changes waiting for their percentage; several where the clause lists them.
        subjects: what the phrase names, where it names several (基本支出、项目支出分别为…), or one amount states several facts.
        divided: what a share is a share of something; by its topic.
        compared: operands of the last comparison, for the reason that follows.
        explained: what was compared with last, as in a comparison: a reason explains the difference from it.
        mode: ``reason`` or ``purpose`` when the words are not about amounts of the accounts.
        part_stage: the stage of what a bracket or list divides, where it is a budget: its parts are of that budget.
        spent: whether a purpose gave an amount. bare: the unit of the amount that was printed last, for one without.
        year: offset of the year that the phrase names, 0 for the fiscal year; None for one that no fact can have.
        dated: whether the phrase names a year. calendar: the year that was named last, as it stands, and ``ruled`` that of ``ruling``.
        number: number of the list item. item: the 科目 it is about.
        wholes: what lists are open, inner ones last.
        last: what was stated last; None where nothing was, or something of an unknown subject.
        listed: what the sentence stated, one after another. first: what it stated first; before: what the sentence before it did.
        stage: of the amount that was stated of the topic last. clause: offset of the beginning of the clause.
        lost: whether something of an unknown subject was stated in the sentence: what depends on it is not known. foreign: whether that was
            money.
        ruling: the year that the sentence speaks of, as ``year``.
        outer: what the brackets that are open interrupt, the innermost last.
        fronted: whether the reason in hand begins the sentence (因…，决算数小于预算数): what it explains stands behind it.
        counted: whether a number of the clause was bound.
        group: what the counts are about. counted_in: the group of the last count of the sentence.
        sentence: offset of the sentence's beginning.
        entire, amount: what is said to be all of what the clause names (全部来自…), and the number that states it.
        alike: the part that a clause has just said to be all of it: a share without a name is of that.
        elsewhere: whether the sentence is about a part of the unit only; under_part: whether a heading says so of all that
            stands below it.
        meant: what a name that may mean two things has turned out to mean in the section, by what it means elsewhere.
    """

    scope: Topic
    head: Topic
    topic: Topic
    opened: Topic | None = None
    said: dict[str, str] = field(default_factory=dict)
    phrase: list[GrammarToken] = field(default_factory=list)
    gaps: list[tuple[str, bool]] = field(default_factory=list)
    relation: GrammarToken | None = None
    numerator: tuple[str, ...] = ()
    stray: GrammarToken | None = None
    base: str = ""
    comparison: SaidComparison | None = None
    changes: tuple[SaidChange, ...] = ()
    subjects: tuple[Topic, ...] = ()
    divided: Topic | None = None
    compared: tuple[str, str] | tuple[()] = ()
    explained: str = ""
    mode: str = ""
    part_stage: str = ""
    spent: bool = False
    bare: Unit = Unit.WAN
    year: int | None = 0
    dated: bool = False
    number: int = 0
    item: Item | None = None
    wholes: list[Whole] = field(default_factory=list)
    last: StatedSubject | None = None
    first: StatedSubject | None = None
    listed: tuple[Topic, ...] = ()
    before: StatedSubject | None = None
    stage: str = ""
    clause: int = 0
    lost: bool = False
    foreign: bool = False
    ruling: int | None = 0
    calendar: GrammarToken | None = None
    ruled: GrammarToken | None = None
    fronted: bool = False
    outer: list[Outer] = field(default_factory=list)
    counted: bool = False
    group: str = ""
    counted_in: str = ""
    sentence: int = 0
    elsewhere: bool = False
    under_part: bool = False
    meant: dict[FactKey, Topic] = field(default_factory=dict)
    entire: StatedSubject | None = None
    amount: GrammarToken | None = None
    alike: StatedSubject | None = None

    @classmethod
    def about(cls, scope: Topic) -> SectionMemory:
        """The memory at the beginning of a section."""
        return cls(scope, scope, scope)

    def forget_phrase(self) -> None:
        """A number or punctuation ends a phrase."""
        self.phrase, self.gaps, self.year, self.dated = [], [], 0, False

    def state(self, topic: Topic, ids: tuple[str, ...], *, of_count: bool = False) -> None:
        """Something was stated of an understood subject."""
        self.last = StatedSubject(topic, ids, of_count)
        self.first = self.first or self.last
        self.listed = (*self.listed, topic)

    def lose(self) -> None:
        """Something was said of an unknown subject: nothing that follows may be taken for its neighbour's."""
        self.speak_of(UNKNOWN)
        self.last, self.comparison, self.relation, self.compared, self.numerator = None, None, None, (), ()
        self.listed = ()
        self.lost = True
        if self.wholes and self.wholes[-1].divided and not self.wholes[-1].parts:
            self.wholes[-1].some = True  # by what it is divided is unknown, and so are its parts

    def enter_bracket(self) -> None:
        """What a bracket says is of what stands in front of it."""
        self.outer.append(
            Outer(
                self.topic,
                dict(self.said),
                self.phrase,
                self.gaps,
                self.relation,
                self.comparison,
                self.changes,
                self.compared,
                self.mode,
                self.year,
                self.dated,
                self.last,
                self.lost,
                self.counted,
                self.group,
                self.clause,
                self.stage,
                self.part_stage,
                len(self.wholes),
                self.elsewhere,
            )
        )
        self.changes, self.relation = (), None
        self.forget_phrase()

    def leave_bracket(self, part: str = "") -> None:
        """Behind a bracket the sentence goes on as if it were not there; but one that qualifies a subject in unknown words.

        ``part``: what part of the unit it names instead (局（本级）).
        """
        outer = self.outer.pop()
        qualified = bool(self.gaps) and any(token.is_content for token in outer.phrase)
        year, dated = self.year, self.dated
        self.topic, self.said, self.phrase, self.relation = outer.topic, outer.said, outer.phrase, outer.relation
        self.comparison, self.changes, self.compared, self.mode = (
            outer.comparison,
            outer.changes,
            outer.compared,
            outer.mode,
        )
        self.last, self.lost, self.counted = outer.last, outer.lost, outer.counted
        self.group, self.clause, self.stage, self.part_stage = outer.group, outer.clause, outer.stage, outer.part_stage
        self.gaps = [*outer.gaps, ("（）", True)] if qualified else [*outer.gaps, (part, False)] if part else outer.gaps
        self.elsewhere = outer.elsewhere
        self.year, self.dated = (year, True) if dated else (outer.year, outer.dated)

    def speak_of(self, topic: Topic) -> None:
        """A topic is named; what was stated of another one is no operand for it."""
        if topic.facts != self.topic.facts or not topic.facts:
            self.said = {}
        self.topic = topic
        self.subjects = tuple(Topic((fact,), topic.label) for fact in topic.facts) if len(topic.facts) > 1 else ()

    def whole_with(self, fact: FactKey, lexicon: Lexicon) -> Whole | None:
        """The innermost open list of which a fact is a part."""
        for whole in reversed(self.wholes):
            if whole.topic == UNKNOWN:
                return None
            if whole.topic.facts and is_part_of(fact, whole.topic.facts[0], lexicon):
                return whole
        return None

    @property
    def own_lists(self) -> int:
        """How many of the open lists stand around the bracket in hand: what it gives is no part of theirs."""
        return self.outer[-1].wholes if self.outer else 0

    @property
    def divides_unknown(self) -> bool:
        """Whether the parts of something unknown are being listed: they are nobody's that we know."""
        return bool(self.wholes) and self.wholes[-1].topic == UNKNOWN
