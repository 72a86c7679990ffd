"""Code rules of one table, of pairs of tables and of years: for each a disclosure on which it fails and one on which it passes."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from msgspec.structs import replace

from juesuan.model import Disclosure, Place, Severity, State
from tests import made
from tests.checking.judging import failures, said
from tests.contexts import context_of

Tables = dict[str, dict[tuple[str, str], str]]


def codes(*rows: tuple[str, ...], columns: tuple[str, ...] = ("C1", "C2", "C3")) -> dict[tuple[str, str], str]:
    """A code form from rows of (code, cell, cell, …)."""
    return {(row[0], column): cell for row in rows for column, cell in zip(columns, row[1:], strict=False)}


TREE = codes(("*", "9.00", "4.00", "5.00"), ("206", "9.00", "4.00", "5.00"), ("20603", "9.00", "4.00", "5.00"))
WHOLE = {**TREE, **codes(("2060399", "9.00", "4.00", "5.00"))}
ONE_ITEM = codes(("*", "1.00"), ("206", "1.00"), ("20603", "1.00"), ("2060399", "1.00"))
BALANCED: Tables = {
    "T01": {("L29", "C1"): "0.00", ("L60", "C2"): "0.00"},
    "T02": codes(("*", "9.00", "9.00"), ("2060399", "9.00", "9.00")),
    "T03": codes(("*", "9.00", "4.00", "5.00"), ("2060399", "9.00", "4.00", "5.00")),
    "T04": {("L28", "C1"): "0.00", ("L60", "C2"): "0.00"},
    "T05": codes(("*", "9.00", "4.00", "5.00"), ("2060399", "9.00", "4.00", "5.00")),
}

# rule: (tables on which it fails, tables on which it passes)
CASES: Mapping[str, tuple[Tables, Tables]] = {
    "T01-07": (
        {"T01": {("L28", "C1"): "2.00", ("L27", "C1"): "9.00", ("L58", "C2"): "5.00", ("L59", "C2"): "0.00"}},
        {"T01": {("L28", "C1"): "2.00", ("L27", "C1"): "3.00", ("L58", "C2"): "5.00"}},
    ),
    "T01-09": ({"T01": {("L8", "C1"): "-3.00"}}, {"T01": {("L8", "C1"): "3.00", ("L29", "C1"): "-1.00"}}),
    "T01-10": (
        {"T01": {("L2", "C1"): "1.00", ("L1", "C1"): "1.00"}},
        {"T01": {("L1", "C1"): "1.00", ("L2", "C1"): "1.00"}},
    ),
    "T01-11": (
        {"T01": {("L29", "C1"): "7.00", ("L60", "C2"): "7.00", ("L27", "C1"): "9.00", ("L58", "C2"): "9.00"}},
        {"T01": {("L29", "C1"): "7.00", ("L60", "C2"): "6.00", ("L27", "C1"): "9.00", ("L58", "C2"): "9.00"}},
    ),
    "T01-12": ({"T01": {("L31", "C1"): "0.00"}}, {"T01": {("L31", "C1"): "5.00", ("L62", "C2"): "5.00"}}),
    "T02-05": ({"T02": codes(("206", "1.00"), ("2060399", "1.00"))}, {"T02": ONE_ITEM}),
    "T03-05": ({"T03": codes(("206", "1.00"), ("2060399", "1.00"))}, {"T03": ONE_ITEM}),
    "T05-05": (
        {
            "T05": codes(
                ("2060399", "1.00"),
            )
        },
        {"T05": ONE_ITEM},
    ),
    "T02-06": ({"T03": TREE}, {"T03": WHOLE}),
    "T02-07": ({"T02": codes(("*", "-1.00"))}, {"T02": ONE_ITEM}),
    "T02-08": (
        {"T02": codes(("*", "9.00", "9.00", "0.00"), ("206", "9.00", "8.99", "0.01"))},
        {"T02": codes(("*", "9.00", "9.00", "0.00"), ("206", "9.00", "9.00", "0.00"))},
    ),
    "T03-09": (
        {"T03": codes(("*", "9.00", "9.00", "0.00"), ("206", "9.00", "", "0.00"))},
        {"T03": codes(("*", "9.00", "9.00", "0.00"), ("206", "9.00", "9.00", "0.00"))},
    ),
    "T04-10": ({"T04": {("L53", "C3"): "5.00"}}, {"T04": {("L53", "C5"): "5.00", ("L53", "C3"): "0.00"}}),
    "T04-11": ({"T04": {("L38", "C5"): "5.00"}}, {"T04": {("L53", "C5"): "5.00", ("L38", "C5"): "0.00"}}),
    "T04-12": ({"T04": {("L38", "C3"): "-5.00"}}, {"T04": {("L38", "C3"): "5.00", ("L60", "C2"): "-5.00"}}),
    "T06-09": (
        {"T06": {("301", "C1"): "5.25", ("30101", "C1"): "5.25", ("30102", "C1"): "0.0029"}},
        {"T06": {("301", "C1"): "5.25", ("30101", "C1"): "5.25"}},
    ),
    "T06-11": (
        {"T06": {("301", "C1"): "5.00", ("30101", "C1"): "0.00", ("30103", "C1"): "0.00"}},
        {"T06": {("301", "C1"): "5.00", ("30101", "C1"): "5.00"}},
    ),
    "F-02": (
        {"T05": codes(("*", "9.25", "4.10", "5.2"))},
        {"T05": codes(("*", "9.25", "4.10", "5.20"))},
    ),
    "T07-04": ({"T07": codes(("*", "0.00"))}, {}),
    "T08-04": ({"T08": codes(("*", ""))}, {}),
    "T09-07": ({"T09": {("*", "C1"): "0.00", ("*", "C7"): "0.00"}}, {}),
    "T09-06": ({"T09": {("*", "C7"): "-1.00"}}, {"T09": {("*", "C7"): "1.00"}}),
    "X-17": ({**BALANCED, "T05": codes(("*", "8.00", "4.00", "4.00"), ("2060399", "8.00", "4.00", "4.00"))}, BALANCED),
    "X-21": ({**BALANCED, "T02": codes(("*", "8.00", "8.00"), ("2060399", "8.00", "8.00"))}, BALANCED),
    "X-20": (
        {**BALANCED, "T02": codes(("*", "9.00", "9.00"), ("2060301", "9.00", "9.00"))},
        BALANCED,
    ),
    "X-23": (
        {"T09": {("*", "C7"): "0.00"}, "T06": {("30217", "C1"): "2.00"}},
        {"T09": {("*", "C7"): "0.00"}, "T06": {("30217", "C1"): "0.00"}},
    ),
    "X-27": (
        {
            "T05": codes(("*", "5.00", "5.00", "0.00"), ("2080502", "5.00", "5.00", "0.00")),
            "T06": {("30301", "C1"): "0.00", ("30302", "C1"): "0.00"},
        },
        {
            "T05": codes(("*", "5.00", "5.00", "0.00"), ("2080502", "5.00", "5.00", "0.00")),
            "T06": {("30302", "C1"): "4.00"},
        },
    ),
    "X-30": (
        {"T06": {("31013", "C1"): "9.00"}, "T09": {("*", "C10"): "0.00"}},
        {"T06": {("31013", "C1"): "9.00"}, "T09": {("*", "C10"): "9.00"}},
    ),
}


def states(rule: str, disclosure: Disclosure, previous: Disclosure | None = None) -> set[State]:
    return {outcome.state for outcome in said(rule, context_of(disclosure, previous))}


@pytest.mark.parametrize("rule", CASES)
def test_fails_and_passes(rule: str) -> None:
    fails, passes = CASES[rule]

    assert State.FAIL in states(rule, made.disclosure(fails))
    if passes:
        found = states(rule, made.disclosure(passes))
        assert State.FAIL not in found
        assert State.PASS in found


@pytest.mark.parametrize(
    ("rule", "form", "section"), [("T07-04", "T07", "N07"), ("T08-04", "T08", "N08"), ("T09-07", "T09", "N09")]
)
def test_an_empty_table_explained_in_the_text(rule: str, form: str, section: str) -> None:
    explained = made.section(section, "本部门没有此项收支，故本表无数据。")
    disclosure = made.disclosure({form: {("*", "C1"): ""}}, sections=(explained,))

    assert states(rule, disclosure) == {State.PASS}


@pytest.mark.parametrize(("rule", "form"), [("T07-05", "T07"), ("T08-05", "T08")])
def test_a_note_of_nothing_over_figures(rule: str, form: str) -> None:
    printed, statements = made.table(form, codes(("*", "5.00")), notes=("说明：我部门没有此项收入，也没有支出。",))
    wrong = made.disclosure(tables_made={form: (printed, statements)})
    right = made.disclosure({form: codes(("*", "5.00"))})

    assert states(rule, wrong) == {State.FAIL}
    assert states(rule, right) == {State.PASS}


def labelled(form: str, code: str, label: str, *cells: str) -> Disclosure:
    """One row of a code form with a name that a rule looks at."""
    return made.disclosure(tables_made={form: made.table(form, codes((code, *cells)), labels={code: label})})


def test_t03_07_administration_is_project_expenditure() -> None:
    assert states("T03-07", labelled("T03", "2010102", "一般行政管理事务", "5.00", "5.00", "0.00")) == {State.FAIL}
    assert states("T03-07", labelled("T03", "2010102", "一般行政管理事务", "5.00", "0.00", "5.00")) == {State.PASS}


def test_t03_08_contributions_are_basic_expenditure() -> None:
    assert states("T03-08", labelled("T03", "2210201", "住房公积金", "5.00", "0.00", "5.00")) == {State.FAIL}
    assert states("T03-08", labelled("T03", "2210201", "住房公积金", "5.00", "5.00", "0.00")) == {State.PASS}


@pytest.mark.parametrize(("other", "state"), [("0.01", State.WITHIN_ROUNDING), ("0.02", State.FAIL)])
def test_t02_08_tells_what_the_total_row_prints_beside_fiscal_income(other: str, state: State) -> None:
    """1668.14 = 1668.14 + 0.01: rounding can hide it from the sum of the row, but a total that is all fiscal leaves nothing to print."""
    document = made.disclosure(
        {"T02": codes(("*", "53481.63", "53481.63", other), ("206", "53481.63", "53481.63", other))}
    )

    found = failures("T02-08", document)
    assert found
    assert {outcome.severity for outcome in found} == {Severity.INFO if state is State.WITHIN_ROUNDING else None}
    assert states("T02-01", document) == {state}


@pytest.mark.parametrize(("rule", "form", "cell"), [("T01-08", "T01", ("L59", "C2")), ("T03-06", "T03", ("*", "C5"))])
def test_lines_that_only_institutions_have(rule: str, form: str, cell: tuple[str, str]) -> None:
    for name, state in (("行政运行", State.FAIL), ("事业运行", State.PASS)):
        base = labelled("T05", "2010101", name, "5.00")
        printed, statements = made.table(form, {cell: "3.00"})
        disclosure = replace(base, tables={**base.tables, form: printed}, statements=(*base.statements, *statements))

        assert states(rule, disclosure) == {state}


def test_x_29_medical_subsidy_of_civil_servants() -> None:
    table: Tables = {"T06": {("30111", "C1"): "3.22"}}
    denied = made.section("N10", "我部门不是行政机关，也不是参照公务员法管理的事业单位。")
    stated = made.section("N10", "机关运行经费支出5.00万元。")

    assert states("X-29", made.disclosure(table, sections=(denied,))) == {State.FAIL}
    assert states("X-29", made.disclosure(table, sections=(stated,))) == {State.PASS}
    without: Tables = {"T06": {("30101", "C1"): "3.22"}}
    assert states("X-29", made.disclosure(without, sections=(denied,))) == {State.NOT_APPLICABLE}


def test_x_31_heads_of_tables() -> None:
    def heads(*units: str) -> Disclosure:
        forms = ("T01", "T02", "T03")
        tables = {
            form: made.table(form, {("*", "C1"): "1.00"}, unit_name=unit)
            for form, unit in zip(forms, units, strict=True)
        }
        return made.disclosure(tables_made=tables)

    assert states("X-31", heads("示例局", "示例局", "示范局")) == {State.FAIL}
    assert states("X-31", heads("示例局", "示例局（本级）", "示例局")) == {State.PASS}


def year_before(rule: str, tables: Tables, now: str, before: str) -> set[State]:
    (form, cells), *_ = tables.items()
    current = made.disclosure({form: dict.fromkeys(cells, now)})
    closing = {("L29", "C1"): ("L60", "C2"), ("L28", "C1"): ("L60", "C2"), ("*", "C1"): ("*", "C6")}
    previous = made.disclosure({form: {closing[cell]: before for cell in cells}})
    return states(rule, current, previous)


@pytest.mark.parametrize(
    ("rule", "form", "cell"),
    [("Y-01", "T01", ("L29", "C1")), ("Y-02", "T04", ("L28", "C1")), ("Y-03", "T07", ("*", "C1"))],
)
def test_opening_is_last_years_closing(rule: str, form: str, cell: tuple[str, str]) -> None:
    assert year_before(rule, {form: {cell: ""}}, "5.00", "5.00") == {State.PASS}
    assert year_before(rule, {form: {cell: ""}}, "5.00", "6.00") == {State.FAIL}


CHANGES = {"Y-04": "N01", "Y-05": "N04", "Y-06": "N05", "Y-07": "N10", "Y-08": "N09"}


@pytest.mark.parametrize("rule", CHANGES)
def test_stated_change_against_last_year(rule: str) -> None:
    section = CHANGES[rule]

    def document(value: str, difference: str) -> Disclosure:
        prose = (
            made.statement("now", "spend[fund=gpb]", value, section),
            replace(made.statement("moved", "spend", difference, section), fact=None),
        )
        claim = made.claim("change", section, Place(), "比上年增加", 0, ("now", "moved"), None, "增加", base="previous")
        return made.disclosure(prose=prose, claims=(claim,), sections=(made.section(section, "比上年增加"),))

    previous = document("7.00", "0.00")

    assert states(rule, document("9.00", "2.00"), previous) == {State.PASS}
    assert states(rule, document("9.00", "3.00"), previous) == {State.FAIL}


def test_y_10_implied_previous_totals_keep_their_order() -> None:
    def document(appropriated: str) -> Disclosure:
        prose, claims = [], []
        for section, fact, value, moved in (
            ("N01", "total[side=income]", "50.00", "10.00"),
            ("N04", "total[fund=fiscal,side=income]", "40.00", appropriated),
        ):
            prose += [
                made.statement(f"{section}.now", fact, value, section),
                replace(made.statement(f"{section}.moved", "spend", moved, section), fact=None),
            ]
            operands = (f"{section}.now", f"{section}.moved")
            claims.append(made.claim("change", section, Place(), "减少", 0, operands, None, "减少", base="previous"))
        return made.disclosure(prose=tuple(prose), claims=tuple(claims))

    assert states("Y-10", document("5.00")) == {State.PASS}
    assert states("Y-10", document("20.01")) == {State.PASS}  # 60.00 and 60.01, of four rounded numbers
    assert states("Y-10", document("30.00")) == {State.FAIL}


def test_y_13_renamed_codes() -> None:
    assert states(
        "Y-13", labelled("T03", "2150517", "产业发展", "1.00"), labelled("T03", "2150517", "产业扶持", "1.00")
    ) == {State.PASS}
    assert states(
        "Y-13", labelled("T03", "2150517", "产业扶植", "1.00"), labelled("T03", "2150517", "产业发展", "1.00")
    ) == {State.FAIL}


def test_y_14_copied_paragraph() -> None:
    text = "2023年度收入总计100.00万元，与上年相比增加10.00万元。" * 4
    old = made.disclosure(sections=(made.section("N01", text),))
    new = made.disclosure(sections=(made.section("N01", text.replace("2023", "2024").replace("100.00", "120.00")),))

    assert states("Y-14", old, old) == {State.FAIL}
    assert states("Y-14", new, old) == {State.PASS}


@pytest.mark.parametrize(("reason", "state"), [("厉行节约", State.FAIL), ("新增办公楼改造项目", State.PASS)])
def test_y_15_large_change_needs_a_concrete_reason(reason: str, state: State) -> None:
    printed = made.amount("45.00%", made.Unit.PERCENT)
    change = made.claim("change", "N01", Place(), "增加45.00%", 0, ("a", "b"), printed, "增加", base="previous")
    why = made.claim("reason", "N01", Place(), reason, 0, ("a", "b"), None, "主要原因是")
    disclosure = made.disclosure(
        claims=(change, why), sections=(made.section("N01", f"增加45.00%，主要原因是{reason}。"),)
    )

    assert states("Y-15", disclosure) == {state}


@pytest.mark.parametrize(
    ("rule", "source", "fact"),
    [
        ("Y-11", "N05.3", "spend[stage=initial,fund=gpb,function=2150517]"),
        ("Y-12", "PO", "spend[stage=initial]"),
    ],
)
def test_initial_budget_against_the_published_budget(rule: str, source: str, fact: str) -> None:
    stated = made.disclosure(prose=(made.statement("a", fact, "5.00", source),))
    for published, state in (("5.00", State.PASS), ("6.00", State.FAIL)):
        budget = made.disclosure(prose=(made.statement("b", fact, published, "B05"),))
        found = {outcome.state for outcome in said(rule, context_of(stated, budget=budget))}

        assert found == {state}


@pytest.mark.parametrize("form", ["T02", "T03", "T05"])
@pytest.mark.parametrize("blank", ["", "…", "××"])
def test_a_row_of_a_blank_form_is_no_account(form: str, blank: str) -> None:
    """A form to be filled in shows how: 207, 20799 and then …, which is no account that was not divided."""
    rows = codes(*((code, blank, blank, blank) for code in ("*", "207", "20799")))

    assert states("T02-06", made.disclosure({form: rows})) == {State.NOT_APPLICABLE}
    assert states("S-09", made.disclosure({form: rows})) <= {State.NOT_APPLICABLE, State.UNDECIDABLE}
    some = {**rows, **WHOLE}
    assert states("T02-06", made.disclosure({form: some})) == {State.PASS}
    money = {**some, **codes(("207", "1.00"), ("20799", "1.00"))}
    assert states("T02-06", made.disclosure({form: money})) == {State.FAIL}


def test_t06_12_rows_stand_under_their_class() -> None:
    cells = {
        ("301", "C1"): "8.00",
        ("30101", "C1"): "5.00",
        ("30102", "C1"): "3.00",
        ("302", "C1"): "2.00",
        ("30201", "C1"): "2.00",
    }
    whole = made.disclosure({"T06": cells})
    bare = {key: value for key, value in cells.items() if key[0] not in {"301", "302"}}
    lacking = made.disclosure({"T06": {key: value for key, value in cells.items() if key[0] != "301"}})

    assert states("T06-12", whole) == {State.PASS}
    (found,) = failures("T06-12", lacking)
    assert ("301" in found.message, len(found.terms)) == (True, 2)
    assert states("T06-12", made.disclosure({"T06": bare})) == {State.NOT_APPLICABLE}
    table = replace(lacking.tables["T06"], unknown=("三〇一工资",))
    assert states("T06-12", replace(lacking, tables={"T06": table})) == {State.UNDECIDABLE}
