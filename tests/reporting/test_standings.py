"""The law of the tally: every number of a document stands in exactly one list, whatever happened to the document."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import juesuan
from juesuan.model import Disclosure, Report
from juesuan.reporting.coverage import Standing, coverage, standings
from tests.damage import published
from tests.departments import document


def tallied(read: Disclosure, report: Report) -> None:
    """Every number stands in one list."""
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


def test_of_a_consistent_document_every_number_stands_in_exactly_one_list(tmp_path: Path) -> None:
    """Of damaged ones it is asked where all their views are made, in test_every_view."""
    path = tmp_path / "document.html"
    published(document(100, 12), path, lambda whole: whole)
    read = juesuan.read(path)

    tallied(read, juesuan.check(read))
