"""The least costly correction, against trying every choice."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from decimal import Decimal
from itertools import chain, combinations, product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from juesuan.arithmetic.correction import Bound, Correction, Variable, _narrowed, _Search, _Trial, least_correction
from juesuan.arithmetic.solver import Ended, Program, Solution, SolverRow, System, _preference
from tests.examples import examples

ONE = Decimal(1)
MOST = 6
KEYS = ("a", "b", "c", "d")


def variables(values: Mapping[str, Decimal], costs: Sequence[int]) -> dict[str, Variable]:
    return {
        key: Variable(value, ONE, Decimal(0), Decimal(MOST), cost)
        for (key, value), cost in zip(values.items(), costs, strict=True)
    }


def is_enough(chosen: Sequence[str], values: Mapping[str, Decimal], bounds: Sequence[Bound]) -> bool:
    """Whether some whole values of the chosen numbers satisfy what is not excused: tried in whole numbers, for there are many."""
    places = [index for index, key in enumerate(KEYS) if key in chosen]
    asked = [
        ([index for index, key in enumerate(KEYS) if key in bound.weights], int(bound.low or 0), int(bound.high or 0))
        for bound in bounds
        if bound.excuse not in chosen
    ]
    now = [int(values[key]) for key in KEYS]
    for new in product(range(MOST + 1), repeat=len(places)):
        for place, value in zip(places, new, strict=True):
            now[place] = value
        if all(low <= sum(now[index] for index in row) <= high for row, low, high in asked):
            return True
    return False


@st.composite
def questions(  # sums of neighbours: of such rows whole numbers satisfy what any numbers do, so that trying them is enough
    draw: st.DrawFn,
) -> tuple[dict[str, Decimal], list[int], dict[str, int], list[Bound]]:
    values = {key: Decimal(draw(st.integers(0, MOST))) for key in KEYS}
    costs = draw(st.lists(st.sampled_from([100, 102, 150]), min_size=4, max_size=4))
    excuses: dict[str, int] = {}
    bounds = []
    for index in range(draw(st.integers(1, 4))):
        first, last = sorted(draw(st.lists(st.integers(0, 3), min_size=2, max_size=2)))
        total, slack = Decimal(draw(st.integers(0, 2 * MOST))), Decimal(draw(st.integers(0, 1)))
        excuse = f"e{index}"
        excuses[excuse] = 320
        bounds.append(Bound(dict.fromkeys(KEYS[first : last + 1], ONE), total - slack, total + slack, excuse))
    return values, costs, excuses, bounds


@settings(max_examples=examples(50), deadline=None)
@given(questions())
def test_nothing_cheaper_is_enough(question: tuple[dict[str, Decimal], list[int], dict[str, int], list[Bound]]) -> None:
    values, costs, excuses, bounds = question
    found = least_correction(variables(values, costs), excuses, values, bounds)
    assert found is not None
    assert found.proved
    price = {**dict(zip(KEYS, costs, strict=True)), **excuses}
    every = chain.from_iterable(combinations(price, size) for size in range(len(price) + 1))
    least = min(sum(map(price.__getitem__, choice)) for choice in every if is_enough(choice, values, bounds))

    assert sum(price[key] for key in (*found.changed, *found.excused)) == least
    assert all(bound.holds({**values, **found.changed}) for bound in bounds if bound.excuse not in found.excused)


def total_of(count: int, printed: Mapping[str, str]) -> tuple[dict[str, Decimal], list[Bound]]:
    """A total and parts in one table, and every part again in another: amounts of thousands of millions."""
    parts = [f"p{index}" for index in range(count)]
    values = {part: Decimal(1_234_567_890) + index for index, part in enumerate(parts)}
    values |= {f"again {part}": values[part] for part in parts}
    values["total"] = sum((values[part] for part in parts), Decimal(0))
    values |= {key: Decimal(value) for key, value in printed.items()}
    half = Decimal("0.5")
    sums = Bound({"total": ONE, **dict.fromkeys(parts, -ONE)}, -half * (count + 1), half * (count + 1), "sum")
    copies = [Bound({part: ONE, f"again {part}": -ONE}, Decimal(0), Decimal(0), f"copy {part}") for part in parts]
    return values, [sums, *copies]


def corrected(values: Mapping[str, Decimal], bounds: Sequence[Bound], **limits: int) -> Correction:
    most = 2 * max(values.values())
    free = {key: Variable(value, ONE, Decimal(0), most, 100) for key, value in values.items()}
    found = least_correction(free, {bound.excuse: 320 for bound in bounds}, values, bounds, **limits)
    assert found is not None
    return found


def test_two_wrong_numbers_among_thousands_of_millions() -> None:
    """No precision of a solver in floats is enough to tell these apart in one program: each is off by a few units."""
    values, bounds = total_of(12, {"p3": "1234567913", "p7": "1234567817"})

    found = corrected(values, bounds)

    assert found.proved
    assert dict(found.changed) == {"p3": Decimal(1_234_567_893), "p7": Decimal(1_234_567_897)}


def test_the_order_of_numbers_and_rows_does_not_matter() -> None:
    """The same amount off in two tables may come from either of two numbers: whichever it is, it is always the same."""
    values, bounds = total_of(4, {"p1": "1234567991", "total": "4938271666"})
    found = [
        corrected(dict(sorted(values.items(), reverse=turned)), bounds[::-1] if turned else bounds)
        for turned in (False, True)
    ]

    assert found[0].proved
    assert found[0].changed.keys() == found[1].changed.keys()


def test_a_number_printed_finer_than_the_others_is_no_contradiction() -> None:
    values = {"a": Decimal("10.123456"), "b": Decimal(5), "c": Decimal(6)}
    exact = Bound({"a": ONE, "b": -ONE, "c": -ONE}, Decimal(0), Decimal(0), "")
    free = {key: Variable(values[key], ONE, Decimal(0), Decimal(99), 100) for key in ("b", "c")}
    free["c"] = replace(free["c"], step=Decimal("0.01"), cost=99)

    found = least_correction(free, {}, values, [exact])

    assert found is None
    found = least_correction(free, {}, {**values, "a": Decimal("10.120")}, [exact])
    assert found is not None
    assert dict(found.changed) == {"c": Decimal("5.12")}


def test_what_cannot_be_mended_is_none() -> None:
    values = {"a": Decimal(1), "b": Decimal(2)}
    asked = [Bound({"a": ONE}, Decimal(5), None), Bound({"a": ONE}, None, Decimal(4))]

    assert least_correction({"a": Variable(ONE, ONE, Decimal(0), Decimal(9), 1)}, {}, values, asked) is None


def test_a_limit_gives_a_good_correction_that_is_not_called_the_best() -> None:
    values, bounds = total_of(12, {"p3": "1234567913", "p7": "1234567817"})
    for limits in ({"effort": 0}, {"tests": 1}, {"tests": 4}):
        found = corrected(values, bounds, **limits)
        assert not found.proved
        now = {**values, **found.changed}
        assert all(bound.holds(now) for bound in bounds if bound.excuse not in found.excused)


WEIGHTS = tuple(map(Decimal, ("1", "-1", "0.5", "-2", "0.7165", "-0.0301")))


@st.composite
def questions_of_rates(  # of whole steps any that satisfy the rows will do, and what is finer may cost less
    draw: st.DrawFn,
) -> tuple[dict[str, Variable], dict[str, Decimal], dict[str, int], list[Bound]]:
    keys = KEYS[:3]
    scale = draw(st.sampled_from([ONE, Decimal("0.01"), Decimal(1_000_000)]))
    steps = {key: scale * draw(st.sampled_from([ONE, Decimal("0.5")])) for key in keys}
    values = {key: step * draw(st.integers(0, MOST)) for key, step in steps.items()}
    costs = {key: draw(st.sampled_from([100, 102, 150])) for key in keys}
    free = {key: Variable(values[key], steps[key], Decimal(0), MOST * steps[key], costs[key]) for key in keys}
    excuses, bounds = {}, []
    for index in range(draw(st.integers(1, 3))):
        weights = {key: draw(st.sampled_from(WEIGHTS)) for key in keys if draw(st.booleans())}
        aim = sum((weight * steps[key] * draw(st.integers(0, MOST)) for key, weight in weights.items()), Decimal(0))
        slack = scale * draw(st.sampled_from([Decimal(0), Decimal("0.25"), ONE]))
        low, high = draw(st.sampled_from([(aim - slack, aim + slack), (aim - slack, None), (None, aim + slack)]))
        excuses[f"e{index}"] = 320
        bounds.append(Bound(weights, low, high, f"e{index}"))
    return free, values, excuses, bounds


def least_in_whole_steps(
    free: Mapping[str, Variable], values: Mapping[str, Decimal], excuses: Mapping[str, int], bounds: Sequence[Bound]
) -> int:
    """What the cheapest choice costs that whole steps are enough for, by trying all."""
    wholes = {key: [variable.step * count for count in range(MOST + 1)] for key, variable in free.items()}
    least = sum(excuses.values())
    for size in range(len(free) + 1):
        for chosen in combinations(free, size):
            for new in product(*(wholes[key] for key in chosen)):
                now = {**values, **dict(zip(chosen, new, strict=True))}
                excused = sum(excuses[bound.excuse] for bound in bounds if not bound.holds(now))
                least = min(least, excused + sum(free[key].cost for key in chosen))
    return least


@settings(max_examples=examples(100), deadline=None)
@given(questions_of_rates())
def test_rates_and_steps_of_any_size(
    question: tuple[dict[str, Variable], dict[str, Decimal], dict[str, int], list[Bound]],
) -> None:
    free, values, excuses, bounds = question
    found = least_correction(free, excuses, values, bounds)
    assert found is not None
    assert found.proved
    price = sum(free[key].cost for key in found.changed) + sum(excuses[excuse] for excuse in found.excused)
    now = {**values, **found.changed}

    assert price <= least_in_whole_steps(free, values, excuses, bounds)
    assert all(bound.holds(now) for bound in bounds if bound.excuse not in found.excused)
    assert all(free[key].low <= value <= free[key].high for key, value in found.changed.items())


def thirds(*, excuse: str = "e") -> tuple[dict[str, Variable], dict[str, Decimal], Bound]:
    """3a + 3b = 4: no parts of a step are a third, so that no whole steps and nothing finer does."""
    values = {"a": Decimal(1), "b": Decimal(1)}
    free = {key: Variable(value, ONE, Decimal(0), Decimal(9), 100) for key, value in values.items()}
    return free, values, Bound({"a": Decimal(3), "b": Decimal(3)}, Decimal(4), Decimal(4), excuse)


def test_what_no_steps_satisfy_is_excused() -> None:
    free, values, row = thirds()
    found = least_correction(free, {"e": 320}, values, [row])

    assert found is not None
    assert (found.proved, dict(found.changed), found.excused) == (True, {}, {"e"})
    assert least_correction(free, {}, values, [thirds(excuse="")[2]]) is None


def test_what_a_count_ended_is_not_called_proved(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whichever question it was that the solver did not answer."""
    values, bounds = total_of(3, {"p1": "1234567999"})
    assert corrected(values, bounds).proved
    monkeypatch.setattr(System, "solve", lambda _: (Ended.LIMIT, ()))
    assert not corrected(values, bounds).proved
    monkeypatch.undo()
    covers = Program.solve
    monkeypatch.setattr(
        Program,
        "solve",
        lambda program, **wanted: covers(program, **wanted) if wanted else Solution(Ended.LIMIT),
    )
    free, numbers, row = thirds()
    found = least_correction(free, {"e": 320}, numbers, [row])
    assert found is not None
    assert (found.proved, found.excused) == (False, {"e"})


