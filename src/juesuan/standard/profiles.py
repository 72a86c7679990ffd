"""Profiles: what a place's disclosure of a year must have. Data in ``data/profiles/*.toml``.

A profile is recognised from what the document says of itself. A new year or place is a new file and nothing else; a file
may extend another and give only what differs.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from juesuan.standard import builtin
from juesuan.standard.forms import ACCOUNTS, forms
from juesuan.standard.requirements import Requirement

__all__ = ["DEFAULT", "Evidence", "Profile", "Requirement", "profile_named", "profiles", "province_of", "recognise"]

DEFAULT = "mof-2022"


@dataclass(frozen=True, slots=True)
class Evidence:
    """What a document says of itself.

    Attributes:
        unit, place: its department, and the place in that name, as far as read.
        year: fiscal year.
        forms: ids of the forms found, in printed order.
        titles: their printed titles.
        document: the kind of document.
    """

    unit: str = ""
    place: str = ""
    year: int | None = None
    forms: tuple[str, ...] = ()
    titles: tuple[str, ...] = ()
    document: str = ACCOUNTS


@dataclass(frozen=True, slots=True)
class Profile:
    """A place's format of a year.

    Attributes:
        id: name of the file; label: for people.
        forms: ids of the forms it must have, in its order.
        titles: what it calls a form, where that is not the standard title.
        sections: ids of the sections of the explanation it must have, in its order.
        parts, topics, counts: what else it must have.
        places: provinces it is for; units: patterns of department names; marks: patterns of table titles; all empty: any.
        first_year, last_year: fiscal years it is for; None where open.
        document: the kind of document it is for.
    """

    id: str
    label: str
    forms: tuple[str, ...]
    titles: Mapping[str, str]
    sections: tuple[str, ...]
    parts: tuple[Requirement, ...]
    topics: tuple[Requirement, ...]
    counts: tuple[Requirement, ...]
    places: tuple[str, ...] = ()
    units: tuple[str, ...] = ()
    marks: tuple[str, ...] = ()
    first_year: int | None = None
    last_year: int | None = None
    document: str = ACCOUNTS

    def title(self, form: str) -> str:
        """What the profile calls a form."""
        return self.titles.get(form) or forms()[form].title

    def admits(self, evidence: Evidence) -> bool:
        """Whether the document may be of this profile."""
        if evidence.document != self.document:
            return False
        year = evidence.year
        if year is not None and not (self.first_year or year) <= year <= (self.last_year or year):
            return False
        if self.places and province_of(evidence.place or evidence.unit) not in self.places:
            return False
        if self.units and not any(re.fullmatch(pattern, evidence.unit) for pattern in self.units):
            return False
        return not self.marks or any(re.search(mark, title) for mark in self.marks for title in evidence.titles)

    def likeness(self, evidence: Evidence) -> tuple[int, ...]:
        """How well the document fits, for comparison: what names the profile first, then its forms, then its years."""
        shared = _common_in_order(evidence.forms, self.forms)
        strange = len(evidence.forms) + len(self.forms) - 2 * shared
        named = 4 * bool(self.marks) + 2 * bool(self.places) + bool(self.units)
        years = bool(evidence.year and self.first_year) + bool(evidence.year and self.last_year)
        return (named, -strange if evidence.forms else 0, years)


def _common_in_order(one: tuple[str, ...], other: tuple[str, ...]) -> int:
    """Length of the longest common subsequence."""
    row = [0] * (len(other) + 1)
    for item in one:
        above = row
        row = [0]
        for index, wanted in enumerate(other):
            row.append(above[index] + 1 if item == wanted else max(above[index + 1], row[index]))
    return row[-1]


def province_of(name: str) -> str:
    """As :meth:`~juesuan.standard.places.Places.province_of` of the built-in standard."""
    return builtin().places.province_of(name)


def _profile(name: str, raw: Mapping[str, Any]) -> Profile:
    when = raw.get("when", {})
    parts, topics, counts = (
        tuple(builtin().requirements[key] for key in raw[kind]) for kind in ("parts", "topics", "counts")
    )
    return Profile(
        id=name,
        label=raw["label"],
        forms=tuple(raw["forms"]),
        titles=raw.get("titles", {}),
        sections=tuple(raw["sections"]),
        parts=parts,
        topics=topics,
        counts=counts,
        places=tuple(when.get("places", ())),
        units=tuple(when.get("units", ())),
        marks=tuple(when.get("marks", ())),
        first_year=when.get("first_year"),
        last_year=when.get("last_year"),
        document=raw.get("document", ACCOUNTS),
    )


def _extended(name: str, found: Mapping[str, Mapping[str, Any]]) -> Mapping[str, Any]:
    """The data of a profile with those it extends; ``[when]`` is never inherited, for it says what is special."""
    raw = found[name]
    parent = raw.get("extends")
    inherited = {key: value for key, value in _extended(parent, found).items() if key != "when"} if parent else {}
    return {**inherited, **raw}


@lru_cache(maxsize=8)
def profiles(extra: Path | None = None) -> Mapping[str, Profile]:
    """All profiles by name; ``extra`` is a folder with more of them, or with replacements of the same name."""
    folders = [files("juesuan.standard") / "data" / "profiles", *([extra] if extra else [])]
    found = {
        entry.name.removesuffix(".toml"): tomllib.loads(entry.read_text(encoding="utf-8"))
        for folder in folders
        for entry in folder.iterdir()
        if entry.name.endswith(".toml")
    }
    return {name: _profile(name, _extended(name, found)) for name in sorted(found)}


def profile_named(name: str) -> Profile:
    """The profile with that name, or the default one when there is none."""
    return profiles().get(name) or profiles()[DEFAULT]


def recognise(evidence: Evidence, extra: Path | None = None) -> Profile:
    """The profile that a document fits best; the default one when it fits none."""
    known = profiles(extra)
    fitting = [profile for profile in known.values() if profile.admits(evidence)]
    return max(
        fitting, key=lambda profile: (*profile.likeness(evidence), profile.id == DEFAULT), default=known[DEFAULT]
    )
