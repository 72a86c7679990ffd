"""Points and scores of a form's indicators: what the unit gave, else shares of the block and the rule of the place."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from juesuan.preparing.books import Target
from juesuan.standard.performance import Template
from juesuan.standard.scoring import Score, scored

__all__ = ["Scored", "block_points", "scored_targets", "shared"]

_NONE = "0.00"


@dataclass(frozen=True, slots=True)
class Scored:
    """What an indicator gets.

    Attributes:
        points, score: as printed.
        actual: the result that it was scored by.
        rule: what the place's rule says; its score is the one unless the unit gave another.
    """

    points: Decimal
    score: Decimal
    actual: str
    rule: Score

    @property
    def deviation(self) -> str:
        """偏差度 as printed: none where the whole score was reached, blank where what is lacking cannot be measured."""
        if self.rule.deviation is not None:
            return f"{self.rule.deviation:f}"
        return _NONE if self.rule.due == self.points else ""


def shared(points: Decimal, count: int) -> list[Decimal]:
    """A block's points shared equally among its indicators, in whole points where halves do not come out even."""
    half = Decimal("0.5")
    if points % (count * half) == 0:
        return [(points / count).normalize() + 0] * count
    whole, rest = divmod(points, count)
    return [whole + (1 if index < rest else 0) for index in range(count)]


def scored_targets(targets: Sequence[Target], template: Template, actuals: Mapping[str, str]) -> list[Scored]:
    """What every indicator gets: what the unit gave it, else what follows from target and result.

    ``actuals`` has results that the accounts give, by indicator name.
    """
    found = []
    for target, points in zip(targets, block_points(targets, template), strict=True):
        actual = target.result or actuals.get(target.levels[2], "")
        rule = scored(target.target, actual, points, template.scoring)
        found.append(Scored(points, rule.due if target.score is None else target.score, actual, rule))
    return found


def block_points(targets: Sequence[Target], template: Template) -> list[Decimal]:
    """Points of every indicator: given, or an equal part of its first-level block."""
    blocks: dict[str, list[int]] = {}
    for index, target in enumerate(targets):
        blocks.setdefault(target.levels[0], []).append(index)
    points: dict[int, Decimal] = {}
    for name, members in blocks.items():
        shares = shared(template.weights.get(name, Decimal(0)), len(members))
        points |= {
            index: given if (given := targets[index].points) is not None else share
            for index, share in zip(members, shares, strict=True)
        }
    return [points[index] for index in range(len(targets))]
