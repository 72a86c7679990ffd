"""The grammar of the prose (决算情况说明): headings, words and counts. Data in ``data/narrative/*.toml``.

Nothing here is a sentence: a place's sentences are made of the same words in its own order, so the words are the data and
:mod:`juesuan.reading.narrative` puts them together.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any

from juesuan.model import FactKey
from juesuan.standard.patterns import opened

__all__ = ["Count", "Grammar", "Group", "SectionKind", "Word", "grammar"]

_KINDS = (
    "fund",
    "flow",
    "stage",
    "share",
    "completion",
    "order",
    "compare",
    "direction",
    "whole",
    "listing",
    "purpose",
    "reason",
    "none",
    "filler",
)


@dataclass(frozen=True, slots=True)
class SectionKind:
    """A section and how its heading may read.

    Attributes:
        id: canonical id (``N05.2``); several kinds may open one section.
        title: standard name.
        heading: full match on the heading without number, unit name and year.
        under: the section it must stand in, or empty.
        scope: what its sentences speak of when they do not say; None: what the section around it speaks of.
    """

    id: str
    title: str
    heading: re.Pattern[str]
    under: str
    scope: FactKey | None


@dataclass(frozen=True, slots=True)
class Word:
    """A word of the grammar.

    Attributes:
        kind: ``measure``, ``fund``, ``flow`` (收入, 支出: measures only when nothing stronger is named), ``stage``, ``share`` (占),
            ``completion`` (完成预算的), ``order`` (决算数大于预算数), ``compare`` (与上年相比), ``direction`` (增加), ``whole`` (其中),
            ``listing`` (主要包括), ``purpose`` (主要用于), ``reason`` (主要原因), ``none`` (没有), ``filler``.
        value: which of its kind, as in the data.
        label: what a person calls it.
        pattern: how it may read.
        facts: of a measure: what an amount of it states, without stage and fund.
        sections: prefixes of the sections where it has this meaning; empty: everywhere.
        partition: measures of one partition of a whole add up to it.
        relative: as a denominator, the whole that the sentence speaks of.
    """

    kind: str
    value: str
    label: str
    pattern: re.Pattern[str]
    facts: tuple[FactKey, ...] = ()
    sections: tuple[str, ...] = ()
    partition: str = ""
    relative: bool = False


@dataclass(frozen=True, slots=True)
class Group:
    """A keyword that says what the counts behind it are about."""

    name: str
    pattern: re.Pattern[str]
    sections: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Count:
    """A number known by its measure word and the text around it.

    Attributes:
        fact, label: what it states.
        units: full match on the measure word.
        before: must match up to the number; None: anything.
        after: may match behind the measure word instead; None: never.
        groups: the groups one of which must have been named last; empty: any.
        sections: prefixes of the sections it occurs in.
        partition: as of a word.
        nonzero: an amount of 0 states nothing.
        per_item: the fact is of the project that the numbered list item is about.
    """

    fact: FactKey
    label: str
    units: re.Pattern[str]
    before: re.Pattern[str] | None
    after: re.Pattern[str] | None
    groups: tuple[str, ...]
    sections: tuple[str, ...]
    partition: str
    nonzero: bool
    per_item: bool


@dataclass(frozen=True, slots=True)
class Grammar:
    """All of it, in the order of the data. ``funded``: measures that a fund qualifies; ``units``: measure words."""

    sections: tuple[SectionKind, ...]
    words: tuple[Word, ...]
    counts: tuple[Count, ...]
    groups: tuple[Group, ...]
    funded: frozenset[str]
    units: re.Pattern[str]

    def section(self, section_id: str) -> SectionKind | None:
        """The first kind with that id."""
        return next((kind for kind in self.sections if kind.id == section_id), None)


def _read(name: str) -> Mapping[str, Any]:
    return tomllib.loads((files("juesuan.standard") / "data" / "narrative" / name).read_text(encoding="utf-8"))


def _pattern(patterns: list[str], words: Mapping[str, str]) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{opened(pattern, words)})" for pattern in patterns))


def _sections(raw: Mapping[str, Any]) -> Iterator[SectionKind]:
    for item in raw["sections"]:
        scope = FactKey.parse(item["scope"]) if "scope" in item else None
        yield SectionKind(
            item["id"], item["title"], _pattern(item["headings"], raw["words"]), item.get("under", ""), scope
        )


def _measures(raw: Mapping[str, Any]) -> Iterator[Word]:
    for item in raw["measures"]:
        yield Word(
            "measure",
            item["facts"][0],
            item["label"],
            _pattern(item["patterns"], raw["words"]),
            tuple(FactKey.parse(fact) for fact in item["facts"]),
            tuple(item.get("sections", ())),
            item.get("partition", ""),
            item.get("relative", False),
        )


def _relations(raw: Mapping[str, Any]) -> Iterator[Word]:
    for kind in _KINDS:
        for item in raw[kind]:
            pattern = _pattern(item["patterns"], raw["words"])
            yield Word(kind, item["value"], item.get("label", ""), pattern, sections=tuple(item.get("sections", ())))


def _counts(raw: Mapping[str, Any]) -> Iterator[Count]:
    words = raw["words"]
    for item in raw["counts"]:
        before, after = item.get("before"), item.get("after")
        yield Count(
            FactKey.parse(item["fact"]),
            item["label"],
            _pattern([item["units"]], words),
            re.compile(f"(?:{opened(before, words)})$") if before else None,
            _pattern([after], words) if after else None,
            tuple(item.get("groups", ())),
            tuple(item["sections"]),
            item.get("partition", ""),
            item.get("nonzero", False),
            item.get("per_item", False),
        )


@lru_cache(maxsize=1)
def grammar() -> Grammar:
    """The grammar of the package's data."""
    words, counts = _read("words.toml"), _read("counts.toml")
    return Grammar(
        tuple(_sections(_read("sections.toml"))),
        (*_measures(_read("measures.toml")), *_relations(words)),
        tuple(_counts(counts)),
        tuple(
            Group(item["name"], _pattern([item["pattern"]], counts["words"]), tuple(item["sections"]))
            for item in counts["groups"]
        ),
        frozenset(words["funded"]),
        _pattern(sorted(words["units"], key=len, reverse=True), {}),
    )
