"""Whatever a file is made to cost, it costs no more than its share, and ends with a report or a message."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from pathlib import Path

import pytest

import juesuan
from juesuan.formats.pdf.reading import read_pdf
from juesuan.recognising.file_to_disclosure import read_source
from juesuan.reporting import terminal
from juesuan.reporting.dossier import Dossier
from juesuan.standard import builtin
from tests.hostile.all import CRAFTED
from tests.hostile.campaign import Campaign
from tests.hostile.kinds import Crafted
from tests.hostile.pdfs import HELLO, PAGE, form, pdf, stream

EVERY = 30
"""One kind in so many is tried with every run of the tests, the largest of it; ``make fuzz`` tries all."""

BY_KIND = [list(group) for _, group in groupby(CRAFTED, key=lambda crafted: (crafted.suffix, crafted.kind))]
SAMPLE = [group[-1] for group in BY_KIND[::EVERY]]


@pytest.fixture(scope="module")
def campaign(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Campaign]:
    """The process that all of them go through."""
    made = Campaign(tmp_path_factory.mktemp("hostile"))
    yield made
    made.close()


def test_there_are_many_of_every_format() -> None:
    assert len(CRAFTED) >= 300
    assert {crafted.suffix for crafted in CRAFTED} == {
        "pdf",
        "xlsx",
        "docx",
        "html",
        "txt",
        "json",
        "xls",
        "zip",
        "csv",
        "ods",
        "ofd",
    }
    assert len({crafted.name for crafted in CRAFTED}) == len(CRAFTED)


@pytest.mark.parametrize("crafted", SAMPLE, ids=lambda crafted: crafted.name)
def test_a_crafted_file_ends_within_its_limits(campaign: Campaign, crafted: Crafted) -> None:
    """20 seconds of processor time, 1 GB, a verdict or a message in Chinese."""
    outcome = campaign.outcome(crafted.name, crafted.content())

    assert not outcome.startswith("CRASH")
    assert outcome


def test_good_pages_beside_a_bad_one_are_read(tmp_path: Path) -> None:
    """A page that is too expensive costs that page and is named."""
    bad = PAGE.format(more="/XObject<</X 10 0 R>>").replace("4 0 R", "7 0 R")
    content = pdf(
        {
            1: "<</Type/Catalog/Pages 2 0 R>>",
            2: "<</Type/Pages/Kids[3 0 R 6 0 R 8 0 R]/Count 3>>",
            3: PAGE.format(more=""),
            4: stream(HELLO),
            5: "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
            6: bad,
            7: stream(b"/X Do"),
            8: PAGE.format(more=""),
            10: form(b"/X Do", "/XObject<</X 10 0 R>>"),
        }
    )
    source = read_pdf(tmp_path / "a.pdf", content)

    assert [len(page.blocks) for page in source.pages] == [1, 0, 1]
    assert ["没有读取" in problem.message and problem.place.page == 2 for problem in source.problems] == [True]
    disclosure = read_source(source, builtin())
    told = terminal.render(Dossier(disclosure, juesuan.check(disclosure), builtin()), terminal.Style(False, 80))
    assert (disclosure.unreadable_pages, disclosure.textless_pages) == ((2,), ())
    assert "第 2 页：没有读取" in told
    assert "文字层" not in told
