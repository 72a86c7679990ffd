"""Linear identities: the three bands, quantifiers, what is not printed and what could not be read."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from juesuan.model import Band, FormReading, Outcome, Passage, Place, Section, Severity, State, Unit
from tests import assertions, made

_TOTAL = "total[side=income] = income + nonfiscal_surplus_used + balance[at=opening]"


def judged(text: str, tables: dict[str, dict[tuple[str, str], str]], scope: str = "") -> list[Outcome]:
    return assertions.judged(text, made.disclosure(tables), scope)


def column(*values: str) -> dict[tuple[str, str], str]:
    """公开02表 with a total row and one row per further value."""
    keys = ["*", *(f"{201 + index}" for index in range(len(values) - 1))]
    return {(key, "C1"): value for key, value in zip(keys, values, strict=True)}


def test_exact_sum_passes() -> None:
    (outcome,) = judged("income[..] by function@T02", {"T02": column("3.00", "1.00", "2.00")})

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
    (outcome,) = judged("income[..] by function@T02", {"T02": column(total, *["3.00"] * 20)})

    assert (outcome.state, outcome.band) == (state, band)
    if band is Band.UNLIKELY_ROUNDING:
        assert outcome.severity is Severity.WARNING


def test_zeros_of_rows_that_print_next_to_nothing_are_rounded() -> None:
    """Two amounts of 30 yuan make 0.01万元; a row without any amount would not be there. Of a larger row a zero is nothing."""
    traces = {"2060301": "0.00", "2060302": "0.00", "20603": "0.01"}
    (outcome,) = judged(
        "income[function=section,..] by function@T02", {"T02": {(code, "C1"): v for code, v in traces.items()}}
    )
    assert outcome.state is State.WITHIN_ROUNDING

    rows = [("*", "0.02"), ("201", "0.00"), ("202", "0.00")]
    cells = {(row, "C1"): value for row, value in rows} | {(row, "C2"): "7.00" for row, _ in rows}
    (outcome,) = judged("spend by function@T03", {"T03": cells})
    assert outcome.state is State.FAIL


def test_exact_tolerance_knows_no_rounding() -> None:
    tables = {"T01": {("L31", "C1"): "4846.49", ("L62", "C2"): "4846.48"}}
    (outcome,) = judged("total[side=income] == total[side=spend]", tables, "T01")

    assert outcome.band is Band.ERROR


def test_each_row_is_an_instance() -> None:
    cells = {("*", "C1"): "3.00", ("*", "C2"): "3.00", ("201", "C1"): "3.00", ("201", "C2"): "2.00"}
    states = [outcome.state for outcome in judged("spend[..] by nature@T03", {"T03": cells})]

    assert states == [State.PASS, State.FAIL]


def test_children_are_the_next_printed_level() -> None:
    cells = {("206", "C1"): "9.00", ("20603", "C1"): "9.00", ("2060301", "C1"): "4.00", ("2060399", "C1"): "5.00"}

    assert [o.state for o in judged("spend[function=class] by function@T03", {"T03": cells})] == [State.PASS]
    assert [o.state for o in judged("spend[function=section] by function@T03", {"T03": cells})] == [State.PASS]


def test_rows_that_the_layout_does_not_print_are_left_out() -> None:
    tables = {"T01": {("L27", "C1"): "5.00", ("L29", "C1"): "1.00", ("L31", "C1"): "6.00"}}

    assert [o.state for o in judged(_TOTAL, tables, "T01")] == [State.PASS]


def test_absent_form_is_undecidable_with_its_name() -> None:
    readings = (FormReading("T05", "", "read"), FormReading("T06", "基本支出决算表", "absent"))
    document = made.disclosure({"T05": {("*", "C2"): "1.00"}}, readings=readings)
    basic = "spend[fund=gpb,nature=basic]@T05 = spend[fund=gpb,economic=personnel,nature=basic]@T06"
    (outcome,) = assertions.judged(basic, document)

    assert outcome.state is State.UNDECIDABLE
    assert "基本支出决算表" in outcome.reason


def test_without_performance_forms_nothing_is_asked_of_them() -> None:
    (outcome,) = judged("spend[source=own]@PO = spend@T01 - spend[fund=fiscal]@T04", {"T01": {("L58", "C2"): "3.00"}})

    assert outcome.state is State.NOT_APPLICABLE


def test_of_prose_that_says_nothing_of_the_kind_no_row_is_missed() -> None:
    """A layout has no rows of prose: the section is not there, or says nothing of the kind."""
    section = Section("N02", "二、收入决算情况说明", Place(), Passage("收入合计5.00万元。"))
    for sections, reason in (((), "没有相应的文字说明"), ((section,), "文字说明中没有此类表述")):
        (outcome,) = assertions.judged("income by origin 2", made.disclosure(sections=sections), "N02")
        assert (outcome.state, outcome.reason) == (State.NOT_APPLICABLE, reason)


def test_form_that_the_layout_does_not_have_is_left_out() -> None:
    tables = {"T04": {("L59", "C2"): "3.00"}, "T05": {("*", "C1"): "3.00"}}

    assert [o.state for o in judged("spend[fund=fiscal]@T04 = spend[fund=gpb]@T05 + spend[fund=sc]@T08", tables)] == [
        State.PASS
    ]


def test_cell_that_is_no_number_is_undecidable() -> None:
    tables = {"T01": {("L27", "C1"): "XX", ("L1", "C1"): "1.00"}}
    (outcome,) = judged("income by origin@T01", tables)

    assert outcome.state is State.UNDECIDABLE
    assert "XX" in outcome.reason


def test_missing_trailing_zeros_do_not_widen_the_interval() -> None:
    """``2371`` in a table of two-decimal amounts is 2371.00."""
    cells = column("2400.30", "2371", "29.00", "0.00", "0.00")
    (outcome,) = judged("income[..] by function@T02", {"T02": cells})

    assert outcome.band is Band.ERROR


def test_inequality_fails_only_beyond_its_bound() -> None:
    tables = {"T05": {("2010101", "C1"): "5.00"}, "T03": {("2010101", "C1"): "4.00"}}
    (outcome,) = judged("spend[fund=gpb,function=?f:code]@T05 <= spend[function=?f]@T03", tables)

    assert outcome.state is State.FAIL
    assert "不应大于" in outcome.message


def test_parts_are_those_of_the_nearest_printed_whole() -> None:
    """An item whose 款 is not printed is part of its 类, beside the 款 that are."""
    cells = {("206", "C1"): "9.00", ("20603", "C1"): "4.00", ("2060301", "C1"): "4.00", ("2069901", "C1"): "5.00"}

    assert [o.state for o in judged("spend[function=class] by function@T03", {"T03": cells})] == [State.PASS]


def test_an_unread_row_excuses_only_what_lists_parts() -> None:
    """收入总计＝支出总计 fails whatever else could not be read; the sum of the classes may lack the row that was not."""
    cells = {("L31", "C1"): "5.00", ("L62", "C2"): "6.00", ("L58", "C2"): "6.00", ("L32", "C2"): "2.00"}
    read = made.disclosure({"T01": cells})
    unread = replace(read, tables={"T01": replace(read.tables["T01"], unknown=("某种支出",))})

    for document, sums in ((read, State.FAIL), (unread, State.UNDECIDABLE)):
        assert [o.state for o in assertions.judged("spend by function", document, "T01")] == [sums]
        totals = assertions.judged("total[side=income] == total[side=spend]", document, "T01")
        assert [o.state for o in totals] == [State.FAIL]


def test_an_unread_column_excuses_only_sums_over_columns() -> None:
    cells = {("*", "C1"): "5.00", ("*", "C2"): "2.00", ("206", "C1"): "4.00", ("206", "C2"): "2.00"}
    read = made.disclosure({"T03": cells})
    by = {"nature": State.UNDECIDABLE, "function": State.FAIL}

    for columns, turned in ((("某种支出",), False), ((), True)):
        table = replace(read.tables["T03"], unknown=("某种支出",), unknown_columns=columns)
        for partition, state in by.items():
            (wanted,) = set(by.values()) - {state} if turned else {state}
            found = assertions.judged(f"spend by {partition}@T03", replace(read, tables={"T03": table}))
            assert [outcome.state for outcome in found] == [wanted]


def test_an_unread_row_may_be_the_term_that_is_not_there() -> None:
    cells = {("L27", "C1"): "5.00", ("L29", "C1"): "1.00", ("L31", "C1"): "9.00"}
    lacking = made.disclosure({"T01": cells})
    whole = made.disclosure({"T01": {**cells, ("L28", "C1"): "1.00"}})

    for document, state in ((lacking, State.UNDECIDABLE), (whole, State.FAIL)):
        unread = replace(document, tables={"T01": replace(document.tables["T01"], unknown=("某种结余",))})
        assert [o.state for o in assertions.judged(_TOTAL, unread, "T01")] == [state]


def test_constants_guards_and_alternatives() -> None:
    tables = {"T01": {("L27", "C1"): "5.00", ("L58", "C2"): "5.00", ("L29", "C1"): "-1.00", ("L60", "C2"): "0.00"}}

    assert [o.state for o in judged("*[..] >= 0", tables, "T01")].count(State.FAIL) == 1
    assert [o.state for o in judged("income != 0", tables, "T01")] == [State.PASS]
    assert [o.state for o in judged("balance[at=opening] = 0 where income = spend", tables, "T01")] == [State.FAIL]
    assert [o.state for o in judged("balance[at=opening] = 0 where income = 0", tables, "T01")] == [
        State.NOT_APPLICABLE
    ]
    either = "balance[at=opening] = 0 or balance[at=closing] = 0"
    assert [o.state for o in judged(either, tables, "T01")] == [State.PASS]


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (
            "income = spend + balance[at=closing]",
            "“收入支出决算总表 L27 C1”为 5.00 万元，应等于 2 项之和 3.00 万元，相差 2.00 万元（四舍五入最多允许 0.015）。",
        ),
        (
            "spend = income",
            "“收入支出决算总表 L58 C2”为 2.00 万元，应等于“收入支出决算总表 L27 C1” 5.00 万元，"
            "相差 3.00 万元（四舍五入最多允许 0.01）。",
        ),
    ],
)
def test_what_a_failure_says(text: str, says: str) -> None:
    tables = {"T01": {("L27", "C1"): "5.00", ("L58", "C2"): "2.00", ("L60", "C2"): "1.00"}}
    (outcome,) = judged(text, tables, "T01")
    assert outcome.message == says


def test_what_a_failure_of_counts_says_is_in_their_unit() -> None:
    fleet = [("vehicles", "4"), ("vehicles[item=leader]", "1"), ("vehicles[item=other]", "2")]
    prose = tuple(
        replace(made.statement(f"s{index}", fact, "0", "N12"), amount=made.amount(count, Unit.COUNT))
        for index, (fact, count) in enumerate(fleet)
    )
    (outcome,) = assertions.judged("vehicles by item", made.disclosure(prose=prose), "N12")
    assert outcome.message == "“s0”为 4 个，应等于 2 项之和 3 个，相差 1 个。"


@pytest.mark.parametrize(
    ("code", "amount", "state"),
    [
        ("30298", "2.00", State.UNDECIDABLE),
        ("30298", "0.00", State.FAIL),
        ("30298", "", State.FAIL),
        ("31098", "2.00", State.FAIL),
    ],
)
def test_a_sum_with_an_account_that_the_form_does_not_know_is_not_decided(code: str, amount: str, state: State) -> None:
    """A row whose code nobody knows says nothing of its neighbours, unless it is blank or its code stands under another one."""
    cells = {("302", "C1"): "9.00", ("30201", "C1"): "3.00", ("30202", "C1"): "4.00", (code, "C1"): amount}
    found = judged("spend[fund=gpb,economic=302,nature=basic] by economic@T06", {"T06": cells})

    assert [outcome.state for outcome in found] == [state]
