"""Formulas in published workbooks: computed anew by LibreOffice they give what is printed."""

from __future__ import annotations

import re
import shutil
import subprocess
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from functools import cache
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.utils.cell import coordinate_to_tuple
from python_calamine import CalamineWorkbook

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
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a folder for the workbook of every edition."""
    folder = tmp_path_factory.mktemp("books")
    for name in NAMES:
        (folder / name).mkdir()
        published(example(name), folder / name)
    return folder


@pytest.fixture(scope="module")
def computed(folder: Path) -> Path:
    """The folder, and in its ``out`` the same workbooks as LibreOffice computes them: started once for all of them."""
    for name in NAMES:
        _without_values(folder / name / "made.xlsx", folder / f"{name}.xlsx")
    command = [str(OFFICE), f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless", "--convert-to"]
    command += ["xlsx", "--outdir", str(folder / "out"), *(str(folder / f"{name}.xlsx") for name in NAMES)]
    subprocess.run(command, check=True, capture_output=True, timeout=600)
    return folder


def _without_values(path: Path, target: Path) -> None:
    """The workbook without the values that we stored with its formulas: they can only come from computing."""
    with zipfile.ZipFile(path) as given, zipfile.ZipFile(target, "w") as made:
        for name in given.namelist():
            made.writestr(name, re.sub(rb"(?<=</f>)<v>[^<]*</v>", b"", given.read(name)))


def values(path: Path) -> dict[str, list[list[object]]]:
    """What the cells show, sheet by sheet, row by row from A1 on."""
    book = CalamineWorkbook.from_path(path)
    return {name: book.get_sheet_by_name(name).to_python(skip_empty_area=False) for name in book.sheet_names}


@pytest.fixture(scope="module", params=NAMES)
def name(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="module")
def book(name: str, folder: Path) -> Workbook:
    """The workbook of an edition, opened once for all that is asked of it."""
    return load_workbook(folder / name / "made.xlsx")


@pytest.mark.skipif(OFFICE is None, reason="no LibreOffice: nothing that computes formulas")
def test_computing_again_changes_nothing(name: str, book: Workbook, computed: Path) -> None:
    wanted, again = values(computed / name / "made.xlsx"), values(computed / "out" / f"{name}.xlsx")

    found = list(formulas(book))
    different = []
    for sheet, cell, text in found:
        row, column = coordinate_to_tuple(cell)
        ours, theirs = (sheets[sheet][row - 1][column - 1] for sheets in (wanted, again))
        if abs(Decimal(str(ours)) - Decimal(str(theirs))) > Decimal("1e-9"):
            different.append((sheet, cell, text, ours, theirs))
    assert different == []
    assert len(found) == len(definitions(context_of(example(name))))


def test_sheets_are_ready_to_be_printed(name: str, book: Workbook) -> None:
    """A4, one page wide, numbered, with the header on every page and in sight."""
    for sheet in book.worksheets:
        assert sheet.page_setup.paperSize == 9
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert sheet.print_area
    table = next(sheet for sheet in book if sheet.title.endswith("支出决算表"))
    assert table.print_title_rows
    assert table.freeze_panes
    assert book.properties.creator == example(name).info.unit


@pytest.fixture(scope="module")
def henan(folder: Path) -> Workbook:
    return load_workbook(folder / "henan-2022" / "made.xlsx")


def test_totals_are_sums_of_their_details(henan: Workbook) -> None:
    """Ranges where the details stand together, additions where they do not."""
    found = {(sheet.split()[0], cell): text for sheet, cell, text in formulas(henan)}
    assert found["公开01表", "C33"] == "=SUM(C7:C14)+0.01"
    assert found["公开01表", "F37"] == "=SUM(F33:F35)"
    assert found["公开02表", "E7"] == "=E8+E13+E16+E21+E26+E29+E34"
    assert found["公开02表", "E8"] == "=E9"
    assert {sheet for sheet, _ in found} >= {"部门整体支出绩效自评情况表", "项目支出绩效自评情况表"}


def test_what_rounding_leaves_is_carried_and_noted(henan: Workbook) -> None:
    """Every tail stands in the formula and in a note, and nowhere else are notes."""
    tails = [item for item in definitions(context_of(example("henan-2022"))).values() if item.tail]
    notes = [cell.comment.text for sheet in henan for row in sheet.iter_rows() for cell in row if cell.comment]
    assert len(notes) == len(tails) > 0
    assert sorted(notes) == sorted(f"四舍五入尾差 {item.tail}万元" for item in tails)
    assert sum(1 for _, _, text in formulas(henan) if text.endswith(("+0.01", "-0.01", "+0.02", "-0.02"))) == len(tails)


def test_a_wrong_total_stays_as_printed(tmp_path: Path) -> None:
    """No formula may hide an error of the document: the value stays, and a note says by how much it is off."""
    wrong = with_cell(example("henan-2022"), "T06", "operating", "C1", "205.76")
    book = load_workbook(published(wrong, tmp_path))
    sheet = book["公开06表 一般公共预算财政拨款基本支出决算表"]
    cell = next(cell for row in sheet.iter_rows() for cell in row if cell.value == 205.76)
    assert "相差 10.00万元" in cell.comment.text


def test_contents_lead_to_every_sheet(henan: Workbook) -> None:
    links = [cell.hyperlink for (cell,) in henan["目录"].iter_rows() if cell.hyperlink]
    targets = {link.location.rpartition("!")[0].strip("'") for link in links}
    assert henan.sheetnames[0] == "目录"
    assert targets == set(henan.sheetnames[1:])
