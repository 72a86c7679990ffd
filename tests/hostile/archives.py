"""Crafted zip archives and files that are two things at once."""

from __future__ import annotations

import io
import struct
import warnings
import zipfile
from collections.abc import Iterator

from tests.hostile.books import workbook
from tests.hostile.kinds import Crafted, kinds
from tests.hostile.pdfs import tree
from tests.hostile.words import p, word

__all__ = ["CRAFTED"]

NAMES = (
    "../../x",
    "/etc/x",
    "C:\\x",
    "..\\..\\x",
    "word\\document.xml",
    "WORD/DOCUMENT.XML",
    "x\0y",
    "",
    "/",
    "word/",
    "word/document.xml/",
    "CON",
    "\u202ex",
    "x" * 60_000,
    "财务" * 9000,
    "xl/workbook.xml",
    "datapackage.json",
    "ofd.xml",
    "mimetype",
    "ppt/x",
)


def added(content: bytes, *members: tuple[str, bytes], mode: int = zipfile.ZIP_DEFLATED) -> bytes:
    """An archive with more members, whatever they are called."""
    target = io.BytesIO(content)
    with zipfile.ZipFile(target, "a", mode) as archive, warnings.catch_warnings():
        warnings.filterwarnings("ignore", "Duplicate name")  # it is what is wanted
        for name, data in members:
            archive.writestr(zipfile.ZipInfo(name), data)
    return target.getvalue()


def _packed(name: str, content: bytes, depth: int) -> bytes:
    for _ in range(depth):
        target = io.BytesIO()
        with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
        name, content = "a.zip", target.getvalue()
    return content


def _changed(content: bytes, at: int, form: str, value: int, signature: bytes = b"PK\x01\x02") -> bytes:
    """An archive in which every record of a kind says something else at a place."""
    changed, where = bytearray(content), content.find(signature)
    while where >= 0:
        struct.pack_into(form, changed, where + at, value)
        where = content.find(signature, where + 4)
    return bytes(changed)


def _overlapping(count: int) -> bytes:
    """A directory in which many names lead to one packed megabyte."""
    content = added(word(p("甲")), ("x", b" " * 10**6))
    start = content.rfind(b"PK\x01\x02")
    end = content.rfind(b"PK\x05\x06")
    entry = content[start:end]
    directory = struct.unpack_from("<I", content, end + 16)[0]
    entries = content[directory:start] + entry * count
    total = content[end:]
    number = min(count + 5, 65535)
    return (
        content[:directory]
        + entries
        + total[:8]
        + struct.pack("<HHII", number, number, len(entries), directory)
        + total[20:]
    )


def _all() -> Iterator[Crafted]:
    good, book = word(p("2022年度部门决算")), workbook("<row><c><v>1.5</v></c></row>")
    for suffix, whole in (("docx", good), ("xlsx", book)):
        yield from kinds(
            suffix, "names-odd", lambda n, w=whole: added(w, *((name, b"x") for name in NAMES * n)), (1, 20)
        )
        yield from kinds(suffix, "sizes-lie", lambda n, w=whole: _changed(w, 24, "<I", n), (0, 1, 2**32 - 1))
        yield from kinds(suffix, "packed-sizes-lie", lambda n, w=whole: _changed(w, 20, "<I", n), (0, 2**32 - 1))
        yield from kinds(suffix, "places-lie", lambda n, w=whole: _changed(w, 42, "<I", n), (0, 99, 2**32 - 1))
        yield from kinds(suffix, "method-unknown", lambda n, w=whole: _changed(w, 10, "<H", n), (1, 12, 14, 93, 99))
        yield from kinds(suffix, "flags", lambda n, w=whole: _changed(w, 8, "<H", n), (1, 8, 0x2041, 0xFFFF))
        yield from kinds(suffix, "count-lies", lambda n, w=whole: _changed(w, 10, "<H", n, b"PK\x05\x06"), (0, 65535))
        yield from kinds(suffix, "checksums-lie", lambda n, w=whole: _changed(w, 16, "<I", n), (0,))
        yield from kinds(suffix, "extra-lies", lambda n, w=whole: _changed(w, 30, "<H", n), (9, 65535))
    yield from kinds(
        "docx", "twice", lambda n: added(good, *(("word/document.xml", word(p(str(k)))) for k in range(n))), (1, 200)
    )
    yield from kinds("docx", "overlapping", _overlapping, (10, 30_000))
    yield from kinds("zip", "in-itself", lambda n: _packed("a.docx", good, n), (1, 30))
    yield from kinds(
        "zip", "folders", lambda n: added(_packed("a", b"", 1), *((f"{'x/' * k}", b"") for k in range(n))), (10, 300)
    )
    yield from kinds(
        "zip",
        "comment",
        lambda n: _packed("a", b"", 1)[:-2] + struct.pack("<H", 65535) + b"PK\x05\x06" * n,
        (1, 16_000),
    )
    yield from kinds("zip", "only-ends", lambda n: b"PK\x03\x04" + b"PK\x05\x06" * n, (1, 10**6))
    yield from kinds("docx", "is-both", lambda n: added(good, ("xl/workbook.xml", book), ("word/x", b"")), (1,))
    yield from kinds("pdf", "is-zip", lambda n: tree("3 0 R", 1) + good, (1,))
    yield from kinds(
        "docx", "is-pdf", lambda n: added(good, ("%PDF-1.7", b"%PDF-1.7\n"), mode=zipfile.ZIP_STORED), (1,)
    )
    yield from kinds("docx", "behind-much", lambda n: b"\0" * n + good, (10, 10**6))
    yield from kinds("html", "is-json", lambda n: b'{"a": "<html><table><tr><td>1' + b"0" * n, (9,))
    yield from kinds("txt", "is-rtf", lambda n: b"{\\rtf1" + b"{\\object" * n + b"\\bin999999999 x", (1, 30_000))


CRAFTED = tuple(_all())
