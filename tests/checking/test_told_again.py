"""One cause that several rules see is one finding: an item left out or printed twice, an indicator printed twice, half a table left blank."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from msgspec import structs

import juesuan
from juesuan.formats.printing.printed_blocks import Block, Printed, PrintedLine, PrintedTable
from juesuan.model import Disclosure, Finding, Report, Severity, State
from juesuan.standard import builtin
from tests import made
from tests.checking.judging import failures, states
from tests.checking.performance.sheets import GOOD_ROWS, disclosure, project
from tests.damage.printing import printed, published
from tests.damage.tables import rebuilt, with_texts
from tests.departments import document

SEEDS = (100, 103, 107)


def _roots(report: Report) -> list[Finding]:
    return [f for f in report.findings if f.root is None and f.severity is not Severity.INFO]


def _judged(seed: int, folder: Path, change: Callable[[Printed], Printed]) -> Report:
    path = folder / "document.html"
    published(document(seed, 12), path, change)
    return juesuan.check(juesuan.read(path))


def _items(whole: Printed) -> list[PrintedLine]:
    """The paragraphs of section five about one 项."""
    found = []
    for block in whole.blocks:
        if isinstance(block, PrintedLine) and block.section.startswith("N05"):
            codes = {mark.statement.fact.get("function") for mark in block.marks if mark.statement.fact is not None}
            if len(codes) == 1 and len(next(iter(codes)) or "") == 7:
                found.append(block)
    return found


def _with(whole: Printed, change: Callable[[Block], Sequence[Block]]) -> Printed:
    return replace(whole, blocks=tuple(new for block in whole.blocks for new in change(block)))


@pytest.mark.parametrize("seed", SEEDS)
def test_an_item_left_out_is_one_finding_with_what_to_write(seed: int, tmp_path: Path) -> None:
    items = _items(printed(document(seed, 12)))
    gone = next(item for item in items[1:] if all(m.statement.value for m in item.marks[:2]))
    report = _judged(seed, tmp_path, lambda whole: _with(whole, lambda block: [] if block == gone else [block]))

    found = _roots(report)
    assert [f.rule for f in found] == ["N05-10"]
    assert "支出决算" in found[0].advice
    assert {f.rule for f in report.findings if f.root == found[0].id} >= {"N05-12"}


@pytest.mark.parametrize("seed", SEEDS)
def test_an_item_printed_twice_is_one_finding(seed: int, tmp_path: Path) -> None:
    again = _items(printed(document(seed, 12)))[1]
    report = _judged(
        seed, tmp_path, lambda whole: _with(whole, lambda block: [block, block] if block == again else [block])
    )

    assert [f.rule for f in _roots(report)] == ["N05-10"]


def _half_blank(block: Block) -> Sequence[Block]:
    """The 三公 table without the figures of what was spent."""
    if not isinstance(block, PrintedTable) or block.form != "T09":
        return [block]
    spent = {column.key for column in builtin().forms["T09"].columns if column.label.startswith("决算数")}
    lines = [
        with_texts(line, {c.column: "" for c in line if c.slot.key is not None and c.slot.key[1] in spent})
        for line in block.rows
    ]
    return [rebuilt(block, lines)]


@pytest.mark.parametrize("seed", SEEDS)
def test_half_a_table_left_blank_is_one_finding(seed: int, tmp_path: Path) -> None:
    report = _judged(seed, tmp_path, lambda whole: _with(whole, _half_blank))

    (root,) = _roots(report)
    assert root.rule in {"B-07", "B-05"}
    assert "决算数" in root.message
    assert len(root.folded) > 1


def _doubled() -> Disclosure:
    return disclosure(project(rows=(*GOOD_ROWS[:2], GOOD_ROWS[1], *GOOD_ROWS[2:])))


def test_an_indicator_printed_twice_is_one_finding() -> None:
    (root,) = _roots(juesuan.check(_doubled()))

    assert (root.rule, root.severity) == ("PX-23", Severity.ERROR)
    assert "培训合格率" in root.message and "删去" in root.advice


def test_indicators_that_differ_anywhere_are_two() -> None:
    other = (*GOOD_ROWS[1][:2], "培训及格率", *GOOD_ROWS[1][3:])

    assert states("PX-23", disclosure(project(rows=(*GOOD_ROWS, other)))) == {State.PASS}
    assert states("PX-23", made.disclosure()) == {State.NOT_APPLICABLE}


def test_an_indicator_printed_twice_that_the_total_counts_is_worth_a_look() -> None:
    row = (*GOOD_ROWS[0][:5], "10", "10", "")
    (found,) = failures("PX-23", disclosure(project(rows=(row, row, *GOOD_ROWS[1:]))))

    assert found.severity is Severity.WARNING


def test_a_score_beyond_its_points_and_the_total_with_it_are_one() -> None:
    beyond = tuple((*row[:6], "33", row[7]) if row[2] == "就业帮扶成效" else row for row in GOOD_ROWS)
    found = _roots(juesuan.check(disclosure(project(rows=beyond, sums=("100", "100.5")))))

    assert [f.rule for f in found] == ["PP-07"]
    assert "就业帮扶成效" in found[0].message


def test_a_total_further_beyond_its_limit_than_its_parts_is_another() -> None:
    beyond = tuple((*row[:6], "31", row[7]) if row[2] == "就业帮扶成效" else row for row in GOOD_ROWS)
    found = _roots(juesuan.check(disclosure(project(rows=beyond, sums=("100", "105")))))

    assert len(found) == 2


def test_a_wrong_name_of_a_code_is_no_wrong_term_besides() -> None:
    spent = made.table("T03", {("208", "C1"): "1.00", ("*", "C1"): "1.00"}, labels={"208": "社会保险和就业支出"})
    found = {f.rule: f for f in juesuan.check(made.disclosure(tables_made={"T03": spent})).findings}

    assert found["L-02"].root in {found["C-02"].id, found["C-02"].root} - {None}


def test_words_doubled_in_one_paragraph_are_one_finding() -> None:
    twice = structs.replace(made.disclosure(sections=(made.section("N01", "增加的的主要原因是是工资，，增加。"),)))
    (found,) = failures("L-01", twice)

    assert len(found.terms) > 1
