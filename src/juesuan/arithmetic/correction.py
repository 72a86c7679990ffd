"""The least costly correction: which numbers to change, and which rows to excuse, so that all rows hold (Fellegi and Holt).

Instead of one integer program with coefficients as large as the amounts, which no solver in binary floats answers rightly, two small
questions are asked in turn (an implicit hitting set): *which cheapest choice contains something of every conflict known so far?* and *do
the rows hold when just that is free?* If not, the multipliers that show it name a conflict: numbers and excuses of which one more
has to be chosen. Both answers are verified in exact arithmetic: the values by putting them into the rows, a conflict by adding up the
rows. So a choice is never called possible that is not; of the best one, only that nothing cheaper covers the conflicts is the solver's word.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence, Set
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from fractions import Fraction
from functools import cached_property

from msgspec import Struct

from juesuan.arithmetic.solver import Ended, Program, SolverRow, System

__all__ = ["TESTS", "Bound", "Correction", "Variable", "least_correction"]

EFFORT = 6_000
"""How many pivots of the simplex method the cheapest covers may take: of all corrections of a document."""
TESTS = 400
"""How many choices are tested for one correction."""
_PARTS = 1000  # of a step: a number printed in 元 beside others in 万元 is finer than theirs
_ZERO = Decimal(0)
_DENOMINATOR = 10**9  # multipliers are ratios of printed rates: the solver's are taken for the nearest such number


class Variable(Struct, frozen=True):
    """A number that may be changed to anything between low and high, for a cost.

    Multiples of the step are taken if they do. That they should be the only ones would make right amounts in 元 beside others in 万元
    contradict one another.
    """

    value: Decimal
    step: Decimal
    low: Decimal
    high: Decimal
    cost: int


class Bound(Struct, frozen=True):
    """``low <= Σ weight * number <= high``; it need not hold if its excuse is chosen ("" has none)."""

    weights: Mapping[str, Decimal]
    low: Decimal | None
    high: Decimal | None
    excuse: str = ""

    def holds(self, values: Mapping[str, Decimal]) -> bool:
        """Whether values satisfy it, exactly."""
        total = sum((weight * values[key] for key, weight in self.weights.items()), _ZERO)
        return (self.low is None or self.low <= total) and (self.high is None or total <= self.high)


class Correction(Struct, frozen=True):
    """What to change to what, and what to excuse; ``proved`` if nothing cheaper exists; ``effort`` is how many pivots it took."""

    changed: Mapping[str, Decimal]
    excused: frozenset[str]
    proved: bool
    effort: int


def least_correction(
    variables: Mapping[str, Variable],
    excuses: Mapping[str, int],
    values: Mapping[str, Decimal],
    bounds: Sequence[Bound],
    *,
    effort: int = EFFORT,
    tests: int = TESTS,
) -> Correction | None:
    """The least costly correction.

    Args:
        variables: the numbers that may be changed.
        excuses: what it costs to excuse rows, by excuse.
        values: all numbers as printed.
        bounds: what must hold.
        effort: how many pivots the cheapest covers may take; then a good correction is returned as not proved.
        tests: how many choices may be tested, likewise.

    Returns:
        None if not even everything together is enough.
    """
    return _Search(variables, excuses, values, bounds, (effort, tests)).found()


class _Search:
    def __init__(
        self,
        variables: Mapping[str, Variable],
        excuses: Mapping[str, int],
        values: Mapping[str, Decimal],
        bounds: Sequence[Bound],
        limits: tuple[int, int],
    ) -> None:
        self._costs = {**{key: variable.cost for key, variable in variables.items()}, **excuses}
        self._trial = _Trial(variables, values, bounds)
        self._conflicts: list[frozenset[str]] = []
        self._given, self._left = limits
        self._effort = self._given
        self._sure = True

    def found(self) -> Correction | None:
        enough = self._improved(self._greedy)  # finds most conflicts at little cost
        proved = self._improved(self._cheapest)
        if frozenset() in self._conflicts:
            return None
        if proved is None:
            return self._correction(self._pruned(enough), proved=False)
        canonical = self._improved(self._preferred)
        return self._correction(canonical or proved, proved=self._sure)

    def _improved(self, cover: Callable[[], frozenset[str] | None]) -> frozenset[str] | None:
        """The first cover of all conflicts known with which all holds; None when a count ended the search."""
        while self._left > 0 and frozenset() not in self._conflicts:
            chosen = cover()
            if chosen is None:
                return None
            conflict = self._tested(chosen)
            if conflict is None:
                return chosen
            while conflict is not None and self._left > 0:
                self._conflicts.append(conflict)
                chosen |= conflict
                conflict = self._tested(chosen) if conflict else None
        return None

    def _tested(self, chosen: frozenset[str]) -> frozenset[str] | None:
        self._left -= 1
        conflict = self._trial.conflict(chosen)
        self._sure = self._sure and self._trial.sure
        return conflict

    def _greedy(self) -> frozenset[str]:
        """A cheap cover, found one by one: what is in most conflicts for its cost."""
        chosen: set[str] = set()
        open_ = list(self._conflicts)
        while open_:
            counts = Counter(key for conflict in open_ for key in conflict)
            best = max(counts, key=lambda key: (Fraction(counts[key], self._costs[key]), key))
            chosen.add(best)
            open_ = [conflict for conflict in open_ if best not in conflict]
        return frozenset(chosen)

    def _cheapest(self) -> frozenset[str] | None:
        """The cheapest choice that contains something of every conflict known; None when a count ended the search."""
        return self._cover(ties=False)

    def _preferred(self) -> frozenset[str] | None:
        """Of several equally cheap choices the one that digests of the keys prefer."""
        return self._cover(ties=True)

    def _cover(self, *, ties: bool) -> frozenset[str] | None:
        if not self._conflicts:
            return frozenset()
        if self._effort <= 0:
            return None
        program = Program()
        keys = sorted(frozenset().union(*self._conflicts))
        columns = {key: program.whole(0, 1, self._costs[key], key) for key in keys}
        for conflict in self._conflicts:
            program.row({columns[key]: 1 for key in sorted(conflict)}, 1, None)
        solution = program.solve(ties=ties)
        self._effort -= solution.effort
        if solution.ended is not Ended.PROVED or solution.values is None:
            return None
        return frozenset(key for key, column in columns.items() if solution.values[column])

    def _pruned(self, enough: frozenset[str] | None) -> frozenset[str]:
        """Where a count ended the search: what is enough, less what is not needed, the dearest left out first."""
        kept = enough if enough is not None else frozenset().union(*self._conflicts)
        while (conflict := self._trial.conflict(kept)) is not None:
            kept |= conflict
        for key in sorted(kept, key=lambda key: (-self._costs[key], key)):
            if self._trial.conflict(kept - {key}) is None:
                kept -= {key}
        return kept

    def _correction(self, chosen: frozenset[str], *, proved: bool) -> Correction:
        if (
            self._trial.conflict(chosen) is not None
        ):  # numbers of very different size: what the solver said before does not hold
            return Correction({}, frozenset(), False, self._given - self._effort)
        excused = chosen - self._trial.variables.keys()
        return Correction(self._trial.changed(chosen), excused, proved, self._given - self._effort)


class _Trial:
    """Whether all rows hold when just some numbers are free and some rows are excused."""

    def __init__(
        self, variables: Mapping[str, Variable], values: Mapping[str, Decimal], bounds: Sequence[Bound]
    ) -> None:
        self.variables = variables
        self.sure = True
        self._values = values
        self._bounds = [bound for bound in bounds if bound.excuse or not variables.keys().isdisjoint(bound.weights)]
        self._index = {key: index for index, key in enumerate(variables)}
        self._now: dict[str, Decimal] = {}
        self._chosen: frozenset[str] = frozenset()

    @cached_property
    def _rows(self) -> tuple[SolverRow, ...]:
        """The rows over changes instead of numbers."""
        found = []
        for bound in self._bounds:
            total = sum((weight * self._values[key] for key, weight in bound.weights.items()), _ZERO)
            weights = {self._index[key]: weight for key, weight in bound.weights.items() if key in self._index}
            ends = (None if end is None else end - total for end in (bound.low, bound.high))
            found.append(SolverRow(weights, *ends))
        return tuple(found)

    @cached_property
    def _system(self) -> System:
        steps = [variable.step for variable in self.variables.values()]
        return System(len(self._index), [_narrowed(row, steps) for row in self._rows])

    def changed(self, chosen: Set[str]) -> dict[str, Decimal]:
        """What the numbers of the last choice that was enough may be."""
        return {key: self._now[key] for key in self.variables if key in chosen}

    def conflict(self, chosen: frozenset[str]) -> frozenset[str] | None:
        """None if the choice is enough; else numbers and excuses of which at least one must be chosen as well."""
        self._let(self._system, self._chosen ^ chosen, chosen)
        self._chosen = chosen
        for system in self._systems(chosen):
            ended, answer = system.solve()
            self.sure = self.sure and ended in {Ended.PROVED, Ended.IMPOSSIBLE}
            if ended is Ended.IMPOSSIBLE:
                conflict = self._contradiction(answer, chosen)
                if conflict is not None:
                    return conflict
            elif ended is Ended.PROVED and any(
                self._verifies(self._rounded(answer, chosen, parts), chosen) for parts in (1, _PARTS)
            ):
                return None
        return self._in_whole_steps(chosen)

    def _systems(self, chosen: frozenset[str]) -> Iterator[System]:
        """The question without edges of rates, and with them."""
        yield self._system
        exact = System(len(self._index), self._rows)
        self._let(exact, chosen, chosen)
        yield exact

    def _let(self, system: System, which: Set[str], chosen: Set[str]) -> None:
        """Frees or fixes numbers, excuses rows or not."""
        for key in sorted(which):
            if key in self.variables:
                system.bound(self._index[key], *(self._range(key) if key in chosen else (_ZERO, _ZERO)))
            else:
                for index, bound in enumerate(self._bounds):
                    if bound.excuse == key:
                        system.excuse(index, excused=key in chosen)

    def _range(self, key: str) -> tuple[Decimal, Decimal]:
        """The least and greatest change of a number."""
        variable = self.variables[key]
        return variable.low - variable.value, variable.high - variable.value

    def _rounded(self, changes: Sequence[Decimal], chosen: Set[str], parts: int) -> dict[str, Decimal]:
        """The solver's numbers as whole steps, or as whole parts of steps."""
        found = {}
        for key in sorted(chosen & self.variables.keys()):
            variable = self.variables[key]
            value = variable.value + changes[self._index[key]]
            step = variable.step / parts
            found[key] = (value / step).to_integral_value() * step
        return found

    def _verifies(self, changed: Mapping[str, Decimal], chosen: Set[str]) -> bool:
        values = {**self._values, **changed}
        inside = all(self.variables[key].low <= value <= self.variables[key].high for key, value in changed.items())
        if not inside or not all(bound.holds(values) for bound in self._bounds if bound.excuse not in chosen):
            return False
        self._now = dict(changed)
        return True

    def _in_whole_steps(self, chosen: frozenset[str]) -> frozenset[str] | None:
        """Asks for whole steps where rounded values do not do; the conflict is then everything else."""
        program = Program()
        free = sorted(chosen & self.variables.keys())
        columns: dict[str, int] = {}
        for key in free:
            variable = self.variables[key]
            lowest = (variable.low / variable.step).to_integral_value(ROUND_CEILING)
            highest = (variable.high / variable.step).to_integral_value(ROUND_FLOOR)
            columns[key] = program.whole(int(lowest), int(highest))
        for bound in self._bounds:
            if bound.excuse in chosen:
                continue
            fixed = sum((w * self._values[key] for key, w in bound.weights.items() if key not in columns), _ZERO)
            weights = {columns[k]: w * self.variables[k].step for k, w in bound.weights.items() if k in columns}
            if weights:
                program.row(weights, *(None if end is None else end - fixed for end in (bound.low, bound.high)))
            elif not bound.holds(self._values):
                return self._rest(chosen)
        solution = program.solve()
        tried = [{key: self.variables[key].value for key in columns}]
        if solution.values is not None:
            tried.append({key: solution.values[column] * self.variables[key].step for key, column in columns.items()})
        if any(self._verifies(found, chosen) for found in tried):
            return None
        self.sure = self.sure and solution.ended is Ended.IMPOSSIBLE
        return self._rest(chosen)

    def _rest(self, chosen: Set[str]) -> frozenset[str]:
        excuses = {bound.excuse for bound in self._bounds if bound.excuse}
        return frozenset((self.variables.keys() | excuses) - chosen)

    def _contradiction(self, multipliers: Sequence[Decimal], chosen: Set[str]) -> frozenset[str] | None:
        """The conflict that the multipliers show: what must not all stay as it is; None if exactly they show none.

        ``Σ multiplier * row`` is a row that no values of the free numbers satisfy. What is fixed and could not satisfy it either
        is no part of the conflict.
        """
        told = [
            (Fraction(value).limit_denominator(_DENOMINATOR), bound, row)
            for value, bound, row in zip(self._scaled(multipliers), self._bounds, self._rows, strict=True)
            if value and bound.excuse not in chosen
        ]
        for turn in (1, -1):
            lacking = self._lacking([(turn * y, row) for y, _, row in told], chosen)
            if lacking is not None:
                return lacking | {bound.excuse for _, bound, _ in told if bound.excuse}
        return None

    @staticmethod
    def _scaled(multipliers: Sequence[Decimal]) -> Iterator[Decimal]:
        greatest = max(map(abs, multipliers), default=_ZERO)
        for value in multipliers:
            share = value / greatest if greatest else _ZERO
            yield share if abs(share) * _DENOMINATOR > 1 else _ZERO

    def _lacking(self, told: Sequence[tuple[Fraction, SolverRow]], chosen: Set[str]) -> frozenset[str] | None:
        """The fixed numbers without which the sum of the rows could hold; None if it can hold anyway."""
        wanted, weights = Fraction(0), dict[int, Fraction]()
        for y, row in told:
            end = row.low if y > 0 else row.high
            if end is None:
                return None
            wanted += y * Fraction(end)
            for column, weight in row.weights.items():
                weights[column] = weights.get(column, Fraction(0)) + y * Fraction(weight)
        reach: dict[str, Fraction] = {}
        for key in self.variables:
            total = weights.get(self._index[key])
            if total:
                reach[key] = max(total * Fraction(end) for end in self._range(key))
        room = wanted - sum((most for key, most in reach.items() if key in chosen), Fraction(0))
        if room <= 0:
            return None
        needed = []
        for most, key in sorted((most, key) for key, most in reach.items() if key not in chosen):
            if most < room:
                room -= most
            else:
                needed.append(key)
        return frozenset(needed)


def _narrowed(row: SolverRow, steps: Sequence[Decimal]) -> SolverRow:
    """A rate's row without its edges: then numbers rounded to parts of a step still satisfy it.

    Not so a sum's: its numbers are whole steps anyway, and to lie just on the edge of its rounding is common.
    """
    if all(abs(weight) == 1 for weight in row.weights.values()):
        return row
    edge = sum((abs(weight) * steps[column] for column, weight in row.weights.items()), _ZERO) / _PARTS
    if row.low is not None and row.high is not None and row.high - row.low < 2 * edge:
        return row
    return SolverRow(
        row.weights, None if row.low is None else row.low + edge, None if row.high is None else row.high - edge
    )