@pytest.mark.parametrize("tests", range(1, 16))
def test_every_limit_gives_a_correction_and_enough_of_them_the_best(tests: int) -> None:
    """Two wrong numbers among 25, in thirteen rows, are found with a handful of trials."""
    values, bounds = total_of(12, {"p3": "1234567913", "p7": "1234567817"})
    found = corrected(values, bounds, tests=tests)
    now = {**values, **found.changed}

    assert all(bound.holds(now) for bound in bounds if bound.excuse not in found.excused)
    assert found.proved or tests < 8
    assert not found.proved or found.changed.keys() == {"p3", "p7"}
    assert 0 <= found.effort < 200


@pytest.mark.parametrize("seed", range(4))
def test_of_equally_cheap_corrections_the_digest_of_the_key_decides(seed: int) -> None:
    names = [f"n{index}" for index in range(9)]
    random.Random(seed).shuffle(names)
    values = dict.fromkeys(names, Decimal(5))
    found = corrected(values, [Bound(dict.fromkeys(names, ONE), Decimal(46), Decimal(46), "e")])

    assert list(found.changed) == [min(names, key=_preference)]


@pytest.mark.parametrize(("step", "low", "total"), [("1", 0, 33), ("0.5", 0, 33), ("2", 2, 42)])
def test_what_rounding_does_not_find_whole_steps_do(step: str, low: int, total: int) -> None:
    """3a + 7b + 2c, c being 5: neither a nor b alone, and of both no end of what is possible is a number with decimals."""
    values = {"a": ONE, "b": ONE, "c": Decimal(5)}
    free = {key: Variable(ONE, Decimal(step), Decimal(low), Decimal(9), 100) for key in ("a", "b")}
    row = Bound({"a": Decimal(3), "b": Decimal(7), "c": Decimal(2)}, Decimal(total), Decimal(total), "e")
    found = least_correction(free, {"e": 320}, values, [row])

    assert found is not None
    assert (found.proved, found.changed.keys(), found.excused) == (True, {"a", "b"}, frozenset())
    assert row.holds({**values, **found.changed})
    assert all(value % Decimal(step) == 0 and low <= value <= 9 for value in found.changed.values())


