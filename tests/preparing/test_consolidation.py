"""Several units, one department: what they paid each other is gone, the rest is the sum."""

from dataclasses import replace
from decimal import Decimal

import pytest

import juesuan
from juesuan.preparing.books import Agency, Basic, Books, Department, Income, Initial, Opening, Spending
from juesuan.preparing.compose import compose
from juesuan.preparing.consolidation import consolidated
from juesuan.preparing.example import example_books
from juesuan.preparing.facts import facts
from juesuan.standard import builtin
from tests.undivided import undivided

D = Decimal
OFFICE, CENTRE = "示例县数据局本级", "示例县数据中心"

UNITS = Books(
    department=Department(
        "示例县数据局",
        "部门",
        "示例县",
        "行政",
        ("统筹数据工作。",),
        ("办公室",),
        (OFFICE, CENTRE),
        (Agency(CENTRE, "事业"),),
    ),
    year=2022,
    income=(
        Income("2010301", "gpb", D(900000), OFFICE),
        Income("2010301", "other", D(300000), OFFICE),
        Income("2010350", "gpb", D(500000), CENTRE),
        Income("2010350", "superior", D(200000), CENTRE, OFFICE),
        Income("2010350", "superior", D(70000), CENTRE, "示例市数据局"),
    ),
    spending=(
        Spending("2010301", "gpb", "basic", D(900000), OFFICE),
        Spending("2010301", "own", "subsidy", D(200000), OFFICE, CENTRE),
        Spending("2010350", "gpb", "basic", D(500000), CENTRE),
        Spending("2010350", "own", "project", D(250000), CENTRE),
    ),
    basic=(
        Basic("30101", D(800000), OFFICE),
        Basic("30201", D(100000), OFFICE),
        Basic("30101", D(450000), CENTRE),
        Basic("30201", D(50000), CENTRE),
    ),
    initial=(Initial("2010301", "gpb", D(900000)), Initial("2010350", "gpb", D(500000))),
    reasons={"N13.3": "没有开展重点绩效评价。"},
    without_previous=True,
)


def test_what_units_pay_each_other_is_neither_income_nor_spending() -> None:
    whole = consolidated(UNITS, builtin())
    known = facts(whole.books, builtin().layouts.reference)
    assert whole.problems == ()
    assert whole.notes == ("汇总时抵销了单位之间的补助和上缴 200,000.00 元。",)
    assert known.get("income[source=superior]") == 70000
    assert known.get("spend[nature=subsidy]") == 0
    assert known.get("balance[at=closing]") == facts(UNITS, builtin().layouts.reference).get("balance[at=closing]")


def test_running_costs_are_those_of_the_offices() -> None:
    assert consolidated(UNITS, builtin()).books.running_costs == 100000


def test_the_department_is_published() -> None:
    made = juesuan.prepare(UNITS, builtin().layouts.named("henan-2022"), "footing")
    assert [problem.message for problem in made.problems] == []
    assert made.disclosure is not None
    assert made.disclosure.tables["T03"].cells["*", "C6"].raw == "0.00"


def test_two_sides_that_differ_are_named_with_their_amounts() -> None:
    books = replace(UNITS, income=(*UNITS.income, Income("2010350", "superior", D(5), CENTRE, OFFICE)))
    said = juesuan.prepare(books, builtin().layouts.named("henan-2022")).problems[0].message
    assert said == (
        f"“{OFFICE}”列对附属单位补助支出（付给“{CENTRE}”）200,000.00 元，“{CENTRE}”列上级补助收入 200,005.00 元，"
        "相差 5.00 元。单位之间的往来两边应当相等，请核对。"
    )


def test_money_sent_up_is_eliminated_too() -> None:
    up = replace(
        UNITS,
        income=(*UNITS.income, Income("2010301", "affiliate", D(1000), OFFICE, CENTRE)),
        spending=(*UNITS.spending, Spending("2010350", "own", "remit", D(1000), CENTRE, OFFICE)),
    )
    whole = consolidated(up, builtin())
    assert whole.problems == ()
    assert (
        facts(whole.books, builtin().layouts.reference).get("income[source=affiliate]")
        == facts(whole.books, builtin().layouts.reference).get("spend[nature=remit]")
        == 0
    )


def test_every_unit_balances_by_itself() -> None:
    """The centre overspends what the office has left: the sum hides it."""
    books = replace(
        UNITS,
        income=(*UNITS.income, Income("2010301", "gpb", D(10000), OFFICE)),
        spending=(*UNITS.spending, Spending("2010350", "gpb", "project", D(10000), CENTRE)),
        basic=(*UNITS.basic, Basic("30202", D(3), OFFICE)),
        closing=(Opening("gpb", D(1), agency=OFFICE),),
    )
    said = "".join(consolidated(books, builtin()).problems)
    assert f"“{CENTRE}”的一般公共预算：年初结转加本年收入比本年支出少 10,000.00 元" in said
    assert f"“{OFFICE}”的一般公共预算基本支出按经济分类合计 900,003.00 元" in said
    assert f"“{OFFICE}”的一般公共预算账上年末结转 1.00 元，按“年初＋收入－支出”应为 10,000.00 元" in said


def test_lines_belong_to_a_unit_in_scope() -> None:
    books = replace(
        UNITS, income=(*UNITS.income, Income("2010301", "gpb", D(1), "别的单位"), Income("2010301", "gpb", D(1)))
    )
    said = "".join(consolidated(books, builtin()).problems)
    assert "账上有“别的单位”的数" in said
    assert "有的收入没有注明单位" in said


def test_books_that_are_not_kept_by_unit_stay_as_they_are() -> None:
    books = undivided(example_books(builtin()))
    assert consolidated(books, builtin()).books is books


def test_the_example_shows_its_units() -> None:
    """Each balances by itself, money moves both ways between them, and they are of both kinds."""
    books = example_books(builtin())
    whole = consolidated(books, builtin())
    assert whole.problems == ()
    assert whole.notes == ("汇总时抵销了单位之间的补助和上缴 50,000.00 元。",)
    assert {line.nature for line in books.spending if line.counterpart} == {"subsidy", "remit"}
    assert [books.department.kind_of(name) for name in books.department.agencies] == ["行政", "事业", "事业"]
    for name in books.department.agencies:
        received = sum(line.amount for line in (*books.opening, *books.income) if line.agency == name)
        assert received >= sum(line.amount for line in books.spending if line.agency == name)
    for line in ("income", "spending", "basic", "opening", "initial"):
        assert {item.agency for item in getattr(books, line)} <= set(books.department.agencies)


def test_the_running_costs_of_the_example_are_those_of_its_office() -> None:
    books = example_books(builtin())
    assert consolidated(replace(books, running_costs=D(0)), builtin()).books.running_costs == books.running_costs


@pytest.mark.parametrize("edition", ["henan-2022", "mof-2020", "shanghai-2024"])
def test_made_up_books_are_consolidated_like_those_that_are_published(edition: str) -> None:
    chosen = builtin().layouts.named(edition)
    divided = replace(example_books(builtin()), year=chosen.year)
    made = compose(divided, chosen)
    assert made == compose(undivided(divided), chosen)
    assert made == juesuan.prepare(divided, chosen).disclosure
