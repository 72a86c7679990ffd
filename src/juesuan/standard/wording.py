"""Words: the glossary, the fixed terms, and what the rules on language look for. Data in ``glossary.csv``,
``terms.csv`` and ``language.toml``.
"""

from __future__ import annotations

import csv
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from juesuan.standard.patterns import opened

__all__ = ["Entry", "Language", "Term", "glossary", "language", "terms"]


@dataclass(frozen=True, slots=True)
class Entry:
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


@dataclass(frozen=True, slots=True)
class Term:
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


@dataclass(frozen=True, slots=True)
class Language:
    """Patterns of ``language.toml``; ``marks`` maps full-width marks to their half-width counterparts."""

    doubled_word: re.Pattern[str]
    doubled_punctuation: re.Pattern[str]
    placeholder: re.Pattern[str]
    contradiction: re.Pattern[str]
    marks: Mapping[str, str]


def _text(name: str) -> str:
    return (files("juesuan.standard") / "data" / name).read_text(encoding="utf-8")


@lru_cache(maxsize=1)
def glossary() -> tuple[Entry, ...]:
    """All entries, in the order of a disclosure's 名词解释."""
    rows = csv.DictReader(_text("glossary.csv").splitlines())
    return tuple(
        Entry(row["term"], row["english"], row["name"], row["expected"] == "yes", row["definition"]) for row in rows
    )


@lru_cache(maxsize=1)
def terms() -> tuple[Term, ...]:
    """All fixed terms."""
    rows = csv.DictReader(_text("terms.csv").splitlines())
    return tuple(
        Term(row["term"], row["slips"], re.compile(opened(row["wrong"])) if row["wrong"] else None) for row in rows
    )


@lru_cache(maxsize=1)
def language() -> Language:
    """What the rules on language look for."""
    raw = tomllib.loads(_text("language.toml"))
    words = "|".join(re.escape(word) for word in sorted(raw["doubled_words"], key=len, reverse=True))
    return Language(
        doubled_word=re.compile(rf"({words})\1"),
        doubled_punctuation=re.compile(raw["doubled_punctuation"]),
        placeholder=re.compile("|".join(raw["placeholders"])),
        contradiction=re.compile("|".join(raw["contradictions"])),
        marks=raw["marks"],
    )