def test_multipliers_are_shares_of_the_greatest_and_dust_is_none() -> None:
    dust = Decimal("3e-9")
    assert list(_Trial._scaled([Decimal(4), Decimal(-2), Decimal("0.004"), dust, Decimal(0)])) == [
        ONE, Decimal("-0.5"), Decimal("0.001"), Decimal(0), Decimal(0),
    ]  # fmt: skip
    assert list(_Trial._scaled([Decimal("-1e-6"), Decimal(0)])) == [-ONE, Decimal(0)]
    assert list(_Trial._scaled([Decimal(0)])) == [Decimal(0)]


@pytest.mark.parametrize("tests", [0, 1])
def test_where_nothing_may_be_tried_nothing_is_proved(tests: int) -> None:
    values, bounds = total_of(2, {})
    found = corrected(values, bounds, tests=tests)

    assert (dict(found.changed), found.excused) == ({}, frozenset())
    assert not found.proved


@pytest.mark.parametrize(
    ("weights", "low", "high", "narrowed"),
    [
        ((ONE, -ONE), "1", "5", ("1", "5")),  # a sum
        ((Decimal(2), Decimal("0.5")), "1", "5", ("1.007", "4.993")),  # 2 and 0.5 of ten, in thousandths
        ((Decimal(2), Decimal("-0.5")), "1", None, ("1.007", None)),
        ((Decimal(2), Decimal("0.5")), None, "5", (None, "4.993")),
        ((Decimal(2), Decimal("0.5")), "1", "1.014", ("1.007", "1.007")),
        ((Decimal(2), Decimal("0.5")), "1", "1.0139", ("1", "1.0139")),  # nothing would be left of it
    ],
)
def test_a_rate_is_asked_without_its_edges(
    weights: tuple[Decimal, ...], low: str | None, high: str | None, narrowed: tuple[str | None, ...]
) -> None:
    ends = [None if end is None else Decimal(end) for end in (low, high)]
    found = _narrowed(SolverRow(dict(enumerate(weights)), *ends), [ONE, Decimal(10)])

    assert (found.low, found.high) == tuple(None if end is None else Decimal(end) for end in narrowed)


