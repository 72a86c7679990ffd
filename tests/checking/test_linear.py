"""Linear identities: the three bands, quantifiers, what is not printed and what could not be read."""

from __future__ import annotations

import pytest

from juesuan.checking.context import Context
from juesuan.checking.linear import instances, judge
from juesuan.model import Band, FormReading, Outcome, Severity, State
from juesuan.standard.expression import ExpressionError, parse
from tests import made


def judged(expression: str, tables: dict[str, dict[tuple[str, str], str]], *, exact: bool = False) -> list[Outcome]:
    context = Context(made.disclosure(tables))
    return [judge(instance, context, exact=exact) for instance in instances(parse(expression), context)]


def column(*values: str) -> dict[tuple[str, str], str]:
    """公开02表 with a total row and one row per further value."""
    keys = ["*", *(f"{201 + index}" for index in range(len(values) - 1))]
    return {(key, "C1"): value for key, value in zip(keys, values, strict=True)}


def test_exact_sum_passes() -> None:
    (outcome,) = judged("T02[*].col = sum(T02[class].col)", {"T02": column("3.00", "1.00", "2.00")})

    assert outcome.state is State.PASS
    assert len(outcome.terms) == 3


@pytest.mark.parametrize(
    ("total", "state", "band"),
    [
        ("60.00", State.PASS, None),
        ("60.02", State.WITHIN_ROUNDING, None),
        ("60.08", State.FAIL, Band.UNLIKELY_ROUNDING),
        ("60.20", State.FAIL, Band.ERROR),
    ],
)
def test_bands_of_a_twenty_row_total(total: str, state: State, band: Band | None) -> None:
    """Twenty addends of two decimals: σ = 0.013, 4σ = 0.053, bound = 0.105."""
    (outcome,) = judged("T02[*].col = sum(T02[class].col)", {"T02": column(total, *["3.00"] * 20)})

    assert (outcome.state, outcome.band) == (state, band)
    if band is Band.UNLIKELY_ROUNDING:
        assert outcome.severity is Severity.WARNING


def test_zeros_of_rows_that_print_next_to_nothing_are_rounded() -> None:
    """Two amounts of 30 yuan make 0.01万元; a row without any amount would not be there. Of a larger row a zero is nothing."""
    traces = {"2060301": "0.00", "2060302": "0.00", "20603": "0.01"}
    (outcome,) = judged(
        "T02[section].C1 = sum(T02[children].C1)", {"T02": {(code, "C1"): v for code, v in traces.items()}}
    )
    assert outcome.state is State.WITHIN_ROUNDING

    rows = [("*", "0.02"), ("201", "0.00"), ("202", "0.00")]
    cells = {(row, "C1"): value for row, value in rows} | {(row, "C2"): "7.00" for row, _ in rows}
    (outcome,) = judged("T03[*].C1 = sum(T03[class].C1)", {"T03": cells})
    assert outcome.state is State.FAIL


def test_exact_tolerance_knows_no_rounding() -> None:
    tables = {"T01": {("L31", "C1"): "4846.49", ("L62", "C2"): "4846.48"}}
    (outcome,) = judged("T01.L31 = T01.L62", tables, exact=True)

    assert outcome.band is Band.ERROR


def test_each_row_is_an_instance() -> None:
    cells = {("*", "C1"): "3.00", ("*", "C2"): "3.00", ("201", "C1"): "3.00", ("201", "C2"): "2.00"}
    states = [outcome.state for outcome in judged("T03[row].C1 = sum(T03[row].C2:C6)", {"T03": cells})]

    assert states == [State.PASS, State.FAIL]


def test_children_are_the_next_printed_level() -> None:
    cells = {("206", "C1"): "9.00", ("20603", "C1"): "9.00", ("2060301", "C1"): "4.00", ("2060399", "C1"): "5.00"}

    assert [o.state for o in judged("T03[class].col = sum(T03[children].col)", {"T03": cells})] == [State.PASS]
    assert [o.state for o in judged("T03[section].col = sum(T03[children].col)", {"T03": cells})] == [State.PASS]


def test_rows_that_the_layout_does_not_print_are_left_out() -> None:
    tables = {"T01": {("L27", "C1"): "5.00", ("L29", "C1"): "1.00", ("L31", "C1"): "6.00"}}

    assert [o.state for o in judged("T01.L31 = T01.L27 + T01.L28 + T01.L29", tables)] == [State.PASS]


def test_absent_form_is_undecidable_with_its_name() -> None:
    readings = (FormReading("T05", "", "read"), FormReading("T06", "基本支出决算表", "absent"))
    context = Context(made.disclosure({"T05": {("*", "C2"): "1.00"}}, readings=readings))
    (instance,) = instances(parse("T05[*].C2 = T06.personnel + T06.operating"), context)
    outcome = judge(instance, context)

    assert outcome.state is State.UNDECIDABLE
    assert "基本支出决算表" in outcome.reason


def test_without_performance_forms_nothing_is_asked_of_them() -> None:
    (outcome,) = judged("PO[own].executed = T01.L58 - T04.L59.C2", {"T01": {("L58", "C2"): "3.00"}})

    assert outcome.state is State.NOT_APPLICABLE


def test_form_that_the_layout_does_not_have_is_left_out() -> None:
    tables = {"T04": {("L59", "C2"): "3.00"}, "T05": {("*", "C1"): "3.00"}}

    assert [o.state for o in judged("T04.L59.C2 = T05[*].C1 + T08[*].C3", tables)] == [State.PASS]


def test_cell_that_is_no_number_is_undecidable() -> None:
    tables = {"T01": {("L27", "C1"): "XX", ("L1", "C1"): "1.00"}}
    (outcome,) = judged("T01.L27 = sum(T01.L1:L8)", tables)

    assert outcome.state is State.UNDECIDABLE
    assert "XX" in outcome.reason


def test_missing_trailing_zeros_do_not_widen_the_interval() -> None:
    """``2371`` in a table of two-decimal amounts is 2371.00."""
    cells = column("2400.30", "2371", "29.00", "0.00", "0.00")
    (outcome,) = judged("T02[*].col = sum(T02[class].col)", {"T02": cells})

    assert outcome.band is Band.ERROR


def test_inequality_fails_only_beyond_its_bound() -> None:
    tables = {"T05": {("2010101", "C1"): "5.00"}, "T03": {("2010101", "C1"): "4.00"}}
    (outcome,) = judged("T05[code].C1 <= T03[code].C1", tables)

    assert outcome.state is State.FAIL
    assert "不应大于" in outcome.message


@pytest.mark.parametrize(
    "text", ["T01.L27", "T01.L27 = ", "= T01.L27", "T01.L27 = sum(T01.L1", "T01.L1.C1.C2 = T01.L2"]
)
def test_nonsense_is_refused(text: str) -> None:
    with pytest.raises(ExpressionError):
        parse(text)
