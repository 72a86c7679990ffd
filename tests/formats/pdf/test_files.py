"""Files that cannot be opened, pages that cannot be read, and the properties of every reading."""

from __future__ import annotations

import hashlib
import io
from collections import Counter
from pathlib import Path
from threading import Thread

import pytest
from pypdf import PdfReader, PdfWriter
from pypdf.constants import UserAccessPermissions

from juesuan.formats.errors import Damaged, Encrypted, NotFound, ReadError, Unsupported
from juesuan.formats.pages.normal_form import normalise
from juesuan.formats.pdf.reading import read_pdf
from tests.formats.pdf.made import (
    TITLE,
    first_page,
    grids,
    paragraphs,
    read,
    stream,
    table,
    typeset,
    written_by_hand,
)  # fmt: skip

WORDS = b"BT /F 12 Tf 50 200 Td (Total 12.50) Tj ET "


def test_a_file_is_read_from_its_path(tmp_path: Path) -> None:
    """The same as from its content, with the fingerprint of the file."""
    path = tmp_path / "决算.pdf"
    path.write_bytes(written_by_hand(WORDS))
    source = read_pdf(path)

    assert source.path == str(path)
    assert source.format == "pdf"
    assert source.sha256 == hashlib.sha256(path.read_bytes()).hexdigest()
    assert paragraphs(source.pages[0])[0].text == "Total12.50"


BAD: dict[str, tuple[bytes, type[ReadError]]] = {
    "nothing": (b"", Damaged),
    "zeros": (bytes(4000), Damaged),
    "truncated": (typeset("某某局部门决算")[:3000], Damaged),
    "only the signature": (b"%PDF-1.7\n", Damaged),
    "no pages": (b"%PDF-1.7\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\n"
                 b"trailer<</Root 1 0 R>>\n%%EOF", Damaged),
    "a web page": (b"<html><body>404</body></html>", Unsupported),
    "encrypted": (
        written_by_hand(WORDS, trailer=b"/ID[<00><00>]/Encrypt<</Filter/Standard/V 1/R 2/P -4/O<" + b"41" * 32 + b">/U<"
                        + b"42" * 32 + b">>>"), Encrypted),
}  # fmt: skip


@pytest.mark.parametrize(("data", "error"), BAD.values(), ids=BAD)
def test_files_that_cannot_be_opened_say_why(data: bytes, error: type[ReadError]) -> None:
    """One Chinese message with the reason and what to do."""
    with pytest.raises(error, match=r"made\.pdf：.+。.+。"):
        read(data)


def test_a_missing_file_and_a_folder(tmp_path: Path) -> None:
    """Neither is a damaged PDF."""
    for path in (tmp_path, tmp_path / "没有.pdf"):
        with pytest.raises(NotFound):
            read_pdf(path)


def test_a_page_that_is_only_a_picture_has_no_text() -> None:
    """A scan is reported as not readable, never as an empty page."""
    entries = b"/Type/XObject/Subtype/Image/Width 1/Height 1/ColorSpace/DeviceGray/BitsPerComponent 8"
    data = written_by_hand(
        b"q 400 0 0 300 0 0 cm /X Do Q", resources=b"/XObject<</X 5 0 R>>", objects=[stream(b"\0", entries)]
    )

    assert not first_page(data).has_text


def test_outlines_of_letters_are_no_text() -> None:
    """Text turned into curves shows something that cannot be read."""
    assert not first_page(written_by_hand(b"50 50 m 60 90 90 60 80 50 c h f")).has_text


@pytest.mark.parametrize("content", [b"", b"10 10 380 280 re S", b"BT /F 12 Tf 50 200 Td ( ) Tj ET"])
def test_an_empty_page_is_not_a_scan(content: bytes) -> None:
    """Blank, or with a border, or with a blank printed."""
    page = first_page(written_by_hand(content))

    assert page.has_text
    assert page.blocks == ()


def test_an_empty_table_is_a_table() -> None:
    """The blank rest of a table at the top of a page has no text, and is no scan."""
    page = first_page(typeset(table([("", "", "", "", "")] * 2)))

    assert page.has_text
    assert [cell.text for cell in grids(page)[0].cells] == [""] * 10


def test_a_page_of_characters_without_meaning_has_no_text() -> None:
    """Private code points are glyph numbers, not text."""
    assert not first_page(typeset("\ue001\ue002\ue003")).has_text