def tried(*bounds: Bound, most: int = 9) -> _Trial:
    """Two numbers that are 1, in steps of two, and one that is 5."""
    free = {key: Variable(ONE, Decimal(2), Decimal(0), Decimal(most), 100) for key in ("a", "b")}
    free["c"] = Variable(Decimal(5), ONE, Decimal(2), Decimal(30), 100)
    return _Trial(free, {"a": ONE, "b": ONE, "c": Decimal(5)}, bounds)


def test_a_number_changes_between_its_ends_and_is_rounded_to_steps_or_parts_of_them() -> None:
    trial, changes = tried(), [Decimal("5.3"), Decimal(0), Decimal("-1.6")]

    assert (trial._range("a"), trial._range("c")) == ((Decimal(-1), Decimal(8)), (Decimal(-3), Decimal(25)))
    assert trial._rounded(changes, {"a", "c", "sum"}, 1) == {"a": Decimal(6), "c": Decimal(3)}
    assert trial._rounded(changes, {"a", "c"}, 1000) == {"a": Decimal("6.3"), "c": Decimal("3.4")}


@pytest.mark.parametrize(("most", "lacking"), [(9, {"a"}), (3, set())])
def test_multipliers_of_rows_show_what_must_not_all_stay_as_it_is(most: int, lacking: set[str]) -> None:
    """a + c is at least 10 and 2c at most 12: twice the first less the second leaves 2a, whatever c is; a is too small, or can only be."""
    trial = tried(
        Bound({"a": ONE, "c": ONE}, Decimal(10), None, "e1"),
        Bound({"c": Decimal(2)}, None, Decimal(12), "e2"),
        most=most,
    )

    for multipliers in ([Decimal(2), Decimal(-1)], [Decimal(-2), Decimal(1)]):
        assert trial._contradiction(multipliers, {"c"}) == {"e1", "e2", *lacking}
        assert trial._contradiction(multipliers, {"c", "e1"}) is None, "what is excused is no row"
    assert trial._contradiction([Decimal(1), Decimal(0)], {"c"}) is None, "c may be anything up to 30"
    less = tried(Bound({"a": ONE, "c": ONE}, Decimal(7), None, "e1"), Bound({"c": Decimal(2)}, None, Decimal(11), "e2"))
    assert less._contradiction([Decimal(2), Decimal(-1)], {"c"}) == {"a", "e1", "e2"}, "half a unit is lacking"


