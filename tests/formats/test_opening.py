"""What a file is, is decided by its content; a file that cannot be read says so in Chinese and never otherwise."""

import contextlib
import os
import subprocess
import sys
import zipfile
import zlib

import pytest
import xlsxwriter
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from juesuan.formats.archives.compound import SIGNATURE
from juesuan.formats.errors import Damaged, Encrypted, NotFound, ReadError, TooLarge, Unsupported
from juesuan.formats.limits import Limits
from juesuan.formats.opening import open_source
from tests.examples import examples
from tests.formats.builders import (
    SHEET,
    WORD,
    blocks,
    compound_file,
    grids,
    package,
    paragraph,
    paragraphs,
    relationships,
    word,
)


def workbook(path):
    with xlsxwriter.Workbook(path) as book:
        book.add_worksheet("Z01").write(0, 0, "收入支出决算总表")
    return path


@pytest.mark.parametrize(
    ("name", "make", "kind"),
    [
        ("a.doc", lambda path: word(path, paragraph("概况")), "docx"),
        ("a.pdf", workbook, "xlsx"),
        ("a.xls", lambda path: path.write_text("<html><table><tr><td>1<td>2</table>", encoding="utf-8"), "html"),
        ("a.docx", lambda path: path.write_text("第一部分 概况\n", encoding="utf-8"), "txt"),
        ("a.txt", lambda path: path.write_text("<!DOCTYPE html><p>概况</p>", encoding="utf-16"), "html"),
        ("a.html", lambda path: path.write_text("第一部分 概况\n", encoding="gb18030"), "txt"),
    ],
)
def test_the_content_decides(tmp_path, name, make, kind):
    path = tmp_path / name
    make(path)
    source = open_source(path)

    assert source.format == kind
    assert len(source.sha256) == 64
    assert blocks(source)


@pytest.mark.parametrize(
    ("content", "error"),
    [
        (b"", Damaged),
        (b"PK\x03\x04 not quite a zip", Damaged),
        (b"PK\x05\x06" + b"\0" * 18, Unsupported),
        (SIGNATURE, Damaged),
        (compound_file(PowerPoint=b""), Unsupported),
        (compound_file(EncryptionInfo=b"", EncryptedPackage=b""), Encrypted),
        (compound_file(WordDocument=b"")[:2000], Damaged),
        (compound_file(Workbook=b"no record"), Damaged),
        (b"\x89PNG\r\n\x1a\n", Unsupported),
        (b"\xff\xd8\xff\xe0", Unsupported),
        (b"Rar!\x1a\x07", Unsupported),
        (b"\x1f\x8b\x08", Unsupported),
        (bytes(range(256)) * 20, Unsupported),
        (b"MIME-Version: 1.0\nContent-Type: multipart/related\n\n<html>", Unsupported),
        (b"<?xml version='1.0'?><?mso-application progid='Excel.Sheet'?><Workbook/>", Unsupported),
        (b"<?xml version='1.0'?><invoice/>", Unsupported),
        (b'{"schema": 1}', Unsupported),
    ],
)
def test_content_that_cannot_be_read(tmp_path, content, error):
    path = tmp_path / "决算.docx"
    path.write_bytes(content)

    with pytest.raises(error) as caught:
        open_source(path)

    message = str(caught.value)
    assert message.startswith("决算.docx：")
    assert message.endswith("。")
    assert message.count("请") >= 1


def test_word_documents_with_a_password(tmp_path):
    path = tmp_path / "a.doc"
    path.write_bytes(compound_file(WordDocument=b"\xec\xa5" + b"\0" * 8 + b"\x00\x01"))

    with pytest.raises(Encrypted):
        open_source(path)


def test_a_chain_of_sectors_that_goes_round_in_circles(tmp_path):
    path = tmp_path / "a.xls"
    data = bytearray(compound_file(Workbook=b"0" * 5000))
    data[512 + 4 * 4 : 512 + 4 * 5] = (2).to_bytes(4, "little")
    path.write_bytes(data)

    with pytest.raises(Damaged):
        open_source(path)


def test_a_missing_file(tmp_path):
    with pytest.raises(NotFound, match="文件不存在"):
        open_source(tmp_path / "无.pdf")


def test_a_folder(tmp_path):
    with pytest.raises(NotFound, match="文件夹"):
        open_source(tmp_path)


def test_an_impossible_name(tmp_path):
    with pytest.raises(NotFound):
        open_source(tmp_path / "a\0b")


@pytest.mark.skipif(sys.platform == "win32" or os.geteuid() == 0, reason="the system lets this user read everything")
def test_no_permission(tmp_path):
    path = tmp_path / "a.txt"
    path.write_text("概况")
    path.chmod(0)

    with pytest.raises(NotFound, match="权限"):
        open_source(path)


