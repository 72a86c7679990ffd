"""Which files are parts of one document: the tables in one, the explanation in another, evaluation forms apart.

Files are joined only where they say that they are of one body and one year, and where none has what another has: two files with the same form or
section are versions of a document, not parts of it.
"""

from __future__ import annotations

from collections.abc import Sequence

from juesuan.corpus.pairing import plain_name
from juesuan.corpus.reading import Packed
from juesuan.model import DocumentInfo
from juesuan.standard.forms import ACCOUNTS, PERFORMANCE

__all__ = ["joinable"]

_EVALUATIONS = {"PO", "PP"}


def joinable(documents: Sequence[Packed | None]) -> tuple[tuple[int, ...], ...]:
    """Groups of documents that are one, by index, the one with the explanation first; None stands for what could not be read."""
    by_owner: dict[tuple[str, int], list[int]] = {}
    for index, document in enumerate(documents):
        if document is not None and document.info.kind == ACCOUNTS and (owner := _owner(document.info)) is not None:
            by_owner.setdefault(owner, []).append(index)
    for index, document in enumerate(documents):
        if document is not None and document.info.kind == PERFORMANCE:
            owners = _evaluated(document) & by_owner.keys()
            if len(owners) == 1:
                by_owner[owners.pop()].append(index)
    groups = (_ordered(group, documents) for group in by_owner.values() if len(group) > 1)
    return tuple(group for group in groups if _are_parts(group, documents))


def _owner(info: DocumentInfo) -> tuple[str, int] | None:
    name = plain_name(info.unit)
    return (name, info.year) if name and info.year is not None else None


def _evaluated(document: Packed) -> set[tuple[str, int]]:
    """Whose forms these may be: whoever is named in one, in the form's year or, where it prints none, that of the file."""
    own = [(document.info.unit, document.info.year), *document.named]
    years = ((name, year if year is not None else document.info.year) for name, year in own)
    return {(plain_name(name), year) for name, year in years if name and year is not None}


def _ordered(group: Sequence[int], documents: Sequence[Packed | None]) -> tuple[int, ...]:
    """The explanation, the tables, the evaluation forms; else as given."""

    def rank(index: int) -> int:
        contents = _contents(documents[index])
        return 2 if contents <= _EVALUATIONS else 0 if any(name[:1] == "N" for name in contents) else 1

    return tuple(sorted(group, key=rank))


def _are_parts(group: Sequence[int], documents: Sequence[Packed | None]) -> bool:
    seen: set[str] = set()
    levels = {document.info.level for i in group if (document := documents[i]) is not None} - {""}
    for index in group:
        contents = _contents(documents[index]) - _EVALUATIONS
        if seen & contents:
            return False
        seen |= contents
    return bool(seen) and len(levels) <= 1


def _contents(document: Packed | None) -> frozenset[str]:
    return frozenset(document.contents) if document is not None else frozenset()
