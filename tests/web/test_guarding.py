"""Only pages of the workbench, on this machine, may ask for anything to be done."""

from __future__ import annotations

import pytest

from tests.web.conftest import Browser

CHANGES = [("/files", {}), ("/units", {"text": "甲局"}), ("/api/documents/1/review", {"state": "passed"})]


@pytest.mark.parametrize(
    "host", ["evil.example", "evil.example:8642", "127.0.0.1.evil.example", "", "[::1", "192.168.1.7"]
)
def test_another_name_leads_nowhere(browser: Browser, host: str) -> None:
    assert browser.get("/", headers={"host": host}).status_code == 403


@pytest.mark.parametrize("host", ["127.0.0.1:8642", "localhost:1", "LOCALHOST", "[::1]:8642"])
def test_names_of_this_machine_are_answered(browser: Browser, host: str) -> None:
    assert browser.get("/", headers={"host": host}).status_code == 200


@pytest.mark.parametrize(("address", "data"), CHANGES)
@pytest.mark.parametrize(
    "headers",
    [
        {"origin": "http://evil.example"},
        {"origin": "null"},
        {"origin": "http://127.0.0.1:9999"},
        {"origin": "https://127.0.0.1.evil.example"},
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
    ],
)
def test_pages_of_other_sites_change_nothing(
    browser: Browser, address: str, data: dict[str, str], headers: dict[str, str]
) -> None:
    before = browser.workbench.log()

    assert browser.post(address, data=data, headers=headers).status_code == 403
    assert browser.workbench.log() == before


def test_our_own_pages_may(browser: Browser) -> None:
    headers = {"origin": "http://127.0.0.1:8642", "sec-fetch-site": "same-origin"}

    assert browser.post("/units", data={"text": "甲局"}, headers=headers).status_code == 200


@pytest.mark.parametrize(
    "address", ["/", "/files", "/units", "/log", "/assets/report.js", "/assets/decide.js", "/nothing"]
)
def test_every_answer_forbids_scripts_of_others(browser: Browser, address: str) -> None:
    policy = browser.get(address).headers["content-security-policy"]

    assert "script-src 'self'" in policy and "default-src 'none'" in policy


def test_what_a_file_is_called_is_never_markup(browser: Browser) -> None:
    name = '<img src=x onerror="alert(1)">.txt'
    browser.post("/files", files=[("upload", (name, b"x"))])
    browser.settle()

    page = browser.get("/files").text
    assert "<img" not in page and "&lt;img" in page


@pytest.mark.parametrize(
    "address", ["/documents/9", "/api/documents/9", "/documents/9/letter", "/documents/1/nothing", "/assets/../app.py"]
)
def test_what_is_not_there_is_said(browser: Browser, address: str) -> None:
    assert browser.get(address).status_code == 404


@pytest.mark.parametrize(
    "query", ["year=abc", "page=-1", "page=99999999", "order=;drop", "state=x", "year=２０２２", "search=%25"]
)
def test_an_address_that_makes_no_sense_is_the_board(browser: Browser, query: str) -> None:
    assert browser.get(f"/?{query}").status_code == 200
