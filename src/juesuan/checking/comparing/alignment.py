"""Which number of the new version answers to which number of the old one.

A cell is its form, row and column. An item of a list in the prose is known by the facts it states, not by its number, and a
project form by its project, so that an item or a form put in between does not shift all that follow.
"""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass
from typing import TypeVar

from juesuan.model import ChangeClaim, Claim, Disclosure, Finding, PerformanceForm, Term

__all__ = ["Alignment", "align"]

Name = TypeVar("Name", str, int)

_ITEM = re.compile(r"#\d+")
_FIGURES = re.compile(r"[\d.,，%]+")


@dataclass(frozen=True, slots=True)
class Alignment:
    """Pairs of the two versions.

    Attributes:
        statements: id in the old version → id in the new one.
        claims: index of a claim with a printed number in the old version → index in the new one.
    """

    statements: Mapping[str, str]
    claims: Mapping[int, int]

    def keys_of_old(self, finding: Finding) -> frozenset[Hashable]:
        """What a finding of the old version speaks of, without the numbers, in terms of the new version."""
        return _keys(finding.terms, self.statements)

    @staticmethod
    def keys_of_new(terms: Iterable[Term]) -> frozenset[Hashable]:
        """The same for operands in the new version."""
        return _keys(tuple(terms), None)


def align(old: Disclosure, new: Disclosure) -> Alignment:
    """Pairs what has the same place in the structure of both versions; each number at most once."""
    statements = _statements(old, new)
    # A share names the cell that was at hand for its whole, in whichever form: what counts is the fact.
    cells = {s.id: str(s.fact) for s in (*old.statements, *new.statements) if not s.in_prose and s.fact is not None}
    before = {index: _claim_key(claim, {**statements, **cells}) for index, claim in enumerate(old.claims) if claim.rate}
    after = {index: _claim_key(claim, cells) for index, claim in enumerate(new.claims) if claim.rate}
    return Alignment(statements, _paired(before, after))


def _keys(terms: tuple[Term, ...], statements: Mapping[str, str] | None) -> frozenset[Hashable]:
    """Statements where there are any: the words of a claim may have been rewritten; else the words, without figures."""
    stated = [term.statement.id for term in terms if term.statement is not None]
    if stated:
        return frozenset(name if statements is None else statements.get(name, ("gone", name)) for name in stated)
    return frozenset((_bare(term.label), _bare(term.text), term.place.form) for term in terms)


def _bare(text: str) -> str:
    return _FIGURES.sub("", text)


def _statements(old: Disclosure, new: Disclosure) -> Mapping[str, str]:
    found = _paired(_statement_keys(old), _statement_keys(new))
    taken = set(found.values())
    names = {statement.id for statement in new.statements}
    # An item whose name was misspelt stated no known fact; it still has its place.
    found |= {s.id: s.id for s in old.statements if s.id not in found and s.id in names and s.id not in taken}
    return found


def _paired(old: Mapping[Name, Hashable], new: Mapping[Name, Hashable]) -> dict[Name, Name]:
    """Names of equal keys; of several with one key the first goes with the first."""
    waiting: dict[Hashable, list[Name]] = {}
    for name, key in new.items():
        waiting.setdefault(key, []).append(name)
    found = {}
    for name, key in old.items():
        if waiting.get(key):
            found[name] = waiting[key].pop(0)
    return found


def _statement_keys(disclosure: Disclosure) -> dict[str, Hashable]:
    items = _items(disclosure)
    forms = {(form.kind, form.instance): _named(form) for form in disclosure.performance}
    keys: dict[str, Hashable] = {}
    for s in disclosure.statements:
        if not s.in_prose:
            project, rows = forms.get((s.source, s.instance), ("", {}))
            keys[s.id] = (s.source, project or s.instance, rows.get(s.row, s.row), s.column)
        else:
            keys[s.id] = (s.source, str(s.fact), items.get((s.source, s.instance)), _ITEM.sub("#", s.id))
    return keys


def _named(form: PerformanceForm) -> tuple[str, Mapping[str, str]]:
    """The project of a form, and the names of its indicators by row."""
    names = {f"i{number}": row.level3.text for number, row in enumerate(form.indicators, start=1) if row.level3}
    return form.project.text if form.project is not None else "", names


def _items(disclosure: Disclosure) -> Mapping[tuple[str, int], frozenset[str]]:
    """The facts that each item of a list states."""
    found: dict[tuple[str, int], set[str]] = {}
    for s in disclosure.statements:
        if s.instance and s.in_prose and s.fact is not None:
            found.setdefault((s.source, s.instance), set()).add(str(s.fact))
    return {item: frozenset(facts) for item, facts in found.items()}


def _claim_key(claim: Claim, names: Mapping[str, str]) -> Hashable:
    base = claim.base if isinstance(claim, ChangeClaim) else ""
    operands = tuple(names.get(operand, operand) for operand in claim.operands)
    return (claim.kind, claim.section, base, operands, "" if any(operands) else _bare(claim.text))
