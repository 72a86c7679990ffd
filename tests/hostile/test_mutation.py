"""Documents with a few bytes changed are read, or refused with a message; what once ended badly does no more."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from juesuan.formats.errors import ReadError
from juesuan.formats.pages.source import Grid, Page
from juesuan.formats.pdf.reading import read_pdf
from tests.hostile.campaign import Campaign
from tests.hostile.mutation import Edit, Mutant, minimised, mutant
from tests.hostile.originals import documents

KEPT = Path(__file__).with_name("kept")
SEEDS = range(3)
PAGES_LOST = 1
NAMES = (
    "a.pdf",
    "a.docx",
    "a.xlsx",
    "a.xls",
    "a.html",
    "a.txt",
    "a.ofd",
    "a.json",
    "a.zip",
    "workbook.xlsx",
    "ledger.csv",
    "ledger.xlsx",
)


@pytest.fixture(scope="module")
def campaign(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Campaign]:
    """The process that all of them go through."""
    made = Campaign(tmp_path_factory.mktemp("hostile"))
    yield made
    made.close()


@pytest.fixture(scope="module")
def originals() -> dict[str, bytes]:
    """The documents that are changed."""
    return documents(old=False)


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("name", NAMES)
def test_a_changed_document(campaign: Campaign, originals: dict[str, bytes], name: str, seed: int) -> None:
    changed = mutant(name, originals[name], f"test {seed}")

    assert changed.content == mutant(name, originals[name], f"test {seed}").content
    assert not campaign.outcome(name, changed.content).startswith("CRASH")


@pytest.mark.parametrize("path", sorted(KEPT.iterdir()) if KEPT.is_dir() else [], ids=lambda path: path.name)
def test_what_once_ended_badly(campaign: Campaign, path: Path) -> None:
    assert not campaign.outcome(path.name, path.read_bytes()).startswith("CRASH")


@pytest.fixture(scope="module")
def whole(originals: dict[str, bytes]) -> list[list[str]]:
    """The texts of the pages of the PDF as it was."""
    return [_texts(page) for page in read_pdf(Path("a.pdf"), originals["a.pdf"]).pages]


@pytest.mark.parametrize("seed", range(12))
def test_a_byte_of_a_page_costs_at_most_that_page(
    originals: dict[str, bytes], whole: list[list[str]], tmp_path: Path, seed: int
) -> None:
    """The texts of all pages but one are as they were."""
    found = mutant("a.pdf", originals["a.pdf"], f"byte {seed}")
    part = found.edits[0].part or 1
    edit = Edit(part, found.edits[0].at % 500, 1, bytes([seed * 21 % 256]))
    try:
        damaged = read_pdf(tmp_path / "a.pdf", Mutant("a.pdf", originals["a.pdf"], (edit,)).content)
    except ReadError:
        pytest.fail("the whole file is lost")
    lost = sum(before != _texts(after) for before, after in zip(whole, damaged.pages, strict=True))

    assert lost <= PAGES_LOST


def _texts(page: Page) -> list[str]:
    return [
        "|".join(cell.text for cell in block.cells) if isinstance(block, Grid) else block.text for block in page.blocks
    ]


def test_a_crash_is_made_as_small_as_can_be() -> None:
    """Of several changes the one that it takes is kept."""
    made = Mutant("a.txt", b"0123456789", tuple(Edit(0, at, 1, b"x") for at in range(5)))

    smallest = minimised(made, lambda other: any(edit.at == 3 for edit in other.edits))

    assert smallest.content == b"012x456789"
