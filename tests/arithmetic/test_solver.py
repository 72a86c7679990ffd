"""The one wrapper of the solver: exact answers, ties by key, limits that are counts."""

from __future__ import annotations

import random
from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal
from itertools import product
from types import SimpleNamespace

import highspy
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from juesuan.arithmetic import solver as solver_module
from juesuan.arithmetic.solver import Ended, Program, Solution, SolverRow, System
from tests.examples import examples

WEIGHTS = st.sampled_from([-2, -1, 0, 1, 2, 3])


@settings(max_examples=examples(60), deadline=None)
@given(
    costs=st.lists(st.integers(-3, 5), min_size=1, max_size=5),
    rows=st.lists(st.tuples(st.lists(WEIGHTS, min_size=5, max_size=5), st.integers(-3, 6)), max_size=4),
)
def test_the_cheapest_whole_numbers(costs: list[int], rows: list[tuple[list[int], int]]) -> None:
    program = Program()
    columns = [program.whole(0, 2, cost, f"k{index}") for index, cost in enumerate(costs)]
    for weights, most in rows:
        program.row(dict(zip(columns, weights, strict=False)), None, most)
    possible = [
        sum(cost * value for cost, value in zip(costs, values, strict=True))
        for values in product(range(3), repeat=len(costs))
        if all(sum(w * v for w, v in zip(weights, values, strict=False)) <= most for weights, most in rows)
    ]

    solution = program.solve()

    if not possible:
        assert (solution.ended, solution.values) == (Ended.IMPOSSIBLE, None)
        return
    assert solution.ended is Ended.PROVED
    assert solution.values is not None
    assert sum(cost * value for cost, value in zip(costs, solution.values, strict=True)) == min(possible)


def covering(order: list[str], chance: random.Random) -> dict[str, int]:
    """Two of every three neighbours in a ring must be chosen: many choices cost the same."""
    program = Program()
    columns = {key: program.whole(0, 1, 1, key) for key in order}
    ring = sorted(order)
    rows = [(ring[i], ring[(i + 1) % len(ring)], ring[(i + 2) % len(ring)]) for i in range(len(ring))]
    chance.shuffle(rows)
    for row in rows:
        program.row({columns[key]: 1 for key in row}, 2, None)
    solution = program.solve()
    assert solution.values is not None
    return {key: solution.values[column] for key, column in columns.items()}


def test_of_equal_answers_the_keys_decide_not_the_order_in_which_things_stand() -> None:
    keys = [f"T03/{row}/C{column}" for row in range(5) for column in range(3)]
    answers = []
    for seed in range(5):
        chance = random.Random(seed)
        answers.append(covering(chance.sample(keys, len(keys)), chance))

    assert all(answer == answers[0] for answer in answers)


def test_what_ties_are_broken_by_is_the_same_for_ever() -> None:
    """Else a document would have another report with another version of the program."""
    keys = ("T03/201/C1", "T03/201/C2", "总计")
    assert [solver_module._preference(key) for key in keys] == [53180, 61162, 22917]


def test_threads_do_not_disturb_one_another() -> None:
    keys = [f"key {index}" for index in range(24)]
    alone = covering(keys, random.Random(1))
    with ThreadPoolExecutor(2) as pool:
        together = list(pool.map(lambda seed: covering(keys, random.Random(seed)), range(6)))

    assert all(answer == alone for answer in together)


