"""The words of a sheet of approved figures: what stands over its columns and in its rows. Data in ``data/approved.toml``."""

from __future__ import annotations

from typing import Annotated

import msgspec
from msgspec import Struct

from juesuan.standard.layers import Layers
from juesuan.standard.loading import DataTable, Meaning, Regex, read_toml
from juesuan.standard.patterns import opened
from juesuan.standard.spelt import SpeltPattern

__all__ = ["ApprovedWords", "load_approved_words"]

_Patterns = Annotated[tuple[Regex, ...], msgspec.Meta(min_length=1)]


class ApprovedWords(Struct, frozen=True):
    """Matched with a whole cell, without white space and in small letters; ``parts`` with how a name begins.

    Attributes:
        names, codes: over the column of names, and of codes.
        amounts: over amounts that say nothing of what they are of.
        totals: the row of the whole.
        parts: what stands in front of the name of a part (其中：).
    """

    names: SpeltPattern
    codes: SpeltPattern
    amounts: SpeltPattern
    totals: SpeltPattern
    parts: SpeltPattern


class _ApprovedData(DataTable, frozen=True):
    """``approved.toml``."""

    names: _Patterns
    codes: _Patterns
    amounts: _Patterns
    totals: _Patterns
    parts: _Patterns


def load_approved_words(layers: Layers, meaning: Meaning) -> ApprovedWords:
    """The words; of several files the uppermost.

    Raises:
        DataError: for its first mistake.
    """
    data = read_toml(layers.files("approved.toml")[-1], _ApprovedData, meaning)
    kinds = (data.names, data.codes, data.amounts, data.totals, data.parts)
    return ApprovedWords(*(SpeltPattern(map(opened, patterns)) for patterns in kinds))
