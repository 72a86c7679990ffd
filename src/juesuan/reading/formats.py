"""What a file is, by its content: published files carry wrong extensions often enough (HTML named .xls, xlsx named .doc)."""

from __future__ import annotations

import re
import struct
from pathlib import Path

from juesuan.reading.archive import Archive
from juesuan.reading.errors import Damaged, Encrypted, Unsupported

__all__ = ["format_of"]

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIP = b"PK\x03\x04"
_PDF_HEAD_BYTES = 1024
"""PDF readers accept the header anywhere in the first kilobyte."""

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


def format_of(path: Path, data: bytes) -> str:
    """``pdf docx doc xlsx xls html txt json``, or ``rtf`` and ``wordml``, which only LibreOffice can read.

    Raises:
        ReadError: when the content is encrypted, damaged or of no such format.
    """
    if b"%PDF-" in data[:_PDF_HEAD_BYTES]:
        return "pdf"
    if data.startswith(_ZIP):
        return _zip_format(path, data)
    if data.startswith(_OLE):
        return _ole_format(path, data)
    for magic, reason in _FOREIGN:
        if data.startswith(magic):
            raise Unsupported(path, reason, _IMAGE_ADVICE if "图片" in reason else _ARCHIVE_ADVICE)
    return _text_format(path, data)


def _zip_format(path: Path, data: bytes) -> str:
    names = Archive(path, data).names
    for folder, found in (("word/", "docx"), ("xl/", "xlsx")):
        if "[content_types].xml" in names and any(name.startswith(folder) for name in names):
            if found == "xlsx" and "xl/workbook.bin" in names:
                raise Unsupported(path, "这是 Excel 二进制工作簿（.xlsb）", "请用 Excel 另存为 .xlsx 后再试")
            return found
    if "ofd.xml" in names:
        raise Unsupported(path, "这是 OFD 版式文件", "请用阅读器导出为 PDF，或使用原 Word、Excel 文件")
    if "mimetype" in names and "content.xml" in names:
        raise Unsupported(path, "这是 OpenDocument 文件", "请另存为 .docx 或 .xlsx 后再试")
    if any(name.startswith("ppt/") for name in names):
        raise Unsupported(path, "这是演示文稿")
    raise Unsupported(path, "这是 ZIP 压缩包", _ARCHIVE_ADVICE)


def _ole_format(path: Path, data: bytes) -> str:
    """Word, Excel or an encrypted package, by the names of the streams inside the compound file."""
    if _has_stream(data, "EncryptedPackage"):
        raise Encrypted(path, "打开它需要密码")
    if _has_stream(data, "WordDocument"):
        if _is_encrypted_word(data):
            raise Encrypted(path, "打开它需要密码")
        return "doc"
    if _has_stream(data, "Workbook") or _has_stream(data, "Book"):
        return "xls"
    if len(data) < 1536:  # header, allocation table and directory take a sector of 512 bytes each
        raise Damaged(path, "文件不完整，可能没有下载完")
    raise Unsupported(path, "这是旧版 Office 复合文件，但里面没有 Word 文档或 Excel 工作簿")


def _has_stream(data: bytes, name: str) -> bool:
    """Whether the directory names a stream. Entries are 128 bytes, aligned, with the name's length at 64.

    Searching for the entry instead of walking the sector chain also works on truncated files.
    """
    wanted = (name + "\0").encode("utf-16-le")
    at = data.find(wanted)
    while at >= 0:
        if at % 128 == 0 and data[at + 64 : at + 66] == struct.pack("<H", len(wanted)):
            return True
        at = data.find(wanted, at + 1)
    return False


def _is_encrypted_word(data: bytes) -> bool:
    """The fEncrypted flag of the file information block, which starts a sector with the magic number of Word 97."""
    at = data.find(b"\xec\xa5")
    while at >= 0 and at % 512:
        at = data.find(b"\xec\xa5", at + 1)
    return at >= 0 and bool(int.from_bytes(data[at + 10 : at + 12], "little") & 0x0100)


def _text_format(path: Path, data: bytes) -> str:
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
