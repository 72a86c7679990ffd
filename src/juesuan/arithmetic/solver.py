"""The one wrapper of the solver (HiGHS): integer programs and linear systems, exact numbers in, verified exact numbers out.

The solver knows only binary floats, and with coefficients of a thousand million its "optimal" may break a row by several units.
So its word is not taken: whatever it answers is rounded to whole numbers and put back into the exact rows; an answer that does not
satisfy them is discarded, and said to be. Limits are counts of what it does, never the clock, and it runs in one thread with a
fixed seed: the same program gives the same answer on a busy machine, in any thread, in any order.

It is imported only when something is to be solved: it brings numpy with it.
"""

from __future__ import annotations

import enum
import hashlib
import math
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

if TYPE_CHECKING:
    from highspy import Highs

__all__ = ["NODES", "Ended", "Program", "Solution", "SolverRow", "System"]

NODES = 2_000
"""How many nodes of its search tree the solver may look at for one program."""
_PIVOTS = 20_000  # of the simplex method, for one linear system
_FEASIBLE = 2  # the solver's code for a point that satisfies the rows, as far as it sees
_TIES = 1 << 16
_PRECISIONS = (1e-9, 1e-10)  # the second is the finest that it knows, slower, and tried when an answer does not verify
_OPTIONS: tuple[tuple[str, bool | int | float | str], ...] = (
    ("threads", 1),
    ("parallel", "off"),
    ("random_seed", 0),
    ("mip_rel_gap", 0.0),
    ("mip_abs_gap", 0.0),
)


class Ended(enum.Enum):
    """How a search ended."""

    PROVED = "proved"
    LIMIT = "limit"  # a count was reached: the values, if any, are good but perhaps not the best
    IMPOSSIBLE = "impossible"
    UNVERIFIED = "unverified"  # what the solver answered does not satisfy the rows


class SolverRow(Struct, frozen=True):
    """``low <= Σ weight * column <= high``; None is no bound."""

    weights: Mapping[int, Decimal]
    low: Decimal | None
    high: Decimal | None

    def holds(self, values: Sequence[Decimal] | Sequence[int]) -> bool:
        """Whether values of all columns satisfy it, exactly."""
        total = sum((weight * values[column] for column, weight in self.weights.items()), Decimal(0))
        return (self.low is None or self.low <= total) and (self.high is None or total <= self.high)


class Solution(Struct, frozen=True):
    """The whole numbers of all columns, exactly satisfying every row; None when there are none or none was found.

    ``effort`` is how many pivots it took: a measure that does not depend on the clock.
    """

    ended: Ended
    values: tuple[int, ...] | None = None
    effort: int = 0


class _SolverColumn(Struct, frozen=True):
    cost: int
    low: int
    high: int | None
    key: str


class Program:
    """The whole numbers of least cost that satisfy rows.

    Among equally cheap ones those are taken that a digest of the keys prefers: the answer depends neither on the order of columns
    and rows nor on the build of the solver. That nothing cheaper exists is the solver's word; that the rows hold is not.
    """

    def __init__(self) -> None:
        self._columns: list[_SolverColumn] = []
        self._rows: list[SolverRow] = []

    def whole(self, low: int, high: int | None, cost: int = 0, key: str = "") -> int:
        """Adds a column; returns its number. A key makes it count where costs are equal."""
        self._columns.append(_SolverColumn(cost, low, high, key))
        return len(self._columns) - 1

    def row(self, weights: Mapping[int, Decimal | int], low: Decimal | int | None, high: Decimal | int | None) -> None:
        """Demands ``low <= Σ weight * column <= high``."""
        ends = (None if end is None else Decimal(end) for end in (low, high))
        self._rows.append(SolverRow({column: Decimal(weight) for column, weight in weights.items()}, *ends))

    def solve(self, nodes: int = NODES, *, ties: bool = True) -> Solution:
        """The cheapest whole numbers; without ``ties``, any of several equally cheap."""
        costs = {index: column.cost for index, column in enumerate(self._columns) if column.cost}
        first = self._verified(costs, self._rows, nodes)
        if first.ended is not Ended.PROVED or first.values is None:
            return first
        digests = {index: _preference(column.key) for index, column in enumerate(self._columns) if column.key}
        if not ties or not digests:
            return first
        least = Decimal(sum(cost * first.values[index] for index, cost in costs.items()))
        as_cheap = SolverRow({index: Decimal(cost) for index, cost in costs.items()}, None, least)
        second = self._verified(digests, [*self._rows, as_cheap], nodes)
        best = second if second.ended is Ended.PROVED else first
        return replace(best, effort=first.effort + second.effort)

    def _verified(self, costs: Mapping[int, int], rows: Sequence[SolverRow], nodes: int) -> Solution:
        found = Solution(Ended.UNVERIFIED)
        for precision in _PRECISIONS:
            found = self._solved(costs, rows, precision, nodes)
            if found.ended is not Ended.UNVERIFIED:
                return found
        return found

    def _solved(self, costs: Mapping[int, int], rows: Sequence[SolverRow], precision: float, nodes: int) -> Solution:
        solver = _solver()
        for option in ("mip_feasibility_tolerance", "primal_feasibility_tolerance"):
            solver.setOptionValue(option, precision)
        solver.setOptionValue("mip_max_nodes", nodes)
        bounds = [(Decimal(c.low), None if c.high is None else Decimal(c.high)) for c in self._columns]
        _pass(solver, costs, bounds, rows, whole=True)
        solver.run()
        status = solver.modelStatusToString(solver.getModelStatus())
        effort = max(0, solver.getInfo().simplex_iteration_count)
        if status == "Infeasible":
            return Solution(Ended.IMPOSSIBLE, effort=effort)
        if solver.getInfo().primal_solution_status != _FEASIBLE:
            return Solution(Ended.LIMIT, effort=effort)
        values = tuple(round(value) for value in solver.getSolution().col_value)
        inside = all(
            low <= value and (high is None or value <= high) for value, (low, high) in zip(values, bounds, strict=True)
        )
        if not (inside and all(row.holds(values) for row in rows)):
            return Solution(Ended.UNVERIFIED, effort=effort)
        return Solution(Ended.PROVED if status == "Optimal" else Ended.LIMIT, values, effort)


