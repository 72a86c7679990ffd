"""What was found only once everything was written is found in the workbook: reasons of computed indicators, projects by their lines."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from juesuan.preparing.accounts import Accounts
from juesuan.preparing.books import Books, Opening
from juesuan.preparing.consolidation import consolidated
from juesuan.preparing.example import example_books
from juesuan.preparing.merging import with_accounts
from juesuan.preparing.prepare import prepare
from juesuan.preparing.spent_on import spent_on
from juesuan.preparing.workbook import InputCell, read_books
from juesuan.standard import builtin
from tests.workbooks import example_with, sheets_of, told, with_cells

PROJECT = "城市大脑一期建设"


def problems_of(books: Books) -> list[str]:
    return [problem.message for problem in prepare(books, builtin().layouts.named("henan-2022")).problems]


def test_the_reason_of_a_rate_that_the_accounts_give_is_asked_for() -> None:
    """预算执行率 loses points that nobody typed: its reason is asked for before anything is written."""
    read = example_with("绩效指标", {"I5": None})
    assert read.books is not None

    assert problems_of(read.books) == [
        "整体支出绩效自评表：指标“预算执行率”没有得满分，缺少偏差原因分析及改进措施。请填写。"
    ]


def test_a_line_of_a_project_without_a_form_is_said() -> None:
    read = example_with("支出", {"G10": "城市大脑二期"})

    assert read.problems == ()
    assert told(read.remarks) == [
        "支出!G10：项目“城市大脑二期”不在“项目”表中，没有计入哪个项目的执行数。是不是“城市大脑一期建设”？"
    ]


def test_what_a_project_executed_follows_from_the_lines_that_name_it() -> None:
    """However the name is typed; left blank, it is what they come to."""
    labelled = example_with("支出", {"G10": "城市大脑　一期建设"}).books
    assert labelled is not None
    assert spent_on(PROJECT, labelled.spending, builtin()) == {"fiscal": Decimal("12635480.00")}

    blank = replace(
        labelled,
        projects=tuple(
            replace(work, funds={key: replace(money, executed=Decimal(1)) for key, money in work.funds.items()})
            if work.name == PROJECT
            else work
            for work in labelled.projects
        ),
    )
    assert f"项目“{PROJECT}”的全年执行数是 1.00 元" in problems_of(blank)[0]
    assert problems_of(labelled) == []


def test_a_project_may_leave_what_it_executed_to_its_lines() -> None:

    sheets = with_cells(sheets_of(example_books(builtin())), "支出", {"G10": InputCell(PROJECT)})
    books = read_books(with_cells(sheets, "项目", {"G5": None}), builtin()).books

    assert books is not None
    assert {work.name: work.funds for work in books.projects} == {
        work.name: work.funds for work in example_books(builtin()).projects
    }


def test_balances_by_unit_beside_accounts_of_the_whole() -> None:
    """The internal accounts of a department stand without the units that its other sheets name."""

    books = example_books(builtin())
    whole = consolidated(books, builtin()).books
    lines = {
        name: tuple(replace(line, agency="") for line in getattr(whole, name))
        for name in ("income", "spending", "basic", "opening")
    }
    bare = replace(
        books, **dict.fromkeys(lines, ()), closing=(Opening("gpb", Decimal(0), "", books.department.agencies[0]),)
    )
    found, problems = with_accounts(bare, Accounts(**lines), (), builtin())

    assert problems == ()
    assert consolidated(found, builtin()).problems == ()
