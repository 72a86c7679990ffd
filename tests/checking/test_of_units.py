"""A department against its units: consistent ones agree, one changed number is found, what is not known accuses nobody."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from functools import lru_cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from juesuan.checking.context import Context
from juesuan.checking.engine import check, outcomes
from juesuan.checking.listed_units import is_same_body, listed_units
from juesuan.model import Disclosure, FactKey, Outcome, Passage, Section, State, Statement
from juesuan.standard import builtin
from tests.examples import examples
from tests.units import department_and_units

_FLOWS = {"superior", "affiliate", "remit", "subsidy"}


@lru_cache(maxsize=4)
def example(layout: str = "henan-2022") -> tuple[Disclosure, tuple[Disclosure, ...]]:
    return department_and_units(layout)


def said(rule: str, department: Disclosure, units: Sequence[Disclosure]) -> list[Outcome]:
    return list(outcomes(builtin().rules[rule], Context(department, units=tuple(units), standard=builtin())))


def failures(department: Disclosure, units: Sequence[Disclosure]) -> list[Outcome]:
    return [
        outcome for rule in ("U-01", "U-02") for outcome in said(rule, department, units) if outcome.state is State.FAIL
    ]


def changed(document: Disclosure, statement: Statement, by: Decimal) -> Disclosure:
    value = statement.value + by
    made = replace(statement, amount=replace(statement.amount, value=value, raw=str(value)))
    return replace(document, statements=tuple(made if one.id == statement.id else one for one in document.statements))


def numbers(document: Disclosure) -> list[Statement]:
    """The first statement of each fact of the forms that is money."""
    found: dict[str, Statement] = {}
    for one in document.statements:
        if one.source in document.tables and one.fact is not None and one.amount.unit.is_money:
            found.setdefault(str(one.fact), one)
    return list(found.values())


@pytest.mark.parametrize("layout", ["henan-2022", "mof-2019", "shanghai-2024"])
def test_a_consistent_department_is_the_sum_of_its_units(layout: str) -> None:
    """Money flows between them, which is no part of the whole."""
    department, units = example(layout)
    found = said("U-01", department, units)

    assert [outcome for outcome in found if outcome.state is not State.PASS] == []
    assert len(found) > 500
    assert {outcome.state for outcome in said("U-02", department, units)} == {State.PASS}
    assert any(one.value for unit in units for one in numbers(unit) if one.fact and one.fact.get("source") in _FLOWS)


@settings(max_examples=examples(8), deadline=None)
@given(data=st.data(), by=st.sampled_from([Decimal(12), Decimal(-12)]))
def test_a_changed_number_is_found_and_every_unit_is_named(data: st.DataObject, by: Decimal) -> None:
    """In the department or in a unit; where units pay each other there are bounds, and what is within them is not told."""
    department, units = example()
    which = data.draw(st.integers(-1, len(units) - 1))
    document = department if which < 0 else units[which]
    statement = data.draw(st.sampled_from(numbers(document)))
    made = changed(document, statement, by)
    found = failures(made if which < 0 else department, [made if n == which else unit for n, unit in enumerate(units)])
    fact = statement.fact
    assert fact is not None
    accused = [
        outcome
        for outcome in found
        if outcome.terms[0].statement is not None and outcome.terms[0].statement.fact == fact
    ]

    assert accused
    assert all(unit.info.unit in accused[0].message for unit in units)
    if not _is_flow(fact):
        assert found == accused


def _is_flow(fact: FactKey) -> bool:
    return bool(_FLOWS & {value for _, value in fact.dimensions})


@pytest.mark.parametrize("side", ["income[source=superior]", "spend[nature=subsidy]"])
def test_money_between_units_that_only_one_side_recorded_is_found(side: str) -> None:
    """What a unit got from another and what the other paid it are eliminated by one amount."""
    department, units = example()
    paid = next(
        (n, one) for n, unit in enumerate(units) for one in numbers(unit) if str(one.fact) == side and one.value
    )
    which, statement = paid
    made = [changed(unit, statement, Decimal(7)) if n == which else unit for n, unit in enumerate(units)]
    (found,) = [outcome for outcome in said("U-02", department, made) if outcome.state is State.FAIL]
    assert found.difference == Decimal(7)


@pytest.mark.parametrize("left_out", [0, 1, 2])
def test_a_unit_that_is_not_given_is_named_and_accuses_nobody(left_out: int) -> None:
    """Then the department's numbers only have a least; a unit that has more than the whole is found all the same."""
    department, units = example()
    rest = [unit for number, unit in enumerate(units) if number != left_out]
    reasons = [outcome.reason for outcome in said("U-01", department, rest)]

    assert failures(department, rest) == []
    assert any(units[left_out].info.unit in reason for reason in reasons)
    fact = "spend[fund=gpb,nature=basic]"
    basic = next(one for one in numbers(rest[0]) if str(one.fact) == fact)
    more = changed(rest[0], basic, Decimal(100000))
    assert [str(f.terms[0].statement.fact) for f in failures(department, [more, rest[1]]) if f.terms[0].statement] == [
        fact
    ]


