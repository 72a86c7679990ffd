"""Any two versions can be compared; what the unit explained stands beside the finding, and a changed number that had been explained is told."""

from __future__ import annotations

from pathlib import Path

from tests.cli.conftest import Files
from tests.web.conftest import Browser
from tests.web.test_by_hand import report, words_of


def test_any_two_versions_are_compared(browser: Browser, files: Files, tmp_path: Path) -> None:
    third = tmp_path / "third.html"
    third.write_text(files.good.read_text(encoding="utf-8").replace("</body>", "<p></p></body>"), encoding="utf-8")
    (first,) = browser.hand_in(files.flawed)
    _, last = browser.hand_in(files.good, third)

    there, back = (browser.get(f"/compare/{old}/{new}") for old, new in ((first, last), (last, first)))

    assert there.status_code == back.status_code == 200
    assert "已改正" in there.text and "没有遗留的错误" in there.text
    assert "新出现" in back.text
    assert "<style>" not in there.text and 'src="/assets/comparison.js"' in there.text
    assert browser.get("/assets/comparison.js").status_code == 200
    assert browser.get(f"/compare/{first}/99").status_code == 404


def test_documents_of_two_years_are_no_versions(browser: Browser, files: Files, tmp_path: Path) -> None:
    other = tmp_path / "other.html"
    other.write_text(files.good.read_text(encoding="utf-8").replace("2022", "2021"), encoding="utf-8")
    (one,), (two,) = browser.hand_in(files.good), browser.hand_in(other)

    assert browser.get(f"/compare/{one}/{two}").status_code == 404


def test_a_changed_number_that_had_been_explained_is_told(browser: Browser, files: Files) -> None:
    (document,) = browser.hand_in(files.flawed)
    for finding in report(browser, document)["findings"]:
        if finding["root"] is None and finding["suspects"]:
            said = {"fingerprint": finding["id"], "text": "系统取数口径不同"}
            state = browser.post(f"/api/documents/{document}/explanation", json=said).json()
            browser.decide(document, "false", finding["id"], note="已核实")
    assert {each["explanation"] for each in state["amendments"]} == {"系统取数口径不同"}
    (again,) = browser.hand_in(files.good)

    page = browser.get(f"/compare/{document}/{again}").text

    assert "原来作过说明" in page and "单位说明：系统取数口径不同；已核实" in page


def test_what_goes_out_was_compared_with_the_same_documents(browser: Browser, files: Files, tmp_path: Path) -> None:
    before = tmp_path / "before.html"
    before.write_text(files.good.read_text(encoding="utf-8").replace("2022", "2021"), encoding="utf-8")
    browser.hand_in(before)
    (document,) = browser.hand_in(files.flawed)
    findings = [each for each in browser.state(document)["findings"] if each["rule"].startswith("Y-")]
    across = next(each for each in findings if each["severity"] != "info")

    browser.decide(document, "true", across["fingerprint"])

    assert across["message"][:12].replace(" ", "") in words_of(browser.outgoing(document, "letter"))
