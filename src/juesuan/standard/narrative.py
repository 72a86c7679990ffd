"""The grammar of the prose (决算情况说明): headings, words and counts. Data in ``data/narrative/*.toml``.

Nothing here is a sentence: sentences are made of the same words; they are the data, and :mod:`juesuan.recognising.narrative` puts them together.
"""

from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from itertools import chain
from typing import Annotated, Any

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from juesuan.model import FactKey
from juesuan.standard.described import Described, DescribedTable
from juesuan.standard.layers import Layers
from juesuan.standard.loading import DataError, DataTable, EntryName, Fact, File, Meaning, Regex, every, read_toml
from juesuan.standard.patterns import opened
from juesuan.standard.references import BudgetName, FundName, MeasureName, SectionId, StageWord, Text
from juesuan.standard.spelt import SpeltPattern, key_of, spelt
from juesuan.standard.spoken import SpokenAs

__all__ = ["Count", "Grammar", "Group", "SectionKind", "Word", "load_grammar", "section_ids"]


class SectionKind(Struct, frozen=True):
    """A section and how its heading may read.

    Attributes:
        id: canonical id (``N05.2``); several kinds may open one section. title: standard name.
        heading: full match on the heading without number, unit name and year.
        under: the section it must stand in, or empty.
        scope: what its sentences speak of when they do not say; None: what the section around it speaks of.
        opening: what its first sentence speaks of, by which it is known where its heading is not; None: nothing.
        part: its heading is that of a part of the document: what stands before it, a glossary too, has ended.
    """

    id: str
    title: str
    heading: SpeltPattern
    under: str
    scope: FactKey | None
    opening: SpeltPattern | None = None
    part: bool = False


class Word(Struct, frozen=True):
    """A word of the grammar.

    Attributes:
        kind: ``measure``, ``fund``, ``flow`` (收入, 支出: measures only when nothing stronger is named), ``stage``, ``share`` (占),
            ``completion`` (完成预算的), ``order`` (决算数大于预算数), ``compare`` (与上年相比), ``direction`` (增加), ``whole`` (其中),
            ``listing`` (主要包括), ``purpose`` (主要用于), ``reason``, ``none`` (没有), ``year`` (上年), ``filler``.
        value: which of its kind, as in the data. label: what a person calls it. pattern: how it may read.
        facts: of a measure: what an amount of it states, without stage and fund.
        sections: prefixes of the sections where it has this meaning; empty: everywhere.
        partition: measures of one partition of a whole add up to it.
        relative: as a denominator, the whole that the sentence speaks of.
    """

    kind: str
    value: str
    label: str
    pattern: SpeltPattern
    facts: tuple[FactKey, ...] = ()
    sections: tuple[str, ...] = ()
    partition: str = ""
    relative: bool = False


class Group(Struct, frozen=True):
    """A keyword that says what the counts behind it are about, and what ``money`` that names nothing is of (0批次，共计支出0万元)."""

    name: str
    pattern: SpeltPattern
    sections: tuple[str, ...]
    money: FactKey | None = None


class Count(Struct, frozen=True):
    """A number known by its measure word and the text around it.

    Attributes:
        fact, label: what it states.
        units: full match on the measure word.
        before: must match up to the number; None: anything. after: may match behind the measure word instead; None: never.
        groups: the groups one of which must have been named last; empty: any. sections: prefixes of the sections it occurs in.
        partition: as of a word. nonzero: an amount of 0 states nothing.
        per_item: the fact is of the project that the numbered list item is about.
        denied: how the text behind 没有 begins that says that there are none; None: never.
    """

    fact: FactKey
    label: str
    units: SpeltPattern
    before: SpeltPattern | None
    after: SpeltPattern | None
    groups: tuple[str, ...]
    sections: tuple[str, ...]
    partition: str
    nonzero: bool
    per_item: bool
    denied: SpeltPattern | None = None


class Grammar(Struct, frozen=True, eq=False, dict=True):
    """All of it, in the order of the data.

    Attributes:
        sections, words, counts, groups: as above. funded: measures that a fund qualifies.
        explanation: how a clause begins that says what its subject is, and names no other one.
        units: keys of measure words. budget: the stage of a budget that is not named.
        budgets: the only stage before the accounts that a section speaks of, by section. described: counts that only describe.
        of_budgets: how the prose of a budget is read.
    """

    sections: tuple[SectionKind, ...]
    words: tuple[Word, ...]
    counts: tuple[Count, ...]
    groups: tuple[Group, ...]
    funded: frozenset[str]
    explanation: SpeltPattern
    units: frozenset[str]
    budget: str
    budgets: Mapping[str, str]
    described: Described
    of_budgets: SpokenAs

    def unit_behind(self, text: str, start: int) -> int:
        """Where the longest measure word ends that begins at a place of the text; the place where none does."""
        return next((e for e in range(start + self._longest, start, -1) if key_of(text[start:e]) in self.units), start)

    @cached_property
    def _longest(self) -> int:
        return max(map(len, self.units))

    def section(self, section_id: str) -> SectionKind | None:
        """The first kind with that id."""
        return next((kind for kind in self.sections if kind.id == section_id), None)


