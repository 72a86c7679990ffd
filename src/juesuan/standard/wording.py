"""Words: the glossary, the fixed terms, and what the rules on language look for. Data in ``glossary.csv``,
``terms.csv`` and ``language.toml``.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Literal

from msgspec import Struct

from juesuan.standard.layers import Layers
from juesuan.standard.loading import Regex, Row, Table, read_csv, read_toml
from juesuan.standard.patterns import opened
from juesuan.standard.references import Text
from juesuan.standard.vocabulary import Vocabulary

__all__ = [
    "Entry",
    "Language",
    "Term",
    "load_glossary",
    "load_language",
    "load_terms",
]


class Entry(Struct, frozen=True):
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


class Term(Struct, frozen=True):
    """A term that is always written one way.

    Attributes:
        term: the right form.
        slips: single-character slips inside it that are safe to call wrong: ``s`` another character in its place,
            ``i`` a character too many, ``d`` a character lost.
        wrong: forms that are known to be wrong, or None.
    """

    term: str
    slips: str
    wrong: re.Pattern[str] | None


class Language(Struct, frozen=True):
    """Patterns of ``language.toml``; ``marks`` maps full-width marks to their half-width counterparts."""

    doubled_word: re.Pattern[str]
    doubled_punctuation: re.Pattern[str]
    placeholder: re.Pattern[str]
    contradiction: re.Pattern[str]
    nouns: tuple[str, ...]
    marks: Mapping[str, str]


class _Entry(Table, frozen=True):
    """A row of ``glossary.csv``."""

    term: Text
    english: Text
    name: Text
    definition: Text
    expected: Literal["", "yes"] = ""


class _Term(Table, frozen=True):
    """A row of ``terms.csv``."""

    term: Text
    slips: Literal["", "s", "i", "d", "si", "sd", "id", "sid"] = ""
    wrong: Regex | None = None


class _Language(Table, frozen=True):
    """``language.toml``."""

    doubled_words: tuple[Text, ...]
    doubled_punctuation: Regex
    placeholders: tuple[Regex, ...]
    contradictions: tuple[Regex, ...]
    nouns: tuple[Text, ...]
    marks: dict[str, str]


def load_glossary(layers: Layers, vocabulary: Vocabulary) -> tuple[Entry, ...]:
    """All entries, in the order of a disclosure's 名词解释.

    Raises:
        DataError: when one names what is neither a fact nor a value of a dimension.
    """
    found: dict[str, Entry] = {}
    for file in layers.files("glossary.csv"):
        for row, item in read_csv(file, _Entry, key="term"):
            _require_named(item.name, vocabulary, row)
            found[item.term] = Entry(item.term, item.english, item.name, item.expected == "yes", item.definition)
    return tuple(found.values())


def _require_named(name: str, vocabulary: Vocabulary, row: Row) -> None:
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


def load_terms(layers: Layers) -> tuple[Term, ...]:
    """All fixed terms. One may stand twice: with its slips, and with a form that is wrong."""
    rows = (item for file in layers.files("terms.csv") for _, item in read_csv(file, _Term))
    return tuple(Term(row.term, row.slips, re.compile(opened(row.wrong)) if row.wrong else None) for row in rows)


def load_language(layers: Layers) -> Language:
    """What the rules on language look for; of several files the uppermost."""
    data = read_toml(layers.files("language.toml")[-1], _Language)
    words = "|".join(re.escape(word) for word in sorted(data.doubled_words, key=len, reverse=True))
    return Language(
        doubled_word=re.compile(rf"({words})\1"),
        doubled_punctuation=re.compile(data.doubled_punctuation),
        placeholder=re.compile("|".join(data.placeholders)),
        contradiction=re.compile("|".join(data.contradictions)),
        nouns=data.nouns,
        marks=data.marks,
    )
