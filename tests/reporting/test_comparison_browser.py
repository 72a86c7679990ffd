"""The comparison in a browser: its filters."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from lxml import html

from juesuan import check
from juesuan.checking.comparing import Version, compare
from juesuan.demo import demo_disclosure
from juesuan.model import Disclosure
from juesuan.preparing.planting import with_cell
from juesuan.reporting.comparison_html import render
from juesuan.reporting.recheck import Recheck
from juesuan.standard import builtin
from tests.contexts import context_of
from tests.reporting.test_html_browser import BROWSER, QUIET

pytestmark = pytest.mark.skipif(BROWSER is None, reason="no Chromium: the script is not tried")


@pytest.fixture(scope="module")
def page() -> str:
    """One error mended, one number changed that nobody asked for, others left."""

    def version(disclosure: Disclosure) -> Version:
        return Version(context_of(disclosure), check(disclosure))

    good = demo_disclosure(builtin())
    wrong, mended = with_cell(good, "T03", "2060499", "C3", "412.00"), with_cell(good, "T01", "L6", "C1", "12.34")
    return render(Recheck(compare(version(wrong), version(mended))))


def shown(page: str, folder: Path, then: str = "") -> html.HtmlElement:
    """The page as it stands after its script, and then another one, has run."""
    path = folder / "comparison.html"
    path.write_text(page.replace("</body>", f"<script>{then}</script></body>"), encoding="utf-8")
    command = [str(BROWSER), *QUIET, f"--user-data-dir={folder / 'profile'}", "--dump-dom", path.as_uri()]
    done = subprocess.run(command, capture_output=True, text=True, check=True, timeout=60)
    return html.document_fromstring(done.stdout)


def visible(page: html.HtmlElement, what: str) -> list[str]:
    """Texts of the elements of a class in sections that are not hidden."""
    found = page.xpath(f"//section[not(@hidden)]//*[contains(concat(' ', @class, ' '), ' {what} ')][not(@hidden)]")
    return [element.text_content() for element in found]


def test_hints_are_hidden_at_first(page: str, tmp_path: Path) -> None:
    first = visible(shown(page, tmp_path), "cause")
    more = visible(shown(page, tmp_path, "document.querySelector('[data-toggle=info]').click()"), "cause")

    assert 0 < len(first) < len(more)


def test_only_what_nobody_asked_for(page: str, tmp_path: Path) -> None:
    opened = shown(page, tmp_path, "document.getElementById('unasked').click()")

    assert len(visible(opened, "unasked")) == 1
    assert visible(opened, "asked") == []


def test_words_and_fates(page: str, tmp_path: Path) -> None:
    """Searching keeps what has the words; a button takes a whole part away."""
    search = "const s = document.getElementById('search'); s.value = '2060499'; s.dispatchEvent(new Event('input'))"
    found = visible(shown(page, tmp_path, search), "cause")
    without = shown(page, tmp_path, "document.querySelector('[data-toggle=left]').click()")

    assert found
    assert all("2060499" in text for text in found)
    assert without.xpath("//section[@data-part='left']/@hidden")
    assert not without.xpath("//section[@data-part='mended']/@hidden")
