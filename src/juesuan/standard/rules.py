"""The register: one row of data per rule id, whatever its kind. Data in ``data/identities/*.csv``.

Columns of the CSV (UTF-8, header row):

``id``          id of DOMAIN section 2; never reused.
``severity``    ``error`` · ``warning`` · ``info`` on failure beyond rounding.
``category``    within_table | cross_table | cross_year | narrative | performance | classification | format |
                language | structure.
``title``       short Chinese name, as in the report.
``assertion``   what must hold, over facts: see :mod:`juesuan.arithmetic.grammar`. Empty for a rule in code; ``pattern`` and a name for what
                the failures of other rules have in common; such rules are judged last.
``scope``       where the terms stand that name no place: a form, a section, ``PO`` or ``PP`` (each form by itself); empty: anywhere.
``documents``   kinds of document that it is for, separated by blanks; empty: final accounts, and of performance forms published by
                themselves what the category allows.
``layouts``     names of layouts that it is for; empty: all.
``years``       ``2019-2021``, ``2022-``, ``-2020``: fiscal years that it is for; empty: all.
``needs``       of a rule in code: ``previous`` or ``budget`` when it needs a second document. A row asks for what its terms name.
``why``         one or two Chinese sentences for the rule page: what it means when it fails.
``hint``        what the user should do next, Chinese.
``basis``       keys of ``data/legal.csv``, separated by blanks; :attr:`Rule.basis` spells them out.
``since``       version of Juesuan that introduced it.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from juesuan.arithmetic.assertion import (
    LEVELS,
    Assertion,
    Average,
    Body,
    Claims,
    Copies,
    Linear,
    Parts,
    Pattern,
    Ratio,
    Stated,
)
from juesuan.arithmetic.grammar import parse
from juesuan.standard.legal import citation
from juesuan.standard.vocabulary import Vocabulary, vocabulary

__all__ = ["PATTERN", "Rule", "mistakes", "register", "rules"]

PATTERN = "pattern"
_CODE = "code"


@dataclass(frozen=True, slots=True)
class Rule:
    """One row of the register; fields as in the module docstring."""

    id: str
    severity: str
    category: str
    title: str
    assertion: str = ""
    scope: str = ""
    documents: str = ""
    layouts: str = ""
    years: str = ""
    needs: str = ""
    why: str = ""
    hint: str = ""
    basis: str = ""
    since: str = ""

    @property
    def parts(self) -> tuple[Assertion, ...]:
        """The assertions of a row, parsed; none for a rule in code and for a pattern."""
        return parse(self.assertion, self.scope) if self.assertion and not self.pattern else ()

    @property
    def pattern(self) -> str:
        """What the failures of other rules have in common, by name: ``moved``, ``swapped``, ``stale``; empty for other rules."""
        word, _, name = self.assertion.partition(" ")
        return name if word == PATTERN else ""

    @property
    def kind(self) -> str:
        """``linear`` · ``same`` · ``claim`` by its first assertion; ``code``; ``pattern``."""
        if not self.assertion or self.pattern:
            return PATTERN if self.pattern else _CODE
        body = self.parts[0].body
        return "same" if isinstance(body, Copies) else "claim" if isinstance(body, Claims) else "linear"

    def is_for_year(self, year: int | None) -> bool:
        """Whether it is for a fiscal year; for one that is not known it is."""
        first, dash, last = self.years.partition("-")
        return year is None or not dash or int(first or year) <= year <= int(last or year)


def register(rows: Iterable[Mapping[str, str]], *, tested: bool = False) -> Mapping[str, Rule]:
    """The rules of such rows by id, in their order. ``tested``: they are the package's own, which our tests hold against the vocabulary.

    Raises:
        ValueError: when an id stands twice, or an assertion cannot be read (Chinese, with the id and the column).
    """
    found: dict[str, Rule] = {}
    for row in rows:
        if row["id"] in found:
            raise ValueError(f"规则 {row['id']} 在规则表中出现了两次")
        rule = Rule(**{**row, "basis": citation(row["basis"].split())})
        try:
            needs = frozenset[str]().union(*(part.documents for part in rule.parts))
            if not tested and (mistake := next(_mistakes(rule.parts, vocabulary()), "")):
                raise ValueError(mistake)
        except ValueError as error:  # GrammarError too
            raise ValueError(f"规则 {rule.id}：{error}") from error
        found[rule.id] = Rule(**{**row, "basis": rule.basis, "needs": rule.needs or " ".join(sorted(needs))})
    return found


def _mistakes(parts: Iterable[Assertion], known: Vocabulary) -> Iterator[str]:
    """What the vocabulary does not know, in Chinese."""
    for part in parts:
        for body in (*part.bodies, *part.guards, *part.exceptions):
            if isinstance(body, Parts) and not _is_partition(body.partition, known):
                yield f"没有名为“{body.partition}”的分项维度"
            for pattern in _patterns(body):
                yield from _unknown(pattern, known)


def _is_partition(name: str, known: Vocabulary) -> bool:
    return name in known.partitions or (name in known.dimensions and known.dimensions[name].divides)


def _patterns(body: Body) -> Iterator[Pattern]:
    if isinstance(body, Linear | Ratio | Average):
        yield from (term.pattern for term in body.terms)
    elif isinstance(body, Parts):
        yield body.pattern
    elif isinstance(body, Copies | Stated):
        yield from body.facts.items


def _unknown(pattern: Pattern, known: Vocabulary) -> Iterator[str]:
    measures = known.measures if pattern.measure == "*" else (pattern.measure,)
    if pattern.measure != "*" and pattern.measure not in known.measures:
        yield f"没有名为“{pattern.measure}”的指标（{pattern}）"
        return
    values = (*((name, value) for name, value in pattern.fixed), *_listed(pattern))
    for name in dict.fromkeys(name for name, _ in (*pattern.fixed, *pattern.free)):
        if not any(name in known.measures[measure].dimensions for measure in measures):
            yield f"指标“{pattern.measure}”没有维度“{name}”（{pattern}）"
            return
    for name, value in values:
        fitting = (measure for measure in measures if name in known.measures[measure].dimensions)
        if not any(known.admits(measure, name, value) for measure in fitting):
            yield f"维度“{name}”没有值“{value}”（{pattern}）"


def _listed(pattern: Pattern) -> Iterator[tuple[str, str]]:
    """The values that the choices of a pattern name."""
    for name, choice in pattern.free:
        yield from ((name, value) for value in choice.among if value not in LEVELS and not value.endswith("*"))


def _rows() -> Iterator[dict[str, str]]:
    """The rows of the package's data."""
    folder = files("juesuan.standard") / "data" / "identities"
    for entry in sorted(folder.iterdir(), key=lambda item: item.name):
        if entry.name.endswith(".csv"):
            yield from csv.DictReader(entry.read_text(encoding="utf-8").splitlines())


def mistakes() -> Iterator[str]:
    """What the package's own rows have that the vocabulary does not know (Chinese, with the id)."""
    for rule in rules().values():
        yield from (f"{rule.id}：{mistake}" for mistake in _mistakes(rule.parts, vocabulary()))


@lru_cache(maxsize=1)
def rules() -> Mapping[str, Rule]:
    """All rules by id, in register order."""
    return register(_rows(), tested=True)
