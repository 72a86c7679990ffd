"""The same fact at two places."""

from __future__ import annotations

from decimal import Decimal

import pytest
from msgspec.structs import replace

from juesuan.arithmetic.assertion import Copies
from juesuan.checking.same import compare, same_outcomes
from juesuan.model import Band, Doubtful, FormReading, Outcome, Severity, State, Unit
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


def test_what_a_difference_says() -> None:
    (outcome,) = judged("T01 ~ T02 : income", two_tables("7.00", "5.00"))

    assert [term.sign for term in outcome.terms] == [1, -1]
    assert (outcome.stated, outcome.expected, outcome.difference, outcome.allowed) == (
        Decimal(7),
        Decimal(5),
        Decimal(2),
        Decimal(0),
    )
    assert outcome.equation == "收入支出决算总表 L27 C1 7.00 = 收入决算表 * C1 5.00"
    assert outcome.suspects == ()


@pytest.mark.parametrize(("first", "second"), [("", "5.00"), ("5.00", "")])
def test_what_is_blank_is_told_as_such(first: str, second: str) -> None:
    (outcome,) = judged("T01 ~ T02 : income", two_tables(first, second))

    assert outcome.equation == f"收入支出决算总表 L27 C1 {first or '空'} = 收入决算表 * C1 {second or '空'}"


def test_only_the_facts_and_places_that_are_named_are_compared() -> None:
    tables = {
        "T01": {("LF", "C1"): "4.00", ("L27", "C1"): "5.00"},
        "T02": {("*", "C2"): "3.00", ("*", "C1"): "6.00"},
    }
    prose = (made.statement("N02#income", "income", "7.00", "N02"),)

    (outcome,) = judged("T01 ~ T02 : income", tables)
    assert (outcome.stated, outcome.expected) == (Decimal(5), Decimal(6))
    (outcome,) = judged("T01 ~ N02 : income", tables, prose)
    assert (outcome.stated, outcome.expected) == (Decimal(5), Decimal(7))
    (outcome,) = judged("T01 ~ N10 : income", tables, prose)
    assert outcome.state is State.NOT_APPLICABLE


def test_pairs_that_a_rule_names_are_left_to_it() -> None:
    prose = (made.statement("N10#income", "income", "7.00", "N10"),)
    found = judged("T* ~ * : *", two_tables("5.00", "6.00"), prose)

    assert [(outcome.stated, outcome.expected) for outcome in found] == [
        (Decimal(5), Decimal(7)),
        (Decimal(6), Decimal(7)),
    ]


@pytest.mark.parametrize("which", [0, 1])
def test_what_may_be_another_column_is_not_compared(which: int) -> None:
    pair = [made.statement(name, "income", text, "N02") for name, text in (("a", "5.00"), ("b", "6.00"))]
    pair[which] = replace(pair[which], certainty=Doubtful(""))
    outcome = compare(pair[0], pair[1], context_of(made.disclosure()))

    assert (outcome.state, outcome.reason) == (State.UNDECIDABLE, f"{'ab'[which]}：是哪个数未能确定")


@pytest.mark.parametrize("units", [(Unit.NONE, Unit.POINTS), (Unit.POINTS, Unit.NONE)])
def test_of_a_bare_number_the_other_says_the_unit(units: tuple[Unit, Unit]) -> None:
    one, other = (
        made.statement(name, "score", text, "N13", unit=unit)
        for name, text, unit in zip("ab", ("98.5", "99.5"), units, strict=True)
    )
    one, other = (
        replace(statement, amount=made.amount(statement.amount.raw, unit))
        for statement, unit in zip((one, other), units, strict=True)
    )
    outcome = compare(one, other, context_of(made.disclosure()))

    assert outcome.message == "“a”为 98.5 分，“b”为 99.5 分，同一数据应一致，相差 1.00 分。"


