"""A reviewer's way through the workbench in Chromium, with mouse and keyboard, wide and narrow; the browser has nothing to complain of."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cli.conftest import Files, files

playwright = pytest.importorskip("playwright.sync_api", reason="needs playwright")
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
pytestmark = [pytest.mark.processes, pytest.mark.skipif(CHROMIUM is None, reason="needs Chromium")]

__all__ = ["files"]

_PATIENCE = 60_000
_QUIET = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


@pytest.fixture
def address(tmp_path: Path) -> Iterator[str]:
    """A workbench with nothing in it."""
    command = [sys.executable, "-m", "juesuan", "serve", "--data", str(tmp_path), "--port", "0", "--no-browser"]
    process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True, encoding="utf-8")
    assert process.stderr is not None
    found = re.search(r"http://\S+?/", process.stderr.readline())
    assert found is not None
    yield found[0]
    process.kill()
    process.wait()


@pytest.fixture(scope="module")
def chromium() -> Iterator[object]:
    playwright.expect.set_options(timeout=_PATIENCE)
    with playwright.sync_playwright() as made:
        browser = made.chromium.launch(executable_path=CHROMIUM, args=_QUIET)
        yield browser
        browser.close()


@pytest.fixture
def page(chromium, address: str) -> Iterator[object]:  # type: ignore[no-untyped-def]
    """The board; at the end nothing has been refused to the page, and nothing was fetched from elsewhere."""
    context = chromium.new_context(viewport={"width": 1280, "height": 900}, accept_downloads=True)
    shown = context.new_page()
    shown.set_default_timeout(_PATIENCE)
    complaints: list[str] = []
    shown.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    shown.on("pageerror", lambda error: complaints.append(str(error)))
    shown.on(
        "request",
        lambda request: None if request.url.startswith((address, "data:", "blob:")) else complaints.append(request.url),
    )
    shown.goto(address)
    yield shown
    context.close()
    assert complaints == []


def handed_in(page, path: Path) -> None:  # type: ignore[no-untyped-def]
    """Hands a file in and waits until it stands on the board."""
    page.set_input_files("#upload", str(path))
    page.wait_for_selector("#lines tbody tr a")
    page.wait_for_selector("#progress:not(:has(.busy))")


def test_from_the_file_to_the_letter(page, files: Files) -> None:  # type: ignore[no-untyped-def]
    handed_in(page, files.pdf)
    page.click("#lines tbody tr a")
    page.wait_for_selector("#workbench .tally")

    first = page.locator(".case.error").first
    first.click()
    assert first.locator(".places .cut").count() >= 2  # both places side by side
    page.keyboard.press("1")
    playwright.expect(page.locator("#workbench .tally")).to_contain_text("属实 1")

    page.locator(".case.error").nth(1).locator("button[value=false]").click()
    playwright.expect(page.locator("#workbench .tally")).to_contain_text("不属实 1")

    page.click("text=整改通知")
    playwright.expect(page.locator(".problems")).to_contain_text("没有作出结论")
    with page.expect_download() as download:
        page.click("text=就这样生成")
    assert Path(download.value.path()).read_bytes()[:2] == b"PK"

    page.click("text=先去作结论")
    playwright.expect(page.locator(".case[data-judgement=true]")).to_have_count(1)
    page.click("text=← 台账")
    page.wait_for_selector("text=2 / ")


def test_a_group_at_once_and_back(page, files: Files) -> None:  # type: ignore[no-untyped-def]
    handed_in(page, files.flawed)
    page.click("#lines tbody tr a")
    page.wait_for_selector("#workbench .tally")
    group = page.locator(".group.error").first
    many = group.locator(".case").count()

    group.locator("h2 button[value=ask]").click()
    said = group.locator(".case[data-judgement=ask]")
    playwright.expect(said.first).to_be_visible()
    left = said.count() - 1
    assert left < many
    said.first.locator("button[value=ask]").click()
    playwright.expect(said).to_have_count(left)


def test_a_number_leads_to_its_other_places(page, files: Files) -> None:  # type: ignore[no-untyped-def]
    handed_in(page, files.pdf)
    page.click("#lines tbody tr a")
    page.wait_for_selector("#workbench .tally")
    page.locator(".num").first.wait_for(state="attached")
    card = page.locator("#number")

    # With the mouse: what it is, and to another place of it; here and there are shown.
    data = page.evaluate("JSON.parse(document.getElementById('numbers').textContent)")
    facts = [number[2] for number in data["numbers"]]
    first = next(i for i, each in enumerate(facts) if each and facts.count(each) > 2 and len(data["numbers"][i]) > 8)
    page.evaluate(f"report.pages[{data['numbers'][first][8] - 1}].scrollIntoView()")
    page.locator(f"#document [data-n='{first}'] .box").first.click()
    playwright.expect(card).to_contain_text(data["numbers"][first][0])
    playwright.expect(card.locator(".cut").nth(1)).to_be_visible()
    there = card.locator("li .jump").first
    other = there.get_attribute("data-to")
    there.click()
    playwright.expect(page.locator(f"#document [data-n='{other}'] .box").first).to_be_in_viewport()
    playwright.expect(card.locator("td.state").first).to_be_visible()

    # With keys: along the row, opened, and closed again where one was.
    page.keyboard.press("Escape")
    page.locator(".num[tabindex='0']").first.focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    playwright.expect(card).to_be_visible()
    page.keyboard.press("Escape")
    playwright.expect(card).to_be_hidden()
    assert page.evaluate("document.activeElement.matches('[data-n]')")

    # What an operand is made of, addend by addend.
    whole = page.locator(".case:has(.operands details)").first
    for case in page.locator(".case").all()[:6]:
        case.locator("header .message").click()
        if case.locator(".operands details").count():
            whole = case
            break
    whole.locator(".operands details summary").first.click()
    playwright.expect(whole.locator(".addends .jump").first).to_be_visible()

    page.locator(".case [data-rule]").first.click()
    playwright.expect(page.locator("#rule-page")).to_contain_text("依据")
    page.keyboard.press("Escape")
    playwright.expect(page.locator("#rule-page")).to_be_hidden()


def test_findings_of_ones_own(page, files: Files) -> None:  # type: ignore[no-untyped-def]
    handed_in(page, files.pdf)
    page.click("#lines tbody tr a")
    page.wait_for_selector("#workbench .tally")

    # Of a number.
    page.locator(".num .box").first.click()
    page.click("text=就这个数加问题")
    page.fill("#own textarea", "与批复不一致。")
    page.fill("#own input[name=value]", "12.34")
    page.click("#own button[type=submit]")
    playwright.expect(page.locator(".group.own .case")).to_contain_text("与批复不一致")
    playwright.expect(page.locator("#workbench .tally")).to_contain_text("属实 1")

    # Of a frame.
    page.evaluate("report.pages[0].scrollIntoView()")
    page.click("text=画框加问题")
    sheet = page.locator("#p1 .sheet").bounding_box()
    page.mouse.move(sheet["x"] + 60, sheet["y"] + 60)
    page.mouse.down()
    page.mouse.move(sheet["x"] + 220, sheet["y"] + 120, steps=4)
    page.mouse.up()
    page.fill("#own textarea", "盖章不清。")
    page.select_option("#own select", "warning")
    page.keyboard.press("Tab")
    page.click("#own button[type=submit]")
    playwright.expect(page.locator(".group.own .case")).to_have_count(2)
    playwright.expect(page.locator("#p1 .mark.own .box")).to_be_visible()

    # Other words for one of the program's, and a proposal that is not taken.
    case = page.locator(".case.error[data-proposed]").first
    if "open" not in case.get_attribute("class"):
        case.locator("header .message").click()
    case.locator(".reword").click()
    page.fill("#own textarea", "请照账表改。")
    page.click("#own button[type=submit]")
    playwright.expect(case.locator(".reworded")).to_contain_text("请照账表改")
    case.locator(".leave").click()
    playwright.expect(case.locator(".leave")).to_have_attribute("aria-pressed", "true")

    # All of it is there again, and can be taken back.
    page.reload()
    playwright.expect(page.locator(".group.own .case")).to_have_count(2)
    page.click("text=整改通知")
    playwright.expect(page.locator(".problems")).to_contain_text("没有作出结论")
    with page.expect_download() as download:
        page.click("text=就这样生成")
    with zipfile.ZipFile(download.value.path()) as letter:
        assert "盖章不清" in letter.read("word/document.xml").decode()
    page.click("text=先去作结论")
    own = page.locator(".group.own .case").first
    own.locator("header .message").click()
    own.locator(".withdraw").click()
    playwright.expect(page.locator(".group.own .case")).to_have_count(1)


def test_the_board_is_searched_without_a_new_page(page, files: Files) -> None:  # type: ignore[no-untyped-def]
    handed_in(page, files.good)
    page.fill("#search", "没有这个单位")
    page.wait_for_selector("text=没有符合条件的单位")
    page.fill("#search", "")
    page.wait_for_selector("#lines tbody tr a")


def test_pages_are_accessible(page, chromium, files: Files) -> None:  # type: ignore[no-untyped-def]
    """No serious finding of axe on any page, with what is open and what is asked for on it."""
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="needs axe-playwright-python").Axe()
    handed_in(page, files.pdf)
    address = page.url.rstrip("/")
    context = chromium.new_context(viewport={"width": 1280, "height": 900}, bypass_csp=True)  # it is put into the page
    shown = context.new_page()
    handed_in(page, files.good)
    newer = shown.request.get(f"{address}/api/files").json()[0]["document"]
    begun = shown.request.post(
        f"{address}/prepare",
        form={"name": "清河县水利局", "year": "2022", "place": "河南省", "level": "部门", "kind": "行政单位"},
        headers={"Origin": address},
        max_redirects=0,
    ).headers["location"][1:]
    pages = [
        "",
        "files",
        "units",
        "log",
        "users",
        "settings",
        "documents/1",
        "documents/1/charts",
        "documents/1/answer",
    ]
    pages += ["documents/1/letter", f"compare/1/{newer}", "prepare", f"{begun}#income"]
    pages += [f"{begun}/{part}" for part in ("versions", "publish", "evidence")]
    for path in pages:
        shown.goto(f"{address}/{path}")
        shown.wait_for_load_state("networkidle")
        if path == "documents/1":
            shown.locator(".num .box").first.click()
            shown.wait_for_selector("#number:not([hidden])")
        found = axe.run(shown).response["violations"]
        assert [
            (each["id"], path, each["nodes"][0]["html"][:150], each["nodes"][0]["failureSummary"][:200])
            for each in found
            if each["impact"] in {"serious", "critical"}
        ] == []
    context.close()


def test_charts_lead_to_the_printed_number(page, files: Files) -> None:  # type: ignore[no-untyped-def]
    handed_in(page, files.pdf)
    page.goto(page.url.rstrip("/") + "/documents/1/charts")
    link = page.locator("svg a").first
    text = link.locator("text").text_content().split("　")[0]
    link.focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/documents/1#n*")
    playwright.expect(page.locator("#number .figure")).to_have_text(text)


def test_on_a_narrow_screen_nothing_is_lost_at_the_side(page, files: Files) -> None:  # type: ignore[no-untyped-def]
    handed_in(page, files.good)
    page.set_viewport_size({"width": 390, "height": 800})
    for path in ("", "files", "units", "log", "documents/1", "documents/1/charts"):
        page.goto(page.url.split("/", 3)[0] + "//" + page.url.split("/")[2] + "/" + path)
        page.wait_for_load_state()
        assert page.evaluate("document.documentElement.scrollWidth") <= 390, path


def test_what_is_handed_in_runs_nowhere(page) -> None:  # type: ignore[no-untyped-def]
    """A script in the name, the title, the text or a cell of a file is text, wherever it is shown."""
    script = "<script>window.hit=1</script><img src=x onerror='window.hit=2'>"
    content = f"<html><head><title>{script}</title></head><body>{script}<table><tr><td>{script}</td></tr></table></body></html>"
    name = "<img src=x onerror=window.hit=3>.html"
    page.set_input_files("#upload", {"name": name, "mimeType": "text/html", "buffer": content.encode()})
    page.wait_for_selector("#progress:not(:has(.busy))")
    for path in ("files", "", "log", "settings"):
        page.goto(f"{page.url.split('/', 3)[0]}//{page.url.split('/', 3)[2]}/{path}")
        page.wait_for_load_state()
        assert page.evaluate("window.hit === undefined")
    page.go_back()
    page.wait_for_load_state()
    assert "onerror" in page.content()