_Words = dict[str, Regex]
_Patterns = tuple[Regex, ...]


class _Section(DataTable, frozen=True):
    """See :class:`SectionKind`."""

    id: Text
    title: Text
    headings: _Patterns
    under: str = ""
    scope: Fact | None = None
    openings: _Patterns = ()
    part: bool = False


class _Sections(DataTable, frozen=True):
    """``sections.toml``."""

    sections: tuple[_Section, ...]
    words: _Words = msgspec.field(default_factory=dict)


class _Measure(DataTable, frozen=True):
    """A measure; see :class:`Word`."""

    label: Text
    facts: Annotated[tuple[Fact, ...], msgspec.Meta(min_length=1)]
    patterns: _Patterns
    sections: tuple[SectionId, ...] = ()
    partition: str = ""
    relative: bool = False


class _Measures(DataTable, frozen=True):
    """``measures.toml``."""

    measures: tuple[_Measure, ...]
    words: _Words = msgspec.field(default_factory=dict)


class _Relation(DataTable, frozen=True):
    """A word of another kind; which values a kind has is in :data:`_VALUES`."""

    value: Text
    patterns: _Patterns
    label: str = ""
    sections: tuple[SectionId, ...] = ()


_Relations = tuple[_Relation, ...]


class _Vocabulary(DataTable, frozen=True):
    """``words.toml``."""

    funded: tuple[MeasureName, ...]
    explanation: _Patterns
    units: tuple[Text, ...]
    budget: BudgetName
    budgets: dict[SectionId, BudgetName]
    of_budgets: SpokenAs
    fund: _Relations
    flow: _Relations
    stage: _Relations
    share: _Relations
    completion: _Relations
    order: _Relations
    compare: _Relations
    direction: _Relations
    whole: _Relations
    listing: _Relations
    purpose: _Relations
    reason: _Relations
    none: _Relations
    year: _Relations
    filler: _Relations
    words: _Words = msgspec.field(default_factory=dict)


class _Group(DataTable, frozen=True):
    """See :class:`Group`."""

    name: Text
    pattern: Regex
    sections: tuple[SectionId, ...]
    money: Fact | None = None


class _Count(DataTable, frozen=True):
    """See :class:`Count`."""

    fact: Fact
    label: Text
    units: Regex
    sections: tuple[SectionId, ...]
    before: Regex | None = None
    after: Regex | None = None
    groups: tuple[str, ...] = ()
    partition: str = ""
    nonzero: bool = False
    per_item: bool = False
    denied: Regex | None = None


class _Counts(DataTable, frozen=True):
    """``counts.toml``."""

    counts: tuple[_Count, ...]
    described: DescribedTable
    groups: tuple[_Group, ...] = ()
    words: _Words = msgspec.field(default_factory=dict)


_VALUES: Mapping[str, type[EntryName] | frozenset[str]] = {
    "fund": FundName,
    "flow": MeasureName,
    "stage": StageWord,
    "completion": StageWord,
    "share": frozenset({"share"}),
    "order": frozenset({"order"}),
    "compare": frozenset({"previous", "budget"}),
    "direction": frozenset({"up", "down", "level"}),
    "whole": frozenset({"whole", "division", "all", "parts"}),
    "listing": frozenset({"listing"}),
    "purpose": frozenset({"purpose", "unclear"}),
    "reason": frozenset({"reason", "cause"}),
    "none": frozenset({"none"}),
    "year": frozenset({"previous"}),
    "filler": frozenset({"filler"}),
}
"""Kinds of words in the order in which they are tried, with the values that each has."""


def _pattern(patterns: Iterable[str], words: Mapping[str, str]) -> SpeltPattern:
    return SpeltPattern(opened(pattern, words) for pattern in patterns)


def _sections(data: _Sections) -> Iterator[SectionKind]:
    for item in data.sections:
        headings, openings = (_pattern(patterns, data.words) for patterns in (item.headings, item.openings))
        scope = item.scope.key if item.scope is not None else None
        opening = openings if item.openings else None
        yield SectionKind(item.id, item.title, headings, item.under, scope, opening, item.part)


