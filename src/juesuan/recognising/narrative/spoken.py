"""The prose of a budget, read in the words of the accounts: what its sentences say is the same, of another stage.

预算 where it stands for the document's own figures is read as 决算, which is as long: every place stays what it is. What was read is
put back afterwards: facts are of the initial stage, texts are those that are printed.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from juesuan.model import Claim, DenialClaim, FactKey, Passage, Section, Statement
from juesuan.recognising.narrative.told import Told
from juesuan.standard.narrative import Grammar
from juesuan.standard.vocabulary import Vocabulary

__all__ = ["OfBudget"]


class OfBudget:
    """The paragraphs of a budget in the words of the accounts, and the way back.

    Attributes:
        paragraphs: as they are read.
    """

    def __init__(self, paragraphs: Sequence[Passage], grammar: Grammar, vocabulary: Vocabulary) -> None:
        self._vocabulary = vocabulary
        self._stage, self._said = grammar.budget, grammar.of_budgets
        read = [replace(one, text=grammar.of_budgets.read(one.text)) for one in paragraphs]
        self.paragraphs = read
        self._printed = {id(new): old for new, old in zip(read, paragraphs, strict=True)}
        self._texts = [(n.text, o.text) for n, o in zip(read, paragraphs, strict=True) if n.text != o.text]

    def bare(self, fact: FactKey) -> FactKey:
        """A fact as the tables state it, in the stage of the accounts."""
        return fact.but(stage=None) if fact.get("stage") == self._stage else fact

    def _staged(self, fact: FactKey) -> FactKey:
        measure = self._vocabulary.measures[fact.measure]
        final = self._vocabulary.dimensions["stage"].default
        if fact.get("stage") == final:
            return fact.but(stage=None)
        return fact.but(stage=self._stage) if fact.get("stage") is None and "stage" in measure.dimensions else fact

    def _back(self, text: str) -> str:
        """A piece of a paragraph as printed."""
        if self._said.said not in text and self._said.as_read not in text:
            return text
        for read, printed in self._texts:
            start = read.find(text)
            if start >= 0:
                return printed[start : start + len(text)]
        return text

    def sections(self, found: Sequence[Section], passages: Sequence[Sequence[Passage]]) -> Iterator[Section]:
        """The sections with the paragraphs that are printed; ``passages`` are those of each as they were read."""
        for section, read in zip(found, passages, strict=True):
            printed = tuple(self._printed.get(id(one), one) for one in read)
            yield replace(
                section,
                heading=self._back(section.heading),
                body=Passage.joined(list(printed)),
                paragraphs=printed,
            )

    def put_back(self, told: Told) -> None:
        """Facts and texts of what was read, as the budget has them."""
        told.statements[:] = [self._statement(one) for one in told.statements]
        told.claims[:] = [self._claim(one) for one in told.claims]
        told.numbers[:] = [replace(one, place=one.place.but(text=self._back(one.place.text))) for one in told.numbers]

    def _statement(self, one: Statement) -> Statement:
        fact = self._staged(one.fact) if one.fact is not None else None
        label = one.label.replace(self._said.as_read, self._said.said)
        return replace(one, fact=fact, label=label, place=one.place.but(text=self._back(one.place.text)))

    def _claim(self, one: Claim) -> Claim:
        found = replace(one, text=self._back(one.text), place=one.place.but(text=self._back(one.place.text)))
        if isinstance(found, DenialClaim):
            return replace(found, facts=tuple(map(self._staged, found.facts)))
        return found
