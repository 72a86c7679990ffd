"""Tables of real documents against a second opinion: pdfplumber reads PDFs with another parser and its own idea of a table."""

from __future__ import annotations

import logging
from collections import Counter
from pathlib import Path

import pytest

from juesuan.formats.pages.normal_form import normalise
from juesuan.formats.pages.source import Grid, Page
from juesuan.formats.pdf.reading import read_pdf

pdfplumber = pytest.importorskip("pdfplumber")

ACCOUNTS = Path(__file__).parents[3] / "shared" / "samples" / "accounts"
PAGES = {
    "swu-2023.pdf": range(8, 16),
    "foshan-metro-2019.pdf": range(5, 24),
    "putuo-finance-2024.pdf": range(6, 21),
    "xian-health-2022.pdf": (7, 30, 31, 55, 60, 75, 90, 120, 143, *range(145, 161)),
}
AGREEMENT = 0.999

pytestmark = pytest.mark.skipif(not ACCOUNTS.is_dir(), reason="the sample documents are not here")


def _ours(page: Page) -> Counter[str]:
    return Counter(cell.text for block in page.blocks if isinstance(block, Grid) for cell in block.cells if cell.text)


def _theirs(page: object) -> Counter[str]:
    texts = (normalise(cell or "") for table in page.extract_tables() for row in table for cell in row)  # type: ignore[attr-defined]
    return Counter(text for text in texts if text)


@pytest.mark.parametrize("name", PAGES)
def test_cells_agree_with_pdfplumber(name: str) -> None:
    """Nearly every cell that pdfplumber finds is found with the same text."""
    logging.getLogger("pdfminer").setLevel(logging.ERROR)
    source = read_pdf(ACCOUNTS / name)
    total = missed = 0
    with pdfplumber.open(ACCOUNTS / name) as document:
        for number in PAGES[name]:
            theirs = _theirs(document.pages[number - 1])
            total += theirs.total()
            missed += (theirs - _ours(source.pages[number - 1])).total()

    assert total > 400
    assert missed <= (1 - AGREEMENT) * total


@pytest.mark.parametrize("path", sorted(ACCOUNTS.glob("*.pdf")), ids=lambda path: path.stem)
def test_every_grid_position_is_covered_once(path: Path) -> None:
    """Whatever the lines of a real table look like."""
    for page in read_pdf(path).pages:
        for grid in (block for block in page.blocks if isinstance(block, Grid)):
            covered = sum(cell.row_span * cell.column_span for cell in grid.cells)

            assert covered == grid.rows * grid.columns
