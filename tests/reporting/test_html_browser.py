"""The HTML report in a browser: the script runs, selects, filters and scrolls to the number."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest
from lxml import html

from juesuan.reporting.html import PageImage, render
from tests.reporting.made import dossier

BROWSER = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
QUIET = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108000000003a7e9b55"
    "0000000a49444154789c6360000000020001e221bc330000000049454e44ae426082"
)

pytestmark = pytest.mark.skipif(BROWSER is None, reason="no Chromium: the report's script is not tried")


def _shown(folder: Path, fragment: str = "", then: str = "", width: int = 1400) -> html.HtmlElement:
    """The page as it stands after its script, and then another one, has run."""
    page = folder / "report.html"
    text = render(dossier(), lambda number, fine: PageImage(PIXEL, 600.0, 800.0))
    page.write_text(text.replace("</body>", f"<script>{then}</script></body>"), encoding="utf-8")
    command = [
        str(BROWSER),
        *QUIET,
        f"--window-size={width},900",
        f"--user-data-dir={folder / 'profile'}",
        "--dump-dom",
        page.as_uri() + fragment,
    ]
    done = subprocess.run(command, capture_output=True, text=True, check=True, timeout=60)
    return html.document_fromstring(done.stdout)


def test_the_first_finding_is_open_and_its_number_marked(tmp_path: Path) -> None:
    """Hints and accepted findings are hidden at first."""
    page = _shown(tmp_path)

    assert page.get_element_by_id("shown").text == "显示 3 / 5（没有显示的有 1 条提示）"
    assert "selected" in page.get_element_by_id("f-sum").get("class")
    assert page.get_element_by_id("f-info").get("hidden") is not None
    assert len(page.find_class("active")) == 4
    assert len(page.find_class("current")) == 1


def test_an_address_opens_its_finding(tmp_path: Path) -> None:
    """So that a finding can be sent to someone."""
    page = _shown(tmp_path, "#f-share")

    assert "selected" in page.get_element_by_id("f-share").get("class")
    assert "open" not in page.get_element_by_id("f-sum").get("class")


def test_a_click_on_the_page_opens_the_finding(tmp_path: Path) -> None:
    """From the number to what is said about it."""
    page = _shown(tmp_path, then="document.querySelector('[data-findings~=share]').click()")

    assert page.xpath("//article[contains(@class, 'selected')]/@id") == ["f-share"]


def test_filters_hide_findings_and_their_marks(tmp_path: Path) -> None:
    """By category, and by severity."""
    choose = (
        "const c = document.getElementById('by-category'); c.value = 'narrative'; c.dispatchEvent(new Event('change'));"
    )
    page = _shown(tmp_path, then=choose)

    assert page.xpath("//article[not(@hidden)]/@id") == ["f-share"]
    assert page.get_element_by_id("shown").text == "显示 1 / 5（没有显示的有 1 条提示）"
    assert {
        mark.get("data-findings") for mark in page.xpath("//a[contains(@class, 'mark') and contains(@class, 'off')]")
    } >= {"tail tail2"}


def test_keys_walk_through_the_findings(tmp_path: Path) -> None:
    """Down, and along the numbers of one finding."""
    keys = "for (const key of ['ArrowDown', 'ArrowRight', 'ArrowRight']) document.body.dispatchEvent("
    page = _shown(tmp_path, then=keys + "new KeyboardEvent('keydown', {key, bubbles: true}))")
    (current,) = page.find_class("current")

    assert page.xpath("//article[contains(@class, 'selected')]/@id") == ["f-share"]
    assert page.get_element_by_id("f-share").find_class("go")[1].get("href") == f"#{current.get('id')}"


def test_both_places_of_a_finding_are_side_by_side(tmp_path: Path) -> None:
    """Cut out of the pages, with their marks; nothing has an id twice."""
    page = _shown(tmp_path)
    cuts = page.get_element_by_id("f-sum").find_class("cut")
    ids = page.xpath("//@id")

    assert len(cuts) >= 2
    assert all(cut.find_class("box") for cut in cuts)
    assert len(ids) == len(set(ids))


def test_on_a_narrow_screen_one_gets_to_the_document_and_back(tmp_path: Path) -> None:
    """The findings come first; a place shows the document, a button leads back to the finding."""
    there = _shown(tmp_path, then="document.querySelector('.case.open .go').click()", width=390)
    back = _shown(
        tmp_path,
        then="document.querySelector('.case.open .go').click(); document.getElementById('back').click()",
        width=390,
    )

    assert there.find("body").get("class") == "reading-document"
    assert there.get_element_by_id("back").get("hidden") is None
    assert there.get_element_by_id("back").text == "返回问题 1"
    assert not back.find("body").get("class")


def test_pages_are_leafed_through(tmp_path: Path) -> None:
    """To a page by its number, and to the next one."""
    go = "const p = document.getElementById('page'); p.value = 7; p.dispatchEvent(new Event('change'));"
    page = _shown(tmp_path, then=go + "document.querySelector('[data-leaf=\"1\"]').click(); document.title = p.value")

    assert page.findtext(".//title") == "8"


def test_a_number_that_is_pointed_at_says_what_is_known_of_it(tmp_path: Path) -> None:
    """What it states, where else that is printed, and the finding it is part of; the other place can be gone to."""
    jump = "document.querySelector('[data-findings~=sum]').click(); document.querySelector('#number li .jump').click();"
    page = _shown(tmp_path, then=jump)
    card = page.get_element_by_id("number")
    (current,) = page.find_class("current")

    assert card.get("hidden") is None and "1,236.70" in card.text_content()
    assert "同一项数据还印在 1 处" in card.text_content()
    assert len(card.find_class("cut")) == 2
    assert current.get("data-n") == card.xpath(".//li//button/@data-to")[0]
    assert page.xpath("//article[contains(@class, 'selected')]/@id") == ["f-sum"]


def test_the_page_of_a_rule_opens_in_place(tmp_path: Path) -> None:
    """Where its id stands."""
    page = _shown(tmp_path, then="document.querySelector('#f-sum [data-rule]').click()")
    shown = page.get_element_by_id("rule-page")

    assert shown.get("open") is not None
    assert "T01-01" in shown.findtext(".//h2")
    assert "依据" in shown.text_content()
