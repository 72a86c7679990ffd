"""A new year starts from last year's workbook or disclosure: what was left opens it, units, codes, projects and goals are offered."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest

import juesuan
from juesuan.cli import main
from juesuan.preparing.books import Books
from juesuan.preparing.compose import compose
from juesuan.preparing.consolidation import consolidated
from juesuan.preparing.example import example_books
from juesuan.preparing.facts import Facts, facts
from juesuan.preparing.from_disclosure import books_of, facts_of
from juesuan.preparing.next_year import next_year
from juesuan.preparing.workbook import Value
from juesuan.publishing import publish
from juesuan.publishing.template_workbook import template_workbook
from juesuan.standard import builtin
from tests.departments import Chance, accounts

LAYOUT = builtin().layouts.named("henan-2022")
Sheets = Mapping[str, Sequence[Mapping[str, Value]]]


def known(books: Books) -> Facts:
    return facts(consolidated(books, builtin()).books, LAYOUT)


def opened(rows: Iterable[Mapping[str, Value]]) -> dict[Value, Decimal]:
    """Opening balances by fund."""
    sums: defaultdict[Value, Decimal] = defaultdict(Decimal)
    for row in rows:
        sums[row["fund"]] += Decimal(row["amount"])
    return dict(sums)


def closed(books: Books) -> dict[Value, Decimal]:
    """Closing balances by fund, as the workbook calls them."""
    kept, found = builtin().bookkeeping, known(books)
    closing = kept.facts.closing
    own = found.get(closing) - sum((found.get(closing.but(fund=fund)) for fund in kept.funds), Decimal(0))
    words = {choice.key: choice.word for choice in builtin().choices["fund"]}
    named = {words[fund]: found.get(closing.but(fund=fund)) for fund in kept.funds} | {words[kept.own]: own}
    return {word: amount for word, amount in named.items() if amount}


@pytest.mark.parametrize("seed", range(4))
def test_what_was_left_opens_the_new_year(seed: int) -> None:
    books = example_books(builtin()) if not seed else accounts(Chance(seed), LAYOUT, 6)

    assert opened(next_year(books, known(books), builtin())["opening"]) == closed(books)


def test_units_codes_projects_and_goals_are_offered_without_what_became_of_them() -> None:
    books = replace(example_books(builtin()), texts=(("机构设置", "另设数据服务站。"), ("名词解释", "共 3 条。")))
    rows: Sheets = next_year(books, known(books), builtin())

    assert rows["department"][0]["year"] == 2023
    assert [row["name"] for row in rows["projects"]] == [work.name for work in books.projects]
    assert len(rows["targets"]) == sum(len(work.targets) for work in books.projects) + len(
        books.overall.targets if books.overall else ()
    )
    assert {row["section"] for row in rows["texts"]} == {"机构设置"}, (
        "sentences with numbers are of the year that is over"
    )
    amounts = {field.key for sheet in builtin().workbook.sheets for field in sheet.fields if field.type == "amount"}
    for sheet in ("income", "spending", "basic", "initial", "projects", "targets", "goals", "tasks"):
        assert rows[sheet]
        assert not [row for row in rows[sheet] if row.keys() & (amounts | {"actual", "score", "result", "reason"})], (
            sheet
        )
    for sheet in ("closing", "amounts", "counts", "reasons", "overall"):
        assert not rows[sheet], sheet
    assert rows["previous"][0]["total[side=income]"] == known(books).get("total[side=income]")


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("上年") / "决算.html"
    publish(compose(example_books(builtin()), LAYOUT), LAYOUT.style, path, builtin())
    return path


def test_a_disclosure_comes_back_as_books(published: Path) -> None:
    """To the last digit that it prints: 万元 with two decimals."""
    made, found = consolidated(example_books(builtin()), builtin()).books, books_of(juesuan.read(published), builtin())
    hundred = Decimal(100)

    def sums(books: Books, name: str) -> dict[tuple[str, str], Decimal]:
        total: defaultdict[tuple[str, str], Decimal] = defaultdict(Decimal)
        for line in getattr(books, name):
            total[line.function, getattr(line, "fund", "") or getattr(line, "source", "")] += line.amount
        return dict(total)

    for name in ("income", "spending", "initial"):
        one, other = sums(made, name), sums(found, name)
        missing = {key for key, amount in one.items() if abs(amount - other.get(key, Decimal(0))) > hundred}
        assert not missing, (name, missing)
    assert {(item.economic, round(item.amount / hundred)) for item in found.basic} == {
        (item.economic, round(amount / hundred))
        for item in made.basic
        for amount in [sum((line.amount for line in made.basic if line.economic == item.economic), Decimal(0))]
    }
    assert [work.name for work in found.projects] == [work.name for work in made.projects]
    assert [len(work.targets) for work in found.projects] == [len(work.targets) for work in made.projects]
    assert found.department.duties == made.department.duties


def test_its_balances_open_the_new_year(published: Path) -> None:
    document = juesuan.read(published)
    rows = next_year(books_of(document, builtin(), with_explanations=False), facts_of(document, builtin()), builtin())

    found, wanted = opened(rows["opening"]), closed(example_books(builtin()))
    assert found.keys() == wanted.keys()
    assert all(abs(found[word] - wanted[word]) <= Decimal(200) for word in wanted), "differences of two amounts in 万元"
    assert any(str(row.get("function", "")).startswith("2120803") for row in rows["opening"])


@pytest.mark.parametrize("of", ["workbook", "disclosure"])
def test_the_template_starts_from_a_file(
    of: str, published: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    source = published
    if of == "workbook":
        source = tmp_path / "上年.xlsx"
        source.write_bytes(template_workbook(2022, builtin(), books=example_books(builtin())))

    assert main(["template", "--from", str(source), "-o", str(tmp_path / "新.xlsx")]) == 0
    assert "2023 年度的工作簿" in capsys.readouterr().err
    book = openpyxl.load_workbook(tmp_path / "新.xlsx")
    assert book["单位信息"]["B7"].value == 2023
    assert book["年初结转和结余"]["C3"].value


def test_a_file_that_is_neither_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "新闻.txt"
    path.write_text("今天天气很好。", encoding="utf-8")

    assert main(["template", "--from", str(path), "-o", str(tmp_path / "新.xlsx")]) == 2
    assert not (tmp_path / "新.xlsx").exists()
    assert main(["template", "--from", str(path), "--year", "2023", "-o", str(tmp_path / "新.xlsx")]) == 2
    assert "不能与 --year" in capsys.readouterr().err


def test_openings_name_their_units() -> None:
    rows = next_year(example_books(builtin()), known(example_books(builtin())), builtin())["opening"]

    assert all("agency" in row for row in rows)
