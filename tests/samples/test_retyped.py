"""The worked case, retyped: a workbook made of a real disclosure publishes it again as it stands, with its own findings.

What differs is listed with the reason, and nothing else may differ.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

import juesuan
from juesuan.checking.engine import check
from juesuan.model import Disclosure
from juesuan.model.spelling import normalise
from juesuan.preparing.from_disclosure import books_of
from juesuan.preparing.prepare import fingerprint_of, prepare
from juesuan.preparing.previous import previous_values, printed_cells
from juesuan.preparing.workbook import read_books
from juesuan.publishing import publish
from juesuan.publishing.proof import proof
from juesuan.publishing.template_workbook import template_workbook
from juesuan.recognising.workbook_input import open_input
from juesuan.standard import builtin

SAMPLE = Path(__file__).parents[3] / "shared" / "samples" / "accounts" / "jiaozuo-industry-2022.txt"
pytestmark = pytest.mark.skipif(not SAMPLE.exists(), reason="the samples are not at hand")

SECTIONS = {
    "cover": "a flattened text has no cover that is read as a section",
    "toc": "nor a table of contents",
    "part2": "the numbers of the tables stand there",
    "glossary": "numbers of pages stand between its lines in the original",
}
FORM_CELLS = {
    ("PO", "initial"): "年初财政拨款 of the overall form is that of the accounts, which the original contradicts",
    ("PO", "rate"): "a rate is computed, and the original prints another, which is not entered here as given",
    ("PO", "deviation"): "a form without actual values has no deviation to compute",
    ("PP", "score"): "four forms print no column of scores, which is not entered here as a cell given",
}
GONE = {
    "PO-02": "the rate is computed",
    "PP-13": "scores are printed",
    "PX-08": "rests on a score that was not printed",
    "L-02": "spaces and characters of the flattened text",
    "F-02": "every table prints its unit of money",
    "F-04": "names of rows and lines are those of the form",
    "T03-09": "blank cells are printed as 0.00",
}
NEW = {
    "PO-07": "executed is more than the adjusted budget, as typed; the original's rate hid it",
    "PX-12": "speaks of scores that are printed now",
}


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory) -> tuple[Disclosure, Disclosure]:
    """The original as it was read, and what the workbook made of it publishes, read back."""
    folder = tmp_path_factory.mktemp("重录")
    standard, layout = builtin(), builtin().layouts.named("henan-2022")
    original = juesuan.read(SAMPLE)
    books = books_of(original, standard)
    books = replace(books, department=replace(books.department, kind="事业"))  # which no disclosure prints
    path = folder / "工作簿.xlsx"
    path.write_bytes(template_workbook(2022, standard, books=books))
    read = read_books(open_input(path).sheets, standard)
    assert read.problems == ()
    assert read.books is not None
    typed = replace(read.books, given=previous_values(original), given_cells=printed_cells(original))
    answered = frozenset(fingerprint_of(problem.message) for problem in prepare(typed, layout, "given").problems)
    made = prepare(typed, layout, "given", accepted=answered).disclosure
    assert made is not None
    out = folder / "决算.html"
    publish(made, layout.style, out, standard)
    found = proof(made, out, standard)
    assert found.wrong == ()
    return original, found.disclosure


def test_every_cell_of_every_table_is_as_it_was(both: tuple[Disclosure, Disclosure]) -> None:
    cells = [
        {(item.source, item.row, item.column): item.value for item in one.statements if item.source in one.tables}
        for one in both
    ]

    assert len(cells[0]) > 600
    assert {
        key for key in cells[0].keys() | cells[1].keys() if (cells[0].get(key) or 0) != (cells[1].get(key) or 0)
    } == set()


def test_every_section_says_what_it_said(both: tuple[Disclosure, Disclosure]) -> None:
    said = [{section.id: "".join(normalise(section.body.text).split()) for section in one.sections} for one in both]
    different = {name for name in said[0].keys() | said[1].keys() if said[0].get(name) != said[1].get(name)}

    assert different <= SECTIONS.keys()
    assert {name for name in said[0] if name.startswith("N")} <= said[1].keys() - different


def test_every_form_prints_what_it_printed(both: tuple[Disclosure, Disclosure]) -> None:
    cells = [
        {
            (item.source, item.instance, item.row, item.column): item.value
            for item in one.statements
            if item.source in {"PO", "PP"}
        }
        for one in both
    ]
    zero = Decimal(0)
    different = {key for key in cells[0].keys() | cells[1].keys() if cells[0].get(key, zero) != cells[1].get(key, zero)}

    assert {(key[0], key[3]) for key in different} <= FORM_CELLS.keys(), sorted(different)
    assert len(different) < len(cells[0]) / 10
    texts = [
        [
            (form.project and form.project.text, normalise(form.goals.text if form.goals else ""))
            for form in one.performance
        ]
        for one in both
    ]
    assert texts[0] == texts[1]
    assert both[1].performance[0].columns == both[0].performance[0].columns


def test_its_findings_are_its_own(both: tuple[Disclosure, Disclosure]) -> None:
    before, after = (Counter(finding.rule for finding in check(one, standard=builtin()).findings) for one in both)

    assert (after - before).keys() <= NEW.keys()
    assert (before - after).keys() <= GONE.keys()
    assert sum((before & after).values()) > 65
