"""One section being read: its memory, the paragraph in hand, and how statements and claims are written down."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct, field

from juesuan.model import Amount, Claim, FactKey, Passage, Place
from juesuan.model.expressions import expression
from juesuan.recognising.narrative.grammar_tokens import GrammarToken
from juesuan.recognising.narrative.lexicon import Lexicon
from juesuan.recognising.narrative.sections import OpenSection
from juesuan.recognising.narrative.state import SectionMemory
from juesuan.recognising.narrative.told import Told
from juesuan.recognising.narrative.topics import UNKNOWN, Topic, fund_of, named_topic, named_word, within

__all__ = ["SectionReading"]

_COMPARING = frozenset(f"N{number:02}" for number in range(1, 13))
_SUMMING = frozenset({"合计", "共计", "总计"})
_CLAUSE_START = expression(r"[。；;！？]")
_YEAR_BEFORE = "-1"
_LONGEST_CLAUSE = 90


class SectionReading(Struct):
    """One section being read.

    Attributes:
        section, told, lexicon: what is read, where it is written down, what words mean.
        state: the memory. passage, tokens: the paragraph in hand; paragraph: which of the section it is, from 1.
        skip_to: up to where it was read already; seen_to: up to where its numbers were listed. aside: where what is read like a bracket ends.
    """

    section: OpenSection
    told: Told
    lexicon: Lexicon
    state: SectionMemory
    passage: Passage = field(default_factory=lambda: Passage(""))
    tokens: list[GrammarToken] = field(default_factory=list)
    paragraph: int = 0
    skip_to: int = 0
    seen_to: int = 0
    aside: int = 0

    @property
    def compares(self) -> bool:
        """Whether the section compares amounts of the accounts; in 绩效 everything is compared with everything."""
        return self.section.main in _COMPARING

    @property
    def source(self) -> str:
        """Section id of what is said: the items of an undivided section five are its 具体情况 (DOMAIN 7)."""
        return "N05.3" if self.section.id == "N05" and self.state.item is not None else self.section.id

    @property
    def final(self) -> str:
        """The stage of the accounts themselves."""
        return self.lexicon.final

    @property
    def unnamed_budget(self) -> str:
        """The stage of a budget that is not named."""
        return self.lexicon.grammar.budgets.get(self.section.main, "") or self.lexicon.grammar.budget

    @property
    def _own_budget(self) -> str:
        """The only budget that the section speaks of: in section nine that of the 三公 table, which prints the adjusted one.

        A paragraph that names two of them (年初预算…，调整后预算…) means what it says.
        """
        return "" if self._names_budgets() else self.lexicon.grammar.budgets.get(self.section.main, "")

    def _names_budgets(self) -> bool:
        """Whether the paragraph in hand calls two budgets by different names."""
        told = (token.word.value for token in self.tokens if token.word and token.is_word("stage", "completion"))
        return len({value for value in told if value in self.lexicon.budgets}) > 1

    # -- the phrase ------------------------------------------------------------------------------------------------

    def phrase_topic(self) -> Topic:
        """What the phrase speaks of."""
        return UNKNOWN if self.subjects() else self._topic_of(self.state.phrase)

    def _topic_of(self, phrase: Sequence[GrammarToken]) -> Topic:
        state = self.state
        head = state.wholes[-1].topic if state.wholes else state.head
        if state.wholes and (parts := fund_of(phrase, head, self.lexicon)) is not None:
            return parts
        topic = named_topic(phrase, state.topic, head, state.scope, self.lexicon)
        if state.wholes and state.wholes[-1].fresh and state.wholes[-1].narrows:
            part = within(topic, head, self.lexicon)
            topic = part if part == topic or not state.wholes[-1].inner else UNKNOWN
        word = named_word(phrase) if state.meant else None
        return state.meant.get(topic.facts[0], topic) if word is not None and word.relative and topic.facts else topic

    def subjects(self) -> tuple[Topic, ...]:
        """What the phrase names, where it names several (人员经费、公用经费分别为): one amount is no one's of them."""
        parts: list[list[GrammarToken]] = [[]]
        for token in self.state.phrase:
            if token.is_joint:
                parts.append([])
            else:
                parts[-1].append(token)
        named = [part for part in parts if any(t.names or t.is_word("measure", "fund", "flow") for t in part)]
        return tuple(map(self._topic_of, named)) if len(named) > 1 else ()

    def has_content(self) -> bool:
        """Whether the phrase names anything."""
        return any(token.is_content for token in self.state.phrase)

    def moves_behind(self, token: GrammarToken) -> bool:
        """Whether the next clause says by how much per cent: the number in front of it is an amount."""
        behind = self.tokens[self.tokens.index(token) + 1 :][:2]
        return len(behind) > 1 and behind[0].text in "，," and behind[1].is_word("direction")

    def sums_up(self) -> bool:
        """Whether the phrase is only 合计, for a topic of which nothing has been stated yet."""
        return not self.state.said and any(token.text in _SUMMING for token in self.state.phrase)

    def is_sure(self) -> bool:
        """Whether no unknown word stands in the phrase.

        Allowed in front of everything: the unit's own name, and examples (办公费、印刷费等公用经费).
        """
        economic = any(t.word is not None and t.word.partition == "economic" for t in self.state.phrase)
        if self.is_elsewhere():
            return False
        return all(
            not behind and (self.lexicon.own.is_called(gap) or (economic and gap.endswith("等")))
            for gap, behind in self.state.gaps
        )

    def is_elsewhere(self) -> bool:
        """Whether the phrase, or the sentence so far, is about a part of the unit only (局机关, 所属单位): no figure of it is the unit's.

        In the section of evaluation what is evaluated is whose it is.
        """
        before = [gap for gap, _ in self.state.gaps]
        if not self.compares:
            return False
        if self.lexicon.own.is_divided_by(before):
            return True
        return self.state.elsewhere and not self.lexicon.own.is_named_by(before)

    def settle_phrase(self) -> None:
        """Takes the phrase's topic as what is spoken of."""
        if self.has_content():
            topic, several = self.phrase_topic(), self.subjects()
            self.state.speak_of(topic)
            self.state.subjects = several or self.state.subjects
            self.state.opened = self.state.opened or topic
            if not self.state.wholes:
                self.state.head = topic

    def stage_of(self, token: GrammarToken) -> str:
        """The stage that a word names; where the section has a budget of its own, that one whatever the word."""
        value = token.word.value if token.word is not None else ""
        if value == self.final:
            return value
        return self.unnamed_budget if value == "budget" or self._own_budget else value

    def named_budget(self, token: GrammarToken) -> str:
        """The stage of the budget that a comparison names; empty where it only says 预算."""
        named = (
            word for word in self.lexicon.grammar.words if word.kind == "stage" and word.value in self.lexicon.budgets
        )
        found = next((word.value for word in named if word.pattern.search(token.text)), "")
        return self._own_budget or found if found else ""

    def budget_behind(self, token: GrammarToken) -> str:
        """The stage of a budget that is named behind its amount (比3.00万元的全年预算少…), else of one that is not named."""
        behind = self.tokens[self.tokens.index(token) + 1 :][:2]
        named = next((one for one in behind if one.is_word("stage") and one.start <= token.end + 1), None)
        return self.stage_of(named) if named is not None else self.unnamed_budget

    def budgets_given(self) -> tuple[str, ...]:
        """Ids of the budgets that were stated of the subject in hand, in the order of the text."""
        return tuple(name for stage, name in self._known(self.state.topic).items() if stage in self.lexicon.budgets)

    def _known(self, topic: Topic) -> dict[str, str]:
        """Ids of what was stated of a topic, by stage."""
        item = self.state.item
        known = item.said if item is not None and topic == self.state.scope else {}
        return known | self.state.said if topic == self.state.topic else dict(known)

    def said_here(self, stage: str) -> bool:
        """Whether an amount of the subject in hand was given at a stage, in this item or clause."""
        return stage in self._known(self.state.topic)

    def divided_stage(self, *, nearest: bool) -> str:
        """The stage of the budget whose parts follow; empty where they are of the accounts.

        A bracket divides the amount in front of it (``nearest``), a list that of the accounts where there is one.
        """
        stage = self.state.stage
        own = stage in {"", self.final} or stage not in self.state.said
        return "" if own or (not nearest and self.final in self.state.said) else stage

    # -- statements ------------------------------------------------------------------------------------------------

    def state_amount(self, topic: Topic, stage: str, amount: Amount, token: GrammarToken) -> tuple[str, ...]:
        """Writes down an amount of a topic: one statement for each fact that it states. Gives their ids."""
        facts: list[FactKey | None] = [self._staged(fact, stage) for fact in topic.facts] or [None]
        name = self.name_of(topic, stage)
        letters = (".a", ".b") if len(facts) > 1 else ("",)
        ids = tuple(
            self.write(name + letter, fact, amount, token, self.label_of(topic, stage))
            for letter, fact in zip(letters, facts, strict=True)
        )
        if self.state.year == 0:
            self.state.said[stage or self.final] = ids[0]
            self.state.stage = stage or self.final
            if self.state.item is not None and topic == self.state.scope:
                self.state.item.said.setdefault(stage or self.final, ids[0])
        return ids

    def write(self, name: str, fact: FactKey | None, amount: Amount, token: GrammarToken, label: str) -> str:
        """Writes down one statement and gives its id."""
        place = self.passage.place(token.start, token.end)
        return self.told.state(name, self.source, fact, amount, place=place, label=label, item=self.state.number)

    def year_before(self, fact: FactKey) -> FactKey:
        """The same of the year before."""
        year = _YEAR_BEFORE
        return fact.but(year=year)

    def _staged(self, fact: FactKey, stage: str) -> FactKey:
        staged = fact.but(stage=stage if stage not in {"", self.final} else fact.get("stage"), year=None)
        return self.year_before(staged) if self.state.year == -1 else staged

    def name_of(self, topic: Topic, stage: str) -> str:
        """Id of a statement: section, item, and what it says beyond them."""
        number = f"#{self.state.number}" if self.state.number else ""
        is_item = self.state.item is not None and topic == self.state.scope
        parts = [] if is_item or not topic.facts else self._parts(topic)
        if self.state.year == -1:
            parts.append("previous")
        if not parts or stage not in {"", self.final}:
            parts.append(stage or self.final)
        return f"{self.source}{number}.{'.'.join(parts)}"

    def _parts(self, topic: Topic) -> list[str]:
        scope, fact = self.state.scope, topic.facts[0] if len(topic.facts) == 1 else topic.facts[0].but(side=None)
        known = dict(scope.facts[0].dimensions) if scope.facts else {}
        beyond = [value for name, value in fact.dimensions if known.get(name) != value and name != "stage"]
        short = beyond and fact.measure == scope.measure and fact.get("side") is None
        return beyond if short else [fact.measure, *beyond]

    def label_of(self, topic: Topic, stage: str) -> str:
        """How a person would name the statement."""
        item = f"第{self.state.number}项" if self.state.number else ""
        own = "" if self.state.item is not None and topic == self.state.scope else topic.label
        last_year = "上年" if self.state.year == -1 else ""
        named = own.removesuffix("支出") if stage == self.final else own
        return f"说明{self.section.mark}{item} {last_year}{named}{self._stage_label(stage)}".rstrip()

    def _stage_label(self, stage: str) -> str:
        if not stage:
            return ""
        if stage == self._own_budget:
            return "预算"
        label = self.lexicon.vocabulary.values("stage")[stage].label
        return f"支出{label}" if stage == self.final else label

    def said(self, stage: str, topic: Topic | None = None) -> str:
        """Id of what was stated of a topic at a stage, here or elsewhere; a budget may have been given at another stage."""
        others = self.lexicon.budgets if stage != self.final else ()
        stages = dict.fromkeys((stage, *others))
        topic = topic or self.state.topic
        known = self._known(topic)
        for one in stages:
            if one in known:
                return known[one]
        if not topic.facts:
            return ""
        fact = topic.facts[0].but(stage=None if stage == self.final else stage)
        return self.told.find(fact, self.source, self.state.number)

    # -- claims ----------------------------------------------------------------------------------------------------

    def claim(self, claim: Claim) -> str:
        """Writes down a claim and gives its text."""
        self.told.claims.append(claim)
        return claim.text

    def stands(self, token: GrammarToken, text: str | None = None) -> tuple[str, Place, str, int]:
        """Where a claim stands, as its class takes it first: section, place, text, item; without a text, the clause's."""
        return self.source, self.place(token), self.clause(token) if text is None else text, self.state.number

    def is_bound(self, token: GrammarToken) -> bool:
        """Whether anything was made of a number that was read."""
        return bool((seen := self.told.seen_at(self.place(token))) is None or seen.bound)

    def place(self, token: GrammarToken) -> Place:
        """Where a token stands."""
        return self.passage.place(token.start, token.end)

    def clause(self, token: GrammarToken) -> str:
        """The clause that ends with the token, as printed."""
        text = self.passage.text[max(0, token.end - _LONGEST_CLAUSE) : token.end]
        starts = [match.end() for match in _CLAUSE_START.finditer(text, 0, len(text) - 1)]
        return text[starts[-1] if starts else 0 :]