def hard(size: int) -> Program:
    """A market split: no solver finds whole numbers for it without a long search."""
    chance = random.Random(3)
    program = Program()
    columns = [program.whole(0, 1) for _ in range(size)]
    for _ in range(4):
        weights = {column: chance.randrange(100) for column in columns}
        program.row(weights, sum(weights.values()) // 2, sum(weights.values()) // 2)
    return program


def test_a_limit_is_a_count_and_is_said() -> None:
    first, second = hard(30).solve(nodes=20), hard(30).solve(nodes=20)

    assert first.ended is Ended.LIMIT
    assert first == second


def knapsack(size: int, rows: int = 2, room: int = 30, most: int = 2) -> Program:
    """Costs up to the most, and sums that must come near the middle."""
    chance, program = random.Random(3), Program()
    columns = [program.whole(0, 1, chance.randrange(1, most + 1), f"k{index}") for index in range(size)]
    for _ in range(rows):
        weights = {column: chance.randrange(100) for column in columns}
        middle = sum(weights.values()) // 2
        program.row(weights, middle - room, middle + room)
    return program


def test_effort_is_what_both_searches_took() -> None:
    """That for the cheapest, and that among those as cheap."""
    alone, both = knapsack(12).solve(ties=False), knapsack(12).solve()

    assert 0 < alone.effort < both.effort


def test_the_solver_is_asked_in_one_thread_for_the_best_and_to_its_finest_precision() -> None:
    solver = solver_module._solver()

    assert solver.getOptionValue("threads")[1] == 1
    for exactly in ("random_seed", "mip_rel_gap", "mip_abs_gap"):
        assert solver.getOptionValue(exactly)[1] == 0
    for precision in solver_module._PRECISIONS:
        assert solver.setOptionValue("mip_feasibility_tolerance", precision) == highspy.HighsStatus.kOk
        assert solver.getOptionValue("mip_feasibility_tolerance")[1] <= 1e-9


def test_what_a_limit_ended_is_not_searched_again() -> None:
    program = knapsack(20, rows=4, room=20, most=29)
    alone, both = program.solve(1, ties=False), program.solve(1)

    assert (alone.ended, both.ended) == (Ended.LIMIT, Ended.LIMIT)
    assert alone.values is not None
    assert alone == both


@pytest.mark.parametrize("answer", [[-1.0, 1.0], [3.0, 1.0], [1.0, -1.0]])
def test_an_answer_outside_of_the_bounds_is_discarded(monkeypatch: pytest.MonkeyPatch, answer: list[float]) -> None:
    class Wrong:
        """A solver that says what it was not asked for."""

        def __init__(self) -> None:
            self._right = solver_module._solver()

        def __getattr__(self, name: str) -> object:
            return getattr(self._right, name)

        def getSolution(self) -> SimpleNamespace:
            return SimpleNamespace(col_value=answer)

    program = Program()
    program.whole(0, 2)
    program.whole(0, None)
    assert program.solve().ended is Ended.PROVED
    wrong = Wrong()
    monkeypatch.setattr(solver_module, "_solver", lambda: wrong)

    assert program.solve() == Solution(Ended.UNVERIFIED)


def test_an_answer_that_breaks_a_row_is_discarded(monkeypatch: pytest.MonkeyPatch) -> None:
    """The solver calls a row kept that it breaks by less than its precision; exactly, it is broken."""
    program = Program()
    column, switch = program.whole(0, 10**9, -1), program.whole(0, 1, 10**10)
    program.row({column: 1, switch: -(10**9)}, None, 0)
    monkeypatch.setattr("juesuan.arithmetic.solver._PRECISIONS", (1e-6,))

    solution = program.solve()

    assert solution.ended is Ended.UNVERIFIED or solution.values in {(0, 0), (10**9, 1)}


def test_rows_are_judged_exactly() -> None:
    row = SolverRow({0: Decimal("0.1"), 1: Decimal("0.2")}, None, Decimal("0.3"))

    assert row.holds((1, 1))
    assert not row.holds((Decimal(1), Decimal("1.0000000000000000000001")))


def test_a_system_says_which_rows_contradict_one_another() -> None:
    rows = [
        SolverRow({0: Decimal(1), 1: Decimal(1)}, Decimal(5), Decimal(5)),
        SolverRow({1: Decimal(1), 2: Decimal(-1)}, Decimal(-1), Decimal(1)),
    ]
    system = System(3, rows)
    ended, multipliers = system.solve()
    assert ended is Ended.IMPOSSIBLE
    assert [bool(value) for value in multipliers] == [True, False]

    system.bound(0, Decimal(0), Decimal(9))
    assert system.solve() == (Ended.PROVED, (Decimal(5), Decimal(0), Decimal(0)))
    system.bound(0, Decimal(0), Decimal(0))
    system.excuse(0, excused=True)
    assert system.solve()[0] is Ended.PROVED
    system.excuse(0, excused=False)
    assert system.solve()[0] is Ended.IMPOSSIBLE


def test_numbers_of_a_system_need_not_be_whole() -> None:
    system = System(1, [SolverRow({0: Decimal(2)}, Decimal(1), Decimal(1))])
    system.bound(0, Decimal(0), Decimal(9))

    assert system.solve() == (Ended.PROVED, (Decimal("0.5"),))


def test_multipliers_are_of_the_rows_as_they_were_given() -> None:
    """a + b is at least 5 and 8b at most 8, a being nothing: eight times the one less the other cannot be."""
    rows = [
        SolverRow({0: Decimal(1), 1: Decimal(1)}, Decimal(5), None),
        SolverRow({1: Decimal(8)}, None, Decimal(8)),
    ]
    system = System(2, rows)
    system.bound(1, Decimal(0), Decimal(9))
    ended, (one, other) = system.solve()

    assert ended is Ended.IMPOSSIBLE
    assert one == -8 * other != 0


@pytest.mark.parametrize(
    ("answers", "asked", "ended"),
    [
        ([Ended.PROVED], 1, Ended.PROVED),
        ([Ended.LIMIT], 1, Ended.LIMIT),
        ([Ended.UNVERIFIED, Ended.PROVED], 2, Ended.PROVED),
        ([Ended.UNVERIFIED, Ended.UNVERIFIED], 2, Ended.UNVERIFIED),
    ],
)
def test_what_is_not_verified_is_asked_again_more_finely(
    monkeypatch: pytest.MonkeyPatch, answers: list[Ended], asked: int, ended: Ended
) -> None:
    precisions: list[float] = []

    def answer(program: Program, costs: object, rows: object, precision: float, nodes: int) -> Solution:
        precisions.append(precision)
        return Solution(answers[len(precisions) - 1])

    monkeypatch.setattr(Program, "_solved", answer)
    monkeypatch.setattr(solver_module, "_PRECISIONS", (1e-6, 1e-9))

    assert Program().solve().ended is ended
    assert precisions == [1e-6, 1e-9][:asked]


@pytest.mark.parametrize("change", [1, -1])
def test_a_number_of_a_system_stays_until_it_is_freed(change: int) -> None:
    system = System(1, [SolverRow({0: Decimal(1)}, Decimal(change), Decimal(change))])
    assert system.solve()[0] is Ended.IMPOSSIBLE

    system.bound(0, Decimal(-1), Decimal(1))
    assert system.solve() == (Ended.PROVED, (Decimal(change),))


# What the solver is told.


@pytest.mark.parametrize(
    ("weights", "scale"), [((), 1.0), ((0,), 1.0), ((1,), 0.5), ((3,), 0.25), ((1, -8), 1 / 16), (("0.25",), 2.0)]
)
def test_a_row_is_scaled_by_a_power_of_two_to_less_than_one(weights: tuple[int | str, ...], scale: float) -> None:
    assert solver_module._scale(map(Decimal, weights)) == scale


def test_both_of_its_precisions_are_set(monkeypatch: pytest.MonkeyPatch) -> None:
    solver = solver_module._solver()
    monkeypatch.setattr(solver_module, "_solver", lambda: solver)
    monkeypatch.setattr(solver_module, "_PRECISIONS", (1e-8, 1e-10))

    Program().solve()
    for option in ("mip_feasibility_tolerance", "primal_feasibility_tolerance"):
        assert solver.getOptionValue(option)[1] == 1e-8

    monkeypatch.setattr(solver_module, "_PRECISIONS", (1e-9, 1e-8, 1e-10))
    System(0, [])
    assert solver.getOptionValue("primal_feasibility_tolerance")[1] == 1e-9


def test_a_column_costs_nothing_unless_it_is_said() -> None:
    """Four of the free one are cheaper than two of the other."""
    program = Program()
    free, dear = program.whole(0, 9), program.whole(0, 9, 1)
    program.row({free: 1, dear: 2}, 4, None)

    solution = program.solve(ties=False)
    assert solution.values is not None
    assert solution.values[dear] == 0


def test_what_was_not_searched_took_no_effort() -> None:
    program = Program()
    program.row({program.whole(0, 1): 1}, 2, None)

    assert Solution(Ended.LIMIT).effort == program.solve().effort == Program().solve().effort == 0


def test_what_was_answered_stays() -> None:
    """Answers and rows are shared by threads."""
    column = solver_module._SolverColumn(0, 0, None, "")
    for made, name in ((SolverRow({}, None, None), "low"), (Solution(Ended.PROVED), "effort"), (column, "low")):
        with pytest.raises(AttributeError):
            setattr(made, name, 1)