@pytest.mark.parametrize("member", ["word/document.xml", "word/styles.xml", "xl/workbook.xml", "xl/sharedStrings.xml"])
def test_a_bomb_is_not_unfolded(tmp_path, member):
    bomb = zlib.compressobj(9, zlib.DEFLATED, -15)
    megabyte = b" " * 2**20
    packed = b"".join([bomb.compress(megabyte) for _ in range(300)]) + bomb.flush()
    folder = member.partition("/")[0]
    parts = {
        "word/document.xml": f'<w:document xmlns:w="{WORD}"/>',
        "word/_rels/document.xml.rels": relationships(styles="styles.xml"),
    }
    if folder == "xl":
        parts = {
            "xl/workbook.xml": f'<workbook xmlns="{SHEET}"/>',
            "xl/_rels/workbook.xml.rels": relationships(sharedStrings="sharedStrings.xml"),
        }
    path = package(tmp_path / "a.docx", {name: part for name, part in parts.items() if name != member})
    append_packed(path, member, packed, 300 * 2**20)

    with pytest.raises(TooLarge, match="压缩炸弹"):
        open_source(path)


def test_a_bomb_that_lies_about_its_size(tmp_path):
    bomb = zlib.compressobj(9, zlib.DEFLATED, -15)
    packed = b"".join([bomb.compress(b" " * 2**20) for _ in range(64)]) + bomb.flush()
    path = package(tmp_path / "a.docx", {})
    append_packed(path, "word/document.xml", packed, 100)

    with pytest.raises(ReadError):
        open_source(path)


def append_packed(path, name, packed, declared):
    """Add a member whose deflated bytes are given, with any size declared for it."""
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr(name, packed)
        info = archive.getinfo(name)
        offset = info.header_offset
        info.compress_type = zipfile.ZIP_DEFLATED
        info.file_size = declared
    data = bytearray(path.read_bytes())
    data[offset + 8 : offset + 10] = (8).to_bytes(2, "little")
    data[offset + 22 : offset + 26] = declared.to_bytes(4, "little")
    path.write_bytes(data)


@pytest.mark.parametrize("kind", ["docx", "xlsx"])
def test_entities_are_refused(tmp_path, kind):
    doctype = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b SYSTEM "file:///etc/hostname">]>'
    body = (
        f'{doctype}<w:document xmlns:w="{WORD}"><w:body><w:p><w:r><w:t>&a;&b;</w:t></w:r></w:p></w:body></w:document>'
    )
    parts = {"word/document.xml": body}
    if kind == "xlsx":
        parts = {"xl/workbook.xml": f'{doctype}<workbook xmlns="{SHEET}">&a;&b;</workbook>'}
    path = package(tmp_path / f"a.{kind}", parts)

    with pytest.raises(Damaged, match="DTD"):
        open_source(path)


def test_entities_of_a_web_page_stay_outside(tmp_path):
    path = tmp_path / "a.html"
    path.write_text('<!DOCTYPE html [<!ENTITY b SYSTEM "file:///etc/hostname">]><html><p>概况&b;&amp;</p></html>')

    assert "".join(block.text for block in paragraphs(open_source(path))).endswith("&")


@pytest.mark.parametrize("keep", [0.3, 0.6, 0.9, 0.99])
@pytest.mark.parametrize("make", [lambda path: word(path, paragraph("概况" * 500)), workbook])
def test_truncated_packages(tmp_path, make, keep):
    path = tmp_path / "a.bin"
    make(path)
    data = path.read_bytes()
    path.write_bytes(data[: int(len(data) * keep)])

    with pytest.raises(Damaged):
        open_source(path)


def test_a_package_whose_content_is_corrupt(tmp_path):
    path = package(tmp_path / "a.docx", {"word/document.xml": b"\x00\x01 no XML"})

    with pytest.raises(Damaged, match="XML"):
        open_source(path)


def test_too_many_items(tmp_path):
    path = tmp_path / "a.txt"
    path.write_text("1\n" * 200)

    with pytest.raises(TooLarge, match="超过 100 个"):
        open_source(path, limits=Limits(items=100))


def test_a_number_of_400_digits_is_text(tmp_path):
    path = tmp_path / "a.html"
    path.write_text(f"<table><tr><td>合计</td><td>{'9' * 400}</td></tr></table>", encoding="utf-8")

    assert [len(cell.text) for cell in grids(open_source(path))[0].cells] == [2, 400]


@given(content=st.binary(max_size=400), head=st.sampled_from([b"", b"PK\x03\x04", SIGNATURE, b"<html>", b"\xff\xfe"]))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=examples(150), deadline=None)
def test_any_bytes_are_read_or_refused(tmp_path, content, head):
    path = tmp_path / "a.bin"
    path.write_bytes(head + content)
    with contextlib.suppress(ReadError):
        open_source(path)


@given(at=st.floats(0, 1, exclude_max=True), value=st.integers(0, 255))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=examples(150), deadline=None)
def test_a_changed_byte_never_surprises(tmp_path, at, value):
    path = tmp_path / "a.xlsx"
    data = bytearray(workbook(path).read_bytes())
    data[int(at * len(data))] = value
    path.write_bytes(data)
    with contextlib.suppress(ReadError):
        open_source(path)


def test_opening_loads_no_parser():
    code = "import sys, juesuan.formats.opening; print({'lxml', 'xlrd', 'pypdfium2', 'docx'} & set(sys.modules))"
    shown = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout

    assert shown.strip() == "set()"
