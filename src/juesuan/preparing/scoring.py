"""Scores of performance indicators by the rules of a template (DOMAIN 4.3)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal

from juesuan.preparing.books import Target
from juesuan.standard.performance import Template
from juesuan.standard.quantity import Quantity, parse_quantity

__all__ = ["Scored", "block_points", "execution_score", "scored", "scored_targets", "shared"]

_CENT = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class Scored:
    """What an indicator gets: its score, and the deviation as printed; ``actual`` is the result that it was scored by."""

    points: Decimal
    score: Decimal
    deviation: str
    actual: str = ""


def shared(points: Decimal, count: int) -> list[Decimal]:
    """A block's points shared equally among its indicators, in whole points where halves do not come out even."""
    half = Decimal("0.5")
    if points % (count * half) == 0:
        return [(points / count).normalize() + 0] * count
    whole, rest = divmod(points, count)
    return [whole + (1 if index < rest else 0) for index in range(count)]


def execution_score(adjusted: Decimal, executed: Decimal, points: Decimal) -> Decimal:
    """The score of the execution rate: proportional, never more than its points."""
    if not adjusted:
        return points
    return (points * min(Decimal(1), executed / adjusted)).quantize(_CENT, ROUND_HALF_UP)


def scored(target: Target, actual: str, points: Decimal, template: Template) -> Scored:
    """Full points for a target that is met or has no number, a proportional part of them otherwise."""
    wanted, reached = parse_quantity(target.target), parse_quantity(actual)
    if wanted is None or reached is None:
        return Scored(points, points, "0.00", actual)
    met = wanted.met_by(reached)
    if met is not False:
        deviation = "0.00" if template.deviation == "one_sided" else _deviation(wanted, reached)
        return Scored(points, points, deviation, actual)
    ratio = reached.value / wanted.value if wanted.operator in {">=", ">", "="} else wanted.value / reached.value
    score = (points * min(Decimal(1), ratio)).quantize(_CENT, ROUND_HALF_UP)
    return Scored(points, score, _deviation(wanted, reached), actual)


def scored_targets(targets: Sequence[Target], template: Template, actuals: Mapping[str, str]) -> list[Scored]:
    """What every indicator gets: what the unit gave it, else what follows from target and result.

    ``actuals`` has results that are computed, by indicator name: rates of the accounts, or what evidence shows.
    """
    found = []
    for target, points in zip(targets, block_points(targets, template), strict=True):
        actual = target.actual or actuals.get(target.levels[2], "")
        result = scored(target, actual, points, template)
        found.append(result if target.score is None else replace(result, score=target.score))
    return found


def _deviation(wanted: Quantity, reached: Quantity) -> str:
    """偏差度 in per cent of the target."""
    share = 100 * (reached.value - wanted.value) / wanted.value if wanted.value else Decimal(0)
    return f"{share.quantize(_CENT, ROUND_HALF_UP):f}"


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
