"""The charts of a document and of the years of its unit: each mark is a number of the report, and leads to it."""

from __future__ import annotations

import re
from pathlib import Path

import juesuan
from juesuan.publishing.charts import BarChart, charts_of_document
from juesuan.standard import builtin
from tests.cli.conftest import Files
from tests.web.conftest import Browser


def printed(chart: BarChart) -> list[tuple[str, tuple[str, ...]]]:
    return [(row.label, tuple(bar.text if bar is not None else "" for bar in row.bars)) for row in chart.rows]


def test_the_charts_show_what_the_document_prints(browser: Browser, files: Files) -> None:
    (document,) = browser.hand_in(files.good)
    own = charts_of_document(juesuan.read(files.good), builtin())

    shown = browser.get(f"/api/documents/{document}/charts").json()["charts"]

    told = {
        each["title"]: [(label, tuple(cell["text"] for cell in cells)) for label, cells in each["rows"]]
        for each in shown
    }
    assert told == {chart.title: printed(chart) for chart in own.charts}
    for wanted in ("按来源", "按功能分类", "按经济分类（款）", "年初预算与决算", "得分"):
        assert any(wanted in title for title in told), wanted


def test_every_mark_leads_to_its_number(browser: Browser, files: Files) -> None:
    (document,) = browser.hand_in(files.good)
    numbers = browser.get(f"/api/documents/{document}/numbers").json()
    page = browser.get(f"/documents/{document}/charts").text

    links = re.findall(
        rf'<a href="/documents/{document}#n(\d+)"[^>]*>(?:<g[^>]*><rect[^>]*><text[^>]*>)?([^<　]*)', page
    )
    assert len(links) > 40 and page.count("<svg") > 5
    for index, text in links:
        assert numbers[int(index)]["text"] == text
    assert page.count('role="group"') == page.count("<svg")


def test_the_years_of_a_unit_stand_beside_one_another(browser: Browser, files: Files, tmp_path: Path) -> None:
    before = tmp_path / "before.html"
    before.write_text(files.good.read_text(encoding="utf-8").replace("2022", "2021"), encoding="utf-8")
    first, second = browser.hand_in(before, files.good)

    shown = browser.get(f"/api/documents/{second}/charts").json()

    years = next(each for each in shown["charts"] if each["title"] == "历年收支")
    assert [label for label, _ in years["rows"]] == ["2021 年度", "2022 年度"]
    assert [{cell["address"].split("#")[0] for cell in cells} for _, cells in years["rows"]] == [
        {f"/documents/{first}"},
        {f"/documents/{second}"},
    ]
    assert shown["others"] == [[2021, first], [2022, second]]
    assert f'href="/documents/{first}/charts"' in browser.get(f"/documents/{second}/charts").text


def test_without_a_document_there_are_none(browser: Browser) -> None:
    assert browser.get("/documents/7/charts").status_code == browser.get("/api/documents/7/charts").status_code == 404
