"""Formulas in published workbooks: computed anew by LibreOffice they give what is printed."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from functools import cache
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook

from juesuan.checking.definitions import definitions
from juesuan.model import Disclosure
from juesuan.preparing.compose import compose
from juesuan.preparing.example import example_books
from juesuan.preparing.planting import with_cell
from juesuan.publishing import publish_xlsx
from juesuan.standard import builtin
from tests.contexts import context_of

OFFICE = shutil.which("soffice") or shutil.which("libreoffice")
NAMES = sorted(builtin().layouts.prepared)


@cache
def example(name: str) -> Disclosure:
    edition = builtin().layouts.named(name)
    return compose(replace(example_books(builtin()), year=edition.year), edition)


def published(disclosure: Disclosure, folder: Path) -> Path:
    path = folder / "made.xlsx"
    publish_xlsx(disclosure, builtin().layouts.named(disclosure.info.profile).style, path, builtin())
    return path


def formulas(book: Workbook) -> Iterator[tuple[str, str, str]]:
    """Sheet, cell and text of every formula."""
    for sheet in book.worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                if cell.data_type == "f":
                    yield sheet.title, cell.coordinate, cell.value


@pytest.fixture(scope="module")
def computed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the workbook of every edition, and in ``out`` the same as LibreOffice computes it: started once for all of them."""
    folder = tmp_path_factory.mktemp("books")
    for name in NAMES:
        (folder / name).mkdir()
        # Without the values that we stored: they can only come from computing.
        load_workbook(published(example(name), folder / name)).save(folder / f"{name}.xlsx")
    command = [str(OFFICE), f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless", "--convert-to"]
    command += ["xlsx", "--outdir", str(folder / "out"), *(str(folder / f"{name}.xlsx") for name in NAMES)]
    subprocess.run(command, check=True, capture_output=True, timeout=600)
    return folder


@pytest.mark.skipif(OFFICE is None, reason="no LibreOffice: nothing that computes formulas")
@pytest.mark.parametrize("name", NAMES)
def test_computing_again_changes_nothing(name: str, computed: Path) -> None:
    path = computed / name / "made.xlsx"
    book, wanted = load_workbook(path), load_workbook(path, data_only=True)
    again = load_workbook(computed / "out" / f"{name}.xlsx", data_only=True)

    found = list(formulas(book))
    different = [
        (sheet, cell, text, wanted[sheet][cell].value, again[sheet][cell].value)
        for sheet, cell, text in found
        if abs(Decimal(str(wanted[sheet][cell].value)) - Decimal(str(again[sheet][cell].value))) > Decimal("1e-9")
    ]
    assert different == []
    assert len(found) == len(definitions(context_of(example(name))))


def test_totals_are_sums_of_their_details(tmp_path: Path) -> None:
    """Ranges where the details stand together, additions where they do not."""
    book = load_workbook(published(example("henan-2022"), tmp_path))
    found = {(sheet.split()[0], cell): text for sheet, cell, text in formulas(book)}
    assert found["公开01表", "C33"] == "=SUM(C7:C14)+0.01"
    assert found["公开01表", "F37"] == "=SUM(F33:F35)"
    assert found["公开02表", "E7"] == "=E8+E13+E16+E21+E26+E29+E34"
    assert found["公开02表", "E8"] == "=E9"
    assert {sheet for sheet, _ in found} >= {"部门整体支出绩效自评情况表", "项目支出绩效自评情况表"}


def test_what_rounding_leaves_is_carried_and_noted(tmp_path: Path) -> None:
    """Every tail stands in the formula and in a note, and nowhere else are notes."""
    made = example("henan-2022")
    tails = [item for item in definitions(context_of(made)).values() if item.tail]
    book = load_workbook(published(made, tmp_path))
    notes = [cell.comment.text for sheet in book for row in sheet.iter_rows() for cell in row if cell.comment]
    assert len(notes) == len(tails) > 0
    assert sorted(notes) == sorted(f"四舍五入尾差 {item.tail}万元" for item in tails)
    assert sum(1 for _, _, text in formulas(book) if text.endswith(("+0.01", "-0.01", "+0.02", "-0.02"))) == len(tails)


def test_a_wrong_total_stays_as_printed(tmp_path: Path) -> None:
    """No formula may hide an error of the document: the value stays, and a note says by how much it is off."""
    wrong = with_cell(example("henan-2022"), "T06", "operating", "C1", "205.76")
    book = load_workbook(published(wrong, tmp_path))
    sheet = book["公开06表 一般公共预算财政拨款基本支出决算表"]
    cell = next(cell for row in sheet.iter_rows() for cell in row if cell.value == 205.76)
    assert "相差 10.00万元" in cell.comment.text


@pytest.mark.parametrize("name", NAMES)
def test_sheets_are_ready_to_be_printed(name: str, tmp_path: Path) -> None:
    """A4, one page wide, numbered, with the header on every page and in sight."""
    book = load_workbook(published(example(name), tmp_path))
    for sheet in book.worksheets:
        assert sheet.page_setup.paperSize == 9
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert sheet.print_area
    table = next(sheet for sheet in book if sheet.title.endswith("支出决算表"))
    assert table.print_title_rows
    assert table.freeze_panes
    assert book.properties.creator == example(name).info.unit


def test_contents_lead_to_every_sheet(tmp_path: Path) -> None:
    book = load_workbook(published(example("henan-2022"), tmp_path))
    links = [cell.hyperlink for (cell,) in book["目录"].iter_rows() if cell.hyperlink]
    targets = {link.location.rpartition("!")[0].strip("'") for link in links}
    assert book.sheetnames[0] == "目录"
    assert targets == set(book.sheetnames[1:])
