"""Preparing in Chromium from an empty workbook to the Word file, without a spreadsheet; what was said to be saved outlives a kill."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from urllib.request import Request, urlopen

import msgspec
import pytest

import juesuan
from juesuan.preparing.example import example_books
from juesuan.preparing.workbook import filled_sheets
from juesuan.standard import builtin
from tests.browser.test_workbench import CHROMIUM, address, chromium, page

playwright = pytest.importorskip("playwright.sync_api", reason="needs playwright")
pytestmark = [pytest.mark.processes, pytest.mark.skipif(CHROMIUM is None, reason="needs Chromium")]

__all__ = ["address", "chromium", "page"]

STANDARD = builtin()
ROWS = filled_sheets(example_books(STANDARD), STANDARD)
_MAKING = 240_000


def begun(page) -> None:  # type: ignore[no-untyped-def]
    """Begins with an empty workbook."""
    page.click("text=编制")
    page.fill("[name=name]", "青禾市数据资源管理局")
    page.fill("[name=year]", "2022")
    page.fill("[name=place]", "河南省青禾市")
    page.select_option("[name=level]", "部门")
    page.select_option("[name=kind]", "行政单位")
    page.click("text=开始编制")
    page.wait_for_selector("#sheets button")


def opened(page, sheet: str) -> None:  # type: ignore[no-untyped-def]
    page.click(f'#sheets button[data-sheet="{sheet}"]')


def saved(page) -> None:  # type: ignore[no-untyped-def]
    playwright.expect(page.locator("#saved")).to_contain_text("已保存")


def pasted(page, rows: Sequence[Mapping[str, object]], fields: Sequence[str], row: int, field: str) -> None:  # type: ignore[no-untyped-def]
    """Pastes a block as it is copied from a spreadsheet, at a cell."""
    lines = ["\t".join(_cell(str(line.get(key, ""))) for key in fields) for line in rows]
    page.evaluate("text => navigator.clipboard.writeText(text)", "\r\n".join(lines) + "\r\n")
    page.focus(f'#sheet [data-row="{row}"][data-field="{field}"]')
    page.keyboard.press("Control+v")


def _cell(text: str) -> str:
    return '"' + text.replace('"', '""') + '"' if "\n" in text else text


def fill(page, sheet: str) -> None:  # type: ignore[no-untyped-def]
    """Fills a sheet of the invented department in: records by typing, lists by pasting."""
    form, rows = STANDARD.workbook.sheet(sheet), ROWS[sheet]
    opened(page, sheet)
    if form.kind == "record":
        for key, value in rows[0].items():
            cell = page.locator(f'#sheet [data-field="{key}"]')
            text = str(value)
            cell.select_option(text) if cell.evaluate("cell => cell.tagName") == "SELECT" else cell.fill(text)
        return
    keys = [item.key for item in form.fields]
    if not form.fixed:
        pasted(page, rows, keys, 0, keys[0])
        return
    words = [choice.word for choice in form.fields[0].choices]
    by_word = {row[keys[0]]: row for row in rows}
    pasted(page, [by_word.get(word, {}) for word in words], keys[1:], 0, keys[1])
    others = [row for row in rows if row[keys[0]] not in words]
    if others:
        pasted(page, others, keys, len(words), keys[0])


def test_from_empty_to_the_word_file_without_a_spreadsheet(page, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    begun(page)
    playwright.expect(page.locator("#issues")).to_contain_text("收入")

    for form in STANDARD.workbook.sheets:
        if ROWS[form.id] and any(ROWS[form.id]) and form.id != "department":
            fill(page, form.id)
            saved(page)
    playwright.expect(page.locator("#issues")).to_contain_text("没有发现问题")
    page.click("#tab-preview")
    shown = page.frame_locator("#preview iframe")
    playwright.expect(shown.locator("body")).to_contain_text("青禾市数据资源管理局2022年度部门决算")

    # A reason is taken out: it is asked for, and answered where it is asked.
    opened(page, "reasons")
    number = len(STANDARD.workbook.sheet("reasons").fields[0].choices)
    reason = page.locator(f'#sheet [data-row="{number}"][data-field="reason"]')
    said = reason.input_value()
    reason.fill("")
    page.click("#tab-questions")
    answer = page.locator("#questions textarea")
    playwright.expect(answer).to_have_count(1)
    answer.fill(said)
    answer.blur()
    playwright.expect(page.locator("#tab-questions")).to_have_text("待说明")

    page.click("nav.steps >> text=公开")
    page.set_default_timeout(_MAKING)
    page.click("text=生成公开文件")
    page.wait_for_selector(".made")
    with page.expect_download() as download:
        page.click(".made a:has-text('.docx')")
    path = tmp_path / "决算.docx"
    download.value.save_as(path)

    disclosure = juesuan.read(path)
    assert (disclosure.info.unit, disclosure.info.year) == ("青禾市数据资源管理局", 2022)
    report = juesuan.check(disclosure)
    assert [finding.message for finding in report.findings if finding.severity.value in {"error", "warning"}] == []


def test_problems_are_at_the_cell_and_the_keyboard_moves(page) -> None:  # type: ignore[no-untyped-def]
    begun(page)
    opened(page, "spending")
    cell = page.locator('#sheet [data-row="0"][data-field="amount"]')
    cell.fill("12.3万元")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.dataset.row") == "1"
    playwright.expect(page.locator('#sheet td:has([data-row="0"][data-field="amount"]) .issue')).to_contain_text(
        "不是金额"
    )

    opened(page, "agencies")
    page.click("#issues .jump:has-text('支出!D3')")
    assert page.evaluate("document.activeElement.dataset.field") == "amount"
    cell.fill("123000")
    page.keyboard.press("ArrowDown")
    playwright.expect(page.locator("#issues")).not_to_contain_text("支出!D3")
    playwright.expect(cell).to_have_value("123,000.00")

    page.click('#sheet button[data-tool="add"][data-at="0"]')
    playwright.expect(page.locator('#sheet [data-row="1"][data-field="amount"]')).to_have_value("123,000.00")
    page.click('#sheet button[data-tool="remove"][data-at="0"]')
    playwright.expect(cell).to_have_value("123,000.00")


def test_on_a_narrow_screen_one_can_fill_in(page) -> None:  # type: ignore[no-untyped-def]
    begun(page)
    page.set_viewport_size({"width": 390, "height": 800})
    for path in ("/prepare", "/prepare/1", "/prepare/1/publish", "/prepare/1/evidence"):
        page.goto("/".join(page.url.split("/")[:3]) + path)
        page.wait_for_load_state("networkidle")
        assert page.evaluate("document.documentElement.scrollWidth") <= 390, path


def test_what_was_said_to_be_saved_outlives_a_kill(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "juesuan", "serve", "--data", str(tmp_path), "--port", "0", "--no-browser"]

    def serving() -> tuple[subprocess.Popen[str], str]:
        process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True, encoding="utf-8")
        assert process.stderr is not None
        found = re.search(r"http://\S+?/", process.stderr.readline())
        assert found is not None
        return process, found[0]

    process, there = serving()
    body = b"name=%E6%B8%85%E6%B2%B3%E5%8E%BF&year=2022&place=&level=&kind=&layout="
    urlopen(Request(f"{there}prepare", body)).close()
    for count in range(4):
        change = {
            "version": count + 1,
            "changes": [{"sheet": "income", "row": count, "field": "amount", "text": f"{count}.01"}],
        }
        asked = Request(
            f"{there}api/prepare/1/cells", msgspec.json.encode(change), {"Content-Type": "application/json"}
        )
        with urlopen(asked) as answer:
            assert msgspec.json.decode(answer.read())["version"] == count + 2
        process.kill()
        process.wait()
        process, there = serving()
        with urlopen(f"{there}api/prepare/1") as answer:
            rows = msgspec.json.decode(answer.read())["grid"]["income"]
        assert [row["amount"] for row in rows] == [f"{number}.01" for number in range(count + 1)]
    process.terminate()
    process.wait()
