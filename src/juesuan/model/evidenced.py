"""What evidence of a bureau's own shows, beside which a document's numbers are held."""

from __future__ import annotations

from msgspec import Struct

__all__ = ["EvidencedValue"]


class EvidencedValue(Struct, frozen=True):
    """What the evidence shows of an indicator, or of what texts call by that name.

    Attributes:
        project: the project whose indicator it is, as it was written; empty: the whole.
        name: of the 三级指标, or what texts say.
        is_growth: whether it is a growth over the year before, which texts tell behind what grew.
        value: as printed, with its unit; empty where there is none.
        exact: the value before rounding, as a fraction (``450/93``): of a share the part of one, of money yuan. Empty where there is none.
        what: ``count`` | ``share`` | ``money`` | ``number`` in a unit of its own.
        reason: why there is none, in Chinese. basis: formula and rows in words.
        where: the place of the first row.
    """

    project: str
    name: str
    is_growth: bool = False
    value: str = ""
    exact: str = ""
    what: str = ""
    reason: str = ""
    basis: str = ""
    where: str = ""
