"""prepare(): what it makes is read back and judged without a finding, under every policy and in both units."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from msgspec import structs

import juesuan
from juesuan.model import Severity, Unit
from juesuan.preparing.compose import Composed, composed, plain_figures, shown_facts
from juesuan.preparing.example import example_books
from juesuan.preparing.prepare import Prepared
from juesuan.preparing.rounding import POLICIES
from juesuan.publishing import publish
from juesuan.standard import builtin
from juesuan.standard.layouts import Layout
from tests.examples import examples
from tests.strategies import books

BOOKS = example_books(builtin())


NAMES = ("henan-2022", "mof-2022", "mof-2019", "central-2022", "shaanxi-2022", "guangdong-2019")
PAIRS = [
    (name, rounding, (Unit.WAN, Unit.YUAN)[(number + other) % 2])
    for number, name in enumerate(NAMES)
    for other, rounding in enumerate(("plain", "footing"))
]
"""Every edition with every rounding; each unit with every edition and with every rounding."""


@pytest.mark.parametrize(("name", "rounding", "unit"), PAIRS)
def test_the_example_is_read_back_and_judged_without_a_finding(
    name: str, rounding: str, unit: Unit, tmp_path: Path
) -> None:
    edition = structs.replace(builtin().layouts.named(name), unit=unit)
    made = juesuan.prepare(replace(BOOKS, year=edition.year), edition, rounding)
    assert made.disclosure is not None
    publish(made.disclosure, edition.style, tmp_path / "made.html", builtin())
    report = juesuan.check(juesuan.read(tmp_path / "made.html"))
    assert [finding.message for finding in report.findings] == []


def footed(data: st.DataObject, edition: Layout) -> Composed:
    made = data.draw(books(edition, 12))
    figures = plain_figures(made, edition)
    decided, _ = POLICIES["footing"](figures, shown_facts(made, figures.facts, edition), {})
    return composed(made, decided, edition, lambda asked: "按实际需要调整", "footing")


@settings(
    max_examples=examples(6),
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.function_scoped_fixture],
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
)
@given(data=st.data())
def test_random_departments_that_foot_have_no_error(data: st.DataObject, tmp_path: Path) -> None:
    edition = builtin().layouts.named(data.draw(st.sampled_from(sorted(builtin().layouts.prepared))))
    made = footed(data, edition).disclosure
    publish(made, edition.style, tmp_path / "made.html", builtin())
    report = juesuan.check(juesuan.read(tmp_path / "made.html"))
    assert [finding.message for finding in report.findings if finding.severity is Severity.ERROR] == []


def cell(made: Prepared, form: str, row: str, column: str) -> str:
    assert made.disclosure is not None
    return made.disclosure.tables[form].cells[row, column].raw


def test_given_amounts_stand_as_they_are_and_contradictions_are_said() -> None:
    given_amounts = {
        "spend": Decimal("41977800"),
        "spend[nature=basic]": Decimal("13605400"),
        "spend[nature=project]": Decimal("28372300"),
    }
    made = juesuan.prepare(replace(BOOKS, given=given_amounts), builtin().layouts.named("henan-2022"), "given")
    assert made.disclosure is not None
    assert cell(made, "T03", "*", "C1") == cell(made, "T01", "L58", "C2") == "4197.78"
    assert cell(made, "T03", "*", "C3") == "2837.23"
    assert cell(made, "T05", "*", "C1") == "3563.57"
    assert [note for note in made.notes if "给定的数互相不等" in note and "相差 0.01 万元" in note]


def test_a_given_amount_that_cannot_be_printed_is_rounded_and_said() -> None:
    made = juesuan.prepare(
        replace(BOOKS, given={"spend": Decimal("41977759.14")}), builtin().layouts.named("henan-2022"), "given"
    )
    assert cell(made, "T03", "*", "C1") == "4197.78"
    assert any("已四舍五入" in note for note in made.notes)


def test_an_edition_serves_the_year_of_the_books() -> None:
    made = juesuan.prepare(replace(BOOKS, year=2024), builtin().layouts.of_place("河南省", 2022))
    assert made.disclosure is not None
    labels = {row.key: row.label for row in made.disclosure.tables["T01"].rows}
    assert labels["L28"] == "使用非财政拨款结余（含专用结余）"
    assert made.disclosure.info.year == 2024
    assert "2024年度收、支总计" in next(s for s in made.disclosure.sections if s.id == "N01").body.text


def test_basic_spending_outside_the_printed_rows_gets_its_row() -> None:
    basic = tuple(replace(line, economic="31204") if line.economic == "31002" else line for line in BOOKS.basic)
    made = juesuan.prepare(replace(BOOKS, basic=basic), builtin().layouts.named("henan-2022"))
    assert cell(made, "T06", "31204", "C1") == cell(made, "T06", "312", "C1") == "2.38"


def test_a_score_given_by_the_unit_stands() -> None:
    first = BOOKS.projects[0]
    targets = (replace(first.targets[0], score=Decimal(9), reason="一个部门未接入。"), *first.targets[1:])
    made = juesuan.prepare(
        replace(BOOKS, projects=(replace(first, targets=targets), *BOOKS.projects[1:])),
        builtin().layouts.named("henan-2022"),
    )
    assert made.disclosure is not None
    indicator = made.disclosure.performance[1].indicators[0]
    assert indicator.score is not None
    assert indicator.score.text == "9"