def test_what_a_unit_does_not_state_is_not_taken_for_nothing() -> None:
    """Without a form of a unit, only the other forms are compared; a department without a readable list has bounds only."""
    department, units = example()
    first = units[0]
    tables = {name: table for name, table in first.tables.items() if name != "T03"}
    less = replace(first, tables=tables, statements=tuple(s for s in first.statements if s.source != "T03"))
    assert failures(department, [less, *units[1:]]) == []

    unlisted = replace(department, sections=tuple(s for s in department.sections if s.id != "organisation"))
    found = said("U-01", unlisted, units)
    assert any("没有读出部门所属单位的名单" in outcome.reason for outcome in found)
    assert not [outcome for outcome in found if outcome.state is State.FAIL]


def test_documents_that_are_no_accounts_of_a_unit_of_the_year_are_named() -> None:
    department, units = example()
    old = replace(units[1], info=replace(units[1].info, year=1999))
    budget = replace(units[2], info=replace(units[2].info, kind="budget"))
    reasons = " ".join(outcome.reason for outcome in said("U-01", department, [department, units[0], old, budget]))

    assert "1999 年度" in reasons
    assert "不是单位决算" in reasons
    assert failures(department, [units[0], old, budget]) == []


def test_a_report_without_all_units_is_incomplete() -> None:
    department, units = example()
    report = check(department, units=units[:2], standard=builtin())
    assert any("没有给出下列单位的决算" in gap.message for gap in report.gaps)


@pytest.mark.parametrize(
    ("lines", "names"),
    [
        (("纳入决算编制范围的单位共2个，具体是：", "1．甲市水利局本级", "2.甲市水库管理站（公益一类）"), ("甲市水利局本级", "甲市水库管理站")),
        (("部门决算反映的单位包括：甲市水利局（本级）、甲市水库管理站和甲市水文站。",), ("甲市水利局（本级）", "甲市水库管理站", "甲市水文站")),
        (("本部门所属单位共3个。",), ()),
        (("纳入决算编制范围的单位共3个，具体是：", "1．甲市水利局本级"), ()),
    ],
)  # fmt: skip
def test_the_list_of_units_is_read(lines: tuple[str, ...], names: tuple[str, ...]) -> None:
    """Numbered lines or one sentence; a list of another length than is said was not read."""
    department, _ = example()
    paragraphs = tuple(map(Passage, lines))
    section = Section("units", "部门决算单位构成", department.sections[0].place, Passage("".join(lines)), paragraphs)
    context = Context(replace(department, sections=(section,)), standard=builtin())
    assert listed_units(context).names == names


def test_names_of_bodies() -> None:
    assert is_same_body("甲市水利局本级", "甲市水利局（机关）")
    assert is_same_body("水库管理站", "甲市水库管理站")
    assert not is_same_body("甲市水库管理站", "甲市水文站")