def test_hyphens_at_the_end_of_a_line_are_kept() -> None:
    """PDFium takes them for hyphenation; here they may be minus signs or dashes of ranges."""
    page = first_page(written_by_hand(b"BT /F 12 Tf 50 200 Td (abc-) Tj 0 -14 Td (def) Tj ET"))

    assert "abc-" in "".join(block.raw for block in paragraphs(page))


def test_characters_printed_twice_are_read_once() -> None:
    """A bold face is imitated by printing a line again, a little to the right."""
    again = WORDS.replace(b"50 200", b"50.4 200")
    other = b"BT /F 12 Tf 50 150 Td (Other) Tj ET "
    page = first_page(written_by_hand(WORDS + other + again))

    assert [paragraph.text for paragraph in paragraphs(page)] == ["Total12.50", "Other"]


def test_watermarks_are_left_out() -> None:
    """Text that runs askew over a table is in none of its cells."""
    page = first_page(written_by_hand(WORDS + b"BT /F 60 Tf .7 .7 -.7 .7 60 60 Tm (DRAFT) Tj ET"))

    assert [paragraph.text for paragraph in paragraphs(page)] == ["Total12.50"]


def test_slanted_digits_are_no_watermark() -> None:
    """Italics imitated by shearing look askew to PDFium."""
    page = first_page(written_by_hand(b"BT /F 12 Tf 1 0 .33 1 50 200 Tm (21.95%) Tj ET"))

    assert [paragraph.text for paragraph in paragraphs(page)] == ["21.95%"]


def test_no_character_is_lost_or_doubled() -> None:
    """Everything printed is in exactly one block or piece of furniture."""
    prose = "本年收入合计2,946.25万元，其中：财政拨款收入2,940.05万元，占99.79%。" * 4
    markup = (
        f'#set page(numbering: "1")\n一、收入\n\n{prose}\n\n{TITLE}{table()}\n{TITLE}{table(stroke="none")}\n注：无。'
    )
    page = first_page(typeset(markup))
    parts = [block.text for block in (*paragraphs(page), *page.furniture)]
    parts += [cell.text for grid in grids(page) for cell in grid.cells]

    printed = "一、收入" + prose + "支出决算表单位：万元" * 2 + "注：无。1"
    cells = [cell for grid in grids(first_page(typeset(table() + table()))) for cell in grid.cells]
    assert Counter("".join(parts)) == Counter(normalise(printed) + "".join(cell.text for cell in cells))


def test_threads_take_turns() -> None:
    """PDFium is not made for two threads; the readings must not disturb each other."""
    data = typeset(TITLE + table())
    expected = read(data)
    found: list[bool] = []
    threads = [Thread(target=lambda: found.append(read(data) == expected)) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert found == [True] * 4


@pytest.mark.parametrize("drawn", [b"BT /F 12 Tf 50 50 Td (abc) Tj ET", b"50 50 m 90 50 l S 10 10 30 1 re f"])
@pytest.mark.parametrize("matrix", [b"9999 1 9999 9999 1 1 cm\n", b"1e30 0 0 1e30 1e30 1e30 cm\n"])
def test_a_matrix_beyond_all_numbers_stops_nothing(matrix: bytes, drawn: bytes) -> None:
    """Coordinates that overflow are NaN or infinite, which cannot be rounded; what else stands on the page is read."""
    page = first_page(written_by_hand(WORDS + b"q " + matrix * 60 + drawn + b" Q"))

    assert page.has_text
    assert paragraphs(page)


@pytest.mark.parametrize("algorithm", ["RC4-40", "RC4-128", "AES-128", "AES-256-R5", "AES-256"])
@pytest.mark.parametrize(("user", "owner"), [("", "owner"), ("user", "owner"), ("user", "user")])
def test_a_password_to_open_it_is_asked_for_one_to_change_it_is_not(
    tmp_path: Path, algorithm: str, user: str, owner: str
) -> None:
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(written_by_hand(WORDS))))
    writer.encrypt(user, owner, algorithm=algorithm, permissions_flag=UserAccessPermissions(0))
    writer.write(tmp_path / "a.pdf")

    if user:
        with pytest.raises(Encrypted, match="去掉打开密码"):
            read_pdf(tmp_path / "a.pdf")
    else:
        assert paragraphs(read_pdf(tmp_path / "a.pdf").pages[0])[0].text == "Total12.50"
