"""Where a verdict turns: the last difference that is still rounding, and the first that no longer is.

Asked of the rules of the register on whole documents, so that it holds of any engine.
"""

from __future__ import annotations

from decimal import Decimal

import pytest

from juesuan.checking.engine import outcomes
from juesuan.model import Band, Disclosure, Outcome, Severity, State
from juesuan.standard import builtin
from tests import made
from tests.contexts import context_of

Cells = dict[tuple[str, str], str]


def said(rule: str, document: Disclosure) -> list[Outcome]:
    """What a rule says where it applies."""
    applied = (State.PASS, State.WITHIN_ROUNDING, State.FAIL)
    return [outcome for outcome in outcomes(builtin().rules[rule], context_of(document)) if outcome.state in applied]


def total_off_by(cents: int, addends: int) -> Outcome:
    """公开02表 with a total of so many classes that is off by so many hundredths."""
    total = Decimal(3 * addends) + Decimal(cents).scaleb(-2)
    column: Cells = {("*", "C1"): f"{total:.2f}"} | {(f"{201 + row}", "C1"): "3.00" for row in range(addends)}
    (outcome,) = said("T02-02", made.disclosure({"T02": column}))
    return outcome


@pytest.mark.parametrize("sign", [1, -1])
@pytest.mark.parametrize(
    ("cents", "addends", "band"),
    [
        (0, 11, "pass"),
        (4, 11, "rounding"),  # 4σ of twelve numbers is 0.04 exactly: the limit is still rounding
        (5, 11, "improbable"),
        (6, 11, "improbable"),  # twelve halves are 0.06 exactly: the bound is still possible
        (7, 11, "error"),
        (6, 26, "rounding"),  # 4σ of twenty-seven is 0.06 exactly
        (7, 26, "improbable"),
        (13, 26, "improbable"),
        (14, 26, "error"),
        (1, 2, "rounding"),
        (2, 2, "error"),  # three halves are 0.015: the bound comes before 4σ
        (2, 3, "rounding"),  # four halves are 0.02, and so is nearly 4σ
        (3, 3, "error"),
    ],
)
def test_the_bands_of_a_sum_meet_at_four_sigma_and_at_the_bound(cents: int, addends: int, band: str, sign: int) -> None:
    outcome = total_off_by(sign * cents, addends)

    told = {
        "pass": (State.PASS, None, None),
        "rounding": (State.WITHIN_ROUNDING, None, None),
        "improbable": (State.FAIL, Band.UNLIKELY_ROUNDING, Severity.WARNING),
        "error": (State.FAIL, Band.ERROR, None),
    }[band]
    assert (outcome.state, outcome.band, outcome.severity) == told


def test_what_a_failure_allows_is_half_a_place_for_each_number() -> None:
    outcome = total_off_by(9, 11)

    assert (outcome.stated, outcome.expected) == (Decimal("33.09"), Decimal("33.00"))
    assert (outcome.difference, outcome.allowed) == (Decimal("0.09"), Decimal("0.060"))


@pytest.mark.parametrize(
    ("spent", "budget", "state"),
    [
        ("5.00", "5.00", State.PASS),
        ("4.99", "5.00", State.PASS),
        ("5.01", "5.00", State.WITHIN_ROUNDING),
        ("5.02", "5.00", State.FAIL),
        ("0.01", "0.00", State.FAIL),
    ],
)
def test_a_limit_is_exceeded_only_beyond_rounding_and_on_one_side(spent: str, budget: str, state: State) -> None:
    """三公: what is spent does not exceed what was planned; a budget of nothing is exact."""
    outcomes_ = said("T09-05", made.disclosure({"T09": {("*", "C1"): budget, ("*", "C7"): spent}}))

    assert [outcome.state for outcome in outcomes_] == [state]


@pytest.mark.parametrize(("spent", "state"), [("100.00", State.PASS), ("100.01", State.FAIL), ("99.99", State.FAIL)])
def test_an_identity_without_tolerance_knows_no_rounding(spent: str, state: State) -> None:
    tables: dict[str, Cells] = {"T01": {("L31", "C1"): "100.00", ("L62", "C2"): spent}}
    (outcome,) = said("T01-05", made.disclosure(tables))

    assert outcome.state is state
    assert state is State.PASS or outcome.band is Band.ERROR


# 01 of some places prints 财政拨款收入 and below it the three funds; of others one of the two.

FUNDS = {"L1": "4.00", "L2": "1.00", "L3": "0.50"}


def income(total: str, **lines: str) -> Disclosure:
    """公开01表 with these lines of income."""
    return made.disclosure({"T01": {("L27", "C1"): total, **{(line, "C1"): text for line, text in lines.items()}}})


@pytest.mark.parametrize(
    ("lines", "state"),
    [
        ({**FUNDS, "L8": "2.00"}, State.PASS),
        ({"LF": "5.50", "L8": "2.00"}, State.PASS),
        ({"LF": "5.50", **FUNDS, "L8": "2.00"}, State.PASS),
        ({"LF": "5.50", "L1": "4.00", "L8": "2.00"}, State.PASS),
        ({"LF": "6.50", **FUNDS, "L8": "2.00"}, State.FAIL),
        ({"LF": "5.50", **FUNDS, "L8": "3.00"}, State.FAIL),
    ],
)
def test_a_line_that_stands_for_others_counts_instead_of_them(lines: dict[str, str], state: State) -> None:
    """The three funds are never added to the line that is their sum, whether they are printed or not."""
    (outcome,) = said("T01-01", income("7.50", **lines))

    assert outcome.state is state


def test_of_which_lines_are_not_added() -> None:
    (outcome,) = said("T01-01", income("7.50", L5="5.50", L5S="3.00", L8="2.00", L8D="1.00"))

    assert outcome.state is State.PASS


# The same fact at two places: one unit in the last place is a tail, more is an error.


@pytest.mark.parametrize(
    ("first", "second", "state", "band"),
    [
        ("3878.84", "3878.84", State.PASS, None),
        ("3878.84", "3878.85", State.FAIL, Band.COPY_TAIL),
        ("3878.85", "3878.84", State.FAIL, Band.COPY_TAIL),
        ("3878.84", "3878.86", State.FAIL, Band.ERROR),
        ("0.01", "0.02", State.FAIL, Band.COPY_TAIL),
        ("0.00", "0.01", State.FAIL, Band.ERROR),
    ],
)
def test_a_copy_is_off_by_one_in_the_last_place_or_wrong(
    first: str, second: str, state: State, band: Band | None
) -> None:
    tables: dict[str, Cells] = {
        "T01": {("L27", "C1"): first, ("L1", "C1"): "1.00"},
        "T02": {("*", "C1"): second, ("201", "C1"): second},
    }
    (outcome,) = said("X-01", made.disclosure(tables))

    assert (outcome.state, outcome.band) == (state, band)
