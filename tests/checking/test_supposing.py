"""Faults of rows and tables: each is one finding that names row and amount, under which all is told that follows from it."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

import pytest

import juesuan
from juesuan.model import Disclosure, Report, Severity
from tests.damage import Damage, damaged, judged, published
from tests.damage.printing import printed
from tests.departments import Chance, Made, document
from tests.told import mistold

SEEDS = (100, 101)
ROWS = (
    "row doubled",
    "row again at the end",
    "row doubled, other figures",
    "item dropped",
    "class row dropped",
    "branch dropped",
    "total dropped",
    "total line dropped",
    "table printed twice",
    "code mistyped",
    "other unit",
    "row blanked",
    "total blanked",
    "line of 06 dropped",
    "figures of rows exchanged",
    "name of another",
)


@lru_cache(maxsize=1)
def _made(seed: int) -> Made:
    return document(seed, 12)


def _checked(kind: str, seed: int, folder: Path) -> tuple[Damage, Disclosure, Report]:
    made = _made(seed)
    damage = damaged(kind, Chance(f"{seed} {kind}"), printed(made))
    assert damage is not None
    path = folder / "document.html"
    published(made, path, lambda _: damage.printed)
    read = juesuan.read(path)
    return damage, read, juesuan.check(read)


@pytest.mark.parametrize(("seed", "kind"), sorted((SEEDS[number % 2], kind) for number, kind in enumerate(ROWS)))
def test_a_fault_of_rows_is_one_finding_that_names_row_and_amount(kind: str, seed: int, tmp_path: Path) -> None:
    damage, read, report = _checked(kind, seed, tmp_path)
    told = judged(damage, read, report)
    assert told.named, (damage.names, damage.amounts, told.accused)
    assert told.roots == 1, told.accused
    assert not told.innocent
    assert mistold(report) == []


def test_a_mistyped_code_that_is_also_one_of_its_name_is_told_by_the_level_above(tmp_path: Path) -> None:
    """事业运行 is the name of many codes: this one's 款 is not in the table."""
    damage, read, report = _checked("code mistyped", 4, tmp_path)
    told = judged(damage, read, report)
    assert [f.rule for f in report.findings if f.root is None and f.severity is Severity.ERROR] == ["C-08"]
    assert told.named
    assert not told.innocent


def test_a_form_without_figures_is_one_finding(tmp_path: Path) -> None:
    damage, read, report = _checked("form blanked", 100, tmp_path)
    told = judged(damage, read, report)
    assert [accused.partition(" ")[0] for accused in told.accused] == ["B-05"]


@pytest.mark.parametrize("seed", range(100, 108))
def test_a_letter_for_a_digit_is_told_whether_it_could_be_read_or_not(seed: int, tmp_path: Path) -> None:
    damage, read, report = _checked("letter for a digit", seed, tmp_path)
    told = judged(damage, read, report)
    printed_so = damage.amounts[0]

    assert printed_so in "".join((*told.accused, *(gap.message for gap in report.gaps))).replace(",", "")
    assert report.verdict != "clean"
    assert not told.innocent
    assert mistold(report) == []
