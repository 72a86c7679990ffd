"""Words: the glossary, the fixed terms, and what the rules on language look for. Data in ``glossary.csv``,
``terms.csv`` and ``language.toml``.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Literal

from msgspec import Struct

from juesuan.model.expressions import expression
from juesuan.standard.layers import Layers
from juesuan.standard.loading import CsvRow, DataTable, Regex, read_csv, read_toml
from juesuan.standard.patterns import opened
from juesuan.standard.references import Text
from juesuan.standard.spelt import SpeltPattern
from juesuan.standard.vocabulary import Vocabulary

__all__ = [
    "Confusable",
    "Language",
    "OfferedWords",
    "Payment",
    "WordEntry",
    "WordingTerm",
    "load_glossary",
    "load_language",
    "load_terms",
]


class WordEntry(Struct, frozen=True):
    """One entry of the glossary.

    Attributes:
        term: Chinese. english: for readers of the code. name: the fact or dimension it is in the code.
        expected: a disclosure that uses the term should explain it.
        definition: a standard explanation, in Chinese.
    """

    term: str
    english: str
    name: str
    expected: bool
    definition: str


class WordingTerm(Struct, frozen=True):
    """A term that is always written one way.

    Attributes:
        term: the right form.
        slips: single-character slips inside it that are safe to call wrong: ``s`` another character in its place,
            ``i`` a character too many, ``d`` a character lost.
        wrong: forms that are known to be wrong, or None.
    """

    term: str
    slips: str
    wrong: SpeltPattern | None


class Confusable(DataTable, frozen=True):
    """A character that is printed for another.

    Attributes:
        wrong, right: the two characters.
        width: how many characters, with this one, must be printed often with the other one.
        words: what is right with the first one.
    """

    wrong: Text
    right: Text
    width: int = 2
    words: tuple[Text, ...] = ()


class Payment(DataTable, frozen=True):
    """What some 科目 are named after: ``names`` stand in the names of 科目 that pay it, ``words`` in what they say they pay."""

    names: tuple[Text, ...]
    words: tuple[Text, ...]


class OfferedWords:
    """What matches where a template offers two words, of which one was to be taken: 增加（减少）.

    Few documents have any, and the expression is long: it is looked for only where a bracket or a stroke stands behind one of the words.

    Args:
        pairs: the words.
        pattern: the expression.
    """

    def __init__(self, pairs: Iterable[tuple[str, str]], pattern: str) -> None:
        self._begun = tuple(word + mark for pair in pairs for word in pair for mark in "（(/／")
        self.pattern = expression(pattern)

    def finditer(self, text: str) -> Iterator[re.Match[str]]:
        """The matches in the text."""
        return self.pattern.finditer(text) if any(begun in text for begun in self._begun) else iter(())


class Language(Struct, frozen=True):
    """Patterns of ``language.toml``; ``marks`` maps full-width marks to their half-width counterparts."""

    doubled_word: re.Pattern[str]
    doubled_punctuation: re.Pattern[str]
    placeholder: re.Pattern[str]
    contradiction: re.Pattern[str]
    alternative: OfferedWords
    own_alternatives: tuple[tuple[str, str], ...]
    no_year_before: SpeltPattern
    no_change: SpeltPattern
    instruction: SpeltPattern
    confusables: tuple[Confusable, ...]
    payments: tuple[Payment, ...]
    nouns: tuple[str, ...]
    marks: Mapping[str, str]

    def own_alternative(self, unit: str) -> OfferedWords:
        """Both words of a pair behind what a body calls itself, or in front of what only it can be the subject of."""
        both = "|".join(_either(pair) for pair in self.own_alternatives)
        own = "|".join(["(?<=[我本])", *([f"(?<={re.escape(unit)})"] if unit else [])])
        pattern = rf"(?:{own})(?:{both})|(?<![一-鿿])(?:{both})(?=共有|没有|无|\d{{4}}年)"
        return OfferedWords(self.own_alternatives, pattern)


class _Entry(DataTable, frozen=True):
    """A row of ``glossary.csv``."""

    term: Text
    english: Text
    name: Text
    definition: Text
    expected: Literal["", "yes"] = ""


class _Term(DataTable, frozen=True):
    """A row of ``terms.csv``."""

    term: Text
    slips: Literal["", "s", "i", "d", "si", "sd", "id", "sid"] = ""
    wrong: Regex | None = None


class _Language(DataTable, frozen=True):
    """``language.toml``."""

    doubled_words: tuple[Text, ...]
    doubled_particle: Regex
    doubled_punctuation: Regex
    placeholders: tuple[Regex, ...]
    contradictions: tuple[Regex, ...]
    alternatives: tuple[tuple[Text, Text], ...]
    choices: tuple[tuple[Text, Text], ...]
    own_alternatives: tuple[tuple[Text, Text], ...]
    no_year_before: tuple[Regex, ...]
    no_change: tuple[Regex, ...]
    instructions: tuple[Regex, ...]
    confusables: tuple[Confusable, ...]
    payments: tuple[Payment, ...]
    nouns: tuple[Text, ...]
    marks: dict[str, str]


def load_glossary(layers: Layers, vocabulary: Vocabulary) -> tuple[WordEntry, ...]:
    """All entries, in the order of a disclosure's 名词解释.

    Raises:
        DataError: when one names what is neither a fact nor a value of a dimension.
    """
    found: dict[str, WordEntry] = {}
    for file in layers.files("glossary.csv"):
        for row, item in read_csv(file, _Entry, key="term"):
            _require_named(item.name, vocabulary, row)
            found[item.term] = WordEntry(item.term, item.english, item.name, item.expected == "yes", item.definition)
    return tuple(found.values())


def _require_named(name: str, vocabulary: Vocabulary, row: CsvRow) -> None:
    """``income[source=other]``, ``three_public`` or ``fund=gpb``."""
    dimension, is_value, value = name.partition("=")
    if is_value and "[" not in name:
        if dimension not in vocabulary.dimensions or value not in vocabulary.values(dimension):
            raise row.error(f"name：“{name}”不是维度的值")
        return
    try:
        vocabulary.cited(name)
    except ValueError as error:
        raise row.error(f"name：{error}") from error


def load_terms(layers: Layers) -> tuple[WordingTerm, ...]:
    """All fixed terms. One may stand twice: with its slips, and with a form that is wrong."""
    rows = (item for file in layers.files("terms.csv") for _, item in read_csv(file, _Term))
    return tuple(
        WordingTerm(row.term, row.slips, SpeltPattern([opened(row.wrong)]) if row.wrong else None) for row in rows
    )


def load_language(layers: Layers) -> Language:
    """What the rules on language look for; of several files the uppermost."""
    data = read_toml(layers.files("language.toml")[-1], _Language)
    words = "|".join(re.escape(word) for word in sorted(data.doubled_words, key=len, reverse=True))
    return Language(
        doubled_word=expression(rf"({words})\1|{data.doubled_particle}"),
        doubled_punctuation=expression(data.doubled_punctuation),
        placeholder=expression("|".join(data.placeholders)),
        contradiction=expression("|".join(data.contradictions)),
        alternative=OfferedWords(
            (*data.alternatives, *data.choices),
            rf"(?:{'|'.join(map(_either, data.alternatives))})(?={_MEANT})|{'|'.join(map(_either, data.choices))}",
        ),
        own_alternatives=data.own_alternatives,
        no_year_before=SpeltPattern(map(opened, data.no_year_before)),
        no_change=SpeltPattern(map(opened, data.no_change)),
        instruction=SpeltPattern(map(opened, data.instructions)),
        confusables=data.confusables,
        payments=data.payments,
        nouns=data.nouns,
        marks=data.marks,
    )


_MEANT = r"(?:了|额|率)?为?[-－−]?[\dXxＸ×✕_]|的?(?:主要)?原因|(?:年初|全年|调整)?预算数?(?:[，。的]|$)|决算数?(?:[，。的]|$)|上年"
"""What follows a word of movement or comparison in a sentence that says something: a number, a cause, what it is compared with."""


def _either(pair: tuple[str, str]) -> str:
    """One word with the other in brackets or behind a stroke, in either order."""
    ways = (
        rf"{one}(?:[（(](?:或者?|/)?{other}(?:[、/或]持平)?[）)]|[/／]{other}(?:[/／]持平)?)"
        for one, other in ((re.escape(pair[0]), re.escape(pair[1])), (re.escape(pair[1]), re.escape(pair[0])))
    )
    return "|".join(ways)
