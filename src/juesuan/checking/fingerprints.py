"""Identities of outcomes and findings that survive a re-run on the same numbers.

An outcome is named by its rule and its instance: what it speaks of, without the numbers. A finding's fingerprint also holds the
printed numbers that it confronts: with other numbers it is another finding. Neither holds a page, a line or a running number, so
that what changes elsewhere in the document does not touch them; only what is equal in everything is told apart by its order.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Sequence

from juesuan.checking.naming import Name, Names
from juesuan.model import Term

__all__ = ["Fingerprints", "fingerprint", "former_fingerprint", "instance"]

_FEW = 3
"""With more operands the first names a sum; of the others it is only said where they stand: a row more is the same sum."""
_LONG = 24


class Fingerprints:
    """Tells apart what has the same name: the second is ``name#2``."""

    def __init__(self) -> None:
        self._seen: Counter[str] = Counter()

    def next(self, name: str) -> str:
        """The name, with its number from the second on."""
        self._seen[name] += 1
        return name if self._seen[name] == 1 else f"{name}#{self._seen[name]}"


def instance(terms: Sequence[Term], names: Names) -> str:
    """What an outcome speaks of, for people and programs: ``T03[206].C1 ~ T03.C1``; empty when it has no operands."""
    found = [names.of(term) for term in terms]
    if len(found) > _FEW:
        groups = dict.fromkeys(name.group for name in found[1:])
        return " ~ ".join((_short(found[0], terms[0]), *groups))
    return " ~ ".join(dict.fromkeys(_short(name, term) for name, term in zip(found, terms, strict=True)))


def _short(name: Name, term: Term) -> str:
    if term.statement is not None or term.text in {"", name.about} or _is_figure(term.text):
        return str(name)
    text = term.text if len(term.text) <= _LONG else f"{term.text[:_LONG]}…{_hash(term.text)[:6]}"
    return f"{name}={text}"


def _is_figure(text: str) -> bool:
    """Whether the words are a printed number: an instance has none."""
    return not text.strip("0123456789.,，%-－ ")


def fingerprint(rule: str, terms: Iterable[Term], names: Names, numbering: Fingerprints) -> str:
    """The same on every run while the rule and the numbers it confronts are the same, wherever they have moved."""
    parts = [rule]
    for term in terms:
        name = names.of(term)
        printed = term.statement.amount.raw if term.statement is not None else term.text
        parts.append("\t".join((name.part, name.row, name.column, name.about, printed)))
    return _hash(numbering.next("\n".join(parts)))


def former_fingerprint(rule: str, terms: Iterable[Term]) -> str:
    """The fingerprint of earlier versions, which did not look at the place of words: files of explanations may have it."""
    parts = [rule]
    for term in terms:
        statement = term.statement
        parts.append(f"{statement.id}={statement.amount.raw}" if statement is not None else f"{term.label}={term.text}")
    return _hash("\n".join(parts))


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:16]
