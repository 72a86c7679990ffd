"""What a measure came to, with all that it rests on."""

from __future__ import annotations

from fractions import Fraction

from msgspec import Struct

from juesuan.performance.evidence.printing import Amounting

__all__ = ["Exact", "Shown"]


class Exact(Struct, frozen=True):
    """What a measure came to, before it is rounded: the value (of a share the part of one), and what it is."""

    value: Fraction
    what: Amounting


class Shown(Struct, frozen=True):
    """What a measure came to.

    Attributes:
        value: as printed, with the unit of the target; None where there is none.
        reason: why there is none, in Chinese; else empty.
        rows: how many rows it rests on; None where nobody can say (SQL).
        first, last: the places of the first and the last of them, in words.
        formula: in words, with the numbers.
        notes: what the user should know of it.
        exact: the value itself.
    """

    value: str | None
    reason: str = ""
    rows: int | None = None
    first: str = ""
    last: str = ""
    formula: str = ""
    notes: tuple[str, ...] = ()
    exact: Exact | None = None
