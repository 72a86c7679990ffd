"""Budgets without money and money without budgets: everything known is said, read back exactly, and nothing of it is found fault with."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

import juesuan
from juesuan.model import FactKey
from juesuan.preparing.books import Initial
from juesuan.preparing.compose import compose
from juesuan.preparing.example import example_books
from juesuan.preparing.prepare import prepare
from juesuan.publishing import publish_html
from juesuan.publishing.proof import proof
from juesuan.standard import builtin
from juesuan.standard.layouts import Layout
from tests.departments import EDITIONS
from tests.departments.gaps import gapped

SEEDS = range(6)
_CODES = {"gf": "2120899", "sc": "2239999"}


def sections(edition: Layout, fund: str) -> list[str]:
    """What the section on a fund says of a department that has a budget of it and nothing else, paragraph by paragraph."""
    books = example_books(builtin())
    books = replace(
        books,
        year=edition.year,
        income=tuple(row for row in books.income if row.source != fund),
        spending=tuple(row for row in books.spending if row.fund != fund),
        opening=tuple(row for row in books.opening if row.fund != fund),
        initial=(
            *(row for row in books.initial if row.fund != fund),
            Initial(_CODES[fund], fund, Decimal(80_000_000)),
        ),
        reasons={**books.reasons, _CODES[fund]: "部分项目支出调整"},
        projects=(),
    )
    made = compose(books, edition)
    wanted = {"gf": "N07", "sc": "N08"}[fund]
    return [text.text for section in made.sections if section.id == wanted for text in section.paragraphs]


@pytest.mark.parametrize("fund", ["gf", "sc"])
@pytest.mark.parametrize("name", sorted(EDITIONS))
def test_a_budget_without_money_is_told_with_its_reason(name: str, fund: str) -> None:
    edition = EDITIONS[name][0]
    told = "".join(sections(edition, fund))
    if not told:
        assert not any(section["id"] == {"gf": "N07", "sc": "N08"}[fund] for section in edition.template.sections)
        return
    unit = edition.unit.value
    budget = "8000.00" if unit == "万元" else "80000000.00"
    assert f"年初预算为{budget}{unit}，支出决算为0.00{unit}，完成年初预算的0.00%" in told
    assert "部分项目支出调整" in told
    assert "没有" not in told
    assert "无" not in told


def test_money_that_was_not_spent_ends_in_a_full_stop() -> None:
    """No “其中：” with nothing behind it."""
    edition = EDITIONS["henan-2022"][0]
    books = example_books(builtin())
    idle = replace(
        books,
        spending=tuple(row for row in books.spending if row.fund != "gf"),
        initial=tuple(row for row in books.initial if row.fund != "gf"),
    )
    told = [section.body.text for section in compose(idle, edition).sections if section.id == "N07"]
    assert told == ["2022年度政府性基金预算财政拨款支出年初预算为0.00万元，支出决算为0.00万元。"]


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("name", sorted(EDITIONS))
def test_gaps_are_read_back_and_checked_without_finding(name: str, seed: int, tmp_path: Path) -> None:
    edition = EDITIONS[name][seed % len(EDITIONS[name])]
    books = gapped(seed, edition)
    made = prepare(books, edition, ("plain", "footing")[seed % 2])
    assert made.disclosure is not None, made.problems
    path = tmp_path / "公开.html"
    publish_html(made.disclosure, edition.style, path, builtin())

    found = proof(made.disclosure, path, builtin())
    assert (found.wrong, found.unheard) == ((), ())
    planned = {item.fund for item in books.initial if item.amount}
    told = {item.fact for item in found.disclosure.statements if item.in_prose}
    sayable = {"gf", "sc"} if any(section["id"] == "N08" for section in edition.template.sections) else {"gf"}
    assert {FactKey.of("spend", stage="initial", fund=fund) for fund in planned & sayable} <= told
    report = juesuan.check(found.disclosure)
    assert [finding.message for finding in report.findings if finding.severity.value in {"error", "warning"}] == []
