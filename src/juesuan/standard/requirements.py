"""What a disclosure may be required to have. Data in ``data/requirements.csv``; layouts say which of it they require."""

from collections.abc import Mapping
from typing import Literal

from msgspec import Struct

from juesuan.standard.layers import Layers
from juesuan.standard.loading import DataTable, Meaning, read_csv
from juesuan.standard.references import BasisKey, FormId, SectionId, Text

__all__ = ["PARTS", "Requirement", "load_requirements"]

PARTS = frozenset({"duties", "organisation", "units", "glossary"})
"""Parts of a document that are neither a form nor a section of the explanation."""


class Requirement(Struct, frozen=True):
    """Something a disclosure must have.

    Attributes:
        key, label: name in the data, and for people.
        kind: ``part`` · ``topic`` · ``count``.
        evidence: section or form ids that are it (``part``, ``topic``), or facts that state it (``count``).
        basis: keys of the legal basis.
    """

    key: str
    kind: str
    label: str
    evidence: tuple[str, ...]
    basis: tuple[str, ...]


class _RequirementRow(DataTable, frozen=True):
    """A row of ``requirements.csv``; ``evidence`` and ``basis`` are separated by blanks."""

    key: Text
    kind: Literal["part", "topic", "count"]
    label: Text
    evidence: Text
    basis: Text


def load_requirements(layers: Layers, meaning: Meaning) -> Mapping[str, Requirement]:
    """All requirements by key.

    Raises:
        DataError: when one cites a form, section, fact or basis that is not there.
    """
    found: dict[str, Requirement] = {}
    for file in layers.files("requirements.csv"):
        for row, item in read_csv(file, _RequirementRow, meaning, key="key"):
            evidence, basis = tuple(item.evidence.split()), tuple(item.basis.split())
            try:
                for key in basis:
                    meaning.decode(BasisKey, key)
                for key in evidence:
                    _require(key, item.kind, meaning)
            except ValueError as error:
                raise row.error(str(error)) from error
            found[item.key] = Requirement(item.key, item.kind, item.label, evidence, basis)
    return found


def _require(key: str, kind: str, meaning: Meaning) -> None:
    if kind == "count" and meaning.fact is not None:
        meaning.fact(key)
    elif key not in PARTS:
        meaning.decode(SectionId if key.startswith("N") else FormId, key)
