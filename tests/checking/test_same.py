"""The same fact at two places."""

from __future__ import annotations

from juesuan.arithmetic.assertion import Copies
from juesuan.checking.same import same_outcomes
from juesuan.model import Band, FormReading, Outcome, Severity, State
from tests import made
from tests.assertions import assertion
from tests.contexts import context_of


def judged(expression: str, *parts: object, **changes: object) -> list[Outcome]:
    body = assertion(expression).body
    assert isinstance(body, Copies)
    return list(same_outcomes(body, context_of(made.disclosure(*parts, **changes))))  # type: ignore[arg-type]


def two_tables(first: str, second: str) -> dict[str, dict[tuple[str, str], str]]:
    return {"T01": {("L27", "C1"): first, ("L1", "C1"): "1.00"}, "T02": {("*", "C1"): second}}


def test_agreement_passes() -> None:
    assert [o.state for o in judged("T01 ~ T02 : income", two_tables("5.00", "5.00"))] == [State.PASS]


def test_one_unit_in_the_last_place_is_a_copy_tail() -> None:
    (outcome,) = judged("T01 ~ T02 : income", two_tables("3878.84", "3878.85"))

    assert (outcome.state, outcome.band, outcome.severity) == (State.FAIL, Band.COPY_TAIL, Severity.WARNING)


def test_more_is_an_error() -> None:
    (outcome,) = judged("T01 ~ T02 : income", two_tables("3878.84", "3879.84"))

    assert outcome.band is Band.ERROR
    assert "1.00" in outcome.message


def test_a_zero_is_no_rounded_number() -> None:
    (outcome,) = judged("T01 ~ T02 : income", two_tables("0.00", "0.01"))

    assert outcome.band is Band.ERROR


def test_prose_against_table_in_another_unit() -> None:
    prose = (made.statement("N02#income", "income", "50000.00", "N02", unit=made.Unit.YUAN),)
    (outcome,) = judged("N02 ~ T02 : income", {"T02": {("*", "C1"): "5.00"}}, prose)

    assert outcome.state is State.PASS


def test_dropped_zeros_are_not_rounding() -> None:
    prose = (made.statement("N02#income", "income", "5", "N02"),)
    (outcome,) = judged("N02 ~ T02 : income", {"T02": {("*", "C1"): "5.30", ("201", "C1"): "5.30"}}, prose)

    assert outcome.band is Band.ERROR


def test_code_without_row_in_a_fully_read_form_is_a_contradiction() -> None:
    tables = {"T01": {("L37", "C2"): "9.00"}, "T03": {("*", "C1"): "9.00", ("208", "C1"): "9.00"}}
    (outcome,) = judged("T01 ~ T03 : spend[function=*]", tables)

    assert outcome.state is State.FAIL
    assert "206" in outcome.message


def test_the_outvoted_value_is_suspected() -> None:
    prose = (made.statement("N02#income", "income", "5.00", "N02"),)
    (outcome,) = judged("T01 ~ T02 : income", two_tables("5.00", "5.01"), prose)

    assert outcome.suspects[0].term == 1
    assert outcome.suspects[0].suggestion == "5.00"


def test_absent_form_is_undecidable() -> None:
    readings = (FormReading("T01", "", "read"), FormReading("T02", "收入决算表", "unreadable"))
    (outcome,) = judged("T01 ~ T02 : income", {"T01": {("L27", "C1"): "5.00"}}, readings=readings)

    assert outcome.state is State.UNDECIDABLE


def test_pairs_that_no_rule_names_are_confronted_too() -> None:
    prose = (made.statement("N10#spend", "spend[nature=basic]", "9.00", "N10"),)
    (outcome,) = judged("T* ~ * : *", {"T03": {("*", "C2"): "5.00"}}, prose)

    assert outcome.state is State.FAIL
