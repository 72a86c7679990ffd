"""The law of the tally: every number of a document stands in exactly one list, whatever happened to the document."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

import juesuan
from juesuan.model import Disclosure, Report
from juesuan.reporting.coverage import Standing, coverage, standings
from tests.damage import damaged, published
from tests.damage.printing import printed
from tests.departments import Chance, document

KINDS = ("", "cell no number", "one header unknown", "title unknown", "rows merged", "section blanked")


def _read(kind: str, folder: Path) -> tuple[Disclosure, Report]:
    made = document(100, 12)
    damage = damaged(kind, Chance(kind), printed(made)) if kind else None
    path = folder / "document.html"
    published(made, path, lambda whole: damage.printed if damage is not None else whole)
    read = juesuan.read(path)
    return read, juesuan.check(read)


@pytest.mark.parametrize("kind", KINDS)
def test_every_number_stands_in_exactly_one_list(kind: str, tmp_path: Path) -> None:
    read, report = _read(kind, tmp_path)
    told = standings(read, report)
    seen = coverage(read, report)
    lists = Counter(number.standing for number in told)

    # Of tables every cell that is not blank, of the prose every number, once and no other.
    cells = [cell for table in (*read.tables.values(), *read.others) for cell in table.cells.values() if cell.raw]
    forms = [s for s in read.statements if not s.in_prose and not s.is_blank and s.source not in read.tables]
    assert len(told) == len(cells) + len(forms) + len(read.numbers)
    # The lists are those that the report counts and shows.
    assert lists[Standing.UNBOUND] == len(seen.unbound)
    assert lists[Standing.DESCRIBED] == len(seen.described)
    judged = [number for number in told if number.standing in {Standing.DECIDED, Standing.LIMITED}]
    assert sum(number.kind[:1] != "A" for number in judged) == seen.decided
    assert sum(lists.values()) == len(told)
