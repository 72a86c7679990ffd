"""Workbook, detail lines and internal accounts in any mix come to the same document."""

from __future__ import annotations

import os
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from juesuan.cli import main
from juesuan.corpus.gathering import Gathered, Handed, HandOver
from juesuan.corpus.gathering import gathered as gathered_of
from juesuan.model import Unit
from juesuan.preparing.compose import compose
from juesuan.preparing.consolidation import consolidated
from juesuan.preparing.example import example_books
from juesuan.preparing.facts import facts
from juesuan.preparing.rounding import plain
from juesuan.publishing import publish
from juesuan.publishing.template_workbook import template_workbook
from juesuan.standard import Standard, builtin
from tests.exports import write_export
from tests.here import Here
from tests.ledgers import write_ledger


def gathered(files: list[Path], standard: Standard) -> Gathered:
    """The books that files tell together, each of which can be read."""
    handed = [Here().ask(HandOver(os.fsencode(path), several=len(files) > 1)) for path in files]
    assert all(isinstance(file, Handed) for file in handed), handed
    return gathered_of(handed, standard)


Captured = pytest.CaptureFixture[str]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The example's workbook with and without the lines of the accounts, its detail lines and its internal accounts."""
    books = example_books(builtin())
    bare = replace(books, income=(), spending=(), basic=(), opening=())
    (tmp_path / "整本.xlsx").write_bytes(template_workbook(books.year, builtin(), books=books))
    (tmp_path / "其余.xlsx").write_bytes(template_workbook(books.year, builtin(), books=bare))
    write_ledger(books, tmp_path / "明细账.csv", 3)
    write_export(books, tmp_path / "财决.xlsx")
    return tmp_path


@pytest.mark.parametrize("names", ["整本", "其余 明细账", "其余 财决", "明细账 其余 财决"])
def test_every_mix_gives_the_same_facts(folder: Path, names: str) -> None:
    files = [next(folder.glob(f"{name}.*")) for name in names.split()]
    found = gathered(files, builtin())

    assert found.problems == []
    assert found.books is not None
    assert (
        facts(consolidated(found.books, builtin()).books, builtin().layouts.reference).values
        == facts(consolidated(example_books(builtin()), builtin()).books, builtin().layouts.reference).values
    )


def test_the_whole_document_comes_of_workbook_and_detail_lines(folder: Path, capsys: Captured) -> None:
    files = [str(folder / name) for name in ("其余.xlsx", "明细账.csv")]

    assert main(["prepare", *files, "-o", str(folder / "公开"), "--formats", "html"]) == 0
    assert capsys.readouterr().out == "核对：未发现问题\n"


def test_nothing_is_counted_twice(folder: Path) -> None:
    found = gathered([folder / "整本.xlsx", folder / "明细账.csv"], builtin())

    assert ["会重复计算" in problem.message for problem in found.problems] == [True] * 4


def test_accounts_that_do_not_follow_from_the_detail_lines_are_named(folder: Path) -> None:
    write_export(example_books(builtin()), folder / "财决.xlsx", {"spend[function=2010301]": Decimal("6205428.46")})
    found = gathered([folder / "其余.xlsx", folder / "明细账.csv", folder / "财决.xlsx"], builtin())

    assert [(problem.file, problem.place.cell) for problem in found.problems] == [("财决.xlsx", "E10")]


def test_an_amount_that_two_inputs_say_differently_is_a_problem(folder: Path) -> None:
    books = replace(
        example_books(builtin()), income=(), spending=(), basic=(), opening=(), running_costs=Decimal("1.00")
    )
    (folder / "其余.xlsx").write_bytes(template_workbook(books.year, builtin(), books=books))
    found = gathered([folder / "其余.xlsx", folder / "财决.xlsx"], builtin())

    assert ["机关运行经费" in problem.message for problem in found.problems] == [True]
    assert "1,132,480.35" in found.problems[0].message


def test_accounts_of_another_year_are_refused(folder: Path) -> None:
    write_export(replace(example_books(builtin()), year=2021), folder / "财决.xlsx")
    found = gathered([folder / "其余.xlsx", folder / "财决.xlsx"], builtin())

    assert any("2021 年度" in problem.message for problem in found.problems)


def test_printed_tables_are_what_given_rounding_prints(folder: Path) -> None:
    made = compose(example_books(builtin()), builtin().layouts.named("henan-2022"))
    publish(made, builtin().layouts.named("henan-2022").style, folder / "公开表.xlsx", builtin())
    found = gathered([folder / "整本.xlsx", folder / "公开表.xlsx"], builtin())

    assert found.problems == []
    assert found.books is not None
    assert found.books.given["spend"] == 10_000 * plain(
        facts(consolidated(example_books(builtin()), builtin()).books, builtin().layouts.reference).get("spend"),
        Unit.WAN,
    )


def test_a_file_that_is_none_of_these_says_what_there_could_be(folder: Path) -> None:
    path = folder / "电话.csv"
    path.write_text("姓名,电话\n甲,1\n", encoding="utf-8")

    assert "没有认出这是什么文件" in Here().ask(HandOver(os.fsencode(path), several=True))
