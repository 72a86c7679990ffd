"""The words of the field: Chinese as printed, English, and the name in the code. Data in ``data/glossary.csv``."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

__all__ = ["Entry", "glossary"]


@dataclass(frozen=True, slots=True)
class Entry:
    """One word: ``chinese``, ``english``, the ``name`` it has in code and data (may be empty), and its ``meaning``, Chinese."""

    chinese: str
    english: str
    name: str
    meaning: str


@lru_cache(maxsize=1)
def glossary() -> tuple[Entry, ...]:
    """All entries in the order of the data: from the document to its parts, numbers and checks."""
    text = (files("juesuan.standard") / "data" / "glossary.csv").read_text(encoding="utf-8")
    return tuple(Entry(**row) for row in csv.DictReader(text.splitlines()))
