"""Fact keys: a measure with dimensions in fixed order, so that equal facts are equal strings (CONTRACT, "Facts")."""

from __future__ import annotations

from functools import lru_cache

from msgspec import Struct

from juesuan.model.expressions import expression

__all__ = ["FactKey"]

_ORDER = ("stage", "fund", "function", "economic", "nature", "source", "side", "at", "item", "project", "year")
"""The order of dimensions in a key, a part of how facts are written (docs/contract.md): it never changes, so that facts of other
years' reports and packages stay equal strings. A dimension that the vocabulary adds follows these, by its name. What dimensions and
values there are is no matter of this module: :mod:`juesuan.standard.vocabulary` knows."""

_RANK = {name: rank for rank, name in enumerate(_ORDER)}
_YEAR_BEFORE = -1
_KEY = expression(r"([a-z_]+)(?:\[([^\[\]]+)\])?")
_PAIR = expression(r"([a-z_]+)=([^=,]+)")


def _rank(pair: tuple[str, str]) -> tuple[int, str]:
    return _RANK.get(pair[0], len(_ORDER)), pair[0]


class FactKey(Struct, frozen=True, order=True, cache_hash=True):
    """``measure[dimension=value,...]``. Build with :meth:`of` or :meth:`parse`: both put dimensions in order."""

    measure: str
    dimensions: tuple[tuple[str, str], ...] = ()

    @classmethod
    def of(cls, measure: str, **dimensions: str) -> FactKey:
        """A key from keyword arguments."""
        return cls(measure, tuple(sorted(dimensions.items(), key=_rank)))

    @classmethod
    @lru_cache(maxsize=8192)
    def parse(cls, text: str) -> FactKey:
        """A key from its text form, whatever its measure and dimensions.

        Raises:
            ValueError: when the text is not a fact key.
        """
        match = _KEY.fullmatch(text)
        pairs = [_PAIR.fullmatch(part) for part in match[2].split(",")] if match and match[2] else []
        named = {pair[1]: pair[2] for pair in pairs if pair}
        if match is None or len(named) < len(pairs):
            raise ValueError(f"not a fact key: {text!r}")
        return cls.of(match[1], **named)

    def get(self, dimension: str) -> str | None:
        """The value of a dimension, or None."""
        return next((value for name, value in self.dimensions if name == dimension), None)

    def but(self, **changes: str | None) -> FactKey:
        """A copy with dimensions set (or dropped with None)."""
        given = self.dimensions
        if len(changes) == 1:  # most often one dimension that is there changes its value or goes, and the order stays
            ((name, value),) = changes.items()
            for index, (known, _) in enumerate(given):
                if known == name:
                    changed = ((name, value),) if value is not None else ()
                    return FactKey(self.measure, (*given[:index], *changed, *given[index + 1 :]))
        merged: dict[str, str | None] = {**dict(self.dimensions), **changes}
        return FactKey.of(self.measure, **{name: value for name, value in merged.items() if value is not None})

    @property
    def last_year(self) -> FactKey:
        """What this year's document says of the same a year before."""
        return self.but(year=str(_YEAR_BEFORE))

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
