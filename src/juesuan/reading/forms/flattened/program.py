"""The integer program behind :mod:`juesuan.reading.forms.flattened.placement`."""

from __future__ import annotations

import math
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from juesuan.solver import silent_solver

if TYPE_CHECKING:
    from highspy import HighsVarType

__all__ = ["Answer", "Choice", "Equation", "least_violations"]

_TOLERANCE = 1e-9  # big-M rows: a looser integrality tolerance would let a violation of a few 0.01 pass for free
_RESOLUTION = 1e-9
"""What the solver can tell from nothing, as a part of all that an equation adds up: of a thousand million yuan, one. To find the
column of a figure that is enough; to ask for the fen made it find no solution where there was one."""
_SECONDS = 3.0


@dataclass(frozen=True, slots=True)
class Choice:
    """A row with several readings: the value of each of its columns in each of them."""

    readings: tuple[tuple[Decimal, ...], ...]


@dataclass(frozen=True, slots=True)
class Equation:
    """``constant + Σ sign * value of (choice, column)  relation  0``, give or take the slack; ``cost`` when broken."""

    terms: tuple[tuple[int, int, int], ...]
    constant: Decimal
    slack: Decimal
    relation: str = "="
    cost: int = 1

    def holds(self, choices: Sequence[Choice], chosen: Sequence[int]) -> bool:
        """Whether it holds for a choice of readings."""
        values = (sign * choices[choice].readings[chosen[choice]][column] for sign, choice, column in self.terms)
        return self._allows(self.constant + sum(values))

    def holds_for(self, values: Sequence[Decimal]) -> bool:
        """Whether an equation that mentions one row only holds for its values."""
        return self._allows(self.constant + sum(sign * values[column] for sign, _, column in self.terms))

    def _allows(self, total: Decimal) -> bool:
        below = self.relation == "<=" or total >= -self.slack
        above = self.relation == ">=" or total <= self.slack
        return below and above


@dataclass(frozen=True, slots=True)
class Answer:
    """The best reading of each choice, and for those that another best answer reads differently, all readings found."""

    chosen: tuple[int, ...]
    undecided: Mapping[int, frozenset[int]]


def least_violations(choices: Sequence[Choice], equations: Sequence[Equation]) -> Answer:
    """The readings whose broken equations cost least.

    Most documents have a reading that breaks nothing, which is found much faster when nothing may be broken: that is tried
    first. Solved again with the answer forbidden until no equally good one is left, so that what is not determined is
    known. When time runs out, whatever is not yet proved counts as undecided.
    """
    deadline = time.monotonic() + _SECONDS
    for program in (_Program(choices, equations, strict=True), _Program(choices, equations, strict=False)):
        first = program.solve(deadline)
        if first is not None:
            return Answer(tuple(first), _undecided(program, choices, equations, first, deadline))
    everything = {index: frozenset(range(len(choice.readings))) for index, choice in enumerate(choices)}
    return Answer(tuple(0 for _ in choices), everything)


def _undecided(
    program: _Program, choices: Sequence[Choice], equations: Sequence[Equation], first: list[int], deadline: float
) -> dict[int, frozenset[int]]:
    least = _cost(choices, equations, first)
    found: dict[int, set[int]] = {}
    settled = {index for index, choice in enumerate(choices) if len(choice.readings) > 1}
    while settled:
        program.forbid({index: first[index] for index in settled})
        other = program.solve(deadline)
        if time.monotonic() >= deadline:
            found.update({index: set(range(len(choices[index].readings))) for index in settled})
            break
        if other is None or _cost(choices, equations, other) > least:
            break
        for index, reading in enumerate(other):
            if reading != first[index]:
                found.setdefault(index, {first[index]}).add(reading)
                settled.discard(index)
    return {index: frozenset(readings) for index, readings in found.items()}


def _cost(choices: Sequence[Choice], equations: Sequence[Equation], chosen: Sequence[int]) -> int:
    return sum(equation.cost for equation in equations if not equation.holds(choices, chosen))


class _Program:
    """Binaries: one a reading, and one an equation that may be broken; if strict, none that costs more than 1 may."""

    def __init__(self, choices: Sequence[Choice], equations: Sequence[Equation], *, strict: bool) -> None:
        self._strict = strict
        self._solver = silent_solver()
        for option, value in (
            ("threads", 1),
            ("mip_feasibility_tolerance", _TOLERANCE / 10),
            ("primal_feasibility_tolerance", _TOLERANCE / 10),
        ):
            self._solver.setOptionValue(option, value)
        self._columns = 0
        self._readings = [[self._binary(0.0) for _ in choice.readings] for choice in choices]
        for variables in self._readings:
            self._row(1.0, 1.0, dict.fromkeys(variables, 1.0))
        for equation in equations:
            self._add(equation, choices)

    def _add(self, equation: Equation, choices: Sequence[Choice]) -> None:
        weights: dict[int, float] = {}
        for sign, choice, column in equation.terms:
            for variable, values in zip(self._readings[choice], choices[choice].readings, strict=True):
                weights[variable] = weights.get(variable, 0.0) + float(sign * values[column])
        terms = {variable: weight for variable, weight in weights.items() if weight}
        reach = abs(float(equation.constant)) + sum(map(abs, terms.values()))
        slack = float(equation.slack) * (1 + _TOLERANCE)
        if reach <= slack:
            return
        terms = {variable: weight / reach for variable, weight in terms.items()}
        constant, slack = float(equation.constant) / reach, max(slack / reach, _RESOLUTION)
        relief = {} if self._strict and equation.cost > 1 else {self._binary(float(equation.cost)): 1.0}
        if equation.relation != ">=":
            self._row(-math.inf, slack - constant, {**terms, **{broken: -most for broken, most in relief.items()}})
        if equation.relation != "<=":
            self._row(-slack - constant, math.inf, {**terms, **relief})

    def solve(self, deadline: float) -> list[int] | None:
        """The chosen reading of each row; None when there is none or time ran out."""
        self._solver.setOptionValue("time_limit", self._solver.getRunTime() + max(deadline - time.monotonic(), 0.1))
        self._solver.run()
        if self._solver.modelStatusToString(self._solver.getModelStatus()) != "Optimal":
            return None
        values = self._solver.getSolution().col_value
        return [max(range(len(variables)), key=lambda index: values[variables[index]]) for variables in self._readings]

    def forbid(self, chosen: Mapping[int, int]) -> None:
        """Demands that at least one of the rows be read otherwise."""
        picked = [self._readings[row][reading] for row, reading in chosen.items()]
        self._row(-math.inf, len(picked) - 1.0, dict.fromkeys(picked, 1.0))

    def _binary(self, cost: float) -> int:
        self._solver.addCol(cost, 0.0, 1.0, 0, [], [])
        self._solver.changeColIntegrality(self._columns, _integer())
        self._columns += 1
        return self._columns - 1

    def _row(self, low: float, high: float, weights: Mapping[int, float]) -> None:
        self._solver.addRow(low, high, len(weights), list(weights), list(weights.values()))


def _integer() -> HighsVarType:
    import highspy  # noqa: PLC0415 - only flattened text needs the solver

    return highspy.HighsVarType.kInteger
