"""The integer program behind :mod:`juesuan.recognising.forms.flattened.placement`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

from msgspec import Struct

from juesuan.arithmetic.solver import Ended, Program, Solution

__all__ = ["Answer", "ColumnChoice", "ColumnEquation", "least_violations"]

_EFFORT = 30_000  # pivots of the solver for all rows of a document


class ColumnChoice(Struct, frozen=True):
    """A row with several readings: the value of each of its columns in each of them."""

    readings: tuple[tuple[Decimal, ...], ...]


class ColumnEquation(Struct, frozen=True):
    """``constant + Σ sign * value of (choice, column)  relation  0``, give or take the slack; ``cost`` when broken."""

    terms: tuple[tuple[int, int, int], ...]
    constant: Decimal
    slack: Decimal
    relation: str = "="
    cost: int = 1

    def holds(self, choices: Sequence[ColumnChoice], chosen: Sequence[int]) -> bool:
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


class Answer(Struct, frozen=True):
    """The best reading of each choice; ``undecided`` are those that another best answer reads differently.

    ``complete`` is False where a limit ended the search: then whatever is not proved counts as undecided.
    """

    chosen: tuple[int, ...]
    undecided: frozenset[int]
    complete: bool = True


def least_violations(
    choices: Sequence[ColumnChoice], equations: Sequence[ColumnEquation], effort: int = _EFFORT
) -> Answer:
    """The readings whose broken equations cost least.

    Most documents have a reading that breaks nothing, which is found much faster when nothing may be broken: that is tried
    first. Solved again with the answer forbidden until no equally good one is left, so that what is not determined is
    known.
    """
    sought = _Sought(choices, equations, effort)
    for strict in (True, False):
        first = sought.solve(strict=strict)
        if first is not None and sought.complete:
            undecided = _undecided(sought, first, strict=strict)
            return Answer(tuple(first), undecided, sought.complete)
    several = frozenset(index for index, choice in enumerate(choices) if len(choice.readings) > 1)
    return Answer(tuple(first or (0 for _ in choices)), several, complete=False)


def _undecided(sought: _Sought, first: Sequence[int], *, strict: bool) -> frozenset[int]:
    least = sought.cost(first)
    settled = {index for index, choice in enumerate(sought.choices) if len(choice.readings) > 1}
    found: set[int] = set()
    while settled:
        sought.forbid({index: first[index] for index in settled})
        other = sought.solve(strict=strict)
        if not sought.complete:
            return frozenset(found | settled)
        if other is None or sought.cost(other) > least:
            break
        differing = {index for index in settled if other[index] != first[index]}
        found |= differing
        settled -= differing
    return frozenset(found)


class _Sought:
    """The program: a binary a reading, and one an equation that may be broken; if strict, none that costs more than 1 may."""

    def __init__(self, choices: Sequence[ColumnChoice], equations: Sequence[ColumnEquation], effort: int) -> None:
        self.choices = choices
        self.complete = True
        self._equations = equations
        self._effort = effort
        self._forbidden: list[Mapping[int, int]] = []

    def cost(self, chosen: Sequence[int]) -> int:
        """What the equations cost that a choice breaks."""
        return sum(equation.cost for equation in self._equations if not equation.holds(self.choices, chosen))

    def forbid(self, chosen: Mapping[int, int]) -> None:
        """Demands that at least one of the rows be read otherwise."""
        self._forbidden.append(chosen)

    def solve(self, *, strict: bool) -> list[int] | None:
        """The chosen reading of each row; None when there is none. ``complete`` tells whether a limit ended the search."""
        program = Program()
        columns = [
            [program.whole(0, 1, key=f"{row} {reading}") for reading in range(len(choice.readings))]
            for row, choice in enumerate(self.choices)
        ]
        for variables in columns:
            program.row(dict.fromkeys(variables, 1), 1, 1)
        for equation in self._equations:
            self._add(program, columns, equation, strict=strict)
        for chosen in self._forbidden:
            picked = [columns[row][reading] for row, reading in chosen.items()]
            program.row(dict.fromkeys(picked, 1), None, len(picked) - 1)
        solution = program.solve(ties=not self._forbidden) if self._effort > 0 else Solution(Ended.LIMIT)
        self._effort -= solution.effort
        self.complete = self.complete and solution.ended in {Ended.PROVED, Ended.IMPOSSIBLE}
        if solution.values is None:
            return None
        return [
            next(index for index, column in enumerate(variables) if solution.values[column]) for variables in columns
        ]

    def _add(
        self, program: Program, columns: Sequence[Sequence[int]], equation: ColumnEquation, *, strict: bool
    ) -> None:
        weights: dict[int, Decimal] = {}
        for sign, choice, position in equation.terms:
            for variable, values in zip(columns[choice], self.choices[choice].readings, strict=True):
                weights[variable] = weights.get(variable, Decimal(0)) + sign * values[position]
        terms = {variable: weight for variable, weight in weights.items() if weight}
        reach = abs(equation.constant) + sum(map(abs, terms.values()))
        if reach <= equation.slack:
            return
        relief = {} if strict and equation.cost > 1 else {program.whole(0, 1, equation.cost): reach}
        if equation.relation != ">=":
            lowered = {broken: -most for broken, most in relief.items()}
            program.row({**terms, **lowered}, None, equation.slack - equation.constant)
        if equation.relation != "<=":
            program.row({**terms, **relief}, -equation.slack - equation.constant, None)
