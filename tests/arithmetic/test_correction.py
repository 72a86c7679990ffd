"""The least costly correction, against trying every choice."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from itertools import chain, combinations, product

from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from juesuan.arithmetic.correction import Bound, Correction, Variable, least_correction

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


@settings(max_examples=80, deadline=None)
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