class System:
    """Rows over numbers that need not be whole, asked again and again with other bounds: can all rows hold?"""

    def __init__(self, columns: int, rows: Sequence[SolverRow]) -> None:
        self._rows = rows
        self._solver = _solver()
        self._solver.setOptionValue("presolve", "off")
        self._solver.setOptionValue("simplex_iteration_limit", _PIVOTS)
        self._solver.setOptionValue("primal_feasibility_tolerance", _PRECISIONS[0])
        _pass(self._solver, {}, [(Decimal(0), Decimal(0))] * columns, rows, whole=False)

    def bound(self, column: int, low: Decimal, high: Decimal) -> None:
        """Lets a number be anything between two others."""
        self._solver.changeColBounds(column, float(low), float(high))

    def excuse(self, row: int, *, excused: bool) -> None:
        """Lets a row fail, or no longer."""
        low, high = _ends((None, None) if excused else (self._rows[row].low, self._rows[row].high))
        self._solver.changeRowBounds(row, low, high)

    def solve(self) -> tuple[Ended, tuple[Decimal, ...]]:
        """Numbers that satisfy all rows; or, if impossible, a multiplier a row of which the sum is a contradiction.

        Both are the solver's, rounded: to be verified.
        """
        self._solver.run()
        status = self._solver.modelStatusToString(self._solver.getModelStatus())
        if status == "Optimal":
            return Ended.PROVED, tuple(map(Decimal, self._solver.getSolution().col_value))
        if status != "Infeasible":
            return Ended.LIMIT, ()
        _, known, ray = self._solver.getDualRay()  # type: ignore[attr-defined]
        return (Ended.IMPOSSIBLE, tuple(Decimal(float(value)) for value in ray)) if known else (Ended.UNVERIFIED, ())


def _preference(key: str) -> int:
    """A weight that has nothing to do with order: sums of such weights are hardly ever the same (isolation lemma)."""
    return int.from_bytes(hashlib.blake2b(key.encode(), digest_size=4).digest(), "big") % _TIES + 1


def _solver() -> Highs:
    """A solver that never writes to standard output, where results go; by default it greets when it is made."""
    import highspy  # noqa: PLC0415 - see the module docstring

    class Silent(highspy.Highs):
        def enableCallbacks(self) -> None:
            self.silent()
            super().enableCallbacks()  # type: ignore[no-untyped-call]

    solver = Silent()  # type: ignore[no-untyped-call]
    for option, value in _OPTIONS:
        solver.setOptionValue(option, value)
    return solver


def _pass(
    solver: Highs,
    costs: Mapping[int, int],
    bounds: Sequence[tuple[Decimal, Decimal | None]],
    rows: Sequence[SolverRow],
    *,
    whole: bool,
) -> None:
    """Hands a model over; each row is scaled by a power of two, so that tolerances mean the same everywhere."""
    import highspy  # noqa: PLC0415 - see the module docstring

    model = highspy.HighsLp()
    model.num_col_, model.num_row_ = len(bounds), len(rows)
    model.col_cost_ = [float(costs.get(index, 0)) for index in range(len(bounds))]
    ends = [_ends(pair) for pair in bounds]
    model.col_lower_, model.col_upper_ = [low for low, _ in ends], [high for _, high in ends]
    if whole:
        model.integrality_ = [highspy.HighsVarType.kInteger] * len(bounds)
    scales = [_scale(row.weights.values()) if whole else 1.0 for row in rows]
    sides = [_ends((row.low, row.high)) for row in rows]
    model.row_lower_ = [low * scale for (low, _), scale in zip(sides, scales, strict=True)]
    model.row_upper_ = [high * scale for (_, high), scale in zip(sides, scales, strict=True)]
    starts = [0]
    for row in rows:
        starts.append(starts[-1] + len(row.weights))
    matrix = model.a_matrix_
    matrix.format_ = highspy.MatrixFormat.kRowwise
    matrix.num_col_, matrix.num_row_ = len(bounds), len(rows)
    matrix.start_ = starts
    matrix.index_ = [column for row in rows for column in row.weights]
    matrix.value_ = [
        float(weight) * scale for row, scale in zip(rows, scales, strict=True) for weight in row.weights.values()
    ]
    solver.passModel(model)


def _ends(pair: tuple[Decimal | None, Decimal | None]) -> tuple[float, float]:
    low, high = pair
    return (-math.inf if low is None else float(low), math.inf if high is None else float(high))


def _scale(weights: Iterable[Decimal]) -> float:
    greatest = max((abs(float(weight)) for weight in weights), default=0.0)
    return 2.0 ** -math.frexp(greatest)[1]
