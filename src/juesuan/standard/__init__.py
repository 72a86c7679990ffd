"""The standard: forms, facts, identities, narrative, codes, layouts and what they rest on, as one immutable value.

:func:`builtin` is the package's own; :func:`load` lays folders of the user's own, of the same shape, over it. A part is read from its
files when it is first asked for, and stays: a document needs a few of them only. Nothing below the public functions asks for the
built-in one; they are given the standard they judge by.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property, lru_cache, partial
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

from juesuan.standard.layers import Layers
from juesuan.standard.loading import DataError, EntryName, Meaning, StandardError, every
from juesuan.standard.references import (
    BasisKey,
    BudgetName,
    EconomicCode,
    FormId,
    FunctionCode,
    FundName,
    ItemName,
    MeasureName,
    NatureName,
    SectionId,
    SourceName,
    StageName,
    StageWord,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

    from juesuan.model import FactKey
    from juesuan.standard.approved_words import ApprovedWords
    from juesuan.standard.blame import Weights
    from juesuan.standard.bookkeeping import Bookkeeping
    from juesuan.standard.charts import ChartSchemas
    from juesuan.standard.codes import Codes
    from juesuan.standard.comparisons import Comparisons
    from juesuan.standard.evidence import EvidenceSchema
    from juesuan.standard.forms import Form
    from juesuan.standard.layout_files import LayoutFiles
    from juesuan.standard.layouts import Layouts
    from juesuan.standard.ledger import LedgerSchema
    from juesuan.standard.legal import Basis
    from juesuan.standard.monitoring import MonitoringSchema
    from juesuan.standard.narrative import Grammar
    from juesuan.standard.performance import EvaluationVocabulary as Evaluations
    from juesuan.standard.performance_facts import PerformanceFacts
    from juesuan.standard.performance_templates import Templates
    from juesuan.standard.places import Places
    from juesuan.standard.register import Register
    from juesuan.standard.requirements import Requirement
    from juesuan.standard.stage_forms import StageForms
    from juesuan.standard.vocabulary import Vocabulary
    from juesuan.standard.wording import Language, WordEntry, WordingTerm
    from juesuan.standard.workbook import CellChoice, WorkbookSchema
    from juesuan.standard.worked_example import Example

__all__ = ["DataError", "Standard", "StandardError", "builtin", "load"]


class Standard(Struct, frozen=True, eq=False, dict=True):
    """All knowledge that a document is read, judged and made by. Two of them are two judges: they share nothing."""

    layers: Layers

    @cached_property
    def codes(self) -> Codes:
        """Classification codes by year."""
        from juesuan.standard.codes import load_codes

        return load_codes(self.layers, lambda: self.vocabulary.values("fund"))

    @cached_property
    def vocabulary(self) -> Vocabulary:
        """Measures, dimensions and values of facts."""
        from juesuan.standard.vocabulary import load_vocabulary

        return load_vocabulary(self.layers, lambda: self.codes)

    @cached_property
    def blame(self) -> Weights:
        """How likely which mistakes are."""
        from juesuan.standard.blame import load_weights

        return load_weights(self.layers, self.rules)

    @cached_property
    def forms(self) -> Mapping[str, Form]:
        """All forms by id, with what layouts add to them."""
        from juesuan.standard.form_additions import with_layouts
        from juesuan.standard.forms import load_forms

        return with_layouts(load_forms(self.layers, self.meaning), self.layout_files)

    @cached_property
    def rules(self) -> Register:
        """The register of rules."""
        from juesuan.standard.register import Surroundings, load_rules

        return load_rules(
            self.layers,
            Surroundings(
                vocabulary=lambda: self.vocabulary,
                bases=lambda: self.bases,
                forms=lambda: self.forms,
                sections=lambda: self._sections,
                codes=lambda: self.codes,
                layouts=lambda: self.layout_files.names,
                chain=lambda name: self.layout_files.chain(name),  # noqa: PLW0108 (the files are not looked for before)
            ),
        )

    @cached_property
    def performance_facts(self) -> PerformanceFacts:
        """What the cells of performance forms state."""
        from juesuan.standard.performance_facts import load_performance_facts

        return load_performance_facts(self.layers, self.vocabulary)

    @cached_property
    def layout_files(self) -> LayoutFiles:
        """The files of the layouts."""
        from juesuan.standard.layout_files import LayoutFiles

        return LayoutFiles(self.layers, self.meaning)

    @cached_property
    def layouts(self) -> Layouts:
        """What places print, and what they must print."""
        from juesuan.standard.layouts import load_layouts

        return load_layouts(self)

    @cached_property
    def templates(self) -> Templates:
        """The performance forms of the layouts."""
        from juesuan.standard.performance_templates import Templates

        return Templates(self.layout_files)

    @cached_property
    def stage_forms(self) -> StageForms:
        """The forms of the stages of the performance cycle."""
        from juesuan.standard.stage_forms import StageForms

        return StageForms(self.layout_files, self.templates)

    @cached_property
    def grammar(self) -> Grammar:
        """The grammar of the prose."""
        from juesuan.standard.layout_words import grammar_with_layouts
        from juesuan.standard.narrative import load_grammar

        return grammar_with_layouts(load_grammar(self.layers, self.meaning), self.layout_files)

    @cached_property
    def evaluations(self) -> Evaluations:
        """The words of performance forms."""
        from juesuan.standard.performance import load_vocabulary

        return load_vocabulary(self.layers, self.meaning, self.templates)

    @cached_property
    def evidence(self) -> EvidenceSchema:
        """Kinds of evidence tables."""
        from juesuan.standard.evidence import load_evidence

        return load_evidence(self.layers)

    @cached_property
    def monitoring(self) -> MonitoringSchema:
        """What is watched from month to month."""
        from juesuan.standard.monitoring import load_monitoring

        return load_monitoring(self.layers, self.evidence)

    @cached_property
    def bases(self) -> Mapping[str, Basis]:
        """The legal basis by key."""
        from juesuan.standard.legal import load_bases

        return load_bases(self.layers)

    @cached_property
    def places(self) -> Places:
        """Provinces and prefectures."""
        from juesuan.standard.places import load_places

        return load_places(self.layers)

    @cached_property
    def requirements(self) -> Mapping[str, Requirement]:
        """What a disclosure may be required to have, by key."""
        from juesuan.standard.requirements import load_requirements

        return load_requirements(self.layers, self.meaning)

    @cached_property
    def glossary(self) -> tuple[WordEntry, ...]:
        """The terms that a disclosure explains."""
        from juesuan.standard.wording import load_glossary

        return load_glossary(self.layers, self.vocabulary)

    @cached_property
    def terms(self) -> tuple[WordingTerm, ...]:
        """Terms that are always written one way."""
        from juesuan.standard.wording import load_terms

        return load_terms(self.layers)

    @cached_property
    def language(self) -> Language:
        """What the rules on language look for."""
        from juesuan.standard.wording import load_language

        return load_language(self.layers)

    @cached_property
    def choices(self) -> Mapping[str, tuple[CellChoice, ...]]:
        """Words to choose from in the accountant's workbook."""
        from juesuan.standard.layout_words import sources_with_layouts
        from juesuan.standard.workbook import load_choices

        return sources_with_layouts(load_choices(self.layers, self.meaning), self.layout_files)

    @cached_property
    def workbook(self) -> WorkbookSchema:
        """The accountant's workbook."""
        from juesuan.standard.layout_words import workbook_with_layouts
        from juesuan.standard.workbook import load_workbook

        return workbook_with_layouts(load_workbook(self.layers, self.meaning, self.choices), self.templates)

    @cached_property
    def ledger(self) -> LedgerSchema:
        """The detail lines of the books."""
        from juesuan.standard.ledger import load_ledger

        return load_ledger(self.layers, self.meaning, self.choices)

    @cached_property
    def comparisons(self) -> Comparisons:
        """What typed amounts of the workbook are held against."""
        from juesuan.standard.comparisons import load_comparisons

        return load_comparisons(self.layers, self.meaning, self.workbook)

    @cached_property
    def bookkeeping(self) -> Bookkeeping:
        """What the books of a department tell apart."""
        from juesuan.standard.bookkeeping import load_bookkeeping

        return load_bookkeeping(self.layers, self.meaning, self.vocabulary, lambda: self.choices, lambda: self.workbook)

    @cached_property
    def approved_words(self) -> ApprovedWords:
        """The words of sheets of approved figures."""
        from juesuan.standard.approved_words import load_approved_words

        return load_approved_words(self.layers, self.meaning)

    @cached_property
    def charts(self) -> ChartSchemas:
        """The charts of a disclosure, and that of the years of a unit."""
        from juesuan.standard.charts import load_charts

        return load_charts(self.layers, self.meaning, self.vocabulary)

    @cached_property
    def example(self) -> Example:
        """The books of an invented department."""
        from juesuan.standard.worked_example import load_example

        topics = [choice.key for choice in self.choices["topic"]]
        return load_example(self.layers, self.meaning, topics, self.bookkeeping.own)

    @cached_property
    def meaning(self) -> Meaning:
        """What the typed texts of the data may say. Each part is asked only by files that cite it."""

        def values(dimension: str) -> Callable[[], Collection[str]]:
            return lambda: self.vocabulary.values(dimension)

        names: dict[type[EntryName], tuple[str, Callable[[], Collection[str]]]] = {
            FormId: ("表", lambda: self.forms),
            SectionId: ("章节", lambda: self._sections),
            BasisKey: ("依据", lambda: self.bases),
            MeasureName: ("指标", lambda: self.vocabulary.measures),
            FundName: ("资金", values("fund")),
            SourceName: ("收入来源", values("source")),
            NatureName: ("支出性质", values("nature")),
            StageName: ("阶段", values("stage")),
            BudgetName: ("预算的阶段", lambda: self._budgets),
            StageWord: ("阶段", lambda: {*self.vocabulary.values("stage"), "budget"}),
            ItemName: ("事项", lambda: self._items),
            FunctionCode: ("功能科目", lambda: self.codes.functional),
            EconomicCode: ("经济科目", lambda: self.codes.economic),
        }
        return Meaning(self.fact, names)

    def fact(self, text: str) -> FactKey:
        """The key of a fact, or of a pattern of facts, that the data cite; its codes are those of the lists.

        Raises:
            ValueError: with a Chinese message when the vocabulary or the lists of codes do not know it.
        """
        return self.vocabulary.cited(text)

    @cached_property
    def _sections(self) -> frozenset[str]:
        from juesuan.standard.narrative import section_ids

        return section_ids(section.id for section in self.grammar.sections)

    @cached_property
    def _budgets(self) -> frozenset[str]:
        from juesuan.model import ComparedWith

        return frozenset(self.vocabulary.values("stage")) & frozenset(ComparedWith)

    @cached_property
    def _items(self) -> frozenset[str]:
        return frozenset(item for measure in self.vocabulary.measures.values() for item in measure.items)

    @cached_property
    def hash(self) -> str:
        """Of all its files: two reports with one hash were judged by one standard."""
        from juesuan.standard.catalogue import hash_of

        return hash_of(self.layers)

    def verified(self) -> Standard:
        """Itself, with every part loaded.

        Raises:
            StandardError: the first mistake of every file.
        """
        from juesuan.standard.layouts import verify_layouts

        parts: list[Callable[[], object]] = [partial(getattr, self, name) for name in _PARTS]
        parts.append(partial(verify_layouts, self))
        every(parts)
        return self


_PARTS = tuple(name for name, part in vars(Standard).items() if isinstance(part, cached_property))


@lru_cache(maxsize=1)
def builtin() -> Standard:
    """The package's own standard: one value, however often it is asked for."""
    return Standard(Layers.over())


def load(*folders: Path) -> Standard:
    """The package's own standard with folders of the same shape laid over it, the last one uppermost, checked as a whole.

    Raises:
        StandardError: the first mistake of every file.
    """
    try:
        layers = Layers.over(folders)
    except DataError as error:
        raise StandardError([error]) from error
    return Standard(layers).verified()