def _measures(data: _Measures) -> Iterator[Word]:
    for item in data.measures:
        pattern, facts = _pattern(item.patterns, data.words), tuple(fact.key for fact in item.facts)
        yield Word("measure", item.facts[0], item.label, pattern, facts, item.sections, item.partition, item.relative)


def _relations(data: _Vocabulary) -> Iterator[Word]:
    for kind in _VALUES:
        for item in getattr(data, kind):
            yield Word(kind, item.value, item.label, _pattern(item.patterns, data.words), sections=item.sections)


def _counts(data: _Counts) -> Iterator[Count]:
    for item in data.counts:
        yield Count(
            item.fact.key,
            item.label,
            _pattern([item.units], data.words),
            SpeltPattern([f"(?:{opened(item.before, data.words)})$"]) if item.before else None,
            _pattern([item.after], data.words) if item.after else None,
            item.groups,
            item.sections,
            item.partition,
            item.nonzero,
            item.per_item,
            _pattern([item.denied], data.words) if item.denied else None,
        )


def _unknown_words(data: _Vocabulary, meaning: Meaning) -> Iterator[tuple[str, str]]:
    """Values that their kind has not: key path and message."""
    for kind, values in _VALUES.items():
        for index, item in enumerate(getattr(data, kind)):
            place = f"{kind}[{index}].value"
            if isinstance(values, frozenset):
                if item.value not in values:
                    yield place, f"不认识的值“{item.value}”，可用的：{'、'.join(sorted(values))}"
                continue
            try:
                meaning.decode(values, item.value)
            except ValueError as error:
                yield place, str(error)


def _unknown_groups(data: _Counts) -> Iterator[tuple[str, str]]:
    known = {group.name for group in data.groups}
    for index, item in enumerate(data.counts):
        yield from ((f"counts[{index}].groups", f"没有名为“{name}”的组") for name in item.groups if name not in known)


def _unknown_parents(data: _Sections) -> Iterator[tuple[str, str]]:
    known = {section.id for section in data.sections}
    for index, item in enumerate(data.sections):
        if item.under and item.under not in known:
            yield f"sections[{index}].under", f"没有名为“{item.under}”的章节"


def _file(layers: Layers, name: str) -> File:
    return layers.files(f"narrative/{name}")[-1]  # the uppermost: a grammar is replaced as a whole file


def _checked(file: File, mistakes: Iterator[tuple[str, str]]) -> None:
    for mistake in mistakes:
        raise DataError(file.name, *mistake)


def load_grammar(layers: Layers, meaning: Meaning) -> Grammar:
    """The grammar.

    Raises:
        StandardError: the first mistake of every file.
    """
    sections = read_toml(_file(layers, "sections.toml"), _Sections, meaning)
    _checked(_file(layers, "sections.toml"), _unknown_parents(sections))
    ids = section_ids(item.id for item in sections.sections)
    own = replace(meaning, names={**meaning.names, SectionId: ("章节", lambda: ids)})

    def measures() -> _Measures:
        return read_toml(_file(layers, "measures.toml"), _Measures, own)

    def words() -> _Vocabulary:
        data = read_toml(_file(layers, "words.toml"), _Vocabulary, own)
        _checked(_file(layers, "words.toml"), _unknown_words(data, own))
        return data

    def counts() -> _Counts:
        data = read_toml(_file(layers, "counts.toml"), _Counts, own)
        _checked(_file(layers, "counts.toml"), _unknown_groups(data))
        return data

    read: list[Any] = every([measures, words, counts])
    return Grammar(
        tuple(_sections(sections)),
        (*_measures(read[0]), *_relations(read[1])),
        tuple(_counts(read[2])),
        tuple(
            Group(item.name, _pattern([item.pattern], read[2].words), item.sections, item.money and item.money.key)
            for item in read[2].groups
        ),
        frozenset(read[1].funded),
        _pattern(read[1].explanation, read[1].words),
        frozenset(chain.from_iterable(spelt(opened(unit)).whole for unit in read[1].units)),
        read[1].budget,
        read[1].budgets,
        read[2].described.with_words(read[2].words),
        read[1].of_budgets,
    )


def section_ids(ids: Iterable[str]) -> frozenset[str]:
    """Ids of sections with what they begin with: ``N09`` of ``N09.2``."""
    return frozenset(".".join(p[:count]) for p in (one.split(".") for one in ids) for count in range(1, len(p) + 1))
