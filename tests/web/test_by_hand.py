"""What a reviewer finds and changes goes out like what the program found, and outlives a new version as far as it still holds."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path
from typing import Any

from lxml import etree
from pypdf import PdfReader

from juesuan.demo import demo_disclosure, flawed
from juesuan.publishing import publish
from juesuan.standard import builtin
from tests.cli.conftest import Files
from tests.web.conftest import Browser

MESSAGE = "此处与批复文件不一致，请核对。"


def words_of(docx: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(docx)) as archive:
        return re.sub("<[^>]*>", "", archive.read("word/document.xml").decode())


def cells_of(xlsx: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(xlsx)) as archive:
        texts = [etree.fromstring(archive.read(name)).itertext() for name in archive.namelist() if "xml" in name[-4:]]
    return "".join(text for each in texts for text in each)


def a_number(browser: Browser, document: int, text: str = "") -> tuple[int, dict[str, Any]]:
    """A number of a form that nothing is wrong with, by its index."""
    wrong = {term["place"]["text"] for f in report(browser, document)["findings"] for term in f["terms"]}
    numbers = browser.get(f"/api/documents/{document}/numbers").json()
    return next(
        (index, each)
        for index, each in enumerate(numbers)
        if each["statement"].startswith("T0")
        and len(each["text"]) > 5
        and each["text"] not in wrong
        and text in each["text"]
    )


def report(browser: Browser, document: int) -> dict[str, Any]:
    found: dict[str, Any] = browser.get(f"/api/documents/{document}/report").json()
    return found


def add(browser: Browser, document: int, **said: Any) -> dict[str, Any]:
    """Adds a finding, and gives back the state of it."""
    asked = {"severity": "error", "message": MESSAGE, "value": "", **said}
    answer = browser.post(f"/api/documents/{document}/findings", json=asked)
    assert answer.status_code == 200, answer.text
    state: dict[str, Any] = answer.json()
    return state


def test_of_a_number_it_goes_out_like_any_other(browser: Browser, files: Files) -> None:
    (document,) = browser.hand_in(files.docx)
    index, number = a_number(browser, document)

    state = add(browser, document, number=index, value="12.34")

    (own,) = state["own"]
    assert own["statement"] == number["statement"] and own["place"] == number["place"]
    last = state["findings"][-1]
    assert (last["fingerprint"], last["judgement"], last["message"]) == (own["id"], "true", MESSAGE)
    letter = words_of(browser.outgoing(document, "letter"))
    assert (
        "需要改正的问题1项" in letter and MESSAGE.rstrip("。") in letter and f"“{number['text']}”应改为12.34" in letter
    )
    assert MESSAGE in cells_of(browser.outgoing(document, "checklist"))
    with zipfile.ZipFile(io.BytesIO(browser.outgoing(document, "marked"))) as copy:
        assert MESSAGE.rstrip("。") in re.sub("<[^>]*>", "", copy.read("word/comments.xml").decode())


def test_a_frame_stands_in_the_marked_copy_of_a_pdf(browser: Browser, files: Files) -> None:
    (document,) = browser.hand_in(files.pdf)

    state = add(browser, document, page=1, frame=[100.0, 90.0, 300.0, 60.0], severity="warning")

    assert state["own"][0]["place"]["bbox"] == [100.0, 60.0, 300.0, 90.0]
    marked = browser.outgoing(document, "marked")
    first = PdfReader(io.BytesIO(marked)).pages[0]
    notes = [str(note.get_object().get("/Contents", "")) for note in first["/Annots"]]
    assert any(MESSAGE in note for note in notes)
    assert "需要核实说明的问题1项" in words_of(browser.outgoing(document, "letter"))


NOTHING: list[dict[str, Any]] = [
    {"number": 0, "message": " ", "value": ""},
    {"number": 10**7},
    {"page": 1, "frame": [5, 5, 5, 9]},
    {"page": 1},
    {},
    {"number": 0, "severity": "terrible"},
    {"page": 1, "frame": [0, 0, 1e9, 1]},
    {"number": -1},
]


def test_what_says_nothing_is_refused(browser: Browser, files: Files) -> None:
    (document,) = browser.hand_in(files.good)
    before = browser.workbench.log()

    for said in NOTHING:
        asked = {"severity": "error", "message": MESSAGE, "value": "", **said}
        assert browser.post(f"/api/documents/{document}/findings", json=asked).status_code == 422, said
    assert browser.workbench.log() == before


def test_in_a_new_version_it_is_left_while_the_number_is(browser: Browser, files: Files, tmp_path: Path) -> None:
    (document,) = browser.hand_in(files.flawed)
    index, number = a_number(browser, document)
    (own,) = add(browser, document, number=index, value="12.34")["own"]
    again = tmp_path / "again.html"
    again.write_text(files.flawed.read_text(encoding="utf-8").replace("</body>", "<p></p></body>"), encoding="utf-8")

    (left,) = browser.hand_in(again)
    state = browser.state(left)
    assert MESSAGE in state["since"]["left"] and [each["id"] for each in state["own"]] == [own["id"]]
    assert {each["fingerprint"]: each["judgement"] for each in state["findings"]}[own["id"]] == "true"
    assert f'data-id="{own["id"]}"' in browser.get(f"/documents/{left}").text

    again.write_text(again.read_text(encoding="utf-8").replace(number["text"], "12.34"), encoding="utf-8")
    (mended,) = browser.hand_in(again)
    state = browser.state(mended)
    assert MESSAGE in state["since"]["mended"] and state["own"] == []


def test_it_is_taken_back(browser: Browser, files: Files) -> None:
    (document,) = browser.hand_in(files.good)
    before = browser.state(document)
    (own,) = add(browser, document, number=a_number(browser, document)[0])["own"]

    after = browser.post(f"/api/documents/{document}/findings/{own['id']}/withdraw").json()

    assert after == before
    assert browser.post(f"/api/documents/{document}/findings/{own['id']}/withdraw").status_code == 404


def test_other_words_and_another_value_go_out(browser: Browser, files: Files) -> None:
    (document,) = browser.hand_in(files.flawed)
    finding = next(each for each in report(browser, document)["findings"] if each["suspects"] and each["root"] is None)
    browser.decide(document, "true", finding["id"])
    said = {"fingerprint": finding["id"], "message": "照账表改。", "value": "7,654.32"}

    state = browser.post(f"/api/documents/{document}/wording", json=said).json()

    assert state["amendments"] == [
        {
            "finding": finding["id"],
            "message": "照账表改。",
            "value": "7,654.32",
            "is_left": False,
            "explanation": "",
            "note": "",
        }
    ]
    letter = words_of(browser.outgoing(document, "letter"))
    assert (
        "照账表改" in letter
        and "应改为7,654.32" in letter
        and f"应改为{finding['suspects'][0]['suggestion']}" not in letter
    )

    back = browser.post(f"/api/documents/{document}/wording", json={"fingerprint": finding["id"]}).json()
    assert back["amendments"] == []


def test_proposals_are_left_as_a_set(browser: Browser, files: Files) -> None:
    (document,) = browser.hand_in(files.flawed)
    findings = report(browser, document)["findings"]
    finding = next(each for each in findings if each["suspects"] and each["root"] is None)
    proposed = f"应改为{finding['suspects'][0]['suggestion']}"
    browser.decide(document, "true", finding["id"])
    assert proposed in words_of(browser.outgoing(document, "letter"))

    state = browser.post(
        f"/api/documents/{document}/proposals", json={"fingerprint": finding["id"], "is_left": True}
    ).json()

    left = {each["finding"] for each in state["amendments"] if each["is_left"]}
    assert {finding["id"], *finding["proposals"][0]["along"]} <= left
    assert proposed not in words_of(browser.outgoing(document, "letter"))
    nobody = {"fingerprint": "x", "is_left": True}
    assert browser.post(f"/api/documents/{document}/proposals", json=nobody).status_code == 404


def test_what_is_not_true_of_a_layout_is_not_true_of_another_unit(
    browser: Browser, files: Files, tmp_path: Path
) -> None:
    (document,) = browser.hand_in(files.flawed)
    state = browser.state(document)
    finding = state["findings"][0]
    other = tmp_path / "other.html"
    good = demo_disclosure(builtin())
    publish(flawed(good), builtin().layouts.named("henan-2022").style, other, builtin())
    text = other.read_text(encoding="utf-8").replace(state["unit"], "清河县水利局")
    other.write_text(text, encoding="utf-8")
    (second,) = browser.hand_in(other)
    assert browser.state(second)["unit"] == "清河县水利局"

    said = {"fingerprints": [finding["fingerprint"]], "judgement": "false", "note": "本地格式如此", "for_layout": True}
    browser.post(f"/api/documents/{document}/decisions", json=said)

    there = {each["message"]: each for each in browser.state(second)["findings"]}[finding["message"]]
    assert (there["judgement"], there["note"], there["is_for_layout"]) == ("false", "本地格式如此", True)
    lines = {line["document"]: line["decided"] for line in browser.get("/api/board").json()["lines"]}
    assert lines == {document: 1, second: 1}
    # What is said of the document itself comes first; taken back for the layout, nothing is said any more.
    browser.decide(second, "true", there["fingerprint"])
    assert {each["message"]: each["judgement"] for each in browser.state(second)["findings"]}[
        finding["message"]
    ] == "true"
    browser.post(f"/api/documents/{document}/decisions", json={**said, "judgement": ""})
    assert browser.state(document)["findings"][0]["judgement"] == ""