def test_whole_steps_do_where_all_that_is_not_free_holds() -> None:
    twice = Bound({"c": Decimal(2)}, Decimal(12), Decimal(12), "e1")
    holds, fails = (tried(twice, Bound({"a": ONE}, Decimal(least), None, "e2")) for least in (1, 2))

    assert holds._in_whole_steps(frozenset({"c"})) is None
    assert holds.changed({"c"}) == {"c": Decimal(6)}
    assert fails._in_whole_steps(frozenset({"c"})) == {"a", "b", "e1", "e2"}
    assert fails._in_whole_steps(frozenset({"c", "e2"})) is None
    excused = tried(Bound({"a": ONE}, Decimal(2), None, "e2"), twice)
    assert excused._in_whole_steps(frozenset({"c", "e2"})) is None, "the rows behind one that is excused are asked for"


def test_whole_steps_are_taken_where_they_do_and_parts_of_them_else(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(System, "solve", lambda _: (Ended.PROVED, [Decimal("3.6"), Decimal(0), Decimal(0)]))
    for low, taken in (("4", "4"), ("4.2", "4.6")):
        trial = tried(Bound({"a": ONE}, Decimal(low), Decimal("5.2"), "e"))
        assert trial.conflict(frozenset({"a"})) is None
        assert trial.changed({"a"}) == {"a": Decimal(taken)}


def test_a_row_that_is_excused_keeps_no_other_from_parts_of_steps() -> None:
    trial = tried(Bound({"b": ONE}, Decimal(100), None, "e1"), Bound({"a": ONE}, Decimal("4.3"), Decimal("4.5"), "e2"))

    assert trial.conflict(frozenset({"a", "e1"})) is None
    assert Decimal("4.3") <= trial.changed({"a"})["a"] <= Decimal("4.5")
    assert trial.conflict(frozenset({"a"})) is not None


@pytest.mark.parametrize(("effort", "is_sought"), [(0, False), (1, True)])
def test_a_cover_is_sought_while_any_effort_is_left(effort: int, is_sought: bool) -> None:
    search = searched()
    search._conflicts = [frozenset({"a", "b"})]
    search._effort = effort

    assert search._cheapest() == (frozenset({"b"}) if is_sought else None)


def searched(tests: int = 400) -> _Search:
    """a + b should be 9, and either may be: one is dearer."""
    values = {"a": ONE, "b": ONE}
    free = {key: Variable(ONE, ONE, Decimal(0), Decimal(9), cost) for key, cost in (("a", 150), ("b", 100))}
    row = Bound(dict.fromkeys(values, ONE), Decimal(9), Decimal(9), "e")
    return _Search(free, {"e": 320}, values, [row], (50, tests))


def test_the_dearest_is_left_out_first() -> None:
    assert searched()._pruned(frozenset({"a", "b", "e"})) == {"b"}


def test_a_choice_that_is_not_enough_after_all_corrects_nothing_and_is_not_proved() -> None:
    search = searched()
    search._effort = 20

    assert search._correction(frozenset(), proved=True) == Correction({}, frozenset(), False, 30)
    assert search._correction(frozenset({"b"}), proved=True) == Correction({"b": Decimal(8)}, frozenset(), True, 30)


@pytest.mark.parametrize("tests", range(8))
def test_no_more_is_tried_than_was_allowed(tests: int) -> None:
    values, bounds = total_of(4, {"p1": "1234567991", "p3": "1234567817"})
    free = {key: Variable(value, ONE, Decimal(0), 2 * value, 100) for key, value in values.items()}
    search = _Search(free, {bound.excuse: 320 for bound in bounds}, values, bounds, (6000, tests))
    search.found()

    assert search._left >= 0
    assert not search._left or tests > 3, "and what was allowed is tried"


def test_the_cheapest_that_a_limit_left_unproved_is_not_called_so(monkeypatch: pytest.MonkeyPatch) -> None:
    solve = Program.solve
    values, bounds = total_of(3, {"p1": "1234567999"})
    monkeypatch.setattr(
        Program, "solve", lambda program, **wanted: replace(solve(program, **wanted), ended=Ended.LIMIT)
    )

    assert not corrected(values, bounds).proved
