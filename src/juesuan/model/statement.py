"""A statement: the claim, at a place, that a fact has a value. The unit everything else is built of."""

from __future__ import annotations

from decimal import Decimal

from msgspec import Struct

from juesuan.model.amount import Amount
from juesuan.model.fact import FactKey
from juesuan.model.place import Place

__all__ = ["Statement"]


class Statement(Struct, frozen=True):
    """One number of the document bound to what it states.

    Attributes:
        id: unique in its disclosure and stable between runs on the same content, e.g. ``T03[2150517].C2``,
            ``N05.3#7.initial``, ``PP2[total].executed``.
        source: the form or section it stands in: ``T01``…``T10``, ``N01``…``N13`` (with ``.1``… for sub-sections), ``PO``,
            ``PP``.
        row, column: canonical keys in a form (``L27``, ``2150517``, ``*``; ``C2``); empty in prose.
        fact: what it states; None when it has a place in a form but the standard knows no fact for it.
        amount: the printed number; a blank cell is 0 with ``raw == ""``.
        place: where.
        label: how a person would name it in a message, in Chinese: ``支出决算表 2150517 产业发展 项目支出``.
        instance: 1… for forms that occur several times (project forms) and for numbered items of prose; else 0.
        ambiguous: the reading could not decide to which cell the number belongs.
    """

    id: str
    source: str
    row: str
    column: str
    fact: FactKey | None
    amount: Amount
    place: Place
    label: str = ""
    instance: int = 0
    ambiguous: bool = False

    @property
    def value(self) -> Decimal:
        """The printed value, in the amount's own unit."""
        return self.amount.value

    @property
    def is_blank(self) -> bool:
        """Whether nothing was printed."""
        return not self.amount.raw
