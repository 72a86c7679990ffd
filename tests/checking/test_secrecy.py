"""Codes withheld as secret: their lists add up to no more than the totals, and what adds up to more is wrong all the same."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

import juesuan
from juesuan.checking.secrecy import withheld
from juesuan.formats.printing.printed_blocks import Block, Printed, PrintedLine, PrintedTable
from juesuan.model import Severity
from tests.contexts import context_of
from tests.damage import published
from tests.damage.printing import printed
from tests.damage.tables import CODED, code_of, rebuilt
from tests.departments import Chance, document
from tests.made import disclosure, table

NOTES = (
    "注：按照国家保密规定，涉密科目不予公开，故本表部分科目明细之和小于合计数。",
    "说明：部分科目涉及国家秘密，未予公开。",
    "因涉密原因，部分项级科目未列示。",
    "按照保密规定，部分涉密科目未在本公开表中列示，相关合计数包含涉密支出。",
)
_LISTS = (*CODED, "T07", "T08")
SEEDS = range(100, 106)


def _without_an_item(made: Printed, chance: Chance, forms: tuple[str, ...] = _LISTS) -> tuple[Printed, str]:
    """The document without one 项 in the forms and, where these are all, in sentences; and its code, one that has siblings."""
    tables = [block for block in made.blocks if isinstance(block, PrintedTable) and block.form in _LISTS]
    codes = sorted({code for table in tables for line in table.rows if len(code := code_of(table, line)) == 7})
    several = [code for code in codes if sum(other[:5] == code[:5] for other in codes) > 1]
    gone = chance.choice(several)
    blocks: list[Block] = []
    for block in made.blocks:
        if isinstance(block, PrintedTable) and block.form in forms:
            blocks.append(rebuilt(block, [line for line in block.rows if code_of(block, line) != gone]))
        elif (
            forms != _LISTS
            or not isinstance(block, PrintedLine)
            or all(_function(m.statement.fact) != gone for m in block.marks)
        ):
            blocks.append(block)
    return replace(made, blocks=tuple(blocks)), gone


def _function(fact: juesuan.model.FactKey | None) -> str | None:
    return fact.get("function") if fact is not None else None


def _noted(made: Printed, note: str) -> Printed:
    """With a note under 支出决算表."""
    blocks = tuple(
        replace(block, notes=(*block.notes, note)) if isinstance(block, PrintedTable) and block.form == "T03" else block
        for block in made.blocks
    )
    return replace(made, blocks=blocks)


def _sums(path: Path, seed: int, note: str) -> list[str]:
    """What is said of lists that do not add up."""
    made = document(seed, 12)
    less, _ = _without_an_item(printed(made), Chance(f"{seed} {note}"))
    published(made, path, lambda _: _noted(less, note) if note else less)
    report = juesuan.check(juesuan.read(path))
    return [f.message for f in report.findings if f.severity is not Severity.INFO]


@pytest.mark.parametrize("seed", SEEDS)
def test_what_is_withheld_accuses_nobody(seed: int, tmp_path: Path) -> None:
    assert _sums(tmp_path / "document.html", seed, Chance(seed).choice(NOTES)) == []


@pytest.mark.parametrize("seed", SEEDS[:2])
def test_what_another_table_prints_is_withheld_all_the_same_and_named(seed: int, tmp_path: Path) -> None:
    path = tmp_path / "document.html"
    made = document(seed, 12)
    less, _ = _without_an_item(printed(made), Chance(f"{seed}"), ("T03",))
    published(made, path, lambda _: _noted(less, NOTES[0]))
    report = juesuan.check(juesuan.read(path))

    assert [f.message for f in report.findings if f.severity is not Severity.INFO] == []
    assert any("涉密科目不予公开" in gap.message and "没有核对" in gap.message for gap in report.gaps)


@pytest.mark.parametrize(
    "said",
    ["本部门不涉密，预算均已公开，各表没有未列示的内容。", "没有涉密科目未公开的情况。", "本部门不涉及国家秘密。"],
)
def test_what_withholds_nothing_excuses_nothing(said: str) -> None:
    note = table("T03", {("*", "C1"): "1.00"}, notes=(said,))

    assert withheld(context_of(disclosure(tables_made={"T03": note}))) is None


def test_without_such_a_note_the_sums_are_wrong(tmp_path: Path) -> None:
    assert _sums(tmp_path / "document.html", 100, "") != []


def test_duties_of_secrecy_withhold_nothing(tmp_path: Path) -> None:
    assert _sums(tmp_path / "document.html", 100, "注：本表由保密办公室公开并说明。") != []
