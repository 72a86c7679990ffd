"""Charts before they are drawn: names along an axis and exact figures above them. Each format draws them with its own means."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

__all__ = ["COLOURS", "Plot", "described"]

COLOURS = ("1D4F91", "C06A1B")
"""Of figures that are up and of those that are down, as six hexadecimal digits."""


@dataclass(frozen=True, slots=True)
class Plot:
    """A chart of one series: ``columns`` stand, in the order of time; ``bars`` lie, and may go to either side of zero."""

    kind: Literal["columns", "bars"]
    title: str
    series: str
    unit: str
    names: tuple[str, ...]
    values: tuple[Decimal | None, ...]


def described(plot: Plot) -> str:
    """The chart in words, for those who do not see it."""
    pairs: Sequence[tuple[str, Decimal | None]] = list(zip(plot.names, plot.values, strict=True))
    return "；".join(f"{name} {value if value is not None else '没有数'}" for name, value in pairs)
