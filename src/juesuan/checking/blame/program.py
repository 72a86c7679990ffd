"""The integer program behind the blame: the cheapest set of numbers whose change satisfies every constraint.

One continuous change and one binary per number; rates and their witnesses are tied by the witness's binary. Amounts are whole
numbers of last places inside, so that the solver's precision is far finer than what matters; exact decimals become the solver's
own numbers only as they are handed over.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from juesuan.checking.blame.constraints import Constraint, Number, weighted
from juesuan.solver import silent_solver

__all__ = ["Answer", "cheapest_change"]

_PRECISION = 1e-9  # the big-M rows: a looser one on a binary would let a change of several last places pass for free
_SECONDS = 1.0
_ZERO, _ONE = Decimal(0), Decimal(1)
_INFINITY = Decimal("Infinity")
_UNEXPLAINED = Decimal("3.2")  # a failure may also come from words: a wrong name makes a right number fail
_ROOM = 2  # a true value is at most so many times the greatest value printed near it


@dataclass(frozen=True, slots=True)
class Answer:
    """The numbers to change, with what the solver would change them to; ``proved`` when nothing cheaper exists."""

    changed: Mapping[str, Decimal]
    proved: bool


def cheapest_change(
    numbers: Iterable[Number],
    costs: Mapping[str, Decimal],
    constraints: Iterable[Constraint],
    values: Mapping[str, Decimal],
) -> Answer | None:
    """The cheapest set of numbers whose change satisfies the constraints; numbers without a cost stay as they are.

    Failures may also stay unexplained, which costs more than three numbers. None when nothing was found in time.
    """
    program = _Program([number for number in numbers if number.key in costs], costs, values)
    for constraint in constraints:
        program.add(constraint)
    return program.solve()


class _Program:
    def __init__(self, free: list[Number], costs: Mapping[str, Decimal], values: Mapping[str, Decimal]) -> None:
        self._values = values
        self._step = min((number.step for number in free), default=Decimal("0.01"))
        amounts = [abs(values[number.key]) for number in free if not number.is_rate]
        self._most = self._scaled(max(amounts, default=_ZERO) * _ROOM) + 1
        self._solver = silent_solver()
        options = (
            ("threads", 1), ("mip_feasibility_tolerance", _PRECISION), ("primal_feasibility_tolerance", _PRECISION),
            ("time_limit", _SECONDS), ("mip_rel_gap", 0.0),
        )  # fmt: skip
        for option, value in options:
            self._solver.setOptionValue(option, value)
        self._columns = 0
        self._wrong: dict[str, int] = {}
        self._change: dict[str, int] = {}
        for number in free:
            self._wrong[number.key] = self._column(costs[number.key], _ONE, whole=True)
            if not number.is_rate:
                self._add_change(number)

    def _add_change(self, number: Number) -> None:
        printed = self._scaled(self._values[number.key])
        lowest = -self._most if printed < 0 else -printed
        change = self._column(_ZERO, self._most, lowest=lowest)
        self._change[number.key] = change
        self._row(-_INFINITY, _ZERO, {change: _ONE, self._wrong[number.key]: -self._most})
        self._row(_ZERO, _INFINITY, {change: _ONE, self._wrong[number.key]: self._most})

    def add(self, constraint: Constraint) -> None:
        total = self._scaled(weighted(constraint.weights, self._values))
        witness = self._wrong.get(constraint.witness)
        if witness is None and constraint.finding and not constraint.holds(self._values):
            witness = self._column(_UNEXPLAINED, _ONE, whole=True)
        terms = {self._change[k]: w for k, w in constraint.weights.items() if k in self._change}
        reach = abs(total) + self._most * sum(map(abs, terms.values()))
        if constraint.high is not None:
            relief = {} if witness is None else {witness: -reach}
            self._row(-_INFINITY, self._scaled(constraint.high) - total, {**terms, **relief})
        if constraint.low is not None:
            relief = {} if witness is None else {witness: reach}
            self._row(self._scaled(constraint.low) - total, _INFINITY, {**terms, **relief})

    def solve(self) -> Answer | None:
        self._solver.run()
        status = self._solver.modelStatusToString(self._solver.getModelStatus())
        solution = self._solver.getSolution().col_value
        feasible = status == "Optimal" or self._solver.getInfo().primal_solution_status == 2
        if not feasible or not solution:
            return None
        changed = {
            key: self._values[key] + Decimal(round(solution[self._change[key]])) * self._step
            if key in self._change
            else self._values[key]
            for key, column in self._wrong.items()
            if solution[column] > 0.5
        }
        return Answer(changed, status == "Optimal")

    def _scaled(self, amount: Decimal) -> Decimal:
        return amount / self._step

    def _column(self, cost: Decimal, highest: Decimal, *, lowest: Decimal = _ZERO, whole: bool = False) -> int:
        self._solver.addCol(cost, lowest, highest, 0, [], [])  # type: ignore[arg-type]
        if whole:
            import highspy  # noqa: PLC0415 - only documents with several errors in one place need the solver

            self._solver.changeColIntegrality(self._columns, highspy.HighsVarType.kInteger)
        self._columns += 1
        return self._columns - 1

    def _row(self, low: Decimal, high: Decimal, weights: Mapping[int, Decimal]) -> None:
        self._solver.addRow(low, high, len(weights), list(weights), list(weights.values()))  # type: ignore[arg-type]
