"""Codes withheld as secret: their lists add up to no more than the totals, and what adds up to more is wrong all the same."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

import juesuan
from juesuan.formats.printing.printed_blocks import Block, Printed, PrintedLine, PrintedTable
from juesuan.model import Severity
from tests.damage import published
from tests.damage.printing import printed
from tests.damage.tables import CODED, code_of, rebuilt
from tests.departments import Chance, document

NOTES = (
    "注：按照国家保密规定，涉密科目不予公开，故本表部分科目明细之和小于合计数。",
    "说明：部分科目涉及国家秘密，未予公开。",
    "因涉密原因，部分项级科目未列示。",
)
_LISTS = (*CODED, "T07", "T08")
SEEDS = range(100, 106)


def _without_an_item(made: Printed, chance: Chance) -> tuple[Printed, str]:
    """The document without one 项, in no table and in no sentence, and its code; one that has siblings, so that the 款 has items left."""
    tables = [block for block in made.blocks if isinstance(block, PrintedTable) and block.form in _LISTS]
    codes = sorted({code for table in tables for line in table.rows if len(code := code_of(table, line)) == 7})
    several = [code for code in codes if sum(other[:5] == code[:5] for other in codes) > 1]
    gone = chance.choice(several)
    blocks: list[Block] = []
    for block in made.blocks:
        if isinstance(block, PrintedTable) and block.form in _LISTS:
            blocks.append(rebuilt(block, [line for line in block.rows if code_of(block, line) != gone]))
        elif not isinstance(block, PrintedLine) or all(_function(m.statement.fact) != gone for m in block.marks):
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


def test_without_such_a_note_the_sums_are_wrong(tmp_path: Path) -> None:
    assert _sums(tmp_path / "document.html", 100, "") != []


def test_duties_of_secrecy_withhold_nothing(tmp_path: Path) -> None:
    assert _sums(tmp_path / "document.html", 100, "注：本表由保密办公室公开并说明。") != []