@pytest.mark.parametrize(("values", "loser"), [(("5.01", "5.00", "5.00"), 0), (("5.00", "5.01", "5.00"), 1)])
def test_the_value_that_fewer_places_share_is_suspected_by_its_share(values: tuple[str, ...], loser: int) -> None:
    group = tuple(made.statement(name, "income", text, "N02") for name, text in zip("abc", values, strict=True))
    outcome = compare(group[0], group[1], context_of(made.disclosure()), group)

    assert [(suspect.term, suspect.suggestion, suspect.probability) for suspect in outcome.suspects] == [
        (loser, "5.00", Decimal("0.67"))
    ]
    assert compare(group[0], group[1], context_of(made.disclosure()), group[:2]).suspects == ()


# A code that stands at one place, and has no row at the other.

CLASSES = {"T01": {("L36", "C2"): "2.00", ("L37", "C2"): "9.00"}}


def without_row(
    expression: str, form: dict[tuple[str, str], str], state: str = "read", **more: object
) -> list[Outcome]:
    """What is said where 01 has the classes 205 and 206, and 03 these cells."""
    readings = (FormReading("T01", "", "read"), FormReading("T03", "", state))
    return judged(expression, {**CLASSES, "T03": form}, readings=readings, **more)


@pytest.mark.parametrize("expression", ["T01 ~ T03 : spend[function=206]", "T03 ~ T01 : spend[function=206]"])
def test_a_code_without_a_row_is_told_from_either_side(expression: str) -> None:
    (outcome,) = without_row(expression, {("208", "C1"): "9.00", ("*", "C1"): "9.00"})

    assert (outcome.state, outcome.band) == (State.FAIL, Band.ERROR)
    assert [term.sign for term in outcome.terms] == [1, -1]
    assert (outcome.stated, outcome.expected, outcome.difference, outcome.allowed) == (
        Decimal(9),
        Decimal(0),
        Decimal(9),
        Decimal(0),
    )


@pytest.mark.parametrize(
    ("expression", "form", "state"),
    [
        ("T01 ~ T03 : spend[function=206]", {("208", "C1"): "9.00", ("*", "C1"): "9.00"}, "partial"),
        ("T01 ~ T03 : spend[function=207]", {("208", "C1"): "9.00", ("*", "C1"): "9.00"}, "read"),
        ("T01 ~ T03 : spend[function=206]", {("208", "C2"): "9.00", ("*", "C2"): "9.00"}, "read"),
        ("T01 ~ T03 : spend[function=206]", {("206", "C2"): "9.00", ("*", "C1"): "9.00"}, "read"),
    ],
)
def test_what_was_not_read_not_asked_for_or_has_its_row_is_no_contradiction(
    expression: str, form: dict[tuple[str, str], str], state: str
) -> None:
    """A form of which not all was read; another code; a form without the column; a row that prints another column."""
    assert [outcome.state for outcome in without_row(expression, form, state)] == [State.NOT_APPLICABLE]


def test_a_code_that_has_its_row_does_not_hide_one_that_has_none() -> None:
    (outcome,) = without_row("T01 ~ T03 : spend[function=*]", {("205", "C2"): "1.00", ("*", "C1"): "9.00"})

    assert "没有 206 科目" in outcome.message


def test_a_total_a_zero_and_what_states_no_fact_have_no_row() -> None:
    tables = {
        "T01": {("L58", "C2"): "9.00", ("L36", "C2"): "0.00", ("L37", "C2"): "9.00"},
        "T03": {("208", "C1"): "9.00", ("*", "C2"): "1.00", ("*", "C1"): ""},
    }
    (outcome,) = [o for o in judged("T01 ~ T03 : spend[function=*]", tables) if o.state is State.FAIL]
    assert "没有 206 科目" in outcome.message
    odd = replace(made.statement("N03#odd", "spend", "9.00", "N03"), fact=None)
    named = made.statement("N03#206", "spend[function=206]", "9.00", "N03")
    form = {"T03": {("208", "C1"): "9.00", ("*", "C1"): "9.00"}}
    (outcome,) = judged("N03 ~ T03 : spend[function=*]", form, (odd, named))
    assert "没有 206 科目" in outcome.message
    whole = {"T01": {("L58", "C2"): "9.00"}, "T03": {("208", "C1"): "9.00"}}
    assert [outcome.state for outcome in judged("T01 ~ T03 : spend", whole)] == [State.NOT_APPLICABLE]
