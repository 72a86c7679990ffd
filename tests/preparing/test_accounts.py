"""Internal accounts (财决 tables) as an accounting system exports them become the books they were made from."""

from __future__ import annotations

from collections import defaultdict
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import juesuan
from juesuan.model import FactKey
from juesuan.preparing.accounts import accounts_of
from juesuan.preparing.books import Books, Opening
from juesuan.preparing.consolidation import consolidated
from juesuan.preparing.example import example_books
from juesuan.standard import builtin
from juesuan.standard.forms import INTERNAL
from tests.examples import examples
from tests.exports import write_export
from tests.strategies import books


def test_every_table_of_the_export_is_read(tmp_path: Path) -> None:
    write_export(example_books(builtin()), tmp_path / "export.xlsx")
    read = juesuan.read(tmp_path / "export.xlsx")

    assert (read.info.kind, read.info.unit, read.info.year) == (INTERNAL, "青禾市数据资源管理局", 2022)
    assert {reading.form: reading.state for reading in read.readings} == dict.fromkeys(
        (form.id for form in builtin().forms.values() if form.document == INTERNAL), "read"
    )


@pytest.mark.parametrize("one_cell", [False, True])
@pytest.mark.parametrize("numbered", [False, True])
def test_the_books_of_the_example_come_back(tmp_path: Path, one_cell: bool, numbered: bool) -> None:
    made = example_books(builtin())
    write_export(made, tmp_path / "export.xlsx", one_cell=one_cell, numbered=numbered)
    found = accounts_of(juesuan.read(tmp_path / "export.xlsx").statements, made.year, builtin())

    assert found.problems == ()
    assert_same(found, made)
    assert found.three_public["final"] == made.three_public["final"]
    assert (found.procurement, found.counts, found.running_costs) == (made.procurement, made.counts, made.running_costs)


@settings(
    max_examples=examples(6), deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)
@given(data=st.data())
def test_the_books_of_random_departments_come_back(
    data: st.DataObject, tmp_path_factory: pytest.TempPathFactory
) -> None:
    made = data.draw(books(builtin().layouts.named("henan-2022"), most=10))
    path = tmp_path_factory.mktemp("export") / "export.xlsx"
    write_export(made, path)
    found = accounts_of(juesuan.read(path).statements, made.year, builtin())

    assert found.problems == ()
    assert_same(found, made)


def test_a_total_that_does_not_follow_is_named_with_its_cell(tmp_path: Path) -> None:
    changes = {"spend[function=2010301]": Decimal("6205328.47")}
    write_export(example_books(builtin()), tmp_path / "export.xlsx", changes)
    problems = accounts_of(juesuan.read(tmp_path / "export.xlsx").statements, 2022, builtin()).problems

    assert [(problem.place.cell, problem.place.sheet and problem.place.sheet[:3]) for problem in problems] == [
        ("E10", "Z04")
    ]
    assert "6,205,328.47" in problems[0].message
    assert "6,205,327.46" in problems[0].message


def test_a_yuan_is_what_rounding_of_each_cell_may_leave(tmp_path: Path) -> None:
    write_export(example_books(builtin()), tmp_path / "export.xlsx", {"spend[function=2010301]": Decimal("6205328.46")})

    assert accounts_of(juesuan.read(tmp_path / "export.xlsx").statements, 2022, builtin()).problems == ()


def test_a_missing_table_is_named(tmp_path: Path) -> None:
    write_export(example_books(builtin()), tmp_path / "export.xlsx")
    stated = [item for item in juesuan.read(tmp_path / "export.xlsx").statements if item.source != "Z07"]
    problems = accounts_of(stated, 2022, builtin()).problems

    assert ["财决07表" in problem.message for problem in problems] == [True]


def test_internal_accounts_are_read_not_judged(tmp_path: Path) -> None:
    write_export(example_books(builtin()), tmp_path / "export.xlsx")

    assert juesuan.check(juesuan.read(tmp_path / "export.xlsx")).findings == ()


def assert_same(found: object, made: Books) -> None:
    """The same money of the whole department: of equal lines the sum, of own and general openings only how much (the tables print no 项 for them)."""
    made = consolidated(made, builtin()).books
    for name in ("income", "spending", "basic"):
        assert _sums(getattr(found, name)) == _sums(getattr(made, name)), name
    assert _carried(getattr(found, "opening")) == _carried(made.opening)  # noqa: B009


def _sums(lines: object) -> dict[tuple[str, ...], Decimal]:
    sums: dict[tuple[str, ...], Decimal] = defaultdict(Decimal)
    for line in lines:  # type: ignore[attr-defined]
        key = tuple(str(getattr(line, name)) for name in line.__slots__ if name not in {"amount", "agency", "project"})
        sums[key] += line.amount
    return {key: amount for key, amount in sums.items() if amount}


def _carried(lines: tuple[Opening, ...]) -> dict[FactKey, Decimal]:
    sums: dict[FactKey, Decimal] = defaultdict(Decimal)
    for line in lines:
        named = {"function": line.function} if line.fund in {"gf", "sc"} else {}
        sums[FactKey.of("balance", fund=line.fund, **named)] += line.amount
    return {key: amount for key, amount in sums.items() if amount}
