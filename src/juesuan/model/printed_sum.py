"""A printed number that is the sum of other printed numbers."""

from __future__ import annotations

from decimal import Decimal

from msgspec import Struct

from juesuan.model.statement import Statement

__all__ = ["PrintedSum"]


class PrintedSum(Struct, frozen=True):
    """``target = Σ sign × term``, as printed.

    Attributes:
        rule: the rule whose identity it is.
        target: the number that is defined.
        terms: signs and numbers, in the order of the form.
        tail: what the printed target has more than the sum of the printed terms, in the printed unit.
        slack: how much of it rounding every number by itself may explain.
    """

    rule: str
    target: Statement
    terms: tuple[tuple[int, Statement], ...]
    tail: Decimal
    slack: Decimal

    @property
    def holds(self) -> bool:
        """Whether the identity holds but for rounding."""
        return abs(self.tail) <= self.slack
