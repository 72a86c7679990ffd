"""Scores of performance indicators: one rule for those who fill a form in and for those who check it (DOMAIN 4.3).

How a place scores is data, the table ``[scoring]`` of its template. A target and a result, whatever they say, give a
:class:`Score`: what the rule gives, the range within which it contradicts no score, and the 偏差度.

- A target that is met, or of which nobody can say whether it is met, has full points.
- A missed target has the part of its points that the :data:`Steps` of its side give for the part of it that was reached. A target
  and a result on both sides of zero have nothing in common: nothing was reached. Less is never contradicted: many places are
  stricter.
- A result in the words of a grade (部分达成年度指标并具有一定效果) has the points of the grade's band.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import ROUND_HALF_UP, Context, Decimal, localcontext
from typing import Any

from msgspec import Struct

from juesuan.model import Amount, Interval
from juesuan.model.spelling import normalise
from juesuan.standard.quantity import Quantity, parse_quantity

__all__ = ["GradeBand", "Score", "Scoring", "Step", "Steps", "deviation", "hundredths", "scored", "scoring_of"]

_HUNDRED, _NOTHING = Decimal(100), Decimal(0)
_CENT = Decimal("0.01")
_EXACT = Context(prec=100)
"""Printed numbers have eighteen digits and a scale word; quotients of two of them must not overflow."""


class GradeBand(Struct, frozen=True):
    """A grade of qualitative scores: from ``low`` to ``high`` per cent of the points. ``words``: how such a result begins."""

    name: str
    low: Decimal
    high: Decimal
    words: tuple[str, ...]


class Step(Struct, frozen=True):
    """From ``least`` per cent of the target on: ``share`` per cent of the points, or (None) as many as was reached of the target."""

    least: Decimal
    share: Decimal | None


Steps = tuple[Step, ...]
"""How a missed target is scored, best step first: in proportion, by bands, in proportion from a threshold on, or not at all."""

_NAMED: Mapping[str, Steps] = {"proportional": (Step(_NOTHING, None),), "zero": (Step(_NOTHING, _NOTHING),)}
_LOCAL = "local"


class Scoring(Struct, frozen=True):
    """How a place scores.

    Attributes:
        execution: steps of the execution rate; None where the place has a rule of its own that was not published.
        shortfall: steps of targets that say ``≥`` or ``=``. excess: of those that say ``≤``.
        deviation: ``one_sided`` (zero once a target is met) or ``two_sided``.
        bands: grades of qualitative results, best first.
    """

    execution: Steps | None
    shortfall: Steps
    excess: Steps
    deviation: str
    bands: tuple[GradeBand, ...]

    def executed(self, points: Decimal, rate: Decimal | None) -> Decimal:
        """The exact score of an execution rate in per cent; full where nothing was to be executed (None)."""
        if rate is None:
            return points
        with localcontext(_EXACT):
            return _part(points, _share(self.execution or _NAMED["proportional"], rate))

    def grade(self, result: str) -> GradeBand | None:
        """The grade in whose words a result is written."""
        return next((band for band in self.bands if result.startswith(band.words)), None)


class Score(Struct, frozen=True):
    """What the rule says of a target and its result.

    Attributes:
        met: whether the target is met; None when nobody can say.
        allowed: the scores that do not contradict the rule, exact.
        due: the score that the rule gives, as printed.
        deviation: 偏差度 in per cent as printed; None where there is none: of a target of zero, of words.
        grade: the band of a qualitative result.
    """

    met: bool | None
    allowed: Interval
    due: Decimal
    deviation: Decimal | None = None
    grade: GradeBand | None = None

    def allows(self, score: Decimal) -> bool:
        """Whether a score, exact to the hundredth, does not contradict the rule."""
        return min(hundredths(self.allowed.low), self.due) <= score <= max(hundredths(self.allowed.high), self.due)

    @property
    def range(self) -> str:
        """The allowed scores in words."""
        low, high = (hundredths(end) for end in (self.allowed.low, self.allowed.high))
        return f"得分应在 {low} 与 {high} 之间" if low > 0 else f"得分最多为 {high}"


def scored(target: str, actual: str, points: Decimal, scoring: Scoring) -> Score:
    """What an indicator gets by the rule, whatever its target and its result say."""
    with localcontext(_EXACT):
        return _scored(normalise(target), normalise(actual), points, scoring)


def _scored(target: str, actual: str, points: Decimal, scoring: Scoring) -> Score:
    full = Interval(min(_NOTHING, points), points)
    grade = scoring.grade(actual)
    if grade is not None:
        low, high = (_part(points, share) for share in (grade.low, grade.high))
        return Score(None, Interval(low, high), _printed(high, points), grade=grade)
    wanted, reached = parse_quantity(target), parse_quantity(actual)
    if wanted is None or reached is None:
        return Score(None, full, points)
    met, off = wanted.met_by(reached), deviation(wanted, reached)
    if met is not False:
        off = hundredths(_NOTHING) if met and scoring.deviation == "one_sided" else off
        return Score(met, full, points, off)
    return Score(met, *_missed(wanted, reached.aligned(wanted), points, scoring), off)


def _missed(wanted: Quantity, reached: Amount, points: Decimal, scoring: Scoring) -> tuple[Interval, Decimal]:
    """The scores allowed for a missed target, by whatever the printed result may stand for, and the one that is due."""
    steps = scoring.excess if wanted.operator in {"<=", "<"} else scoring.shortfall
    over = reached.value > wanted.value
    nearest = max(reached.interval.low, wanted.value) if over else min(reached.interval.high, wanted.value)
    most, due = (_part(points, _share(steps, _reached(wanted.value, value))) for value in (nearest, reached.value))
    return Interval(min(_NOTHING, most), most), _printed(due, points)


def deviation(wanted: Quantity, reached: Quantity) -> Decimal | None:
    """偏差度 in per cent of the target, with two decimals; None where there is none."""
    if not wanted.comparable(reached) or not wanted.value:
        return None
    with localcontext(_EXACT):
        return hundredths(_HUNDRED * (reached.aligned(wanted).value - wanted.value) / wanted.value)


def _reached(wanted: Decimal, reached: Decimal) -> Decimal:
    """How much of a missed target was reached, in per cent: less of what should be more, more of what should be less."""
    if wanted * reached <= 0:
        return _NOTHING
    near, far = sorted((abs(wanted), abs(reached)))
    return _HUNDRED * near / far


def _share(steps: Steps, reached: Decimal) -> Decimal:
    """Per cent of the points for that many per cent of the target."""
    bounded = min(max(reached, _NOTHING), _HUNDRED)
    step = next((step for step in steps if bounded >= step.least), None)
    return _NOTHING if step is None else bounded if step.share is None else step.share


def _part(points: Decimal, share: Decimal) -> Decimal:
    return points * share / _HUNDRED


def _printed(score: Decimal, points: Decimal) -> Decimal:
    """A score as printed: never above the points, which are printed as they are where nothing is lost."""
    return points if score >= points else min(hundredths(score), points)


def hundredths(value: Decimal) -> Decimal:
    """With two decimals, as scores and deviations are printed; no number is too large, and no zero is less than nothing."""
    return value.quantize(_CENT, ROUND_HALF_UP, _EXACT) + 0


def scoring_of(raw: Mapping[str, Any]) -> Scoring:
    """The table ``[scoring]`` of a template.

    Raises:
        ValueError, KeyError: when it names steps that there are not, or lacks a key.
    """
    execution = raw["execution"]
    return Scoring(
        execution=None if execution == _LOCAL else _steps(execution),
        shortfall=_steps(raw["shortfall"]),
        excess=_steps(raw["excess"]),
        deviation=raw["deviation"],
        bands=tuple(
            GradeBand(band["name"], Decimal(band["low"]), Decimal(band["high"]), tuple(band["words"]))
            for band in raw["bands"]
        ),
    )


def _steps(raw: str | Iterable[Mapping[str, Any]]) -> Steps:
    """``"proportional"``, ``"zero"``, or a list of ``{least = 60, share = 80}`` with a share in per cent or ``"proportional"``."""
    if isinstance(raw, str):
        if raw not in _NAMED:
            raise ValueError(f"计分办法“{raw}”不认识，可填：{'、'.join(_NAMED)}")
        return _NAMED[raw]
    found = [
        Step(Decimal(item["least"]), None if item["share"] == "proportional" else Decimal(item["share"]))
        for item in raw
    ]
    return tuple(sorted(found, key=lambda step: step.least, reverse=True))
