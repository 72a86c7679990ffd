"""Files that mean harm: each ends with a receipt and a page, no address answers with a fault, nothing is written outside the data folder."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.web.conftest import Browser

SCRIPT = "<script>window.hit=1</script>"
ENTITY = '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
LAUGHS = '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY a "ha"><!ENTITY b "{}">]>'.format("&a;" * 50)
WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def zipped(*entries: tuple[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in entries:
            archive.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def word(head: str, text: str) -> bytes:
    types = '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'
    document = (
        f'{head}<w:document xmlns:w="{WORD}"><w:body><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:body></w:document>'
    )
    return zipped(("[Content_Types].xml", types.encode()), ("word/document.xml", document.encode()))


def many_pages() -> bytes:
    """A PDF whose page tree says that it has a billion pages, and has itself below itself."""
    return (
        b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
        b"2 0 obj<</Type/Pages/Count 1000000000/Kids[2 0 R 2 0 R]>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF"
    )


HOSTILE: dict[str, Callable[[], bytes]] = {
    "炸弹.zip": lambda: zipped(("零.pdf", bytes(30 << 20)), ("零.xlsx", bytes(30 << 20))),
    "炸弹.docx": lambda: zipped(("[Content_Types].xml", b"<a/>"), ("word/document.xml", bytes(30 << 20))),
    "包中包.zip": lambda: zipped(("里.zip", zipped(("再里.zip", zipped(("底.html", b"<p>x</p>")))))),
    "出去.zip": lambda: zipped(
        ("../../outside.html", b"<p>x</p>"), ("/outside.html", b"x"), ("..\\outside.html", b"x")
    ),
    "很多.zip": lambda: zipped(*((f"文件{number}.html", b"<p>x</p>") for number in range(20))),
    "实体.docx": lambda: word(ENTITY, "&x;"),
    "笑.docx": lambda: word(LAUGHS, "&b;" * 100),
    "实体.html": (ENTITY + "<html><body>&x;</body></html>").encode,
    "两样.pdf": lambda: b"%PDF-1.7\n" + zipped(("a.html", b"<p>x</p>")),
    "两样.zip": lambda: b"<html>" + SCRIPT.encode() + zipped(("a.html", b"<p>x</p>")),
    "页数.pdf": many_pages,
    f"{SCRIPT}.html": f"<html><head><title>{SCRIPT}</title></head><body>{SCRIPT}<p>{SCRIPT}</p></body></html>".encode,
    '"><img src=x onerror=alert(1)>.csv': lambda: b'=cmd|"/c calc"!A1,<script>alert(1)</script>\n',
    "../../outside.html": lambda: b"<p>x</p>",
    "CON.html": lambda: b"<p>x</p>",
    "空.pdf": lambda: b"",
    "断.pdf": lambda: b"%PDF-1.7\n1 0 obj<<" + b"<<" * 5000,
    "深.html": lambda: b"<div>" * 20_000,
    "深.json": lambda: b"[" * 100_000,
    "宽.xlsx": lambda: zipped(("xl/workbook.xml", b"<a/>"), ("[Content_Types].xml", b"\xff\xfe<a>")),
}


def pages(browser: Browser) -> None:
    """Every page answers, and holds nobody's script."""
    numbers = [each["document"] for each in browser.get("/api/files").json()]
    addresses = ["/", "/files", "/log", "/units", "/api/board", "/board.csv", "/settings"]
    addresses += [
        f"/documents/{number}{what}" for number in numbers[:4] for what in ("", "/letter", "/charts", "/answer")
    ]
    for address in addresses:
        answer = browser.get(address)
        assert answer.status_code < 500, address
        assert SCRIPT not in answer.text and "Traceback" not in answer.text, address


@pytest.mark.parametrize("name", HOSTILE)
def test_an_upload_that_means_harm_ends_with_a_receipt(browser: Browser, tmp_path: Path, name: str) -> None:
    answer = browser.post("/files", files=[("upload", (name, HOSTILE[name]()))])
    browser.settle()

    assert answer.status_code == 201
    for each in browser.get("/api/files").json():
        assert each["receipt"] in {"judged", "unreadable", "other", "copy", "archive"}
        assert "程序内部出错" not in each["message"], each["message"]
    pages(browser)
    outside = [path for path in tmp_path.rglob("*") if "data" not in path.relative_to(tmp_path).parts[:1]]
    assert outside == [] and not list(tmp_path.parent.glob("outside*"))


@pytest.mark.parametrize("name", ["炸弹.docx", "实体.docx", "笑.docx", "宽.xlsx", "两样.pdf", "深.json", "空.pdf"])
def test_so_it_is_where_one_prepares_lists_units_or_sets_a_template(browser: Browser, name: str) -> None:
    content = HOSTILE[name]()
    for address, more in (
        ("/prepare/from", {"origin": "workbook"}),
        ("/prepare/from", {"origin": "renewed"}),
        ("/units/file", {}),
        ("/settings/letterhead", {}),
        ("/settings/restore", {}),
    ):
        answer = browser.post(address, data=more, files={"upload": (name, content)})
        assert answer.status_code < 500 and "Traceback" not in answer.text and "程序内部出错" not in answer.text, (
            address
        )
