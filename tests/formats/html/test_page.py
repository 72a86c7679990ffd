"""The published web page: one file, semantic tables, numbers with their facts, charts; and alive in a browser."""

from __future__ import annotations

import re
import shutil
import subprocess
from dataclasses import replace
from decimal import Decimal
from functools import lru_cache
from pathlib import Path

import pytest
from lxml import html
from msgspec import structs

from juesuan.model import Disclosure
from juesuan.preparing.compose import compose
from juesuan.preparing.example import example_books
from juesuan.preparing.previous import previous_values
from juesuan.publishing import publish_html
from juesuan.publishing.charts import charts
from juesuan.standard import builtin

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
NAMES = sorted(builtin().layouts.prepared)
MOST_BYTES = 1_000_000


@lru_cache(maxsize=4)
def example(name: str) -> Disclosure:
    edition = builtin().layouts.named(name)
    return compose(replace(example_books(builtin()), year=edition.year), edition)


def published(name: str, folder: Path) -> Path:
    path = folder / "made.html"
    publish_html(example(name), builtin().layouts.named(name).style, path, builtin())
    return path


@pytest.mark.parametrize("name", NAMES)
def test_every_number_carries_what_it_states(name: str, tmp_path: Path) -> None:
    """Those of tables, of performance forms and of the prose, each once, with its exact value."""
    page = html.fromstring(published(name, tmp_path).read_bytes())
    carried = sorted(
        (element.get("data-fact"), Decimal(element.get("data-value")), element.get("data-unit"))
        for element in page.xpath("//main//*[self::td or self::span][@data-fact]")
    )
    stated = sorted(
        (str(item.fact), item.value, item.amount.unit.value) for item in example(name).statements if item.fact
    )
    assert carried == stated


@pytest.mark.parametrize("name", NAMES)
def test_the_page_needs_nothing_else(name: str, tmp_path: Path) -> None:
    text = published(name, tmp_path).read_text(encoding="utf-8")
    assert len(text.encode()) < MOST_BYTES
    assert not re.search(r"""(?:src|href)=["'](?!#)|url\(|@import|https?://""", text)
    assert "default-src 'none'" in text


def test_tables_say_what_their_headers_head(tmp_path: Path) -> None:
    page = html.fromstring(published("henan-2022", tmp_path).read_bytes())
    table = page.get_element_by_id("T03").find(".//table")
    assert [cell.get("scope") for cell in table.findall("thead/tr/th")][:3] == ["colgroup", "col", "col"]
    assert "行政运行" in [cell.text for cell in table.findall("tbody//th[@scope='row']")]
    assert table.findtext("caption/div[@class='name']") == "支出决算表"


def test_links_of_the_contents_lead_somewhere(tmp_path: Path) -> None:
    page = html.fromstring(published("henan-2022", tmp_path).read_bytes())
    targets = [link.get("href")[1:] for link in page.xpath("//nav//a")]
    names = page.xpath("//main//@id")
    assert set(targets) <= set(names)
    assert len(names) == len(set(names))
    assert {"T01", "T09", "N05", "PO1", "PP6", "charts"} <= set(targets)


def test_charts_show_facts_and_speak() -> None:
    made = [html.fromstring(chart) for chart in charts(example("henan-2022"), builtin())]
    titles = [chart.findtext("title") for chart in made]
    assert titles[:2] == ["本年收入：按来源（万元）", "本年支出：按功能分类（万元）"]
    bars = {bar.get("data-fact"): bar.findtext("text") for bar in made[0].findall("g")}
    assert bars["income[fund=gpb]"] == "3535.01　84.27%"
    assert "一般公共预算财政拨款收入3535.01" in made[0].findtext("desc")


def test_last_year_is_drawn_where_it_is_known() -> None:
    """Stated in the disclosure itself, or known from last year's document or books, in yuan."""
    made = example("henan-2022")
    both = [item for item in made.statements if str(item.fact) in {"income", "spend"}]
    before = tuple(
        structs.replace(item, id=f"{item.id}-1", fact=item.fact.but(year="-1"))
        for item in both
        if item.fact is not None
    )
    stated = charts(structs.replace(made, statements=made.statements + before), builtin())
    given = charts(made, builtin(), previous=previous_values(example("guangdong-2019")))
    assert not any("上年与本年" in chart for chart in charts(made, builtin()))
    assert any("上年与本年" in chart for chart in stated)
    (compared,) = [html.fromstring(chart) for chart in given if "上年与本年" in chart]
    bars = {bar.get("data-fact"): bar.findtext("text") for bar in compared.findall("g")}
    assert (bars["income[year=-1]"], bars["income"]) == ("4194.64", "4194.64")


def test_nothing_is_drawn_below_zero() -> None:
    """Bars start at zero: with a negative amount among them there is no chart of them."""
    made = example("henan-2022")
    negative = tuple(
        structs.replace(item, amount=structs.replace(item.amount, value=-item.value))
        if str(item.fact) == "income[fund=gf]"
        else item
        for item in made.statements
    )
    assert not any("按来源" in chart for chart in charts(structs.replace(made, statements=negative), builtin()))


def _shown(folder: Path, then: str) -> html.HtmlElement:
    """The page as it stands after its script, and then another one, has run."""
    page = published("henan-2022", folder)
    text = page.read_text(encoding="utf-8").replace("</body>", f"<script>{then}</script></body>")
    page.write_text(text, encoding="utf-8")
    command = [str(BROWSER), *QUIET, f"--user-data-dir={folder / 'profile'}", "--dump-dom", page.as_uri()]
    done = subprocess.run(command, capture_output=True, text=True, check=True, timeout=60)
    return html.document_fromstring(done.stdout)


needs_browser = pytest.mark.skipif(BROWSER is None, reason="no Chromium: the page's script is not tried")
FACT = "spend[fund=gpb,function=2010301]"


@needs_browser
def test_a_tap_shows_the_same_fact_everywhere(tmp_path: Path) -> None:
    page = _shown(tmp_path, f"document.querySelector('p [data-fact=\"{FACT}\"]').click()")
    lit = [element.get("data-fact") for element in page.find_class("lit")]
    panel = page.get_element_by_id("same")
    assert lit == [FACT] * 3
    assert "618.43 万元 · 共 3 处" in panel.text_content()
    assert "公开05表" in panel.text_content()


@needs_browser
@pytest.mark.parametrize(("wanted", "count"), [("2010301", 3), ("3,563.57", 5), ("找不到的", 0)])
def test_search_finds_codes_names_and_amounts(wanted: str, count: int, tmp_path: Path) -> None:
    typed = f"const q = document.getElementById('q'); q.value = '{wanted}'; q.dispatchEvent(new Event('input'));"
    page = _shown(tmp_path, typed)
    assert page.get_element_by_id("hits").find("li").text == (f"{count} 处" if count else "没有找到")
    assert len(page.xpath("//main//*[contains(@class, 'found')]")) == count
