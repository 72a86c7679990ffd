"""What the words of a document mean: grammar and facts of the standard that it is read by, and the 科目 of its own tables."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property

from msgspec import Struct

from juesuan.model import Table
from juesuan.recognising.narrative.functions import FunctionNames
from juesuan.recognising.narrative.own_name import OwnName
from juesuan.standard import Standard
from juesuan.standard.narrative import Grammar
from juesuan.standard.vocabulary import Vocabulary

__all__ = ["Lexicon"]


class Lexicon(Struct, frozen=True, eq=False, dict=True):
    """All of it, of one document.

    Attributes:
        grammar: the words of the prose.
        vocabulary: the facts.
        functions: who knows the 科目.
        own: what the document calls its unit.
    """

    grammar: Grammar
    vocabulary: Vocabulary
    functions: FunctionNames
    own: OwnName

    @classmethod
    def of(cls, standard: Standard, tables: Mapping[str, Table], own: OwnName | None = None) -> Lexicon:
        """What a standard and a document's own tables and name say."""
        return cls(standard.grammar, standard.vocabulary, FunctionNames(tables, standard.codes), own or OwnName(()))

    @cached_property
    def final(self) -> str:
        """The stage of the accounts themselves, which facts leave out."""
        return self.vocabulary.dimensions["stage"].default

    @cached_property
    def budgets(self) -> tuple[str, ...]:
        """The stages before it, in order."""
        return tuple(stage for stage in self.vocabulary.values("stage") if stage != self.final)

    @cached_property
    def flows(self) -> tuple[str, ...]:
        """The measures that money going in and out is told by: income and spending."""
        return tuple(dict.fromkeys(word.value for word in self.grammar.words if word.kind == "flow"))

    def is_funded(self, measure: str) -> bool:
        """Whether a fund may qualify a measure: income, spending, balances."""
        return measure in self.grammar.funded

    def has_parts(self, fund: str) -> bool:
        """Whether a fund is that of several budgets together."""
        return bool(self.vocabulary.within("fund", fund))

    def is_of(self, fund: str | None, whole: str | None, dimension: str = "fund") -> bool:
        """Whether one fund, or another value of a dimension, is a part of another."""
        return fund is not None and whole is not None and fund in self.vocabulary.within(dimension, whole)
