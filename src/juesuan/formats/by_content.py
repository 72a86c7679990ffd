"""What a file is, by its content: published files carry wrong extensions often enough (HTML named .xls, xlsx named .doc)."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Literal

from juesuan.formats.archives.compound import SIGNATURE, CompoundFile
from juesuan.formats.errors import Encrypted, Unsupported
from juesuan.formats.files import DESCRIPTOR

__all__ = ["Format", "format_of"]

Format = Literal["pdf", "docx", "doc", "xlsx", "xls", "html", "txt", "json", "package", "rtf", "wordml", "ofd"]

_ZIP = b"PK\x03\x04"
_PDF_HEAD_BYTES = 1024
"""PDF readers accept the header anywhere in the first kilobyte."""

_WORD_ENCRYPTED = 0x0100
"""The flag in the file information block that Word documents start with ([MS-DOC] 2.5.2)."""

_TEXT_HEAD_BYTES = 64 * 1024
_HTML = re.compile(rb"<\s*(?:!doctype\s+html|html|body|table)\b", re.IGNORECASE)
_OFFICE_XML = re.compile(rb"progid\s*=\s*['\"](Word\.Document|Excel\.Sheet)['\"]|<pkg:package\b")
_JSON = re.compile(rb"\{\s*[\"}]")
_MHTML = re.compile(rb"(?:mime-version|content-type|from|subject):[^\n]*\n", re.IGNORECASE)

_FOREIGN = (
    (b"\x89PNG", "这是图片，没有文字层"),
    (b"\xff\xd8\xff", "这是图片，没有文字层"),
    (b"II*\x00", "这是图片，没有文字层"),
    (b"MM\x00*", "这是图片，没有文字层"),
    (b"GIF8", "这是图片，没有文字层"),
    (b"Rar!", "这是 RAR 压缩包"),
    (b"7z\xbc\xaf", "这是 7z 压缩包"),
    (b"\x1f\x8b", "这是 gzip 压缩包"),
    (b"PK\x05\x06", "这是空的压缩包"),
)
_IMAGE_ADVICE = "请使用由 Word 或 Excel 直接导出的文件，不要用扫描件或截图"
_ARCHIVE_ADVICE = "请先解压，再检查其中的文件"


def format_of(path: Path, data: bytes) -> Format:
    """``pdf ofd docx doc xlsx xls html txt json package`` (a data package in a zip), or ``rtf`` and ``wordml``, which only LibreOffice can read.

    Raises:
        ReadError: when the content is encrypted, damaged or of no such format.
    """
    if data.startswith(_ZIP):  # asked first: an archive may begin with a PDF as it is
        return _zip_format(path, data)
    if b"%PDF-" in data[:_PDF_HEAD_BYTES]:
        return "pdf"
    if data.startswith(SIGNATURE):
        return _compound_format(path, data)
    for magic, reason in _FOREIGN:
        if data.startswith(magic):
            raise Unsupported(path, reason, _IMAGE_ADVICE if "图片" in reason else _ARCHIVE_ADVICE)
    return _text_format(path, data)


def _zip_format(path: Path, data: bytes) -> Format:
    from juesuan.formats.archives.zips import Archive

    names = Archive(path, data).names
    kinds: tuple[tuple[str, Format], ...] = (("word/", "docx"), ("xl/", "xlsx"))
    for folder, found in kinds:
        if "[content_types].xml" in names and any(name.startswith(folder) for name in names):
            if found == "xlsx" and "xl/workbook.bin" in names:
                raise Unsupported(path, "这是 Excel 二进制工作簿（.xlsb）", "请用 Excel 另存为 .xlsx 后再试")
            return found
    if DESCRIPTOR in names:
        return "package"
    if "ofd.xml" in names:
        return "ofd"
    if "mimetype" in names and "content.xml" in names:
        raise Unsupported(path, "这是 OpenDocument 文件", "请另存为 .docx 或 .xlsx 后再试")
    if any(name.startswith("ppt/") for name in names):
        raise Unsupported(path, "这是演示文稿")
    raise Unsupported(path, "这是 ZIP 压缩包", _ARCHIVE_ADVICE)


def _compound_format(path: Path, data: bytes) -> Format:
    """Word, Excel or an encrypted package, by the streams inside."""
    file = CompoundFile(path, data)
    if "EncryptedPackage" in file.names:
        raise Encrypted(path, "打开它需要密码")
    if "WordDocument" in file.names:
        flags = int.from_bytes(file.stream("WordDocument")[10:12], "little")
        if flags & _WORD_ENCRYPTED:
            raise Encrypted(path, "打开它需要密码")
        return "doc"
    if file.names & {"Workbook", "Book"}:
        return "xls"
    raise Unsupported(path, "这是旧版 Office 复合文件，但里面没有 Word 文档或 Excel 工作簿")


def _text_format(path: Path, data: bytes) -> Format:
    # Without the zero bytes, markup in UTF-16 reads like any other.
    head = data[:_TEXT_HEAD_BYTES].replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n")
    if head.startswith(b"{\\rtf"):
        return "rtf"
    office = _OFFICE_XML.search(head) if head.startswith(b"<?xml") else None
    if office is not None:
        if office[1] == b"Excel.Sheet":
            raise Unsupported(path, "这是 XML 电子表格（Excel 2003 XML）", "请用 Excel 打开后另存为 .xlsx 再试")
        return "wordml"
    if _MHTML.match(head) and re.search(rb"^content-type:", head, re.IGNORECASE | re.MULTILINE):
        raise Unsupported(path, "这是单个文件网页（MHTML）", "请用 Word 打开后另存为 .docx 再试")
    if _JSON.match(head):
        return "json"
    if _HTML.search(head):
        return "html"
    if head.startswith(b"<?xml"):
        raise Unsupported(path, "这是 XML 数据文件")
    return "html" if head.startswith(b"<") else "txt"
