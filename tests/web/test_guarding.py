"""Only pages of the workbench, on this machine, may ask for anything to be done."""

from __future__ import annotations

import re

import pytest
from fastapi.routing import APIRoute
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.examples import examples
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


def test_on_the_way_back_a_page_is_asked_for_anew(browser: Browser) -> None:
    assert all(browser.get(page).headers["cache-control"] == "no-store" for page in ("/", "/prepare", "/api/board"))
    assert "no-store" not in browser.get("/assets/workbench.css").headers.get("cache-control", "")


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


_NUMBERS = ["0", "-1", "1000000000000000", str(2**63), str(2**64), "9" * 5000, "%00", "1%00", "x", "1.5", "٣"]


@pytest.mark.parametrize("number", _NUMBERS)
def test_a_number_that_there_is_not_is_no_fault(browser: Browser, number: str) -> None:
    """Every address with a number in it, whatever is sent to it."""
    for route in browser.app.routes:  # type: ignore[attr-defined]
        if isinstance(route, APIRoute) and "{number}" in route.path:
            address = re.sub(r"\{\w+\}", "letter", route.path.replace("{number}", number))
            for method in route.methods or ():
                assert 400 <= browser.request(method, address).status_code < 500, (method, address)


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=5,
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=examples(25))
@given(data=st.data())
def test_whatever_is_said_is_no_fault(browser: Browser, data: st.DataObject) -> None:
    """Every address that takes JSON: with the names it knows, and anything behind them."""
    described = browser.get("/openapi.json").json()
    for path, operations in described["paths"].items():
        for method, operation in operations.items():
            if "application/json" not in operation.get("requestBody", {}).get("content", {}):
                continue
            name = operation["requestBody"]["content"]["application/json"]["schema"].get("$ref", "").rpartition("/")[2]
            known = described["components"]["schemas"].get(name, {}).get("properties", {"x": None})
            said = {key: data.draw(_JSON) for key in known if data.draw(st.booleans())}
            address = re.sub(r"\{\w+\}", "1", path)
            assert browser.request(method, address, json=said).status_code < 500, (method, address, said)
