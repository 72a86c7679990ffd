"""Draws the pictures of the workbench in ``docs/images``: its six main pages, with made documents. Needs Chromium and Playwright."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from juesuan.cli import main as juesuan
from juesuan.demo import demo_disclosure, flawed
from juesuan.publishing import publish
from juesuan.standard import builtin

ROOT = Path(__file__).resolve().parent.parent
PICTURES = ROOT / "docs" / "images"
_BROWSERS = ("chromium", "chromium-browser", "google-chrome")
_QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
_PATIENCE = 120_000


def main() -> int:
    """Draws the pictures."""
    browser = next(filter(None, map(shutil.which, _BROWSERS)), None)
    if browser is None:
        print("no Chromium found", file=sys.stderr)
        return 1
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as name:
        folder = Path(name)
        publish(
            flawed(demo_disclosure(builtin())),
            builtin().layouts.named("henan-2022").style,
            folder / "决算.pdf",
            builtin(),
        )
        juesuan(["template", "--example", "-o", str(folder / "工作簿.xlsx")])
        command = [
            sys.executable,
            "-m",
            "juesuan",
            "serve",
            "--data",
            str(folder / "data"),
            "--port",
            "0",
            "--no-browser",
        ]
        process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True, encoding="utf-8")
        assert process.stderr is not None
        found = re.search(r"http://\S+?/", process.stderr.readline())
        assert found is not None
        try:
            with sync_playwright() as made:
                page = made.chromium.launch(executable_path=browser, args=_QUIET).new_page(
                    viewport={"width": 1280, "height": 800}
                )
                page.set_default_timeout(_PATIENCE)
                _draw(page, found[0], folder)
        finally:
            process.kill()
            process.wait()
    return 0


def _draw(page: Page, address: str, folder: Path) -> None:
    page.goto(f"{address}units")
    page.fill("textarea", "青禾市水利局\t2023-09-20\t李某\n青禾市教育局\t2023-09-20\t王某")
    page.click("text=保存名单")
    page.goto(address)
    page.set_input_files("#upload", str(folder / "决算.pdf"))
    page.wait_for_selector("#lines tbody tr a")
    page.wait_for_selector("#progress:not(:has(.busy))")
    page.goto(address)
    _take(page, "board")
    page.click("#lines tbody tr a")
    page.wait_for_selector("#workbench .tally")
    page.locator(".case.error").first.click()
    page.keyboard.press("1")
    page.wait_for_timeout(800)
    _take(page, "review")
    page.goto(page.url.partition("#")[0] + "/charts")
    _take(page, "charts")
    page.goto(f"{address}prepare")
    upload = page.locator("form", has=page.locator("input[type=file]")).last
    upload.locator("input[type=file]").set_input_files(str(folder / "工作簿.xlsx"))
    upload.locator("button").last.click()
    page.wait_for_url(re.compile(r"/prepare/\d+"))
    page.click("text=支出 >> nth=0")
    page.wait_for_timeout(8000)
    _take(page, "fill")
    page.goto(page.url.partition("#")[0] + "/publish")
    page.wait_for_load_state()
    page.locator("button", has_text="生成公开文件").click()
    page.wait_for_selector("text=.docx")
    page.wait_for_timeout(1500)
    _take(page, "publish")
    page.goto(f"{address}users")
    _take(page, "users")


def _take(page: Page, name: str) -> None:
    page.screenshot(path=str(PICTURES / f"workbench-{name}.png"))


if __name__ == "__main__":
    sys.exit(main())
