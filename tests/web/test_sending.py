"""What goes out: on the bureau's own template, to many units at once, with a form that comes back as explanations."""

from __future__ import annotations

import io
import re
import zipfile

import openpyxl
import pytest

from tests.cli.conftest import Files
from tests.web.conftest import Browser
from tests.web.test_by_hand import words_of

BODY = "<w:p><w:r><w:t>清河县财政局文件</w:t></w:r></w:p>{}<w:p><w:r><w:t>此页无正文</w:t></w:r></w:p>"


def paragraph(text: str) -> str:
    return f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"


def template(base: bytes, body: str) -> bytes:
    """A Word file with another body."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(base)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            if name == "word/document.xml":
                content = re.sub(
                    r"<w:body>.*(<w:sectPr)",
                    lambda match: f"<w:body>{BODY.format(body)}{match[1]}",
                    content.decode(),
                    flags=re.S,
                ).encode()
            new.writestr(name, content)
    return out.getvalue()


def decided(browser: Browser, files: Files) -> int:
    (number,) = browser.hand_in(files.flawed)
    first = browser.state(number)["findings"][0]
    browser.decide(number, "true", first["fingerprint"])
    return number


def test_letters_are_written_on_the_bureaus_own_template(browser: Browser, files: Files) -> None:
    number = decided(browser, files)
    own = browser.outgoing(number, "letter")
    there = template(own, paragraph("{{正文}}") + paragraph("送：{{单位}}"))

    answer = browser.post("/settings/letterhead", files={"upload": ("红头.docx", there)}, follow_redirects=False)

    assert answer.status_code == 303 and "红头.docx" in browser.get("/settings").text
    letter = words_of(browser.outgoing(number, "letter"))
    assert (
        letter.index("清河县财政局文件")
        < letter.index("需要改正的问题1项")
        < letter.index("送：青禾市")
        < letter.index("此页无正文")
    )
    assert (
        letter.count("问题的整改通知") == 1 and "核对明细" in letter and "{{" not in letter and "签发单位" not in letter
    )
    with zipfile.ZipFile(io.BytesIO(browser.outgoing(number, "letter"))) as archive:
        used = set(re.findall(r'w:pStyle w:val="(\w+)"', archive.read("word/document.xml").decode()))
        assert used <= set(re.findall(r'w:styleId="(\w+)"', archive.read("word/styles.xml").decode()))

    browser.post("/settings/letterhead")
    assert "清河县财政局文件" not in words_of(browser.outgoing(number, "letter"))
    assert "红头.docx" in browser.get("/log").text


@pytest.mark.parametrize(
    ("body", "complaint"),
    [
        (paragraph("没有占位符"), "没有 {{正文}}"),
        (paragraph("前面{{正文}}"), "单独成一段"),
        (paragraph("{{正文}}") + paragraph("{{正文}}"), "不止一次"),
        (paragraph("{{正文}}") + paragraph("{{局长}}"), "认不出"),
        (paragraph("{{正文}}") + paragraph("{{标题"), "认不出"),
        (None, "不是 .docx 文件"),
    ],
)
def test_a_template_that_cannot_be_used_is_refused_when_it_comes(
    browser: Browser, files: Files, body: str | None, complaint: str
) -> None:
    content = template(browser.outgoing(decided(browser, files), "letter"), body) if body else b"PK\x03\x04 nothing"

    answer = browser.post("/settings/letterhead", files={"upload": ("红头.docx", content)})

    assert answer.status_code == 422 and complaint in answer.text
    assert browser.get("/settings/letterhead").status_code == 404


def test_many_units_at_once_and_every_one_accounted_for(browser: Browser, files: Files) -> None:
    number = decided(browser, files)
    (other,) = browser.hand_in(files.good)

    answer = browser.get(
        "/outgoing.zip", params={"document": [number, other, 999], "what": ["letter", "reply", "checklist"]}
    )

    with zipfile.ZipFile(io.BytesIO(answer.content)) as archive:
        assert archive.testzip() is None
        names = archive.namelist()
        listing = archive.read("清单.txt").decode("utf-8-sig")
    assert [name.partition("-")[0] for name in names] == ["整改通知", "回执", "核对表", "核对表", "清单.txt"]
    assert listing.count("没有生成") == 5 and "没有作出结论" in listing
    assert browser.get("/outgoing.zip", params={"document": number, "what": "secrets"}).status_code == 422


def test_the_form_comes_back_as_explanations(browser: Browser, files: Files) -> None:
    number = decided(browser, files)
    finding = browser.state(number)["findings"][0]
    book = openpyxl.load_workbook(io.BytesIO(browser.outgoing(number, "reply")))
    sheet = book.active
    assert sheet is not None and sheet.max_row == 2 and sheet["G2"].value == finding["fingerprint"]
    sheet["E2"], sheet["F2"] = "不需改正，见说明", "=1+1 系统取数口径不同"
    sheet.append([9, "错误", "", "别的", "已改正", "", "0123456789abcdef"])
    filled = io.BytesIO()
    book.save(filled)

    page = browser.post(f"/documents/{number}/answer", files={"upload": ("回执.xlsx", filled.getvalue())}).text

    assert "记下了 1 条单位说明" in page and "有 1 行不是这份文件的问题" in page
    (amendment,) = browser.state(number)["amendments"]
    assert amendment["explanation"].startswith("不需改正，见说明")
    nothing = browser.post(f"/documents/{number}/answer", files={"upload": ("回执.xlsx", b"nothing")})
    assert nothing.status_code == 422
