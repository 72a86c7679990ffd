"""Fact keys: a measure with dimensions in fixed order, so that equal facts are equal strings (CONTRACT, "Facts")."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

__all__ = ["DIMENSIONS", "FactKey"]

DIMENSIONS = (
    "stage",  # initial | adjusted | final (default final, left out)
    "fund",  # gpb | gf | sc | fiscal (the three together); left out: all sources
    "function",  # functional code of 3, 5 or 7 digits
    "economic",  # economic code, or personnel | operating
    "nature",  # basic | project | remit | operating | subsidy
    "source",  # superior | business | operating | affiliate | other | special | own
    "side",  # income | spend, of total[]
    "at",  # opening | closing, of balance[]
    "item",  # item of three_public[], procurement[], vehicles[], ...
    "project",  # number of the project form
    "year",  # -1 for the year before
)
_RANK = {name: rank for rank, name in enumerate(DIMENSIONS)}
_KEY = re.compile(r"([a-z_]+)(?:\[(.*)\])?$")


@dataclass(frozen=True, slots=True, order=True)
class FactKey:
    """``measure[dimension=value,...]``. Build with :meth:`of` or :meth:`parse`: both put dimensions in order."""

    measure: str
    dimensions: tuple[tuple[str, str], ...] = ()

    @classmethod
    def of(cls, measure: str, **dimensions: str) -> FactKey:
        """A key from keyword arguments; an unknown dimension is a KeyError."""
        return cls(measure, tuple(sorted(dimensions.items(), key=lambda pair: _RANK[pair[0]])))

    @classmethod
    @lru_cache(maxsize=8192)
    def parse(cls, text: str) -> FactKey:
        """A key from its text form.

        Raises:
            ValueError: when the text is not a fact key.
        """
        match = _KEY.match(text)
        if match is None:
            raise ValueError(f"not a fact key: {text!r}")
        pairs = dict(part.split("=", 1) for part in match[2].split(",")) if match[2] else {}
        unknown = set(pairs) - set(_RANK)
        if unknown:
            raise ValueError(f"unknown dimension in {text!r}: {sorted(unknown)}")
        return cls.of(match[1], **pairs)

    def get(self, dimension: str) -> str | None:
        """The value of a dimension, or None."""
        return next((value for name, value in self.dimensions if name == dimension), None)

    def but(self, **changes: str | None) -> FactKey:
        """A copy with dimensions set (or dropped with None)."""
        merged: dict[str, str | None] = {**dict(self.dimensions), **changes}
        return FactKey.of(self.measure, **{name: value for name, value in merged.items() if value is not None})

    def matches(self, pattern: FactKey) -> bool:
        """Whether the key is an instance of a pattern, in which ``*`` stands for any value of a dimension."""
        if self.measure != pattern.measure or len(self.dimensions) != len(pattern.dimensions):
            return False
        return all(
            name == wanted and given in (value, given if value == "*" else value)
            for (name, given), (wanted, value) in zip(self.dimensions, pattern.dimensions, strict=True)
        )

    def __str__(self) -> str:
        inner = ",".join(f"{name}={value}" for name, value in self.dimensions)
        return f"{self.measure}[{inner}]" if inner else self.measure
