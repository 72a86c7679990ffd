"""The legal basis of the rules. Data in ``data/legal.csv``; rules cite by key."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

__all__ = ["Basis", "bases", "citation"]


@dataclass(frozen=True, slots=True)
class Basis:
    """One source of obligation.

    Attributes:
        key: how the register cites it (``BL14``).
        citation: how a report cites it.
        title: its full title.
        content: what of it becomes a check.
    """

    key: str
    citation: str
    title: str
    content: str


@lru_cache(maxsize=1)
def bases() -> Mapping[str, Basis]:
    """All sources by key."""
    text = (files("juesuan.standard") / "data" / "legal.csv").read_text(encoding="utf-8")
    return {row["key"]: Basis(**row) for row in csv.DictReader(text.splitlines())}


def citation(keys: Iterable[str]) -> str:
    """The citations of several sources, for people.

    Raises:
        KeyError: when a key is not in the data: a mistake in the register.
    """
    return "；".join(bases()[key].citation for key in keys)
